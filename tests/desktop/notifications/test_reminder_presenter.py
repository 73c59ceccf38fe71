"""Reminders on a real dunst, in a window process, or in the log."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_assets
from stretchapp.desktop.notifications.reminder_presenter import (
    ANSWERS,
    LATER,
    PAUSES_S,
    ReminderPresenter,
    Ways,
    actions,
)
from stretchapp.desktop.qt_start.remembered_display import store_display
from stretchapp.reminders.decision import SNOOZE
from tests.desktop.dbus.bus import Bus
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.notifications.notification_server import NotificationServer
from tests.e2e.screen import Screen
from tests.fakes import FakeClock
from tests.reminders.rules import a_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    Make = Callable[..., ReminderPresenter]

RULE = a_rule(text="Heels down & breathe.")
NOBODY = {"QT_QPA_PLATFORM": "xcb"}
"""An environment without any display."""


def wanted() -> bool:
    """Return that it is still wanted."""
    return True


SCREEN = {"QT_QPA_PLATFORM": "offscreen"}
"""One with a display that nobody has to start."""


class Shown:
    """What was said once a reminder was on the screen."""

    def __init__(self) -> None:
        self.numbers: list[int | None] = []
        self.first = threading.Event()

    def __call__(self, number: int | None) -> None:
        self.numbers.append(number)
        self.first.set()


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with Screen(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture
def bus() -> Iterator[Bus]:
    with Bus() as bus:
        yield bus


@pytest.fixture
def dunst(screen: Screen, bus: Bus, tmp_path: Path) -> Iterator[Dunst]:
    with Dunst(tmp_path, screen, bus.environ) as dunst:
        yield dunst


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "state" / "reminders.log"


@pytest.fixture
def pauses() -> list[float]:
    """How long was waited for a desktop."""
    return []


@pytest.fixture
def make(log: Path, pauses: list[float]) -> Make:
    def make(environ: Mapping[str, str], window: str = "exit 1") -> ReminderPresenter:
        """Return a shower whose window is a shell script."""
        ways = Ways(
            icon=shipped_assets() / "icons" / "stretchapp-128.png",
            window=("/bin/sh", "-c", window, "window"),
            log=log,
            display=log.parent / "display.json",
        )
        return ReminderPresenter(environ, ways, FakeClock(), pauses.append, look_every_s=0.05)

    return make


@contextmanager
def once_shown(shown: Shown, task: Callable[[], object]) -> Generator[None]:
    """Do something as soon as the reminder is on the screen."""

    def wait() -> None:
        assert shown.first.wait(30.0)
        task()

    thread = threading.Thread(target=wait)
    thread.start()
    try:
        yield
    finally:
        thread.join()


class TestNotification:
    @pytest.mark.parametrize("action", actions(can_snooze=True))
    def test_each_button_is_an_answer(
        self, make: Make, dunst: Dunst, shown: Shown, action: tuple[str, str]
    ) -> None:
        answer, button = action
        with once_shown(shown, lambda: dunst.choose(button)):
            assert make(dunst.environ).show(RULE, 60.0, shown, wanted) == answer
        assert [type(number) for number in shown.numbers] == [int]
        assert dunst.count() == 0

    def test_a_click_on_it_opens(self, make: Make, dunst: Dunst, bus: Bus, shown: Shown) -> None:
        with once_shown(shown, dunst.click):
            assert make(bus.environ).show(RULE, 60.0, shown, wanted) == "open"

    def test_nothing_is_left_when_its_time_is_over(
        self, make: Make, bus: Bus, shown: Shown
    ) -> None:
        # A server that lets everything stand.
        with NotificationServer(bus) as server:
            assert make(bus.environ).show(RULE, 0.1, shown, wanted) == "closed"
            assert server.wait_for("CloseNotification") == (7,)

    def test_it_says_what_the_rule_says(self, make: Make, bus: Bus, shown: Shown) -> None:
        with NotificationServer(bus, ["actions"]) as server:
            make(bus.environ).show(RULE, 0.1, shown, wanted)
            _, _, icon, title, body, actions, _, lasts_ms = server.wait_for("Notify")
        assert (title, body, lasts_ms) == ("Evening stretch", "Heels down & breathe.", 100)
        assert icon == str(shipped_assets() / "icons" / "stretchapp-128.png")
        assert actions[3::2] == ["Start", "In 15 minutes", "Not tonight"]

    def test_what_was_put_off_often_enough_cannot_be_put_off(
        self, make: Make, bus: Bus, shown: Shown
    ) -> None:
        with NotificationServer(bus, ["actions"]) as server:
            make(bus.environ).show(RULE, 0.1, shown, wanted, can_snooze=False)
            assert server.wait_for("Notify")[5][3::2] == ["Start", "Not tonight"]

    def test_it_is_withdrawn(self, make: Make, dunst: Dunst, bus: Bus, shown: Shown) -> None:
        def withdraw() -> None:
            number = shown.numbers[0]
            assert number is not None
            make(bus.environ).withdraw(number)

        with once_shown(shown, withdraw):
            assert make(bus.environ).show(RULE, 60.0, shown, wanted) == "closed"
        assert dunst.count() == 0

    def test_without_a_server_nothing_is_to_be_withdrawn(self, make: Make) -> None:
        make({}).withdraw(3)

    def test_the_end_of_the_desktop_is_no_answer(
        self, make: Make, bus: Bus, shown: Shown, log: Path
    ) -> None:
        with NotificationServer(bus), once_shown(shown, bus.end):
            assert make(bus.environ).show(RULE, 60.0, shown, wanted) == "closed"
        assert not log.exists()

    def test_if_it_cannot_be_kept_that_it_is_shown_it_is_not(self, make: Make, bus: Bus) -> None:
        def fail(_number: int | None) -> None:
            raise ValueError

        with NotificationServer(bus) as server:
            with pytest.raises(ValueError):  # noqa: PT011 -- ours
                make(bus.environ).show(RULE, 60.0, fail, wanted)
            assert server.wait_for("CloseNotification") == (7,)


class TestWindow:
    @pytest.mark.parametrize("answer", sorted(set(ANSWERS) - {"default"}))
    def test_what_it_says_is_the_answer(self, make: Make, shown: Shown, answer: str) -> None:
        window = f"echo shown; echo {answer}"
        assert make(SCREEN, window).show(RULE, 60.0, shown, wanted) == answer
        assert shown.numbers == [None]

    def test_it_is_told_what_to_show(self, make: Make, shown: Shown, tmp_path: Path) -> None:
        told = tmp_path / "told"
        window = f'printf "%s\\n" "$@" > {shlex.quote(str(told))}; echo shown'
        make(SCREEN, window).show(RULE, 60.0, shown, wanted, can_snooze=False)
        assert told.read_text().splitlines() == [
            "Evening stretch",
            "Heels down & breathe.",
            "start",
            "not-tonight",
        ]

    def test_a_server_that_takes_nothing_is_not_waited_for(
        self,
        make: Make,
        bus: Bus,
        shown: Shown,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("stretchapp.desktop.notifications.notifier.ANSWER_TIMEOUT_S", 0.1)
        with NotificationServer(bus, silent_to=["Notify"]):
            shower = make({**bus.environ, **SCREEN}, "echo shown; echo start")
            assert shower.show(RULE, 60.0, shown, wanted) == "start"

    def test_it_ends_when_its_time_is_over(self, make: Make, shown: Shown, tmp_path: Path) -> None:
        window = f"echo $$ > {tmp_path}/pid; echo shown; exec sleep 1000"
        assert make(SCREEN, window).show(RULE, 0.1, shown, wanted) == "closed"
        number = (tmp_path / "pid").read_text().strip()
        assert subprocess.run(
            ["kill", "-0", number], check=False, stderr=subprocess.DEVNULL
        ).returncode

    @pytest.mark.parametrize("window", ["echo shown", "echo shown; echo nonsense"])
    def test_one_that_breaks_is_no_answer(
        self, make: Make, shown: Shown, window: str, log: Path
    ) -> None:
        assert make(SCREEN, window).show(RULE, 60.0, shown, wanted) == "closed"
        assert not log.exists()

    def test_one_that_does_not_open_is_written_down(
        self, make: Make, shown: Shown, log: Path, pauses: list[float]
    ) -> None:
        assert make(SCREEN, "exit 1").show(RULE, 60.0, shown, wanted) == "closed"
        assert "the window of the reminder did not open" in log.read_text()
        assert (shown.numbers, pauses) == ([], [])

    def test_the_real_one_opens(
        self, log: Path, shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        window = (
            sys.executable,
            "-m",
            "stretchapp.ui.reminders.reminder_popup",
            str(tmp_path / "none"),
        )
        ways = Ways(icon=tmp_path, window=window, log=log, display=tmp_path / "none")
        shower = ReminderPresenter({**os.environ, **SCREEN}, ways, FakeClock())
        assert shower.show(RULE, 0.3, shown, wanted) == "closed"
        assert shown.numbers == [None]

    def test_it_goes_when_nobody_wants_it_any_more(
        self, make: Make, shown: Shown, tmp_path: Path
    ) -> None:
        answers = iter([True, False])
        window = f"echo $$ > {tmp_path}/pid; echo shown; exec sleep 1000"
        assert make(SCREEN, window).show(RULE, 60.0, shown, lambda: next(answers)) == "closed"
        assert not Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists()

    def test_it_finds_the_display_that_was_kept(
        self, make: Make, shown: Shown, screen: Screen, log: Path
    ) -> None:
        store_display(log.parent / "display.json", {"DISPLAY": screen.display})
        window = f'test "$DISPLAY" = {screen.display} && echo shown; echo start'
        assert make({"PATH": os.environ["PATH"]}, window).show(RULE, 60.0, shown, wanted) == "start"


class TestTrouble:
    @pytest.mark.parametrize("action", ["again", "default"])
    def test_is_told_and_tried_again_if_one_likes(self, make: Make, bus: Bus, action: str) -> None:
        with NotificationServer(bus, ["actions"]) as server:

            def answer() -> None:
                title, text, actions = server.wait_for("Notify")[3:6]
                assert (title, text, actions[2:]) == (
                    "It broke",
                    "Mend it.",
                    ["again", "Try again"],
                )
                server.tell("ActionInvoked", 7, action)

            thread = threading.Thread(target=answer)
            thread.start()
            assert make(bus.environ).tell("It broke", "Mend it.", 30.0)
            thread.join()

    def test_that_nobody_answers_is_over(self, make: Make, bus: Bus) -> None:
        with NotificationServer(bus):
            assert not make(bus.environ).tell("It broke", "Mend it.", 0.1)

    def test_is_written_down_where_it_cannot_be_shown(self, make: Make, log: Path) -> None:
        assert not make(NOBODY).tell("It broke", "Mend it.", 60.0)
        assert "It broke. Mend it.  (no notification server answers" in log.read_text()


class TestLog:
    def test_with_no_bus_and_no_display_it_is_written_down(
        self, make: Make, shown: Shown, log: Path, pauses: list[float]
    ) -> None:
        for _ in range(2):
            assert make(NOBODY).show(RULE, 60.0, shown, wanted) == "closed"
        assert log.read_text() == 2 * (
            "2026-11-22T22:00:00+00:00  Evening stretch. Heels down & breathe.  (no notification"
            " server answers: there is no session bus; There is no display for a window.)\n"
        )
        # Nobody has seen it.
        assert shown.numbers == []
        assert pauses == []
        assert log.stat().st_mode & 0o077 == 0
        assert log.parent.stat().st_mode & 0o077 == 0

    def test_before_there_is_a_desktop_it_waits_for_one(
        self,
        make: Make,
        shown: Shown,
        log: Path,
        tmp_path: Path,
        pauses: list[float],
    ) -> None:
        with Bus(tmp_path) as bus:
            assert make({**NOBODY, **bus.environ}).show(RULE, 60.0, shown, wanted) == "closed"
        assert pauses == list(PAUSES_S)
        assert len(log.read_text().splitlines()) == 1

    def test_a_desktop_that_comes_up_shows_it(
        self, log: Path, shown: Shown, tmp_path: Path
    ) -> None:
        servers: list[NotificationServer] = []
        with Bus(tmp_path) as bus:
            ways = Ways(icon=tmp_path, window=(), log=log, display=tmp_path / "none")
            shower = ReminderPresenter(
                {**NOBODY, **bus.environ},
                ways,
                FakeClock(),
                lambda _seconds: servers.append(NotificationServer(bus)),
            )
            assert shower.show(RULE, 0.1, shown, wanted) == "closed"
            assert shown.numbers == [7]
            servers[0].__exit__()
        assert not log.exists()


def test_the_button_says_how_long_it_is_put_off() -> None:
    assert re.findall(r"\d+", LATER[1]) == [str(SNOOZE.seconds // 60)]
