"""Memory of the app with a window, in the tray and while it waits, compared with bare programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.app_process import COMMAND
from tests.benchmarks.processes import BARE, pss_mib
from tests.benchmarks.rows import Candidate, ratio_rows
from tests.benchmarks.waiting import add_reminder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.benchmarks.rows import Row

CANDIDATES = {
    "window": Candidate("bare window"),
    "home": Candidate("home page", "window", 1.5),
    "session": Candidate("session", "window", 1.5),
    "program": Candidate("bare program without a window"),
    "waiting": Candidate("waiting for a reminder", "program", 1.3),
    "tray": Candidate("waiting in the tray", "program", 1.3),
}


def memory_rows(folder: Path, environ: Mapping[str, str], rounds: int) -> list[Row]:
    """Return the memory of each program, interleaved.

    It is PSS, in which a library counts by the share of the process: other processes that use Qt
    make the bare programs look smaller, and the ratios larger.
    """
    data = {name: folder / f"memory-{name}" for name in ("window", "waiting", "tray")}
    add_reminder(data["waiting"], environ)
    add_reminder(data["tray"], environ)
    (data["tray"] / "settings.json").write_text('{"tray": true}')
    app = {name: [*COMMAND, "--data-dir", str(path)] for name, path in data.items()}
    commands = {
        "window": [*BARE, "window"],
        "home": app["window"],
        "session": [*app["window"], "start", "three-minute-nightly"],
        "program": [*BARE, "program"],
        "waiting": [*app["waiting"], "--background"],
        "tray": [*app["tray"], "--background"],
    }
    return ratio_rows(pss_mib(commands, environ, rounds), CANDIDATES, "MiB")
