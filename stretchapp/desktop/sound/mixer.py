"""Mixing: clips that play at the same time become one stream of samples, without clicks."""

from __future__ import annotations

import threading
from array import array
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.clip import LOUDEST, RATE_HZ

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip

FADE_S = 0.01
LATEST_S = 0.5
"""A clip that could not begin within this time is dropped: late, it would say what is over."""

_FADE = round(FADE_S * RATE_HZ)
_HEADROOM = 0.8


class Mixer:
    """What plays now. Its methods may be called from any thread, with the same clock's readings."""

    def __init__(self) -> None:
        """Play nothing."""
        self._lock = threading.Lock()
        self._playing: list[_Playing] = []
        self._last_read_s: float | None = None

    def play(self, clip: Clip, volume: float, now_s: float) -> None:
        """Begin ``clip``.

        Args:
            clip: What is to be heard.
            volume: From 0 to 1, as people hear it: half of it sounds half as loud.
            now_s: The present reading of the clock.
        """
        gain = _HEADROOM * min(max(volume, 0.0), 1.0) ** 2
        with self._lock:
            self._playing.append(_Playing(clip.samples, gain, now_s))

    def stop(self) -> None:
        """Fade out all that plays, and drop what has not begun."""
        with self._lock:
            self._playing = [playing for playing in self._playing if playing.place > 0]
            for playing in self._playing:
                playing.end = min(playing.end, playing.place + _FADE)

    def is_busy(self, now_s: float) -> bool:
        """Return whether something plays, or may still begin."""
        with self._lock:
            self._drop_late(now_s)
            return bool(self._playing)

    def drop_all(self) -> None:
        """Forget all that plays, where there is nothing to play it on."""
        with self._lock:
            self._playing.clear()
            self._last_read_s = None

    def read(self, count: int, now_s: float) -> bytes:
        """Return the next ``count`` samples, or nothing where they are silence.

        A clip begins as long after the last call as it was asked for after it. So it is always
        late by the same time, however many samples are read at once.
        """
        with self._lock:
            last_s, self._last_read_s = self._last_read_s, now_s
            self._drop_late(now_s)
            if not self._playing:
                return b""
            mixed = [0.0] * count
            for playing in self._playing:
                first = 0
                if playing.place == 0 and last_s is not None:
                    first = min(max(round((playing.asked_s - last_s) * RATE_HZ), 0), count - 1)
                playing.add_to(mixed, first)
            self._playing = [playing for playing in self._playing if playing.place < playing.end]
        loudest = float(LOUDEST)
        return array("h", [int(max(-loudest, min(value, loudest))) for value in mixed]).tobytes()

    def _drop_late(self, now_s: float) -> None:
        self._playing = [
            playing
            for playing in self._playing
            if playing.place > 0 or now_s - playing.asked_s <= LATEST_S
        ]


class _Playing:
    """A clip, and how far it has played."""

    __slots__ = ("asked_s", "end", "gain", "place", "samples")

    def __init__(self, samples: array[int], gain: float, asked_s: float) -> None:
        self.samples = samples
        self.gain = gain
        self.asked_s = asked_s
        self.place = 0
        self.end = len(samples)

    def add_to(self, mixed: list[float], first: int) -> None:
        """Add the next samples to ``mixed``, from its index ``first`` on."""
        until = min(self.end, self.place + len(mixed) - first)
        # Between the fades, which most of a clip is, nothing but the gain is computed.
        fades_until = min(max(_FADE, self.place), until)
        fades_from = max(min(self.end - _FADE, until), fades_until)
        shift = first - self.place
        gain = self.gain
        for place in (*range(self.place, fades_until), *range(fades_from, until)):
            faded = gain * min(1.0, place / _FADE, (self.end - 1 - place) / _FADE)
            mixed[place + shift] += faded * self.samples[place]
        for index, sample in enumerate(self.samples[fades_until:fades_from], fades_until + shift):
            mixed[index] += gain * sample
        self.place = until
