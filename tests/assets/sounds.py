"""Makes the sounds of the app: ``python -m tests.assets.sounds [FOLDER]``.

They are soft and low, so that they startle nobody and do not wake a partner: bells of a few
partials, the lower ones louder, that swell within 15 ms and fade out. Each sound has its own
melody. The files are the same on every run.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stretchapp.base.paths import shipped_assets
from stretchapp.desktop.sound.clip import LOUDEST, RATE_HZ, SAMPLE_BYTES

if TYPE_CHECKING:
    from stretchapp.desktop.sound.shipped_sounds import SoundName

PEAK_DB = -12.0
SWELL_S = 0.015
FADE_S = 0.06

PARTIALS = ((1.0, 1.0), (2.0, 0.22), (3.0, 0.06))
"""The frequency of each partial as a multiple of the fundamental, and its level; higher partials
fade sooner."""


class Note(NamedTuple):
    """A tone.

    Attributes:
        start_s: The start within the sound.
        pitch_hz: The fundamental.
        length_s: The length.
        level: The level relative to the other notes.
    """

    start_s: float
    pitch_hz: float
    length_s: float
    level: float = 1.0


D4, E4, G4, A4, C5, D5 = 293.66, 329.63, 392.0, 440.0, 523.25, 587.33

SOUNDS: dict[SoundName, tuple[Note, ...]] = {
    # A step upwards: start.
    "start": (Note(0.0, A4, 0.3), Note(0.12, D5, 0.43)),
    # A single tone.
    "halfway": (Note(0.0, G4, 0.4),),
    # A step downwards: let go.
    "end": (Note(0.0, D5, 0.3), Note(0.12, A4, 0.43)),
    # Up and down again: the other side.
    "change": (Note(0.0, E4, 0.22), Note(0.15, C5, 0.25), Note(0.3, E4, 0.28)),
    # As short as possible.
    "count": (Note(0.0, C5, 0.12, 0.7),),
    # A chord that builds up.
    "finish": (Note(0.0, D4, 0.58), Note(0.1, G4, 0.48), Note(0.2, C5, 0.38)),
}


def samples_of(notes: tuple[Note, ...]) -> array[int]:
    """Return the samples of a sound, at ``RATE_HZ``."""
    length_s = max(note.start_s + note.length_s for note in notes)
    values = [0.0] * round(length_s * RATE_HZ)
    for note in notes:
        first = round(note.start_s * RATE_HZ)
        for index in range(min(round(note.length_s * RATE_HZ), len(values) - first)):
            values[first + index] += note.level * _tone(note, index / RATE_HZ)
    peak = max(map(abs, values))
    level = max(note.level for note in notes)
    scale = LOUDEST * 10 ** (PEAK_DB / 20.0) * level / peak
    return array("h", [round(scale * value) for value in values])


def _tone(note: Note, at_s: float) -> float:
    left_s = note.length_s - at_s
    swell = 0.5 - 0.5 * math.cos(math.pi * min(at_s / SWELL_S, 1.0))
    fade = 0.5 - 0.5 * math.cos(math.pi * min(left_s / FADE_S, 1.0))
    sum_of_partials = sum(
        level
        * math.exp(-3.0 * factor * at_s / note.length_s)
        * math.sin(2.0 * math.pi * factor * note.pitch_hz * at_s)
        for factor, level in PARTIALS
    )
    return swell * fade * sum_of_partials


def main(folder: Path) -> None:
    """Write the sounds into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        samples = samples_of(notes)
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(SAMPLE_BYTES)
            file.setframerate(RATE_HZ)
            file.writeframes(samples.tobytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped_assets() / "sounds")
