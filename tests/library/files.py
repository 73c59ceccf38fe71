"""Routine files for the tests of the library, and short ways to write and to judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.library.loader import check_files

if TYPE_CHECKING:
    from pathlib import Path

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


def changed(text: str, old: str, new: str) -> str:
    """Return ``text`` with its only ``old`` replaced by ``new``."""
    assert text.count(old) == 1
    return text.replace(old, new)


def exercise(id_: str) -> str:
    """Return a good exercise file with this id."""
    return changed(EXERCISE, "id: calf-stretch", f"id: {id_}")


def routine(id_: str, *steps: str) -> str:
    """Return a good routine file with this id, and with these steps if there are any."""
    text = changed(ROUTINE, "id: evening", f"id: {id_}")
    if not steps:
        return text
    head, _, _ = text.partition("  - exercise")
    return head + "".join(f"  - {step}\n" for step in steps)


def write(folder: Path, **files: str | bytes) -> None:
    """Write files into ``folder``; ``calf_stretch`` becomes ``calf-stretch.yaml``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name.replace('_', '-')}.yaml").write_bytes(data)


def problems_in(folder: Path, content: str | bytes) -> list[str]:
    """Return what is told of a file with this content, beside a good exercise, without its path."""
    write(folder / "shipped", calf_stretch=EXERCISE)
    write(folder / "user", file=content)
    path = folder / "user" / "file.yaml"
    found = check_files([path], folder / "shipped")
    assert {problem.path for problem in found} <= {path}
    return [f"{problem.line}:{problem.column}: {problem.message}" for problem in found]
