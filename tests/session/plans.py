"""Hypothesis strategies for routines, and functions that play one from start to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from stretchapp.library.routines.models import (
    Continuous,
    Hold,
    Instruction,
    Phase,
    Phases,
    Repetitions,
    RestStep,
    WaitStep,
)
from stretchapp.session.player import Player
from stretchapp.session.timeline import plan
from tests.fakes import a_routine, a_step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stretchapp.library.routines.models import Routine, Step
    from stretchapp.session.events import Event
    from stretchapp.session.timeline import Segment

START_S = 5000.0
"""Reading of the clock at the start of a session; not 0, so that it is not taken for a length."""

# Routine files have lengths with one decimal.
lengths = st.integers(1, 100).map(lambda tenths: tenths / 10)
lengths_or_none = st.integers(0, 60).map(lambda tenths: tenths / 10)

timings = st.one_of(
    st.builds(Hold, hold_s=lengths, times=st.integers(1, 3), rest_s=lengths_or_none),
    st.builds(Repetitions, count=st.integers(1, 8), each_s=lengths),
    st.builds(Continuous, length_s=lengths),
    st.builds(
        Phases,
        st.lists(
            st.builds(
                Phase,
                text=st.just("Move."),
                length_s=lengths,
                kind=st.sampled_from(["move", "hold", "rest"]),
            ),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
)
instructions = st.lists(
    st.builds(
        Instruction,
        text=st.sampled_from(["Stand.", "Lean in.", "Breathe.", "Ease off."]),
        at=st.sampled_from(["ready", "work", "rest", "again", "change"]),
    ),
    min_size=1,
    max_size=5,
).map(tuple)
steps = st.one_of(
    st.builds(
        a_step,
        timings,
        st.sampled_from(["both", "each", "affected"]),
        lengths_or_none,
        steps=instructions,
    ),
    st.builds(RestStep, lengths_or_none, st.just("Rest.")),
    st.builds(WaitStep, st.just("Fetch a towel.")),
)


def _routine(steps: list[Step], change_sides_s: float) -> Routine:
    return a_routine(*steps, change_sides_s=change_sides_s)


routines = st.builds(_routine, st.lists(steps, min_size=1, max_size=4), lengths_or_none).filter(
    plan
)
"""Routines with a plan; steps without length alone have none."""

wait_lengths = st.sampled_from([0.0, 4.0, 30.0])
"""How long waits last; 0 if they last until the person continues."""

plans = st.builds(plan, routines, wait_lengths)

gaps = st.lists(st.floats(0.1, 2.999), min_size=1, max_size=20)
"""The times between ticks, repeated until the session is over."""


def play(
    segments: Sequence[Segment], gaps: Iterable[float] = (1.0,), *, speed: float = 1.0
) -> list[Event]:
    """Play to the end with ticks that are ``gaps`` apart, ending every wait at once."""
    player = Player(segments, speed=speed)
    gaps = list(gaps)
    now_s = START_S
    events = player.start(now_s)
    ticks = 0
    while not player.snapshot(now_s).is_over:
        if player.snapshot(now_s).state == "waiting":
            events += player.resume(now_s)
        now_s += gaps[ticks % len(gaps)]
        ticks += 1
        events += player.advance(now_s)
    return events


def wall_calf() -> Routine:
    """Return a routine of one exercise: 10 s to get ready, then 30 s for each leg."""
    return a_routine(a_step(sides="each"))
