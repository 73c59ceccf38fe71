"""Speech engines: what they are asked, and the voices that they offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from stretchapp.desktop.sound.clip import Clip


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechSettings:
    """How sentences are spoken; the volume is a matter of the sound player.

    Attributes:
        voice: The key of a ``Voice``; the default voice speaks if it is empty or unknown.
        language: The language of the default voice, such as "en" or "en-gb".
        words_per_minute: The speed; the settings allow 80 to 300.
        pitch: From 0 to 100; 50 is the voice's own. Only espeak-ng can change it.
    """

    voice: str = ""
    language: str = "en"
    words_per_minute: int = 150
    pitch: int = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """A voice of an engine.

    Attributes:
        key: The engine's name and the voice's id with a colon between them, for the settings.
        name: The name for the user.
        language: The language, such as "en-gb".
    """

    key: str
    name: str
    language: str


class Engine(Protocol):
    """A program that turns text into sound.

    Attributes:
        name: The part of its voices' keys before the colon.
    """

    name: str

    def voices(self) -> list[Voice]:
        """Return the voices; none if the program does not work."""
        ...

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return a text as sound, or None if that fails.

        Args:
            text: One line, cleaned by ``speakable`` and not empty.
            voice: The id of one of the engine's voices; empty for the default voice.
            settings: The other settings; their voice is ignored.
        """
        ...
