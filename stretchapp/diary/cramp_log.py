"""The cramp log: one entry for each cramp, updated while its relief runs.

An entry is written when relief starts, so that a killed process leaves what was known by then.
What the person adds afterwards is saved in one step.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.plain_text import without_control_characters
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import (
    EARLIEST_YEAR,
    LONGEST_NOTE,
    LONGEST_S,
    STRONGEST,
    CrampRecord,
)
from stretchapp.diary.storage.errors import (
    DamagedEntryError,
    check_is_there,
    explain_database_errors,
    transaction,
)
from stretchapp.diary.storage.moments import since_clause
from stretchapp.diary.storage.quiet_nights import end_quiet
from stretchapp.diary.storage.rows import check_texts, stored_length, stored_moment, usable

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping

    from stretchapp.diary.cramp_records import CrampDetails, CrampEntry, CrampProgress


class CrampLog:
    """Reads and writes the cramps of a database.

    Every method raises ``UserError`` if the file is damaged, locked or cannot be written to, and
    then has changed nothing.

    Attributes:
        left_out: The entries that were left out of what was read last, because they are damaged.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection from ``open_store``."""
        self._connection = connection
        self.left_out: list[str] = []

    def start(self, now: datetime, muscle: str, process: int) -> int:
        """Add a cramp whose relief starts now, and return its id."""
        with explain_database_errors():
            cursor = self._connection.execute(
                "INSERT INTO cramp (state, process, started_at, saved_at, muscle, length_s)"
                " VALUES ('running', ?, ?, ?, ?, 0)",
                (process, now.isoformat(), now.isoformat(), muscle),
            )
        assert cursor.lastrowid is not None  # noqa: S101 -- an INSERT always has one
        return cursor.lastrowid

    def save(self, cramp_id: int, progress: CrampProgress, now: datetime) -> None:
        """Save the progress of a relief, or that it is over.

        Raises:
            UserError: As above; ``EntryGoneError`` if the cramp is in the diary no longer.
        """
        with transaction(self._connection):
            cursor = self._connection.execute(
                "UPDATE cramp SET state = ?, saved_at = ?, muscle = ?, length_s = ?, eased = ?"
                " WHERE id = ?",
                (
                    progress.state,
                    now.isoformat(),
                    progress.muscle,
                    progress.length_s,
                    progress.eased,
                    cramp_id,
                ),
            )
            check_is_there(cursor)
            self._save_tried(cramp_id, progress.tried)

    def fill_in(self, cramp_id: int, details: CrampDetails) -> None:
        """Add what the person knows about a cramp.

        Raises:
            UserError: As above; ``EntryGoneError`` if the cramp is in the diary no longer.
        """
        note = None if details.note is None else _cleaned(details.note)
        unknown = details.unknown
        with transaction(self._connection):
            cursor = self._connection.execute(
                "UPDATE cramp SET side = iif(?, NULL, coalesce(?, side)),"
                " strength = iif(?, NULL, coalesce(?, strength)),"
                " length_s = iif(?, NULL, coalesce(?, length_s)), note = coalesce(?, note),"
                " nothing_helped = coalesce(?, nothing_helped) WHERE id = ?",
                (
                    "side" in unknown,
                    details.side,
                    "strength" in unknown,
                    details.strength,
                    "length_s" in unknown,
                    details.length_s,
                    note,
                    details.nothing_helped,
                    cramp_id,
                ),
            )
            check_is_there(cursor)
            if details.triggers is not None:
                self._save_triggers(cramp_id, details.triggers)
            if details.helped is not None:
                self._connection.execute(
                    "UPDATE cramp_tried SET helped = 0 WHERE cramp = ?", (cramp_id,)
                )
                self._save_tried(cramp_id, dict.fromkeys(sorted(details.helped), True))

    def add(self, entry: CrampEntry, now: datetime) -> int:
        """Add a cramp by hand, of the present or of a past moment, and return its id."""
        _check(entry, now)
        with transaction(self._connection):
            cursor = self._connection.execute(
                "INSERT INTO cramp (state, started_at, saved_at) VALUES ('ended', ?, ?)",
                (entry.started_at.isoformat(), entry.started_at.isoformat()),
            )
            assert cursor.lastrowid is not None  # noqa: S101 -- an INSERT always has one
            self._write(cursor.lastrowid, entry)
        return cursor.lastrowid

    def change(self, cramp_id: int, entry: CrampEntry, now: datetime) -> None:
        """Replace everything about a cramp; what ``entry`` leaves out becomes unknown."""
        _check(entry, now)
        with transaction(self._connection):
            self._existing(cramp_id)
            self._write(cramp_id, entry)

    def delete(self, cramp_id: int) -> CrampRecord:
        """Delete a cramp for good, and return it so that it can be restored."""
        with transaction(self._connection):
            record = self._existing(cramp_id)
            if record.state == "running":
                raise UserError(_("Relief of this cramp is still running; end it first."))
            self._connection.execute("DELETE FROM cramp WHERE id = ?", (cramp_id,))
        return record

    def restore(self, record: CrampRecord) -> int:
        """Add a deleted cramp again, and return its id, which may be a different one."""
        with transaction(self._connection):
            cursor = self._connection.execute(
                "INSERT INTO cramp (state, started_at, saved_at, uid) VALUES ('ended', ?, ?, ?)",
                (record.started_at.isoformat(), record.saved_at.isoformat(), record.uid),
            )
            assert cursor.lastrowid is not None  # noqa: S101 -- an INSERT always has one
            self._write(cursor.lastrowid, record.entry)
        return cursor.lastrowid

    def cramp(self, cramp_id: int) -> CrampRecord:
        """Return one cramp.

        Raises:
            DamagedEntryError: It cannot be read.
            UserError: There is no cramp with this id.
        """
        with explain_database_errors():
            return self._existing(cramp_id)

    def cramps(self, since: datetime | None = None) -> list[CrampRecord]:
        """Return all cramps, or those that began at a moment or later, the latest first."""
        clause, values = since_clause(since)
        with explain_database_errors():
            records = self._records(clause, values)
        if since is not None:
            records = [record for record in records if record.started_at >= since]
        # Sorted here: the texts of moments in different time zones do not sort by time.
        return sorted(records, key=lambda record: (record.started_at, record.id), reverse=True)

    def end_interrupted(self, is_alive: Callable[[int], bool], *, own: int | None = None) -> None:
        """End the entries whose processes are gone, with what was last saved.

        Args:
            is_alive: Whether a process is running; ``desktop.instance.process_check.is_alive``.
            own: The id of the entry that this process is writing. Any other entry with the number
                of this process comes from an earlier process that had the same number.
        """
        with explain_database_errors():
            running = self._connection.execute(
                "SELECT id, process FROM cramp WHERE state = 'running'"
            ).fetchall()
            for row in running:
                has_our_number = row["process"] == os.getpid()
                if row["id"] != own and (has_our_number or not is_alive(row["process"])):
                    self._connection.execute(
                        "UPDATE cramp SET state = 'ended' WHERE id = ?", (row["id"],)
                    )

    def _existing(self, cramp_id: int) -> CrampRecord:
        records = self._records(" WHERE id = ?", (cramp_id,))
        if not records:
            if self.left_out:
                message = _("The entry of cramp {number} is damaged and cannot be read.")
                raise DamagedEntryError(message.format(number=cramp_id))
            message = _("There is no cramp with the number {number} in the diary.")
            raise UserError(message.format(number=cramp_id))
        return records[0]

    def _records(self, clause: str, values: tuple[float, ...]) -> list[CrampRecord]:
        """Return the cramps that a clause selects, in no particular order."""
        execute = self._connection.execute
        # No subquery for all cramps: it would cost as much as everything else here.
        selected = f"cramp IN (SELECT id FROM cramp{clause})" if clause else "true"  # noqa: S608 -- our own words
        triggers: dict[int, list[str]] = {}
        query = f"SELECT cramp, trigger FROM cramp_trigger WHERE {selected} ORDER BY cramp, trigger"  # noqa: S608 -- the same
        for cramp, trigger in execute(query, values):
            triggers.setdefault(cramp, []).append(trigger)
        tried: dict[int, list[tuple[str, bool]]] = {}
        query = f"SELECT cramp, exercise, helped FROM cramp_tried WHERE {selected} ORDER BY rowid"  # noqa: S608 -- the same
        for cramp, exercise, helped in execute(query, values):
            tried.setdefault(cramp, []).append((exercise, bool(helped)))
        self.left_out = []
        return usable(
            execute(f"SELECT * FROM cramp{clause}", values),  # noqa: S608 -- the same
            lambda row: _record(row, triggers.get(row["id"], []), tried.get(row["id"], [])),
            self.left_out,
            "cramp",
        )

    def _write(self, cramp_id: int, entry: CrampEntry) -> None:
        self._connection.execute(
            # A cramp entered by hand has no process; its end takes the place of the last save.
            "UPDATE cramp SET started_at = ?,"
            " saved_at = CASE WHEN process IS NULL THEN ? ELSE saved_at END,"
            " muscle = ?, side = ?, strength = ?, length_s = ?, eased = ?,"
            " nothing_helped = ?, note = ? WHERE id = ?",
            (
                entry.started_at.isoformat(),
                (entry.started_at + timedelta(seconds=entry.length_s or 0.0)).isoformat(),
                entry.muscle,
                entry.side,
                entry.strength,
                entry.length_s,
                entry.eased,
                entry.nothing_helped,
                _cleaned(entry.note),
                cramp_id,
            ),
        )
        end_quiet(self._connection, entry.started_at)
        self._save_triggers(cramp_id, entry.triggers)
        self._connection.execute("DELETE FROM cramp_tried WHERE cramp = ?", (cramp_id,))
        self._save_tried(cramp_id, dict(entry.tried))

    def _save_triggers(self, cramp_id: int, triggers: frozenset[str]) -> None:
        self._connection.execute("DELETE FROM cramp_trigger WHERE cramp = ?", (cramp_id,))
        self._connection.executemany(
            "INSERT INTO cramp_trigger (cramp, trigger) VALUES (?, ?)",
            [(cramp_id, trigger) for trigger in sorted(triggers)],
        )

    def _save_tried(self, cramp_id: int, tried: Mapping[str, bool]) -> None:
        self._connection.executemany(
            "INSERT INTO cramp_tried (cramp, exercise, helped) VALUES (?, ?, ?)"
            " ON CONFLICT (cramp, exercise) DO UPDATE SET helped = excluded.helped",
            [(cramp_id, exercise, helped) for exercise, helped in tried.items()],
        )


def _check(entry: CrampEntry, now: datetime) -> None:
    """Refuse impossible values in a sentence; the database itself would use technical words."""
    if entry.started_at > now:
        raise UserError(_("A cramp cannot be in the future; choose an earlier date or time."))
    if entry.started_at.year < EARLIEST_YEAR:
        raise UserError(_("The date must not be before {year}.").format(year=EARLIEST_YEAR))
    if entry.strength is not None and not 0 <= entry.strength <= STRONGEST:
        message = _("The strength of a cramp is a number from 0 to {strongest}.")
        raise UserError(message.format(strongest=STRONGEST))
    if entry.length_s is not None and not 0 <= entry.length_s <= LONGEST_S:
        raise UserError(_("The length of a cramp is a time from 0 to 24 hours."))


def _cleaned(note: str) -> str:
    """Return a note as plain text: line breaks stay, other control characters become spaces.

    Raises:
        UserError: It is longer than ``LONGEST_NOTE``.
    """
    if len(note) > LONGEST_NOTE:
        message = _("The note has {count} characters; the limit is {limit}.")
        raise UserError(message.format(count=len(note), limit=LONGEST_NOTE))
    return without_control_characters(note.replace("\r\n", "\n").replace("\r", "\n"))


def _record(row: sqlite3.Row, triggers: list[str], tried: list[tuple[str, bool]]) -> CrampRecord:
    check_texts(row["note"], row["uid"])
    return CrampRecord(
        id=row["id"],
        state=row["state"],
        process=row["process"],
        started_at=stored_moment(row["started_at"]),
        saved_at=stored_moment(row["saved_at"]),
        muscle=row["muscle"],
        side=row["side"],
        strength=row["strength"],
        length_s=None if row["length_s"] is None else stored_length(row["length_s"]),
        eased=bool(row["eased"]),
        nothing_helped=bool(row["nothing_helped"]),
        note=row["note"],
        triggers=tuple(triggers),
        tried=tuple(tried),
        uid=row["uid"],
    )
