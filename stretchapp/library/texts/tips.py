"""The tips for evenings and days, one of which the home page shows, and their compiled form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.library.shipped.texts import CompiledTexts

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip for evenings and days.

    Attributes:
        id: Its name.
        group: The heading that it stands under.
        text: A sentence or two.
        sources: Places in the documents, such as ``004:367``.
    """

    id: str
    group: str
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tips:
    """All tips, in the order of their file."""

    tips: tuple[Tip, ...]


COMPILED_TIPS = CompiledTexts(Tips, (Tip,), ("tips.yaml",))


def read_tips(folder: Path, compiled: Path) -> tuple[Tip, ...]:
    """Return the tips, from their compiled form where that is up to date.

    Args:
        folder: The folder of the shipped texts.
        compiled: The compiled form.

    Raises:
        UserError: They cannot be read.
    """
    read = COMPILED_TIPS.read(folder, compiled)
    if read is not None:
        return read.tips
    # Imported here: the YAML reader is what the compiled form saves.
    from stretchapp.library.texts.load import load_tips

    return load_tips(folder)


def tip_of_the_day(tips: tuple[Tip, ...], day: date) -> Tip:
    """Return one of the tips; each day another one, all of them in turn."""
    return tips[day.toordinal() % len(tips)]
