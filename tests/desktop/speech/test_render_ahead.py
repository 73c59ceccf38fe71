"""Sentences that are ready before they are due."""

from __future__ import annotations

import os
import threading
from array import array
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.sound.clip import RATE_HZ, Clip
from stretchapp.desktop.speech import render_ahead
from stretchapp.desktop.speech.render_ahead import RenderAhead
from stretchapp.desktop.speech.speaker import NoSpeaker, SpeechSettings, find_speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.desktop.speech.speaker import Voice

TIMEOUT_S = 20.0


class SlowSpeaker:
    """Says a second for each letter, but only as often as it is let to."""

    missing = ""

    def __init__(self) -> None:
        self.allowed = threading.Semaphore(0)
        self.begun = threading.Semaphore(0)
        self.said: list[tuple[str, int]] = []

    def voices(self) -> list[Voice]:
        return []

    def render(self, text: str, settings: SpeechSettings) -> Clip | None:
        self.begun.release()
        assert self.allowed.acquire(timeout=TIMEOUT_S)
        self.said.append((text, settings.words_per_minute))
        if text == "broken":
            return None
        if text == "no disk":
            raise OSError("there is no room on the disk")
        return Clip(array("h", bytes(2 * RATE_HZ * len(text))))


@pytest.fixture
def speaker() -> SlowSpeaker:
    """A speaker that waits to be let."""
    return SlowSpeaker()


@pytest.fixture
def ahead(speaker: SlowSpeaker) -> Iterator[RenderAhead]:
    """Sentences of this speaker."""
    ahead = RenderAhead(speaker)
    yield ahead
    speaker.allowed.release(1000)
    ahead.close()


def test_real_sentences_are_ready_and_their_lengths_known() -> None:
    ahead = RenderAhead(find_speaker(os.environ))
    sentences = ["Hold.", "Ease off.", "Next: calf stretch, at the wall."]
    guesses_s = [ahead.length_of(sentence) for sentence in sentences]
    ahead.prepare(sentences)
    assert ahead.wait(TIMEOUT_S)
    ahead.close()

    clips = [ahead.clip(sentence) for sentence in sentences]
    for sentence, clip, guess_s in zip(sentences, clips, guesses_s, strict=True):
        assert clip is not None
        assert ahead.length_of(sentence) == clip.length_s
        assert guess_s == pytest.approx(clip.length_s, abs=0.3)


def test_nothing_waits_for_what_is_not_ready(ahead: RenderAhead) -> None:
    ahead.prepare(["ab"])

    assert ahead.clip("ab") is None
    assert not ahead.wait(0.0)


def test_each_sentence_is_rendered_once(ahead: RenderAhead, speaker: SlowSpeaker) -> None:
    speaker.allowed.release(10)
    ahead.prepare(["a", "b", "a"])
    assert ahead.wait(TIMEOUT_S)
    ahead.prepare(["b", "a"])
    assert ahead.wait(TIMEOUT_S)

    assert [text for text, _ in speaker.said] == ["a", "b"]


def test_what_is_wanted_last_comes_first(ahead: RenderAhead, speaker: SlowSpeaker) -> None:
    ahead.prepare(["a", "b", "c"])
    assert speaker.begun.acquire(timeout=TIMEOUT_S)
    ahead.prepare(["d", "c", "a"])
    speaker.allowed.release(10)
    assert ahead.wait(TIMEOUT_S)

    assert [text for text, _ in speaker.said] == ["a", "d", "c", "b"]


@pytest.mark.parametrize("text", ["broken", "no disk"])
def test_what_cannot_be_had_takes_no_time(
    text: str, ahead: RenderAhead, speaker: SlowSpeaker
) -> None:
    speaker.allowed.release(2)
    ahead.prepare([text, "a"])
    assert ahead.wait(TIMEOUT_S)

    assert ahead.clip(text) is None
    assert ahead.length_of(text) == 0.0
    assert ahead.length_of("a") == 1.0


def test_other_settings_are_another_sound(ahead: RenderAhead, speaker: SlowSpeaker) -> None:
    speaker.allowed.release(1)
    ahead.prepare(["a"])
    assert ahead.wait(TIMEOUT_S)
    ahead.change(SpeechSettings())
    assert ahead.clip("a") is not None

    ahead.change(SpeechSettings(words_per_minute=100))

    assert ahead.clip("a") is None
    ahead.prepare(["a"])
    speaker.allowed.release(1)
    assert ahead.wait(TIMEOUT_S)
    assert speaker.said == [("a", 150), ("a", 100)]


def test_what_was_being_said_is_said_anew(ahead: RenderAhead, speaker: SlowSpeaker) -> None:
    ahead.prepare(["a"])
    assert speaker.begun.acquire(timeout=TIMEOUT_S)
    ahead.change(SpeechSettings(words_per_minute=100))
    speaker.allowed.release(2)
    assert ahead.wait(TIMEOUT_S)

    assert speaker.said == [("a", 150), ("a", 100)]
    assert ahead.clip("a") is not None


def test_the_oldest_are_forgotten_but_not_their_lengths(
    ahead: RenderAhead, speaker: SlowSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_ahead, "SAMPLES_KEPT", 4 * RATE_HZ)
    speaker.allowed.release(10)
    ahead.prepare(["aa", "bb"])
    assert ahead.wait(TIMEOUT_S)
    assert ahead.clip("aa") is not None
    ahead.prepare(["cc"])
    assert ahead.wait(TIMEOUT_S)

    assert ahead.clip("bb") is None
    assert ahead.clip("aa") is not None
    assert ahead.length_of("bb") == 2.0


def test_a_speaker_that_hangs_does_not_keep_the_app(
    speaker: SlowSpeaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render_ahead, "_CLOSE_TIMEOUT_S", 0.1)
    ahead = RenderAhead(speaker)
    ahead.prepare(["a", "b"])
    assert speaker.begun.acquire(timeout=TIMEOUT_S)

    ahead.close()
    ahead.prepare(["c"])

    assert ahead.clip("b") is None
    speaker.allowed.release(10)


def test_nobody_says_nothing() -> None:
    ahead = RenderAhead(NoSpeaker())
    ahead.prepare(["a"])
    assert ahead.wait(TIMEOUT_S)
    ahead.close()

    assert ahead.length_of("a") == 0.0
