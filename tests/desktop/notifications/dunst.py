"""A real notification server for one test: dunst on a screen, and a mouse to click with."""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Self

from jeepney import DBusAddress
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection

from stretchapp.desktop.dbus.addresses import (
    BUS_NAME,
    NOTIFICATION_SERVER,
    NOTIFICATIONS,
    PROPERTIES,
    session_bus_address,
)
from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.e2e.screen import Screen

TIMEOUT_S = 20.0

_CONTROL = "org.dunstproject.cmd0"
_SERVER_PROPERTIES = DBusAddress(NOTIFICATION_SERVER.object_path, NOTIFICATIONS, PROPERTIES)

# The left button answers with the click itself, as with most servers. The buttons of a notification
# are in a menu that the right button opens; a script chooses the entry that the test has named.
_CONFIG = """\
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

_MENU_SCRIPT = """\
#!/bin/sh
tee {menu}.shown | grep -F -m1 "$(cat {menu}.choice)"
"""


class Dunst:
    """dunst, showing the notifications of a bus on a screen; a context manager.

    Attributes:
        process: The server.
        environ: The environment of programs that use the server or appear beside it.
    """

    def __init__(self, folder: Path, screen: Screen, environ: Mapping[str, str]) -> None:
        """Start the server and wait until it has its name on the bus.

        Args:
            folder: The folder for its files.
            screen: The screen.
            environ: The environment; it names the bus.
        """
        self._screen = screen
        self.environ = {**os.environ, **environ, "DISPLAY": screen.display}
        self._menu = folder / "menu"
        self._menu.write_text(_MENU_SCRIPT.format(menu=self._menu))
        self._menu.chmod(0o700)
        config = folder / "dunstrc"
        config.write_text(_CONFIG.format(menu=self._menu))
        self.process = subprocess.Popen(
            ["dunst", "-config", str(config)],
            env=self.environ,
            stderr=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        _wait_for_server(environ)

    def __enter__(self) -> Self:
        """Return the server."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill the server."""
        self.process.kill()
        self.process.wait()

    def count(self) -> int:
        """Return the number of notifications that are shown or waiting to be shown."""
        with BlockingBusConnection(session_bus_address(self.environ)) as bus:
            return sum(
                int(bus.call(_SERVER_PROPERTIES, "Get", "ss", _CONTROL, name)[0][1])
                for name in ("displayedLength", "waitingLength")
            )

    def click(self) -> None:
        """Click on the topmost notification."""
        self._click_with(1)

    def dismiss(self) -> None:
        """Close the topmost notification without an answer."""
        self._click_with(2)

    def choose(self, button: str) -> None:
        """Click on a button of the topmost notification."""
        self._menu.with_suffix(".choice").write_text(button)
        self._click_with(3)

    def buttons(self) -> str:
        """Return the text of the menu that was opened last."""
        return self._menu.with_suffix(".shown").read_text()

    def _click_with(self, button: int) -> None:
        window = self._run("xdotool", "search", "--sync", "--onlyvisible", "--class", "Dunst")
        # The position of the title.
        self._run("xdotool", "mousemove", "--window", window.split()[0], "200", "25")
        self._run("xdotool", "click", str(button))

    def _run(self, *command: str) -> str:
        return subprocess.run(
            command,
            check=True,
            encoding="utf-8",
            env=self.environ,
            stdout=subprocess.PIPE,
            timeout=TIMEOUT_S,
        ).stdout


def _wait_for_server(environ: Mapping[str, str]) -> None:
    """Wait until a program on the bus has taken the name of notification servers."""
    rule = MatchRule(type="signal", interface=BUS_NAME, member="NameOwnerChanged")
    rule.add_arg_condition(0, NOTIFICATIONS)
    with (
        open_dbus_connection(session_bus_address(environ)) as connection,
        connection.filter(rule) as changes,
    ):
        connection.send_and_get_reply(message_bus.AddMatch(rule))
        reply = connection.send_and_get_reply(message_bus.NameHasOwner(NOTIFICATIONS))
        if reply.body != (True,):
            connection.recv_until_filtered(changes, timeout=TIMEOUT_S)
