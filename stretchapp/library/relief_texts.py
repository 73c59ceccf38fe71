"""What is told during the relief of a cramp beside its steps, and its compiled form.

The words are wanted with the first picture of relief, and reading YAML takes longer than that. So
the shipped ones come with a compiled form, which knows the checksums of the files it was made from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.library.checksums import checksums
from stretchapp.library.value_json import ValueJson, in_lines

if TYPE_CHECKING:
    from pathlib import Path

FILES = ("relief.yaml", "doctor.yaml")
"""Where the words stand: the cards, and the doctor rules that some of them show."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A document's own words and their place."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class ReliefCard:
    """What is read during the relief of a cramp.

    Attributes:
        title: What it is about.
        text: What to do, or a question.
        urgent: Whether help is needed at once.
        words: The documents' own words, if it rests on them.
    """

    title: str
    text: str
    urgent: bool
    words: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefTexts:
    """Everything that is told during the relief of a cramp beside its steps.

    Attributes:
        gates: The doctor cards by how long the cramp has lasted: ``long`` at 4 minutes,
            ``very-long`` at 10.
        urgent: When help is needed at once, whatever the cramp does.
        swelling: When a leg is not to be rubbed, and what to do then.
        question: Asked before a leg is rubbed; at most 12 words.
        warning: Seen as long as a leg is rubbed.
        panic: Seen at first; at most 12 words.
    """

    gates: Mapping[str, ReliefCard]
    urgent: ReliefCard
    swelling: ReliefCard
    question: str
    warning: str
    panic: str


def relief_texts(folder: Path, compiled: Path) -> ReliefTexts:
    """Return the words, from their compiled form where that is up to date.

    Args:
        folder: The folder of the shipped texts.
        compiled: The compiled form.

    Raises:
        UserError: They cannot be read.
    """
    texts = read_compiled(folder, compiled)
    if texts is None:
        # Imported here: the YAML reader is what the compiled form saves.
        from stretchapp.library.texts import load_relief_texts

        texts = load_relief_texts(folder)
    return texts


def compiled_form(folder: Path, texts: ReliefTexts) -> str:
    """Return the compiled form of the words that were read from ``folder``."""
    return in_lines({"files": _checksums(folder), "texts": _values().plain(texts)}, 2)


def read_compiled(folder: Path, compiled: Path) -> ReliefTexts | None:
    """Return the words from their compiled form; None if it was made from other files."""
    try:
        stored = json.loads(compiled.read_bytes())
        present = _checksums(folder)
        if None in present.values() or stored["files"] != present:
            return None
        return _values().value(ReliefTexts, stored["texts"])
    except (KeyError, OSError, RecursionError, TypeError, ValueError):
        # Missing, cut off, or not ours.
        return None


def _checksums(folder: Path) -> dict[str, int | None]:
    return checksums(folder, [folder / name for name in FILES])


def _values() -> ValueJson:
    kinds = (Quote, ReliefCard, ReliefTexts)
    names = {kind.__name__: kind for kind in kinds}
    return ValueJson(kinds, {"Mapping": Mapping, **names}, {})
