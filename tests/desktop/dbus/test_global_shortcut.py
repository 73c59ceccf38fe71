"""The key from anywhere, on a real bus: given, refused, taken back, and where there is none."""

from __future__ import annotations

import os
import subprocess
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.dbus import global_shortcut
from stretchapp.desktop.dbus.blocking_connection import SessionBus
from stretchapp.desktop.dbus.global_shortcut import GlobalShortcut, KeyState
from stretchapp.desktop.dbus.portal import (
    NO_PORTAL,
    NO_SHORTCUTS,
    SHORTCUTS,
    has_portal,
    shortcuts_package,
    shortcuts_version,
)
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.portal_server import CANCELLED, ENDED, Portal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    Wait = Callable[[str], None]

REAL_PORTAL = Path("/usr/libexec/xdg-desktop-portal")


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    """A session bus of this test, on which no portal can be started."""
    with Bus(services=tmp_path) as bus:
        yield bus


@pytest.fixture
def portal(bus: Bus) -> Iterator[Portal]:
    """A portal with global shortcuts on it."""
    with Portal(bus) as portal:
        yield portal


@pytest.fixture
def key(qtbot: QtBot, bus: Bus) -> Iterator[GlobalShortcut]:
    """The key on that bus."""
    key = GlobalShortcut(bus.environ)
    yield key
    key.close()


@pytest.fixture
def wait(qtbot: QtBot, key: GlobalShortcut) -> Wait:
    """Waits until the key is in a state."""
    return lambda kind: qtbot.waitUntil(lambda: key.state.kind == kind)


class TestAsking:
    def test_gives_the_key_that_the_user_has_chosen(
        self, portal: Portal, key: GlobalShortcut, wait: Wait
    ) -> None:
        key.ask("x11:2a")
        wait("set")

        assert (key.state.key, key.state.words) == ("Super+F2", "The key is Super+F2.")
        assert portal.calls == ["Register", "Get", "CreateSession", "BindShortcuts"]
        ((name, details),), parent = portal.bound
        assert (name, parent) == ("relief", "x11:2a")
        assert details == {
            "description": ("s", "Cramp now"),
            "preferred_trigger": ("s", "LOGO+F2"),
        }

    def test_tells_that_the_user_is_being_asked(
        self, portal: Portal, key: GlobalShortcut, wait: Wait
    ) -> None:
        states: list[KeyState] = []
        key.changed.connect(lambda: states.append(key.state))

        key.ask()
        wait("set")

        assert states[0] == global_shortcut.ASKING
        assert [state.kind for state in states] == ["asking", "set"]

    def test_shows_no_name_where_the_desktop_tells_none(
        self, portal: Portal, key: GlobalShortcut, wait: Wait
    ) -> None:
        portal.key = ""

        key.ask()
        wait("set")

        assert key.state.key == ""
        assert key.state.words == "The key is set; the desktop knows which it is."

    def test_can_be_refused_and_tried_again(
        self, portal: Portal, key: GlobalShortcut, wait: Wait
    ) -> None:
        portal.response = CANCELLED
        key.ask()
        wait("no key")
        assert key.state == global_shortcut.REFUSED

        # A session takes shortcuts once: this is another one.
        portal.response = 0
        key.ask()
        wait("set")

    def test_may_end_in_no_answer(self, portal: Portal, key: GlobalShortcut, wait: Wait) -> None:
        portal.response = ENDED

        key.ask()
        wait("no key")

        assert key.state.words == "The desktop has ended its question without a key."

    def test_without_a_choice_listens_to_what_is_chosen_later(
        self, portal: Portal, key: GlobalShortcut, wait: Wait
    ) -> None:
        portal.key = None
        key.ask()
        wait("no key")

        portal.change_key("Ctrl+Alt+C")
        wait("set")

        assert key.state.key == "Ctrl+Alt+C"

    @pytest.mark.parametrize("name", ["old_paths", "has_registry"])
    def test_works_with_portals_of_earlier_years(
        self, name: str, portal: Portal, key: GlobalShortcut, wait: Wait
    ) -> None:
        setattr(portal, name, name == "old_paths")

        key.ask()

        wait("set")

    def test_of_a_portal_that_wants_to_know_the_app_tells_what_it_says(
        self, portal: Portal, key: GlobalShortcut, wait: Wait
    ) -> None:
        portal.forgets_apps = True

        key.ask()
        wait("unavailable")

        assert "An app id is required" in key.state.words


