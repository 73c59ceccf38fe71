"""The postures in which an exercise can be done: standing, sitting and lying."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise

STANDING = frozenset({"standing"})
SITTING = frozenset({"sitting"})
LYING = frozenset({"lying"})

_POSTURES = STANDING | SITTING | LYING
ON_SIDE = "on-side"
_PLACES = {"wall": "standing", "in-bed": "lying", ON_SIDE: "lying"}
"""The postures that these places mean where an exercise names no posture."""


def postures(exercise: Exercise) -> frozenset[str] | None:
    """Return how one can do an exercise, or None if in any way.

    Words of a user's own, such as ``kneeling``, are postures that are neither standing nor lying.
    """
    positions = frozenset(exercise.position)
    if "any" in positions:
        return None
    if positions & _POSTURES:
        # The places are where one stands, sits or lies: in bed one can also sit.
        return positions.difference(_PLACES)
    return frozenset(_PLACES.get(position, position) for position in positions)


def stands(exercise: Exercise) -> bool:
    """Return whether an exercise can only be done standing."""
    return exercise.stance is not None or postures(exercise) == STANDING


def turns_over(exercise: Exercise) -> bool:
    """Return whether one turns over onto the other side to change legs."""
    return ON_SIDE in exercise.position


def lies(exercise: Exercise) -> bool:
    """Return whether an exercise can only be done lying."""
    return postures(exercise) == LYING
