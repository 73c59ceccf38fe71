"""What is kept of reminders: their rules, pauses, and what became of each time they were due.

Everything is kept as it is written; what it means is the business of the room ``reminders``.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from stretchapp.diary.storage.errors import explain_database_errors, transaction

if TYPE_CHECKING:
    import sqlite3

Outcome = Literal["waiting", "claimed", "shown", "snoozed", "started", "declined", "dropped"]
"""``waiting`` for a session to end. ``claimed``: a process is about to show it; one that stays so
was never seen. ``shown`` and not answered. ``snoozed``: put off. ``started``, ``declined``: how it
was answered. ``dropped``: not shown at all."""

OPEN: frozenset[Outcome] = frozenset({"waiting", "snoozed"})
"""Outcomes that may still become another one by being shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRule:
    """One reminder as it is kept.

    Attributes:
        times: Wall times such as ``08:00 13:00``; empty if it goes by the bedtime.
        before_bed: Minutes before the bedtime, or None.
        weekdays: Digits from 0, Monday, to 6.
        routine: The id of the routine.
        title: Its title.
        occasion: ``evening`` or ``daytime``.
        text: What it says besides.
        zone: The name of a zone, or None.
        is_on: Whether it reminds.
    """

    times: str
    before_bed: int | None
    weekdays: str
    routine: str
    title: str
    occasion: str
    text: str
    zone: str | None
    is_on: bool


class DueTime(NamedTuple):
    """One time at which a reminder is due.

    Attributes:
        reminder: The number of the rule, which may be gone by now.
        due_at: When it is due.
        title: The title of its routine at the time.
    """

    reminder: int
    due_at: datetime
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecord:
    """One time at which a reminder was due, and what became of it.

    Attributes:
        time: Which one.
        outcome: What became of it.
        reason: Why.
        changed_at: Since when.
        snoozes: How often it was put off.
        is_told: Whether the person was told that it was missed.
        notification: The number that the notification server gave it, or None.
    """

    time: DueTime
    outcome: Outcome
    reason: str
    changed_at: datetime
    snoozes: int
    is_told: bool
    notification: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredState:
    """What holds for all reminders.

    Attributes:
        bedtimes: Seven wall times, Monday's first, such as ``22:30 22:30 ...``; empty if the
            person has not said.
        paused_night: The date of the night without reminders, or None.
        paused_until: The first date with reminders again, or None.
    """

    bedtimes: str = ""
    paused_night: str | None = None
    paused_until: str | None = None


