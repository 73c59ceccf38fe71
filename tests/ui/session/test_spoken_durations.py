"""What home and preview say of the time that a voice needs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from stretchapp.library.routines.models import RestStep
from tests.fakes import FakeClock, FakeOutput, a_routine, a_step

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Routine
    from tests.ui.stage import Stage

LONG_NAME = "x" * 299
"""It takes 15 seconds, 5 more than there are to get ready; with its instruction nearly 7."""


@pytest.fixture
def routine() -> Routine:
    return a_routine(a_step(name=LONG_NAME), RestStep(20, "Rest."), id="long", title="Long")


@pytest.fixture
def spoken(stage: Stage, routine: Routine) -> Stage:
    """A machine with a voice, and a routine for tonight that has a very long name in it."""
    stage.output.has_voice = True
    stage.add(routine)
    stage.settings.change(tonight="long")
    return stage


def test_home_says_how_long_tonights_stretch_is_with_the_voice(spoken: Stage) -> None:
    spoken.open()

    assert "Long · 1 min 7 s" in spoken.text()
    assert any("Long. 1 min 7 s" in row for row in spoken.row_texts())


def test_the_first_picture_does_without_it(spoken: Stage) -> None:
    spoken.open(offers=False)

    assert "Long · 1 min" in spoken.text()
    assert spoken.output.prepared == []


def test_home_follows_the_settings(spoken: Stage) -> None:
    spoken.settings.change(cues="sounds")
    spoken.open()

    assert "1 min 7 s" not in spoken.text()


def test_preview_says_both_lengths_and_that_of_each_step(spoken: Stage, routine: Routine) -> None:
    spoken.window.show_preview(routine)

    assert "1 min 7 s · evening" in spoken.text()
    assert "1 min without the voice." in spoken.texts()
    assert any("47 s in all" in text for text in spoken.texts())


def test_preview_renders_what_will_be_said(spoken: Stage, routine: Routine) -> None:
    spoken.window.show_preview(routine)

    assert {f"{LONG_NAME}.", "Face the wall."} <= set(spoken.output.prepared)


def test_enough_time_is_not_mentioned(stage: Stage) -> None:
    stage.output.has_voice = True
    stage.window.show_preview(a_routine())

    assert "without the voice" not in stage.text()


def test_at_night_the_lengths_are_as_written(spoken: Stage, routine: Routine) -> None:
    spoken.clock = FakeClock(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    spoken.output = FakeOutput(spoken.clock, has_voice=True)
    spoken.window.show_preview(routine)

    assert "1 min 7 s" not in spoken.text()


def test_without_a_voice_they_are_as_written(stage: Stage, routine: Routine) -> None:
    stage.window.show_preview(routine)

    assert "1 min 7 s" not in stage.text()
