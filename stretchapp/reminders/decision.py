"""The decision about a reminder that is due: fire, wait, or drop it, and why.

Everything that the decision depends on is passed in as a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Literal

from stretchapp.base.nights import night_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from stretchapp.reminders.rules import Occasion, Rule

GRACE_PERIOD = timedelta(minutes=60)
"""How late a reminder may be shown: a bedtime reminder at breakfast helps nobody."""

REST_AFTER_RELIEF = timedelta(hours=2)
"""How long after a cramp was treated nobody is asked to stretch."""

DONE_BEFORE_DUE = timedelta(hours=2)
"""How long before a daytime reminder its routine may have been done to count as done for it."""

SNOOZE = timedelta(minutes=15)
MAX_SNOOZES = 3

Action = Literal["fire", "wait", "drop"]

Reason = Literal[
    "due",
    "session-runs",
    "done",
    "relief",
    "late",
    "off",
    "paused-tonight",
    "paused",
    "not-tonight",
]
"""``due``: show it now. ``session-runs``: wait until the running session ends. ``done``: the
stretch has been done already. ``relief``: a cramp was treated shortly before. ``late``: the grace
period is over. ``off``: the rule is turned off. ``paused-tonight`` and ``paused``: reminders are
paused for the night, or until a date. ``not-tonight``: the person declined it, or snoozed it too
often. The diary stores these words."""


@dataclass(frozen=True, slots=True)
class DoneSession:
    """A session that counts as done.

    Attributes:
        routine: The id of its routine.
        occasion: What that routine is for.
        ended_at: When it ended.
    """

    routine: str
    occasion: Occasion
    ended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionInput:
    """Everything that a decision depends on, besides the rule and when it was due.

    Attributes:
        now: The present moment.
        zone: The zone of the machine, for the night in which the reminder was due.
        is_session_running: Whether a session, or the relief of a cramp, is running.
        done: The sessions of the last day that count as done.
        relief_at: When a cramp was last treated, if ever.
        paused_night: The night for which reminders are paused, by the date of its evening.
        paused_until: The first date with reminders again.
        is_declined: Whether the person answered "not tonight" to this reminder.
        snoozes: How often this reminder was snoozed.
    """

    now: datetime
    zone: tzinfo
    is_session_running: bool = False
    done: Sequence[DoneSession] = ()
    relief_at: datetime | None = None
    paused_night: date | None = None
    paused_until: date | None = None
    is_declined: bool = False
    snoozes: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do, and why."""

    action: Action
    reason: Reason


def decide(rule: Rule, due_at: datetime, inputs: DecisionInput) -> Decision:
    """Decide about ``rule``, which was due at ``due_at``.

    The grace period of a snoozed reminder starts when it was to be shown again.
    """
    reason = _reason_to_drop(rule, due_at, inputs)
    if reason is not None:
        return Decision("drop", reason)
    if inputs.now - (due_at + inputs.snoozes * SNOOZE) > GRACE_PERIOD:
        return Decision("drop", "late")
    if inputs.is_session_running:
        return Decision("wait", "session-runs")
    return Decision("fire", "due")


def can_snooze(snoozes: int) -> bool:
    """Return whether a reminder that was snoozed ``snoozes`` times may be snoozed again."""
    return snoozes < MAX_SNOOZES


def _reason_to_drop(rule: Rule, due_at: datetime, inputs: DecisionInput) -> Reason | None:
    """Return the first reason not to show the reminder, other than being late."""
    now, relief_at = inputs.now, inputs.relief_at
    night = night_of(due_at.astimezone(inputs.zone))
    reasons: tuple[tuple[Reason, bool], ...] = (
        ("off", not rule.is_on),
        ("not-tonight", inputs.is_declined),
        ("paused-tonight", inputs.paused_night == night),
        ("paused", inputs.paused_until is not None and night < inputs.paused_until),
        ("done", any(_fulfils(session, rule, due_at, inputs) for session in inputs.done)),
        ("relief", relief_at is not None and timedelta(0) <= now - relief_at < REST_AFTER_RELIEF),
    )
    return next((reason for reason, applies in reasons if applies), None)


def _fulfils(session: DoneSession, rule: Rule, due_at: datetime, inputs: DecisionInput) -> bool:
    """Return whether a session is what the reminder asks for."""
    if session.ended_at > inputs.now:
        # The clock was set back since, so the time of the session says nothing.
        return False
    if rule.occasion == "evening":
        is_stretch = session.routine == rule.routine or session.occasion == "evening"
        # The session counts for the night of the place where it was, as in the diary.
        return is_stretch and night_of(session.ended_at) == night_of(due_at.astimezone(inputs.zone))
    return session.routine == rule.routine and due_at - session.ended_at <= DONE_BEFORE_DUE
