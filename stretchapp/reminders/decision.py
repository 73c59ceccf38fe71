"""What to do about a reminder that is due: fire, wait, or drop it, and why.

Nothing is asked of the machine here: the whole situation comes in as a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from stretchapp.reminders.rules import Occasion, Rule

GRACE = timedelta(minutes=60)
"""What is later than this is not told any more: a bedtime reminder at breakfast helps nobody."""

RELIEF_REST = timedelta(hours=2)
"""Nobody is asked to stretch so soon after a cramp was treated."""

DONE_EARLY = timedelta(hours=2)
"""What was done so long before a reminder of the daytime counts as done for it."""

SNOOZE = timedelta(minutes=15)
MAX_SNOOZES = 3

NIGHT_BEGINS = time(12)
"""A night lasts from noon to noon, so that it is one night before and after midnight."""

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
"""``due``: nothing stands against it. ``session-runs``: a session is going on. ``done``: it was
done already. ``relief``: a cramp was treated just before. ``late``: the grace is over. ``off``: the
rule was switched off. ``paused-tonight`` and ``paused``: reminders are paused for the night, or
until a date. ``not-tonight``: the person has said so, or has put it off three times."""


@dataclass(frozen=True, slots=True)
class Done:
    """A session that was done.

    Attributes:
        routine: The id of its routine.
        occasion: What that routine is for.
        at: When it ended.
    """

    routine: str
    occasion: Occasion
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """All that the decision rests on.

    Attributes:
        now: The present moment, in the zone of the machine.
        is_session_running: Whether a session, or the relief of a cramp, is going on.
        done: The sessions of the last day that were done.
        relief_at: When a cramp was last treated, if ever.
        paused_night: The night (the date of its evening) for which reminders are paused.
        paused_until: The first date with reminders again after a holiday.
        is_declined: Whether the person has said "not tonight" to this very reminder.
        snoozes: How often this reminder has been put off.
    """

    now: datetime
    is_session_running: bool = False
    done: Sequence[Done] = ()
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


def decide(rule: Rule, due_at: datetime, situation: Situation) -> Decision:
    """Decide about ``rule``, which was due at ``due_at``.

    The lateness counts from the time that was last agreed upon: a reminder that was put off has
    its grace from then on.
    """
    now = situation.now
    reason = _against(rule, due_at, situation)
    if reason is not None:
        return Decision("drop", reason)
    if now - (due_at + situation.snoozes * SNOOZE) > GRACE:
        return Decision("drop", "late")
    if situation.is_session_running:
        return Decision("wait", "session-runs")
    return Decision("fire", "due")


def night_of(at: datetime) -> date:
    """Return the night that a moment belongs to: the date of its evening, noon to noon."""
    is_morning = at.time() < NIGHT_BEGINS
    return (at - timedelta(days=1)).date() if is_morning else at.date()


def can_snooze(snoozes: int) -> bool:
    """Return whether a reminder may be put off once more."""
    return snoozes < MAX_SNOOZES


def _against(rule: Rule, due_at: datetime, situation: Situation) -> Reason | None:
    """Return what speaks against reminding at all: the first that holds."""
    now = situation.now
    local = due_at.astimezone(now.tzinfo)
    night = night_of(local)
    until, relief_at = situation.paused_until, situation.relief_at
    against: tuple[tuple[Reason, bool], ...] = (
        ("off", not rule.is_on),
        ("not-tonight", situation.is_declined),
        ("paused-tonight", situation.paused_night == night),
        ("paused", until is not None and night < until),
        ("done", any(_counts(done, rule, local, now) for done in situation.done)),
        ("relief", relief_at is not None and timedelta(0) <= now - relief_at < RELIEF_REST),
    )
    return next((reason for reason, holds in against if holds), None)


def _counts(done: Done, rule: Rule, due_at: datetime, now: datetime) -> bool:
    """Return whether a session is what the reminder asks for."""
    if done.at > now:
        # The clock was put back since; nobody can have done it in time to come.
        return False
    if rule.occasion == "evening":
        same = done.routine == rule.routine or done.occasion == "evening"
        return same and night_of(done.at.astimezone(due_at.tzinfo)) == night_of(due_at)
    return done.routine == rule.routine and due_at - done.at <= DONE_EARLY
