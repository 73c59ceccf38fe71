"""``stretchapp reminders wait``, with a real user manager and real processes in the background."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.desktop.instance.request import socket_path
from stretchapp.desktop.menu.autostart import autostart_of
from stretchapp.desktop.reminders.systemd_timers import timers_of
from tests.app_process import POLL_S, TIMEOUT_S, run
from tests.desktop.reminders.user_manager import UserManager

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stretchapp.base.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """The folders of somebody with one reminder."""
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


def wait_until(condition: Callable[[], object]) -> None:
    for _ in range(round(TIMEOUT_S / POLL_S)):
        if condition():
            return
        time.sleep(POLL_S)  # noqa: TID251 -- a real process is waited for
    assert condition()


@pytest.mark.usefixtures("manager")
def test_one_takes_the_place_of_the_other_at_once(paths: Paths) -> None:
    reminders(paths, "add", "--at", "12:00")
    socket = socket_path(paths.state)
    timers, autostart = timers_of(paths, os.environ), autostart_of(paths, os.environ)
    assert reminders(paths, "wait") == [
        "The timers of the system wait for the reminders; nothing of stretchapp runs meanwhile."
    ]

    assert reminders(paths, "wait", "background") == [
        "stretchapp waits for the reminders in the background.",
        "It starts when you log in.",
    ]
    wait_until(socket.exists)
    assert (timers.present(), autostart.is_on) == ([], True)

    (said,) = reminders(paths, "wait", "timers")
    assert "timers of the system wait" in said
    # The process that waited has nothing left to wait for.
    wait_until(lambda: not socket.exists())
    assert len(timers.present()) == 1
    assert not autostart.path.exists()


@pytest.mark.usefixtures("manager")
def test_a_process_need_not_start_at_the_login(paths: Paths) -> None:
    assert reminders(paths, "wait", "background", "--not-at-login") == [
        "stretchapp waits for the reminders in the background.",
        "It does not start when you log in; 'stretchapp --background' starts it.",
        "There is no reminder to wait for yet.",
    ]
    found = json.loads("".join(reminders(paths, "wait", "--json")))
    assert found == {"waits": "background", "at_login": False, "no_timers": None}
    assert not socket_path(paths.state).exists()


def test_without_a_manager_timers_are_refused_with_the_reason(paths: Paths) -> None:
    done = run("--data-dir", paths.data, "reminders", "wait", "timers")
    assert done.returncode == 1
    assert "cannot wait on this machine: No systemd user manager runs here." in done.stderr
    assert not paths.settings.exists()
    found = json.loads("".join(reminders(paths, "wait", "--json")))
    assert found["no_timers"] == "No systemd user manager runs here."


def test_without_a_display_it_starts_with_the_next_login(paths: Paths) -> None:
    reminders(paths, "add", "--at", "12:00")
    blind = {"QT_QPA_PLATFORM": None, "DISPLAY": None, "WAYLAND_DISPLAY": None}
    done = run("--data-dir", paths.data, "reminders", "wait", "background", env=blind)
    assert "It could not be started now: there is no display." in done.stdout
    assert autostart_of(paths, os.environ).is_on
