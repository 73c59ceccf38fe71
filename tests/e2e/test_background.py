"""The app in the background, on a real screen: no window before it is asked for, and after it."""

from __future__ import annotations

import json
import subprocess
from contextlib import closing
from datetime import UTC
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.reminders import Reminders
from stretchapp.base.paths import user_paths
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.diary.storage.store import open_store
from tests.app_process import App, is_watched, run
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.screen import Screen

pytestmark = pytest.mark.e2e


def windows(screen: Screen, app: App) -> list[str]:
    """Return the numbers of the windows that can be seen of an app."""
    command = ["xdotool", "search", "--onlyvisible", "--pid", str(app.process.pid)]
    done = subprocess.run(
        command,
        check=False,
        encoding="ascii",
        env={"DISPLAY": screen.display, "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
    )
    return done.stdout.split()


def test_a_window_comes_when_it_is_asked_for_and_goes_without_ending_the_app(
    screen: Screen, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with screen.start(data, "--background") as app:
        app.wait_until(app.socket.exists)
        assert windows(screen, app) == []

        for _ in range(2):
            assert run("--data-dir", data).returncode == 0
            screen.window_of(app)
            screen.wait_for_title(app, "stretchapp")

            screen.press("alt+F4")
            app.wait_until(lambda: windows(screen, app) == [])

        assert run("--data-dir", data).returncode == 0
        screen.wait_for_title(app, "stretchapp")
        screen.press("ctrl+q")
        assert app.end() == ""
        assert app.process.returncode == 0


@pytest.mark.parametrize("waits", ["resident", "timers"])
def test_a_window_that_is_closed_goes_on_waiting_only_where_the_person_wants_it(
    waits: str, screen: Screen, tmp_path: Path
) -> None:
    paths = user_paths(tmp_path / "data")
    with closing(open_store(paths.diary)) as connection:
        Reminders(connection, UTC, is_alive).add(a_rule(), LONG_AGO)
    paths.settings.write_text(json.dumps({"waits": waits}))
    with screen.start(paths.data) as app:
        screen.wait_for_title(app, "stretchapp")
        # Without timers both wait while their window is open.
        app.wait_until(lambda: is_watched(app, paths.diary))

        screen.press("alt+F4")

        if waits == "resident":
            app.wait_until(lambda: windows(screen, app) == [])
            app.process.terminate()
        assert app.end() == ""
        assert app.process.returncode == 0
