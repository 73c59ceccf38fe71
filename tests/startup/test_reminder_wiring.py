"""What the window is given for reminders, on the real machine of the test."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.reminder_delivery import ReminderDelivery
from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import user_paths
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.menu.autostart import autostart_of
from stretchapp.desktop.notifications.notifier import Notification, Notifier
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.rules import AtTimes
from stretchapp.startup.reminder_wiring import (
    DO_NOT_DISTURB,
    NO_BUTTONS,
    NO_SERVER,
    NO_TIMERS,
    reminder_services,
    withdraw_reminders,
)
from stretchapp.ui.dependencies import DeliveryStatus
from tests.desktop.dbus.bus import Bus
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.notifications.notification_server import NotificationServer
from tests.desktop.reminders.user_manager import UserManager
from tests.e2e.screen import Screen
from tests.reminders.rules import a_rule

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from stretchapp.base.paths import Paths
    from stretchapp.ui.dependencies import ReminderServices

STRETCH = Notification(title="Evening stretch", body="", actions=[], icon="", lasts_s=600.0)
pytestmark = pytest.mark.usefixtures("qapp")

NO_MANAGER = NO_TIMERS.format(reason="No systemd user manager runs here")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return user_paths(tmp_path / "data")


@pytest.fixture
def diary(paths: Paths) -> Iterator[sqlite3.Connection]:
    with closing(open_store(paths.diary)) as connection:
        yield connection


def services_of(
    diary: sqlite3.Connection, paths: Paths, command: Sequence[str]
) -> ReminderServices:
    """Return the services as the app makes them, until the end of the test."""
    waiting = ReminderDelivery(diary, paths, SettingsFile(paths.settings), command)
    waiting.deleteLater()
    return reminder_services(waiting, command)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let there be neither a session bus nor a systemd user manager."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.mark.usefixtures("bare")
class TestBareMachine:
    def test_what_stands_in_the_way_is_said_with_what_to_do(
        self, diary: sqlite3.Connection, paths: Paths
    ) -> None:
        services = services_of(diary, paths, ["stretchapp"])
        assert services.obstacles() == [NO_MANAGER, NO_SERVER]

    @pytest.mark.parametrize(
        ("capabilities", "held_back", "said"),
        [
            (["actions"], False, []),
            (["body"], False, [NO_BUTTONS]),
            (["actions"], True, [DO_NOT_DISTURB]),
        ],
    )
    def test_what_the_notifications_of_this_desktop_lack_is_said(  # noqa: PLR0913 -- a table
        self,
        diary: sqlite3.Connection,
        paths: Paths,
        monkeypatch: pytest.MonkeyPatch,
        capabilities: list[str],
        said: list[str],
        *,
        held_back: bool,
    ) -> None:
        answers = {"Get": ("v", (("b", held_back),))}
        with Bus() as bus, NotificationServer(bus, capabilities, answers=answers):
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
            assert services_of(diary, paths, ["stretchapp"]).obstacles() == [NO_MANAGER, *said]

    def test_timers_that_nobody_needs_are_not_missed(
        self, diary: sqlite3.Connection, paths: Paths
    ) -> None:
        services = services_of(diary, paths, ["stretchapp"])
        assert services.set_timers() is None
        services.reminders.add(a_rule())
        problem = services.set_timers()
        assert problem is not None
        assert "Nothing on this machine can wait for a reminder" in problem

    def test_timers_cannot_be_chosen(self, diary: sqlite3.Connection, paths: Paths) -> None:
        services = services_of(diary, paths, ["stretchapp"])
        reason = "No systemd user manager runs here."
        assert services.delivery_status() == DeliveryStatus(is_resident=True, no_timers=reason)
        with pytest.raises(UserError, match=reason):
            services.choose_delivery("timers")
        assert not paths.settings.exists()

    def test_nothing_is_shown_that_could_be_withdrawn(self, diary: sqlite3.Connection) -> None:
        withdraw_reminders(diary)


def test_the_timers_of_the_machine_are_those_of_the_reminders(
    diary: sqlite3.Connection,
    paths: Paths,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "manager"
    home.mkdir()
    with UserManager(home) as manager:
        for name, value in manager.environ.items():
            monkeypatch.setenv(name, value)
        services = services_of(diary, paths, ["stretchapp"])
        assert services.obstacles() == [NO_SERVER]
        rule = services.reminders.add(a_rule())
        assert services.set_timers() is None
        timers = manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")
        assert timers.split()[0].endswith(f"-{rule.id}.timer")
        assert services.delivery_status() == DeliveryStatus()

        assert services.choose_delivery("resident") is None
        assert services.delivery_status() == DeliveryStatus(is_resident=True, starts_at_login=True)
        assert autostart_of(paths, os.environ).is_on
        assert not manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")

        assert services.choose_delivery("timers") is None
        assert services.delivery_status() == DeliveryStatus()
        assert not autostart_of(paths, os.environ).path.exists()
        assert manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")

        services.reminders.change(replace(rule, is_on=False))
        assert services.set_timers() is None
        assert not manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")


def test_ringing_as_a_test_starts_the_process_that_a_timer_would(
    diary: sqlite3.Connection, paths: Paths, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = f"import sys; print(*sys.argv[1:], file=open({str(pipe)!r}, 'w'))"
    services = services_of(diary, paths, [sys.executable, "-c", program])
    services.ring(7)
    # Opening waits until somebody writes.
    assert pipe.read_text() == "reminders fire 7 --test\n"


def test_a_session_that_begins_takes_back_what_is_shown(
    diary: sqlite3.Connection, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "screen"
    folder.mkdir()
    with Screen(folder) as screen, Bus() as bus, Dunst(tmp_path, screen, bus.environ) as dunst:
        for name, value in bus.environ.items():
            monkeypatch.setenv(name, value)
        now = SystemClock().now()
        services = services_of(diary, paths, ["stretchapp"])
        at = now.replace(second=0, microsecond=0)
        rule = services.reminders.add(a_rule(when=AtTimes((at.time(),))))
        due = services.reminders.latest_due(rule, now)
        assert due is not None
        with Notifier(bus.environ) as notifier:
            number = notifier.show(STRETCH)
        services.reminders.settle_shown(due, number, now)
        assert dunst.count() == 1
        session = NewSession(
            routine=rule.routine,
            title=rule.title,
            player="window",
            process=os.getpid(),
            planned_s=600.0,
            parts=4,
        )
        SessionLog(diary).begin(session, now)
        withdraw_reminders(diary)
        assert [record.outcome for record in services.reminders.history(now)] == ["waiting"]
        with Notifier(bus.environ) as notifier:
            # One that is still there would be replaced by this number; this one gets a new one.
            assert notifier.show(STRETCH) != number
