"""Stand-ins for the machine, and builders of values that say only what a test is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError
from stretchapp.base.settings import Settings
from stretchapp.library.routines.models import (
    Exercise,
    ExerciseStep,
    Hold,
    Instruction,
    Routine,
    Sides,
    Step,
    Timing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from sqlite3 import Connection

    from stretchapp.application.saving import Draft
    from stretchapp.base.clock import Clock
    from stretchapp.desktop.sound.shipped_sounds import SoundName
    from stretchapp.desktop.speech.engine import Voice

AN_EVENING = datetime(2026, 11, 22, 22, 0, tzinfo=UTC)


class FakeClock:
    """A ``stretchapp.base.clock.Clock`` that moves only when it is told to."""

    def __init__(self, now: datetime = AN_EVENING) -> None:
        self._now = now
        # Not 0, so that nobody takes a reading for a length.
        self._monotonic_s = 5000.0

    def monotonic_s(self) -> float:
        """Return the seconds so far."""
        return self._monotonic_s

    def now(self) -> datetime:
        """Return the present moment."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._monotonic_s += seconds
        self._now += timedelta(seconds=seconds)


class SaveAtOnce:
    """A ``stretchapp.application.saving.Saver`` that saves in the thread of the test.

    Attributes:
        opened: How often the diary was opened.
    """

    def __init__(self, open_store: Callable[[], Connection]) -> None:
        self.opened = 0
        self._open_store = open_store
        self._unsaved: dict[Draft, None] = {}

    def save(self, draft: Draft) -> None:
        """Save now, and everything that could not be saved before."""
        self._unsaved[draft] = None
        self.retry()

    def retry(self) -> None:
        """Try again to save what could not be saved."""
        for draft in list(self._unsaved):
            try:
                self.opened += 1
                connection = self._open_store()
            except UserError as error:
                draft.fail(str(error))
            else:
                if draft.save(connection):
                    del self._unsaved[draft]

    def wait(self, _timeout_s: float) -> str | None:
        """Try again once."""
        self.retry()
        return next((draft.problem for draft in self._unsaved), None)

    def close(self) -> None:
        """Do nothing: no thread runs."""


class FakeOutput:
    """A ``stretchapp.desktop.sound.cue_output.CueOutput`` that writes down what would be heard.

    Attributes:
        heard: What was said and sounded, each with the reading of the clock.
        stopped_at_s: When it was told to be silent.
        problem: Why nothing is heard.
        is_open: Whether the sound output is kept open.
        unready: Sentences that have not been rendered yet.
        prepared: Those that were asked to be.
        settings: How it is to speak.
        names: The voices, and the sound outputs.
        mute: Whether the voice cannot be made to speak.
    """

    def __init__(self, clock: Clock, *, has_voice: bool = False) -> None:
        self._clock = clock
        self.has_voice = has_voice
        self.heard: list[tuple[float, str]] = []
        self.stopped_at_s: list[float] = []
        self.problem = ""
        self.is_open = False
        self.unready: set[str] = set()
        self.prepared: list[str] = []
        self.settings = Settings()
        self.names: tuple[list[Voice], list[str]] = ([], [])
        self.mute = False

    @property
    def missing(self) -> str:
        return "" if self.has_voice else "There is no voice."

    def change(self, settings: Settings) -> None:
        self.settings = settings

    def open(self) -> None:
        self.is_open = True

    def close(self) -> None:
        self.is_open = False

    def prepare(self, texts: Iterable[str]) -> None:
        self.prepared += texts

    def is_ready(self, text: str) -> bool:
        return self.has_voice and text in self.prepared and text not in self.unready

    def length_of(self, text: str) -> float:
        return len(text) * 0.05 if self.has_voice and not self.mute else 0.0

    def speak(self, text: str) -> None:
        assert self.is_ready(text)
        self._hear(text)

    def sound(self, name: SoundName) -> None:
        self._hear(f"<{name}>")

    def stop(self) -> None:
        self.stopped_at_s.append(self._clock.monotonic_s())

    @property
    def said(self) -> list[str]:
        """The sentences that were said, without the sounds."""
        return [what for _, what in self.heard if not what.startswith("<")]

    def voices(self) -> list[Voice]:
        return self.names[0]

    def outputs(self) -> list[str]:
        return self.names[1]

    def _hear(self, what: str) -> None:
        self.heard.append((self._clock.monotonic_s(), what))


_EXERCISE = Exercise(
    id="calf-stretch",
    name="Calf stretch",
    category=("stretch",),
    body=("calf",),
    position=("standing", "wall"),
    equipment=("wall",),
    guided=True,
    sides="both",
    timing=Hold(30.0, 1, 5.0),
    timing_source="chosen",
    timing_note="",
    steps=(
        Instruction("Face the wall.", "ready"),
        Instruction("Lean in.", "work"),
    ),
    breathing="",
    safety="",
    rubbing=None,
    steadier=None,
    stance=None,
    says=(),
    note="",
    sources=(),
    origin="shipped",
    path="calf-stretch.yaml",
)

_ROUTINE = Routine(
    id="evening",
    title="Evening",
    purpose="Loosens the calves.",
    when="evening",
    change_sides_s=5.0,
    steps=(),
    note="",
    sources=(),
    origin="shipped",
    path="evening.yaml",
)


def an_exercise(**changes: object) -> Exercise:
    """Return an exercise of one hold of 30 seconds, with ``changes``."""
    return replace(_EXERCISE, **changes)


def a_step(
    timing: Timing | None = None,
    sides: Sides = "both",
    get_ready_s: float = 10.0,
    **changes: object,
) -> ExerciseStep:
    """Return a step with an exercise of ``timing`` (a hold of 30 seconds) and ``changes``."""
    exercise = an_exercise(**changes)
    return ExerciseStep(exercise, timing or Hold(30.0, 1, 5.0), sides, get_ready_s)


def a_routine(*steps: Step, **changes: object) -> Routine:
    """Return a routine of ``steps``, by default of one exercise."""
    return replace(_ROUTINE, steps=steps or (a_step(),), **changes)
