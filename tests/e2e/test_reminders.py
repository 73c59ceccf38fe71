"""Reminders on a real desktop: timers of systemd, notifications of dunst, and the window."""

from __future__ import annotations

import json
import os
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stretchapp.application.reminders import Reminders
from stretchapp.base.paths import user_paths
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.local_zone import local_zone
from stretchapp.desktop.notifications.reminder_presenter import LATER, NOT_TONIGHT, START
from stretchapp.desktop.reminders.systemd_timers import timers_of
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.decision import SNOOZE
from stretchapp.reminders.rules import AtTimes, Slot
from stretchapp.ui.session.done_page import STOPPED
from stretchapp.ui.session.player_page import PAGE_NAME
from tests.app_process import run, wait_until
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.reminders.user_manager import UserManager
from tests.reminders.rules import LONG_AGO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.screen import Screen

pytestmark = pytest.mark.e2e

ROUTINE = "three-minute-nightly"
TITLE = "Three-minute nightly stretch"
PREVIEW = f"{TITLE} — stretchapp"
SESSION = f"{PAGE_NAME.format(title=TITLE)} — stretchapp"
ENDED = f"{STOPPED}: {TITLE} — stretchapp"
SOON = timedelta(seconds=4)
"""A timer that is set after its time would wait for a week."""


