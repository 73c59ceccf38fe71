"""The real window on a real screen, used by its keys; what counts is what is seen and recorded."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.ui.reading import help_page
from stretchapp.ui.session.done_page import STOPPED, WELL_DONE
from stretchapp.ui.session.player_page import PAGE_NAME
from tests.app_process import App, environment, run, sessions
from tests.e2e.screen import near_white
from tests.library.files import routine, write

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.screen import Screen

pytestmark = pytest.mark.e2e

THREE_MINUTES = PAGE_NAME.format(title="Three-minute nightly stretch")
IN_A_WINDOW = (1024, 720)
FULL = (1280, 800)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The data folder of somebody who has chosen what to do tonight."""
    paths = user_paths(tmp_path / "data")
    write(paths.user_routines, short=routine("short", "rest: 2s"))
    paths.settings.write_text(json.dumps({"tonight": "three-minute-nightly"}))
    return tmp_path / "data"


def part_of(data_dir: Path) -> int:
    """Return the part that the latest session has come to."""
    return sessions(data_dir)[0].part


class TestSession:
    def test_is_found_looked_at_played_and_kept(self, screen: Screen, data_dir: Path) -> None:
        with screen.start(data_dir) as app:
            window = screen.window_of(app)
            screen.wait_for_title(app, "stretchapp")
            screen.press("ctrl+f")
            screen.write("mobility")
            # Past the three filters to the list, where one is left.
            screen.press("Tab", "Tab", "Tab", "Tab", "Return")
            screen.wait_for_title(app, "Toe and foot mobility")

            screen.press("Return")

            screen.wait_for_title(app, PAGE_NAME.format(title="Toe and foot mobility"))
            assert app.wait_for_session().planned_s == 456.0
            screen.press("Right", "Right")
            app.wait_until(lambda: part_of(data_dir) == 2)
            screen.press("Left")
            screen.press("Left")
            app.wait_until(lambda: part_of(data_dir) == 1)
            screen.press("F11")
            app.wait_until(lambda: screen.size(window) == FULL)
            screen.press("F11")
            app.wait_until(lambda: screen.size(window) == IN_A_WINDOW)
            screen.press("Escape")
            screen.wait_for_title(app, f"{STOPPED}: Toe and foot mobility")
            assert [it.state for it in sessions(data_dir)] == ["stopped"]

            screen.press("Return")

            app.wait_until(lambda: screen.title() == "stretchapp")
            screen.press("ctrl+q")
            assert app.end() == ""
            assert app.process.returncode == 0

    def test_of_tonight_is_one_key_away_and_ends_by_itself(
        self, screen: Screen, data_dir: Path
    ) -> None:
        user_paths(data_dir).settings.write_text(json.dumps({"tonight": "short"}))
        with screen.start(data_dir) as app:
            screen.wait_for_title(app, "stretchapp")

            screen.press("Return")

            app.wait_for_session("finished")
            screen.wait_for_title(app, f"{WELL_DONE}: Evening")
            assert sessions(data_dir)[0].active_s == pytest.approx(2.0)

    def test_stands_still_in_a_pause_and_goes_on_after_it(
        self, screen: Screen, data_dir: Path
    ) -> None:
        with screen.start(data_dir, "start", "three-minute-nightly") as app:
            screen.wait_for_title(app, THREE_MINUTES)
            app.wait_until(lambda: has_moved(screen))

            screen.press("space")
            app.wait_until(lambda: not has_moved(screen))
            paused = app.wait_for_session()
            assert not has_moved(screen)
            assert sessions(data_dir) == [paused]

            screen.press("space")
            app.wait_until(lambda: has_moved(screen))
            screen.press("Escape")
            assert app.wait_for_session("stopped").active_s > paused.active_s

    def test_can_be_made_longer(self, screen: Screen, data_dir: Path) -> None:
        # In a whole session of 2 seconds, ten more are not missed.
        with screen.start(data_dir, "start", "short", "--speed", "4") as app:
            screen.wait_for_title(app, PAGE_NAME.format(title="Evening"))

            screen.press("plus")

            assert app.wait_for_session("finished").active_s == pytest.approx(12.0)

    def test_is_paused_by_the_help(self, screen: Screen, data_dir: Path) -> None:
        with screen.start(data_dir, "start", "three-minute-nightly") as app:
            screen.wait_for_title(app, THREE_MINUTES)

            screen.press("F1")
            screen.wait_for_title(app, help_page.TITLE)
            screen.press("Escape")

            screen.wait_for_title(app, THREE_MINUTES)
            app.wait_until(lambda: not has_moved(screen))


