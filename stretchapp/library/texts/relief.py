"""What is told during the relief of a cramp beside its steps, and its compiled form.

The words are wanted with the first picture of relief, and reading YAML takes longer than that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.library.shipped.texts import CompiledTexts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


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


# The cards, and the doctor rules that some of them show.
COMPILED_RELIEF = CompiledTexts(ReliefTexts, (Quote, ReliefCard), ("relief.yaml", "doctor.yaml"))


def relief_texts(folder: Path, compiled: Path) -> ReliefTexts:
    """Return the words, from their compiled form where that is up to date.

    Args:
        folder: The folder of the shipped texts.
        compiled: The compiled form.

    Raises:
        UserError: They cannot be read.
    """
    texts = COMPILED_RELIEF.read(folder, compiled)
    if texts is None:
        # Imported here: the YAML reader is what the compiled form saves.
        from stretchapp.library.texts.load import load_relief_texts

        texts = load_relief_texts(folder)
    return texts
