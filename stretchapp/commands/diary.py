"""``stretchapp diary``: adds, lists, exports and imports what is in the diary."""

from __future__ import annotations

import codecs
from contextlib import closing
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from stretchapp.base.files import is_stdout, write_user_file
from stretchapp.base.i18n import N_, _
from stretchapp.base.nights import night_of
from stretchapp.base.problems import UserError
from stretchapp.base.unseen import shown
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.doctor_rules import LOOK_BACK_NIGHTS, findings, has_new_nights
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.read_entries import read_entries
from stretchapp.diary.storage.store import open_for_writing, open_to_read
from stretchapp.library.texts.diary import DiaryTexts
from stretchapp.wording.diary import left_out_in_words, no_longer_quiet
from stretchapp.wording.diary_listing import (
    advice_json,
    advice_lines,
    copy_line,
    cramp_line,
    import_lines,
    list_json,
    list_lines,
    plain_copy,
    plain_cramp,
    plain_quiet,
    quiet_line,
    to_json,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from datetime import date, tzinfo
    from pathlib import Path

    from stretchapp.diary.cramp_records import CrampEntry
    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.diary.nights import Entries
    from stretchapp.wording.names import Names

DELETE_DAMAGED = N_("To delete damaged entries, type: stretchapp diary delete --damaged")

ExportFormat = Literal["csv", "json", "pdf"]


class DiaryCommands:
    """The subcommands of ``stretchapp diary`` on one diary.

    Each method carries out one subcommand and returns the lines to print. It raises ``UserError``
    if something does not exist, or cannot be read or written.
    """

    def __init__(
        self,
        path: Path,
        now: datetime,
        zone: tzinfo,
        names: Callable[[], Names],
        warn: Callable[[str], None],
    ) -> None:
        """Open nothing yet.

        Args:
            path: The file of the diary.
            now: The present moment.
            zone: Where the person is.
            names: Reads the names of places, exercises and triggers.
            warn: Called with a sentence about the diary file that is no part of the answer.
        """
        self._path = path
        self._now = now.astimezone(zone)
        self._zone = zone
        self._names = names
        self._warn = warn

    def add_cramp(self, entry: CrampEntry, *, as_json: bool) -> list[str]:
        """Add a cramp."""
        with closing(self._open_to_write()) as connection:
            log = CrampLog(connection)
            night = night_of(entry.started_at)
            was_quiet = night in NightLog(connection).quiet_nights(night)
            record = log.cramp(log.add(entry, self._now))
            taken_back = [no_longer_quiet(night)] if was_quiet else []
            if as_json:
                for sentence in taken_back:
                    self._warn(sentence)
                return [to_json(plain_cramp(record))]
            line = cramp_line(record, self._names())
            return [line, *taken_back, *self._advice_hint(connection)]

    def add_quiet_night(self, at: datetime | date | None, *, as_json: bool) -> list[str]:
        """Add a night without a cramp.

        Args:
            at: A moment of the night, or the date of its evening; None for the present night.
            as_json: Whether to return JSON.
        """
        if at is None:
            at = self._now
        night = night_of(at) if isinstance(at, datetime) else at
        with closing(self._open_to_write()) as connection:
            if night > night_of(self._now):
                raise UserError(_("A night cannot be in the future; choose an earlier date."))
            NightLog(connection).add_quiet(night, self._now)
        if as_json:
            return [to_json(plain_quiet(night))]
        return [quiet_line(night)]

    def list_entries(self, *, as_json: bool) -> list[str]:
        """List all sessions, cramps and nights without a cramp."""
        with closing(open_to_read(self._path)) as connection:
            entries = self._entries(connection)
        if as_json:
            return list_json(entries)
        return list_lines(entries, self._names())

    def advice(
        self,
        as_of: datetime | None,
        read_texts: Callable[[], DiaryTexts],
        *,
        as_json: bool,
    ) -> list[str]:
        """List the rules for seeing a doctor that hold.

        Args:
            as_of: The moment at which they have to hold; None for the present one.
            read_texts: Reads the texts of the rules.
            as_json: Whether to return JSON.
        """
        with closing(open_to_read(self._path)) as connection:
            held = self._findings(connection, as_of or self._now)
            # Reading the texts takes the YAML reader.
            texts = read_texts() if held else DiaryTexts((), (), {})
            rules = {rule.id: rule for rule in texts.rules}
            dismissed = NightLog(connection).dismissed_nights
            if as_json:
                return advice_json(held, dismissed, rules)
        return advice_lines(held, rules, texts.titles)

    def export(
        self,
        chosen_format: ExportFormat | None,
        output: Path | None,
        write_pdf: Callable[[Path, Entries, datetime], None],
        *,
        as_json: bool,
    ) -> list[str] | bytes:
        """Export the diary.

        Args:
            chosen_format: The format; None to go by the name of the file.
            output: The file; None to return the content.
            write_pdf: Writes the pages for the doctor: to a file, from all entries, as of a moment.
            as_json: Whether to return JSON about the file.
        """
        form = chosen_format or _format_of(output)
        # A sentence would become a part of the exported file.
        is_silent = output is not None and is_stdout(output)
        with closing(open_to_read(self._path)) as connection:
            if form == "pdf":
                if output is None:
                    raise UserError(
                        _("A PDF needs a file; name it with --output. Example: --output doctor.pdf")
                    )
                write_pdf(output, self._entries(connection), self._now)
                sentence = _("Saved the report for your doctor as {file}.")
            else:
                # Of both forms, to tell which entries are left out.
                content = self._content(connection, form, self._entries(connection))
                if output is None:
                    # The mark for spreadsheets at the beginning of a table is not printed.
                    return content.removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
                write_user_file(output, content)
                sentence = _("Saved the diary as {file}.")
        if is_silent:
            return []
        if as_json:
            return [to_json({"path": str(output), "format": form})]
        return [sentence.format(file=shown(str(output)))]

    def import_file(
        self,
        file: Path,
        set_timers: Callable[[sqlite3.Connection], Sequence[str]],
        *,
        dry_run: bool,
        as_json: bool,
    ) -> list[str]:
        """Add what is in an exported file and not in the diary yet.

        Args:
            file: The file.
            set_timers: Sets the timers of the reminders in a diary, and returns what prevents it.
            dry_run: Whether to return only what would be added.
            as_json: Whether to return JSON.
        """
        # Imported here: msgspec is needed by imports and exports only.
        from stretchapp.diary.exchange.import_json import merge
        from stretchapp.diary.exchange.read_export import read_export

        with closing(open_to_read(self._path) if dry_run else self._open_to_write()) as connection:
            counts = merge(connection, read_export(file), dry_run=dry_run)
            if counts.reminders and not dry_run:
                for problem in set_timers(connection):
                    self._warn(problem)
        return import_lines(counts, dry_run=dry_run, as_json=as_json)

    def list_copies(self, *, as_json: bool) -> list[str]:
        """List the copies of the diary, and the diaries that a copy has replaced."""
        # Imported here, as below: no other command needs it.
        from stretchapp.diary.storage.restore import list_contents_of_copies

        copies = list_contents_of_copies(self._path)
        if as_json:
            return [to_json([plain_copy(copy) for copy in copies])]
        if not copies:
            return [_("There is no backup of the diary yet; one is made each week.")]
        example = f"stretchapp diary restore {copies[0].path.stem}"
        hint = _("To replace the diary with one of them, type: {command}")
        return [*map(copy_line, copies), hint.format(command=example)]

    def restore(
        self,
        name: str,
        set_timers: Callable[[sqlite3.Connection], Sequence[str]],
        *,
        as_json: bool,
    ) -> list[str]:
        """Put a copy in the place of the diary, and keep the diary that was there.

        Args:
            name: The name, the number or the path of the copy.
            set_timers: Sets the timers of the reminders in a diary, and returns what prevents it.
            as_json: Whether to return JSON.
        """
        from stretchapp.diary.storage.restore import contents_of, find_copy, restore

        copy = find_copy(self._path, name)
        contents = contents_of(copy)
        kept = restore(self._path, copy, self._now, is_alive)
        with closing(open_to_read(self._path)) as connection:
            for problem in set_timers(connection):
                self._warn(problem)
        if as_json:
            path = None if kept is None else str(kept)
            return [to_json({"restored": plain_copy(contents), "kept": path})]
        lines = [_("Restored the diary from: {backup}").format(backup=copy_line(contents))]
        if kept is not None:
            message = _("The diary that it replaced is saved as {file}.")
            lines.append(message.format(file=shown(str(kept))))
        return lines

    def _open_to_write(self) -> sqlite3.Connection:
        return open_for_writing(self._path, self._now, self._warn)

    def _entries(self, connection: sqlite3.Connection, first: date | None = None) -> Entries:
        """Read the diary, from a night on, and say which entries cannot be used."""
        entries = read_entries(connection, first)
        if entries.left_out:
            self._warn(f"{left_out_in_words(entries.left_out)}\n{_(DELETE_DAMAGED)}")
        return entries

    def _content(
        self, connection: sqlite3.Connection, form: Literal["csv", "json"], entries: Entries
    ) -> bytes:
        # Imported here: no other command needs them, and msgspec is behind the second.
        if form == "csv":
            from stretchapp.diary.exchange.export_csv import csv_file

            return csv_file(entries)
        from stretchapp.diary.exchange.export_json import json_export

        return json_export(connection, self._now, is_alive)

    def _findings(self, connection: sqlite3.Connection, as_of: datetime) -> tuple[Finding, ...]:
        here = as_of.astimezone(self._zone)
        first = night_of(here) - timedelta(days=LOOK_BACK_NIGHTS)
        return findings(self._entries(connection, first).cramps, here)

    def _advice_hint(self, connection: sqlite3.Connection) -> list[str]:
        """Return where to read on, if a rule holds that was not dismissed with these nights."""
        log = NightLog(connection)
        held = self._findings(connection, self._now)
        if any(has_new_nights(finding, log.dismissed_nights(finding.rule)) for finding in held):
            return [
                _("There is a reason to ask a doctor. To read it, type: stretchapp diary advice")
            ]
        return []


def _format_of(output: Path | None) -> ExportFormat:
    """Return the format that the name of a file asks for; JSON where it asks for none."""
    formats: dict[str, ExportFormat] = {".csv": "csv", ".pdf": "pdf"}
    return "json" if output is None else formats.get(output.suffix.lower(), "json")
