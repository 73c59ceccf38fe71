"""The app without its window: real processes, a clock that is put elsewhere, and a real bus."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.application.reminders import Reminders
from stretchapp.base.paths import user_paths
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.launching.autostart import autostart_of
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.rules import AtTimes
from tests.app_process import App, is_watched, run, sessions
from tests.desktop.dbus.bus import Bus
from tests.desktop.notifications.notification_server import NotificationServer
from tests.fake_time import FakeTime
from tests.library.files import routine, write
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stretchapp.reminders.rules import Rule

FIRST = 7
"""The number of every notification of the small server."""


def at(hour: int, minute: int, second: int = 0) -> datetime:
    """Return a moment of the evening."""
    return datetime(2026, 11, 22, hour, minute, second, tzinfo=UTC)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """A data folder with a routine of 2 seconds."""
    write(user_paths(tmp_path / "data").user_routines, short=routine("short", "rest: 2s"))
    return tmp_path / "data"


@pytest.fixture
def clock(tmp_path: Path) -> FakeTime:
    """The clock of all processes: a little before 21:45."""
    return FakeTime(tmp_path / "clock", at(21, 44, 56))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[NotificationServer]:
    """A notification server, which all processes find."""
    with Bus() as bus, NotificationServer(bus, ["actions"]) as server:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        yield server


def reminders_of(data_dir: Path) -> closing[OpenReminders]:
    return closing(OpenReminders(data_dir))


class OpenReminders(Reminders):
    """The reminders as another process has them."""

    def __init__(self, data_dir: Path) -> None:
        self._connection = open_store(user_paths(data_dir).diary)
        super().__init__(self._connection, UTC, is_alive)

    def close(self) -> None:
        self._connection.close()


def add(data_dir: Path, rule: Rule) -> Rule:
    with reminders_of(data_dir) as reminders:
        return reminders.add(rule, LONG_AGO)


def outcomes(data_dir: Path) -> list[tuple[str, str]]:
    """Return the titles of all reminders that were due, and what became of them, in order."""
    with reminders_of(data_dir) as reminders:
        found = [(it.time.title, it.outcome) for it in reminders.history(at(22, 0))]
    return sorted(found)


def processes(data_dir: Path) -> list[int]:
    """Return the numbers of the processes of reminders that run."""
    found: list[int] = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            # It has just ended.
            continue
        if str(data_dir).encode() in words and b"fire" in words:
            found.append(int(folder.name))
    return found


@pytest.fixture(autouse=True)
def no_process_is_left(data_dir: Path) -> Iterator[None]:
    """End the processes of reminders that nobody has answered."""
    yield
    for process in processes(data_dir):
        os.kill(process, signal.SIGKILL)


def background(data_dir: Path, env: Mapping[str, str | None] | None = None) -> App:
    return App(data_dir, "--background", env=env)


def wait_for_socket(app: App) -> None:
    """Wait until it is the one instance, without asking for a window."""
    app.wait_until(app.socket.exists)


class TestDueReminder:
    def test_is_shown_by_a_process_of_its_own(
        self, data_dir: Path, clock: FakeTime, server: NotificationServer
    ) -> None:
        add(data_dir, a_rule(title="Evening stretch"))

        with background(data_dir, clock.environ) as app:
            assert server.wait_for("Notify")[3] == "Evening stretch"
            (process,) = processes(data_dir)
            assert process != app.process.pid
            server.emit("ActionInvoked", FIRST, "not-tonight")
            app.wait_until(lambda: outcomes(data_dir) == [("Evening stretch", "declined")])

    def test_outlives_what_has_started_it(
        self, data_dir: Path, clock: FakeTime, server: NotificationServer
    ) -> None:
        add(data_dir, a_rule())

        with background(data_dir, clock.environ) as app:
            server.wait_for("Notify")
            app.process.terminate()
            assert app.end() == ""

        assert len(processes(data_dir)) == 1

    def test_that_another_process_has_added_is_followed_at_once(
        self, data_dir: Path, clock: FakeTime, server: NotificationServer
    ) -> None:
        with background(data_dir, clock.environ) as app:
            wait_for_socket(app)
            app.wait_until(user_paths(data_dir).diary.exists)
            app.wait_until(lambda: is_watched(app, user_paths(data_dir).diary))

            add(data_dir, a_rule(title="New"))

            assert server.wait_for("Notify")[3] == "New"

    def test_that_is_added_to_a_folder_whose_name_is_no_text_is_followed_at_once(
        self, tmp_path: Path, clock: FakeTime, server: NotificationServer
    ) -> None:
        data_dir = tmp_path / os.fsdecode(b"data\xff")
        with background(data_dir, clock.environ) as app:
            wait_for_socket(app)
            app.wait_until(user_paths(data_dir).diary.exists)
            app.wait_until(lambda: is_watched(app, user_paths(data_dir).diary))

            add(data_dir, a_rule(title="New"))

            assert server.wait_for("Notify")[3] == "New"

    def test_is_not_missed_when_the_clock_leaps_over_it(
        self, data_dir: Path, clock: FakeTime, server: NotificationServer
    ) -> None:
        add(data_dir, a_rule(title="Late"))
        add(data_dir, a_rule(title="Leapt over", when=AtTimes((time(22, 30),))))
        with background(data_dir, clock.environ) as app:
            app.wait_until(lambda: is_watched(app, user_paths(data_dir).diary))

            clock.set(at(22, 50))

            # It is found at the next look, which comes when the first was to be due.
            assert server.wait_for("Notify")[3] == "Leapt over"
            app.wait_until(lambda: ("Late", "dropped") in outcomes(data_dir))

    def test_is_not_shown_twice_when_the_clock_is_put_back_over_it(
        self, data_dir: Path, clock: FakeTime, server: NotificationServer
    ) -> None:
        add(data_dir, a_rule(title="First"))
        with background(data_dir, clock.environ) as app:
            server.wait_for("Notify")
            server.emit("ActionInvoked", FIRST, "not-tonight")
            app.wait_until(lambda: not processes(data_dir))

            clock.set(at(21, 44, 57))
            add(data_dir, a_rule(title="Second"))

            # Both are due again; the process of the first finds that it was dealt with.
            assert server.wait_for("Notify")[3] == "Second"
            app.wait_until(lambda: len(processes(data_dir)) == 1)
            server.emit("ActionInvoked", FIRST, "not-tonight")
            app.wait_until(lambda: not processes(data_dir))
        assert "Notify" not in dict(server.unread)
        assert outcomes(data_dir) == [("First", "declined"), ("Second", "declined")]


class TestInstance:
    def test_makes_nothing_of_a_window_before_it_is_asked_for(self, data_dir: Path) -> None:
        add(data_dir, a_rule())
        program = (
            "import sys; from stretchapp.__main__ import main; code = main();"
            "print(*sys.modules, file=sys.stderr); sys.exit(code)"
        )
        command = (sys.executable, "-c", program)
        with App(data_dir, "--background", command=command) as app:
            app.wait_until(lambda: is_watched(app, user_paths(data_dir).diary))
            app.process.terminate()
            loaded = set(app.end().split())

        assert "stretchapp.ui.window.qt_application" in loaded
        assert loaded.isdisjoint(
            {
                "stretchapp.startup.window_app",
                "stretchapp.ui.window.main_window",
                "stretchapp.ui.widgets.pages.scrolling_page",
                "msgspec",
                "yaml",
            }
        )

    def test_opens_the_window_for_a_later_start_and_outlives_its_session(
        self, data_dir: Path
    ) -> None:
        with background(data_dir) as app:
            wait_for_socket(app)

            done = run(
                "--data-dir", data_dir, "start", "short", "--speed", "50", "--quit-when-done"
            )

            assert (done.returncode, done.stderr) == (0, "")
            assert app.wait_for_session("finished").process == app.process.pid
            app.wait_until_open()

    def test_lets_another_one_end_at_once(self, data_dir: Path) -> None:
        with background(data_dir) as app:
            wait_for_socket(app)

            done = run("--data-dir", data_dir, "--background")

            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
            assert app.process.poll() is None

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    def test_ends_in_order(self, data_dir: Path, number: int) -> None:
        with background(data_dir) as app:
            wait_for_socket(app)
            app.wait_until(lambda: is_watched(app, user_paths(data_dir).diary))

            app.process.send_signal(number)

            assert app.end() == ""
            assert app.process.returncode == 0
            assert not app.socket.exists()

    def test_keeps_a_session_that_runs_when_it_is_ended(self, data_dir: Path) -> None:
        with background(data_dir) as app:
            wait_for_socket(app)
            run("--data-dir", data_dir, "start", "evening-stretch")
            app.wait_for_session()

            app.process.terminate()

            assert app.end() == ""
            assert [it.state for it in sessions(data_dir)] == ["stopped"]

    def test_says_what_it_needs(self, data_dir: Path) -> None:
        nowhere = {"QT_QPA_PLATFORM": None, "DISPLAY": None, "WAYLAND_DISPLAY": None}

        done = run("--data-dir", data_dir, "--background", env=nowhere)

        assert done.returncode == 1
        assert done.stderr == "stretchapp: There is no display for a window.\n"

    def test_says_that_the_diary_cannot_be_read(self, data_dir: Path) -> None:
        # A damaged one is set aside; one of a newer version is left alone.
        with closing(sqlite3.connect(user_paths(data_dir).diary)) as connection:
            connection.execute("PRAGMA user_version = 999")

        done = run("--data-dir", data_dir, "--background")

        assert done.returncode == 1
        assert "newer version" in done.stderr

    @pytest.mark.bug
    def test_logs_a_bug_and_goes_on(self, data_dir: Path) -> None:
        program = (
            "import sys\n"
            "from stretchapp.startup import composition\n"
            "composition.ProcessComponents.window = lambda _: 1 / 0\n"
            "from stretchapp.startup.cli import main\n"
            "sys.exit(main(sys.argv[1:]))"
        )
        with App(data_dir, "--background", command=(sys.executable, "-c", program)) as app:
            wait_for_socket(app)
            run("--data-dir", data_dir)

            log = user_paths(data_dir).state / "bugs.log"
            app.wait_until(lambda: log.exists() and "ZeroDivisionError" in log.read_text())
            app.process.terminate()
            assert "ZeroDivisionError" in app.end()
            assert app.process.returncode == 0


class TestAutostart:
    def test_is_there_as_long_as_there_are_reminders(self, data_dir: Path) -> None:
        paths = user_paths(data_dir)
        paths.settings.write_text(json.dumps({"autostart": True}))
        autostart = autostart_of(paths, os.environ)
        with background(data_dir) as app:
            app.wait_until(lambda: is_watched(app, paths.diary))
            assert not autostart.is_on

            rule = add(data_dir, a_rule())
            app.wait_until(lambda: autostart.is_on)

            with reminders_of(data_dir) as reminders:
                reminders.remove(rule.id)
            app.wait_until(lambda: not autostart.path.exists())
