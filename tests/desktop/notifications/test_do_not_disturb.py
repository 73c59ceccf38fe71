"""Whether notifications are held back: by a real dunst, and by stand-ins of other desktops."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.notifications.do_not_disturb import is_do_not_disturb
from tests.desktop.dbus.bus import Bus
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.notifications.notification_server import NotificationServer
from tests.e2e.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def bus() -> Iterator[Bus]:
    with Bus() as bus:
        yield bus


def test_dunst_that_is_paused_holds_them_back(bus: Bus, tmp_path: Path) -> None:
    with Screen(tmp_path) as screen, Dunst(tmp_path, screen, bus.environ) as dunst:
        assert not is_do_not_disturb(bus.environ)
        subprocess.run(["dunstctl", "set-paused", "true"], check=True, env=dunst.environ)
        assert is_do_not_disturb(bus.environ)


@pytest.mark.parametrize("is_on", [True, False])
def test_the_property_of_the_standard_is_asked(bus: Bus, *, is_on: bool) -> None:
    with NotificationServer(bus, answers={"Get": ("v", (("b", is_on),))}):
        assert is_do_not_disturb(bus.environ) is is_on


def test_servers_that_say_nothing_of_it_hold_nothing_back(bus: Bus) -> None:
    with NotificationServer(bus):
        assert not is_do_not_disturb(bus.environ)
    assert not is_do_not_disturb({})


@pytest.mark.parametrize(("said", "is_on"), [("false", True), ("true", False), ("", False)])
def test_gnome_has_a_setting(tmp_path: Path, said: str, *, is_on: bool) -> None:
    program = tmp_path / "gsettings"
    program.write_text(
        f'#!/bin/sh\ntest "$*" = "get org.gnome.desktop.notifications'
        f' show-banners" && echo {said}\n'
    )
    program.chmod(0o700)
    environ = {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    assert is_do_not_disturb(environ) is is_on
    assert not is_do_not_disturb({**environ, "PATH": ""})
