"""Programs that outlive this process, started by a real user manager or without one."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.launching.start_detached import start_detached
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
    """A named pipe; opening it waits for a program that writes."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    return pipe


def writer(pipe: Path, script: str) -> list[str]:
    """Return a command that writes the output of a script; further words are its arguments."""
    return ["/bin/sh", "-c", f"{{ {script}; }} > {shlex.quote(str(pipe))}", "writer"]


class TestWithUserManager:
    def test_every_word_arrives_unchanged(self, manager: UserManager, pipe: Path) -> None:
        start_detached([*writer(pipe, 'printf "%s\\n" "$@"'), *WORDS], manager.environ)

        assert pipe.read_text().splitlines() == list(WORDS)

    def test_the_manager_is_the_parent(self, manager: UserManager, pipe: Path) -> None:
        start_detached(writer(pipe, "readlink /proc/$PPID/exe"), manager.environ)

        assert pipe.read_text().endswith("/systemd\n")

    def test_the_display_is_passed_on_and_nothing_else(
        self, manager: UserManager, pipe: Path
    ) -> None:
        environ = {**manager.environ, "DISPLAY": ":77", "SECRET": "of ours"}
        start_detached(writer(pipe, 'echo "$DISPLAY $SECRET"'), environ)

        assert pipe.read_text() == ":77 \n"


class TestWithoutUserManager:
    def test_the_program_has_its_own_session(self, pipe: Path) -> None:
        start_detached(writer(pipe, "ps -o sid= -p $$; echo $$"), {"PATH": os.environ["PATH"]})

        session, process = pipe.read_text().split()
        assert session == process

    def test_the_program_outlives_the_process_that_started_it(self, pipe: Path) -> None:
        script = (
            "import sys; from stretchapp.desktop.launching.start_detached import start_detached\n"
            "start_detached(sys.argv[1:], {'PATH': '/usr/bin:/bin'})"
        )
        command = [sys.executable, "-c", script, *writer(pipe, "echo there")]
        subprocess.run(command, check=True, timeout=20)

        # The program waits for this reader, and the process that started it has ended.
        assert pipe.read_text() == "there\n"

    def test_the_program_has_its_own_session_without_setsid_too(self, pipe: Path) -> None:
        # The sixth field of this file is the session.
        read_session = "read -r _ _ _ _ _ session _ </proc/$$/stat; echo $session $$"
        script = (
            "import sys; from stretchapp.desktop.launching.start_detached import start_detached\n"
            "start_detached(sys.argv[1:], {'PATH': '/nowhere'})"
        )
        command = [sys.executable, "-c", script, *writer(pipe, read_session)]
        subprocess.run(command, check=True, timeout=20)

        session, process = pipe.read_text().split()
        assert session == process

    def test_a_dead_manager_counts_as_none(self, pipe: Path, tmp_path: Path) -> None:
        (tmp_path / "systemd").mkdir()
        environ = {"PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(tmp_path)}
        start_detached(writer(pipe, "echo there"), environ)

        assert pipe.read_text() == "there\n"

    def test_a_missing_program_is_an_error(self) -> None:
        with pytest.raises(FileNotFoundError):
            start_detached(["/nowhere/stretchapp"], {})