class ReminderStore:
    """Reads and writes the reminders of one database.

    Every method raises ``UserError`` when the file is damaged, locked or cannot be written to, and
    then has changed nothing. Several processes may use it at the same moment.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use ``connection``, which ``open_store`` made."""
        self._connection = connection

    def rules(self) -> dict[int, StoredRule]:
        """Return all rules by their numbers."""
        with explain_database_errors():
            rows = self._connection.execute("SELECT * FROM reminder ORDER BY id").fetchall()
        return {row["id"]: _rule(row) for row in rows}

    def add(self, rule: StoredRule) -> int:
        """Keep a new rule and return its number."""
        names = [field.name for field in fields(rule)]
        marks = ", ".join("?" * len(names))
        with explain_database_errors():
            cursor = self._connection.execute(
                f"INSERT INTO reminder ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 -- our own names
                astuple(rule),
            )
        assert cursor.lastrowid is not None  # noqa: S101 -- an INSERT always has one
        return cursor.lastrowid

    def change(self, number: int, rule: StoredRule) -> None:
        """Let ``rule`` take the place of the one with ``number``."""
        settings = ", ".join(f"{field.name} = ?" for field in fields(rule))
        with explain_database_errors():
            self._connection.execute(
                f"UPDATE reminder SET {settings} WHERE id = ?",  # noqa: S608 -- our own names
                (*astuple(rule), number),
            )

    def remove(self, number: int) -> bool:
        """Remove a rule and return whether there was one; what became of it stays."""
        with explain_database_errors():
            cursor = self._connection.execute("DELETE FROM reminder WHERE id = ?", (number,))
        return cursor.rowcount > 0

    def state(self) -> StoredState:
        """Return what holds for all reminders."""
        with explain_database_errors():
            row = self._connection.execute("SELECT * FROM reminder_state").fetchone()
        if row is None:
            return StoredState()
        return StoredState(
            bedtimes=row["bedtimes"],
            paused_night=row["paused_night"],
            paused_until=row["paused_until"],
        )

    def set_bedtimes(self, bedtimes: str) -> None:
        """Keep the bedtimes."""
        self._set("bedtimes", bedtimes)

    def set_paused_night(self, night: str | None) -> None:
        """Keep the night without reminders, or that there is none."""
        self._set("paused_night", night)

    def set_paused_until(self, until: str | None) -> None:
        """Keep the first date with reminders again, or that there is no holiday."""
        self._set("paused_until", until)

    def record(self, time: DueTime) -> DueRecord | None:
        """Return what became of one time, if anything is known."""
        with explain_database_errors():
            row = self._connection.execute(
                "SELECT * FROM reminder_due WHERE reminder = ? AND due_at = ?",
                (time.reminder, _utc(time.due_at)),
            ).fetchone()
        return None if row is None else _record(row)

    def records_since(self, since: datetime) -> list[DueRecord]:
        """Return what became of all times since a moment, the latest first."""
        with explain_database_errors():
            rows = self._connection.execute(
                "SELECT * FROM reminder_due WHERE due_at >= ? ORDER BY due_at DESC, reminder",
                (_utc(since),),
            ).fetchall()
        return [_record(row) for row in rows]

    def claim(self, time: DueTime, now: datetime) -> bool:
        """Take the one right to show a reminder, and return whether it was still to be had.

        Of several processes one gets it, and whoever dies afterwards takes it along: a reminder
        is shown once or, at worst, not at all.
        """
        with transaction(self._connection):
            known = self.record(time)
            if known is not None and known.outcome not in OPEN:
                return False
            self._put(time, "claimed", "due", now)
            return True

    def settle(self, time: DueTime, outcome: Outcome, reason: str, now: datetime) -> None:
        """Keep what became of one time; being put off counts up how often it was."""
        with transaction(self._connection):
            self._put(time, outcome, reason, now)
            if outcome == "snoozed":
                self._connection.execute(
                    "UPDATE reminder_due SET snoozes = snoozes + 1"
                    " WHERE reminder = ? AND due_at = ?",
                    (time.reminder, _utc(time.due_at)),
                )

    def number(self, time: DueTime, notification: int) -> None:
        """Keep the number of the notification that shows it."""
        with explain_database_errors():
            self._connection.execute(
                "UPDATE reminder_due SET notification = ? WHERE reminder = ? AND due_at = ?",
                (notification, time.reminder, _utc(time.due_at)),
            )

    def mark_told(self, records: list[DueRecord]) -> None:
        """Keep that the person was told of these missed ones."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE reminder_due SET is_told = 1 WHERE reminder = ? AND due_at = ?",
                [(record.time.reminder, _utc(record.time.due_at)) for record in records],
            )

    def forget_before(self, moment: datetime) -> None:
        """Forget what was due before a moment."""
        with explain_database_errors():
            self._connection.execute("DELETE FROM reminder_due WHERE due_at < ?", (_utc(moment),))

    def _put(self, time: DueTime, outcome: Outcome, reason: str, now: datetime) -> None:
        self._connection.execute(
            "INSERT INTO reminder_due (reminder, due_at, title, outcome, reason, changed_at)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (reminder, due_at) DO UPDATE SET"
            " outcome = excluded.outcome, reason = excluded.reason,"
            " changed_at = excluded.changed_at",
            (time.reminder, _utc(time.due_at), time.title, outcome, reason, _utc(now)),
        )

    def _set(self, name: str, value: str | None) -> None:
        with transaction(self._connection):
            self._connection.execute(
                "INSERT INTO reminder_state (id, bedtimes) VALUES (1, '') ON CONFLICT DO NOTHING"
            )
            self._connection.execute(
                f"UPDATE reminder_state SET {name} = ?",  # noqa: S608 -- one of our own names
                (value,),
            )


def _utc(moment: datetime) -> str:
    """Return a moment as text of one form, so that texts come in the order of moments."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _rule(row: sqlite3.Row) -> StoredRule:
    values: dict[str, Any] = {field.name: row[field.name] for field in fields(StoredRule)}
    values["is_on"] = bool(row["is_on"])
    return StoredRule(**values)


def _record(row: sqlite3.Row) -> DueRecord:
    return DueRecord(
        time=DueTime(row["reminder"], datetime.fromisoformat(row["due_at"]), row["title"]),
        outcome=row["outcome"],
        reason=row["reason"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
        snoozes=row["snoozes"],
        is_told=bool(row["is_told"]),
        notification=row["notification"],
    )
