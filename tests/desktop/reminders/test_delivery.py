"""Who waits for the reminders: what the person prefers, and what the machine can do."""

from __future__ import annotations

import os
from datetime import time
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.menu.autostart import Autostart
from stretchapp.desktop.reminders.delivery import Delivery, set_delivery
from stretchapp.desktop.reminders.systemd_timers import SystemdTimers
from stretchapp.reminders.rules import EVERY_DAY, Slot
from tests.desktop.reminders.user_manager import UserManager

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COMMAND = ("/opt/stretchapp/bin/stretchapp",)
EVENING = {1: (tuple(Slot(day, time(21, 45)) for day in sorted(EVERY_DAY)), None)}
NO_MANAGER = "No systemd user manager runs here."


class Machine:
    """A machine with or without timers."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.settings = SettingsFile(folder / "settings.json")
        self.timers = SystemdTimers([*COMMAND, "reminders", "fire"], environ)
        self.autostart = Autostart(COMMAND, environ)

    def set_delivery(self, wanted: Mapping[int, tuple[tuple[Slot, ...], str | None]]) -> Delivery:
        return set_delivery(wanted, self.settings, self.timers, self.autostart)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine without a user manager."""
    return Machine(tmp_path, os.environ)


class TestWithTimers:
    def test_they_wait_unless_the_person_prefers_a_process(self, tmp_path: Path) -> None:
        with UserManager(tmp_path) as manager:
            machine = Machine(tmp_path, manager.environ)
            # What was agreed to elsewhere starts nothing that is not needed.
            machine.settings.change(autostart=True)

            assert machine.set_delivery({}) == Delivery(is_resident=False)
            assert machine.set_delivery(EVENING) == Delivery(is_resident=False)
            assert machine.timers.present() == ["stretchapp-reminder-1"]
            assert not machine.autostart.path.exists()

            machine.settings.change(waits="resident")
            assert machine.set_delivery(EVENING) == Delivery(is_resident=True)
            assert machine.timers.present() == []
            assert machine.autostart.is_on

            machine.settings.change(waits="timers")
            assert machine.set_delivery(EVENING) == Delivery(is_resident=False)
            assert machine.timers.present() == ["stretchapp-reminder-1"]
            assert not machine.autostart.path.exists()


class TestWithoutTimers:
    @pytest.mark.parametrize("wanted", [EVENING, {}])
    def test_a_process_waits_and_is_told_why(
        self, wanted: dict[int, tuple[tuple[Slot, ...], None]], machine: Machine
    ) -> None:
        assert machine.set_delivery(wanted) == Delivery(is_resident=True, no_timers=NO_MANAGER)
        assert machine.timers.present() == []

    def test_a_process_that_is_preferred_needs_no_reason(self, machine: Machine) -> None:
        machine.settings.change(waits="resident")

        assert machine.set_delivery(EVENING) == Delivery(is_resident=True)


class TestAutostart:
    def test_is_not_there_before_the_person_agrees(self, machine: Machine) -> None:
        machine.set_delivery(EVENING)

        assert not machine.autostart.path.exists()

    def test_comes_with_the_first_reminder_and_goes_with_the_last(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery({})
        assert not machine.autostart.path.exists()

        machine.set_delivery(EVENING)
        assert machine.autostart.is_on

        machine.set_delivery({})
        assert not machine.autostart.path.exists()

    def test_goes_when_the_person_does_not_agree_any_more(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery(EVENING)

        machine.settings.change(autostart=False)
        machine.set_delivery(EVENING)

        assert not machine.autostart.path.exists()

    def test_that_was_switched_off_by_hand_stays_off(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery(EVENING)
        switch_off(machine.autostart)

        machine.set_delivery(EVENING)
        assert machine.autostart.is_off_by_hand

        # Not even a new beginning overrules it.
        machine.set_delivery({})
        machine.set_delivery(EVENING)
        assert not machine.autostart.path.exists()
        assert not machine.settings.settings.autostart

    def test_starts_an_installation_that_was_moved(self, tmp_path: Path, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.set_delivery(EVENING)

        machine.autostart = Autostart(("/new/stretchapp",), os.environ)
        machine.set_delivery(EVENING)

        assert "Exec=/new/stretchapp --background\n" in machine.autostart.path.read_text()

    def test_that_cannot_be_written_is_told(self, machine: Machine) -> None:
        machine.settings.change(autostart=True)
        machine.autostart.path.parent.touch()

        waits = machine.set_delivery(EVENING)

        assert (waits.is_resident, waits.no_timers) == (True, NO_MANAGER)
        assert "cannot be written (" in waits.no_autostart


def switch_off(autostart: Autostart) -> None:
    """Switch it off as the settings of a desktop do."""
    with autostart.path.open("a") as file:
        file.write("Hidden=true\n")
