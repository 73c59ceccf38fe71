"""A routine file while it is read, and the exercises that it may refer to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

from stretchapp.base.i18n import _
from stretchapp.base.unseen import shown
from stretchapp.library.yaml.conversion import convert
from stretchapp.library.yaml.near_names import near_name
from stretchapp.library.yaml.quoting import quoted
from stretchapp.library.yaml.written import Written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stretchapp.base.problems import FileProblems
    from stretchapp.library.routines.models import Exercise, Origin
    from stretchapp.library.yaml.strict_text import Node

_W = TypeVar("_W", bound=Written)


class Rank(IntEnum):
    """The folder that a file comes from; of two files with one id, the higher rank is used."""

    SHIPPED = 0
    USER = 1
    ELSEWHERE = 2


@dataclass(frozen=True, slots=True)
class RoutineFile:
    """A file that is being read.

    Attributes:
        path: The file.
        rank: The folder that it comes from.
        root: Its values with their places.
        problems: Every problem of the file is added to it.
    """

    path: Path
    rank: Rank
    root: Node
    problems: FileProblems

    @property
    def origin(self) -> Origin:
        """Whether the file was shipped or is the user's."""
        return "shipped" if self.rank is Rank.SHIPPED else "yours"

    def add_problem(self, node: Node, message: str) -> None:
        """Add a problem at the place of ``node``."""
        self.problems.add(node.line, node.column, message)

    def has_problem_at(self, node: Node) -> bool:
        """Return whether there is a problem at the place of ``node``."""
        return self.problems.has_at(node.line, node.column)

    def part(self, node: Node, written: type[_W]) -> _W | None:
        """Return a part of the file, or None if it has a problem; adds no problems."""
        return convert(node, written, None)


@dataclass(frozen=True, slots=True)
class KnownExercises:
    """The exercises that a file may refer to.

    Attributes:
        usable: Exercises by id.
        broken: Files of exercises that cannot be used, by the ids that they may have.
        shipped: The shipped exercises by id, also those that a user's exercise replaces.
    """

    usable: Mapping[str, Exercise]
    broken: Mapping[str, Path]
    shipped: Mapping[str, Exercise]

    def missing(self, name: str, problems: FileProblems) -> str:
        """Return the problem of a reference to ``name``, which is not a usable exercise.

        Args:
            name: The id that was written.
            problems: The problems of the file so far.
        """
        if name in self.broken:
            path = shown(str(self.broken[name]))
            pattern = _("the exercise {name} cannot be used; fix {file} first")
            return pattern.format(name=quoted(name), file=path)
        near = near_name(name, self.usable, problems)
        if near:
            pattern = _("there is no exercise {name}; did you mean '{other}'?")
            return pattern.format(name=quoted(name), other=near)
        return _("there is no exercise {name}; 'stretchapp exercises' lists them").format(
            name=quoted(name)
        )
