"""Rendering sentences ahead of time in a worker, so that they can be played when they are due."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.engine import SpeechSettings
    from stretchapp.desktop.speech.speaker import Speaker

MAX_CACHED_SAMPLES = 4_000_000
"""The size of the cache: about three minutes of speech, 8 MB."""

# The estimated length of a sentence: the parameters were fitted to espeak-ng at 150 words a minute
# and all sentences of the shipped routines.
_MEASURED_WPM = 150
_START_S = 0.31
_WORD_S = 0.06
_LETTER_S = 0.05
_PAUSE_S = 0.48
_PAUSE_MARKS = ",;:.!?"

_CLOSE_TIMEOUT_S = 1.0


class RenderAhead:
    """Renders sentences in the order in which they were requested, and caches the latest.

    Its methods return at once and may be called from any thread. The worker starts with the first
    sentence.
    """

    def __init__(self, speaker: Speaker, settings: SpeechSettings) -> None:
        """Start without sentences.

        Args:
            speaker: The speaker.
            settings: How sentences are spoken.
        """
        self._speaker = speaker
        self._settings = settings
        self._condition = threading.Condition()
        self._waiting: deque[str] = deque()
        self._clips: OrderedDict[str, Clip | None] = OrderedDict()
        self._lengths_s: dict[str, float] = {}
        self._rendering: str | None = None
        self._worker: threading.Thread | None = None
        self._is_closed = False

    def prepare(self, texts: Iterable[str]) -> None:
        """Render ``texts`` in this order, before all other waiting sentences."""
        with self._condition:
            new = [text for text in dict.fromkeys(texts) if self._is_new(text)]
            others = [text for text in self._waiting if text not in new]
            self._waiting = deque((*new, *others))
            if not self._waiting or self._is_closed:
                return
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="speech", daemon=True)
                self._worker.start()
            self._condition.notify_all()

    def clip(self, text: str) -> Clip | None:
        """Return ``text`` as sound, or None if it is not rendered yet or cannot be."""
        with self._condition:
            if text not in self._clips:
                return None
            self._clips.move_to_end(text)
            return self._clips[text]

    def length_of(self, text: str) -> float:
        """Return the length of ``text`` in seconds; sentences not rendered yet are estimated.

        0 for a sentence that could not be rendered.
        """
        with self._condition:
            if text in self._lengths_s:
                return self._lengths_s[text]
            slowness = _MEASURED_WPM / self._settings.words_per_minute
        # Marks at the end cause no pause.
        pauses = sum(text.rstrip(_PAUSE_MARKS).count(mark) for mark in _PAUSE_MARKS)
        letters = sum(letter.isalpha() for letter in text)
        words = len(text.split())
        return slowness * (_START_S + words * _WORD_S + letters * _LETTER_S + pauses * _PAUSE_S)

    def change(self, settings: SpeechSettings) -> None:
        """Speak with other settings; sentences rendered before are dropped."""
        with self._condition:
            if settings == self._settings:
                return
            self._settings = settings
            self._clips.clear()
            self._lengths_s.clear()

    def close(self) -> None:
        """End the worker, without waiting long for the sentence that is being rendered."""
        with self._condition:
            self._is_closed = True
            self._condition.notify_all()
        if self._worker is not None:
            self._worker.join(_CLOSE_TIMEOUT_S)

    def _is_new(self, text: str) -> bool:
        return text not in self._clips and text != self._rendering

    def _work(self) -> None:
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._waiting or self._is_closed)
                if self._is_closed:
                    return
                text = self._rendering = self._waiting.popleft()
                settings = self._settings
            try:
                clip = self._speaker.render(text, settings)
            except OSError:
                # For example, the disk is full. Sounds are played instead.
                clip = None
            with self._condition:
                self._rendering = None
                if settings == self._settings:
                    self._store(text, clip)
                elif not self._is_closed:
                    # The settings changed meanwhile, so the sentence has to be rendered again.
                    self._waiting.appendleft(text)

    def _store(self, text: str, clip: Clip | None) -> None:
        self._clips[text] = clip
        self._lengths_s[text] = clip.length_s if clip is not None else 0.0
        while len(self._clips) > 1 and self._cached_samples() > MAX_CACHED_SAMPLES:
            self._clips.popitem(last=False)

    def _cached_samples(self) -> int:
        return sum(len(clip.samples) for clip in self._clips.values() if clip is not None)
