"""The voice and the sound output of this machine, as sessions use them."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.base.settings import Settings
from stretchapp.desktop.sound.cue_output import SystemCueOutput
from tests.desktop.sound.pulse import SINK_NAME, Pulse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

pytestmark = pytest.mark.sound

SENTENCE = "Left leg. Calf stretch."


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pulse]:
    """A private sound server."""
    missing = [
        program for program in ("pulseaudio", "parec", "espeak-ng") if shutil.which(program) is None
    ]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: make setup-dev installs them")
    with tempfile.TemporaryDirectory(prefix="pulse-") as folder, Pulse(Path(folder)) as pulse:
        for name, value in pulse.environ.items():
            monkeypatch.setenv(name, value)
        yield pulse


@pytest.fixture
def make() -> Iterator[Callable[..., SystemCueOutput]]:
    """Makes outputs that are ended after the test."""
    outputs: list[SystemCueOutput] = []

    def make(path: str | None = None, **settings: object) -> SystemCueOutput:
        environ = {"PATH": os.environ["PATH"] if path is None else path}
        outputs.append(SystemCueOutput(SystemClock(), Settings(**settings), environ))  # pyright: ignore[reportArgumentType] -- by name
        return outputs[-1]

    yield make
    for output in outputs:
        output.end()


def test_a_sentence_is_rendered_and_heard(
    pulse: Pulse, make: Callable[..., SystemCueOutput], qtbot: QtBot
) -> None:
    output = make()
    assert (output.has_voice, output.missing, output.is_ready(SENTENCE)) == (True, "", False)
    estimate_s = output.length_of(SENTENCE)
    output.prepare([SENTENCE])
    qtbot.waitUntil(lambda: output.is_ready(SENTENCE))
    output.open()
    with pulse.recording() as recording:
        output.speak(SENTENCE)
        recording.wait(3)

    assert output.length_of(SENTENCE) == pytest.approx(estimate_s, rel=0.6)
    assert sum(recording.lengths_s()) == pytest.approx(output.length_of(SENTENCE), rel=0.4)
    assert output.problem == ""


def test_sounds_have_the_chosen_volume(pulse: Pulse, make: Callable[..., SystemCueOutput]) -> None:
    loudness: list[int] = []
    for volume in (100, 50, 0):
        output = make(volume=volume)
        output.open()
        with pulse.recording() as recording:
            output.sound("start")
            recording.wait(1.5)
        loudness.append(recording.loudest())

    assert loudness[0] > loudness[1] > 0
    assert loudness[2] == 0


def test_other_settings_need_another_rendering(
    make: Callable[..., SystemCueOutput], qtbot: QtBot
) -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("needs espeak-ng: make setup-dev installs it")
    output = make()
    output.prepare([SENTENCE])
    qtbot.waitUntil(lambda: output.is_ready(SENTENCE))
    fast_s = output.length_of(SENTENCE)
    output.change(Settings(words_per_minute=90))
    assert not output.is_ready(SENTENCE)

    output.prepare([SENTENCE])
    qtbot.waitUntil(lambda: output.is_ready(SENTENCE))
    assert output.length_of(SENTENCE) > 1.2 * fast_s
    assert any(voice.language.startswith("en") for voice in output.voices())


def test_the_outputs_are_listed(pulse: Pulse, make: Callable[..., SystemCueOutput]) -> None:
    assert SINK_NAME in make().outputs()


def test_without_a_voice_nothing_is_spoken_or_awaited(
    make: Callable[..., SystemCueOutput],
) -> None:
    output = make(path="")
    output.prepare([SENTENCE])
    output.speak(SENTENCE)

    assert not output.has_voice
    assert "espeak-ng" in output.missing
    assert (output.is_ready(SENTENCE), output.length_of(SENTENCE)) == (False, 0)
    assert output.voices() == []


def test_without_an_output_there_is_a_problem(
    make: Callable[..., SystemCueOutput], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    output = make(sound_output="Nowhere")
    output.open()
    output.sound("start")

    qtbot.waitUntil(lambda: "Nowhere" in output.problem)
    output.stop()
    output.close()
