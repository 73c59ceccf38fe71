"""The voice of macOS, through its program ``say``."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.clip import RATE_HZ, read_wav, trimmed
from stretchapp.desktop.speech.run_program import output_of
from stretchapp.desktop.speech.speaker import Voice

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.speaker import SpeechSettings

# "Daniel              en_GB    # Hello! My name is Daniel."
_LISTED = re.compile(r"(?P<name>\S.*?)\s+(?P<language>[a-z]{2,3}[_-]\w+)\s+#.*")


class Say:
    """The program ``say``."""

    name = "say"

    def __init__(self, program: str) -> None:
        """Take the path of the program."""
        self._program = program

    def voices(self) -> list[Voice]:
        """Return its voices."""
        lines = output_of([self._program, "-v", "?"]).decode("utf-8", "replace").splitlines()
        return [
            Voice(
                key=f"{self.name}:{found['name']}",
                name=found["name"],
                language=found["language"].replace("_", "-").lower(),
            )
            for line in lines
            if (found := _LISTED.fullmatch(line))
        ]

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return ``text`` as sound."""
        with tempfile.TemporaryDirectory(prefix="stretchapp-") as folder:
            path = Path(folder, "speech.wav")
            output_of(self.command(path, voice, settings), text)
            clip = read_wav(path.read_bytes()) if path.exists() else None
        return None if clip is None else trimmed(clip)

    def command(self, path: Path, voice: str, settings: SpeechSettings) -> list[str]:
        """Return the command that writes what it reads to ``path`` as sound."""
        return [
            self._program,
            *(["-v", voice] if voice and not voice.startswith("-") else []),
            "-r",
            str(settings.words_per_minute),
            "-o",
            str(path),
            "--file-format=WAVE",
            f"--data-format=LEI16@{RATE_HZ}",
            "-f",
            "-",
        ]
