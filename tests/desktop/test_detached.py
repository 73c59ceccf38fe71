"""Programs that go on without us, started by a real user manager or without one."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.detached import start_at, start_detached
from tests.desktop.user_manager import UserManager

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def units(manager: UserManager) -> str:
    return manager.systemctl("list-units", "--all", "--plain", "--no-legend", "run-*", "test-*")


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

    def test_it_starts_at_its_moment_and_leaves_nothing(
        self, manager: UserManager, pipe: Path
    ) -> None:
        now = datetime.fromtimestamp(pipe.stat().st_mtime, UTC)
        moment = now + timedelta(seconds=1.2)
        assert start_at(moment, "test-again", writer(pipe, "date +%s.%N"), manager.environ)
        assert float(pipe.read_text()) >= moment.timestamp()
        # The service ends with its program, and the manager forgets both.
        for _ in range(1000):
            if not units(manager):
                break
        assert units(manager) == ""

    def test_what_it_starts_outlives_it(self, manager: UserManager, pipe: Path) -> None:
        moment = datetime.fromtimestamp(pipe.stat().st_mtime, UTC)
        go, said = (f"{pipe}-{name}" for name in ("go", "said"))
        for name in (go, said):
            os.mkfifo(name)
        waiter = f"(read word < {shlex.quote(go)}; echo $word > {shlex.quote(said)})"
        script = f"{waiter} > /dev/null & true"
        assert start_at(moment, "test-outlive", writer(pipe, script), manager.environ)
        # Its main program has ended by then.
        assert pipe.read_text() == ""
        Path(go).write_text("on\n")
        assert Path(said).read_text() == "on\n"

    def test_a_name_that_is_taken_is_refused(self, manager: UserManager) -> None:
        moment = datetime(2126, 1, 1, tzinfo=UTC)
        assert start_at(moment, "test-twice", ["/bin/true"], manager.environ)
        assert not start_at(moment, "test-twice", ["/bin/true"], manager.environ)
        manager.systemctl("stop", "test-twice-*.timer")


class TestWithout:
    def test_it_has_a_session_of_its_own(self, pipe: Path) -> None:
        start_detached(writer(pipe, "ps -o sid= -p $$; echo $$"), {"PATH": os.environ["PATH"]})
        session, process = pipe.read_text().split()
        assert session == process

    def test_it_outlives_us(self, pipe: Path) -> None:
        program = (
            "import sys; from stretchapp.desktop.detached import start_detached\n"
            "start_detached(sys.argv[1:], {'PATH': '/usr/bin:/bin'})"
        )
        # It waits until we look, and by then who started it is gone.
        command = [sys.executable, "-c", program, *writer(pipe, "echo there")]
        subprocess.run(command, check=True, timeout=20)
        assert pipe.read_text() == "there\n"

    def test_nobody_can_wait(self, tmp_path: Path) -> None:
        environ = {"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(tmp_path)}
        assert not start_at(datetime(2026, 1, 1, tzinfo=UTC), "test", ["/bin/true"], environ)

    def test_a_manager_that_is_dead_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "systemd").mkdir()
        for path in ("/usr/bin:/bin", ""):
            environ = {"PATH": path, "XDG_RUNTIME_DIR": str(tmp_path)}
            assert not start_at(datetime(2026, 1, 1, tzinfo=UTC), "test", ["/bin/true"], environ)

    def test_a_program_that_is_not_there_is_told(self) -> None:
        with pytest.raises(FileNotFoundError):
            start_detached(["/nowhere/stretchapp"], {})
