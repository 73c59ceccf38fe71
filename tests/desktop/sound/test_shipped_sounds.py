"""The shipped sounds: made by the script, soft, low, short and distinct."""

from __future__ import annotations

from itertools import combinations
from math import cos, log10, pi
from typing import TYPE_CHECKING, get_args

import pytest

from stretchapp.base.paths import shipped_assets
from stretchapp.desktop.sound import shipped_sounds as sounds
from stretchapp.desktop.sound.clip import LOUDEST, RATE_HZ, Clip
from stretchapp.desktop.sound.shipped_sounds import SoundName, shipped_sound
from tests.assets.sounds import SOUNDS, main, samples_of

if TYPE_CHECKING:
    from pathlib import Path

NAMES: tuple[SoundName, ...] = get_args(SoundName)
LOW_HZ = range(100, 700, 10)
ALL_HZ = range(100, 4000, 10)


@pytest.fixture(params=NAMES)
def clip(request: pytest.FixtureRequest) -> Clip:
    """Each of the sounds."""
    clip = shipped_sound(request.param)
    assert clip is not None
    return clip


def power_at(clip: Clip, hz: int) -> float:
    """Return the power of a frequency in a clip, by the Goertzel algorithm."""
    factor = 2.0 * cos(2.0 * pi * hz / RATE_HZ)
    previous = latest = 0.0
    for sample in clip.samples:
        previous, latest = latest, sample + factor * latest - previous
    return latest**2 + previous**2 - factor * latest * previous


def decibels(level: float) -> float:
    """Return a level relative to the highest possible one."""
    return 20.0 * log10(level / LOUDEST)


@pytest.mark.parametrize("name", NAMES)
def test_are_made_by_the_script(name: SoundName) -> None:
    clip = shipped_sound(name)

    assert clip is not None
    assert len(clip.samples) == len(samples_of(SOUNDS[name]))
    # The sine of another machine may differ in its last digit.
    assert clip.samples == pytest.approx(samples_of(SOUNDS[name]), abs=1)


def test_can_be_read_from_the_files_that_the_script_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(tmp_path / "sounds")
    monkeypatch.setattr(sounds, "shipped_assets", lambda: tmp_path)

    assert {path.stem for path in (tmp_path / "sounds").iterdir()} == set(NAMES)
    assert shipped_sound("start") == Clip(samples_of(SOUNDS["start"]))


def test_may_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "shipped_assets", lambda: tmp_path)

    assert shipped_sound("start") is None


def test_have_no_other_files_beside_them() -> None:
    files = {path.stem for path in (shipped_assets() / "sounds").iterdir()}

    assert files == set(NAMES)


def test_are_short(clip: Clip) -> None:
    assert 0.1 <= clip.length_s < 0.6


def test_are_soft(clip: Clip) -> None:
    assert -16.0 < decibels(max(map(abs, clip.samples))) < -11.9


def test_are_low(clip: Clip) -> None:
    low = sum(power_at(clip, hz) for hz in LOW_HZ)

    assert low / sum(power_at(clip, hz) for hz in ALL_HZ) > 0.95


def test_start_and_end_softly(clip: Clip) -> None:
    millisecond = RATE_HZ // 1000
    samples = clip.samples

    assert max(map(abs, samples[:millisecond])) < 400
    assert max(map(abs, samples[-5 * millisecond :])) < 100


def test_are_distinct() -> None:
    for one, other in combinations(NAMES, 2):
        melodies = [
            [(note.start_s, note.pitch_hz) for note in SOUNDS[name]] for name in (one, other)
        ]
        assert melodies[0] != melodies[1], (one, other)
