"""How reminders are delivered: the choice of the user, and the means of the machine."""

from __future__ import annotations

import os
from datetime import time
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.launching.autostart import Autostart
from stretchapp.desktop.reminders.delivery import (
    Delivery,
    choose_delivery,
    set_delivery,
    update_stored_display,
)
from stretchapp.desktop.reminders.systemd_timers import NO_MANAGER, SystemdTimers
from stretchapp.reminders.rules import EVERY_DAY, Slot
from tests.desktop.reminders.user_manager import UserManager

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stretchapp.base.settings import DeliveryChoice
    from stretchapp.desktop.reminders.systemd_timers import Schedules

COMMAND = ("/opt/stretchapp/bin/stretchapp",)
EVENING = {1: (tuple(Slot(day, time(21, 45)) for day in sorted(EVERY_DAY)), None)}


class Machine:
    """A machine with or without a user manager."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.settings = SettingsFile(folder / "settings.json")
        self.timers = SystemdTimers([*COMMAND, "reminders", "fire"], environ)
        self.autostart = Autostart(COMMAND, environ)

    def set_delivery(self, schedules: Schedules) -> Delivery:
        return set_delivery(schedules, self.settings, self.timers, self.autostart)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without a user manager."""
    return Machine(tmp_path, os.environ)


class TestWithTimers:
    def test_timers_are_used_unless_the_user_prefers_a_process(self, tmp_path: Path) -> None:
        with UserManager(tmp_path) as manager:
            machine = Machine(tmp_path, manager.environ)
            # The user has agreed to the start at login, but it is not needed.
            machine.settings.change(autostart=True)

            assert machine.set_delivery({}) == Delivery(is_resident=False)
            assert machine.set_delivery(EVENING) == Delivery(is_resident=False)
            assert machine.timers.names() == ["stretchapp-reminder-1"]
            assert not machine.autostart.path.exists()

            machine.settings.change(waits="resident")
            assert machine.set_delivery(EVENING) == Delivery(is_resident=True)
            assert machine.timers.names() == []
            assert machine.autostart.is_on

            machine.settings.change(waits="timers")
            assert machine.set_delivery(EVENING) == Delivery(is_resident=False)
            assert machine.timers.names() == ["stretchapp-reminder-1"]
            assert not machine.autostart.path.exists()


class TestWithoutTimers:
    @pytest.mark.parametrize("schedules", [EVENING, {}])
    def test_a_resident_process_is_used_for_a_reason(
        self, schedules: Schedules, machine: Machine
    ) -> None:
        assert machine.set_delivery(schedules) == Delivery(
            is_resident=True, timers_problem=NO_MANAGER
        )
        assert machine.timers.names() == []

    def test_a_preferred_process_needs_no_reason(self, machine: Machine) -> None:
        machine.settings.change(waits="resident")

        assert machine.set_delivery(EVENING) == Delivery(is_resident=True)


class TestAutostart:
    def test_is_off_until_the_user_agrees(self, machine: Machine) -> None:
        machine.set_delivery(EVENING)

        assert not machine.autostart.path.exists()

    def test_is_on_while_there_are_reminders(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery({})
        assert not machine.autostart.path.exists()

        machine.set_delivery(EVENING)
        assert machine.autostart.is_on

        machine.set_delivery({})
        assert not machine.autostart.path.exists()

    def test_is_removed_when_the_user_disagrees(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery(EVENING)

        machine.settings.change(autostart=False)
        machine.set_delivery(EVENING)

        assert not machine.autostart.path.exists()

    def test_that_the_user_disabled_stays_disabled(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery(EVENING)
        disable(machine.autostart)

        machine.set_delivery(EVENING)
        assert machine.autostart.is_disabled_by_user

        # Nor is it enabled after all reminders were removed.
        machine.set_delivery({})
        machine.set_delivery(EVENING)
        assert not machine.autostart.path.exists()
        assert not machine.settings.settings.autostart

    def test_starts_a_moved_installation(self, tmp_path: Path, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery(EVENING)

        machine.autostart = Autostart(("/new/stretchapp",), os.environ)
        machine.set_delivery(EVENING)

        assert "Exec=/new/stretchapp --background\n" in machine.autostart.path.read_text()

    def test_that_cannot_be_written_is_a_problem(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.autostart.path.parent.touch()

        delivery = machine.set_delivery(EVENING)

        assert (delivery.is_resident, delivery.timers_problem) == (True, NO_MANAGER)
        assert "cannot be written (" in delivery.autostart_problem


class TestChoice:
    def choose(self, machine: Machine, choice: DeliveryChoice, *, at_login: bool = True) -> None:
        choose_delivery(
            choice, machine.settings, machine.timers, machine.autostart, at_login=at_login
        )

    def test_of_a_process_starts_it_at_login_if_the_user_agrees(self, machine: Machine) -> None:
        for at_login in (False, True):
            self.choose(machine, "resident", at_login=at_login)
            assert machine.settings.settings.autostart is at_login
        assert machine.settings.settings.waits == "resident"

    def test_of_a_process_enables_what_the_user_disabled(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery(EVENING)
        disable(machine.autostart)

        self.choose(machine, "resident")
        machine.set_delivery(EVENING)

        assert machine.autostart.is_on

    def test_of_timers_needs_a_manager(self, machine: Machine) -> None:
        machine.settings.change(waits="resident")

        with pytest.raises(UserError, match="are not available on this machine"):
            self.choose(machine, "timers")

        assert machine.settings.settings.waits == "resident"

    def test_of_timers_needs_no_start_at_login(self, tmp_path: Path) -> None:
        with UserManager(tmp_path) as manager:
            machine = Machine(tmp_path, manager.environ)
            machine.settings.change(waits="resident", autostart=True)

            self.choose(machine, "timers")

        assert machine.settings.settings.waits == "timers"
        assert not machine.settings.settings.autostart


def test_the_display_is_stored_while_there_are_reminders(tmp_path: Path) -> None:
    paths = user_paths(tmp_path)
    update_stored_display(EVENING, paths, {"DISPLAY": ":1"})
    assert paths.display.exists()

    update_stored_display({}, paths, {"DISPLAY": ":1"})
    assert not paths.display.exists()


def disable(autostart: Autostart) -> None:
    """Disable the entry as the settings of a desktop do."""
    with autostart.path.open("a") as file:
        file.write("Hidden=true\n")
