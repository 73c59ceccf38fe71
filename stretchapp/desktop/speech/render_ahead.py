"""Sentences rendered ahead by one worker, so that nothing waits when they are due."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

from stretchapp.desktop.speech.speaker import SpeechSettings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.speaker import Speaker

SAMPLES_KEPT = 4_000_000
"""About three minutes of speech, 8 MB."""

# What espeak-ng takes at 150 words a minute, fitted to all that the shipped routines say.
_MEASURED_WPM = 150
_BEGIN_S = 0.31
_WORD_S = 0.06
_LETTER_S = 0.05
_PAUSE_S = 0.48
_MARKS = ",;:.!?"

_CLOSE_TIMEOUT_S = 1.0


class RenderAhead:
    """Renders sentences in the order in which they are asked for, and keeps the latest.

    Its methods return at once and may be called from any thread. The worker starts with the first
    sentence.
    """

    def __init__(self, speaker: Speaker, settings: SpeechSettings | None = None) -> None:
        """Render nothing yet.

        Args:
            speaker: Who speaks.
            settings: How.
        """
        self._speaker = speaker
        self._settings = settings or SpeechSettings()
        self._change = threading.Condition()
        self._waiting: deque[str] = deque()
        self._clips: OrderedDict[str, Clip | None] = OrderedDict()
        self._lengths_s: dict[str, float] = {}
        self._rendering: str | None = None
        self._worker: threading.Thread | None = None
        self._is_closed = False

    def prepare(self, texts: Iterable[str]) -> None:
        """Render ``texts`` in this order, before whatever else is still waiting."""
        with self._change:
            wanted = [text for text in dict.fromkeys(texts) if self._is_wanted(text)]
            others = [text for text in self._waiting if text not in wanted]
            self._waiting = deque((*wanted, *others))
            if not self._waiting or self._is_closed:
                return
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="speech", daemon=True)
                self._worker.start()
            self._change.notify_all()

    def clip(self, text: str) -> Clip | None:
        """Return ``text`` as sound, or None if it is not ready or cannot be had."""
        with self._change:
            if text not in self._clips:
                return None
            self._clips.move_to_end(text)
            return self._clips[text]

    def length_of(self, text: str) -> float:
        """Return how many seconds ``text`` takes: exactly once it was rendered, before that about.

        0 where it was tried and cannot be had.
        """
        with self._change:
            if text in self._lengths_s:
                return self._lengths_s[text]
            slowness = _MEASURED_WPM / self._settings.words_per_minute
        # After the last word nothing is waited for.
        pauses = sum(text.rstrip(_MARKS).count(mark) for mark in _MARKS)
        letters = sum(letter.isalpha() for letter in text)
        words = len(text.split())
        return slowness * (_BEGIN_S + words * _WORD_S + letters * _LETTER_S + pauses * _PAUSE_S)

    def change(self, settings: SpeechSettings) -> None:
        """Speak otherwise from now on; what was rendered before is dropped."""
        with self._change:
            if settings == self._settings:
                return
            self._settings = settings
            self._clips.clear()
            self._lengths_s.clear()

    def wait(self, timeout_s: float) -> bool:
        """Wait until everything that was asked for was tried; False if it takes longer."""
        with self._change:
            return self._change.wait_for(
                lambda: not self._waiting and self._rendering is None, timeout_s
            )

    def close(self) -> None:
        """End the worker; a sentence that takes long is not waited for."""
        with self._change:
            self._is_closed = True
            self._waiting.clear()
            self._change.notify_all()
        if self._worker is not None:
            self._worker.join(_CLOSE_TIMEOUT_S)

    def _is_wanted(self, text: str) -> bool:
        return text not in self._clips and text != self._rendering

    def _work(self) -> None:
        while True:
            with self._change:
                self._change.wait_for(lambda: self._waiting or self._is_closed)
                if self._is_closed:
                    return
                text = self._rendering = self._waiting.popleft()
                settings = self._settings
            try:
                clip = self._speaker.render(text, settings)
            except OSError:
                # A disk that is full, for example: sounds take over.
                clip = None
            with self._change:
                self._rendering = None
                if settings == self._settings:
                    self._keep(text, clip)
                elif not self._is_closed:
                    # It was said as it is no longer wanted.
                    self._waiting.appendleft(text)
                    continue
                self._change.notify_all()

    def _keep(self, text: str, clip: Clip | None) -> None:
        self._clips[text] = clip
        self._lengths_s[text] = clip.length_s if clip is not None else 0.0
        while len(self._clips) > 1 and self._kept_samples() > SAMPLES_KEPT:
            self._clips.popitem(last=False)

    def _kept_samples(self) -> int:
        return sum(len(clip.samples) for clip in self._clips.values() if clip is not None)
