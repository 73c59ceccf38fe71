"""``stretchapp reminders fire ID``: the process that a timer starts, and that waits for the answer.

Nothing of Qt, YAML or msgspec is imported: it waits for an hour, and must cost next to nothing.
"""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from stretchapp.application.reminder_firing import Effects, fire, show_test
from stretchapp.application.reminders import Reminders
from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.instance.request import Request, hand_over, socket_path
from stretchapp.desktop.instance.transport import listens
from stretchapp.desktop.local_zone import local_zone
from stretchapp.desktop.menu.menu_entry import command_line, launch_command
from stretchapp.desktop.menu.start_detached import start_detached
from stretchapp.desktop.notifications.reminder_presenter import ReminderPresenter, Ways
from stretchapp.desktop.qt_start.remembered_display import with_display
from stretchapp.desktop.reminders.sleep_aware_timer import wait_s
from stretchapp.desktop.reminders.systemd_timers import timers_of
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.decision import GRACE_PERIOD

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from stretchapp.application.reminder_firing import FiringResult
    from stretchapp.base.clock import Clock
    from stretchapp.base.paths import Paths
    from stretchapp.desktop.notifications.reminder_presenter import Answer

AWAKE_EVERY_S = 60.0
"""How soon a clock that was put forward is noticed, where this process waits itself."""

OPENS_WITHIN_S = 20.0
"""A window that has not opened by then will not: it takes a second or two."""

OPEN_EVERY_S = 0.25

UNOPENED_TITLE = "The window did not open"
UNOPENED = (
    "Perhaps stretchapp was not told where your screen is. Open it as you always do, or type in a"
    " terminal: {command}"
)

RESULTS: dict[FiringResult, str] = {
    "nothing-due": "It was not due within the last day.",
    "settled": "It was dealt with before.",
    "dropped": "It is not shown; 'stretchapp reminders history' says why.",
    "started": "Answered: start.",
    "opened": "Answered: look first.",
    "unopened": "It was answered, but the window did not open.",
    "snoozed": "Answered: in 15 minutes.",
    "declined": "Answered: not tonight.",
    "unanswered": "It was not answered.",
}

ANSWERS: dict[Answer, str] = {
    "start": RESULTS["started"],
    "open": RESULTS["opened"],
    "later": RESULTS["snoozed"],
    "not-tonight": RESULTS["declined"],
    "closed": RESULTS["unanswered"],
}


def fire_lines(
    number: int, paths: Paths, environ: Mapping[str, str], *, is_test: bool
) -> list[str]:
    """Do what is to be done about a reminder, and return what became of it.

    Args:
        number: Which one.
        paths: The user's folders.
        environ: The environment variables.
        is_test: Whether it is shown in any case, and nothing of it kept.

    Raises:
        UserError: There is no such reminder, the diary cannot be read or written, or what was
            answered cannot be done.
    """
    machine = Machine(paths, environ, SystemClock(), wait_s)
    try:
        return lines_of(machine, number, is_test=is_test)
    except OSError as error:
        raise UserError(f"The reminder could not be shown or answered ({error}).") from error


def lines_of(machine: Machine, number: int, *, is_test: bool) -> list[str]:
    """Do what is to be done about a reminder of a machine, as ``fire_lines``.

    Raises:
        UserError: As with ``fire_lines``.
        OSError: It cannot be shown, or what was answered cannot be done.
    """
    now = machine.clock.now()
    with closing(open_store(machine.paths.diary)) as connection:
        reminders = Reminders(connection, local_zone(now), is_alive)
        if is_test:
            return [ANSWERS[show_test(reminders.rule(number), machine.effects())]]
        result = fire(reminders, number, machine.effects())
        if result not in ("snoozed", "settled"):
            machine.forget_again(number)
        while machine.again_at is not None:
            machine.wait_for_it()
            result = fire(reminders, number, machine.effects())
    return [RESULTS[result]]


class Machine:
    """What a reminder does on this machine.

    Attributes:
        paths: The user's folders.
        clock: The clocks.
        again_at: When it is to come again by this very process, where nobody else can wait.
    """

    def __init__(
        self,
        paths: Paths,
        environ: Mapping[str, str],
        clock: Clock,
        pause: Callable[[float], object],
    ) -> None:
        """Do nothing yet.

        Args:
            paths: The user's folders.
            environ: The environment variables.
            clock: The clocks.
            pause: Waits some seconds.
        """
        self.paths = paths
        self.clock = clock
        self.again_at: datetime | None = None
        self._environ = environ
        self._pause = pause
        self._command = launch_command(paths.named)
        self._timers = timers_of(paths, environ)

    def effects(self) -> Effects:
        """Return what firing needs."""
        presenter = self._presenter()
        return Effects(
            clock=self.clock,
            presenter=presenter,
            # Nobody would see it in a terminal that is not there.
            start=lambda routine: self._open(
                Request(routine=routine), ("start", routine), presenter, "--window"
            ),
            open=lambda routine: self._open(Request(preview=routine), ("show", routine), presenter),
            remind_at=self._remind_at,
            wait_s=self._pause,
        )

    def _presenter(self) -> ReminderPresenter:
        ways = Ways(
            icon=shipped_assets() / "icons" / "stretchapp-128.png",
            window=(
                sys.executable,
                "-m",
                "stretchapp.ui.reminders.reminder_popup",
                str(self.paths.settings),
            ),
            log=self.paths.state / "reminders.log",
            display=self.paths.display,
        )
        return ReminderPresenter(self._environ, ways, self.clock, self._pause)

    def forget_again(self, number: int) -> None:
        """Remove what has let the reminder come again."""
        # Otherwise it stays until the reminder is removed, and does nothing any more.
        with suppress(UserError):
            self._timers.forget_again(number)

    def wait_for_it(self) -> None:
        """Wait until it is to come again, by the clock on the wall."""
        assert self.again_at is not None  # noqa: S101 -- asked for only then
        again_at, self.again_at = self.again_at, None
        while True:
            left_s = (again_at - self.clock.now()).total_seconds()
            if left_s <= 0:
                return
            self._pause(min(left_s, AWAKE_EVERY_S))

    def _open(
        self, request: Request, words: tuple[str, ...], presenter: ReminderPresenter, *options: str
    ) -> bool:
        """Ask the window that is open, or open one; if none opens, say so as long as it helps."""
        command = command_line(self._command, *words)
        while not self._ask(request, *words, *options):
            text = UNOPENED.format(command=command)
            if not presenter.tell(UNOPENED_TITLE, text, GRACE_PERIOD.total_seconds()):
                return False
        return True

    def _ask(self, request: Request, *words: str) -> bool:
        """Ask the window that is open, or open one that outlives this process.

        Returns:
            Whether there is one by now.
        """
        path = socket_path(self.paths.state)
        environ = with_display(self._environ, self.paths.display)
        try:
            if hand_over(request, path):
                return True
            start_detached([*self._command, *words], environ)
        except (OSError, UserError):
            # The person is told what to do instead.
            return False
        for _ in range(round(OPENS_WITHIN_S / OPEN_EVERY_S)):
            self._pause(OPEN_EVERY_S)
            if listens(str(path)):
                return True
        return False

    def _remind_at(self, number: int, moment: datetime) -> None:
        if not self._timers.remind_again(number, moment):
            self.again_at = moment
