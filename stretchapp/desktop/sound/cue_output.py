"""What cues are said and sounded with: a voice that renders ahead, and the player of sounds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from stretchapp.desktop.sound.player import SoundPlayer
from stretchapp.desktop.sound.shipped_sounds import shipped_sound
from stretchapp.desktop.speech.render_ahead import RenderAhead
from stretchapp.desktop.speech.speaker import SpeechSettings, find_speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import Settings
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.sound.shipped_sounds import SoundName
    from stretchapp.desktop.speech.speaker import Voice

ALL = 100
"""Volumes are settings in percent."""


class CueOutput(Protocol):
    """Says sentences and plays sounds. Only ``voices`` and ``outputs`` may take their time."""

    @property
    def has_voice(self) -> bool:
        """Whether there is a voice on this machine."""
        ...

    @property
    def missing(self) -> str:
        """What to install to get a voice, as a sentence; empty where there is one."""
        ...

    @property
    def problem(self) -> str:
        """Why nothing was heard when it was last tried, as a sentence; empty if it was."""
        ...

    def change(self, settings: Settings) -> None:
        """Speak and play from now on as ``settings`` say."""
        ...

    def open(self) -> None:
        """Be ready to be heard without delay, as long as a session runs."""
        ...

    def close(self) -> None:
        """Let go of the output as soon as nothing is to be heard any more."""
        ...

    def prepare(self, texts: Iterable[str]) -> None:
        """Render sentences ahead, in this order."""
        ...

    def is_ready(self, text: str) -> bool:
        """Return whether a sentence can be said at once."""
        ...

    def length_of(self, text: str) -> float:
        """Return how many seconds a sentence takes; about, until it has been rendered.

        0 where it cannot be rendered.
        """
        ...

    def speak(self, text: str) -> None:
        """Say a sentence that is ready."""
        ...

    def sound(self, name: SoundName) -> None:
        """Play a sound."""
        ...

    def stop(self) -> None:
        """Fade out all that is to be heard."""
        ...

    def voices(self) -> list[Voice]:
        """Return who can speak; this starts programs."""
        ...

    def outputs(self) -> list[str]:
        """Return the names of the sound outputs; this asks the sound server."""
        ...


class MachineOutput:
    """The voice and the sound output of this machine."""

    def __init__(
        self, clock: Clock, settings: Settings, environ: Mapping[str, str] = os.environ
    ) -> None:
        """Start nothing yet.

        Args:
            clock: The clock.
            settings: How to speak and play.
            environ: Programs are looked for in its PATH.
        """
        self._speaker = find_speaker(environ)
        self._speech = RenderAhead(self._speaker, _speech_settings(settings))
        self._player = SoundPlayer(clock, settings.sound_output)
        self._volume = settings.volume / ALL
        self._sounds: dict[SoundName, Clip | None] = {}

    @property
    def has_voice(self) -> bool:
        """Whether there is a voice on this machine."""
        return not self._speaker.missing

    @property
    def missing(self) -> str:
        """What to install to get a voice; empty where there is one."""
        return self._speaker.missing

    @property
    def problem(self) -> str:
        """Why nothing was heard when it was last tried; empty if it was."""
        return self._player.problem

    def change(self, settings: Settings) -> None:
        """Speak and play from now on as ``settings`` say."""
        self._speech.change(_speech_settings(settings))
        self._player.choose(settings.sound_output)
        self._volume = settings.volume / ALL

    def open(self) -> None:
        """Keep the output open."""
        self._player.open()

    def close(self) -> None:
        """Close the output as soon as nothing plays any more."""
        self._player.close()

    def prepare(self, texts: Iterable[str]) -> None:
        """Render sentences ahead."""
        if self.has_voice:
            self._speech.prepare(texts)

    def is_ready(self, text: str) -> bool:
        """Return whether a sentence can be said at once."""
        return self._speech.clip(text) is not None

    def length_of(self, text: str) -> float:
        """Return how many seconds a sentence takes; 0 where it cannot be said."""
        return self._speech.length_of(text) if self.has_voice else 0.0

    def speak(self, text: str) -> None:
        """Say a sentence that is ready."""
        self._play(self._speech.clip(text))

    def sound(self, name: SoundName) -> None:
        """Play a sound."""
        if name not in self._sounds:
            self._sounds[name] = shipped_sound(name)
        self._play(self._sounds[name])

    def stop(self) -> None:
        """Fade out all that is to be heard."""
        self._player.stop()

    def voices(self) -> list[Voice]:
        """Return who can speak."""
        return self._speaker.voices()

    def outputs(self) -> list[str]:
        """Return the names of the sound outputs."""
        # Imported here: only the settings ask for them.
        from stretchapp.desktop.sound.output import output_names

        return output_names()

    def end(self) -> None:
        """End the workers; nothing is heard afterwards."""
        self._player.end()
        self._speech.close()

    def _play(self, clip: Clip | None) -> None:
        if clip is not None:
            self._player.play(clip, self._volume)


def _speech_settings(settings: Settings) -> SpeechSettings:
    return SpeechSettings(
        voice=settings.voice,
        language=settings.language,
        words_per_minute=settings.words_per_minute,
        pitch=settings.pitch,
    )
