"""The words for the ids that a diary keeps: places, exercises, triggers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import Exercise
    from stretchapp.library.texts.diary import Trigger


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called.

    Attributes:
        places: Where it cramps, by the ids of relief flows.
        exercises: By their ids.
        triggers: By their ids, in the order in which they are offered.
    """

    places: Mapping[str, str] = field(default_factory=dict[str, str])
    exercises: Mapping[str, str] = field(default_factory=dict[str, str])
    triggers: Mapping[str, str] = field(default_factory=dict[str, str])

    def place(self, place: str) -> str:
        """Return what a place is called; one that is gone is told by its id."""
        return self.places.get(place) or _plain(place)

    def exercise(self, exercise: str) -> str:
        """Return what an exercise is called; one that is gone is told by its id."""
        return self.exercises.get(exercise) or _plain(exercise)

    def trigger(self, trigger: str) -> str:
        """Return what a trigger is called; one that is gone is told by its id."""
        return self.triggers.get(trigger) or _plain(trigger)


def names_of(
    flows: Iterable[ReliefFlow], exercises: Iterable[Exercise], triggers: Iterable[Trigger]
) -> Names:
    """Return what everything is called.

    Args:
        flows: The relief flows; those that are cards are no places.
        exercises: The exercises.
        triggers: The triggers in the order in which they are offered.
    """
    return Names(
        {flow.id: flow.title for flow in flows if flow.key is not None},
        {exercise.id: exercise.name for exercise in exercises},
        {trigger.id: trigger.label for trigger in triggers},
    )


def _plain(name: str) -> str:
    words = name.replace("-", " ").strip()
    return words[:1].upper() + words[1:]
