"""Routine files for the tests of the library, and helpers that write and check them."""

from __future__ import annotations

import re
import shutil
import sys
from typing import TYPE_CHECKING, TypeAlias

import yaml

from stretchapp.base.paths import shipped_routines
from stretchapp.library.load import check_files
from stretchapp.library.yaml.strict_text import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.relief.models import ReliefFlow, ReliefStep
    from stretchapp.library.yaml.strict_text import Node

    Plain: TypeAlias = bool | int | float | str | list["Plain"] | dict[str, "Plain"] | None

EXERCISE = """\
format: 1
kind: exercise
id: calf-stretch
name: Calf stretch
body: [calf]
position: [standing]
sides: each
timing:
  hold: 30s
  times: 2
steps:
  - Face the wall.
  - text: Lean in.
    at: work
sources:
  - document: "003"
    line: 129
"""

ROUTINE = """\
format: 1
kind: routine
id: evening
title: Evening
purpose: A calm end of the day.
steps:
  - exercise: calf-stretch
    get_ready: 15s
  - rest: 20s
    text: Breathe.
  - wait: Lie down.
"""

FLOW = """\
format: 1
kind: relief
id: calf
title: Calf
key: 1
stages:
  - id: pull
    steps:
      - exercise: calf-stretch
        say: Pull your toes up.
    still: push
    cannot: push
  - id: push
    steps:
      - exercise: calf-stretch
        say: [Push your heel down.]
        timing:
          continuous: 30s
    eased: pull
    still: pull
    cannot: push
aftercare:
  - exercise: calf-stretch
    say: Rest.
"""


def copy_some_shipped(folder: Path) -> None:
    """Copy two shipped routines, a flow, and all exercises that these refer to.

    All of it would take most of the time of the tests that read it again and again.
    """
    shipped = shipped_routines()
    wanted = ["seated-desk.yaml", "in-bed.yaml", "flows/calf.yaml", "exercises/squats.yaml"]
    for place in wanted:
        text = (shipped / place).read_text("utf-8")
        target = folder / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(shipped / place, target)
        named = re.findall(r"(?:exercise|instead|lying|seated): ([a-z-]+)", text)
        wanted += [it for name in named if (it := f"exercises/{name}.yaml") not in wanted]


def changed(text: str, old: str, new: str) -> str:
    """Replace the only occurrence of ``old`` in ``text``, and return the result."""
    assert text.count(old) == 1
    return text.replace(old, new)


def exercise(id_: str) -> str:
    """Return a valid exercise file with this id."""
    return changed(EXERCISE, "id: calf-stretch", f"id: {id_}")


def routine(id_: str, *steps: str) -> str:
    """Return a valid routine file with this id, and with these steps if any are given."""
    text = changed(ROUTINE, "id: evening", f"id: {id_}")
    if not steps:
        return text
    head, _, _ = text.partition("  - exercise")
    return head + "".join(f"  - {step}\n" for step in steps)


def relief_steps(flow: ReliefFlow) -> tuple[ReliefStep, ...]:
    """Return all steps of a flow: those of its stages, their alternatives and the aftercare."""
    stages = (step for stage in flow.stages for step in stage.steps + stage.alternatives)
    return (*stages, *flow.aftercare)


def write(folder: Path, **files: str | bytes) -> None:
    """Write files into ``folder``; ``calf_stretch`` becomes ``calf-stretch.yaml``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name.replace('_', '-')}.yaml").write_bytes(data)


def problems_in(folder: Path, content: str | bytes) -> list[str]:
    """Return the problems, without path, of a file with this content beside a valid exercise."""
    write(folder / "shipped", calf_stretch=EXERCISE)
    write(folder / "user", file=content)
    path = folder / "user" / "file.yaml"
    problems = check_files([path], folder / "shipped")
    assert {problem.path for problem in problems} <= {path}
    return [f"{problem.line}:{problem.column}: {problem.message}" for problem in problems]


def to_yaml(value: object) -> str:
    """Return a value as YAML, on one line, with every text in double quotes."""
    text = yaml.dump(value, default_style='"', default_flow_style=True, width=sys.maxsize)
    # Only texts keep their quotes.
    return re.sub(r'!!(?:bool|float|int|null) "([^"]*)"', r"\1", text)


def plain(node: Node) -> Plain:
    """Return the values of a node without their places."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    assert not isinstance(value, Refused)
    return value
