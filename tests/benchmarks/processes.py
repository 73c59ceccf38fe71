"""Measures processes from outside: how long they take, and what they use while they run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.app_process import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from tests.benchmarks.rows import Measured

BARE = (sys.executable, "-m", "tests.benchmarks.bare")
"""The command of the bare programs; the kind of the program follows."""

KIB_PER_MIB = 1024
POLL_S = 0.1
QUIET_POLLS = 5
MAX_POLLS = 300
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")

Commands = dict[str, list[str]]


def wall_s(commands: Commands, environ: Mapping[str, str], rounds: int) -> Measured:
    """Return the times that each command takes from its start to its end.

    Each round runs all commands, so that other load of the machine affects all of them. The first
    round warms up and does not count.
    """
    times: Measured = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            start_s = time.perf_counter()
            _run(command, environ)
            if number:
                times[name].append(time.perf_counter() - start_s)
    return times


def pss_mib(commands: Commands, environ: Mapping[str, str], rounds: int) -> Measured:
    """Return the memory of each command once it is shown, with its share of the libraries."""
    sizes: Measured = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            with running(command, environ) as pid:
                sizes[name].append(_pss_mib(pid))
    return sizes


@contextmanager
def running(command: Sequence[str], environ: Mapping[str, str]) -> Generator[int]:
    """Run a command in the background; gives its process id once it has started up."""
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=environ, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    try:
        _wait_until_calm(process)
        yield process.pid
    finally:
        process.terminate()
        process.communicate()


def cpu_s(pid: int) -> float:
    """Return the processor seconds that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_S


def wake_ups(pid: int) -> int:
    """Return how often the threads of a process have gone to sleep and were woken again."""
    lines = (
        line
        for status in Path(f"/proc/{pid}/task").glob("*/status")
        for line in status.read_text().splitlines()
    )
    switches = (line for line in lines if line.startswith("voluntary_ctxt_switches:"))
    return sum(int(line.split()[1]) for line in switches)


def _wait_until_calm(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process uses less than a tenth of a core; starting up takes a whole one."""
    calm_polls = 0
    before_s = 0.0
    for _ in range(MAX_POLLS):
        time.sleep(POLL_S)
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended too soon")
        now_s = cpu_s(process.pid)
        calm_polls = calm_polls + 1 if now_s and now_s - before_s <= POLL_S / 10 else 0
        before_s = now_s
        if calm_polls == QUIET_POLLS:
            return
    raise RuntimeError(f"{process.args} does not calm down")


def _pss_mib(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    size = re.search(r"^Pss:\s+(\d+) kB$", rollup, re.MULTILINE)
    if size is None:
        raise RuntimeError("this kernel does not report the memory of a process")
    return int(size[1]) / KIB_PER_MIB


def _run(command: Sequence[str], environ: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=CHECKOUT, encoding="utf-8", env=environ
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
