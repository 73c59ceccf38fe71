"""The shipped texts that relief shows beside its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stretchapp.library.texts.text_files import TextFiles


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


def read_relief_texts(texts: TextFiles) -> ReliefTexts:
    """Return the texts of relief.

    Raises:
        UserError: A file is missing or broken.
    """
    kinds = (Quote, ReliefCard, ReliefTexts)
    # Some cards show doctor rules.
    return texts.read("relief-texts", kinds, ("relief.yaml", "doctor.yaml"), _load)


def _load(folder: Path) -> ReliefTexts:
    # Imported here: with a cache entry nobody needs the YAML reader.
    from stretchapp.library.texts.load import load_relief_texts

    return load_relief_texts(folder)
