"""espeak-ng: a small engine in every distribution, fast enough to need 10 ms for a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.clip import read_wav, trim_silence
from stretchapp.desktop.speech.engine import Voice
from stretchapp.desktop.speech.run_program import output_of

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.engine import SpeechSettings

_VOICE_ID = re.compile(r"[a-z][\w+-]*", re.ASCII | re.IGNORECASE)
"""Safe ids: with a slash they would be paths, with a leading hyphen options."""

_MBROLA = "mb/"
"""The start of the file names of mbrola voices, which espeak-ng lists even if not installed."""

_COLUMNS = 5
_MAX_PITCH = 99


class Espeak:
    """The program espeak-ng."""

    name = "espeak-ng"

    def __init__(self, program: str) -> None:
        """Use the program at a path."""
        self._program = program

    def voices(self) -> list[Voice]:
        """Return the voices, English ones first."""
        lines = output_of([self._program, "--voices"]).decode("utf-8", "replace").splitlines()
        rows = [line.split(maxsplit=_COLUMNS) for line in lines[1:]]
        voices = [
            Voice(
                key=f"{self.name}:{row[1]}", name=row[3].replace("_", " "), language=row[1].lower()
            )
            for row in rows
            if len(row) >= _COLUMNS and not row[4].startswith(_MBROLA)
        ]
        # Of several voices with the same id, the first is the one that the id selects.
        unique = {voice.key: voice for voice in reversed(voices)}
        return sorted(
            unique.values(),
            key=lambda voice: (not voice.language.startswith("en"), voice.language),
        )

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return a text as sound, or None if that fails."""
        voice_id = voice or settings.language
        if not _VOICE_ID.fullmatch(voice_id):
            return None
        speed, pitch = settings.words_per_minute, min(settings.pitch, _MAX_PITCH)
        # "-b 1": the input is UTF-8. "-z": no pause at the end.
        options = ["-b", "1", "-z", "-v", voice_id, "-s", f"{speed}", "-p", f"{pitch}"]
        clip = read_wav(output_of([self._program, "--stdin", "--stdout", *options], text))
        return None if clip is None else trim_silence(clip)
