"""The voice of Windows: SAPI, through PowerShell."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.clip import RATE_HZ, read_wav, trimmed
from stretchapp.desktop.speech.run_program import output_of
from stretchapp.desktop.speech.speaker import Voice

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.speaker import SpeechSettings

# SAPI's own rates go from -10 to 10; it speaks about so fast at 0, and 3 times faster at 10.
_OWN_WPM = 170
_WPM_FOR_ONE = 17

_START = """\
$ErrorActionPreference = 'Stop'
[Console]::InputEncoding = [Console]::OutputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Speech
$speaker = New-Object System.Speech.Synthesis.SpeechSynthesizer
"""

_LIST = (
    _START
    + """\
foreach ($voice in $speaker.GetInstalledVoices()) {
    if ($voice.Enabled) { "$($voice.VoiceInfo.Culture.Name)`t$($voice.VoiceInfo.Name)" }
}
"""
)

# The choices come as variables of the environment and the text as input: none of it is code.
_SPEAK = (
    _START
    + f"""\
$format = New-Object System.Speech.AudioFormat.SpeechAudioFormatInfo({RATE_HZ}, 'Sixteen', 'Mono')
if ($env:STRETCHAPP_VOICE) {{ $speaker.SelectVoice($env:STRETCHAPP_VOICE) }}
$speaker.Rate = [int]$env:STRETCHAPP_RATE
$speaker.SetOutputToWaveFile($env:STRETCHAPP_FILE, $format)
$speaker.Speak([Console]::In.ReadToEnd())
$speaker.Dispose()
"""
)


class Sapi:
    """The voices of Windows."""

    name = "sapi"

    def __init__(self, powershell: str) -> None:
        """Take the path of PowerShell."""
        self._powershell = powershell

    def voices(self) -> list[Voice]:
        """Return the installed voices."""
        lines = output_of(self.command(_LIST)).decode("utf-8-sig", "replace").splitlines()
        rows = [line.strip().split("\t") for line in lines if "\t" in line]
        return [
            Voice(key=f"{self.name}:{name}", name=name, language=language.lower())
            for language, name in rows
        ]

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return ``text`` as sound."""
        with tempfile.TemporaryDirectory(prefix="stretchapp-") as folder:
            path = Path(folder, "speech.wav")
            output_of(self.command(_SPEAK), text, environ=self.choices(path, voice, settings))
            clip = read_wav(path.read_bytes()) if path.exists() else None
        return None if clip is None else trimmed(clip)

    def command(self, script: str) -> list[str]:
        """Return the command that runs one of the scripts above."""
        return [self._powershell, "-NoProfile", "-NonInteractive", "-Command", script]

    def choices(self, path: Path, voice: str, settings: SpeechSettings) -> dict[str, str]:
        """Return what the script reads from the environment."""
        rate = round((settings.words_per_minute - _OWN_WPM) / _WPM_FOR_ONE)
        return {
            "STRETCHAPP_VOICE": voice,
            "STRETCHAPP_RATE": str(max(-10, min(rate, 10))),
            "STRETCHAPP_FILE": str(path),
        }
