"""The speaker of this machine: its speech engines, and the text that is safe for them.

Rendering a sentence takes 10 ms with espeak-ng and longer with other engines, so a worker does it
before the sentence is due; see ``render_ahead``.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from stretchapp.base.i18n import N_, _
from stretchapp.desktop.speech.espeak import Espeak
from stretchapp.desktop.speech.macos_say import Say
from stretchapp.desktop.speech.piper import Piper, find_models
from stretchapp.desktop.speech.windows_sapi import Sapi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.engine import Engine, SpeechSettings, Voice

MAX_TEXT_LENGTH = 600

NO_VOICE = {
    "linux": N_(
        "There is no voice on this computer. To get one, type: sudo apt-get install espeak-ng"
    ),
    "darwin": N_("The program 'say' of macOS was not found, so there is no voice."),
    "win32": N_("PowerShell was not found, so there is no voice."),
}
"""Why there is no voice and how to get one, by platform; others have the text of Linux."""

# Some engines read these as commands or sounds: [[...]] in espeak-ng and say, <...> in SAPI.
_UNSAFE = str.maketrans(dict.fromkeys("[]<>{}|\\^~`", " "))


class Speaker(Protocol):
    """Turns sentences into sound. Its methods may block, so call them in a worker."""

    @property
    def missing(self) -> str:
        """Why there is no voice and how to get one, in sentences; empty if there is one."""
        ...

    def voices(self) -> list[Voice]:
        """Return the voices, grouped by engine."""
        ...

    def render(self, text: str, settings: SpeechSettings) -> Clip | None:
        """Return ``text`` as sound, or None if that fails."""
        ...


class NoSpeaker:
    """The null object for machines without an engine."""

    def __init__(self, platform: str) -> None:
        """Explain why there is no voice on a platform."""
        self._platform = platform

    @property
    def missing(self) -> str:
        """Why there is no voice and how to get one."""
        return _(NO_VOICE.get(self._platform, NO_VOICE["linux"]))

    def voices(self) -> list[Voice]:
        """Return no voices."""
        return []

    def render(self, text: str, settings: SpeechSettings) -> None:
        """Return nothing."""


class EngineSpeaker:
    """Speaks with the engines of this machine; the first one has the default voice."""

    missing = ""

    def __init__(self, engines: Sequence[Engine]) -> None:
        """Use at least one engine; no program is started yet."""
        self._engines = engines

    def voices(self) -> list[Voice]:
        """Return the voices of all engines."""
        return [voice for engine in self._engines for voice in engine.voices()]

    def render(self, text: str, settings: SpeechSettings) -> Clip | None:
        """Return ``text`` as sound; the default voice speaks if the chosen one fails."""
        line = speakable(text)
        if not line:
            return None
        name, _, voice = settings.voice.partition(":")
        for engine in self._engines:
            if engine.name == name:
                clip = engine.render(line, voice, settings)
                if clip is not None:
                    return clip
        return self._engines[0].render(line, "", settings)


def find_speaker(environ: Mapping[str, str], platform: str = sys.platform) -> Speaker:
    """Return the speaker of this machine, without starting a program.

    Args:
        environ: The environment variables; engines are searched for in its PATH.
        platform: As in ``sys.platform``.
    """
    engines = list(_find_engines(environ, platform))
    return EngineSpeaker(engines) if engines else NoSpeaker(platform)


def speakable(text: str) -> str:
    """Return ``text`` as one line of limited length, without characters that engines interpret."""
    letters = "".join(
        " " if unicodedata.category(letter).startswith("C") else letter
        for letter in text.translate(_UNSAFE)
    )
    line = " ".join(letters.split())
    if len(line) <= MAX_TEXT_LENGTH:
        return line
    return line[:MAX_TEXT_LENGTH].rpartition(" ")[0] or line[:MAX_TEXT_LENGTH]


def _find_engines(environ: Mapping[str, str], platform: str) -> Iterable[Engine]:
    path = environ.get("PATH", os.defpath)
    if platform == "darwin" and (say := shutil.which("say", path=path)):
        yield Say(say)
    if platform == "win32" and (powershell := shutil.which("powershell", path=path)):
        yield Sapi(powershell)
    if espeak := shutil.which("espeak-ng", path=path):
        yield Espeak(espeak)
    if piper := shutil.which("piper", path=path):
        models = find_models(_piper_folders(environ))
        if models:
            yield Piper(piper, models)


def _piper_folders(environ: Mapping[str, str]) -> list[Path]:
    home = environ.get("HOME", "")
    data = environ.get("XDG_DATA_HOME", "") or (f"{home}/.local/share" if home else "")
    roots = [data, "/usr/local/share", "/usr/share"]
    return [Path(root, "piper-voices") for root in roots if Path(root).is_absolute()]
