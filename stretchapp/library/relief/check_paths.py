"""Checks of the paths between the stages of a relief file.

Every stage must be reachable from the first or the early stage, and the aftercare must be reachable
from every stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretchapp.base.i18n import _
from stretchapp.library.relief.models import AFTERCARE
from stretchapp.library.yaml.near_names import near_name
from stretchapp.library.yaml.quoting import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.library.routines.build import RoutineFile
    from stretchapp.library.yaml.strict_text import Node

_ANSWERS = ("eased", "still", "cannot")
_STARTS = ("first", "early")


class _Stage(NamedTuple):
    """The id of a stage, and the stages that its answers lead to."""

    id: Node
    paths: dict[str, Node]

    @property
    def targets(self) -> set[str]:
        """The ids that the stage leads to; without ``eased``, also the aftercare."""
        written = {node.written for node in self.paths.values()}
        return written if "eased" in self.paths else written | {AFTERCARE}


def check_paths(file: RoutineFile, *, is_complete: bool) -> None:
    """Add the problems of the stages' ids and of the paths between the stages.

    Args:
        file: A file with the key ``stages``, which may have problems.
        is_complete: Whether the stages and the other keys could be converted. If not, it makes no
            sense to check what can be reached.
    """
    stages: list[_Stage] = []
    for item in file.root.entries["stages"].items:
        id_ = item.entries.get("id")
        if id_ is None or not isinstance(id_.value, str):
            # Without its id, nobody knows whether other stages lead to this one.
            return
        stages.append(_Stage(id_, _paths(item, _ANSWERS)))
    before = file.problems.count
    _check_ids(stages, file)
    starts = _paths(file.root, _STARTS)
    names = [stage.id.written for stage in stages]
    for paths in (starts, *(stage.paths for stage in stages)):
        for key, node in paths.items():
            _check_target(key, node, names, file)
    is_known = all(key in starts for key in _STARTS if key in file.root.entries)
    if is_complete and is_known and stages and file.problems.count == before:
        first = starts.get("first", stages[0].id)
        _check_reach(stages, {node.written for node in (first, *starts.values())}, file)


def _paths(node: Node, keys: Iterable[str]) -> dict[str, Node]:
    """Return the targets of ``keys``, but for those that are missing or not a text."""
    targets = {key: node.entries[key] for key in keys if key in node.entries}
    return {key: target for key, target in targets.items() if isinstance(target.value, str)}


def _check_ids(stages: Iterable[_Stage], file: RoutineFile) -> None:
    lines: dict[str, int] = {}
    for stage in stages:
        name = stage.id.written
        if name == AFTERCARE:
            message = _("'{id}' is what follows a cramp; give this stage another id")
            file.add_problem(stage.id, message.format(id=AFTERCARE))
        elif name in lines:
            message = _("the id {id} is already used in line {line}; choose another")
            file.add_problem(stage.id, message.format(id=quoted(name), line=lines[name]))
        else:
            lines[name] = stage.id.line


def _check_target(key: str, node: Node, names: list[str], file: RoutineFile) -> None:
    target = node.written
    if target == AFTERCARE:
        if key != "eased":
            message = _("'{key}' cannot lead to '{id}', as only 'eased' can; name a stage")
            file.add_problem(node, message.format(key=key, id=AFTERCARE))
        return
    if target in names:
        return
    known = [*names, AFTERCARE] if key == "eased" else names
    near = near_name(target, known, file.problems)
    message = (
        _("there is no stage {id}; did you mean '{other}'?")
        if near
        else _("there is no stage {id}; write the id of a stage of this file")
    )
    file.add_problem(node, message.format(id=quoted(target), other=near))


def _check_reach(stages: Iterable[_Stage], starts: set[str], file: RoutineFile) -> None:
    """Add a problem for stages that cannot be reached, or from which the aftercare cannot."""
    targets = {stage.id.written: stage.targets for stage in stages}
    origins: dict[str, set[str]] = {}
    for name, leads_to in targets.items():
        for target in leads_to:
            origins.setdefault(target, set()).add(name)
    reached = _reachable(starts, targets)
    leading = _reachable({AFTERCARE}, origins)
    for stage in stages:
        name = stage.id.written
        if name not in reached:
            message = _("nothing leads to the stage {id}; let another one lead here or remove it")
            file.add_problem(stage.id, message.format(id=quoted(name)))
        if name not in leading:
            message = _("no answers lead from the stage {id} to '{end}'; write 'eased: {end}'")
            file.add_problem(stage.id, message.format(id=quoted(name), end=AFTERCARE))


def _reachable(starts: Iterable[str], targets: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the starts and everything that can be reached from them in any number of steps."""
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        new = set(targets.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached
