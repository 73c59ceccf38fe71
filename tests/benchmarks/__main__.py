"""Measures what a start, a session and the reading of files cost: ``python -m tests.benchmarks``.

Everything is held against a bare PySide6 window on the same machine in the same minutes, because
a figure alone says more about the machine. It measures and does not judge: the exit code is 0
unless something could not be measured.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.app_process import CHECKOUT, COMMAND
from tests.benchmarks.full_screen import NEEDED, STORED, full_screen_s, is_possible
from tests.benchmarks.processes import processor_s, pss_mib, running, wall_s
from tests.benchmarks.reading import FILES, reading_s
from tests.benchmarks.waiting import MAX_MEMORY as MAX_WAITING_MEMORY
from tests.benchmarks.waiting import MAX_WAKE_UPS, waiting_cost

if TYPE_CHECKING:
    from tests.benchmarks.processes import Measured

MAX_FIRST_FRAME = 1.5
MAX_RELIEF = 1.5
MAX_HAND_OVER = 3.0
MAX_ARRIVAL_MS = 100.0
MIN_FASTER = {"cold": 5.0, "open": 10.0}
"""How many times earlier than Safe Eyes relief is to fill the screen."""

MAX_MEMORY = 1.5
MAX_READING = 3.0
MAX_SESSION_PERCENT = 5.0
MEMORY_ROUNDS = 3
ARRIVAL_ROUNDS = 5
SCREEN_ROUNDS = 5

BARE = [sys.executable, "-m", "tests.benchmarks.bare_window"]
LABELS = {
    "bare": "bare QLabel window",
    "relief": "relief",
    "home": "home page",
    "start": "start three-minute-nightly",
    "pass": "python -c pass",
    "hand-over": "relief, handed over",
    "cold": "relief",
    "open": "relief, where the app runs",
    "peer-cold": "a break of Safe Eyes",
    "peer-open": "a break, where it runs",
    "plain": "yaml.load with CSafeLoader",
    "ours": "our loader, every check",
    "cached": "from the cache",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11, metavar="N", help="how often to measure")
    parser.add_argument(
        "--seconds", type=float, default=20.0, metavar="S", help="how long to watch a session"
    )
    parser.add_argument(
        "--waiting",
        type=float,
        default=120.0,
        metavar="S",
        help="how long to count wake-ups while it waits for a reminder",
    )
    options = parser.parse_args()
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {options.rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        environ = _environment(Path(folder))
        _measure(Path(folder), environ, options.rounds, options.seconds)
        _measure_waiting(Path(folder), environ, min(options.rounds, MEMORY_ROUNDS), options.waiting)


def _measure(folder: Path, environ: dict[str, str], rounds: int, seconds: float) -> None:
    home = [*COMMAND, "--data-dir", str(folder / "data")]
    start = [*home, "start", "three-minute-nightly"]
    _compile_byte_code()

    first_frames = wall_s(
        {
            "bare": BARE,
            "relief": [*home, "relief", "--quit-after-first-frame"],
            "home": [*home, "--quit-after-first-frame"],
            "start": [*start, "--quit-after-first-frame"],
        },
        environ,
        rounds,
    )
    print("\nTime to first frame, offscreen")
    targets = {"relief": MAX_RELIEF, "home": MAX_FIRST_FRAME}
    _print_ratios(first_frames, 1000, "ms", "bare", targets)

    print("\nRelief where the app runs already, offscreen")
    # Commands without options are handed over the fast way.
    with running(COMMAND, environ):
        passing = {"pass": [sys.executable, "-c", "pass"], "hand-over": [*COMMAND, "relief"]}
        _print_ratios(
            wall_s(passing, environ, rounds), 1000, "ms", "pass", {"hand-over": MAX_HAND_OVER}
        )
    _print_arrivals(_arrivals(folder, environ, min(rounds, ARRIVAL_ROUNDS)))

    print("\nTime to a window that fills the screen, on Xvfb")
    if is_possible():
        _print_full_screen(full_screen_s(folder, min(rounds, SCREEN_ROUNDS)))
    else:
        print(f"  not measured: needs {', '.join(NEEDED)}")

    shown = {"bare": [*BARE, "--stay"], "home": home, "start": start}
    print("\nMemory while shown (PSS)")
    sizes = pss_mib(shown, environ, min(rounds, MEMORY_ROUNDS))
    _print_ratios(sizes, 1, "MiB", "bare", {"home": MAX_MEMORY, "start": MAX_MEMORY})

    print(f"\nReading {FILES} exercise files")
    times = reading_s(folder / "thousand", min(rounds, 5))
    _print_ratios(times, 1000, "ms", "plain", {"ours": MAX_READING})

    print("\nProcessor seconds in a minute")
    screen = _full_hd(folder, environ)
    session = processor_s([*home, "start", "evening-stretch"], screen, seconds)
    percent = session / 60 * 100
    is_met = _word(is_met=percent <= MAX_SESSION_PERCENT)
    note = f"{percent:.1f} % of a core, target {MAX_SESSION_PERCENT:g} %: {is_met}"
    print(f"  {'a session at 1920x1080':28} {session:8.2f} s    {note}")
    idle = processor_s(home, screen, seconds)
    print(
        f"  {'the home page at 1920x1080':28} {idle:8.2f} s    target 0: {_word(is_met=not idle)}"
    )


def _measure_waiting(folder: Path, environ: dict[str, str], rounds: int, seconds: float) -> None:
    cost = waiting_cost(folder, environ, rounds, seconds)
    print("\nWaiting for a reminder")
    rows = (
        ("processes, timers wait", f"{cost.timers:8}", "0", cost.timers == 0),
        ("processes, one waits", f"{cost.resident:8}", "1", cost.resident == 1),
        *(
            (
                name,
                f"{mib:8.1f} MiB {ratio:6.2f} x",
                f"{MAX_WAITING_MEMORY:g} x a bare program without a window",
                ratio <= MAX_WAITING_MEMORY,
            )
            for name, (mib, ratio) in (
                ("its memory (PSS)", cost.memory),
                ("with an icon in the tray", cost.tray),
            )
        ),
        (
            "its wake-ups in a minute",
            f"{cost.wake_ups:8.1f}",
            f"{MAX_WAKE_UPS:g}",
            cost.wake_ups <= MAX_WAKE_UPS,
        ),
    )
    for name, value, target, is_met in rows:
        print(f"  {name:28} {value}, target {target}: {_word(is_met=is_met)}")


def _print_ratios(
    measured: Measured, factor: float, unit: str, base: str, targets: dict[str, float]
) -> None:
    """Print the medians, and the medians of the ratios in each round.

    What slows the machine down for some rounds slows both sides of a ratio.
    """
    for name, values in measured.items():
        ratio = median(value / other for value, other in zip(values, measured[base], strict=True))
        note = "" if name == base else f"{ratio:6.2f} x"
        if name in targets:
            is_met = _word(is_met=ratio <= targets[name])
            note += f", target {targets[name]:g} x: {is_met}"
        print(f"  {LABELS[name]:28} {median(values) * factor:8.1f} {unit:4}{note}".rstrip())


def _arrivals(folder: Path, environ: dict[str, str], rounds: int) -> list[list[float]]:
    """Return how long relief took in each process, the first time and again, in milliseconds."""
    command = [sys.executable, "-m", "tests.benchmarks.arrival", str(folder / "arrival"), "2"]
    runs = (
        subprocess.run(
            command, check=True, cwd=CHECKOUT, encoding="utf-8", env=environ, stdout=subprocess.PIPE
        )
        for _ in range(rounds)
    )
    return [[float(word) for word in run.stdout.split()] for run in runs]


def _print_arrivals(took_ms: list[list[float]]) -> None:
    """Print how long relief takes from the message to the picture; the first time counts."""
    first_ms, again_ms = (median(run[at] for run in took_ms) for at in (0, 1))
    is_met = _word(is_met=first_ms <= MAX_ARRIVAL_MS)
    target = f"target {MAX_ARRIVAL_MS:g} ms: {is_met}"
    print(f"  {'message to picture':28} {first_ms:8.1f} ms  {target}")
    print(f"  {'the same once more':28} {again_ms:8.1f} ms")


def _print_full_screen(measured: Measured) -> None:
    for name, values in measured.items():
        took_s = median(values)
        note = "measured before, elsewhere" if values is STORED.get(name) else ""
        if name in MIN_FASTER:
            faster = median(measured[f"peer-{name}"]) / took_s
            is_met = _word(is_met=faster >= MIN_FASTER[name])
            note = f"{faster:.1f} times faster, target {MIN_FASTER[name]:g}: {is_met}"
        print(f"  {LABELS[name]:28} {took_s * 1000:8.0f} ms  {note}".rstrip())


def _word(*, is_met: bool) -> str:
    return "yes" if is_met else "no"


def _environment(folder: Path) -> dict[str, str]:
    """Return an environment without a screen, in which nothing of the user's is touched."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    return {
        # The folders of the user may be named here.
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(runtime),
    }


def _full_hd(folder: Path, environ: dict[str, str]) -> dict[str, str]:
    """Return an environment with a screen of 1920x1080 that the window fills."""
    config = folder / "screen.json"
    screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080}
    config.write_text(json.dumps({"screens": [screen]}))
    changed = {**environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    place = folder / "data" / "state" / "window.ini"
    command = [sys.executable, "-m", "tests.benchmarks.full_hd", str(place)]
    subprocess.run(command, check=True, cwd=CHECKOUT, env=changed)
    return changed


def _compile_byte_code() -> None:
    """Compile what a start imports, as the set-up does."""
    command = [sys.executable, "-m", "compileall", "-q", "stretchapp", "tests/benchmarks"]
    subprocess.run(command, check=True, cwd=CHECKOUT)


if __name__ == "__main__":
    main()
