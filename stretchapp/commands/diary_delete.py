"""``stretchapp diary delete``: deletes a cramp, damaged entries, or everything."""

from __future__ import annotations

import shlex
from contextlib import closing
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.base.paths import is_missing
from stretchapp.base.unseen import shown
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.read_entries import read_entries
from stretchapp.diary.storage.errors import DamagedEntryError
from stretchapp.diary.storage.store import open_for_writing, open_to_read
from stretchapp.library.yaml.durations import format_duration
from stretchapp.wording.diary_listing import cramp_line, plain_cramp, to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.wording.names import Names

ADD_YES = N_("Nothing is deleted yet. To delete it, add --yes.")
WOULD_GO = N_("This would be deleted, and cannot be brought back:")


class DiaryDeletion:
    """Deletes from one diary; nothing is deleted before it is confirmed.

    Each method returns the lines to print. It raises ``UserError`` if something does not exist, or
    cannot be read or written.
    """

    def __init__(
        self,
        path: Path,
        now: datetime,
        names: Callable[[], Names],
        warn: Callable[[str], None],
    ) -> None:
        """Open nothing yet.

        Args:
            path: The file of the diary.
            now: The present moment.
            names: Reads the names of places, exercises and triggers.
            warn: Called with a sentence about the diary file that is no part of the answer.
        """
        self._path = path
        self._now = now
        self._names = names
        self._warn = warn

    def delete_cramp(
        self, number: int, data_dir: Path | None, *, confirmed: bool, as_json: bool
    ) -> list[str]:
        """Delete a cramp.

        Args:
            number: Its number.
            data_dir: The folder named by ``--data-dir``, for the command that adds it again.
            confirmed: Whether to delete it; otherwise only say what would be deleted.
            as_json: Whether to return JSON.
        """
        with closing(self._open(changes=confirmed)) as connection:
            log = CrampLog(connection)
            try:
                record = log.cramp(number)
            except DamagedEntryError:
                return _delete_damaged(
                    connection, log.left_out, confirmed=confirmed, as_json=as_json
                )
            if confirmed:
                log.delete(number)
        option = [] if data_dir is None else ["--data-dir", str(data_dir)]
        undo = shlex.join(["stretchapp", "diary", "add", *option, *_words_of(record)])
        if as_json:
            plain = plain_cramp(record)
            deleted = [plain] if confirmed else []
            return [to_json({"deleted": deleted, "holds": [plain], "adds_it_again": undo})]
        line = cramp_line(record, self._names())
        if not confirmed:
            return [_("This would be deleted: {entry}").format(entry=line), _(ADD_YES)]
        deleted = _("Deleted: {entry}").format(entry=line)
        return [deleted, _("To add it again, type:"), f"  {undo}"]

    def delete_damaged(self, *, confirmed: bool, as_json: bool) -> list[str]:
        """Delete every damaged entry.

        Args:
            confirmed: Whether to delete them; otherwise only say what would be deleted.
            as_json: Whether to return JSON.
        """
        with closing(self._open(changes=confirmed)) as connection:
            names = read_entries(connection).left_out
            return _delete_damaged(connection, names, confirmed=confirmed, as_json=as_json)

    def delete_everything(self, *, confirmed: bool, as_json: bool) -> list[str]:
        """Delete the diary with all copies.

        Args:
            confirmed: Whether to delete it; otherwise only say what would be deleted.
            as_json: Whether to return JSON.
        """
        # Imported here: no other command needs it.
        from stretchapp.diary.storage.erase import erase, list_contents

        # A damaged diary is set aside when it is opened, and then deleted with the other copies.
        changes_file = confirmed and not is_missing(self._path)
        with closing(self._open(changes=changes_file)) as connection:
            parts = list_contents(connection, self._path)
            if confirmed:
                erase(connection, self._path)
        if as_json:
            return [to_json({"deleted": parts if confirmed else [], "holds": parts})]
        if not parts:
            return [_("There is nothing to delete.")]
        listed = [f"  {part}" for part in parts]
        if confirmed:
            return [_("Deleted:"), *listed]
        return [
            _(WOULD_GO),
            *listed,
            _("Settings, reminders, routines, poses and exported files stay."),
            _(ADD_YES),
        ]

    def _open(self, *, changes: bool) -> sqlite3.Connection:
        """Open the diary: to change it, or else only to read it."""
        if changes:
            return open_for_writing(self._path, self._now, self._warn)
        return open_to_read(self._path)


def _delete_damaged(
    connection: sqlite3.Connection, names: Sequence[str], *, confirmed: bool, as_json: bool
) -> list[str]:
    """Delete damaged entries, or only say which they are."""
    # Imported here: few diaries have any.
    from stretchapp.diary.storage.damaged import delete_damaged

    if confirmed:
        delete_damaged(connection, names)
    if as_json:
        return [to_json({"deleted": list(names) if confirmed else [], "holds": list(names)})]
    if not names:
        return [_("No entry is damaged.")]
    listed = [f"  {shown(name)}" for name in names]
    if confirmed:
        return [_("Deleted:"), *listed]
    return [_(WOULD_GO), *listed, _(ADD_YES)]


def _words_of(record: CrampRecord) -> list[str]:
    """Return the words after ``diary add`` that add a cramp again."""
    length = None if record.length_s is None else _minutes(record.length_s)
    options = {
        "--at": record.started_at.isoformat(),
        "--muscle": record.muscle,
        "--side": record.side,
        "--strength": record.strength,
        "--minutes": length,
        "--trigger": ",".join(record.triggers),
        # All exercises that were tried, because their order is saved.
        "--tried": ",".join(exercise for exercise, _ in record.tried),
        "--helped": ",".join(exercise for exercise, has_helped in record.tried if has_helped),
    }
    words: list[str] = []
    for option, value in options.items():
        if value not in {None, ""}:
            words += [option, str(value)]
    if record.nothing_helped:
        words.append("--nothing-helped")
    if record.note:
        # As a word of its own, a note that begins with a dash would be taken for an option.
        words.append(f"--note={record.note}")
    return words


def _minutes(length_s: float) -> str:
    """Return a length as ``--minutes`` takes it."""
    return format_duration(length_s) if length_s == int(length_s) else str(length_s / 60)
