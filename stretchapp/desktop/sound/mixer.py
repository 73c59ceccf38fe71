"""Mixing clips that play at the same time into one stream of samples, without clicks."""

from __future__ import annotations

import threading
from array import array
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.clip import LOUDEST, RATE_HZ

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip

FADE_S = 0.01
MAX_DELAY_S = 0.5
"""A clip that could not start within this time is dropped: it would be heard too late."""

_FADE = round(FADE_S * RATE_HZ)
_HEADROOM = 0.8
"""The factor that leaves room for two clips at once."""


class Mixer:
    """Mixes the clips that play at present; safe to use from several threads.

    All times are readings of the same monotonic clock.
    """

    def __init__(self) -> None:
        """Start without clips."""
        self._lock = threading.Lock()
        self._playing: list[_PlayingClip] = []
        self._last_read_s: float | None = None

    def play(self, clip: Clip, volume: float, now_s: float) -> None:
        """Start to play ``clip``.

        Args:
            clip: The clip.
            volume: From 0 to 1, as perceived: half of it sounds half as loud.
            now_s: The present time.
        """
        gain = _HEADROOM * min(max(volume, 0.0), 1.0) ** 2
        with self._lock:
            self._playing.append(_PlayingClip(clip.samples, gain, now_s))

    def stop(self) -> None:
        """Fade out all clips, and drop those that have not started."""
        with self._lock:
            self._playing = [playing for playing in self._playing if playing.position > 0]
            for playing in self._playing:
                playing.end = min(playing.end, playing.position + _FADE)

    def is_busy(self, now_s: float) -> bool:
        """Return whether a clip plays or may still start."""
        with self._lock:
            self._drop_delayed(now_s)
            return bool(self._playing)

    def drop_all(self) -> None:
        """Drop all clips, because there is no output for them."""
        with self._lock:
            self._playing.clear()
            self._last_read_s = None

    def read(self, count: int, now_s: float) -> bytes:
        """Return the next ``count`` samples, or nothing where they are silence.

        A clip starts as far into this block as ``play`` was called after the last ``read``. So all
        clips have the same delay, whatever the size of the blocks.
        """
        with self._lock:
            last_read_s, self._last_read_s = self._last_read_s, now_s
            self._drop_delayed(now_s)
            if not self._playing:
                return b""
            mixed = [0.0] * count
            for playing in self._playing:
                first = 0
                if playing.position == 0 and last_read_s is not None:
                    delay = round((playing.requested_s - last_read_s) * RATE_HZ)
                    first = min(max(delay, 0), count - 1)
                playing.add_to(mixed, first)
            self._playing = [playing for playing in self._playing if not playing.is_over]
        loudest = float(LOUDEST)
        return array("h", [int(max(-loudest, min(value, loudest))) for value in mixed]).tobytes()

    def _drop_delayed(self, now_s: float) -> None:
        self._playing = [
            playing
            for playing in self._playing
            if playing.position > 0 or now_s - playing.requested_s <= MAX_DELAY_S
        ]


class _PlayingClip:
    """A clip with the position up to which it has been played."""

    __slots__ = ("end", "gain", "position", "requested_s", "samples")

    def __init__(self, samples: array[int], gain: float, requested_s: float) -> None:
        self.samples = samples
        self.gain = gain
        self.requested_s = requested_s
        self.position = 0
        self.end = len(samples)

    @property
    def is_over(self) -> bool:
        return self.position >= self.end

    def add_to(self, mixed: list[float], first: int) -> None:
        """Add the next samples to ``mixed``, starting at its index ``first``."""
        until = min(self.end, self.position + len(mixed) - first)
        # Between the fades, which is most of a clip, only the gain is applied.
        fade_in_end = min(max(_FADE, self.position), until)
        fade_out_start = max(min(self.end - _FADE, until), fade_in_end)
        shift = first - self.position
        gain = self.gain
        for at in (*range(self.position, fade_in_end), *range(fade_out_start, until)):
            faded = gain * min(1.0, at / _FADE, (self.end - 1 - at) / _FADE)
            mixed[at + shift] += faded * self.samples[at]
        for index, sample in enumerate(
            self.samples[fade_in_end:fade_out_start], fade_in_end + shift
        ):
            mixed[index] += gain * sample
        self.position = until
