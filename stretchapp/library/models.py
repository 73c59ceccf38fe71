"""The library: everything that was loaded from the routine files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretchapp.base.problems import Problem
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import Exercise, Routine


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that could be loaded, and the problems of the rest.

    Attributes:
        exercises: By id.
        routines: By id, the shipped ones first.
        problems: In the order of files, lines and columns.
        flows: The relief flows by id: first those with a number key, in the order of the keys.
        is_lasting: Whether a file has to change before another reading can find anything else.
    """

    exercises: Mapping[str, Exercise]
    routines: Mapping[str, Routine]
    problems: tuple[Problem, ...]
    flows: Mapping[str, ReliefFlow] = field(default_factory=dict[str, "ReliefFlow"])
    is_lasting: bool = True

    @property
    def guided_flows(self) -> Mapping[str, ReliefFlow]:
        """The relief flows that lead through a cramp, by id; those that are cards are left out."""
        return {id_: flow for id_, flow in self.flows.items() if flow.key is not None}
