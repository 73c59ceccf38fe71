"""``stretchapp diary``: opens the diary, and does what was asked."""

from __future__ import annotations

import shlex
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from stretchapp.base.clock import SystemClock
from stretchapp.base.files import write_user_file
from stretchapp.base.nights import night_of
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.local_zone import local_zone
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.doctor_rules import LOOK_BACK_NIGHTS, findings, has_new_nights
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.read_entries import read_entries
from stretchapp.diary.storage.store import empty_store, open_for_writing, open_store
from stretchapp.startup.diary_options import FORMATS, add_words
from stretchapp.wording import diary_listing as diary

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.diary.nights import Entries
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.library.texts.text_files import TextFiles
    from stretchapp.wording.names import Names


class Means(NamedTuple):
    """What a command needs besides the diary.

    Attributes:
        tell: Called with a sentence about the file that is no answer.
        set_timers: Lets the machine wait for the reminders that a diary holds; returns what
            stands in the way.
        write_pdf: Writes the pages for the doctor: to a file, from the entries, as of a moment
            with its zone. Raises UserError when it cannot.
        names: Reads what ids are called.
    """

    tell: Callable[[str], None]
    set_timers: Callable[[sqlite3.Connection], list[str]]
    write_pdf: Callable[[Path, Entries, datetime], None]
    names: Callable[[], Names]


