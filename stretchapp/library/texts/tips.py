"""The tips for evenings and days, one of which the home page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from stretchapp.library.texts.text_files import TextFiles


@dataclass(frozen=True, slots=True)
class Tip:
    """One tip for evenings and days.

    Attributes:
        id: The id.
        group: The heading above the tip.
        text: A sentence or two.
        sources: Places in the documents, such as ``004:367``.
    """

    id: str
    group: str
    text: str
    sources: tuple[str, ...]


def read_tips(texts: TextFiles) -> tuple[Tip, ...]:
    """Return the tips in the order of their file.

    Raises:
        UserError: The file is missing or broken.
    """
    return texts.read("tips", (Tip,), ("tips.yaml",), _load)


def _load(folder: Path) -> tuple[Tip, ...]:
    # Imported here: with a cache entry nobody needs the YAML reader.
    from stretchapp.library.texts.load import load_tips

    return load_tips(folder)


def tip_of_the_day(tips: tuple[Tip, ...], day: date) -> Tip:
    """Return the tip for a day; the tips take turns day by day."""
    return tips[day.toordinal() % len(tips)]
