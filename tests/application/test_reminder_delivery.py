"""Timers, autostart and the waiting of this process, in step with the reminders."""

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
from stretchapp.desktop.menu.autostart import autostart_of
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
    from stretchapp.desktop.menu.autostart import Autostart

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return user_paths(tmp_path / "data")


@pytest.fixture
def diary(paths: Paths) -> Iterator[sqlite3.Connection]:
    with closing(open_store(paths.diary)) as connection:
        yield connection


@pytest.fixture
def waiting(diary: sqlite3.Connection, paths: Paths) -> ReminderDelivery:
    """What waits on a machine without timers, until the end of the test."""
    waiting = ReminderDelivery(diary, paths, SettingsFile(paths.settings), ["/bin/true"])
    waiting.deleteLater()
    return waiting


@pytest.fixture
def autostart(paths: Paths) -> Autostart:
    return autostart_of(paths, os.environ)


def is_waiting(waiting: ReminderDelivery) -> bool:
    return any(timer.isActive() for timer in waiting.findChildren(QTimer))


class TestResident:
    def test_waits_as_long_as_a_reminder_is_on(self, waiting: ReminderDelivery) -> None:
        waiting.renew()
        assert not is_waiting(waiting)

        rule = waiting.reminders.add(a_rule(), LONG_AGO)
        waiting.renew()
        assert is_waiting(waiting)

        waiting.reminders.change(replace(rule, is_on=False), LONG_AGO)
        waiting.renew()
        assert not is_waiting(waiting)

    def test_knows_zones_by_name_and_passes_over_those_that_are_gone(
        self, waiting: ReminderDelivery
    ) -> None:
        for zone in ("Europe/Berlin", "Atlantis/Sunken", "../etc/passwd"):
            waiting.reminders.add(a_rule(zone=zone), LONG_AGO)

        waiting.renew()

        assert is_waiting(waiting)

    def test_ends_with_its_window_unless_the_person_wants_it_to_go_on(
        self, waiting: ReminderDelivery
    ) -> None:
        waiting.reminders.add(a_rule(), LONG_AGO)
        waiting.renew()
        assert not waiting.stays_running
        assert waiting.problem() == "No systemd user manager runs here."

        waiting.start_at_login(is_on=True)

        assert waiting.stays_running
        assert waiting.problem() is None

    def test_without_reminders_has_no_reason_to_go_on(
        self, waiting: ReminderDelivery, paths: Paths
    ) -> None:
        waiting.start_at_login(is_on=True)

        assert not waiting.stays_running

    def test_takes_up_what_was_put_off_before_the_machine_was_started_anew(
        self, diary: sqlite3.Connection, paths: Paths, tmp_path: Path
    ) -> None:
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        program = f"import sys; print(*sys.argv[1:], file=open({str(pipe)!r}, 'w'))"
        command = [sys.executable, "-c", program]
        waiting = ReminderDelivery(diary, paths, SettingsFile(paths.settings), command)
        waiting.deleteLater()
        now = SystemClock().now()
        rule = waiting.reminders.add(a_rule(when=AtTimes((time((now.hour + 3) % 24),))), LONG_AGO)
        due = DueTime(rule.id, now - timedelta(minutes=5), rule.title)
        waiting.reminders.settle(due, "snoozed", "snoozed", now)
        gone = DueTime(rule.id + 1, now - timedelta(minutes=5), rule.title)
        waiting.reminders.settle(gone, "snoozed", "snoozed", now)

        waiting.renew()

        # Opening waits until somebody writes.
        assert pipe.read_text() == f"reminders fire {rule.id}\n"

    def test_can_be_told_that_the_machine_has_slept(self, waiting: ReminderDelivery) -> None:
        waiting.reminders.add(a_rule(), LONG_AGO)
        waiting.renew()

        waiting.look()

        assert is_waiting(waiting)


class TestStartAtLogin:
    def test_is_no_question_without_a_reminder(self, waiting: ReminderDelivery) -> None:
        waiting.renew()

        assert waiting.starts_at_login is None

    def test_is_switched_on_and_off(
        self, waiting: ReminderDelivery, autostart: Autostart, paths: Paths
    ) -> None:
        waiting.reminders.add(a_rule(), LONG_AGO)
        waiting.renew()
        assert waiting.starts_at_login is False

        waiting.start_at_login(is_on=True)
        assert (waiting.starts_at_login, autostart.is_on) == (True, True)
        assert SettingsFile(paths.settings).settings.autostart

        waiting.start_at_login(is_on=False)
        assert (waiting.starts_at_login, autostart.path.exists()) == (False, False)

    def test_is_off_when_it_was_switched_off_elsewhere_until_it_is_switched_on_here(
        self, waiting: ReminderDelivery, autostart: Autostart
    ) -> None:
        waiting.reminders.add(a_rule(), LONG_AGO)
        waiting.start_at_login(is_on=True)
        with autostart.path.open("a") as file:
            file.write("Hidden=true\n")

        waiting.renew()
        assert waiting.starts_at_login is False

        waiting.start_at_login(is_on=True)
        assert waiting.starts_at_login is True

    def test_that_cannot_be_kept_is_told(self, waiting: ReminderDelivery, paths: Paths) -> None:
        waiting.reminders.add(a_rule(), LONG_AGO)
        paths.settings.mkdir()

        with pytest.raises(UserError, match="The settings could not be saved"):
            waiting.start_at_login(is_on=True)


def test_where_timers_wait_nothing_of_ours_does(
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
        waiting = ReminderDelivery(diary, paths, settings, ["/bin/true"])
        waiting.deleteLater()
        waiting.reminders.add(a_rule(), LONG_AGO)

        assert not waiting.renew().is_resident
        assert not is_waiting(waiting)
        assert waiting.findChildren(QFileSystemWatcher) == []
        assert (waiting.starts_at_login, waiting.stays_running) == (None, False)

        settings.change(waits="resident")
        assert waiting.renew().is_resident
        assert is_waiting(waiting)
        assert len(waiting.findChildren(QFileSystemWatcher)) == 1
        assert (waiting.starts_at_login, waiting.stays_running) == (False, True)
        assert not manager.systemctl("list-units", "--plain", "--no-legend", "stretchapp-*.timer")
