"""The tips for evenings and days, one of which the home page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


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


def tip_of_the_day(tips: tuple[Tip, ...], day: date) -> Tip:
    """Return the tip for a day; the tips take turns day by day."""
    return tips[day.toordinal() % len(tips)]
