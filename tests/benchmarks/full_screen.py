"""Time from launch to a window that fills the screen, on a private X server, and that of Safe Eyes.

Safe Eyes covers the screen for a break, as relief does for a cramp. If it is not installed or shows
no window, the values of version 2.1.5 that were measured in the same way are used.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.app_process import CHECKOUT, COMMAND
from tests.benchmarks.rows import Row
from tests.e2e.screen import SIZE, Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from tests.benchmarks.rows import Measured

    _Measurements = dict[str, Callable[[Screen], float]]

NEEDED = ("Xvfb", "openbox", "xdotool")
PEER = "safeeyes"
STORED_PEER: Measured = {"peer-cold": [2.4], "peer-open": [1.4]}
"""The seconds that Safe Eyes 2.1.5 took on another machine."""

ROUNDS = 5
MIN_FASTER = {"cold": 5.0, "open": 10.0}
"""How many times faster than Safe Eyes relief must fill the screen."""

TIMEOUT_S = 20.0
SETTLED_S = {"app": 1.5, "peer": 4.0}
"""The time after which start-up is surely over, in seconds."""


def is_possible() -> bool:
    """Return whether the programs that this needs are installed."""
    return all(map(shutil.which, NEEDED))


def full_screen_rows(folder: Path, rounds: int) -> list[Row]:
    """Return the times to a full screen, cold and where the program already runs.

    Args:
        folder: Where the programs write their files.
        rounds: How often to measure.
    """
    times = _full_screen_s(folder, min(rounds, ROUNDS))
    note = " (stored)" if times["peer-cold"] is STORED_PEER["peer-cold"] else ""
    rows: list[Row] = []
    for kind, target in MIN_FASTER.items():
        ours_ms, peer_ms = 1000 * median(times[kind]), 1000 * median(times[f"peer-{kind}"])
        faster = peer_ms / ours_ms
        rows += [
            Row(f"break of Safe Eyes, {kind}{note}", peer_ms, "ms"),
            Row(f"relief, {kind}: times faster", ours_ms, "ms", faster, target, at_least=True),
        ]
    return rows


def _full_screen_s(folder: Path, rounds: int) -> Measured:
    data = ["--data-dir", str(folder / "full")]
    ours: _Measurements = {
        "cold": lambda screen: _cold_s(screen, folder, [*COMMAND, *data, "relief"]),
        "open": lambda screen: _open_s(
            screen, folder, [*COMMAND, *data], [*COMMAND, *data, "relief"], SETTLED_S["app"]
        ),
    }
    take_break = [PEER, "--take-break"]
    peers: _Measurements = {
        "peer-cold": lambda screen: _cold_s(screen, folder, take_break),
        "peer-open": lambda screen: _open_s(screen, folder, [PEER], take_break, SETTLED_S["peer"]),
    }
    if all(map(shutil.which, (PEER, "dbus-run-session"))):
        with suppress(TimeoutError):
            return _measure(ours | peers, rounds)
    return {**_measure(ours, rounds), **STORED_PEER}


def _measure(measurements: _Measurements, rounds: int) -> Measured:
    times: Measured = {name: [] for name in measurements}
    # The first round warms up.
    for number in range(rounds + 1):
        for name, measure in measurements.items():
            with tempfile.TemporaryDirectory() as picture, Screen(Path(picture)) as screen:
                screen.manage_windows()
                took_s = measure(screen)
            if number:
                times[name].append(took_s)
    return times


def _cold_s(screen: Screen, folder: Path, command: Sequence[str]) -> float:
    with _session(screen, folder) as start:
        begin_s = time.perf_counter()
        start(command)
        return _wait_for_full_screen(screen) - begin_s


def _open_s(
    screen: Screen, folder: Path, first: Sequence[str], second: Sequence[str], settled_s: float
) -> float:
    with _session(screen, folder) as start:
        start(first)
        time.sleep(settled_s)
        begin_s = time.perf_counter()
        start(second)
        return _wait_for_full_screen(screen) - begin_s


@contextmanager
def _session(screen: Screen, folder: Path) -> Generator[Callable[[Sequence[str]], None]]:
    """Give a function that starts programs on a common bus, and end the programs afterwards."""
    environ = {
        **os.environ,
        **{name: value for name, value in screen.environ.items() if value is not None},
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(CHECKOUT),
        "XDG_RUNTIME_DIR": str(folder / "run"),
    }
    for name in ("WAYLAND_DISPLAY", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        environ.pop(name, None)
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        encoding="utf-8",
        env=environ,
        stderr=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    assert bus.stdout is not None
    address = bus.stdout.readline().strip()
    environ |= {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}
    started: list[subprocess.Popen[bytes]] = []

    def start(command: Sequence[str]) -> None:
        started.append(
            subprocess.Popen(
                command,
                cwd=folder,
                env=environ,
                start_new_session=True,
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        )

    try:
        yield start
    finally:
        for process in started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        bus.terminate()
        bus.communicate()


def _wait_for_full_screen(screen: Screen) -> float:
    """Wait for a visible window as large as the screen; return the time at which it was there."""
    width, height = SIZE.split("x")
    wanted = f"WIDTH={width}\nHEIGHT={height}\n"
    command = ["xdotool", "search", "--onlyvisible", "--name", "", "getwindowgeometry", "--shell"]
    # Safe Eyes takes no break while nobody moves the mouse.
    move = ["mousemove_relative", "--", "1", "0"]
    environ = {**os.environ, "DISPLAY": screen.display}
    end_s = time.perf_counter() + TIMEOUT_S
    while time.perf_counter() < end_s:
        shown = subprocess.run(
            [*command, "%@"],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=environ,
        ).stdout
        # The root window is one of them.
        if shown.count(wanted) > 1:
            return time.perf_counter()
        subprocess.run(["xdotool", *move], check=True, env=environ)
    raise TimeoutError(f"no window filled the screen after {TIMEOUT_S:g} seconds")
