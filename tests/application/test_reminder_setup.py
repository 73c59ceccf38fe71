"""The reminder setup of the window, on the real machine of the test."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.reminder_delivery import ReminderDelivery
from stretchapp.application.reminder_setup import (
    DO_NOT_DISTURB,
    NO_BUTTONS,
    NO_SERVER,
    NO_TIMERS,
    DeliveryStatus,
    SystemReminderSetup,
    withdraw_reminders,
)
from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import user_paths
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.launching.autostart import autostart_of
from stretchapp.desktop.notifications.notifier import Notification, Notifier
from stretchapp.desktop.reminders.systemd_timers import NO_MANAGER
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.rules import AtTimes
from tests.desktop.dbus.bus import Bus
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.notifications.notification_server import NotificationServer
from tests.desktop.reminders.user_manager import UserManager
from tests.e2e.screen import Screen
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from stretchapp.base.paths import Paths

STRETCH = Notification(title="Evening stretch", body="", actions=[], icon="", duration_s=600.0)
pytestmark = pytest.mark.usefixtures("qapp")

ONLY_WHILE_OPEN = NO_TIMERS.format(reason=NO_MANAGER)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return user_paths(tmp_path / "data")


@pytest.fixture
def diary(paths: Paths) -> Iterator[sqlite3.Connection]:
    with closing(open_store(paths.diary)) as connection:
        yield connection


def setup_of(
    diary: sqlite3.Connection, paths: Paths, command: Sequence[str]
) -> SystemReminderSetup:
    """Return the setup that the app creates, until the end of the test."""
    delivery = ReminderDelivery(diary, paths, SettingsFile(paths.settings), command)
    delivery.deleteLater()
    return SystemReminderSetup(delivery, command)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Provide neither a session bus nor a systemd user manager."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))


@pytest.mark.usefixtures("bare")
class TestBareMachine:
    def test_obstacles_are_listed_with_what_to_do(
        self, diary: sqlite3.Connection, paths: Paths
    ) -> None:
        setup = setup_of(diary, paths, ["stretchapp"])
        assert setup.obstacles() == [ONLY_WHILE_OPEN, NO_SERVER]

    @pytest.mark.parametrize(
        ("capabilities", "held_back", "obstacles"),
        [
            (["actions"], False, []),
            (["body"], False, [NO_BUTTONS]),
            (["actions"], True, [DO_NOT_DISTURB]),
        ],
    )
    def test_missing_features_of_the_notifications_are_listed(
        self,
        diary: sqlite3.Connection,
        paths: Paths,
        monkeypatch: pytest.MonkeyPatch,
        capabilities: list[str],
        obstacles: list[str],
        *,
        held_back: bool,
    ) -> None:
        answers = {"Get": ("v", (("b", held_back),))}
        with Bus() as bus, NotificationServer(bus, capabilities, answers=answers):
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
            assert setup_of(diary, paths, ["stretchapp"]).obstacles() == [
                ONLY_WHILE_OPEN,
                *obstacles,
            ]

    def test_missing_timers_are_a_problem_only_with_a_reminder(
        self, diary: sqlite3.Connection, paths: Paths
    ) -> None:
        setup = setup_of(diary, paths, ["stretchapp"])
        assert setup.set_timers() is None
        setup.reminders.add(a_rule(), LONG_AGO)
        assert setup.set_timers() == ONLY_WHILE_OPEN

    def test_system_timers_cannot_be_chosen(self, diary: sqlite3.Connection, paths: Paths) -> None:
        setup = setup_of(diary, paths, ["stretchapp"])
        reason = NO_MANAGER
        assert setup.delivery_status() == DeliveryStatus(is_resident=True, no_timers=reason)
        with pytest.raises(UserError, match=reason):
            setup.choose_delivery("timers")
        assert not paths.settings.exists()

    def test_withdrawing_without_a_notification_server_does_nothing(
        self, diary: sqlite3.Connection
    ) -> None:
        withdraw_reminders(diary, SystemClock().now())


def test_the_system_timers_follow_the_reminders_and_the_choice(
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
        setup = setup_of(diary, paths, ["stretchapp"])
        assert setup.obstacles() == [NO_SERVER]
        rule = setup.reminders.add(a_rule(), LONG_AGO)
        assert setup.set_timers() is None
        timers = manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")
        assert timers.split()[0].endswith(f"-{rule.id}.timer")
        assert setup.delivery_status() == DeliveryStatus()

        assert setup.choose_delivery("resident") is None
        assert setup.delivery_status() == DeliveryStatus(is_resident=True, starts_at_login=True)
        assert autostart_of(paths, os.environ).is_on
        assert not manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")

        assert setup.choose_delivery("timers") is None
        assert setup.delivery_status() == DeliveryStatus()
        assert not autostart_of(paths, os.environ).path.exists()
        assert manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")

        setup.reminders.change(replace(rule, is_on=False), LONG_AGO)
        assert setup.set_timers() is None
        assert not manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")


def test_a_test_starts_the_process_that_a_timer_would_start(
    diary: sqlite3.Connection, paths: Paths, tmp_path: Path
) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    program = f"import sys; print(*sys.argv[1:], file=open({str(pipe)!r}, 'w'))"
    setup = setup_of(diary, paths, [sys.executable, "-c", program])
    setup.send_test(7)
    # Opening the pipe waits until it is written to.
    assert pipe.read_text() == "reminders fire 7 --test\n"


def test_a_session_that_starts_withdraws_notifications(
    diary: sqlite3.Connection, paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "screen"
    folder.mkdir()
    with Screen(folder) as screen, Bus() as bus, Dunst(tmp_path, screen, bus.environ) as dunst:
        for name, value in bus.environ.items():
            monkeypatch.setenv(name, value)
        now = SystemClock().now()
        setup = setup_of(diary, paths, ["stretchapp"])
        at = now.replace(second=0, microsecond=0)
        rule = setup.reminders.add(a_rule(when=AtTimes((at.time(),))), LONG_AGO)
        due = setup.reminders.latest_due(rule, now)
        assert due is not None
        with Notifier(bus.environ) as notifier:
            number = notifier.show(STRETCH)
        setup.reminders.settle_as_shown(due, number, now)
        assert dunst.count() == 1
        session = NewSession(
            routine=rule.routine,
            title=rule.title,
            player="window",
            process=os.getpid(),
            planned_s=600.0,
            parts=4,
        )
        SessionLog(diary).start(session, now)
        withdraw_reminders(diary, SystemClock().now())
        assert [record.outcome for record in setup.reminders.history(now)] == ["waiting"]
        with Notifier(bus.environ) as notifier:
            # A notification that is still shown would be replaced and keep its number.
            assert notifier.show(STRETCH) != number
