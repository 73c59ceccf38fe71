"""Nothing that was started outlives its process, however that ends."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stretchapp.desktop.child_process import run, started
from tests.app_process import TIMEOUT_S, environment, wait_until

STARTS_A_PROGRAM = """
import sys
from stretchapp.desktop.child_process import run
run(sys.argv[1:], 1000.0)
"""


def is_gone(number: int) -> bool:
    """Return whether a process has ended, or waits only to be forgotten by its parent."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "ZX"


def numbers_in(file: Path, count: int) -> list[int]:
    """Wait until programs have written their numbers, and return them."""
    wait_until(lambda: file.exists() and len(file.read_text().split()) == count)
    return [int(number) for number in file.read_text().split()]


class TestRun:
    def test_returns_what_a_program_writes(self) -> None:
        done = run(["sh", "-c", "cat; echo no >&2; exit 3"], TIMEOUT_S, text="é")

        assert (done.code, done.output, done.errors) == (3, "é".encode(), b"no\n")

    def test_gives_it_other_variables(self) -> None:
        done = run(["/bin/sh", "-c", "echo $A$HOME"], TIMEOUT_S, environ={"A": "b"})

        assert done.output == b"b\n"

    @pytest.mark.parametrize("command", [["/nowhere/espeak-ng"], ["sh", "-c", "\0"]])
    def test_reports_what_cannot_be_started(self, command: list[str]) -> None:
        with pytest.raises(OSError):  # noqa: PT011 -- any error of the system
            run(command, TIMEOUT_S)

    def test_ends_a_program_that_takes_too_long_with_all_that_it_started(
        self, tmp_path: Path
    ) -> None:
        numbers = tmp_path / "numbers"
        script = f"echo $$ >> {numbers}; sleep 1000 & echo $! >> {numbers}; wait"

        with pytest.raises(TimeoutError):
            run(["sh", "-c", script], 0.5)

        for number in numbers_in(numbers, 2):
            wait_until(lambda number=number: is_gone(number))

    def test_leaves_nothing_behind_that_a_program_started(self, tmp_path: Path) -> None:
        numbers = tmp_path / "numbers"
        quiet = "</dev/null >/dev/null 2>&1"

        run(["sh", "-c", f"sleep 1000 {quiet} & echo $! >> {numbers}"], TIMEOUT_S)

        (number,) = numbers_in(numbers, 1)
        wait_until(lambda: is_gone(number))


def test_a_program_ends_with_its_block(tmp_path: Path) -> None:
    with started(["sh", "-c", "echo $$; exec sleep 1000"]) as process:
        assert process.stdout is not None
        number = int(process.stdout.readline())

    assert is_gone(number)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc to look at processes")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_program_ends_with_the_process_that_started_it(
    number: signal.Signals, tmp_path: Path
) -> None:
    numbers = tmp_path / "numbers"
    file = shlex.quote(os.fspath(numbers))
    script = f"trap '' TERM INT HUP; echo $$ >> {file}; sleep 1000 & echo $! >> {file}; wait"
    with subprocess.Popen(
        [sys.executable, "-c", STARTS_A_PROGRAM, "sh", "-c", script],
        env=environment(),
        stderr=subprocess.DEVNULL,
    ) as process:
        programs = numbers_in(numbers, 2)

        process.send_signal(number)
        process.wait(TIMEOUT_S)

    for program in programs:
        wait_until(lambda program=program: is_gone(program))