class TestRestoring:
    def test_binds_again_where_that_opens_nothing(
        self, portal: Portal, key: GlobalShortcut, wait: Wait
    ) -> None:
        key.restore()
        wait("set")

        assert portal.calls[-1] == "BindShortcuts"

    @pytest.mark.parametrize("chosen", ["Meta+F2", None])
    def test_on_plasma_only_looks_at_what_there_is(
        self, chosen: str | None, qtbot: QtBot, bus: Bus, portal: Portal
    ) -> None:
        portal.key = chosen
        key = GlobalShortcut({**bus.environ, "XDG_CURRENT_DESKTOP": "KDE"})

        key.restore()
        qtbot.waitUntil(lambda: key.state.kind in ("set", "no key"))

        assert key.state.key == (chosen or "")
        assert "BindShortcuts" not in portal.calls
        assert portal.calls[-1] == "ListShortcuts"
        key.close()


class TestKey:
    def test_is_heard(self, portal: Portal, key: GlobalShortcut, wait: Wait, qtbot: QtBot) -> None:
        key.ask()
        wait("set")

        heard: list[str] = []
        key.pressed.connect(heard.append)

        portal.press()
        portal.press(activation="a token")
        qtbot.waitUntil(lambda: heard == ["", "a token"])

    def test_of_others_is_not(
        self, portal: Portal, key: GlobalShortcut, wait: Wait, qtbot: QtBot
    ) -> None:
        heard: list[str] = []
        key.pressed.connect(heard.append)
        key.ask()
        wait("set")

        portal.press_for_somebody_else()
        portal.press("another")
        with qtbot.waitSignal(key.pressed):
            portal.press(activation="ours")

        assert heard == ["ours"]

    def test_may_be_changed_in_the_settings_of_the_desktop(
        self, portal: Portal, key: GlobalShortcut, wait: Wait, qtbot: QtBot
    ) -> None:
        key.ask()
        wait("set")

        with qtbot.waitSignal(key.changed):
            portal.change_key("Super+C")

        assert key.state.words == "The key is Super+C."

    def test_is_heard_no_longer_once_it_is_given_up(
        self, portal: Portal, key: GlobalShortcut, wait: Wait, qtbot: QtBot
    ) -> None:
        key.ask()
        wait("set")

        key.close()

        assert key.state.kind == "unknown"
        with qtbot.assertNotEmitted(key.pressed, wait=50):
            portal.press()


class TestLoss:
    def test_of_the_session_is_told(self, portal: Portal, key: GlobalShortcut, wait: Wait) -> None:
        key.ask()
        wait("set")

        portal.close_sessions()
        wait("lost")

        assert key.state == global_shortcut.CLOSED

    def test_of_the_bus_is_told(self, tmp_path: Path, qtbot: QtBot) -> None:
        bus = Bus(services=tmp_path)
        with Portal(bus):
            key = GlobalShortcut(bus.environ)
            key.ask()
            qtbot.waitUntil(lambda: key.state.kind == "set")

            bus.__exit__()
            qtbot.waitUntil(lambda: key.state.kind == "lost")

        assert key.state == global_shortcut.NO_BUS_LEFT
        key.ask()
        assert key.state.kind == "unavailable"
        assert key.state.words == (
            "The desktop cannot be asked for a key: the session bus does not answer."
        )

    def test_of_the_portal_is_made_good_when_it_comes_back(
        self, bus: Bus, key: GlobalShortcut, wait: Wait
    ) -> None:
        with Portal(bus):
            key.ask()
            wait("set")
        wait("lost")
        assert key.state == global_shortcut.PORTAL_GONE

        with Portal(bus) as portal:
            wait("set")
            assert portal.calls[-1] == "BindShortcuts"
            key.close()

    def test_of_the_portal_in_the_middle_of_a_question_is_told(
        self,
        bus: Bus,
        key: GlobalShortcut,
        wait: Wait,
        qtbot: QtBot,
    ) -> None:
        with Portal(bus) as portal:
            portal.is_undecided = True
            key.ask()
            # It has read the question that it will not answer.
            qtbot.waitUntil(lambda: "CreateSession" in portal.calls)
        wait("unavailable")

        assert key.state == global_shortcut.SILENT


