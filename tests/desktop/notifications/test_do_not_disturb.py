"""Whether notifications are held back: by a real dunst, and by stand-ins for other desktops."""

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


def test_a_paused_dunst_holds_notifications_back(bus: Bus, tmp_path: Path) -> None:
    with Screen(tmp_path) as screen, Dunst(tmp_path, screen, bus.environ) as dunst:
        assert not is_do_not_disturb(bus.environ)
        subprocess.run(["dunstctl", "set-paused", "true"], check=True, env=dunst.environ)
        assert is_do_not_disturb(bus.environ)


@pytest.mark.parametrize("is_on", [True, False])
def test_the_standard_property_decides(bus: Bus, *, is_on: bool) -> None:
    with NotificationServer(bus, answers={"Get": ("v", (("b", is_on),))}) as server:
        assert is_do_not_disturb(bus.environ) is is_on
        assert server.wait_for("Get") == ("org.freedesktop.Notifications", "Inhibited")


def test_a_property_of_another_type_holds_nothing_back(bus: Bus) -> None:
    with NotificationServer(bus, answers={"Get": ("v", (("s", "no"),))}):
        assert not is_do_not_disturb(bus.environ)


def test_a_server_without_these_properties_holds_nothing_back(bus: Bus) -> None:
    with NotificationServer(bus):
        assert not is_do_not_disturb(bus.environ)


def test_without_a_bus_nothing_is_held_back() -> None:
    assert not is_do_not_disturb({})


@pytest.mark.parametrize(("show_banners", "is_on"), [("false", True), ("true", False), ("", False)])
def test_gnome_has_a_setting(tmp_path: Path, show_banners: str, *, is_on: bool) -> None:
    program = tmp_path / "gsettings"
    program.write_text(
        f'#!/bin/sh\ntest "$*" = "get org.gnome.desktop.notifications'
        f' show-banners" && echo {show_banners}\n'
    )
    program.chmod(0o700)
    environ = {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME", "PATH": f"{tmp_path}:{os.environ['PATH']}"}

    assert is_do_not_disturb(environ) is is_on
    assert not is_do_not_disturb({**environ, "PATH": ""})
