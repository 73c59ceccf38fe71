"""The icon in a real tray, clicked on with a real mouse."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.base.settings import SettingsFile
from stretchapp.ui.relief import relief_page
from stretchapp.ui.session import player_page

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.app_process import App
    from tests.e2e.screen import Screen

pytestmark = pytest.mark.e2e

SESSION = player_page.PAGE_NAME.format(title="")
TRAY_PX = 40
LEFT, RIGHT = "1", "3"


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The data folder of somebody who wants the icon."""
    paths = user_paths(tmp_path / "data")
    paths.config.mkdir()
    paths.settings.write_text(json.dumps({"tray": True, "tonight": "seated-desk"}))
    return tmp_path / "data"


@contextmanager
def tray(screen: Screen) -> Generator[None]:
    """Show a tray of the size of one icon in the lower right corner."""
    words = ["--edge", "bottom", "--align", "right", "--widthtype", "request"]
    host = subprocess.Popen(
        ["trayer", *words, "--height", str(TRAY_PX), "--SetPartialStrut", "true"],
        env={**os.environ, "DISPLAY": screen.display},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        host.kill()
        host.wait()


def wait_for_icon(screen: Screen, app: App) -> None:
    """Wait until there is an orange icon in the corner."""
    app.wait_until(lambda: is_there(screen))


def is_there(screen: Screen) -> bool:
    """Return whether the icon is in the corner: it has more than one colour."""
    picture = screen.picture()
    middle = picture.copy(picture.width() - TRAY_PX, picture.height() - TRAY_PX, TRAY_PX, TRAY_PX)
    colours = {middle.pixel(x, y) for x in range(0, TRAY_PX, 2) for y in range(0, TRAY_PX, 2)}
    return len(colours) > 20


def click_icon(screen: Screen, button: str, up_px: int = 0) -> None:
    """Click on the icon, in its middle or somewhat higher."""
    picture = screen.picture()
    x, y = picture.width() - TRAY_PX // 4, picture.height() - TRAY_PX // 2
    screen.click(x, y - up_px, button)


def choose(screen: Screen, app: App, downs: int) -> None:
    """Choose an entry of the menu of the icon."""
    before = set(screen.windows_of(app))
    # Each time elsewhere: two quick clicks in one place would be one double click.
    click_icon(screen, RIGHT, up_px=4 * downs - 8)
    app.wait_until(lambda: set(screen.windows_of(app)) - before)
    menu = set(screen.windows_of(app)) - before
    screen.press(*["Down"] * downs, "Return")
    app.wait_until(lambda: not menu & set(screen.windows_of(app)))


def test_relief_is_chosen_in_its_menu(screen: Screen, data_dir: Path) -> None:
    with tray(screen), screen.start(data_dir) as app:
        screen.wait_for_title(app, "stretchapp")
        wait_for_icon(screen, app)

        choose(screen, app, 1)

        screen.wait_for_title(app, relief_page.PAGE_NAME)


def test_a_closed_window_goes_on_in_it_and_says_so_once(screen: Screen, data_dir: Path) -> None:
    with tray(screen), screen.start(data_dir) as app:
        screen.wait_for_title(app, "stretchapp")
        wait_for_icon(screen, app)

        screen.press("alt+F4")

        settings = user_paths(data_dir).settings
        app.wait_until(lambda: SettingsFile(settings).settings.tray_told)
        assert app.process.poll() is None
        click_icon(screen, LEFT)
        screen.wait_for_title(app, "stretchapp")
        screen.press("alt+F4")
        app.wait_until(lambda: screen.title() != "stretchapp")
        choose(screen, app, 2)
        screen.wait_for_title(app, SESSION)
        choose(screen, app, 4)
        assert app.end() == ""
        assert app.process.returncode == 0


def test_it_appears_as_soon_as_there_is_a_place(screen: Screen, data_dir: Path) -> None:
    with screen.start(data_dir) as app:
        screen.wait_for_title(app, "stretchapp")
        with tray(screen):
            wait_for_icon(screen, app)

            screen.press("ctrl+q")

            assert app.end() == ""
            assert app.process.returncode == 0


def test_without_a_tray_a_closed_window_is_the_end(screen: Screen, data_dir: Path) -> None:
    with screen.start(data_dir) as app:
        screen.wait_for_title(app, "stretchapp")
        with tray(screen):
            wait_for_icon(screen, app)
        # The key must not overtake the news.
        app.wait_until(lambda: not is_there(screen))

        screen.press("alt+F4")

        assert app.end() == ""
        assert app.process.returncode == 0


def test_the_end_of_a_desktop_session_ends_it_too(screen: Screen, data_dir: Path) -> None:
    with tray(screen), screen.start(data_dir) as app:
        screen.wait_for_title(app, "stretchapp")
        wait_for_icon(screen, app)

        app.process.terminate()

        assert app.end() == ""
        assert app.process.returncode == 0
        assert not SettingsFile(user_paths(data_dir).settings).settings.tray_told
