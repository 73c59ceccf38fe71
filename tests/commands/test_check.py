"""``stretchapp check``: hostile names and many problems."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stretchapp.base.problems import MOST_TOLD
from stretchapp.commands.check import check_lines
from tests.library.files import EXERCISE, write

if TYPE_CHECKING:
    from pathlib import Path


def lines_of(folder: Path) -> list[str]:
    """Return what is told of a folder."""
    lines, _ = check_lines([folder], folder.parent / "none", folder.parent / "none", [])
    return lines


def test_names_of_files_are_shown_on_one_line_and_give_no_commands(tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b]0;b\x07"
    write(folder)
    for name in ("c\nd.yaml", "\u202ee.yaml", os.fsdecode(b"\xff.yaml")):
        (folder / name).write_text("[")

    lines = lines_of(folder)

    assert len(lines) == 3
    assert all(line.isprintable() for line in lines)
    assert any("a[U+001B]]0;b[U+0007]" in line and "c[U+000A]d.yaml" in line for line in lines)


def test_names_within_messages_give_no_commands_either(tmp_path: Path) -> None:
    folder = tmp_path / "a\x1b[2J"
    write(folder, calf_stretch=EXERCISE, other=EXERCISE)
    (folder / "calf-stretch (1).yaml").write_text(EXERCISE)

    assert all(line.isprintable() for line in lines_of(folder))


def test_of_many_problems_of_a_file_the_first_are_told(tmp_path: Path) -> None:
    write(tmp_path / "files", a="\t\n" * 1000, b="\t\n")

    assert len(lines_of(tmp_path / "files")) == MOST_TOLD + 2
