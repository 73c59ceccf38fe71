"""Which exercises rub: they are not for everybody, nor for a swollen leg."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise, Rubbing

RUBBING_CATEGORIES = frozenset({"massage", "acupressure"})


def rubbing_in(exercise: Exercise) -> Rubbing | None:
    """Return whether ``exercise`` is rubbing and massage altogether, in part, or not at all."""
    if exercise.rubbing is not None:
        return exercise.rubbing
    return "all" if RUBBING_CATEGORIES.intersection(exercise.category) else None
