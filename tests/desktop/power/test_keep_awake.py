"""Keeping the screen on: stand-ins for each kind of desktop, on a real bus."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from stretchapp.desktop.power import keep_awake_mac_windows
from stretchapp.desktop.power.keep_awake import KeepAwake
from stretchapp.desktop.power.keep_awake_mac_windows import caffeinate_command, keep_screen_on
from stretchapp.desktop.power.linux_inhibitors import NOT_AVAILABLE, REASON
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.service import TIMEOUT_S, Service

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

SCREEN_SAVER = "org.freedesktop.ScreenSaver"
GNOME = "org.gnome.SessionManager"
PORTAL = "org.freedesktop.portal.Desktop"
REQUEST = "/org/freedesktop/portal/desktop/request/1_5/t"


class Desktop(NamedTuple):
    """The calls that a kind of desktop expects, and the handle that it returns."""

    service: str
    inhibit_arguments: tuple[Any, ...]
    handle: tuple[str, tuple[Any, ...]]
    release_method: str
    release_arguments: tuple[Any, ...]


DESKTOPS = [
    Desktop(
        SCREEN_SAVER,
        ("stretchapp", REASON),
        ("u", (7,)),
        "UnInhibit",
        (7,),
    ),
    Desktop(
        GNOME,
        ("stretchapp", 0, REASON, 8),
        ("u", (9,)),
        "Uninhibit",
        (9,),
    ),
    Desktop(
        PORTAL,
        ("", 8, {"reason": ("s", REASON)}),
        ("o", (REQUEST,)),
        "Close",
        (),
    ),
]

HOLDER = """
import os
from PySide6.QtCore import QCoreApplication
from stretchapp.desktop.power.keep_awake import KeepAwake
app = QCoreApplication([])
awake = KeepAwake(os.environ)
awake.changed.connect(lambda: print(awake.is_held, flush=True))
awake.hold()
app.exec()
"""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[Bus]:
    """A session bus on which there are only the services of the test."""
    with Bus(tmp_path) as bus:
        yield bus


@pytest.fixture
def awake(bus: Bus, qtbot: QtBot) -> Iterator[KeepAwake]:
    awake = KeepAwake(bus.environ)
    yield awake
    awake.release()


@pytest.mark.parametrize("kind", DESKTOPS, ids=[desktop.service for desktop in DESKTOPS])
def test_each_desktop_is_asked_and_released(
    kind: Desktop, bus: Bus, awake: KeepAwake, qtbot: QtBot
) -> None:
    answers = {"Inhibit": kind.handle, kind.release_method: ("", ())}
    with Service(bus.address, kind.service, answers) as desktop:
        awake.hold()
        awake.hold()
        qtbot.waitUntil(lambda: awake.is_held)

        assert desktop.calls == [("Inhibit", kind.inhibit_arguments)]
        assert awake.problem == ""

        awake.release()

        assert not awake.is_held
        assert desktop.wait_for(kind.release_method) == kind.release_arguments
        # The connection is closed too, so the request ends in any case.
        assert desktop.left.acquire(timeout=TIMEOUT_S)


def test_after_a_refusal_the_next_service_is_asked(
    bus: Bus, awake: KeepAwake, qtbot: QtBot
) -> None:
    with (
        Service(bus.address, SCREEN_SAVER, {}) as refusing,
        Service(bus.address, GNOME, {"Inhibit": ("u", (1,))}),
    ):
        awake.hold()
        qtbot.waitUntil(lambda: awake.is_held)

        assert [method for method, _ in refusing.calls] == ["Inhibit"]


def test_the_screen_can_be_held_again(bus: Bus, awake: KeepAwake, qtbot: QtBot) -> None:
    with Service(bus.address, SCREEN_SAVER, {"Inhibit": ("u", (1,))}) as desktop:
        for _ in range(3):
            awake.hold()
            qtbot.waitUntil(lambda: awake.is_held)
            awake.release()
            assert not awake.is_held
            assert desktop.wait_for("UnInhibit") == (1,)


def test_a_release_at_once_leaves_nothing_held(bus: Bus, awake: KeepAwake, qtbot: QtBot) -> None:
    states: list[bool] = []
    awake.changed.connect(lambda: states.append(awake.is_held))
    with Service(bus.address, SCREEN_SAVER, {"Inhibit": ("u", (1,))}) as desktop:
        awake.hold()
        awake.release()
        # This second request is the first that the desktop hears of.
        awake.hold()
        qtbot.waitUntil(lambda: awake.is_held)

        assert [method for method, _ in desktop.calls] == ["Inhibit"]
    assert states == [True]


@pytest.mark.parametrize("environ", [{}, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}])
def test_without_a_bus_there_is_a_problem(environ: dict[str, str], qtbot: QtBot) -> None:
    awake = KeepAwake(environ)
    with qtbot.waitSignal(awake.changed, timeout=0):
        awake.hold()

    assert (awake.is_held, awake.problem) == (False, NOT_AVAILABLE)
    awake.release()


def test_a_desktop_without_these_services_is_a_problem(awake: KeepAwake, qtbot: QtBot) -> None:
    awake.hold()

    qtbot.waitUntil(lambda: awake.problem == NOT_AVAILABLE)
    assert not awake.is_held


def test_a_lost_bus_is_a_problem(bus: Bus, awake: KeepAwake, qtbot: QtBot) -> None:
    with Service(bus.address, SCREEN_SAVER, {"Inhibit": ("u", (1,))}):
        awake.hold()
        qtbot.waitUntil(lambda: awake.is_held)
        bus.kill()
        qtbot.waitUntil(lambda: not awake.is_held)

    assert awake.problem == NOT_AVAILABLE


def test_a_crash_lets_the_screen_turn_off(bus: Bus) -> None:
    with (
        Service(bus.address, SCREEN_SAVER, {"Inhibit": ("u", (1,))}) as desktop,
        subprocess.Popen(
            [sys.executable, "-c", HOLDER],
            cwd=Path(__file__).parents[3],
            env={**os.environ, **bus.environ},
            stdout=subprocess.PIPE,
            text=True,
        ) as holder,
    ):
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not desktop.left.acquire(blocking=False)

        holder.send_signal(signal.SIGKILL)

        assert desktop.left.acquire(timeout=TIMEOUT_S)


class TestOtherSystems:
    """macOS and Windows cannot be run here."""

    def test_macos_runs_a_program_that_ends_with_this_process(
        self, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        assert caffeinate_command(42) == ["/usr/bin/caffeinate", "-d", "-w", "42"]

        def stand_in(process: int) -> list[str]:
            return ["sleep", f"{process}"]

        monkeypatch.setattr(keep_awake_mac_windows, "caffeinate_command", stand_in)
        awake = KeepAwake({}, platform="darwin")

        awake.hold()
        assert awake.is_held
        awake.release()
        assert not awake.is_held

    @pytest.mark.parametrize("platform", ["darwin", "win32", "aix"])
    def test_a_system_that_refuses_is_a_problem(self, platform: str) -> None:
        awake = KeepAwake({}, platform=platform)
        awake.hold()

        assert awake.problem == NOT_AVAILABLE
        with pytest.raises(OSError):  # noqa: PT011 -- each system has its own message
            keep_screen_on(platform)
