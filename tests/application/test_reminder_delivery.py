"""System timers, autostart and the resident timer, in step with the reminders."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from dataclasses import replace
from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QFileSystemWatcher, QTimer

from stretchapp.application.reminder_delivery import ReminderDelivery
from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import user_paths
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.launching.autostart import autostart_of
from stretchapp.diary.reminder_store import DueTime
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.rules import AtTimes
from tests.desktop.reminders.user_manager import UserManager
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.launching.autostart import Autostart

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return user_paths(tmp_path / "data")


@pytest.fixture
def diary(paths: Paths) -> Iterator[sqlite3.Connection]:
    with closing(open_store(paths.diary)) as connection:
        yield connection


@pytest.fixture
def delivery(diary: sqlite3.Connection, paths: Paths) -> ReminderDelivery:
    """The delivery on a machine without system timers, until the end of the test."""
    delivery = ReminderDelivery(diary, paths, SettingsFile(paths.settings), ["/bin/true"])
    delivery.deleteLater()
    return delivery


@pytest.fixture
def autostart(paths: Paths) -> Autostart:
    return autostart_of(paths, os.environ)


def is_waiting(delivery: ReminderDelivery) -> bool:
    """Return whether this process waits for a reminder."""
    return any(timer.isActive() for timer in delivery.findChildren(QTimer))


class TestWithoutSystemTimers:
    def test_this_process_waits_while_a_reminder_is_on(self, delivery: ReminderDelivery) -> None:
        delivery.update()
        assert not is_waiting(delivery)

        rule = delivery.reminders.add(a_rule(), LONG_AGO)
        delivery.update()
        assert is_waiting(delivery)

        delivery.reminders.change(replace(rule, is_on=False), LONG_AGO)
        delivery.update()
        assert not is_waiting(delivery)

    def test_a_zone_that_does_not_exist_is_ignored(self, delivery: ReminderDelivery) -> None:
        for zone in ("Europe/Berlin", "Atlantis/Sunken", "../etc/passwd"):
            delivery.reminders.add(a_rule(zone=zone), LONG_AGO)

        delivery.update()

        assert is_waiting(delivery)

    def test_this_process_ends_with_its_window_unless_it_starts_at_login(
        self, delivery: ReminderDelivery
    ) -> None:
        delivery.reminders.add(a_rule(), LONG_AGO)
        delivery.update()
        assert not delivery.stays_running
        assert delivery.window_only_reason() == delivery.timers_problem()

        delivery.set_start_at_login(is_on=True)

        assert delivery.stays_running
        assert delivery.window_only_reason() is None

    def test_this_process_ends_with_its_window_if_there_are_no_reminders(
        self, delivery: ReminderDelivery
    ) -> None:
        delivery.set_start_at_login(is_on=True)

        assert not delivery.stays_running

    def test_reminders_snoozed_before_a_restart_of_the_machine_fire(
        self, diary: sqlite3.Connection, paths: Paths, tmp_path: Path
    ) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        program = f"import sys; print(*sys.argv[1:], file=open({str(pipe)!r}, 'w'))"
        command = [sys.executable, "-c", program]
        delivery = ReminderDelivery(diary, paths, SettingsFile(paths.settings), command)
        delivery.deleteLater()
        now = SystemClock().now()
        in_three_hours = AtTimes((time((now.hour + 3) % 24),))
        rule = delivery.reminders.add(a_rule(when=in_three_hours), LONG_AGO)
        due = DueTime(rule.id, now - timedelta(minutes=5), rule.title)
        delivery.reminders.settle(due, "snoozed", "snoozed", now)
        removed = DueTime(rule.id + 1, now - timedelta(minutes=5), rule.title)
        delivery.reminders.settle(removed, "snoozed", "snoozed", now)

        delivery.update()

        # Opening the pipe waits until it is written to.
        assert pipe.read_text() == f"reminders fire {rule.id}\n"


class TestStartAtLogin:
    def test_is_not_needed_without_a_reminder(self, delivery: ReminderDelivery) -> None:
        delivery.update()

        assert delivery.starts_at_login is None

    def test_is_turned_on_and_off(
        self, delivery: ReminderDelivery, autostart: Autostart, paths: Paths
    ) -> None:
        delivery.reminders.add(a_rule(), LONG_AGO)
        delivery.update()
        assert delivery.starts_at_login is False

        delivery.set_start_at_login(is_on=True)
        assert (delivery.starts_at_login, autostart.is_on) == (True, True)
        assert SettingsFile(paths.settings).settings.autostart

        delivery.set_start_at_login(is_on=False)
        assert (delivery.starts_at_login, autostart.path.exists()) == (False, False)

    def test_stays_off_if_it_was_turned_off_in_the_desktop_until_it_is_turned_on_here(
        self, delivery: ReminderDelivery, autostart: Autostart
    ) -> None:
        delivery.reminders.add(a_rule(), LONG_AGO)
        delivery.set_start_at_login(is_on=True)
        with autostart.path.open("a") as file:
            file.write("Hidden=true\n")

        delivery.update()
        assert delivery.starts_at_login is False

        delivery.set_start_at_login(is_on=True)
        assert delivery.starts_at_login is True

    def test_is_an_error_if_it_cannot_be_stored(
        self, delivery: ReminderDelivery, paths: Paths
    ) -> None:
        delivery.reminders.add(a_rule(), LONG_AGO)
        paths.settings.mkdir()

        with pytest.raises(UserError):
            delivery.set_start_at_login(is_on=True)


def test_this_process_does_not_wait_where_there_are_system_timers(
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
        settings = SettingsFile(paths.settings)
        delivery = ReminderDelivery(diary, paths, settings, ["/bin/true"])
        delivery.deleteLater()
        delivery.reminders.add(a_rule(), LONG_AGO)

        assert not delivery.update().is_resident
        assert not is_waiting(delivery)
        assert delivery.findChildren(QFileSystemWatcher) == []
        assert (delivery.starts_at_login, delivery.stays_running) == (None, False)

        settings.change(waits="resident")
        assert delivery.update().is_resident
        assert is_waiting(delivery)
        assert len(delivery.findChildren(QFileSystemWatcher)) == 1
        assert (delivery.starts_at_login, delivery.stays_running) == (False, True)
        assert not manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")
