"""Programs that go on without us, started by a real user manager or without one."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.menu.start_detached import start_detached
from tests.desktop.reminders.user_manager import UserManager

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WORDS = ("a b", "$HOME", "${HOME}", "$$", "100%", "%h", '"', "'", "\\", "ü")


@pytest.fixture(scope="module")
def manager(tmp_path_factory: pytest.TempPathFactory) -> Iterator[UserManager]:
    with UserManager(tmp_path_factory.mktemp("home")) as manager:
        yield manager


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    """A pipe: opening it waits until somebody writes."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    return pipe


def writer(pipe: Path, script: str) -> list[str]:
    """Return a command that writes what a script prints, with more words of its own."""
    return ["/bin/sh", "-c", f"{{ {script}; }} > {shlex.quote(str(pipe))}", "it"]


class TestWithManager:
    def test_every_word_arrives_as_it_is(self, manager: UserManager, pipe: Path) -> None:
        start_detached([*writer(pipe, 'printf "%s\\n" "$@"'), *WORDS], manager.environ)
        assert pipe.read_text().splitlines() == list(WORDS)

    def test_it_is_a_service_of_its_own(self, manager: UserManager, pipe: Path) -> None:
        start_detached(
            writer(pipe, "cat /proc/self/cgroup; readlink /proc/$PPID/exe"), manager.environ
        )
        assert "systemd" in pipe.read_text()

    def test_it_appears_where_we_are(self, manager: UserManager, pipe: Path) -> None:
        environ = {**manager.environ, "DISPLAY": ":77", "SECRET": "of ours"}
        start_detached(writer(pipe, 'echo "$DISPLAY $SECRET"'), environ)
        assert pipe.read_text() == ":77 \n"


class TestWithout:
    def test_it_has_a_session_of_its_own(self, pipe: Path) -> None:
        start_detached(writer(pipe, "ps -o sid= -p $$; echo $$"), {"PATH": os.environ["PATH"]})
        session, process = pipe.read_text().split()
        assert session == process

    def test_it_outlives_us(self, pipe: Path) -> None:
        program = (
            "import sys; from stretchapp.desktop.menu.start_detached import start_detached\n"
            "start_detached(sys.argv[1:], {'PATH': '/usr/bin:/bin'})"
        )
        # It waits until we look, and by then who started it is gone.
        command = [sys.executable, "-c", program, *writer(pipe, "echo there")]
        subprocess.run(command, check=True, timeout=20)
        assert pipe.read_text() == "there\n"

    def test_a_manager_that_is_dead_is_none(self, pipe: Path, tmp_path: Path) -> None:
        (tmp_path / "systemd").mkdir()
        environ = {"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path)}
        start_detached(writer(pipe, "echo there"), environ)
        assert pipe.read_text() == "there\n"

    def test_a_program_that_is_not_there_is_told(self) -> None:
        with pytest.raises(FileNotFoundError):
            start_detached(["/nowhere/stretchapp"], {})
