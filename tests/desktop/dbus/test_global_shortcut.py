"""The global shortcut on a real bus: set, refused, taken back, and where there is none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer

from stretchapp.desktop.dbus import global_shortcut
from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection
from stretchapp.desktop.dbus.global_shortcut import (
    DESCRIPTION,
    SET,
    UNSUPPORTED,
    GlobalShortcut,
    ShortcutState,
)
from stretchapp.desktop.dbus.portal import (
    NO_PORTAL,
    NO_SHORTCUTS,
    SHORTCUTS,
    has_portal,
    shortcuts_package,
    shortcuts_version,
)
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.portal_server import CANCELLED, FAILED, Portal
from tests.translation.pseudo import pseudo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    Wait = Callable[[str], None]

REAL_PORTAL = Path("/usr/libexec/xdg-desktop-portal")


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    """A session bus that cannot start a portal."""
    with Bus(services=tmp_path) as bus:
        yield bus


@pytest.fixture
def portal(bus: Bus) -> Iterator[Portal]:
    with Portal(bus) as portal:
        yield portal


@pytest.fixture
def shortcut(qtbot: QtBot, bus: Bus) -> Iterator[GlobalShortcut]:
    shortcut = GlobalShortcut(bus.environ)
    yield shortcut
    shortcut.close()


@pytest.fixture
def wait(qtbot: QtBot, shortcut: GlobalShortcut) -> Wait:
    """Waits until the shortcut is in a state of this kind."""
    return lambda kind: qtbot.waitUntil(lambda: shortcut.state.kind == kind)


@pytest.fixture
def tokens(shortcut: GlobalShortcut) -> list[str]:
    """The token of each press."""
    tokens: list[str] = []
    shortcut.pressed.connect(tokens.append)
    return tokens


class TestRequest:
    def test_sets_the_key_that_the_user_chooses(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        shortcut.request("x11:2a")
        wait("set")

        assert shortcut.state == ShortcutState("set", SET, "Super+F2")
        assert "Super+F2" in shortcut.state.sentence
        assert portal.calls == ["Register", "Get", "CreateSession", "BindShortcuts"]
        (timeout,) = shortcut.findChildren(QTimer)
        assert not timeout.isActive()
        ((name, details),), parent = portal.bound
        assert (name, parent) == ("relief", "x11:2a")
        assert details == {
            "description": ("s", DESCRIPTION),
            "preferred_trigger": ("s", "LOGO+F2"),
        }

    def test_reports_each_change_once_and_first_that_the_dialog_is_open(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait, qtbot: QtBot
    ) -> None:
        states: list[ShortcutState] = []
        shortcut.changed.connect(lambda: states.append(shortcut.state))

        shortcut.request()
        wait("set")

        portal.change_key("Super+F2")
        portal.change_key("Super+C")
        qtbot.waitUntil(lambda: shortcut.state.key == "Super+C")

        assert states[0] == global_shortcut.ASKING
        assert [state.key for state in states] == ["", "Super+F2", "Super+C"]

    def test_knows_no_key_where_the_desktop_does_not_tell_it(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        portal.key = ""

        shortcut.request()
        wait("set")

        assert shortcut.state.key == ""

    @pytest.mark.usefixtures("pseudo_language")
    def test_is_told_in_the_language_of_the_person(self) -> None:
        state = ShortcutState("set", SET, "Super+F2")

        assert state.sentence == pseudo(SET).format(key="Super+F2")

    def test_may_be_cancelled_and_repeated(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        portal.response = CANCELLED
        shortcut.request()
        wait("not-set")
        assert shortcut.state == global_shortcut.CANCELLED_BY_USER

        # A session accepts shortcuts only once, so this needs another session.
        portal.response = 0
        shortcut.request()
        wait("set")

    def test_may_fail(self, portal: Portal, shortcut: GlobalShortcut, wait: Wait) -> None:
        portal.response = FAILED

        shortcut.request()
        wait("not-set")

        assert shortcut.state == global_shortcut.FAILED

    def test_without_a_choice_listens_for_a_later_one(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        portal.key = None
        shortcut.request()
        wait("not-set")

        portal.change_key("Ctrl+Alt+C")
        wait("set")

        assert shortcut.state.key == "Ctrl+Alt+C"

    @pytest.mark.parametrize("name", ["old_paths", "has_registry"])
    def test_works_with_older_portals(
        self, name: str, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        setattr(portal, name, name == "old_paths")

        shortcut.request()

        wait("set")

    def test_refused_by_the_portal_gives_its_reason(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        portal.forgets_apps = True

        shortcut.request()
        wait("unavailable")

        assert "An app id is required" in shortcut.state.sentence


class TestRestore:
    def test_binds_again_where_that_shows_no_dialog(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        shortcut.restore()
        wait("set")

        assert portal.calls[-1] == "BindShortcuts"

    @pytest.mark.parametrize("key", ["Meta+F2", None])
    def test_only_lists_shortcuts_on_plasma(
        self, key: str | None, qtbot: QtBot, bus: Bus, portal: Portal
    ) -> None:
        portal.key = key
        shortcut = GlobalShortcut({**bus.environ, "XDG_CURRENT_DESKTOP": "KDE"})

        shortcut.restore()
        qtbot.waitUntil(lambda: shortcut.state.kind in ("set", "not-set"))

        assert shortcut.state.key == (key or "")
        assert "BindShortcuts" not in portal.calls
        assert portal.calls[-1] == "ListShortcuts"
        shortcut.close()


class TestShortcut:
    def test_reports_each_press(
        self,
        portal: Portal,
        shortcut: GlobalShortcut,
        wait: Wait,
        tokens: list[str],
        qtbot: QtBot,
    ) -> None:
        shortcut.request()
        wait("set")

        portal.press()
        portal.press(activation="a token")
        qtbot.waitUntil(lambda: tokens == ["", "a token"])

    def test_ignores_other_shortcuts(
        self,
        portal: Portal,
        shortcut: GlobalShortcut,
        wait: Wait,
        tokens: list[str],
        qtbot: QtBot,
    ) -> None:
        shortcut.request()
        wait("set")

        portal.press_for_another_app()
        portal.press("another")
        portal.close_another_session()
        portal.press(activation="ours")
        qtbot.waitUntil(lambda: tokens != [])

        assert tokens == ["ours"]
        assert shortcut.state.kind == "set"

    def test_may_be_changed_in_the_settings_of_the_desktop(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait, qtbot: QtBot
    ) -> None:
        shortcut.request()
        wait("set")

        portal.change_key("Super+C")

        qtbot.waitUntil(lambda: shortcut.state.key == "Super+C")

    def test_reports_nothing_once_closed(self, bus: Bus, portal: Portal, qtbot: QtBot) -> None:
        tokens: list[str] = []
        closed, other = GlobalShortcut(bus.environ), GlobalShortcut(bus.environ)
        closed.pressed.connect(tokens.append)
        for shortcut in (closed, other):
            shortcut.request()
        qtbot.waitUntil(lambda: closed.state.kind == other.state.kind == "set")

        closed.close()
        # By the time that the other one has been told, both would have been.
        with qtbot.waitSignal(other.pressed):
            portal.press()

        assert closed.state.kind == "unknown"
        assert tokens == []
        other.close()


class TestLoss:
    def test_of_the_session_is_reported(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        shortcut.request()
        wait("set")

        portal.close_sessions()
        wait("lost")

        assert shortcut.state == global_shortcut.CLOSED_BY_DESKTOP

    def test_of_the_bus_is_reported(
        self, bus: Bus, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        shortcut.request()
        wait("set")

        bus.kill()
        wait("lost")

        assert shortcut.state == global_shortcut.BUS_LOST
        shortcut.request()
        assert shortcut.state.kind == "unavailable"
        assert shortcut.state.text == UNSUPPORTED

    def test_of_the_portal_ends_when_it_comes_back(
        self, bus: Bus, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        with Portal(bus):
            shortcut.request()
            wait("set")
        wait("lost")
        assert shortcut.state == global_shortcut.PORTAL_LOST

        with Portal(bus) as portal:
            wait("set")
            assert portal.calls[-1] == "BindShortcuts"
            shortcut.close()

    def test_of_the_portal_during_a_request_is_reported(
        self, bus: Bus, shortcut: GlobalShortcut, wait: Wait, qtbot: QtBot
    ) -> None:
        with Portal(bus) as portal:
            portal.is_undecided = True
            shortcut.request()
            qtbot.waitUntil(lambda: "CreateSession" in portal.calls)
        wait("unavailable")

        assert shortcut.state == global_shortcut.NO_REPLY


class TestCheck:
    def test_asks_for_no_shortcut(
        self, portal: Portal, shortcut: GlobalShortcut, wait: Wait
    ) -> None:
        shortcut.check()
        wait("available")

        assert portal.calls == ["Register", "Get"]

    def test_leaves_a_shortcut_that_works(
        self,
        portal: Portal,
        shortcut: GlobalShortcut,
        wait: Wait,
        tokens: list[str],
        qtbot: QtBot,
    ) -> None:
        shortcut.request()
        wait("set")

        shortcut.check()
        portal.press()

        qtbot.waitUntil(lambda: tokens == [""])
        assert portal.calls.count("Register") == 1

    def test_finds_no_bus(self, qtbot: QtBot) -> None:
        shortcut = GlobalShortcut({})

        shortcut.check()

        assert shortcut.state.kind == "unavailable"
        assert shortcut.state.text == UNSUPPORTED

    def test_finds_no_portal(self, bus: Bus, shortcut: GlobalShortcut, wait: Wait) -> None:
        shortcut.check()
        wait("unavailable")

        assert shortcut.state.text == NO_PORTAL
        with BlockingBusConnection(bus.address) as connection:
            assert not has_portal(connection)

    def test_does_not_wait_for_a_silent_portal(
        self, bus: Bus, portal: Portal, qtbot: QtBot
    ) -> None:
        portal.is_silent = True
        shortcut = GlobalShortcut(bus.environ, timeout_ms=50)

        shortcut.check()
        qtbot.waitUntil(lambda: shortcut.state.kind == "unavailable")

        assert shortcut.state == global_shortcut.NO_REPLY

    def test_does_not_wait_for_a_silent_bus(self, bus: Bus, qtbot: QtBot) -> None:
        with bus.stopped():
            shortcut = GlobalShortcut(bus.environ, timeout_ms=50)

            shortcut.check()
            qtbot.waitUntil(lambda: shortcut.state.kind == "unavailable")

        assert shortcut.state == global_shortcut.NO_REPLY

    def test_finds_the_real_portal_without_shortcuts(
        self, tmp_path: Path, bus: Bus, shortcut: GlobalShortcut, qtbot: QtBot
    ) -> None:
        if not REAL_PORTAL.exists():
            pytest.skip("needs xdg-desktop-portal: make setup-dev installs it")
        # Without backends: those of this machine's desktop must not answer.
        environ = {**os.environ, **bus.environ, "XDG_DESKTOP_PORTAL_DIR": str(tmp_path)}
        with subprocess.Popen([REAL_PORTAL], env=environ, stderr=subprocess.DEVNULL) as program:
            with BlockingBusConnection(bus.address) as connection:
                qtbot.waitUntil(lambda: has_portal(connection), timeout=30_000)
                shortcut.check()
                qtbot.waitUntil(lambda: shortcut.state.kind != "unknown", timeout=30_000)

                assert shortcut.state == ShortcutState("unavailable", NO_SHORTCUTS)
                with pytest.raises(OSError, match=SHORTCUTS):
                    shortcuts_version(connection)
            program.kill()


@pytest.mark.parametrize(
    ("environ", "package"),
    [
        ({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}, "xdg-desktop-portal-gnome"),
        ({"XDG_CURRENT_DESKTOP": "KDE"}, "xdg-desktop-portal-kde"),
        ({"XDG_CURRENT_DESKTOP": "XFCE"}, None),
        ({}, None),
    ],
)
def test_some_desktops_have_a_package_for_shortcuts(
    environ: dict[str, str], package: str | None
) -> None:
    assert shortcuts_package(environ) == package
