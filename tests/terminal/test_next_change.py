"""How long the terminal can wait for the next change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.library.routines.models import Instruction, Repetitions, Routine, WaitStep
from stretchapp.session.player import MAX_TICK_GAP_S, Player
from stretchapp.session.timeline import plan
from stretchapp.terminal.next_change import until_next_event_s, until_next_frame_s
from tests.fakes import a_routine, a_step

if TYPE_CHECKING:
    from stretchapp.session.snapshot import Snapshot

THREE_SENTENCES = tuple(Instruction(text, "work") for text in ("Lean in.", "Breathe.", "Stay."))
HOLD = a_routine(a_step(get_ready_s=0, steps=THREE_SENTENCES))
"""30 seconds, with a new sentence at 8 and 16 seconds."""


def shown(routine: Routine, at_s: float) -> Snapshot:
    player = Player(plan(routine), speed=at_s or 1)
    player.start(0)
    player.advance(1 if at_s else 0)
    return player.snapshot(1)


@pytest.mark.parametrize(
    ("at_s", "speed", "expected_s"),
    [
        (7.25, 1, 0.75),  # a sentence
        (29.5, 1, 0.5),  # the end
        (8, 60, 8 / 60),
        (0, 1, MAX_TICK_GAP_S / 3),  # nothing for 8 seconds, but nobody may sleep that long
        (29.999, 1, 0.02),
    ],
)
def test_the_next_event(at_s: float, speed: float, expected_s: float) -> None:
    assert until_next_event_s(shown(HOLD, at_s), speed) == pytest.approx(expected_s)


@pytest.mark.parametrize(
    ("at_s", "speed", "expected_s"),
    [(0, 1, 1), (0.25, 1, 0.75), (7.9, 1, 0.1), (0.5, 10, 0.05), (0, 1000, 0.02)],
)
def test_the_next_frame(at_s: float, speed: float, expected_s: float) -> None:
    assert until_next_frame_s(shown(HOLD, at_s), speed) == pytest.approx(expected_s)


def test_the_next_repetition_is_a_new_frame() -> None:
    routine = a_routine(a_step(Repetitions(4, 2.5), get_ready_s=0))

    assert until_next_frame_s(shown(routine, 2.2), 1) == pytest.approx(0.3)


def test_nothing_changes_while_the_session_waits() -> None:
    waiting = shown(a_routine(WaitStep("Lie down.")), 0)

    assert until_next_event_s(waiting, 1) is None
    assert until_next_frame_s(waiting, 1) is None
