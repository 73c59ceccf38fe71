"""``stretchapp diagnose``, with test servers that answer as the real ones do."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.commands import diagnose
from stretchapp.commands.diagnose import diagnose_lines
from stretchapp.commands.diagnose_row import Row
from stretchapp.desktop.dbus.addresses import TRAY
from stretchapp.desktop.dbus.portal import NO_SHORTCUTS, PORTAL
from stretchapp.diary.storage.store import open_store
from tests.commands.machine import check, put_program
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.portal_server import Portal
from tests.desktop.dbus.service import Service
from tests.desktop.notifications.notification_server import NotificationServer
from tests.library.files import exercise, write

if TYPE_CHECKING:
    from stretchapp.base.paths import Paths

NAMES = [
    "window",
    "fonts",
    "voice",
    "sound",
    "keep awake",
    "media keys",
    "sleep watch",
    "notifications",
    "tray",
    "cramp key",
    "timers",
    "folders",
    "routine files",
    "diary",
]


class TestWholeMachine:
    def test_every_check_has_a_line(self, paths: Paths) -> None:
        lines = diagnose_lines(paths, as_json=False)

        named = [line for line in lines if not line.startswith(" ")]
        assert [line[:14].rstrip() for line in named] == NAMES
        assert {line[15:19].rstrip() for line in named} <= {"yes", "no", "?"}

    def test_every_check_has_a_row_as_json(self, paths: Paths) -> None:
        (text,) = diagnose_lines(paths, as_json=True)

        rows = [Row(**row) for row in json.loads(text)]
        assert [row.name for row in rows] == NAMES
        assert all(row.detail for row in rows)

    def test_no_file_is_written(self, paths: Paths) -> None:
        diagnose_lines(paths, as_json=True)

        assert not paths.data.exists()

    def test_a_check_that_fails_has_a_row_too(
        self, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_machine: object) -> Row:
            raise RuntimeError("the moon is full")

        monkeypatch.setitem(diagnose.CHECKS, "voice", fail)

        assert check("voice", paths) == Row(
            "voice", None, "It could not be found out: the moon is full"
        )


class TestWindow:
    def test_is_opened_by_qt(self, paths: Paths) -> None:
        window = check("window", paths)

        assert window.available
        assert window.detail.endswith("opens windows through 'offscreen'.")

    def test_needs_a_display(self, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("QT_QPA_PLATFORM")
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)

        window = check("window", paths)

        assert not window.available
        assert window.detail == "There is no display for a window."
        assert "--terminal" in window.advice

    def test_needs_a_platform_that_qt_knows(
        self, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", "nonsense")

        window = check("window", paths)

        assert not window.available
        assert window.detail.startswith("Qt says: ")
        assert "\n" not in window.detail

    def test_is_not_waited_for_without_end(
        self, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(diagnose, "TIMEOUT_S", 0.01)

        window = check("window", paths)

        assert not window.available
        assert window.detail == "The display has not answered for 0.01 seconds."

    def test_needs_an_interpreter(self, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "executable", "/nowhere/python")

        assert check("window", paths).detail.startswith("Qt cannot be tried (")


class TestNotifications:
    def test_need_a_bus(self, paths: Paths) -> None:
        notifications = check("notifications", paths)

        assert not notifications.available
        assert notifications.detail.startswith("None: there is no session bus.")

    def test_need_a_server(self, paths: Paths, bus: Bus) -> None:
        # If a desktop is installed here, its server is started when it is needed.
        notifications = check("notifications", paths)

        if notifications.available:
            assert notifications.detail.startswith("The desktop starts a server")
        else:
            assert notifications.detail.startswith("Nothing on the session bus shows them.")

    def test_are_shown_by_a_server_that_says_what_it_can_do(self, paths: Paths, bus: Bus) -> None:
        with NotificationServer(bus, ["actions", "body"]):
            notifications = check("notifications", paths)

        assert notifications.available
        assert notifications.detail.startswith("small 1 shows them; it can do: actions, body.")

    def test_are_not_waited_for_without_end(self, paths: Paths, bus: Bus) -> None:
        with bus.stopped():
            assert not check("notifications", paths).available


class TestTray:
    def test_is_offered_by_the_desktop(self, paths: Paths, bus: Bus) -> None:
        tray = check("tray", paths)
        assert (tray.available, tray.detail) == (False, "Nothing here shows icons.")
        with Service(bus.address, TRAY, {}):
            assert check("tray", paths).available

    def test_is_unknown_without_a_display(
        self, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", "nonsense")

        assert check("tray", paths).available is None

    @pytest.mark.parametrize(
        ("desktop", "package"),
        [("ubuntu:GNOME", "gnome-shell-extension-appindicator"), ("sway", "trayer")],
    )
    def test_can_be_installed(
        self, desktop: str, package: str, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)

        advice = check("tray", paths).advice

        assert advice == f"To install something that does, type: sudo apt-get install {package}"


class TestCrampKey:
    def test_is_offered_by_a_portal(self, paths: Paths, bus: Bus) -> None:
        with Portal(bus):
            key = check("cramp key", paths)

        assert key.available
        assert key.detail.startswith("The desktop offers global shortcuts (version 2)")

    def test_is_bound_by_hand_without_a_bus(self, paths: Paths) -> None:
        key = check("cramp key", paths)

        assert (key.available, key.detail) == (False, "None: there is no session bus.")
        assert key.advice.endswith(f" --data-dir {paths.data} relief")

    @pytest.mark.parametrize(
        ("desktop", "packages"),
        [
            ("KDE", "xdg-desktop-portal xdg-desktop-portal-kde"),
            ("XFCE", "xdg-desktop-portal"),
        ],
    )
    def test_needs_a_portal(
        self,
        desktop: str,
        packages: str,
        paths: Paths,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("XDG_CURRENT_DESKTOP", desktop)
        with Bus(services=tmp_path) as bus:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
            key = check("cramp key", paths)

        assert (key.available, key.detail) == (False, "There is no desktop portal.")
        assert key.advice.startswith(f"Type: sudo apt-get install {packages}. Or: Bind this to ")

    def test_needs_one_with_global_shortcuts(
        self, paths: Paths, bus: Bus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
        with Service(bus.address, PORTAL, {}):
            key = check("cramp key", paths)

        assert (key.available, key.detail) == (False, NO_SHORTCUTS)
        assert key.advice.startswith("Bind this to a key in the settings of the desktop: ")

    def test_is_not_waited_for_without_end(self, paths: Paths, bus: Bus) -> None:
        with Portal(bus) as portal:
            portal.is_silent = True
            key = check("cramp key", paths)

        assert (key.available, key.detail) == (None, "The desktop portal does not answer.")


class TestTimers:
    def test_need_systemd(self, paths: Paths, programs: Path) -> None:
        timers = check("timers", paths)

        assert not timers.available
        assert timers.detail.startswith("There is no systemd.")

    @pytest.mark.parametrize(
        ("script", "is_available", "state"),
        [
            ("echo running", True, "running"),
            ("echo degraded; exit 1", True, "degraded"),
            ("echo offline; exit 1", False, "offline"),
            ("echo 'Failed to connect to bus' >&2; exit 1", False, "Failed to connect to bus"),
            ("exit 1", False, "no answer"),
        ],
    )
    def test_belong_to_the_systemd_of_the_user(
        self, script: str, state: str, paths: Paths, programs: Path, *, is_available: bool
    ) -> None:
        put_program(programs, "systemctl", script)

        timers = check("timers", paths)

        assert timers.available is is_available
        assert timers.detail.startswith(f"The user's systemd says: {state}.")


class TestFiles:
    def test_folders_need_not_exist_yet(self, paths: Paths) -> None:
        assert check("folders", paths).available

    def test_folders_that_cannot_be_written_to_are_named(self) -> None:
        folders = check("folders", user_paths(Path("/proc/self/none")))

        assert not folders.available
        assert "/proc/self/none/state" in folders.detail

    def test_a_file_is_not_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")

        assert not check("folders", user_paths(tmp_path / "file")).available

    def test_routine_files_are_counted(self, paths: Paths) -> None:
        write(paths.user_routines, mine=exercise("mine"))

        files = check("routine files", paths)

        assert files.available
        assert "1 of these files are yours; problems: 0." in files.detail

    def test_routine_files_with_problems_are_counted(self, paths: Paths) -> None:
        write(paths.user_routines, mine="[")

        files = check("routine files", paths)

        assert not files.available
        assert files.detail.endswith("problems: 1.")
        assert files.advice == "To see the problems, type: stretchapp check"

    def test_a_diary_is_counted(self, paths: Paths) -> None:
        open_store(paths.diary).close()

        assert check("diary", paths).detail == f"{paths.diary} holds 0 sessions."

    def test_a_damaged_diary_is_reported(self, paths: Paths) -> None:
        paths.data.mkdir()
        paths.diary.write_text("no diary, and long enough to be looked at by everyone")

        diary = check("diary", paths)

        assert not diary.available
        assert "damaged" in diary.detail
