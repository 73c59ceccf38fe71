"""``stretchapp reminders wait``, with a real user manager and real processes in the background."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.commands.reminders_wait import (
    AT_LOGIN,
    NO_REMINDERS,
    NOT_AT_LOGIN,
    RESIDENT,
    TIMERS,
)
from stretchapp.desktop.instance.request import socket_path
from stretchapp.desktop.launching.autostart import autostart_of
from stretchapp.desktop.reminders.systemd_timers import timers_of
from tests.app_process import run, wait_until
from tests.desktop.reminders.user_manager import UserManager

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.base.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """The folders of a user."""
    return user_paths(tmp_path / "data")


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[UserManager]:
    home = tmp_path / "me"
    home.mkdir()
    with UserManager(home) as manager:
        for name, value in manager.environ.items():
            monkeypatch.setenv(name, value)
        yield manager


def reminders(paths: Paths, *words: str) -> list[str]:
    done = run("--data-dir", paths.data, "reminders", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.mark.usefixtures("manager")
def test_each_choice_takes_effect_at_once(paths: Paths) -> None:
    reminders(paths, "add", "--at", "12:00")
    socket = socket_path(paths.state)
    timers, autostart = timers_of(paths, os.environ), autostart_of(paths, os.environ)
    assert reminders(paths, "wait") == [TIMERS]

    assert reminders(paths, "wait", "background") == [RESIDENT, AT_LOGIN]
    wait_until(socket.exists)
    assert (timers.names(), autostart.is_on) == ([], True)

    assert reminders(paths, "wait", "timers") == [TIMERS]
    # The process in the background has nothing left to do, and ends.
    wait_until(lambda: not socket.exists())
    assert len(timers.names()) == 1
    assert not autostart.path.exists()


@pytest.mark.usefixtures("manager")
def test_starting_at_login_can_be_declined(paths: Paths) -> None:
    lines = reminders(paths, "wait", "background", "--not-at-login")
    assert lines == [RESIDENT, NOT_AT_LOGIN, NO_REMINDERS]
    chosen = json.loads("".join(reminders(paths, "wait", "--json")))
    assert chosen == {"waits": "background", "at_login": False, "no_timers": None}
    assert not socket_path(paths.state).exists()


def test_without_a_manager_timers_are_refused_with_the_reason(paths: Paths) -> None:
    done = run("--data-dir", paths.data, "reminders", "wait", "timers")
    assert done.returncode == 1
    assert "not available on this machine: systemd does not run for this user." in done.stderr
    assert not paths.settings.exists()
    chosen = json.loads("".join(reminders(paths, "wait", "--json")))
    assert chosen["no_timers"] == "systemd does not run for this user."


def test_without_a_display_it_starts_at_the_next_login(paths: Paths) -> None:
    reminders(paths, "add", "--at", "12:00")
    no_display = {"QT_QPA_PLATFORM": None, "DISPLAY": None, "WAYLAND_DISPLAY": None}
    done = run("--data-dir", paths.data, "reminders", "wait", "background", env=no_display)
    assert "It could not be started now: there is no display." in done.stdout
    assert autostart_of(paths, os.environ).is_on
