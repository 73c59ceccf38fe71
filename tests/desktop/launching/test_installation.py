"""The command that starts this installation, and the mark of a data folder."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.desktop.launching.installation import (
    command_line,
    data_folder_mark,
    launch_command,
    module_command,
)

WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    output = subprocess.run(
        [*launch_command(), "--version"],
        check=True,
        capture_output=True,
        cwd=tmp_path,
        text=True,
    ).stdout

    assert output.startswith("stretchapp ")


def test_the_command_needs_no_script_beside_the_interpreter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert launch_command()[0] == str(tmp_path / "python")
    assert Path(launch_command()[-1]).name == "__main__.py"

    (tmp_path / "stretchapp").touch(0o755)
    assert launch_command() == (str(tmp_path / "stretchapp"),)


def test_the_command_keeps_the_link_of_a_virtual_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "python").symlink_to(sys.executable)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))

    assert launch_command()[0] == str(tmp_path / "python")


def test_the_command_names_the_data_folder(tmp_path: Path) -> None:
    assert launch_command(tmp_path)[-2:] == ("--data-dir", str(tmp_path))


@pytest.mark.parametrize("is_on_path", [True, False])
def test_the_command_needs_no_interpreter_that_has_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_on_path: bool
) -> None:
    # A link without the file that makes it a virtual environment: the package is not found by it.
    (tmp_path / "python").symlink_to(Path(sys.executable).resolve())
    planted = tmp_path / "here"
    planted.mkdir()
    (planted / "json.py").write_text("raise SystemExit('planted')")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    packages = os.pathsep.join(path for path in sys.path if "site-packages" in path)
    environ = {"PYTHONPATH": packages} if is_on_path else {}

    for command in (launch_command(), module_command("stretchapp.startup.cli")):
        done = subprocess.run(
            [*command, "--version"],
            capture_output=True,
            check=False,
            cwd=planted,
            env={**os.environ, **environ},
            text=True,
        )

        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("stretchapp ")


@given(command=st.lists(WORDS, min_size=1, max_size=4))
def test_a_command_line_can_be_pasted_into_a_terminal(command: list[str]) -> None:
    assert shlex.split(command_line(command, "relief")) == [*command, "relief"]


def test_each_data_folder_has_its_own_mark(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "a")

    assert data_folder_mark(None) == ""
    assert data_folder_mark(tmp_path / "a") != data_folder_mark(tmp_path / "b")
    assert data_folder_mark(tmp_path / "link") == data_folder_mark(tmp_path / "a")
