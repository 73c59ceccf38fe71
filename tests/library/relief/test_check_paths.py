"""Stages that cannot be reached, or from which the aftercare cannot, are refused."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.library.files import problems_in, to_yaml

if TYPE_CHECKING:
    from pathlib import Path

END = "aftercare"
STEP: dict[str, object] = {"exercise": "calf-stretch", "say": "Pull."}


class Graph(NamedTuple):
    """Stages with the targets of their answers; ``eased`` may be missing."""

    stages: dict[str, tuple[str | None, str, str]]
    first: str | None
    early: str | None


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return a strategy for stages with any targets."""
    names = [f"s{number}" for number in range(draw(st.integers(1, 7)))]
    stage = st.sampled_from(names)
    # Weighted so that valid and invalid graphs are both frequent.
    eased = st.none() | st.just(END) | stage | stage
    stages = {name: draw(st.tuples(eased, stage, stage)) for name in names}
    return Graph(stages, draw(st.none() | stage), draw(st.none() | stage))


def written(graph: Graph) -> str:
    """Return the file of a flow with these stages."""
    stages: list[dict[str, object]] = []
    for name, (eased, still, cannot) in graph.stages.items():
        stage: dict[str, object] = {
            "id": name,
            "steps": [dict(STEP)],
            "still": still,
            "cannot": cannot,
        }
        stages.append(stage if eased is None else stage | {"eased": eased})
    flow: dict[str, object] = {"format": 1, "kind": "relief", "id": "x", "title": "X"}
    flow |= {"stages": stages, "aftercare": [dict(STEP)]}
    begins = {"first": graph.first, "early": graph.early}
    return to_yaml(flow | {key: name for key, name in begins.items() if name is not None})


def closure(graph: Graph) -> set[tuple[str, str]]:
    """Return all pairs of a stage and what can be reached from it (Floyd-Warshall algorithm)."""
    names = [*graph.stages, END]
    pairs = {(name, name) for name in names}
    for name, (eased, still, cannot) in graph.stages.items():
        pairs |= {(name, eased or END), (name, still), (name, cannot)}
    for middle, start, end in itertools.product(names, repeat=3):
        if (start, middle) in pairs and (middle, end) in pairs:
            pairs.add((start, end))
    return pairs


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of Hypothesis."""
    return tmp_path_factory.mktemp("files")


@given(graph=graphs())
@example(graph=Graph({"s0": (None, "s0", "s0")}, None, None))
@example(graph=Graph({"s0": ("s0", "s0", "s0")}, None, None))
@example(graph=Graph({"s0": (None, "s0", "s0"), "s1": (None, "s1", "s1")}, None, None))
@example(graph=Graph({"s0": (None, "s0", "s0"), "s1": (None, "s1", "s1")}, None, "s1"))
@example(graph=Graph({"s0": (None, "s0", "s0"), "s1": (None, "s1", "s1")}, "s1", None))
def test_stages_that_are_not_reached_or_do_not_end_are_told_and_no_others(
    graph: Graph, folder: Path
) -> None:
    problems = problems_in(folder, written(graph))

    leads = closure(graph)
    begins = {graph.first or next(iter(graph.stages)), graph.early} - {None}
    lost = [s for s in graph.stages if not any((begin, s) in leads for begin in begins)]
    endless = [s for s in graph.stages if (s, END) not in leads]
    assert _named(problems, "nothing leads to the stage") == lost
    assert _named(problems, "no answers lead from the stage") == endless
    assert len(problems) == len(lost) + len(endless)


def _named(problems: list[str], message: str) -> list[str]:
    matches = (re.search(rf"{message} '(\w+)'", problem) for problem in problems)
    return sorted(match[1] for match in matches if match)
