"""The ways between the stages of a relief file: where they lead, and whether they get there.

Every stage has to be reached from the first one or from the early one, and has to lead to the
aftercare by some answers, however many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from stretchapp.library.relief.models import AFTERCARE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.library.routines.build import RoutineFile
    from stretchapp.library.yaml.strict_text import Node

_ANSWERS = ("eased", "still", "cannot")
_BEGINS = ("first", "early")


class _Stage(NamedTuple):
    """A stage as far as its ways are concerned."""

    id: Node
    ways: dict[str, Node]

    @property
    def targets(self) -> set[str]:
        """The ids that it leads to; where ``eased`` is left out, it leads to the aftercare."""
        written = {node.written for node in self.ways.values()}
        return written if "eased" in self.ways else written | {AFTERCARE}


def check_ways(file: RoutineFile, *, is_complete: bool) -> None:
    """Tell what is wrong with the ids of the stages and with the ways between them.

    Args:
        file: It has the key ``stages``, whose form need not be right.
        is_complete: Whether that form and the other keys are all right, so that it makes sense to
            look for what can be reached.
    """
    stages: list[_Stage] = []
    for item in file.root.entries["stages"].items:
        id_ = item.entries.get("id")
        if id_ is None or not isinstance(id_.value, str):
            # Other stages may lead to this one, by the id that it should have.
            return
        stages.append(_Stage(id_, _ways(item, _ANSWERS)))
    before = len(file.problems)
    _check_ids(stages, file)
    begins = _ways(file.root, _BEGINS)
    names = [stage.id.written for stage in stages]
    for ways in (begins, *(stage.ways for stage in stages)):
        for key, node in ways.items():
            _check_target(key, node, names, file)
    is_known = all(key in begins for key in _BEGINS if key in file.root.entries)
    if is_complete and is_known and stages and len(file.problems) == before:
        first = begins.get("first", stages[0].id)
        _check_reach(stages, {node.written for node in (first, *begins.values())}, file)


def _ways(node: Node, keys: Iterable[str]) -> dict[str, Node]:
    """Return where ``keys`` lead, as far as that can be understood."""
    ways = {key: node.entries[key] for key in keys if key in node.entries}
    return {key: target for key, target in ways.items() if isinstance(target.value, str)}


def _check_ids(stages: Iterable[_Stage], file: RoutineFile) -> None:
    lines: dict[str, int] = {}
    for stage in stages:
        name = stage.id.written
        if name == AFTERCARE:
            message = f"'{AFTERCARE}' is what follows a cramp; give this stage another id"
            file.tell(stage.id, message)
        elif name in lines:
            message = f"the id '{name}' is already used in line {lines[name]}; choose another"
            file.tell(stage.id, message)
        else:
            lines[name] = stage.id.line


def _check_target(key: str, node: Node, names: list[str], file: RoutineFile) -> None:
    target = node.written
    if target == AFTERCARE:
        if key != "eased":
            message = f"'{key}' cannot lead to '{AFTERCARE}', as only 'eased' can; name a stage"
            file.tell(node, message)
        return
    if target in names:
        return

    # Imported here: only a file with a mistake needs it.
    import difflib

    known = [*names, AFTERCARE] if key == "eased" else names
    near = difflib.get_close_matches(target, known, n=1)
    advice = f"did you mean '{near[0]}'?" if near else "write the id of a stage of this file"
    file.tell(node, f"there is no stage '{target}'; {advice}")


def _check_reach(stages: Iterable[_Stage], begins: set[str], file: RoutineFile) -> None:
    """Tell which stages nothing leads to, and which never lead to the aftercare."""
    targets = {stage.id.written: stage.targets for stage in stages}
    origins: dict[str, set[str]] = {}
    for name, leads_to in targets.items():
        for target in leads_to:
            origins.setdefault(target, set()).add(name)
    reached = _reach(begins, targets)
    leading = _reach({AFTERCARE}, origins)
    for stage in stages:
        name = stage.id.written
        if name not in reached:
            message = f"nothing leads to the stage '{name}'; let another one lead here or remove it"
            file.tell(stage.id, message)
        if name not in leading:
            message = f"no answers lead from the stage '{name}' to '{AFTERCARE}'"
            file.tell(stage.id, f"{message}; write 'eased: {AFTERCARE}'")


def _reach(begins: Iterable[str], targets: Mapping[str, Iterable[str]]) -> set[str]:
    """Return everything that can be reached from ``begins`` in any number of steps."""
    reached = set(begins)
    waiting = list(reached)
    while waiting:
        new = set(targets.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached
