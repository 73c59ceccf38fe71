"""Sentences rendered before they are due."""

from __future__ import annotations

import os
import threading
from array import array
from itertools import count
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.sound.clip import RATE_HZ, Clip
from stretchapp.desktop.speech import render_ahead
from stretchapp.desktop.speech.engine import SpeechSettings
from stretchapp.desktop.speech.render_ahead import RenderAhead
from stretchapp.desktop.speech.speaker import NoSpeaker, find_speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from stretchapp.desktop.speech.engine import Voice

TIMEOUT_S = 20.0


class SlowSpeaker:
    """A speaker that renders a second for each letter, once the test lets it."""

    missing = ""

    def __init__(self) -> None:
        self.allowed = threading.Semaphore(0)
        self.started = threading.Semaphore(0)
        self.rendered: list[tuple[str, int]] = []

    def voices(self) -> list[Voice]:
        return []

    def render(self, text: str, settings: SpeechSettings) -> Clip | None:
        self.started.release()
        assert self.allowed.acquire(timeout=TIMEOUT_S)
        self.rendered.append((text, settings.words_per_minute))
        if text == "broken":
            return None
        if text == "disk full":
            raise OSError("there is no room on the disk")
        return Clip(array("h", bytes(2 * RATE_HZ * len(text))))


class Rendering:
    """The sentences of a slow speaker."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self._ends = count(1)
        self.speaker = SlowSpeaker()
        self.ahead = RenderAhead(self.speaker, SpeechSettings())

    @property
    def texts(self) -> list[str]:
        """The sentences that were rendered, in order, without the ends of ``prepare``."""
        return [text for text, _ in self.speaker.rendered if not text.isdigit()]

    def prepare(self, *texts: str) -> None:
        """Render sentences and another one, and wait until that one is ready."""
        end = str(next(self._ends))
        self.speaker.allowed.release(10)
        self.ahead.prepare([*texts, end])
        self._qtbot.waitUntil(lambda: self.ahead.clip(end) is not None)


@pytest.fixture
def rendering(qtbot: QtBot) -> Iterator[Rendering]:
    rendering = Rendering(qtbot)
    yield rendering
    rendering.speaker.allowed.release(1000)
    rendering.ahead.close()


def test_real_sentences_are_rendered_and_their_lengths_were_well_estimated(qtbot: QtBot) -> None:
    ahead = RenderAhead(find_speaker(os.environ), SpeechSettings())
    sentences = ["Hold.", "Ease off.", "Next: calf stretch, at the wall."]
    estimates_s = [ahead.length_of(sentence) for sentence in sentences]
    ahead.prepare(sentences)
    qtbot.waitUntil(lambda: ahead.clip(sentences[-1]) is not None)
    ahead.close()

    for sentence, estimate_s in zip(sentences, estimates_s, strict=True):
        clip = ahead.clip(sentence)
        assert clip is not None
        assert ahead.length_of(sentence) == clip.length_s
        assert estimate_s == pytest.approx(clip.length_s, abs=0.3)


def test_nothing_waits_for_a_sentence_that_is_not_ready(rendering: Rendering) -> None:
    rendering.ahead.prepare(["ab"])
    assert rendering.speaker.started.acquire(timeout=TIMEOUT_S)

    assert rendering.ahead.clip("ab") is None


def test_each_sentence_is_rendered_once(rendering: Rendering) -> None:
    rendering.prepare("a", "b", "a")
    rendering.prepare("b", "a", "c")

    assert rendering.texts == ["a", "b", "c"]


def test_the_latest_request_comes_first(rendering: Rendering, qtbot: QtBot) -> None:
    rendering.ahead.prepare(["a", "b", "c"])
    assert rendering.speaker.started.acquire(timeout=TIMEOUT_S)
    rendering.ahead.prepare(["d", "c", "a"])
    rendering.speaker.allowed.release(10)
    qtbot.waitUntil(lambda: rendering.ahead.clip("b") is not None)

    assert rendering.texts == ["a", "d", "c", "b"]


@pytest.mark.parametrize("text", ["broken", "disk full"])
def test_a_sentence_that_cannot_be_rendered_has_no_length(text: str, rendering: Rendering) -> None:
    rendering.prepare(text, "a")

    assert rendering.ahead.clip(text) is None
    assert rendering.ahead.length_of(text) == 0.0
    assert rendering.ahead.length_of("a") == 1.0


def test_other_settings_need_another_rendering(rendering: Rendering) -> None:
    rendering.prepare("a")
    rendering.ahead.change(SpeechSettings())
    assert rendering.ahead.clip("a") is not None

    rendering.ahead.change(SpeechSettings(words_per_minute=100))
    assert rendering.ahead.clip("a") is None

    rendering.prepare("a")
    assert [speed for text, speed in rendering.speaker.rendered if text == "a"] == [150, 100]


def test_a_change_during_rendering_renders_the_sentence_again(
    rendering: Rendering, qtbot: QtBot
) -> None:
    rendering.ahead.prepare(["a"])
    assert rendering.speaker.started.acquire(timeout=TIMEOUT_S)
    rendering.ahead.change(SpeechSettings(words_per_minute=100))
    rendering.speaker.allowed.release(2)
    qtbot.waitUntil(lambda: rendering.ahead.clip("a") is not None)

    assert rendering.speaker.rendered == [("a", 150), ("a", 100)]


def test_the_oldest_sentences_are_dropped_but_not_their_lengths(
    rendering: Rendering, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendering.prepare("aa", "bb")
    assert rendering.ahead.clip("aa") is not None
    monkeypatch.setattr(render_ahead, "MAX_CACHED_SAMPLES", 6 * RATE_HZ)
    rendering.prepare("cc")

    assert rendering.ahead.clip("bb") is None
    assert rendering.ahead.clip("aa") is not None
    assert rendering.ahead.length_of("bb") == 2.0


def test_a_speaker_that_hangs_does_not_keep_the_app_from_ending(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(render_ahead, "_CLOSE_TIMEOUT_S", 0.1)
    speaker = SlowSpeaker()
    ahead = RenderAhead(speaker, SpeechSettings())
    ahead.prepare(["a", "b"])
    assert speaker.started.acquire(timeout=TIMEOUT_S)

    ahead.close()
    ahead.prepare(["c"])
    speaker.allowed.release(10)
    for thread in threading.enumerate():
        if thread.name == "speech":
            thread.join(TIMEOUT_S)

    assert [text for text, _ in speaker.rendered] == ["a"]


def test_without_a_voice_sentences_have_no_length(qtbot: QtBot) -> None:
    ahead = RenderAhead(NoSpeaker("linux"), SpeechSettings())
    ahead.prepare(["a"])

    qtbot.waitUntil(lambda: ahead.length_of("a") == 0.0)
    assert ahead.clip("a") is None
    ahead.close()
