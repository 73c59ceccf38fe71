"""Sound in memory, read from what programs write."""

from __future__ import annotations

import io
import wave
from array import array

import pytest

from stretchapp.desktop.sound.clip import RATE_HZ, Clip, read_samples, read_wav, trimmed

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


def test_a_wav_comes_as_it_is() -> None:
    assert read_wav(a_wav()) == Clip(SAMPLES)


def test_a_length_that_is_not_known_yet_does_not_matter() -> None:
    content = a_wav()
    head = content.index(b"data") + 4
    piped = content[:head] + b"\x00\xf0\xff\x7f" + content[head + 4 :]

    assert read_wav(piped) == Clip(SAMPLES)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"nothing of the kind",
        a_wav()[:20],
        a_wav(array("h")),
        a_wav(channels=2),
        a_wav(rate_hz=1),
        a_wav(rate_hz=4_000_000),
        a_wav().replace(b"fmt ", b"tmf "),
    ],
)
def test_what_is_broken_is_none(content: bytes) -> None:
    assert read_wav(content) is None


def test_half_a_sample_is_left_out() -> None:
    assert read_samples(b"\x01\x00\x02", RATE_HZ) == Clip(array("h", [1]))


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 24_000, 44_100, 48_000])
def test_another_rate_takes_as_long(rate_hz: int) -> None:
    second = array("h", [round(at / 10) for at in range(rate_hz)])

    clip = read_samples(second.tobytes(), rate_hz)

    assert clip is not None
    assert clip.length_s == pytest.approx(1.0, abs=0.001)
    assert clip.samples[RATE_HZ // 2] == pytest.approx(second[rate_hz // 2], abs=2)


def test_more_than_a_minute_is_cut_off() -> None:
    clip = read_samples(bytes(2 * 61 * RATE_HZ), RATE_HZ)

    assert clip is not None
    assert clip.length_s == 60.0


def test_silence_around_is_left_out() -> None:
    silence = array("h", [0] * RATE_HZ)
    tone = array("h", [5000] * RATE_HZ)

    clip = trimmed(Clip(silence + tone + silence))

    assert clip is not None
    assert clip.length_s == pytest.approx(1.02, abs=0.001)


def test_silence_alone_is_none() -> None:
    assert trimmed(Clip(array("h", [0, 100, -100]))) is None
