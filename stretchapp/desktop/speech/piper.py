"""piper: a natural voice, for users who have installed it together with a voice model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from stretchapp.base.files import read_plain_text
from stretchapp.desktop.sound.clip import read_samples, trim_silence
from stretchapp.desktop.speech.engine import Voice
from stretchapp.desktop.speech.run_program import output_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.engine import SpeechSettings

_DEFAULT_WPM = 160
"""The approximate speed of its voices at length scale 1."""


class VoiceModel(NamedTuple):
    """A model of a voice.

    Attributes:
        path: The file of the model.
        rate_hz: The sample rate of its sound.
        language: The language, such as "en-gb".
    """

    path: Path
    rate_hz: int
    language: str


def find_models(folders: Iterable[Path]) -> list[VoiceModel]:
    """Return the models in ``folders`` that have a readable description beside them."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.onnx"))]
    return [model for path in paths if (model := _read_model(path)) is not None]


class Piper:
    """The program piper. It loads the model for each sentence, which takes about a second."""

    name = "piper"

    def __init__(self, program: str, models: Sequence[VoiceModel]) -> None:
        """Use the program at a path with at least one model."""
        self._program = program
        self._models = {model.path.stem: model for model in models}

    def voices(self) -> list[Voice]:
        """Return the voices."""
        return [
            Voice(key=f"{self.name}:{stem}", name=f"{stem} (piper)", language=model.language)
            for stem, model in self._models.items()
        ]

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return a text as sound, or None if that fails."""
        model = self._models.get(voice or next(iter(self._models)))
        if model is None:
            return None
        command = [
            self._program,
            "--model",
            str(model.path),
            "--length_scale",
            f"{_DEFAULT_WPM / settings.words_per_minute:.3f}",
            "--output_raw",
        ]
        # It speaks a line once it has read the end of the line.
        clip = read_samples(output_of(command, f"{text}\n"), model.rate_hz)
        return None if clip is None else trim_silence(clip)


def _read_model(path: Path) -> VoiceModel | None:
    """Return the model at ``path``, as described by the JSON file beside it; None without one."""
    try:
        description: Any = json.loads(read_plain_text(path.with_name(f"{path.name}.json")))
        rate_hz = int(description["audio"]["sample_rate"])
        language = str(description["language"]["code"])
    except (KeyError, OSError, RecursionError, TypeError, ValueError):
        return None
    return VoiceModel(path, rate_hz, language.replace("_", "-").lower())
