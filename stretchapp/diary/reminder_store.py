"""The reminder store: rules, bedtimes, pauses, and the outcome of each time a reminder was due.

Rules are stored as plain texts and numbers; the package ``reminders`` knows what they mean.
"""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from stretchapp.diary.storage.errors import explain_database_errors, transaction
from stretchapp.diary.storage.rows import check_texts, stored_moment, usable

if TYPE_CHECKING:
    import sqlite3

Outcome = Literal["waiting", "claimed", "shown", "snoozed", "started", "declined", "dropped"]
"""The outcome of a due reminder.

``waiting``: held back until a session ends. ``claimed``: a process is about to show the reminder;
if this stays the outcome, nobody saw it. ``shown``: not answered. ``snoozed``: due again later.
``started``, ``declined``: answered. ``dropped``: not shown at all.
"""

OPEN_OUTCOMES: frozenset[Outcome] = frozenset({"waiting", "snoozed"})
"""Outcomes of reminders that are still to be shown."""

LONGEST_BEFORE_BED_MIN = 240
"""The longest time from a reminder to the bedtime, in minutes."""

LAST_PAUSED_YEAR = 2999
"""No pause ends later: near the last year that can be counted there is no next night."""

TIMES_PATTERN = r"^(([01]\d|2[0-3]):[0-5]\d( (?=\d)|$)){0,12}$"
WEEKDAYS_PATTERN = r"^0?1?2?3?4?5?6?$"
BEDTIMES_PATTERN = r"^((([01]\d|2[0-3]):[0-5]\d( (?=\d)|$)){7})?$"
"""The forms of the texts of a rule, and of seven bedtimes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredRule:
    """The rule of one reminder.

    Attributes:
        times: Local times such as ``08:00 13:00``; empty if the reminder follows the bedtime.
        before_bed: Minutes before the bedtime, or None.
        weekdays: Digits from 0 for Monday to 6 for Sunday.
        routine: The id of the routine.
        title: The title of the routine.
        occasion: ``evening`` or ``daytime``.
        text: Extra text of the notification.
        zone: The name of a time zone, or None for the local one.
        is_on: Whether the reminder is turned on.
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


@dataclass(frozen=True, slots=True)
class Revision:
    """What a calendar needs to recognise a reminder that it has already.

    Attributes:
        uid: An id that no other reminder in the world has; it never changes.
        changes: How often the reminder was changed.
    """

    uid: str
    changes: int


class DueTime(NamedTuple):
    """One time at which a reminder is due.

    Attributes:
        reminder: The number of the rule, which may have been deleted since.
        due_at: When the reminder is due.
        title: The title of its routine at the time.
    """

    reminder: int
    due_at: datetime
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecord:
    """One time at which a reminder was due, and its outcome.

    Attributes:
        time: The reminder and the time.
        outcome: The outcome.
        reason: Why it has this outcome.
        changed_at: When it got this outcome.
        snoozes: How often it was snoozed.
        is_reported: Whether the person was told that the reminder was missed.
        notification: The number that the notification server gave it, or None.
    """

    time: DueTime
    outcome: Outcome
    reason: str
    changed_at: datetime
    snoozes: int
    is_reported: bool
    notification: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredState:
    """What applies to all reminders.

    Attributes:
        bedtimes: Seven local times from Monday on, such as ``22:30 22:30 ...``; empty if the
            person has not set any.
        paused_night: The date of a night without reminders, or None.
        paused_until: The first date with reminders again, or None.
    """

    bedtimes: str = ""
    paused_night: str | None = None
    paused_until: str | None = None


