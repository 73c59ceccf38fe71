"""Exercises with rubbing, which are not for everybody and not for a swollen leg."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise, Rubbing

RUBBING_CATEGORIES = frozenset({"massage", "acupressure"})


def rubbing_in(exercise: Exercise) -> Rubbing | None:
    """Return whether all or a part of an exercise is rubbing or massage; None if nothing is."""
    if exercise.rubbing is not None:
        return exercise.rubbing
    return "all" if RUBBING_CATEGORIES.intersection(exercise.category) else None
