"""The environments of measured processes: private folders, and a virtual screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.app_process import CHECKOUT

if TYPE_CHECKING:
    from pathlib import Path


def private_environment(folder: Path) -> dict[str, str]:
    """Return an environment without a real screen, with all folders of the user in ``folder``."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    return {
        # The folders of the user may be named here.
        **{name: value for name, value in os.environ.items() if not name.startswith("XDG_")},
        "HOME": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(runtime),
    }


def full_hd_environment(folder: Path, data: Path, environ: dict[str, str]) -> dict[str, str]:
    """Return an environment with a screen of 1920x1080 that the window of the app fills.

    Args:
        folder: Where the description of the screen is written.
        data: The data folder of the app.
        environ: The environment to change.
    """
    config = folder / "screen.json"
    screen = {"name": "screen", "x": 0, "y": 0, "width": 1920, "height": 1080}
    # Without frames, so that a maximised window has every pixel.
    config.write_text(json.dumps({"screens": [screen], "windowFrameMargins": False}))
    full_hd = {**environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    place = data / "state" / "window.json"
    command = [sys.executable, "-m", "tests.benchmarks.full_hd", str(place)]
    subprocess.run(command, check=True, cwd=CHECKOUT, env=full_hd)
    return full_hd
