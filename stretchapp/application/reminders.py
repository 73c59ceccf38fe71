"""The reminders of a diary: rules, pauses, when they are due, and the outcome of each due time.

The window, the command line and the process that a system timer starts all use this one class.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from stretchapp.application.recent_activity import RecentActivity
from stretchapp.application.stored_rules import bedtimes_of, rule_of, stored_bedtimes, stored_rule
from stretchapp.base.i18n import _
from stretchapp.base.nights import night_of
from stretchapp.base.problems import UserError
from stretchapp.diary.reminder_store import DueTime, ReminderStore
from stretchapp.reminders.decision import (
    GRACE_PERIOD,
    SNOOZE,
    Decision,
    DecisionInput,
    can_snooze,
    decide,
)
from stretchapp.reminders.due import MAX_AGE, due_times, latest_due_time
from stretchapp.reminders.rules import Bedtimes, BeforeBed, Rule, Slot, weekly_slots

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from stretchapp.diary.reminder_store import DueRecord, Outcome, Revision

HISTORY = timedelta(days=30)
"""How long the outcomes of due times are stored."""

NEW_RULE = "new"
"""Reason why a due time shortly before its reminder was added or changed has no outcome."""


class Reminders:
    """Reads and changes reminders, finds what is due, and records the outcomes.

    Every method raises ``UserError`` when the diary cannot be read or written.
    """

    def __init__(
        self, connection: sqlite3.Connection, zone: tzinfo, is_alive: Callable[[int], bool]
    ) -> None:
        """Use a diary; nothing is read yet.

        Args:
            connection: The database of the diary.
            zone: The time zone of the machine.
            is_alive: Returns whether a process is running.
        """
        self._store = ReminderStore(connection)
        self._activity = RecentActivity(connection, is_alive)
        self._zone = zone

    # Rules and bedtimes.

    def rules(self) -> list[Rule]:
        """Return all reminders, the oldest first."""
        return [rule_of(number, stored) for number, stored in self._store.rules().items()]

    def rule(self, number: int) -> Rule:
        """Return one reminder.

        Raises:
            UserError: There is none with this number.
        """
        stored = self._store.rules().get(number)
        if stored is None:
            if number in self.damaged():
                message = _(
                    "Reminder {number} is damaged. To remove it, type:"
                    " stretchapp reminders remove {number}"
                )
            else:
                message = _(
                    "There is no reminder {number}. To see all, type: stretchapp reminders list"
                )
            raise UserError(message.format(number=number))
        return rule_of(number, stored)

    def damaged(self) -> list[int]:
        """Return the numbers of the reminders that something else has damaged."""
        return self._store.damaged_rules()

    def revisions(self) -> dict[int, Revision]:
        """Return what calendars recognise the reminders by, by their numbers."""
        return self._store.revisions()

    def add(self, rule: Rule, now: datetime) -> Rule:
        """Store a new reminder and return it with the number that it was given."""
        stored = stored_rule(rule)
        added = rule_of(self._store.add(stored), stored)
        self._skip_past_due_time(added, now)
        return added

    def change(self, rule: Rule, now: datetime) -> None:
        """Replace the reminder that has the number of ``rule``."""
        self._store.change(rule.id, stored_rule(rule))
        self._skip_past_due_time(rule, now)

    def remove(self, number: int) -> bool:
        """Remove a reminder and return whether there was one."""
        return self._store.remove(number)

    def bedtimes(self) -> Bedtimes:
        """Return the bedtimes; the default ones if the person has not set any."""
        return bedtimes_of(self._store.state().bedtimes)

    def set_bedtimes(self, bedtimes: Bedtimes, now: datetime) -> None:
        """Store the bedtimes."""
        self._store.set_bedtimes(stored_bedtimes(bedtimes))
        for rule in self.rules():
            if isinstance(rule.when, BeforeBed):
                self._skip_past_due_time(rule, now)

    def _skip_past_due_time(self, rule: Rule, now: datetime) -> None:
        """Record that the last due time of a new or changed reminder was not missed."""
        due = self.latest_due(rule, now) if rule.is_on else None
        if due is not None and self._store.record(due) is None:
            self.settle(due, "dropped", NEW_RULE, now)

    # Pauses.

    def pause_tonight(self, now: datetime) -> None:
        """Pause all reminders for this night."""
        self._store.set_paused_night(night_of(now.astimezone(self._zone)).isoformat())

    def pause_until(self, day: date) -> None:
        """Pause all reminders until the evening of ``day``."""
        self._store.set_paused_until(day.isoformat())

    def end_pauses(self) -> None:
        """End every pause."""
        self._store.set_paused_night(None)
        self._store.set_paused_until(None)

    def paused_until(self, now: datetime) -> date | None:
        """Return the first date with reminders again; None if they are not paused now."""
        paused_night, paused_until = self._pauses()
        tonight = night_of(now.astimezone(self._zone))
        ends: list[date] = []
        if paused_night == tonight:
            ends.append(tonight + timedelta(days=1))
        if paused_until is not None and paused_until > tonight:
            ends.append(paused_until)
        return max(ends, default=None)

    def _pauses(self) -> tuple[date | None, date | None]:
        """Return the paused night, and the first date after a longer pause."""
        state = self._store.state()
        night, until = state.paused_night, state.paused_until
        return (
            None if night is None else date.fromisoformat(night),
            None if until is None else date.fromisoformat(until),
        )

    # Due times.

    def due_times(self, rule: Rule, after: datetime) -> Iterator[datetime]:
        """Return the moments after ``after`` at which a reminder is due, without end.

        A reminder that is off, or has no days, is never due. Pauses are not considered.
        """
        if not rule.is_on:
            return iter(())
        return due_times(weekly_slots(rule, self.bedtimes()), self.zone_of(rule), after)

    def next_due(self, rule: Rule, now: datetime) -> datetime | None:
        """Return when a reminder is due next, after a pause if there is one; None if never."""
        until = self.paused_until(now)
        # A pause may last for centuries, and nobody counts them day by day.
        since = now if until is None else max(now, self._midnight(until) - timedelta(days=1))
        for moment in self.due_times(rule, since):
            if until is None or night_of(moment.astimezone(self._zone)) >= until:
                return moment
        return None

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self._zone)

    def zone_of(self, rule: Rule) -> tzinfo:
        """Return the time zone of the times of a rule."""
        if rule.zone is None:
            return self._zone
        try:
            return ZoneInfo(rule.zone)
        except (KeyError, OSError, ValueError):
            # The zone database of this machine does not have it (any more).
            return self._zone

    def schedules(self) -> dict[int, tuple[tuple[Slot, ...], str | None]]:
        """Return the slots and zone names of the reminders to wait for, by their numbers."""
        bedtimes = self.bedtimes()
        return {
            rule.id: (weekly_slots(rule, bedtimes), rule.zone)
            for rule in self.rules()
            if rule.is_on and rule.weekdays
        }

    def latest_due(self, rule: Rule, now: datetime) -> DueTime | None:
        """Return the last time at which a reminder was due, if that was within a day."""
        slots = weekly_slots(rule, self.bedtimes())
        moment = latest_due_time(slots, self.zone_of(rule), now, MAX_AGE)
        return None if moment is None else DueTime(rule.id, moment, rule.title)

    def decide(self, rule: Rule, due: DueTime, now: datetime) -> Decision:
        """Decide what to do now about a reminder that was due."""
        record = self._store.record(due)
        paused_night, paused_until = self._pauses()
        inputs = DecisionInput(
            now=now,
            zone=self._zone,
            is_session_running=self._activity.is_session_running(now),
            done=self._activity.done_sessions(now),
            relief_at=self._activity.relief_at(now),
            paused_night=paused_night,
            paused_until=paused_until,
            is_declined=record is not None and record.outcome == "declined",
            snoozes=0 if record is None else record.snoozes,
        )
        return decide(rule, due.due_at, inputs)

    # Outcomes.

    def record(self, due: DueTime) -> DueRecord | None:
        """Return the outcome of a due time; None if it has none yet."""
        return self._store.record(due)

    def claim(self, due: DueTime, now: datetime) -> bool:
        """Reserve a due time for this process; return False if another one has reserved it."""
        return self._store.claim(due, now)

    def settle(self, due: DueTime, outcome: Outcome, reason: str, now: datetime) -> None:
        """Record the outcome of a due time, and delete outcomes older than the history."""
        self._store.settle(due, outcome, reason, now)
        self._store.delete_history_before(now - HISTORY)

    def settle_as_shown(self, due: DueTime, notification: int | None, now: datetime) -> None:
        """Record that a reminder is shown, and by which notification, so it can be withdrawn."""
        self.settle(due, "shown", "due", now)
        if notification is not None:
            self._store.set_notification(due, notification)

    def snooze(self, due: DueTime, now: datetime) -> datetime | None:
        """Snooze a reminder and return until when.

        One that was snoozed too often is declined instead, and None is returned.
        """
        record = self._store.record(due)
        if record is not None and not can_snooze(record.snoozes):
            self.settle(due, "declined", "not-tonight", now)
            return None
        self.settle(due, "snoozed", "snoozed", now)
        return now + SNOOZE

    def is_settled(self, due: DueTime) -> bool:
        """Return whether a due time has its final outcome, so that nothing is left to do."""
        record = self._store.record(due)
        return record is not None and record.outcome not in {"waiting", "snoozed"}

    def is_shown(self, due: DueTime) -> bool:
        """Return whether a due time is shown and has no other outcome yet."""
        record = self._store.record(due)
        return record is not None and record.outcome == "shown"

    def shown(self, now: datetime) -> list[DueRecord]:
        """Return the reminders that are shown and not answered."""
        return shown_reminders(self._store, now)

    def snoozed(self, now: datetime) -> list[int]:
        """Return the numbers of the reminders that are snoozed and not shown again yet."""
        records = self._store.records_since(now - MAX_AGE)
        return sorted({record.time.reminder for record in records if record.outcome == "snoozed"})

    def history(self, now: datetime) -> list[DueRecord]:
        """Return the outcomes of the last 30 days, the latest first."""
        records = self._store.records_since(now - HISTORY)
        return [record for record in records if record.reason != NEW_RULE]

    def missed(self, now: datetime) -> list[DueRecord]:
        """Return the reminders of the last day that did not reach the person, and are new to them.

        Due times that passed while no process was waiting are recorded as dropped first.
        """
        for rule in self.rules():
            due = self.latest_due(rule, now) if rule.is_on else None
            if due is None or now - due.due_at <= GRACE_PERIOD or self.record(due) is not None:
                continue
            decision = self.decide(rule, due, now)
            self.settle(due, "dropped", decision.reason, now)
        return [
            record
            for record in self._store.records_since(now - MAX_AGE)
            if not record.is_reported and _is_missed(record, now)
        ]

    def mark_reported(self, records: list[DueRecord]) -> None:
        """Record that the person has been told about these missed reminders."""
        self._store.mark_reported(records)


def shown_reminders(store: ReminderStore, now: datetime) -> list[DueRecord]:
    """Return the reminders of a store that are shown and not answered."""
    return [
        record
        for record in store.records_since(now - MAX_AGE)
        if record.outcome == "shown" and now - record.changed_at <= GRACE_PERIOD
    ]


def _is_missed(record: DueRecord, now: datetime) -> bool:
    """Return whether a reminder did not reach the person although nothing spoke against it."""
    if record.outcome == "dropped":
        return record.reason == "late"
    # The process that was to show it, or to show it again, has died.
    is_unfinished = record.outcome in {"claimed", "waiting", "snoozed"}
    return is_unfinished and now - record.changed_at > GRACE_PERIOD + SNOOZE
