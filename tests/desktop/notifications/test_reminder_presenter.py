"""Reminders presented on a real dunst, in a window process, or in the log."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import shipped_assets
from stretchapp.desktop.dbus.addresses import NOTIFICATIONS
from stretchapp.desktop.launching.installation import module_command
from stretchapp.desktop.notifications.reminder_presenter import (
    ANSWERS,
    LATER,
    RETRY_PAUSES_S,
    PresenterOptions,
    ReminderPresenter,
    actions,
)
from stretchapp.desktop.qt_start.remembered_display import store_display
from stretchapp.reminders.decision import SNOOZE
from tests.desktop.dbus.bus import Bus
from tests.desktop.dbus.service import Service
from tests.desktop.notifications.dunst import Dunst
from tests.desktop.notifications.notification_server import NotificationServer
from tests.e2e.screen import Screen
from tests.fakes import FakeClock
from tests.reminders.rules import a_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    MakePresenter = Callable[..., ReminderPresenter]

RULE = a_rule(text="Heels down & breathe.")
NO_DISPLAY = {"QT_QPA_PLATFORM": "xcb"}
"""An environment without a display."""
DISPLAY = {"QT_QPA_PLATFORM": "offscreen"}
"""An environment with a display that no program has to provide."""


def wanted() -> bool:
    """Return that the reminder is still wanted."""
    return True


class FixedDateClock(FakeClock):
    """A clock whose seconds are real and whose date stays the same."""

    def monotonic_s(self) -> float:
        """Return the seconds of the machine."""
        return SystemClock().monotonic_s()


class Shown:
    """The numbers with which the presenter reported that a reminder is on the screen."""

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
    """The pauses between attempts."""
    return []


@pytest.fixture
def make(log: Path, pauses: list[float]) -> MakePresenter:
    def make(environ: Mapping[str, str], window: str = "exit 1") -> ReminderPresenter:
        """Return a presenter whose window is a shell script."""
        options = PresenterOptions(
            icon=shipped_assets() / "icons" / "stretchapp-128.png",
            popup_command=("/bin/sh", "-c", window, "window"),
            log=log,
            display=log.parent / "display.json",
            window_step_s=0.05,
        )
        return ReminderPresenter(environ, options, FixedDateClock(), pauses.append)

    return make


@contextmanager
def once_shown(shown: Shown, task: Callable[[], object]) -> Generator[None]:
    """Run a task as soon as the reminder is on the screen."""

    def run() -> None:
        assert shown.first.wait(30.0)
        task()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join()


class TestNotification:
    @pytest.mark.parametrize("action", actions(can_snooze=True))
    def test_answers_with_the_button_that_is_clicked(
        self, make: MakePresenter, dunst: Dunst, shown: Shown, action: tuple[str, str]
    ) -> None:
        answer, button = action
        with once_shown(shown, lambda: dunst.choose(button)):
            assert make(dunst.environ).show(RULE, 60.0, shown, wanted) == answer
        assert [type(number) for number in shown.numbers] == [int]
        assert dunst.count() == 0

    def test_opens_the_window_after_a_click(
        self, make: MakePresenter, dunst: Dunst, bus: Bus, shown: Shown
    ) -> None:
        with once_shown(shown, dunst.click):
            assert make(bus.environ).show(RULE, 60.0, shown, wanted) == "open"

    def test_is_withdrawn_after_the_timeout(
        self, make: MakePresenter, bus: Bus, shown: Shown
    ) -> None:
        # This server never removes a notification itself.
        with NotificationServer(bus) as server:
            assert make(bus.environ).show(RULE, 0.1, shown, wanted) == "closed"
            assert server.wait_for("CloseNotification") == (7,)

    def test_has_title_text_and_buttons(self, make: MakePresenter, bus: Bus, shown: Shown) -> None:
        with NotificationServer(bus, ["actions"]) as server:
            make(bus.environ).show(RULE, 0.1, shown, wanted)
            _, _, icon, title, body, buttons, _, duration_ms = server.wait_for("Notify")
        assert (title, body, duration_ms) == ("Evening stretch", "Heels down & breathe.", 100)
        assert icon == str(shipped_assets() / "icons" / "stretchapp-128.png")
        assert buttons[3::2] == ["Start", "In 15 minutes", "Not tonight"]

    def test_has_no_snooze_button_if_it_cannot_be_snoozed(
        self, make: MakePresenter, bus: Bus, shown: Shown
    ) -> None:
        with NotificationServer(bus, ["actions"]) as server:
            make(bus.environ).show(RULE, 0.1, shown, wanted, can_snooze=False)
            assert server.wait_for("Notify")[5][3::2] == ["Start", "Not tonight"]

    def test_may_be_withdrawn(
        self, make: MakePresenter, dunst: Dunst, bus: Bus, shown: Shown
    ) -> None:
        def withdraw() -> None:
            number = shown.numbers[0]
            assert number is not None
            make(bus.environ).withdraw(number)

        with once_shown(shown, withdraw):
            assert make(bus.environ).show(RULE, 60.0, shown, wanted) == "closed"
        assert dunst.count() == 0

    def test_gives_no_answer_at_the_end_of_the_desktop(
        self, make: MakePresenter, bus: Bus, shown: Shown, log: Path
    ) -> None:
        with NotificationServer(bus), once_shown(shown, bus.kill):
            assert make(bus.environ).show(RULE, 60.0, shown, wanted) == "closed"
        assert not log.exists()

    def test_is_withdrawn_if_it_cannot_be_recorded_as_shown(
        self, make: MakePresenter, bus: Bus
    ) -> None:
        def fail(_number: int | None) -> None:
            raise ValueError

        with NotificationServer(bus) as server:
            with pytest.raises(ValueError):  # noqa: PT011 -- raised above
                make(bus.environ).show(RULE, 60.0, fail, wanted)
            assert server.wait_for("CloseNotification") == (7,)


class TestWindow:
    @pytest.mark.parametrize("answer", sorted(set(ANSWERS) - {"default"}))
    def test_prints_the_answer(self, make: MakePresenter, shown: Shown, answer: str) -> None:
        window = f"echo shown; echo {answer}"
        assert make(DISPLAY, window).show(RULE, 60.0, shown, wanted) == answer
        assert shown.numbers == [None]

    def test_gets_title_and_text_where_no_other_user_can_read_them(
        self, make: MakePresenter, shown: Shown, tmp_path: Path
    ) -> None:
        received = tmp_path / "received"
        window = f'(printf "%s\\n" "$@"; head -n 1) > {shlex.quote(str(received))}; echo shown'
        make(DISPLAY, window).show(RULE, 60.0, shown, wanted, can_snooze=False)
        *arguments, line = received.read_text().splitlines()
        assert arguments == ["start", "not-tonight"]
        assert json.loads(line) == ["Evening stretch", "Heels down & breathe."]

    def test_opens_if_the_server_refuses_the_notification(
        self, make: MakePresenter, bus: Bus, shown: Shown
    ) -> None:
        with Service(bus.address, NOTIFICATIONS, {"GetCapabilities": ("as", ([],))}):
            presenter = make({**bus.environ, **DISPLAY}, "echo shown; echo start")
            assert presenter.show(RULE, 60.0, shown, wanted) == "start"
        assert shown.numbers == [None]

    def test_ends_after_the_timeout(
        self, make: MakePresenter, shown: Shown, tmp_path: Path
    ) -> None:
        window = f"echo $$ > {tmp_path}/pid; echo shown; exec sleep 1000"
        assert make(DISPLAY, window).show(RULE, 0.1, shown, wanted) == "closed"
        number = (tmp_path / "pid").read_text().strip()
        assert subprocess.run(
            ["kill", "-0", number], check=False, stderr=subprocess.DEVNULL
        ).returncode

    @pytest.mark.parametrize("window", ["echo shown", "echo shown; echo nonsense"])
    def test_gives_no_answer_if_it_breaks(
        self, make: MakePresenter, shown: Shown, window: str, log: Path
    ) -> None:
        assert make(DISPLAY, window).show(RULE, 60.0, shown, wanted) == "closed"
        assert not log.exists()

    def test_that_does_not_open_is_logged(
        self, make: MakePresenter, shown: Shown, log: Path, pauses: list[float]
    ) -> None:
        assert make(DISPLAY, "exit 1").show(RULE, 60.0, shown, wanted) == "closed"
        assert "the window of the reminder did not open" in log.read_text()
        assert (shown.numbers, pauses) == ([], [])

    def test_opens_for_real(self, log: Path, shown: Shown, tmp_path: Path) -> None:
        popup = module_command("stretchapp.ui.reminders.reminder_popup")
        window = (*popup, str(tmp_path / "none"))
        options = PresenterOptions(
            icon=tmp_path, popup_command=window, log=log, display=tmp_path / "none"
        )
        presenter = ReminderPresenter({**os.environ, **DISPLAY}, options, FixedDateClock())
        assert presenter.show(RULE, 0.3, shown, wanted) == "closed"
        assert shown.numbers == [None]

    def test_ends_once_nobody_wants_it(
        self, make: MakePresenter, shown: Shown, tmp_path: Path
    ) -> None:
        answers = iter([True, False])
        window = f"echo $$ > {tmp_path}/pid; echo shown; exec sleep 1000"
        assert make(DISPLAY, window).show(RULE, 60.0, shown, lambda: next(answers)) == "closed"
        assert next(answers, None) is None
        assert not Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists()

    def test_uses_the_remembered_display(
        self, make: MakePresenter, shown: Shown, screen: Screen, log: Path
    ) -> None:
        store_display(log.parent / "display.json", {"DISPLAY": screen.display})
        window = f'test "$DISPLAY" = {screen.display} && echo shown; echo start'
        assert make({"PATH": os.environ["PATH"]}, window).show(RULE, 60.0, shown, wanted) == "start"


class TestProblem:
    @pytest.mark.parametrize("action", ["again", "default"])
    def test_is_shown_with_an_offer_to_try_again(
        self, make: MakePresenter, bus: Bus, action: str
    ) -> None:
        with NotificationServer(bus, ["actions"]) as server:

            def answer() -> None:
                title, text, actions = server.wait_for("Notify")[3:6]
                assert (title, text, actions[2:]) == (
                    "It broke",
                    "Mend it.",
                    ["again", "Try again"],
                )
                server.emit("ActionInvoked", 7, action)

            thread = threading.Thread(target=answer)
            thread.start()
            assert make(bus.environ).show_problem("It broke", "Mend it.", 30.0)
            thread.join()

    def test_without_an_answer_is_not_tried_again(self, make: MakePresenter, bus: Bus) -> None:
        with NotificationServer(bus):
            assert not make(bus.environ).show_problem("It broke", "Mend it.", 0.1)

    def test_is_logged_where_it_cannot_be_shown(self, make: MakePresenter, log: Path) -> None:
        assert not make(NO_DISPLAY).show_problem("It broke", "Mend it.", 60.0)
        assert "It broke. Mend it.  (no notification server answers" in log.read_text()


class TestLog:
    def test_gets_a_line_without_bus_and_display(
        self, make: MakePresenter, shown: Shown, log: Path, pauses: list[float]
    ) -> None:
        for _ in range(2):
            assert make(NO_DISPLAY).show(RULE, 60.0, shown, wanted) == "closed"
        assert log.read_text() == 2 * (
            "2026-11-22T22:00:00+00:00  Evening stretch. Heels down & breathe.  (no notification"
            " server answers: there is no session bus; There is no display for a window.)\n"
        )
        assert shown.numbers == []
        assert pauses == []
        assert log.stat().st_mode & 0o077 == 0
        assert log.parent.stat().st_mode & 0o077 == 0

    def test_comes_after_all_attempts_while_the_desktop_may_be_starting(
        self,
        make: MakePresenter,
        shown: Shown,
        log: Path,
        tmp_path: Path,
        pauses: list[float],
    ) -> None:
        with Bus(tmp_path) as bus:
            assert make({**NO_DISPLAY, **bus.environ}).show(RULE, 60.0, shown, wanted) == "closed"
        assert pauses == list(RETRY_PAUSES_S)
        assert len(log.read_text().splitlines()) == 1

    def test_is_not_needed_once_the_desktop_has_started(
        self, log: Path, shown: Shown, tmp_path: Path
    ) -> None:
        servers: list[NotificationServer] = []
        with Bus(tmp_path) as bus:
            options = PresenterOptions(
                icon=tmp_path, popup_command=(), log=log, display=tmp_path / "none"
            )
            presenter = ReminderPresenter(
                {**NO_DISPLAY, **bus.environ},
                options,
                FixedDateClock(),
                lambda _seconds: servers.append(NotificationServer(bus)),
            )
            assert presenter.show(RULE, 0.1, shown, wanted) == "closed"
            assert shown.numbers == [7]
            servers[0].__exit__()
        assert not log.exists()


def test_the_snooze_button_names_the_snooze_time() -> None:
    assert re.findall(r"\d+", LATER[1]) == [str(SNOOZE.seconds // 60)]
