"""Names for the ids in a diary: places, exercises, triggers."""

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
    """Names by id.

    Attributes:
        places: The places that cramp, by the ids of their relief flows.
        exercises: The exercises.
        triggers: The triggers, in the order in which they are offered.
    """

    places: Mapping[str, str] = field(default_factory=dict[str, str])
    exercises: Mapping[str, str] = field(default_factory=dict[str, str])
    triggers: Mapping[str, str] = field(default_factory=dict[str, str])

    def place(self, place: str) -> str:
        """Return the name of a place; one that no longer exists is named by its id."""
        return self.places.get(place) or words_of(place)

    def exercise(self, exercise: str) -> str:
        """Return the name of an exercise; one that no longer exists is named by its id."""
        return self.exercises.get(exercise) or words_of(exercise)

    def trigger(self, trigger: str) -> str:
        """Return the name of a trigger; one that no longer exists is named by its id."""
        return self.triggers.get(trigger) or words_of(trigger)


def names_of(
    flows: Iterable[ReliefFlow], exercises: Iterable[Exercise], triggers: Iterable[Trigger]
) -> Names:
    """Return the names of everything that a diary refers to.

    Args:
        flows: The relief flows; cards are not places and left out.
        exercises: The exercises.
        triggers: The triggers in the order in which they are offered.
    """
    return Names(
        {flow.id: flow.title for flow in flows if flow.key is not None},
        {exercise.id: exercise.name for exercise in exercises},
        {trigger.id: trigger.label for trigger in triggers},
    )


def words_of(id_: str) -> str:
    """Return an id that has no name any more as words."""
    words = id_.replace("-", " ").strip()
    return words[:1].upper() + words[1:]
