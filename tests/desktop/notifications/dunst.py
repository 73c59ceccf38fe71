"""A real notification server for one test: dunst on a screen, and a mouse to click with."""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from jeepney import DBusAddress

from stretchapp.desktop.dbus.blocking_connection import NOTIFICATIONS, NOTIFIER, SessionBus

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.e2e.screen import Screen

TIMEOUT_S = 20.0

_CONTROL = "org.dunstproject.cmd0"
_PROPERTIES = DBusAddress(NOTIFIER.object_path, NOTIFICATIONS, "org.freedesktop.DBus.Properties")

# The left button answers as most servers do: with the click itself. The buttons of a notification
# are in a menu here, that the right button opens; a script chooses from it what the test says.
_RULES = """\
[global]
    follow = none
    width = 420
    height = 200
    origin = top-right
    offset = 20x20
    notification_limit = 5
    font = Sans 14
    icon_position = left
    min_icon_size = 32
    max_icon_size = 64
    icon_path = ""
    idle_threshold = 0
    mouse_left_click = do_action
    mouse_middle_click = close_current
    mouse_right_click = context
    dmenu = {menu}
"""

_MENU = """\
#!/bin/sh
tee {menu}.shown | grep -F -m1 "$(cat {menu}.choice)"
"""


class Dunst:
    """dunst, showing notifications of one bus on one screen; a context manager.

    Attributes:
        process: The server.
        environ: The environment of a program that uses it, or is to appear beside it.
    """

    def __init__(self, folder: Path, screen: Screen, environ: Mapping[str, str]) -> None:
        """Start it and wait until it can be asked.

        Args:
            folder: Where it may keep its files.
            screen: Where it shows notifications.
            environ: The environment; it names the bus.
        """
        self._screen = screen
        self.environ = {**os.environ, **environ, "DISPLAY": screen.display}
        self._menu = folder / "menu"
        self._menu.write_text(_MENU.format(menu=self._menu))
        self._menu.chmod(0o700)
        rules = folder / "dunstrc"
        rules.write_text(_RULES.format(menu=self._menu))
        self.process = subprocess.Popen(
            ["dunst", "-config", str(rules)],
            env=self.environ,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        wait_for_owner(environ)

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()

    def count(self) -> int:
        """Return how many notifications it shows or would show."""
        bus = SessionBus(self.environ)
        try:
            lengths = [
                bus.ask(_PROPERTIES, "Get", "ss", _CONTROL, name)[0][1]
                for name in ("displayedLength", "waitingLength")
            ]
        finally:
            bus.close()
        return sum(map(int, lengths))

    def click(self) -> None:
        """Click on the notification that is on top."""
        self._click_with(1)

    def dismiss(self) -> None:
        """Close the notification that is on top, as somebody does who does not want to answer."""
        self._click_with(2)

    def choose(self, button: str) -> None:
        """Click on a button of the notification that is on top."""
        self._menu.with_suffix(".choice").write_text(button)
        self._click_with(3)

    def buttons(self) -> str:
        """Return the text of the menu that was opened last."""
        return self._menu.with_suffix(".shown").read_text()

    def _click_with(self, button: int) -> None:
        window = self._run("xdotool", "search", "--sync", "--onlyvisible", "--class", "Dunst")
        # Its title is where one would click.
        self._run("xdotool", "mousemove", "--window", window.split()[0], "200", "25")
        self._run("xdotool", "click", str(button))

    def _run(self, *words: str) -> str:
        return subprocess.run(
            words,
            check=True,
            encoding="utf-8",
            env=self.environ,
            stdout=subprocess.PIPE,
            timeout=TIMEOUT_S,
        ).stdout


def wait_for_owner(environ: Mapping[str, str], name: str = NOTIFICATIONS) -> None:
    """Wait until a program on the bus has taken a name."""
    with ExitStack() as stack:
        bus = SessionBus(environ)
        stack.callback(bus.close)
        for _ in range(2000):
            if bus.has_owner(name):
                return
    raise AssertionError(f"nobody takes the name {name}")
