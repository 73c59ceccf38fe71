"""The voices of Windows: SAPI, through PowerShell."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.desktop.sound.clip import RATE_HZ, read_wav, trim_silence
from stretchapp.desktop.speech.engine import Voice
from stretchapp.desktop.speech.run_program import output_of

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.engine import SpeechSettings

_DEFAULT_WPM = 170
_WPM_PER_STEP = 17
"""SAPI's rates go from -10 to 10; 0 is about 170 words per minute, and 10 about twice as many."""

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

# The parameters are environment variables and the text is the input, so neither is run as code.
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
        """Use the PowerShell at a path."""
        self._powershell = powershell

    def voices(self) -> list[Voice]:
        """Return the voices."""
        lines = output_of(self.command(_LIST)).decode("utf-8-sig", "replace").splitlines()
        rows = [line.strip().split("\t") for line in lines if "\t" in line]
        return [
            Voice(key=f"{self.name}:{name}", name=name, language=language.lower())
            for language, name in rows
        ]

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return a text as sound, or None if that fails."""
        with tempfile.TemporaryDirectory(prefix="stretchapp-") as folder:
            path = Path(folder, "speech.wav")
            output_of(self.command(_SPEAK), text, environ=self.parameters(path, voice, settings))
            clip = read_wav(path.read_bytes()) if path.exists() else None
        return None if clip is None else trim_silence(clip)

    def command(self, script: str) -> list[str]:
        """Return the command that runs a script."""
        return [self._powershell, "-NoProfile", "-NonInteractive", "-Command", script]

    def parameters(self, path: Path, voice: str, settings: SpeechSettings) -> dict[str, str]:
        """Return the environment variables that the script reads."""
        rate = round((settings.words_per_minute - _DEFAULT_WPM) / _WPM_PER_STEP)
        return {
            "STRETCHAPP_VOICE": voice,
            "STRETCHAPP_RATE": str(max(-10, min(rate, 10))),
            "STRETCHAPP_FILE": str(path),
        }
