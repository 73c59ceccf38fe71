"""Makes the sounds of the app: ``python -m tests.assets.sounds [FOLDER]``.

Soft and low, so that nobody starts and nobody sleeping beside wakes: bells of a few partials, the
louder the lower, that swell within 15 ms and fade. Each has a melody of its own. The same numbers
make the same files.
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
"""How many times the fundamental, and how loud; those above the first fade sooner."""


class Note(NamedTuple):
    """A tone.

    Attributes:
        begin_s: When it begins.
        pitch_hz: Its fundamental.
        length_s: When it is over.
        loudness: Among the notes of its sound.
    """

    begin_s: float
    pitch_hz: float
    length_s: float
    loudness: float = 1.0


D4, E4, G4, A4, C5, D5 = 293.66, 329.63, 392.0, 440.0, 523.25, 587.33

SOUNDS: dict[SoundName, tuple[Note, ...]] = {
    # One tone upwards: begin.
    "start": (Note(0.0, A4, 0.3), Note(0.12, D5, 0.43)),
    # One tone alone.
    "halfway": (Note(0.0, G4, 0.4),),
    # One tone downwards: let go.
    "end": (Note(0.0, D5, 0.3), Note(0.12, A4, 0.43)),
    # To and fro: the other side.
    "change": (Note(0.0, E4, 0.22), Note(0.15, C5, 0.25), Note(0.3, E4, 0.28)),
    # As short as can be heard.
    "count": (Note(0.0, C5, 0.12, 0.7),),
    # A chord that opens.
    "finish": (Note(0.0, D4, 0.58), Note(0.1, G4, 0.48), Note(0.2, C5, 0.38)),
}


def samples_of(notes: tuple[Note, ...]) -> array[int]:
    """Return the samples of a sound, at ``RATE_HZ``."""
    length_s = max(note.begin_s + note.length_s for note in notes)
    values = [0.0] * round(length_s * RATE_HZ)
    for note in notes:
        first = round(note.begin_s * RATE_HZ)
        for index in range(min(round(note.length_s * RATE_HZ), len(values) - first)):
            values[first + index] += note.loudness * _tone(note, index / RATE_HZ)
    loudest = max(map(abs, values))
    loudest_note = max(note.loudness for note in notes)
    scale = LOUDEST * 10 ** (PEAK_DB / 20.0) * loudest_note / loudest
    return array("h", [round(scale * value) for value in values])


def _tone(note: Note, at_s: float) -> float:
    left_s = note.length_s - at_s
    swell = 0.5 - 0.5 * math.cos(math.pi * min(at_s / SWELL_S, 1.0))
    fade = 0.5 - 0.5 * math.cos(math.pi * min(left_s / FADE_S, 1.0))
    sum_of_partials = sum(
        loudness
        * math.exp(-3.0 * factor * at_s / note.length_s)
        * math.sin(2.0 * math.pi * factor * note.pitch_hz * at_s)
        for factor, loudness in PARTIALS
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
