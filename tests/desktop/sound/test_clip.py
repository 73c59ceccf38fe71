"""Sound in memory, read from files and from the output of programs."""

from __future__ import annotations

import io
import wave
from array import array
from itertools import pairwise
from math import pi, sin

import pytest

from stretchapp.desktop.sound.clip import (
    LOUDEST,
    RATE_HZ,
    Clip,
    read_samples,
    read_wav,
    trim_silence,
)

SAMPLES = array("h", [0, 1000, -1000, 32_767, -32_768, 5])


def a_wav(samples: array[int] = SAMPLES, *, rate_hz: int = RATE_HZ, channels: int = 1) -> bytes:
    """Return the bytes of a WAV file."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes(samples.tobytes())
    return content.getvalue()


def test_a_wav_file_is_read_unchanged() -> None:
    assert read_wav(a_wav()) == Clip(SAMPLES)


def test_a_wrong_length_in_the_header_does_not_matter() -> None:
    content = a_wav()
    length_at = content.index(b"data") + 4
    piped = content[:length_at] + b"\x00\xf0\xff\x7f" + content[length_at + 4 :]

    assert read_wav(piped) == Clip(SAMPLES)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"no sound at all",
        a_wav()[:20],
        a_wav(array("h")),
        a_wav(channels=2),
        a_wav(rate_hz=1),
        a_wav(rate_hz=4_000_000),
        a_wav().replace(b"fmt ", b"tmf "),
    ],
)
def test_a_broken_or_unusual_file_is_not_read(content: bytes) -> None:
    assert read_wav(content) is None


def test_half_a_sample_at_the_end_is_ignored() -> None:
    assert read_samples(b"\x01\x00\x02", RATE_HZ) == Clip(array("h", [1]))


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 24_000, 44_100, 48_000])
def test_another_rate_is_converted_without_changing_length_pitch_or_volume(rate_hz: int) -> None:
    tone = array("h", [round(20_000 * sin(2 * pi * 440 * at / rate_hz)) for at in range(rate_hz)])

    clip = read_samples(tone.tobytes(), rate_hz)

    assert clip is not None
    assert clip.length_s == pytest.approx(1.0, abs=0.001)
    assert max(clip.samples) == pytest.approx(20_000, rel=0.02)
    rises = sum(before < 0 <= after for before, after in pairwise(clip.samples))
    assert rises == pytest.approx(440, abs=1)


def test_a_frequency_that_the_common_rate_cannot_hold_is_filtered_out() -> None:
    rate_hz = 48_000
    whistle = array(
        "h", [round(20_000 * sin(2 * pi * 20_000 * at / rate_hz)) for at in range(9600)]
    )

    clip = read_samples(whistle.tobytes(), rate_hz)

    assert clip is not None
    assert max(map(abs, clip.samples)) < LOUDEST / 10


def test_a_clip_is_cut_off_after_a_minute() -> None:
    for rate_hz in (RATE_HZ, 16_000):
        clip = read_samples(bytes(2 * 61 * rate_hz), rate_hz)

        assert clip is not None
        assert clip.length_s == pytest.approx(60.0, abs=0.001)


def test_silence_at_the_ends_is_trimmed() -> None:
    silence = array("h", [0] * RATE_HZ)
    tone = array("h", [5000] * RATE_HZ)

    clip = trim_silence(Clip(silence + tone + silence))

    assert clip is not None
    assert clip.length_s == pytest.approx(1.02, abs=0.001)


def test_nothing_remains_of_silence() -> None:
    assert trim_silence(Clip(array("h", [0, 100, -100]))) is None
