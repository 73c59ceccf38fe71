"""The durations on home and preview, which include the waits and the time for the voice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from stretchapp.library.routines.models import RestStep, WaitStep
from stretchapp.ui.home.preview_page import WITHOUT_WAITS_AND_VOICE
from tests.fakes import FakeClock, FakeOutput, a_routine, a_step

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Routine
    from tests.ui.stage import Stage

LONG_NAME = "x" * 299
"""Takes 15 seconds to say: 5 more than the time to get ready, 7 with the instruction."""


@pytest.fixture
def routine() -> Routine:
    return a_routine(*10 * [a_step(name=LONG_NAME)], RestStep(20, "Rest."), id="long", title="Long")


@pytest.fixture
def spoken(stage: Stage, routine: Routine) -> Stage:
    """A computer with a voice; tonight's routine has exercises with very long names."""
    stage.output.has_voice = True
    stage.add(routine)
    stage.settings.change(tonight="long")
    return stage


def test_home_shows_durations_with_the_voice(spoken: Stage) -> None:
    spoken.open()

    assert "Long · 8 min" in spoken.text()
    assert any("Long. 8 min" in row for row in spoken.row_texts())


@pytest.mark.parametrize(("wait_s", "length"), [(0, "1 min"), (90, "2 min")])
@pytest.mark.parametrize("cues", ["silent", "voice"])
def test_durations_include_the_waits(stage: Stage, wait_s: int, length: str, cues: str) -> None:
    waiting = a_routine(WaitStep("Lie down."), a_step(), id="waiting", title="Waiting")
    stage.add(waiting)
    stage.settings.change(tonight="waiting", wait_s=wait_s, cues=cues)
    stage.open()

    assert f"Waiting · {length}" in stage.text()
    assert any(f"Waiting. {length}" in row for row in stage.row_texts())
    stage.window.show_preview(waiting)
    assert f"{length} · evening" in stage.text()
    has_other = WITHOUT_WAITS_AND_VOICE.format(length="1 min") in stage.texts()
    assert has_other == (wait_s > 0)


def test_the_first_frame_shows_durations_without_it(spoken: Stage) -> None:
    spoken.open(offers=False)

    assert "Long · 7 min" in spoken.text()
    assert spoken.output.prepared == []


def test_without_voice_cues_home_shows_them_as_written(spoken: Stage) -> None:
    spoken.settings.change(cues="sounds")
    spoken.open()

    assert "1 min 7 s" not in spoken.text()


def test_preview_shows_both_durations_and_that_of_each_step(
    spoken: Stage, routine: Routine
) -> None:
    spoken.window.show_preview(routine)

    assert "8 min · evening" in spoken.text()
    assert WITHOUT_WAITS_AND_VOICE.format(length="7 min") in spoken.texts()
    assert any("47 s in all" in text for text in spoken.texts())


def test_preview_renders_the_sentences_of_the_session(spoken: Stage, routine: Routine) -> None:
    spoken.window.show_preview(routine)

    assert {f"{LONG_NAME}.", "Face the wall."} <= set(spoken.output.prepared)


def test_preview_shows_one_duration_if_the_voice_needs_no_more_time(stage: Stage) -> None:
    stage.output.has_voice = True
    stage.window.show_preview(a_routine())

    assert "without" not in stage.text()


def test_in_quiet_hours_durations_are_as_written(spoken: Stage, routine: Routine) -> None:
    spoken.clock = FakeClock(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    spoken.output = FakeOutput(spoken.clock, has_voice=True)
    spoken.window.show_preview(routine)

    assert "1 min 7 s" not in spoken.text()


def test_without_a_voice_durations_are_as_written(stage: Stage, routine: Routine) -> None:
    stage.window.show_preview(routine)

    assert "1 min 7 s" not in stage.text()
