"""Mixing clips into one stream of samples."""

from __future__ import annotations

from array import array
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis.strategies import floats, integers, lists

from stretchapp.desktop.sound.clip import LOUDEST, RATE_HZ, Clip
from stretchapp.desktop.sound.mixer import FADE_S, MAX_DELAY_S, Mixer

BLOCK = 441
BLOCK_S = BLOCK / RATE_HZ


def a_clip(length_s: float = 0.1, level: int = 10_000) -> Clip:
    """Return a clip of constant level."""
    return Clip(array("h", [level] * round(length_s * RATE_HZ)))


def read(mixer: Mixer, blocks: int, *, now_s: float = 0.0) -> list[int]:
    """Return the samples of some blocks, with zeros for silence."""
    mixed: list[int] = []
    for number in range(blocks):
        block = array("h")
        block.frombytes(mixer.read(BLOCK, now_s + number * BLOCK_S) or bytes(2 * BLOCK))
        assert len(block) == BLOCK
        mixed.extend(block)
    return mixed


@pytest.fixture
def mixer() -> Mixer:
    return Mixer()


def test_without_clips_there_is_silence(mixer: Mixer) -> None:
    assert mixer.read(BLOCK, 0.0) == b""
    assert not mixer.is_busy(0.0)


def test_a_clip_plays_once(mixer: Mixer) -> None:
    mixer.play(a_clip(), 1.0, 0.0)

    mixed = read(mixer, 12)

    assert max(mixed) == 8_000
    assert mixed[: RATE_HZ // 10].count(0) <= 2
    assert not any(mixed[RATE_HZ // 10 :])
    assert not mixer.is_busy(0.0)


@given(integers(1, 5000), floats(0.0, 1.0))
def test_no_clip_starts_or_ends_with_a_click(count: int, volume: float) -> None:
    mixer = Mixer()
    mixer.play(Clip(array("h", [LOUDEST] * count)), volume, 0.0)

    mixed = [0, *read(mixer, 13), 0]

    assert max(abs(after - before) for before, after in pairwise(mixed)) <= LOUDEST / (
        FADE_S * RATE_HZ
    )


def test_a_stop_fades_out(mixer: Mixer) -> None:
    mixer.play(a_clip(1.0), 1.0, 0.0)
    before = read(mixer, 3)
    mixer.stop()
    after = read(mixer, 3)

    assert max(abs(a - b) for a, b in pairwise([*before[1000:], *after])) < 100
    assert not any(after[round(FADE_S * RATE_HZ) + 1 :])


def test_a_stop_drops_clips_that_have_not_started(mixer: Mixer) -> None:
    mixer.play(a_clip(), 1.0, 0.0)
    mixer.stop()

    assert not any(read(mixer, 12))


def test_half_the_volume_is_a_quarter_of_the_level(mixer: Mixer) -> None:
    mixer.play(a_clip(), 0.5, 0.0)

    assert max(read(mixer, 12)) == 2_000


@pytest.mark.parametrize("volume", [1.0, 7.0])
def test_two_clips_at_once_are_added(volume: float, mixer: Mixer) -> None:
    for level in (10_000, 5_000):
        mixer.play(a_clip(level=level), volume, 0.0)

    assert max(read(mixer, 12)) == 12_000


@given(lists(integers(-LOUDEST, LOUDEST), min_size=1, max_size=6))
def test_many_clips_stay_within_the_range_of_samples(levels: list[int]) -> None:
    mixer = Mixer()
    for level in levels:
        mixer.play(a_clip(level=level), 1.0, 0.0)

    assert all(abs(value) <= LOUDEST for value in read(mixer, 12))


@pytest.mark.parametrize("after_s", [0.0, 0.004, 0.012, 0.019])
def test_every_clip_is_delayed_by_the_same_time(after_s: float, mixer: Mixer) -> None:
    mixer.read(BLOCK, 100.0)
    mixer.play(a_clip(), 1.0, 100.0 + after_s)

    mixed = read(mixer, 12, now_s=100.0 + BLOCK_S)

    first = next(index for index, value in enumerate(mixed) if value)
    assert first / RATE_HZ == pytest.approx(after_s, abs=0.0015)


def test_a_clip_that_could_not_start_in_time_is_dropped(mixer: Mixer) -> None:
    mixer.play(a_clip(), 1.0, 0.0)
    assert mixer.is_busy(MAX_DELAY_S)

    assert not mixer.is_busy(MAX_DELAY_S + 0.01)
    assert not any(read(mixer, 12, now_s=MAX_DELAY_S + 0.01))


def test_a_clip_that_has_started_is_not_dropped(mixer: Mixer) -> None:
    mixer.play(a_clip(1.0), 1.0, 0.0)
    mixer.read(BLOCK, 0.0)

    assert mixer.is_busy(60.0)


def test_all_clips_can_be_dropped(mixer: Mixer) -> None:
    mixer.play(a_clip(), 1.0, 0.0)
    mixer.drop_all()

    assert not any(read(mixer, 12))
