"""Sound in memory: 16-bit mono samples at one common rate, so that clips can be mixed."""

# miniaudio ships little type information.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import io
import sys
import wave
from array import array
from dataclasses import dataclass

RATE_HZ = 22_050
"""The sample rate of every clip: that of most voices, and enough for soft low sounds."""

LOUDEST = 32_767
SAMPLE_BYTES = 2

_SILENCE_LEVEL = 200
"""Samples up to this level (0.6 % of the loudest) count as silence."""

_SILENCE_MARGIN = RATE_HZ // 100
"""The number of silent samples that stay at each end of a trimmed clip."""

_MAX_LENGTH_S = 60
_RATES_HZ = (8_000, 96_000)


@dataclass(frozen=True, slots=True)
class Clip:
    """A piece of sound.

    Attributes:
        samples: 16-bit samples at ``RATE_HZ``; they must not be changed.
    """

    samples: array[int]

    @property
    def length_s(self) -> float:
        """The length in seconds."""
        return len(self.samples) / RATE_HZ


def read_wav(content: bytes) -> Clip | None:
    """Return the sound of a WAV file, or None if the file is broken or empty.

    The file must have one channel of 16 bits, at any usual rate. The lengths in its header are
    ignored: a program that writes to a pipe does not know them yet.
    """
    try:
        with wave.open(io.BytesIO(content)) as file:
            if (file.getnchannels(), file.getsampwidth()) != (1, SAMPLE_BYTES):
                return None
            rate_hz = file.getframerate()
            return read_samples(file.readframes(_MAX_LENGTH_S * rate_hz), rate_hz)
    except (EOFError, wave.Error):
        return None


def read_samples(content: bytes, rate_hz: int) -> Clip | None:
    """Return a clip of raw little-endian 16-bit samples, or None if there are none.

    Everything after the first minute is cut off.
    """
    if not _RATES_HZ[0] <= rate_hz <= _RATES_HZ[1]:
        return None
    length = min(len(content) // SAMPLE_BYTES, _MAX_LENGTH_S * rate_hz)
    samples = array("h", content[: length * SAMPLE_BYTES])
    if sys.byteorder == "big":
        samples.byteswap()
    if rate_hz != RATE_HZ:
        samples = _resampled(samples, rate_hz)
    return Clip(samples) if samples else None


def trim_silence(clip: Clip) -> Clip | None:
    """Return ``clip`` without the silence at its ends, or None if it is all silence."""
    samples = clip.samples
    first = next((at for at, value in enumerate(samples) if abs(value) > _SILENCE_LEVEL), None)
    if first is None:
        return None
    last = next(at for at in range(len(samples) - 1, -1, -1) if abs(samples[at]) > _SILENCE_LEVEL)
    return Clip(samples[max(first - _SILENCE_MARGIN, 0) : last + 1 + _SILENCE_MARGIN])


def _resampled(samples: array[int], rate_hz: int) -> array[int]:
    # Imported here: loading it takes 50 ms, and most voices have the common rate.
    from miniaudio import SampleFormat, convert_frames

    mono_16_bit = SampleFormat.SIGNED16, 1
    return array(
        "h",
        bytes(convert_frames(*mono_16_bit, rate_hz, samples.tobytes(), *mono_16_bit, RATE_HZ)),
    )
