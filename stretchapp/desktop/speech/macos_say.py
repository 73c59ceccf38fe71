"""The voices of macOS, through its program ``say``."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.clip import RATE_HZ, read_wav, trim_silence
from stretchapp.desktop.speech.engine import Voice
from stretchapp.desktop.speech.run_program import output_of

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.engine import SpeechSettings

# "Daniel              en_GB    # Hello! My name is Daniel."
_LISTED_VOICE = re.compile(r"(?P<name>\S.*?)\s+(?P<language>[a-z]{2,3}[_-]\w+)\s+#.*")


class Say:
    """The program ``say``."""

    name = "say"

    def __init__(self, program: str) -> None:
        """Use the program at a path."""
        self._program = program

    def voices(self) -> list[Voice]:
        """Return the voices."""
        lines = output_of([self._program, "-v", "?"]).decode("utf-8", "replace").splitlines()
        return [
            Voice(
                key=f"{self.name}:{voice['name']}",
                name=voice["name"],
                language=voice["language"].replace("_", "-").lower(),
            )
            for line in lines
            if (voice := _LISTED_VOICE.fullmatch(line))
        ]

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return a text as sound, or None if that fails."""
        with tempfile.TemporaryDirectory(prefix="stretchapp-") as folder:
            path = Path(folder, "speech.wav")
            output_of(self.command(path, voice, settings), text)
            clip = read_wav(path.read_bytes()) if path.exists() else None
        return None if clip is None else trim_silence(clip)

    def command(self, path: Path, voice: str, settings: SpeechSettings) -> list[str]:
        """Return the command that writes its standard input as sound to ``path``."""
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