class TestLooking:
    def test_asks_for_nothing(self, portal: Portal, key: GlobalShortcut, wait: Wait) -> None:
        key.look()
        wait("available")

        assert portal.calls == ["Register", "Get"]

    def test_leaves_a_key_that_works(self, portal: Portal, key: GlobalShortcut, wait: Wait) -> None:
        key.ask()
        wait("set")

        key.look()

        assert key.state.kind == "set"

    def test_finds_no_bus(self, qtbot: QtBot) -> None:
        key = GlobalShortcut({})

        key.look()

        assert key.state.kind == "unavailable"
        assert key.state.words == "The desktop cannot be asked for a key: there is no session bus."

    def test_finds_no_portal(self, bus: Bus, key: GlobalShortcut, wait: Wait) -> None:
        key.look()
        wait("unavailable")

        assert key.state.words == NO_PORTAL
        with closing(SessionBus(bus.environ)) as connection:
            assert not has_portal(connection)

    def test_does_not_wait_for_a_portal_that_says_nothing(
        self, bus: Bus, portal: Portal, qtbot: QtBot
    ) -> None:
        portal.is_silent = True
        key = GlobalShortcut(bus.environ, patience_ms=50)

        key.look()
        qtbot.waitUntil(lambda: key.state.kind == "unavailable")

        assert key.state == global_shortcut.SILENT

    def test_does_not_wait_for_a_bus_that_stands_still(self, bus: Bus, qtbot: QtBot) -> None:
        with bus.stopped():
            key = GlobalShortcut(bus.environ, patience_ms=50)

            key.look()
            qtbot.waitUntil(lambda: key.state.kind == "unavailable")

    def test_finds_the_real_portal_without_shortcuts(
        self, tmp_path: Path, bus: Bus, key: GlobalShortcut, qtbot: QtBot
    ) -> None:
        if not REAL_PORTAL.exists():
            pytest.skip("needs xdg-desktop-portal: make setup-dev installs it")
        # With nothing behind it: no desktop of this machine may answer.
        environ = {**os.environ, **bus.environ, "XDG_DESKTOP_PORTAL_DIR": str(tmp_path)}
        with subprocess.Popen([REAL_PORTAL], env=environ, stderr=subprocess.DEVNULL) as program:
            with closing(SessionBus(bus.environ)) as connection:
                qtbot.waitUntil(lambda: has_portal(connection), timeout=30_000)
                key.look()
                qtbot.waitUntil(lambda: key.state.kind != "unknown", timeout=30_000)

                assert key.state == KeyState("unavailable", NO_SHORTCUTS)
                with pytest.raises(OSError, match=SHORTCUTS):
                    shortcuts_version(connection)
            program.kill()


def test_a_desktop_has_its_own_package() -> None:
    assert shortcuts_package({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}) == "xdg-desktop-portal-gnome"
    assert shortcuts_package({"XDG_CURRENT_DESKTOP": "KDE"}) == "xdg-desktop-portal-kde"
    assert shortcuts_package({"XDG_CURRENT_DESKTOP": "XFCE"}) is None
    assert shortcuts_package({}) is None
