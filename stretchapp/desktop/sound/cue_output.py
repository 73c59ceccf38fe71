"""The output of cues: a voice that renders sentences ahead of time, and a player of sounds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from stretchapp.desktop.sound.player import SoundPlayer
from stretchapp.desktop.sound.shipped_sounds import shipped_sound
from stretchapp.desktop.speech.engine import SpeechSettings
from stretchapp.desktop.speech.render_ahead import RenderAhead
from stretchapp.desktop.speech.speaker import find_speaker

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import Settings
    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.sound.shipped_sounds import SoundName
    from stretchapp.desktop.speech.engine import Voice


class CueOutput(Protocol):
    """Speaks sentences and plays sounds. Only ``voices`` and ``outputs`` may block."""

    @property
    def has_voice(self) -> bool:
        """Whether this machine has a voice."""
        ...

    @property
    def missing(self) -> str:
        """Why there is no voice and how to get one, in sentences; empty if there is one."""
        ...

    @property
    def problem(self) -> str:
        """Why the latest attempt to play failed, as a sentence; empty if it did not."""
        ...

    def change(self, settings: Settings) -> None:
        """Speak and play by these settings."""
        ...

    def open(self) -> None:
        """Keep the sound output open for a session, so that sounds start without delay."""
        ...

    def close(self) -> None:
        """Close the sound output as soon as nothing plays any more."""
        ...

    def prepare(self, texts: Iterable[str]) -> None:
        """Render sentences in this order, before all others that are waiting."""
        ...

    def is_ready(self, text: str) -> bool:
        """Return whether a sentence has been rendered."""
        ...

    def length_of(self, text: str) -> float:
        """Return the length of a sentence in seconds; sentences not rendered yet are estimated.

        0 for a sentence that cannot be rendered.
        """
        ...

    def speak(self, text: str) -> None:
        """Speak a sentence that is ready."""
        ...

    def sound(self, name: SoundName) -> None:
        """Play a sound."""
        ...

    def stop(self) -> None:
        """Fade out everything that plays."""
        ...

    def voices(self) -> list[Voice]:
        """Return the voices; this starts programs."""
        ...

    def outputs(self) -> list[str]:
        """Return the names of the sound outputs; this asks the sound server."""
        ...


class SystemCueOutput:
    """The voice and the sound output of this machine."""

    def __init__(
        self, clock: Clock, settings: Settings, environ: Mapping[str, str] = os.environ
    ) -> None:
        """Prepare without starting a program or opening the output.

        Args:
            clock: The clock.
            settings: How to speak and play.
            environ: The environment variables; engines are searched for in its PATH.
        """
        self._speaker = find_speaker(environ)
        self._speech = RenderAhead(self._speaker, _speech_settings(settings))
        self._player = SoundPlayer(clock, settings.sound_output)
        self._volume = _volume(settings)
        self._sounds: dict[SoundName, Clip | None] = {}

    @property
    def has_voice(self) -> bool:
        """Whether this machine has a voice."""
        return not self._speaker.missing

    @property
    def missing(self) -> str:
        """Why there is no voice and how to get one, in sentences; empty if there is one."""
        return self._speaker.missing

    @property
    def problem(self) -> str:
        """Why the latest attempt to play failed, as a sentence; empty if it did not."""
        return self._player.problem

    def change(self, settings: Settings) -> None:
        """Speak and play by these settings."""
        self._speech.change(_speech_settings(settings))
        self._player.set_output(settings.sound_output)
        self._volume = _volume(settings)

    def open(self) -> None:
        """Keep the sound output open."""
        self._player.open()

    def close(self) -> None:
        """Close the sound output as soon as nothing plays any more."""
        self._player.close()

    def prepare(self, texts: Iterable[str]) -> None:
        """Render sentences ahead of time."""
        if self.has_voice:
            self._speech.prepare(texts)

    def is_ready(self, text: str) -> bool:
        """Return whether a sentence has been rendered."""
        return self._speech.clip(text) is not None

    def length_of(self, text: str) -> float:
        """Return the length of a sentence in seconds; 0 if it cannot be spoken."""
        return self._speech.length_of(text) if self.has_voice else 0.0

    def speak(self, text: str) -> None:
        """Speak a sentence that is ready."""
        self._play(self._speech.clip(text))

    def sound(self, name: SoundName) -> None:
        """Play a sound."""
        if name not in self._sounds:
            self._sounds[name] = shipped_sound(name)
        self._play(self._sounds[name])

    def stop(self) -> None:
        """Fade out everything that plays."""
        self._player.stop()

    def voices(self) -> list[Voice]:
        """Return the voices."""
        return self._speaker.voices()

    def outputs(self) -> list[str]:
        """Return the names of the sound outputs."""
        # Imported here: it takes 50 ms, and only the settings need it before the first sound.
        from stretchapp.desktop.sound.output import output_names

        return output_names()

    def end(self) -> None:
        """End the workers; nothing is played afterwards."""
        self._player.end()
        self._speech.close()

    def _play(self, clip: Clip | None) -> None:
        if clip is not None:
            self._player.play(clip, self._volume)


def _volume(settings: Settings) -> float:
    return settings.volume / 100


def _speech_settings(settings: Settings) -> SpeechSettings:
    return SpeechSettings(
        voice=settings.voice,
        language=settings.language,
        words_per_minute=settings.words_per_minute,
        pitch=settings.pitch,
    )
