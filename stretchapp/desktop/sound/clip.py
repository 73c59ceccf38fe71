"""Sound in memory: 16-bit samples on one channel, always at the same rate, so that clips mix."""

from __future__ import annotations

import io
import sys
import wave
from array import array
from dataclasses import dataclass

RATE_HZ = 22_050
"""The rate of every clip: what the voices speak at, and plenty for soft low sounds."""

LOUDEST = 32_767
SAMPLE_BYTES = 2

_QUIET = 200
"""What is softer (0.6 % of the loudest) counts as silence."""

_MARGIN = RATE_HZ // 100
_LONGEST = 60 * RATE_HZ
_RATES_HZ = (8_000, 96_000)


@dataclass(frozen=True, slots=True)
class Clip:
    """Something to be heard.

    Attributes:
        samples: 16-bit samples at ``RATE_HZ``; nobody changes them.
    """

    samples: array[int]

    @property
    def length_s(self) -> float:
        """How long it sounds."""
        return len(self.samples) / RATE_HZ


def read_wav(content: bytes) -> Clip | None:
    """Return the sound in the bytes of a WAV file, or None if they are broken or hold nothing.

    One channel of 16 bits at any usual rate is read. The lengths in the file's head are not
    trusted: programs that write to a pipe do not know them yet.
    """
    try:
        with wave.open(io.BytesIO(content)) as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, SAMPLE_BYTES):
                return None
            return read_samples(file.readframes(_LONGEST * SAMPLE_BYTES), file.getframerate())
    except (EOFError, wave.Error):
        return None


def read_samples(content: bytes, rate_hz: int) -> Clip | None:
    """Return a clip of raw little-endian 16-bit samples, or None if there are none.

    What is longer than a minute is cut off.
    """
    if not _RATES_HZ[0] <= rate_hz <= _RATES_HZ[1]:
        return None
    samples = array("h", content[: len(content) // SAMPLE_BYTES * SAMPLE_BYTES])
    if sys.byteorder == "big":
        samples.byteswap()
    samples = _at_our_rate(samples, rate_hz)[:_LONGEST]
    return Clip(samples) if samples else None


def trimmed(clip: Clip) -> Clip | None:
    """Return ``clip`` without the silence before and after, or None if it is nothing else."""
    samples = clip.samples
    first = next((at for at, value in enumerate(samples) if abs(value) > _QUIET), None)
    if first is None:
        return None
    last = next(at for at in range(len(samples) - 1, -1, -1) if abs(samples[at]) > _QUIET)
    return Clip(samples[max(first - _MARGIN, 0) : last + 1 + _MARGIN])


def _at_our_rate(samples: array[int], rate_hz: int) -> array[int]:
    """Return the samples at ``RATE_HZ``, with straight lines between them."""
    if rate_hz == RATE_HZ or not samples:
        return samples
    step = rate_hz / RATE_HZ
    last = len(samples) - 1
    made = array("h")
    for number in range(int(len(samples) / step)):
        place = number * step
        at = int(place)
        value = samples[at]
        made.append(value + round((samples[min(at + 1, last)] - value) * (place - at)))
    return made
