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
from stretchapp.commands.finding import Finding, install_words
from stretchapp.desktop.dbus.addresses import NO_BUS, TRAY
from stretchapp.desktop.dbus.portal import NO_SHORTCUTS, PORTAL
from stretchapp.desktop.qt_start.display import no_display
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
    "shortcut",
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

        rows = json.loads(text)
        assert [row["name"] for row in rows] == NAMES
        assert all(row["detail"] for row in rows)
        assert {key for row in rows for key in row} == {"name", *Finding._fields}

    def test_no_file_is_written(self, paths: Paths) -> None:
        diagnose_lines(paths, as_json=True)

        assert not paths.data.exists()

    def test_a_check_that_fails_has_a_row_too(
        self, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(_machine: object) -> Finding:
            raise RuntimeError("the moon is full")

        monkeypatch.setitem(diagnose.CHECKS, "voice", fail)

        finding = check("voice", paths)
        assert finding.available is None
        assert "the moon is full" in finding.detail


class TestWindow:
    def test_is_opened_by_qt(self, paths: Paths) -> None:
        window = check("window", paths)

        assert window.available
        assert "offscreen" in window.detail

    def test_needs_a_display(self, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("QT_QPA_PLATFORM")
        for name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name, raising=False)

        window = check("window", paths)

        assert not window.available
        assert window.detail == no_display({})
        assert "--terminal" in window.advice

    def test_needs_a_platform_that_qt_knows(
        self, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", "nonsense")

        window = check("window", paths)

        assert not window.available
        assert window.detail.startswith("Qt reports: ")
        assert "\n" not in window.detail

    def test_is_not_waited_for_without_end(
        self, paths: Paths, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(diagnose, "TIMEOUT_S", 0.01)

        window = check("window", paths)

        assert not window.available
        assert "0.01" in window.detail

    def test_needs_an_interpreter(self, paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "executable", "/nowhere/python")

        assert "/nowhere/python" in check("window", paths).detail


class TestNotifications:
    def test_need_a_bus(self, paths: Paths) -> None:
        notifications = check("notifications", paths)

        assert not notifications.available
        assert NO_BUS in notifications.detail
        assert notifications.advice == diagnose.IN_A_WINDOW

    def test_need_a_server(self, paths: Paths, bus: Bus) -> None:
        # If a desktop is installed here, its server is started when it is needed.
        notifications = check("notifications", paths)

        assert notifications.available or diagnose.IN_A_WINDOW in notifications.detail

    def test_are_shown_by_a_server_that_says_what_it_can_do(self, paths: Paths, bus: Bus) -> None:
        with NotificationServer(bus, ["actions", "body"]):
            notifications = check("notifications", paths)

        assert notifications.available
        assert "small 1" in notifications.detail
        assert "actions, body" in notifications.detail

    def test_are_not_waited_for_without_end(self, paths: Paths, bus: Bus) -> None:
        with bus.stopped():
            assert not check("notifications", paths).available


class TestTray:
    def test_is_offered_by_the_desktop(self, paths: Paths, bus: Bus) -> None:
        tray = check("tray", paths)
        assert tray.available is False
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

        assert advice == install_words(package)


class TestCrampKey:
    def test_is_offered_by_a_portal(self, paths: Paths, bus: Bus) -> None:
        with Portal(bus):
            key = check("shortcut", paths)

        assert key.available
        assert "(version 2)" in key.detail

    def test_is_bound_by_hand_without_a_bus(self, paths: Paths) -> None:
        key = check("shortcut", paths)

        assert key.available is False
        assert NO_BUS in key.detail
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
            key = check("shortcut", paths)

        assert key.available is False
        assert f"sudo apt-get install {packages}" in key.advice
        assert key.advice.endswith(" relief")

    def test_needs_one_with_global_shortcuts(
        self, paths: Paths, bus: Bus, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("XDG_CURRENT_DESKTOP", raising=False)
        with Service(bus.address, PORTAL, {}):
            key = check("shortcut", paths)

        assert (key.available, key.detail) == (False, NO_SHORTCUTS)
        assert "apt-get" not in key.advice
        assert key.advice.endswith(" relief")

    def test_is_not_waited_for_without_end(self, paths: Paths, bus: Bus) -> None:
        with Portal(bus) as portal:
            portal.is_silent = True
            key = check("shortcut", paths)

        assert key.available is None


class TestTimers:
    def test_need_systemd(self, paths: Paths, programs: Path) -> None:
        timers = check("timers", paths)

        assert not timers.available
        assert timers.advice == diagnose.IN_BACKGROUND

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
        assert state in timers.detail


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
        assert "Your own files: 1. Problems: 0." in files.detail

    def test_routine_files_with_problems_are_counted(self, paths: Paths) -> None:
        write(paths.user_routines, mine="[")

        files = check("routine files", paths)

        assert not files.available
        assert files.detail.endswith("Problems: 1.")
        assert "stretchapp check" in files.advice

    def test_a_diary_is_counted(self, paths: Paths) -> None:
        open_store(paths.diary).close()

        assert check("diary", paths).detail == f"{paths.diary} holds 0 sessions."

    def test_a_damaged_diary_is_reported(self, paths: Paths) -> None:
        paths.data.mkdir()
        paths.diary.write_text("no diary, and long enough to be looked at by everyone")

        diary = check("diary", paths)

        assert not diary.available
        assert "damaged" in diary.detail