class TestStart:
    def test_in_the_dark_shows_no_flash_of_white(self, screen: Screen, data_dir: Path) -> None:
        with screen.start(data_dir) as app:
            whitest = whitest_until(screen, app, "stretchapp")

        assert whitest < 0.05

    def test_in_the_light_shows_that_a_flash_would_be_seen(
        self, screen: Screen, data_dir: Path
    ) -> None:
        user_paths(data_dir).settings.write_text(json.dumps({"theme": "light"}))

        with screen.start(data_dir) as app:
            assert whitest_until(screen, app, "stretchapp") > 0.4

    def test_again_raises_the_window_that_is_there(
        self, screen: Screen, data_dir: Path, tmp_path: Path
    ) -> None:
        with screen.start(data_dir) as app:
            window = screen.window_of(app)
            with screen.start(tmp_path / "other") as other:
                above = screen.window_of(other)
                other.wait_until(lambda: screen.active_window() == above)
                screen.press("Tab")

                done = run("--data-dir", data_dir, env=screen.environ)

                assert (done.returncode, done.stderr) == (0, "")
                app.wait_until(lambda: screen.active_window() == window)

    def test_after_a_crash_offers_to_go_on(self, screen: Screen, data_dir: Path) -> None:
        with screen.start(data_dir, "start", "three-minute-nightly") as killed:
            screen.wait_for_title(killed, THREE_MINUTES)
            screen.press("Right")
            killed.wait_until(lambda: part_of(data_dir) == 1)
            killed.process.kill()
            killed.process.wait()
        (cut_off,) = sessions(data_dir)
        assert cut_off.state == "running"

        with screen.start(data_dir) as app:
            screen.wait_for_title(app, "stretchapp")
            # The offer has the focus once it is there; before, this would be tonight's stretch.
            app.wait_until_open()
            app.wait_until(lambda: not has_moved(screen))
            screen.press("Return")
            screen.wait_for_title(app, THREE_MINUTES)

            app.wait_until(lambda: sessions(data_dir)[0].process == app.process.pid)
            (session,) = sessions(data_dir)
            assert (session.id, session.state, session.part) == (cut_off.id, "running", 1)

    def test_on_a_display_that_refuses_us_goes_on_in_the_terminal(
        self, closed_screen: Screen, data_dir: Path
    ) -> None:
        done = run("--data-dir", data_dir, "start", "short", env=closed_screen.environ)

        assert done.returncode == 0
        # The library that asks the display says why in a line of its own.
        assert done.stderr.splitlines()[-1] == (
            f"stretchapp: The display {closed_screen.display} cannot be reached."
            " Continuing in the terminal."
        )

    def test_whatever_qt_says_last_is_a_sentence(
        self, closed_screen: Screen, data_dir: Path
    ) -> None:
        # Past the check that finds this out before.
        program = (
            "import sys; from stretchapp.desktop.qt_start import display\n"
            "display._accepts_client = lambda _: True\n"
            "from stretchapp.startup.cli import main; sys.exit(main(sys.argv[1:]))"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, "--data-dir", str(data_dir)],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env=environment(closed_screen.environ),
        )

        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith("stretchapp: no window could be opened (")
        assert "Traceback" not in done.stderr


def has_moved(screen: Screen) -> bool:
    """Return whether something on the screen moves within a second."""
    before = screen.picture()
    for _ in range(50):
        if screen.picture() != before:
            return True
        # An event that never comes: this only lets the time pass.
        screen.active_window()
    return False


def whitest_until(screen: Screen, app: App, title: str) -> float:
    """Look at the screen until the window has this title, and return the whitest that was seen."""
    seen: list[float] = []

    def is_there() -> bool:
        seen.extend(near_white(screen.glance()) for _ in range(10))
        return screen.title().startswith(title)

    app.wait_until(is_there)
    # The title is there before the page.
    seen.extend(near_white(screen.glance()) for _ in range(200))
    return max(seen)


def test_after_a_display_that_died_the_session_can_be_continued(
    screen: Screen, data_dir: Path
) -> None:
    with screen.start(data_dir, "start", "three-minute-nightly") as app:
        screen.wait_for_title(app, THREE_MINUTES)
        app.wait_for_session()

        screen.die()

        app.end()
    # The next start offers to continue what is said to be running still.
    assert [session.state for session in sessions(data_dir)] == ["running"]
