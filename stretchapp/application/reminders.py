"""The reminders of a person: their rules and what became of them, read from and kept in the diary.

What is kept is text and numbers; here it becomes rules, moments and decisions. The window, the
command line and the process that a timer starts all go through this one class. No Qt.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from stretchapp.base.nights import night_of
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.nights import is_done
from stretchapp.diary.reminder_store import DueTime, ReminderStore, StoredRule
from stretchapp.diary.session_log import SessionLog
from stretchapp.reminders.decision import (
    GRACE_PERIOD,
    MAX_SNOOZES,
    SNOOZE,
    Decision,
    DecisionInput,
    DoneSession,
    decide,
)
from stretchapp.reminders.due import due_times, latest_due_time
from stretchapp.reminders.rules import (
    DEFAULT_BEDTIMES,
    AtTimes,
    Bedtimes,
    BeforeBed,
    Occasion,
    Rule,
    Slot,
    weekly_slots,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from stretchapp.diary.reminder_store import DueRecord, Outcome

HISTORY = timedelta(days=30)
LOOK_BACK = timedelta(days=1)
"""A time that was due longer ago is neither decided about nor told as missed."""

SESSION_AT_MOST = timedelta(hours=8)
"""A session that began longer ago does not run any more, whatever its entry says."""

NEW = "new"
"""Why a time is left out that was due just before its reminder was added or changed."""

EVENING = frozenset({"evening", "bedtime"})


class DiaryLogs(NamedTuple):
    """The parts of the diary that reminders go by."""

    reminders: ReminderStore
    sessions: SessionLog
    cramps: CrampLog


def diary_on(connection: sqlite3.Connection) -> DiaryLogs:
    """Return the parts of the diary that lies in a database."""
    return DiaryLogs(ReminderStore(connection), SessionLog(connection), CrampLog(connection))


class Reminders:
    """Reads and changes reminders, finds what is due, and keeps what became of it.

    Every method raises ``UserError`` when the diary cannot be read or written.
    """

    def __init__(self, diary: DiaryLogs, zone: tzinfo, is_alive: Callable[[int], bool]) -> None:
        """Read nothing yet.

        Args:
            diary: Where everything is kept.
            zone: The zone of the machine.
            is_alive: Whether a process runs; ``desktop.processes.is_alive``.
        """
        self._store, self._sessions, self._cramps = diary
        self._zone = zone
        self._is_alive = is_alive

    def rules(self) -> list[Rule]:
        """Return all reminders, the oldest first."""
        return [_rule(number, stored) for number, stored in self._store.rules().items()]

    def rule(self, number: int) -> Rule:
        """Return one reminder.

        Raises:
            UserError: There is none with this number.
        """
        stored = self._store.rules().get(number)
        if stored is None:
            raise UserError(
                f"There is no reminder {number}; 'stretchapp reminders list' lists them."
            )
        return _rule(number, stored)

    def add(self, rule: Rule) -> Rule:
        """Keep a new reminder, whatever its number, and return it with the number it was given."""
        stored = _stored(rule)
        return _rule(self._store.add(stored), stored)

    def change(self, rule: Rule) -> None:
        """Let ``rule`` take the place of the one with its number."""
        self._store.change(rule.id, _stored(rule))

    def remove(self, number: int) -> bool:
        """Remove a reminder and return whether there was one."""
        return self._store.remove(number)

    def bedtimes(self) -> Bedtimes:
        """Return the bedtimes; the usual ones if the person has not said."""
        kept = self._store.state().bedtimes.split()
        return Bedtimes(tuple(map(time.fromisoformat, kept))) if kept else DEFAULT_BEDTIMES

    def set_bedtimes(self, bedtimes: Bedtimes) -> None:
        """Keep the bedtimes."""
        self._store.set_bedtimes(_times(bedtimes.by_weekday))

    def pause_tonight(self, now: datetime) -> date:
        """Pause all reminders for this night, and return the date of its evening."""
        night = night_of(now, self._zone)
        self._store.set_paused_night(night.isoformat())
        return night

    def pause_until(self, day: date) -> None:
        """Pause all reminders until the evening of ``day``."""
        self._store.set_paused_until(day.isoformat())

    def go_on(self) -> None:
        """End every pause."""
        self._store.set_paused_night(None)
        self._store.set_paused_until(None)

    def paused(self, now: datetime) -> date | None:
        """Return the first date with reminders again, if they are paused now."""
        state = self._store.state()
        tonight = night_of(now, self._zone)
        ends: list[date] = []
        if state.paused_night == tonight.isoformat():
            ends.append(tonight + timedelta(days=1))
        if state.paused_until is not None and date.fromisoformat(state.paused_until) > tonight:
            ends.append(date.fromisoformat(state.paused_until))
        return max(ends, default=None)

    def coming(self, rule: Rule, after: datetime) -> Iterator[datetime]:
        """Return the moments at which a reminder is due from ``after`` on, without end.

        A reminder that is off, or has no days, is never due. Pauses are not looked at.
        """
        if not rule.is_on:
            return iter(())
        return due_times(weekly_slots(rule, self.bedtimes()), self.zone_of(rule), after)

    def next(self, rule: Rule, now: datetime) -> datetime | None:
        """Return when a reminder will come next, a pause considered; None if it never will."""
        until = self.paused(now)
        for at in self.coming(rule, now):
            if until is None or night_of(at, self._zone) >= until:
                return at
        return None

    def zone_of(self, rule: Rule) -> tzinfo:
        """Return the zone that the times of a rule are in."""
        if rule.zone is None:
            return self._zone
        try:
            return ZoneInfo(rule.zone)
        except (KeyError, OSError, ValueError):
            # The zone database of this machine does not have it (any more).
            return self._zone

    def timers(self) -> dict[int, tuple[tuple[Slot, ...], str | None]]:
        """Return what has to be waited for: places in the week and their zone, by reminder."""
        bedtimes = self.bedtimes()
        return {
            rule.id: (weekly_slots(rule, bedtimes), rule.zone)
            for rule in self.rules()
            if rule.is_on and rule.weekdays
        }

    def latest_due(self, rule: Rule, now: datetime) -> DueTime | None:
        """Return the time at which a reminder was due last, if that was within a day."""
        found = latest_due_time(
            weekly_slots(rule, self.bedtimes()), self.zone_of(rule), now, LOOK_BACK
        )
        return None if found is None else DueTime(rule.id, found, rule.title)

    def decide(self, rule: Rule, due: DueTime, now: datetime) -> Decision:
        """Decide what to do now about a reminder that was due."""
        record = self._store.record(due)
        state = self._store.state()
        until = state.paused_until
        night = state.paused_night
        situation = DecisionInput(
            now=now,
            zone=self._zone,
            is_session_running=self._is_session_running(now),
            done=self._done(now),
            relief_at=self._relief_at(now),
            paused_night=None if night is None else date.fromisoformat(night),
            paused_until=None if until is None else date.fromisoformat(until),
            is_declined=record is not None and record.outcome == "declined",
            snoozes=0 if record is None else record.snoozes,
        )
        return decide(rule, due.due_at, situation)

    def claim(self, due: DueTime, now: datetime) -> bool:
        """Take the one right to show a reminder, and return whether it was still to be had."""
        return self._store.claim(due, now)

    def settle(self, due: DueTime, outcome: Outcome, reason: str, now: datetime) -> None:
        """Keep what became of one time, and forget what is older than the history."""
        self._store.settle(due, outcome, reason, now)
        self._store.delete_history_before(now - HISTORY)

    def settle_shown(self, due: DueTime, notification: int | None, now: datetime) -> None:
        """Keep that a reminder is shown, and by which notification, so that it can be withdrawn."""
        self.settle(due, "shown", "due", now)
        if notification is not None:
            self._store.set_notification(due, notification)

    def shown(self, now: datetime) -> list[DueRecord]:
        """Return the reminders that are shown and not answered, as far as is known."""
        return shown_since(self._store, now)

    def is_shown(self, due: DueTime) -> bool:
        """Return whether one time is shown, and nothing has become of it yet."""
        record = self._store.record(due)
        return record is not None and record.outcome == "shown"

    def snooze(self, due: DueTime, now: datetime) -> datetime | None:
        """Put a reminder off, and return until when; None if it was put off often enough.

        Then it counts as "not tonight".
        """
        record = self._store.record(due)
        if record is not None and record.snoozes >= MAX_SNOOZES:
            self.settle(due, "declined", "not-tonight", now)
            return None
        self.settle(due, "snoozed", "snoozed", now)
        return now + SNOOZE

    def put_off(self, now: datetime) -> list[int]:
        """Return the numbers of the reminders that were put off and have not come again."""
        records = self._store.records_since(now - LOOK_BACK)
        return sorted({it.time.reminder for it in records if it.outcome == "snoozed"})

    def is_settled(self, due: DueTime) -> bool:
        """Return whether it is known what became of one time, so that nothing is left to do."""
        record = self._store.record(due)
        return record is not None and record.outcome not in {"waiting", "snoozed"}

    def history(self, now: datetime) -> list[DueRecord]:
        """Return what became of everything that was due in the last 30 days, the latest first."""
        records = self._store.records_since(now - HISTORY)
        return [record for record in records if record.reason != NEW]

    def missed(self, now: datetime) -> list[DueRecord]:
        """Return the reminders of the last day that nobody saw and nobody was told of yet.

        A time that was due while nothing of ours ran is entered as dropped first.
        """
        for rule in self.rules():
            due = self.latest_due(rule, now) if rule.is_on else None
            if (
                due is None
                or now - due.due_at <= GRACE_PERIOD
                or self._store.record(due) is not None
            ):
                continue
            decision = self.decide(rule, due, now)
            self.settle(due, "dropped", decision.reason, now)
        return [
            record
            for record in self._store.records_since(now - LOOK_BACK)
            if not record.is_reported and _was_missed(record, now)
        ]

    def begin(self, rule: Rule, now: datetime) -> None:
        """Let a new or changed reminder count from now on: what was due before it was not missed.

        Args:
            rule: The reminder as it is now.
            now: The present moment.
        """
        due = self.latest_due(rule, now) if rule.is_on else None
        if due is not None and self._store.record(due) is None:
            self.settle(due, "dropped", NEW, now)

    def begin_by_bedtime(self, now: datetime) -> None:
        """The same for all reminders that go by the bedtime, which was changed."""
        for rule in self.rules():
            if isinstance(rule.when, BeforeBed):
                self.begin(rule, now)

    def mark_reported(self, records: list[DueRecord]) -> None:
        """Keep that the person was told of these."""
        self._store.mark_reported(records)

    def _is_session_running(self, now: datetime) -> bool:
        sessions = any(
            now - record.started_at < SESSION_AT_MOST and self._is_alive(record.process)
            for record in self._sessions.running()
        )
        return sessions or any(
            cramp.state == "running"
            and cramp.process is not None
            and now - cramp.started_at < SESSION_AT_MOST
            and self._is_alive(cramp.process)
            for cramp in self._cramps.cramps(now - SESSION_AT_MOST)
        )

    def _done(self, now: datetime) -> tuple[DoneSession, ...]:
        return tuple(
            DoneSession(record.routine, occasion_of(record.occasion), record.saved_at)
            for record in self._sessions.sessions(now - LOOK_BACK - SESSION_AT_MOST)
            if now - record.saved_at <= LOOK_BACK and is_done(record)
        )

    def _relief_at(self, now: datetime) -> datetime | None:
        cramps = self._cramps.cramps(now - LOOK_BACK)
        return max((cramp.saved_at for cramp in cramps), default=None)


def shown_since(store: ReminderStore, now: datetime) -> list[DueRecord]:
    """Return the reminders that are shown and not answered, as far as is known."""
    return [
        record
        for record in store.records_since(now - LOOK_BACK)
        if record.outcome == "shown" and now - record.changed_at <= GRACE_PERIOD
    ]


def occasion_of(when: str | None) -> Occasion:
    """Return what a routine is for, to reminders, by the time of day that it is meant for."""
    return "evening" if when is None or when in EVENING else "daytime"


def _was_missed(record: DueRecord, now: datetime) -> bool:
    """Return whether nobody saw a reminder, through nobody's wish."""
    if record.outcome == "dropped":
        return record.reason == "late"
    # Whoever was about to show it, or was to show it again, has died.
    is_lost = record.outcome in {"claimed", "waiting", "snoozed"}
    return is_lost and now - record.changed_at > GRACE_PERIOD + SNOOZE


def _rule(number: int, stored: StoredRule) -> Rule:
    when = (
        AtTimes(tuple(time.fromisoformat(at) for at in stored.times.split()))
        if stored.before_bed is None
        else BeforeBed(stored.before_bed)
    )
    return Rule(
        id=number,
        when=when,
        weekdays=frozenset(map(int, stored.weekdays)),
        routine=stored.routine,
        title=stored.title,
        occasion="evening" if stored.occasion == "evening" else "daytime",
        text=stored.text,
        zone=stored.zone,
        is_on=stored.is_on,
    )


def _stored(rule: Rule) -> StoredRule:
    when = rule.when
    return StoredRule(
        times=_times(when.times) if isinstance(when, AtTimes) else "",
        before_bed=None if isinstance(when, AtTimes) else when.minutes,
        weekdays="".join(map(str, sorted(rule.weekdays))),
        routine=rule.routine,
        title=rule.title,
        occasion=rule.occasion,
        text=rule.text,
        zone=rule.zone,
        is_on=rule.is_on,
    )


def _times(times: tuple[time, ...]) -> str:
    return " ".join(at.isoformat("minutes") for at in times)