class DiaryCommand:
    """One command on one diary."""

    def __init__(
        self,
        options: argparse.Namespace,
        path: Path,
        texts: TextFiles,
        means: Means,
    ) -> None:
        """Take what was asked for; nothing is opened yet.

        Args:
            options: What was asked for.
            path: The file of the diary.
            texts: The shipped texts.
            means: What it needs besides.
        """
        self._options = options
        self._path = path
        self._texts = texts
        self._means = means
        now = SystemClock().now()
        self._zone = local_zone(now)
        self._now = now.astimezone(self._zone)

    def lines(self) -> list[str]:
        """Do it, and return what to print.

        Raises:
            UserError: Something is not there, or cannot be read or written.
        """
        with closing(self._open()) as connection:
            return {
                "add": self._add,
                "list": self._list,
                "advice": self._advice,
                "export": self._export,
                "import": self._import,
                "delete": self._delete,
            }[self._options.command](connection)

    def _open(self) -> sqlite3.Connection:
        options = self._options
        # What is damaged is set aside, and so deleted with all other copies.
        writes = {
            "add": True,
            "import": not getattr(options, "dry_run", False),
            "delete": getattr(options, "yes", False) and self._path.exists(),
        }
        if writes.get(options.command, False):
            return open_for_writing(self._path, self._now, self._means.tell)
        # Looking makes no diary where there is none.
        return open_store(self._path) if self._path.exists() else empty_store()

    def _add(self, connection: sqlite3.Connection) -> list[str]:
        options = self._options
        if options.no_cramp:
            night = self._night(options.at)
            if night > night_of(self._now, self._zone):
                raise UserError("A night cannot be entered ahead of time; choose one that is past.")
            NightLog(connection).add_quiet(night, self._now)
            if options.json:
                return [diary.to_json(diary.plain_quiet(night))]
            return [diary.quiet_line(night)]
        log = CrampLog(connection)
        entry = CrampEntry(
            started_at=self._now if options.at is None else self._local(options.at),
            muscle=options.muscle,
            side=options.side,
            strength=options.strength,
            length_s=options.minutes,
            nothing_helped=options.nothing_helped,
            note=options.note,
            triggers=frozenset(options.trigger),
            tried=tuple(
                (exercise, exercise in options.helped)
                for exercise in dict.fromkeys([*options.tried, *options.helped])
            ),
        )
        record = log.cramp(log.add(entry, self._now))
        if options.json:
            return [diary.to_json(diary.plain_cramp(record))]
        return [self._line(record), *self._hint(connection)]

    def _night(self, at: datetime | date | None) -> date:
        """Return the night of a moment, or of the evening of a day; the present one for None."""
        if at is None:
            return night_of(self._now, self._zone)
        return night_of(self._local(at), self._zone) if isinstance(at, datetime) else at

    def _hint(self, connection: sqlite3.Connection) -> list[str]:
        """Return where to read on if a rule holds that was not dismissed as it is."""
        log = NightLog(connection)
        new = [
            it
            for it in self._findings(connection, self._now)
            if has_new_nights(it, log.dismissed(it.rule))
        ]
        return ["There is a reason to ask a doctor: stretchapp diary advice"] if new else []

    def _list(self, connection: sqlite3.Connection) -> list[str]:
        entries = read_entries(connection)
        if self._options.json:
            return diary.list_json(entries, self._zone)
        return diary.list_lines(entries, self._zone, self._means.names())

    def _advice(self, connection: sqlite3.Connection) -> list[str]:
        now = self._now if self._options.now is None else self._local(self._options.now)
        return diary.advice_lines(
            self._findings(connection, now),
            NightLog(connection).dismissed,
            self._rules,
            as_json=self._options.json,
        )

    def _findings(self, connection: sqlite3.Connection, now: datetime) -> tuple[Finding, ...]:
        # A day more, for what is noon.
        since = now - timedelta(days=LOOK_BACK_NIGHTS + 1)
        return findings(CrampLog(connection).cramps(since), now, self._zone)

    def _rules(self) -> Mapping[str, DoctorRule]:
        from stretchapp.library.texts.diary import read_diary_texts

        return {rule.id: rule for rule in read_diary_texts(self._texts).rules}

    def _export(self, connection: sqlite3.Connection) -> list[str]:
        output: Path | None = self._options.output
        suffix = "" if output is None else output.suffix.removeprefix(".").lower()
        form = self._options.format or (suffix if suffix in FORMATS else "json")
        if form == "pdf":
            return self._export_pdf(connection, output)
        if form == "csv":
            from stretchapp.diary.exchange.export_csv import csv_file

            content = csv_file(read_entries(connection), self._zone)
        else:
            # Imported here: nothing else needs msgspec.
            from stretchapp.diary.exchange.export_json import json_export

            content = json_export(connection, self._now, is_alive)
        if output is None:
            # A spreadsheet's mark is none of the text.
            text = content.decode("utf-8-sig")
            return text.replace("\r\n", "\n").removesuffix("\n").split("\n")
        write_user_file(output, content)
        return self._written(output, form, f"The diary is in {output}.")

    def _export_pdf(self, connection: sqlite3.Connection, output: Path | None) -> list[str]:
        if output is None:
            raise UserError("A PDF is not printed here; say where to write it with --output.")
        self._means.write_pdf(output, read_entries(connection), self._now)
        return self._written(output, "pdf", f"The pages for the doctor are in {output}.")

    def _written(self, output: Path, form: str, said: str) -> list[str]:
        plain: diary.Plain = {"path": str(output), "format": form}
        return [diary.to_json(plain)] if self._options.json else [said]

    def _import(self, connection: sqlite3.Connection) -> list[str]:
        # Imported here: nothing else needs msgspec.
        from stretchapp.diary.exchange.import_json import merge, read_export

        is_trial: bool = self._options.dry_run
        merged = merge(connection, read_export(self._options.input), dry_run=is_trial)
        lines = diary.merged_lines(merged, is_trial=is_trial, as_json=self._options.json)
        if merged.reminders and not is_trial:
            for problem in self._means.set_timers(connection):
                self._means.tell(problem)
        return lines

    def _delete(self, connection: sqlite3.Connection) -> list[str]:
        if self._options.everything:
            return self._delete_everything(connection)
        log = CrampLog(connection)
        record = log.cramp(self._options.cramp)
        is_done: bool = self._options.yes
        if is_done:
            log.delete(record.id)
        back = shlex.join(["stretchapp", "diary", "add", *self._folder(), *add_words(record)])
        if self._options.json:
            plain = diary.plain_cramp(record)
            goes = {"deleted": [plain] if is_done else [], "holds": [plain]}
            return [diary.to_json({**goes, "adds_it_again": back})]
        line = self._line(record)
        if not is_done:
            return [f"This goes: {line}", "Nothing is deleted yet; add --yes to do it."]
        return [f"Deleted: {line}", "This adds it again:", f"  {back}"]

    def _folder(self) -> list[str]:
        folder: Path | None = self._options.data_dir
        return [] if folder is None else ["--data-dir", str(folder)]

    def _delete_everything(self, connection: sqlite3.Connection) -> list[str]:
        from stretchapp.diary.storage.erase import contents, erase

        what = contents(connection, self._path)
        if self._options.yes:
            erase(connection, self._path)
        if self._options.json:
            return [diary.to_json({"deleted": what if self._options.yes else [], "holds": what})]
        if not what:
            return ["There is nothing to delete."]
        if not self._options.yes:
            return [
                "This goes, and cannot be brought back:",
                *(f"  {it}" for it in what),
                "Settings, reminders, routines and poses stay, and what you exported.",
                "Nothing is deleted yet; add --yes to do it.",
            ]
        return ["Deleted:", *(f"  {it}" for it in what)]

    def _line(self, record: CrampRecord) -> str:
        return diary.cramp_line(record, self._zone, self._means.names())

    def _local(self, moment: datetime) -> datetime:
        """Return a moment; one without an offset is a wall time of where the person is."""
        return moment.replace(tzinfo=self._zone) if moment.tzinfo is None else moment
