"""Rules and strategies for the tests of reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from hypothesis import strategies as st

from stretchapp.reminders.rules import (
    EVERY_DAY,
    MAX_BEFORE_BED_MIN,
    AtTimes,
    Bedtimes,
    BeforeBed,
    Rule,
    Slot,
)

_RULE = Rule(
    id=1,
    when=AtTimes((time(21, 45),)),
    weekdays=EVERY_DAY,
    routine="evening-stretch",
    title="Evening stretch",
    occasion="evening",
)

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
"""When tests add rules, so that every due time of the test counts."""

TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
SLOTS = st.lists(st.builds(Slot, st.integers(0, 6), TIMES), max_size=10, unique=True).map(
    lambda slots: tuple(sorted(slots))
)
WEEKDAYS = st.frozensets(st.integers(0, 6))
BEDTIMES = st.builds(Bedtimes, st.tuples(*[TIMES] * 7))
BEFORE_BED = st.builds(BeforeBed, st.integers(0, MAX_BEFORE_BED_MIN))


def a_rule(**changes: Any) -> Rule:  # noqa: ANN401 -- the members of a rule have many types
    """Return an evening reminder for every day at 21:45, with ``changes``."""
    return replace(_RULE, **changes)