class ReminderStore:
    """Reads and writes the reminders of a database.

    Every method raises ``UserError`` if the file is damaged, locked or cannot be written to, and
    then has changed nothing. Several processes may use the store at the same time.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection from ``open_store``."""
        self._connection = connection

    def rules(self) -> dict[int, StoredRule]:
        """Return all rules by their numbers."""
        with explain_database_errors():
            rows = self._connection.execute("SELECT * FROM reminder ORDER BY id").fetchall()
        return dict(usable(rows, lambda row: (row["id"], _rule(row)), [], "reminder"))

    def damaged_rules(self) -> list[int]:
        """Return the numbers of the rules that are left out, because something has damaged them."""
        known = self.rules()
        with explain_database_errors():
            rows = self._connection.execute("SELECT id FROM reminder ORDER BY id").fetchall()
        return [row["id"] for row in rows if row["id"] not in known]

    def revisions(self) -> dict[int, Revision]:
        """Return the revisions of all rules by their numbers."""
        with explain_database_errors():
            rows = self._connection.execute("SELECT id, uid, changes FROM reminder").fetchall()
        return {row["id"]: Revision(row["uid"], row["changes"]) for row in rows}

    def add(self, rule: StoredRule) -> int:
        """Add a rule and return its number."""
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
        """Replace the rule with a number."""
        settings = ", ".join(f"{field.name} = ?" for field in fields(rule))
        with explain_database_errors():
            self._connection.execute(
                f"UPDATE reminder SET {settings} WHERE id = ?",  # noqa: S608 -- our own names
                (*astuple(rule), number),
            )

    def remove(self, number: int) -> bool:
        """Delete a rule and return whether there was one; its history stays."""
        with explain_database_errors():
            cursor = self._connection.execute("DELETE FROM reminder WHERE id = ?", (number,))
        return cursor.rowcount > 0

    def state(self) -> StoredState:
        """Return what applies to all reminders."""
        with explain_database_errors():
            row = self._connection.execute("SELECT * FROM reminder_state").fetchone()
        if row is None:
            return StoredState()
        bedtimes = row["bedtimes"] or ""
        return StoredState(
            bedtimes=bedtimes if re.search(BEDTIMES_PATTERN, bedtimes) else "",
            paused_night=_night_or_none(row["paused_night"]),
            paused_until=_night_or_none(row["paused_until"]),
        )

    def set_bedtimes(self, bedtimes: str) -> None:
        """Save the bedtimes."""
        self._set("bedtimes", bedtimes)

    def set_paused_night(self, night: str | None) -> None:
        """Save a night without reminders; None for no such night."""
        self._set("paused_night", night)

    def set_paused_until(self, until: str | None) -> None:
        """Save the first date with reminders again; None to end the pause."""
        self._set("paused_until", until)

    def record(self, time: DueTime) -> DueRecord | None:
        """Return the outcome of one due time, or None if it has none yet."""
        with explain_database_errors():
            row = self._connection.execute(
                "SELECT * FROM reminder_due WHERE reminder = ? AND due_at = ?",
                (time.reminder, _utc(time.due_at)),
            ).fetchone()
        return None if row is None else next(iter(usable([row], _record, [], "reminder")), None)

    def records_since(self, since: datetime) -> list[DueRecord]:
        """Return the outcomes of all due times since a moment, the latest first."""
        with explain_database_errors():
            rows = self._connection.execute(
                "SELECT * FROM reminder_due WHERE due_at >= ? ORDER BY due_at DESC, reminder",
                (_utc(since),),
            ).fetchall()
        return usable(rows, _record, [], "reminder")

    def claim(self, time: DueTime, now: datetime) -> bool:
        """Claim the right to show a reminder, and return whether this process got it.

        Only one of several processes gets it, and a process that dies does not give it back: a
        reminder is shown once or, at worst, not at all.
        """
        with transaction(self._connection):
            known = self.record(time)
            if known is not None and known.outcome not in OPEN_OUTCOMES:
                return False
            self._put(time, "claimed", "due", now)
            return True

    def settle(self, time: DueTime, outcome: Outcome, reason: str, now: datetime) -> None:
        """Save the outcome of one due time; snoozing also increases the count of snoozes."""
        with transaction(self._connection):
            self._put(time, outcome, reason, now)
            if outcome == "snoozed":
                self._connection.execute(
                    "UPDATE reminder_due SET snoozes = snoozes + 1"
                    " WHERE reminder = ? AND due_at = ?",
                    (time.reminder, _utc(time.due_at)),
                )

    def set_notification(self, time: DueTime, notification: int) -> None:
        """Save the number of the notification that shows a reminder."""
        with explain_database_errors():
            self._connection.execute(
                "UPDATE reminder_due SET notification = ? WHERE reminder = ? AND due_at = ?",
                (notification, time.reminder, _utc(time.due_at)),
            )

    def mark_reported(self, records: list[DueRecord]) -> None:
        """Save that the person was told about these missed reminders."""
        with transaction(self._connection):
            self._connection.executemany(
                "UPDATE reminder_due SET is_told = 1 WHERE reminder = ? AND due_at = ?",
                [(record.time.reminder, _utc(record.time.due_at)) for record in records],
            )

    def delete_history_before(self, moment: datetime) -> None:
        """Delete the outcomes of due times before a moment."""
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
    """Return a moment as text in UTC, so that texts sort by time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _night_or_none(text: str | None) -> str | None:
    """Return a date, or None for one that cannot be read: then reminders are not paused."""
    try:
        night = None if text is None else date.fromisoformat(text)
    except ValueError:
        return None
    return night.isoformat() if night is not None and night.year <= LAST_PAUSED_YEAR else None


def _rule(row: sqlite3.Row) -> StoredRule:
    values: dict[str, Any] = {field.name: row[field.name] for field in fields(StoredRule)}
    values["is_on"] = bool(row["is_on"])
    rule = StoredRule(**values)
    has_times = re.search(TIMES_PATTERN, rule.times) and re.search(WEEKDAYS_PATTERN, rule.weekdays)
    if not has_times or (rule.before_bed is None) is (rule.times == ""):
        raise ValueError(rule)
    if rule.before_bed is not None and not 0 <= rule.before_bed <= LONGEST_BEFORE_BED_MIN:
        raise ValueError(rule)
    check_texts(rule.routine, rule.title, rule.occasion, rule.text)
    return rule


def _record(row: sqlite3.Row) -> DueRecord:
    check_texts(row["title"], row["reason"])
    return DueRecord(
        time=DueTime(row["reminder"], stored_moment(row["due_at"]), row["title"]),
        outcome=row["outcome"],
        reason=row["reason"],
        changed_at=stored_moment(row["changed_at"]),
        snoozes=row["snoozes"],
        is_reported=bool(row["is_told"]),
        notification=row["notification"],
    )
