"""Speech: sentences rendered to sound before they are due, by whatever voice the machine has.

Rendering takes some milliseconds with espeak-ng and longer with others, so it is done ahead by a
worker (``speech_ahead``). Here is what a voice is, how one is found, and what is safe to be said.
"""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from stretchapp.desktop.sound.clip import Clip

SLOWEST_WPM, FASTEST_WPM = 80, 300
LOWEST_PITCH, HIGHEST_PITCH = 0, 100
LONGEST_TEXT = 600

NO_VOICE = {
    "linux": "There is no voice on this computer. To get one, type: sudo apt-get install espeak-ng",
    "darwin": "The program 'say' of macOS was not found, so there is no voice.",
    "win32": "PowerShell was not found, so there is no voice.",
}

# Some engines take these for commands or sounds: [[...]] for espeak-ng and say, <...> for SAPI.
_UNSAFE = str.maketrans(dict.fromkeys("[]<>{}|\\^~`", " "))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechSettings:
    """How sentences are said. How loud is up to the player of sounds.

    Attributes:
        voice: The key of a ``Voice``; empty, or one that has gone, for the usual one.
        language: What the usual voice speaks, such as "en" or "en-gb".
        words_per_minute: From ``SLOWEST_WPM`` to ``FASTEST_WPM``.
        pitch: From ``LOWEST_PITCH`` to ``HIGHEST_PITCH``; 50 is the voice's own. Only espeak-ng
            can change it.
    """

    voice: str = ""
    language: str = "en"
    words_per_minute: int = 150
    pitch: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who can speak.

    Attributes:
        key: Names the engine and the voice, for the settings.
        name: For people.
        language: Such as "en-gb".
    """

    key: str
    name: str
    language: str


class Speaker(Protocol):
    """What turns sentences into sound. Its methods may wait; call them in a worker.

    Attributes:
        missing: What to install so that there is a voice; empty where there is one.
    """

    missing: str

    def voices(self) -> list[Voice]:
        """Return who can speak, grouped by engine."""
        ...

    def render(self, text: str, settings: SpeechSettings) -> Clip | None:
        """Return ``text`` as sound, or None if that cannot be had."""
        ...


class Engine(Protocol):
    """A program that speaks.

    Attributes:
        name: What the keys of its voices begin with.
    """

    name: str

    def voices(self) -> list[Voice]:
        """Return who can speak; none if the program does not work."""
        ...

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return a text that is safe as sound.

        Args:
            text: One line, not empty.
            voice: The key of one of this engine's voices, without its name; empty for the one of
                the language.
            settings: The rest; the voice that they name is not looked at.
        """
        ...


class NoSpeaker:
    """Nobody is there to speak."""

    def __init__(self, missing: str = NO_VOICE["linux"]) -> None:
        """Say what to install."""
        self.missing = missing

    def voices(self) -> list[Voice]:
        """Return nobody."""
        return []

    def render(self, text: str, settings: SpeechSettings) -> None:
        """Return nothing."""


class EngineSpeaker:
    """Speaks through the engines of this machine, the first of which is the usual one."""

    missing = ""

    def __init__(self, engines: Sequence[Engine]) -> None:
        """Take at least one engine; none is started yet."""
        self._engines = engines

    def voices(self) -> list[Voice]:
        """Return the voices of all engines."""
        return [voice for engine in self._engines for voice in engine.voices()]

    def render(self, text: str, settings: SpeechSettings) -> Clip | None:
        """Return ``text`` as sound; where the chosen voice has gone the usual one speaks."""
        words = speakable(text)
        if not words:
            return None
        name, _, voice = settings.voice.partition(":")
        for engine in self._engines:
            if engine.name == name:
                clip = engine.render(words, voice, settings)
                if clip is not None:
                    return clip
        return self._engines[0].render(words, "", settings)


def find_speaker(
    environ: Mapping[str, str], piper_folders: Iterable[Path] = (), platform: str = sys.platform
) -> Speaker:
    """Return who speaks on this machine. Nothing is started to find that out.

    Args:
        environ: The environment variables; programs are looked for in its PATH.
        piper_folders: Where voices for piper may lie, beside the usual places.
        platform: As ``sys.platform`` has it.
    """
    path = environ.get("PATH", os.defpath)
    engines = list(_engines(path, [*piper_folders, *_usual_piper_folders(environ)], platform))
    return (
        EngineSpeaker(engines) if engines else NoSpeaker(NO_VOICE.get(platform, NO_VOICE["linux"]))
    )


def speakable(text: str) -> str:
    """Return ``text`` as one line without anything that an engine takes for something else."""
    letters = "".join(
        " " if unicodedata.category(letter).startswith("C") else letter
        for letter in text.translate(_UNSAFE)
    )
    line = " ".join(letters.split())
    if len(line) <= LONGEST_TEXT:
        return line
    return line[:LONGEST_TEXT].rpartition(" ")[0] or line[:LONGEST_TEXT]


def _engines(path: str, piper_folders: list[Path], platform: str) -> Iterable[Engine]:
    # Imported here: a machine has only one or two of them.
    if platform == "darwin" and (say := shutil.which("say", path=path)):
        from stretchapp.desktop.speech.macos_say import Say

        yield Say(say)
    if platform == "win32" and (powershell := shutil.which("powershell", path=path)):
        from stretchapp.desktop.speech.windows_sapi import Sapi

        yield Sapi(powershell)
    if espeak := shutil.which("espeak-ng", path=path):
        from stretchapp.desktop.speech.espeak import Espeak

        yield Espeak(espeak)
    if piper := shutil.which("piper", path=path):
        from stretchapp.desktop.speech.piper import Piper, piper_models

        if models := piper_models(piper_folders):
            yield Piper(piper, models)


def _usual_piper_folders(environ: Mapping[str, str]) -> list[Path]:
    home = environ.get("HOME", "")
    data = environ.get("XDG_DATA_HOME", "") or f"{home}/.local/share"
    roots = [data, "/usr/local/share", "/usr/share"]
    return [Path(root, "piper-voices") for root in roots if Path(root).is_absolute()]
