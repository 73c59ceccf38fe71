"""piper: a natural voice for those who have installed it together with a model of a voice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from stretchapp.desktop.sound.clip import read_samples, trimmed
from stretchapp.desktop.speech.run_program import output_of
from stretchapp.desktop.speech.speaker import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from stretchapp.desktop.sound.clip import Clip
    from stretchapp.desktop.speech.speaker import SpeechSettings

# Its voices speak about so fast by themselves.
_OWN_WPM = 160


class Model(NamedTuple):
    """A voice of piper's.

    Attributes:
        path: The file of the model.
        rate_hz: What it speaks at.
        language: Such as "en-gb".
    """

    path: Path
    rate_hz: int
    language: str


def piper_models(folders: Iterable[Path]) -> list[Model]:
    """Return the voices in ``folders``: models that have their description beside them."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*.onnx"))]
    return [model for path in paths if (model := _model(path)) is not None]


class Piper:
    """The program piper. It loads its model anew for each sentence, which takes about a second."""

    name = "piper"

    def __init__(self, program: str, models: Sequence[Model]) -> None:
        """Take the path of the program and the voices, at least one."""
        self._program = program
        self._models = {model.path.stem: model for model in models}

    def voices(self) -> list[Voice]:
        """Return its voices."""
        return [
            Voice(key=f"{self.name}:{stem}", name=f"{stem} (piper)", language=model.language)
            for stem, model in self._models.items()
        ]

    def render(self, text: str, voice: str, settings: SpeechSettings) -> Clip | None:
        """Return ``text`` as sound."""
        model = self._models.get(voice or next(iter(self._models)))
        if model is None:
            return None
        command = [
            self._program,
            "--model",
            str(model.path),
            "--length_scale",
            f"{_OWN_WPM / settings.words_per_minute:.3f}",
            "--output_raw",
        ]
        # It speaks line by line.
        clip = read_samples(output_of(command, f"{text}\n"), model.rate_hz)
        return None if clip is None else trimmed(clip)


def _model(path: Path) -> Model | None:
    """Return the model at ``path`` as the file beside it describes it."""
    try:
        described: Any = json.loads(path.with_name(f"{path.name}.json").read_text("utf-8"))
        rate_hz = int(described["audio"]["sample_rate"])
        language = str(described["language"]["code"])
    except (KeyError, OSError, TypeError, ValueError):
        return None
    return Model(path, rate_hz, language.replace("_", "-").lower())
