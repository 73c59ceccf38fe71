"""Ten minutes of sessions, reliefs and pages in a real window: ``make soak``.

Pytest collects this file only where it is named, because it takes too long for every day.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.clock import SystemClock
from stretchapp.ui.relief import relief_page
from tests.app_process import run, sessions
from tests.e2e.screen import Screen, need_programs

if TYPE_CHECKING:
    from tests.app_process import App

LENGTH_S = 60.0 * float(os.environ.get("SOAK_MINUTES", "10"))
WARM_UP = 0.1
"""The share of the rounds that is not counted; pixmaps and fonts are cached for about 40 rounds."""

GROWTH = 1.05
"""How much the memory may grow from the first half to the second."""

PAGES = 12
"""How many buttons of Home are pressed, one after the other."""


def memory_kib(app: App) -> int:
    """Return the memory of the app, in KiB."""
    lines = Path(f"/proc/{app.process.pid}/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("VmRSS:")]
    return int(line.split()[1])


def play_a_round(screen: Screen, app: App) -> None:
    """Play a session to its end, take a relief for a while, and look at every page from Home."""
    played = len(sessions(app.data_dir))
    run("--data-dir", app.data_dir, "start", "three-minute-nightly", "--speed", "200")
    app.wait_until(
        lambda: [it.state for it in sessions(app.data_dir)][: -played or None] == ["finished"]
    )
    run("--data-dir", app.data_dir, "relief", "--speed", "20")
    screen.wait_for_title(app, relief_page.PAGE_NAME)
    screen.press("Right", "Down", "space", "Escape", "Escape")
    screen.wait_for_title(app, "stretchapp")
    for key in ("F1", "ctrl+f"):
        screen.press(key, "Escape")
    for place in range(PAGES):
        screen.press(*(["Tab"] * place), "Return", "Escape", "Escape")
    screen.press("Escape", "Escape")


def test_ten_minutes_leave_the_memory_flat_and_no_bug_behind(tmp_path: Path) -> None:
    need_programs()
    clock = SystemClock()
    with Screen(tmp_path) as screen:
        screen.manage_windows()
        with screen.start(tmp_path / "data") as app:
            app.wait_until_open()
            end_s = clock.monotonic_s() + LENGTH_S
            sizes: list[int] = []
            while clock.monotonic_s() < end_s:
                play_a_round(screen, app)
                sizes.append(memory_kib(app))
            print(f"{len(sizes)} rounds, KiB: {sizes}")  # noqa: T201 -- pytest -s shows it
    sizes = sizes[round(WARM_UP * len(sizes)) :]
    half = len(sizes) // 2
    first, second = sum(sizes[:half]) / half, sum(sizes[half:]) / len(sizes[half:])
    assert second <= GROWTH * first
