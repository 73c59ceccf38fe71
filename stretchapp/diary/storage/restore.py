"""Puts a copy of the diary in its place again, and keeps the diary that was there.

The content of the copy is written into the file of the diary within one transaction of SQLite. So
other processes that have the diary open see the new content, a journal that a killed process left
is played back before and not after, and a process that is killed leaves the old diary or the new.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.files import make_private_folder
from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.diary.storage.backups import (
    DamagedCopyError,
    backup_folder,
    keep_replaced,
    list_backups,
    list_replaced,
)
from stretchapp.diary.storage.copy_database import LOCK_TIMEOUT_S, copy_database
from stretchapp.diary.storage.errors import error_code, explain_database_errors
from stretchapp.diary.storage.store import (
    DAMAGE_CODES,
    PRIVATE_FILE,
    check_pages,
    free_name_aside,
    journal_of,
    migrate,
)

if TYPE_CHECKING:
    from collections.abc import Callable


IN_USE_DAYS = 1 / 24
"""For how long after its last save a session counts as running, if its process is alive.

Later, another process may have the same number.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyContents:
    """What a copy of the diary holds.

    Attributes:
        path: The file.
        made_at: When it was made.
        sessions: How many sessions it has.
        cramps: How many cramps it has.
        quiet_nights: How many nights without a cramp it has.
        problem: Why it cannot be used; empty if it can.
    """

    path: Path
    made_at: datetime
    sessions: int = 0
    cramps: int = 0
    quiet_nights: int = 0
    problem: str = ""


def find_copy(diary: Path, name: str) -> Path:
    """Return a copy of the diary by its path, its name or its number.

    Raises:
        UserError: There is no such copy.
    """
    number = int(name) if name.isascii() and name.isdecimal() else None
    for path in (*list_backups(diary), *list_replaced(diary)):
        kind, _hyphen, own_number = path.stem.partition("-")
        if name in {path.name, path.stem} or (kind == "diary" and int(own_number) == number):
            return path
    path = Path(name)
    if not path.is_file():
        message = _("There is no backup '{name}'. To list all, type: stretchapp diary restore")
        raise UserError(message.format(name=name))
    return path


def list_contents_of_copies(diary: Path) -> list[CopyContents]:
    """Return what each copy holds, the latest first, then each diary that a copy has replaced."""
    return [contents_of(path) for path in (*list_backups(diary), *list_replaced(diary))]


def contents_of(copy: Path) -> CopyContents:
    """Return what a copy holds."""
    made_at = datetime.fromtimestamp(copy.stat().st_mtime, UTC).astimezone()
    try:
        with closing(_read(copy)) as content:
            counts = [
                content.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 -- our own names
                for table in ("session", "cramp", "quiet_night")
            ]
    except UserError as error:
        return CopyContents(path=copy, made_at=made_at, problem=str(error))
    sessions, cramps, quiet_nights = counts
    return CopyContents(
        path=copy, made_at=made_at, sessions=sessions, cramps=cramps, quiet_nights=quiet_nights
    )


def restore(diary: Path, copy: Path, now: datetime, is_alive: Callable[[int], bool]) -> Path | None:
    """Replace the diary by a copy, and return where the replaced diary is kept.

    A damaged diary is kept as it is, and any other one as a copy. None is returned if there was
    no diary. An older copy is brought to the present version; its file stays as it is.

    Args:
        diary: The file of the diary.
        copy: The file of the copy.
        now: The present moment.
        is_alive: Whether a process is running; ``desktop.instance.process_check.is_alive``.

    Raises:
        UserError: The copy cannot be used, a session or a relief is running, or the diary cannot
            be read or written; it is unchanged.
    """
    if diary.exists() and diary.samefile(copy):
        message = _("{file} is the diary itself; choose one of its backups.")
        raise UserError(message.format(file=copy))
    with closing(_read(copy)) as content:
        if not diary.exists():
            _write_new(diary, content)
            return None
        try:
            _refuse_while_running(diary, now, is_alive)
            kept = keep_replaced(diary)
        except sqlite3.Error as error:
            if not (isinstance(error, DamagedCopyError) or error_code(error) in DAMAGE_CODES):
                with explain_database_errors():
                    raise
            return _replace_damaged(diary, content)
        except OSError as error:
            message = _(
                "The diary was not replaced, because it cannot be copied to {folder} ({reason})."
            ).format(folder=backup_folder(diary), reason=error.strerror)
            raise UserError(message) from error
        _write_into(diary, content)
        return kept


def _read(copy: Path) -> sqlite3.Connection:
    """Return the content of a copy in memory, in the present version.

    Raises:
        UserError: It is no intact diary, or one that a newer version wrote.
    """
    content = sqlite3.connect(":memory:", isolation_level=None)
    try:
        uri = f"{copy.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as source:
            copy_database(source, content)
        check_pages(content, copy)
        _check_is_diary(content, copy)
        migrate(content, copy)
    except sqlite3.Error as error:
        content.close()
        message = _("The backup {file} cannot be used ({reason}); choose another one.")
        raise UserError(message.format(file=copy, reason=error)) from error
    except UserError:
        content.close()
        raise
    return content


def _check_is_diary(content: sqlite3.Connection, copy: Path) -> None:
    if "session" not in _tables(content):
        raise UserError(_("{file} is not a backup of a diary.").format(file=copy))


def _refuse_while_running(diary: Path, now: datetime, is_alive: Callable[[int], bool]) -> None:
    """Refuse to replace a diary that a session or a relief is being saved in."""
    with closing(sqlite3.connect(diary, timeout=LOCK_TIMEOUT_S)) as connection:
        for table in _tables(connection) & {"session", "cramp"}:
            rows = connection.execute(
                f"SELECT process FROM {table} WHERE state = 'running'"  # noqa: S608 -- our own names
                " AND julianday(?) - julianday(saved_at) < ?",
                (now.isoformat(), IN_USE_DAYS),
            )
            if any(is_alive(process) for (process,) in rows):
                raise UserError(_("A session or cramp relief is running; end it, and try again."))


def _tables(connection: sqlite3.Connection) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}


def _write_into(diary: Path, content: sqlite3.Connection) -> None:
    """Replace the content of a database in one transaction.

    Raises:
        UserError: It cannot be written, or another process holds its lock; it is unchanged.
    """
    with explain_database_errors(), closing(sqlite3.connect(diary)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")
        copy_database(content, connection)


def _write_new(diary: Path, content: sqlite3.Connection) -> None:
    """Write a diary where there is none; it gets its name when it is complete."""
    file = diary.resolve()
    try:
        make_private_folder(file.parent)
        descriptor, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        os.close(descriptor)
        temporary = Path(name)
        try:
            _write_into(temporary, content)
            # The journal of another file would be played back over the new one.
            journal_of(diary).unlink(missing_ok=True)
            temporary.replace(file)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        message = _("The diary {file} cannot be written ({reason}).")
        raise UserError(message.format(file=diary, reason=error.strerror)) from error


def _replace_damaged(diary: Path, content: sqlite3.Connection) -> Path:
    """Replace a damaged diary, and return where it is kept as it was."""
    aside = free_name_aside(diary)
    try:
        aside.touch(PRIVATE_FILE, exist_ok=False)
        shutil.copyfile(diary, aside)
    except OSError as error:
        message = _("The damaged diary {file} cannot be copied ({reason}), so it was not replaced.")
        raise UserError(message.format(file=diary, reason=error.strerror)) from error
    _write_new(diary, content)
    return aside