@pytest.fixture
def manager(
    tmp_path: Path, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> Iterator[UserManager]:
    """The user manager of somebody who is logged in on the screen; we are this person too."""
    folder = tmp_path / "person"
    folder.mkdir()
    with UserManager(folder) as manager:
        for name in ("XDG_STATE_HOME", "XDG_CACHE_HOME"):
            monkeypatch.delenv(name)
        for name, value in {**manager.environ, **screen.environ}.items():
            if value is None:
                monkeypatch.delenv(name, raising=False)
            else:
                monkeypatch.setenv(name, value)
        # The one of this machine; each test has its own, or none.
        manager.systemctl("mask", "--quiet", "--runtime", "--now", "dunst.service")
        # As desktops do when they come up.
        manager.systemctl("set-environment", f"DISPLAY={screen.display}", "QT_QPA_PLATFORM=xcb")
        yield manager


@pytest.fixture
def dunst(manager: UserManager, screen: Screen, tmp_path: Path) -> Iterator[Dunst]:
    with Dunst(tmp_path, screen, manager.environ) as dunst:
        yield dunst


def run_reminders(*words: str) -> str:
    """Run a command about reminders and return what it prints."""
    done = run("reminders", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def history() -> list[tuple[str, str]]:
    """Return what became of all reminders, the latest first."""
    found: list[dict[str, Any]] = json.loads(run_reminders("history", "--json"))
    return [(it["outcome"], it["reason"]) for it in found]


def session_states() -> list[tuple[str, str]]:
    """Return the sessions that are recorded, the latest first."""
    with closing(open_store(user_paths().diary)) as connection:
        return [(it.routine, it.state) for it in SessionLog(connection).sessions()]


def add_reminder() -> None:
    """Add a reminder as people do, and let its time come in some seconds.

    People can say minutes only. So the rule is due since the beginning of this one, and the timer
    gets a time with seconds.
    """
    later = datetime.now(UTC).astimezone() + timedelta(hours=3)
    run_reminders(
        "add", "--at", f"{later:%H:%M}", "--routine", ROUTINE, "--text", "Heels down & breathe."
    )
    paths = user_paths()
    zone = local_zone(datetime.now(UTC))
    now = datetime.now(zone)
    soon = now + SOON
    with closing(open_store(paths.diary)) as connection:
        reminders = Reminders(connection, zone, is_alive)
        (rule,) = reminders.rules()
        reminders.change(
            replace(rule, when=AtTimes((now.time().replace(second=0, microsecond=0),))),
            LONG_AGO,
        )
    slot = Slot(soon.weekday(), soon.time().replace(microsecond=0))
    timers_of(paths, os.environ).set({rule.id: ((slot,), None)})


def units(manager: UserManager) -> list[str]:
    """Return everything that the manager knows of us."""
    lines = manager.systemctl("list-units", "--all", "--plain", "--no-legend")
    names = [line.split()[0] for line in lines.splitlines()]
    return [name for name in names if name.startswith(("stretchapp", "run-"))]


def traces(manager: UserManager) -> list[str]:
    """Return the files of timers that there are."""
    home = Path(manager.environ["HOME"])
    return [path.name for path in home.rglob("*stretchapp-reminder*")]


def processes(manager: UserManager) -> list[str]:
    """Return the commands of ours that run for this person."""
    home = f"HOME={manager.environ['HOME']}\0".encode()
    found: list[str] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if "stretchapp" in command and home in (folder / "environ").read_bytes():
                found.append(command)
        except OSError:
            # It has ended meanwhile.
            continue
    return found


def test_a_timer_shows_a_notification_whose_start_starts_the_session(
    manager: UserManager, dunst: Dunst, screen: Screen
) -> None:
    add_reminder()
    assert processes(manager) == []
    wait_until(lambda: dunst.count() == 1)
    wait_until(lambda: history() == [("shown", "due")])

    dunst.choose(START[1])

    wait_until(lambda: screen.title() == SESSION)
    wait_until(lambda: session_states() == [(ROUTINE, "running")])
    assert history() == [("started", "started")]
    assert dunst.count() == 0
    # The service has ended; the window belongs to another one.
    wait_until(
        lambda: (
            manager.systemctl("show", "-P", "ActiveState", "stretchapp-reminder-1.service")
            == "inactive"
        )
    )
    assert screen.title() == SESSION
    # Beside it the window sets the timers.
    wait_until(lambda: len(processes(manager)) == 1)

    screen.press("Escape")
    wait_until(lambda: screen.title() == ENDED)
    screen.press("ctrl+q")
    wait_until(lambda: processes(manager) == [])
    assert "Removed:" in run_reminders("remove", "--all")
    wait_until(lambda: units(manager) == [])
    assert traces(manager) == []
    assert processes(manager) == []


def test_a_manager_that_knows_of_no_display_starts_the_session_all_the_same(
    manager: UserManager, dunst: Dunst, screen: Screen
) -> None:
    # As with startx and many window managers, which tell it nothing.
    manager.systemctl("unset-environment", "DISPLAY", "QT_QPA_PLATFORM")
    add_reminder()
    wait_until(lambda: history() == [("shown", "due")])

    dunst.choose(START[1])

    wait_until(lambda: screen.title() == SESSION)
    assert history() == [("started", "started")]
    screen.press("Escape")
    wait_until(lambda: screen.title() == ENDED)
    screen.press("ctrl+q")
    wait_until(lambda: processes(manager) == [])
    run_reminders("remove", "--all")
    assert not user_paths().display.exists()


def test_a_click_opens_the_preview_in_the_window_that_is_there(
    manager: UserManager, dunst: Dunst, screen: Screen
) -> None:
    add_reminder()
    wait_until(lambda: history() == [("shown", "due")])

    dunst.click()

    wait_until(lambda: screen.title() == PREVIEW)
    assert session_states() == []
    assert history() == [("started", "opened")]
    # The next one finds the window.
    window = screen.active_window()
    run_reminders("remove", "--all")
    add_reminder()
    wait_until(lambda: dunst.count() == 1)
    dunst.choose(START[1])
    wait_until(lambda: screen.title() == SESSION)
    assert screen.active_window() == window
    screen.press("Escape")
    wait_until(lambda: screen.title() == ENDED)
    screen.press("ctrl+q")
    wait_until(lambda: processes(manager) == [])


def test_putting_it_off_leaves_nobody_waiting(manager: UserManager, dunst: Dunst) -> None:
    add_reminder()
    wait_until(lambda: dunst.count() == 1)

    dunst.choose(LATER[1])

    wait_until(lambda: history() == [("snoozed", "snoozed")])
    wait_until(lambda: processes(manager) == [])
    timer = "stretchapp-reminder-1-again.timer"
    wait_until(lambda: timer in units(manager))
    shown = manager.systemctl("show", "-P", "NextElapseUSecRealtime", timer)
    again_at = datetime.strptime(f"{shown}+0000", "%a %Y-%m-%d %H:%M:%S UTC%z")
    assert again_at.timestamp() == pytest.approx(time.time() + 15 * 60, abs=30)

    # It comes sooner here than it would.
    soon = datetime.now(UTC) + SOON
    with closing(open_store(user_paths().diary)) as connection:
        connection.execute(
            "UPDATE reminder_due SET changed_at = ?",
            [(soon - SNOOZE).isoformat(timespec="microseconds")],
        )
    assert timers_of(user_paths(), os.environ).snooze(1, soon)
    wait_until(lambda: dunst.count() == 1)
    dunst.choose(NOT_TONIGHT[1])
    wait_until(lambda: history() == [("declined", "not-tonight")])
    wait_until(lambda: not any("again" in name for name in traces(manager)))

    run_reminders("remove", "--all")
    wait_until(lambda: units(manager) == [])
    assert traces(manager) == []


def test_removing_a_reminder_takes_back_what_is_shown(manager: UserManager, dunst: Dunst) -> None:
    add_reminder()
    wait_until(lambda: history() == [("shown", "due")])

    run_reminders("remove", "--all")

    wait_until(lambda: dunst.count() == 0)
    wait_until(lambda: processes(manager) == [])
    wait_until(lambda: units(manager) == [])
    assert history() == [("dropped", "off")]


def test_without_a_server_a_small_window_shows_that_leaves_the_keyboard_alone(
    manager: UserManager, screen: Screen, tmp_path: Path
) -> None:
    with screen.start(tmp_path / "other") as other:
        window = screen.window_of(other)
        other.wait_until(lambda: screen.active_window() == window)
        before = screen.picture()
        add_reminder()
        other.wait_until(lambda: history() == [("shown", "due")])
        assert screen.picture() != before
        assert screen.active_window() == window

        left, top, width, height = screen.place("Reminder: Three-minute")
        assert (left + width > 1200, top + height > 700) == (True, True)
        # To be looked at by people.
        screen.picture().save(str(tmp_path / "reminder-window.png"))
        screen.click(left + width // 4, top + height - 40)

        other.wait_until(lambda: history() == [("declined", "not-tonight")])
    wait_until(lambda: processes(manager) == [])
