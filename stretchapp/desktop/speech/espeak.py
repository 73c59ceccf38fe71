"""espeak-ng: small, quick (10 ms for a sentence), and in every distribution."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.clip import read_wav, trimmed
from stretchapp.desktop.speech.run_program import output_of
from stretchapp.desktop.speech.speaker import Voice

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.speaker import SpeechSettings

# A name with a slash would be a path, one with a leading hyphen an option.
_NAME = re.compile(r"[a-z][\w+-]*", re.ASCII | re.IGNORECASE)

# espeak-ng lists the voices of mbrola too, installed or not.
_NEEDS_MBROLA = "mb/"
_COLUMNS = 5
_HIGHEST_PITCH = 99


class Espeak:
    """The program espeak-ng."""

    name = "espeak-ng"

    def __init__(self, program: str) -> None:
        """Take the path of the program."""
        self._program = program

    def voices(self) -> list[Voice]:
        """Return its voices, those in English first."""
        lines = output_of([self._program, "--voices"]).decode("utf-8", "replace").splitlines()
        rows = [line.split(maxsplit=_COLUMNS) for line in lines[1:]]
        voices = [
            # A language may have several voices of the same name; the first is the one it means.
            Voice(
                key=f"{self.name}:{row[1]}", name=row[3].replace("_", " "), language=row[1].lower()
            )
            for row in rows
            if len(row) >= _COLUMNS and not row[4].startswith(_NEEDS_MBROLA)
        ]
        unique = {voice.key: voice for voice in reversed(voices)}
        return sorted(
            unique.values(),
            key=lambda voice: (not voice.language.startswith("en"), voice.language),
        )

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return ``text`` as sound."""
        name = voice or settings.language
        if not _NAME.fullmatch(name):
            return None
        command = [
            self._program,
            "--stdin",
            "--stdout",
            "-b",
            "1",
            "-z",
            "-v",
            name,
            "-s",
            str(settings.words_per_minute),
            "-p",
            str(min(settings.pitch, _HIGHEST_PITCH)),
        ]
        clip = read_wav(output_of(command, text))
        return None if clip is None else trimmed(clip)
