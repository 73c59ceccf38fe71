"""Exercises with rubbing, which are not for everybody and not for a swollen leg."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise, Rubbing

FIRM_CATEGORIES = frozenset({"acupressure", "firm-massage"})
"""Rubbing that presses so firmly that it may bruise."""

RUBBING_CATEGORIES = FIRM_CATEGORIES | {"massage"}


def rubbing_in(exercise: Exercise) -> Rubbing | None:
    """Return whether all or a part of an exercise is rubbing or massage; None if nothing is."""
    if exercise.rubbing is not None:
        return exercise.rubbing
    return "all" if RUBBING_CATEGORIES.intersection(exercise.category) else None


def is_firm(exercise: Exercise) -> bool:
    """Return whether an exercise presses firmly, which may bruise."""
    return bool(FIRM_CATEGORIES.intersection(exercise.category))
