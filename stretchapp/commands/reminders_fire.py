"""``stretchapp reminders fire``: shows a reminder that is due, and waits for the answer.

A timer starts this process. It may wait for an hour and must use little memory, so it imports
neither Qt nor YAML nor msgspec.
"""

from __future__ import annotations

from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.application.reminder_firing import Effects, fire, show_test
from stretchapp.application.reminders import Reminders
from stretchapp.base.clock import SystemClock
from stretchapp.base.i18n import N_, _
from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.instance.request import Request, hand_over, socket_path
from stretchapp.desktop.instance.transport import TOKEN_VARIABLE, is_token, listens
from stretchapp.desktop.launching.installation import command_line, launch_command, module_command
from stretchapp.desktop.launching.start_detached import start_detached
from stretchapp.desktop.local_zone import local_zone
from stretchapp.desktop.notifications.reminder_presenter import PresenterOptions, ReminderPresenter
from stretchapp.desktop.qt_start.remembered_display import with_display
from stretchapp.desktop.reminders.sleep_aware_wait import pause
from stretchapp.desktop.reminders.systemd_timers import timers_of
from stretchapp.diary.storage.store import open_store
from stretchapp.reminders.decision import GRACE_PERIOD

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from datetime import datetime

    from stretchapp.application.reminder_firing import FiringResult
    from stretchapp.base.clock import Clock
    from stretchapp.base.paths import Paths
    from stretchapp.desktop.notifications.reminder_presenter import Answer

CLOCK_CHECK_S = 60.0
"""How often a process that waits for the end of a snooze reads the clock, in seconds.

A clock that was set forward is noticed within this time.
"""

OPENING_TIMEOUT_S = 20.0
"""Time after which the window counts as not opened, in seconds; it needs one or two."""

OPENING_CHECK_S = 0.25
"""How often to check whether the window has opened, in seconds."""

UNOPENED_TITLE = N_("The window did not open")
UNOPENED = N_(
    "stretchapp could not find your display. Open it as usual, or type in a terminal: {command}"
)

RESULTS: dict[FiringResult, str] = {
    "nothing-due": N_("The reminder was not due within the last day."),
    "settled": N_("Already answered."),
    "dropped": N_("The reminder was not shown. To see why, type: stretchapp reminders history"),
    "started": N_("Answered: start."),
    "opened": N_("Answered: open routine."),
    "unopened": N_("The reminder was answered, but the window did not open."),
    "snoozed": N_("Answered: in 15 minutes."),
    "declined": N_("Answered: not tonight."),
    "unanswered": N_("Not answered."),
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
    """Show a reminder if it is due, act on the answer, and return the lines to print.

    Args:
        number: The number of the reminder.
        paths: The user's folders.
        environ: The environment variables.
        is_test: Whether to show it even if it is not due, and to record nothing.

    Raises:
        UserError: There is no such reminder, the diary cannot be read or written, or the reminder
            cannot be shown.
    """
    process = ReminderProcess(paths, environ, SystemClock(), pause)
    try:
        return [process.show_test(number) if is_test else process.fire(number)]
    except OSError as error:
        message = _("The reminder could not be shown or answered ({reason}).")
        raise UserError(message.format(reason=error)) from error


class ReminderProcess:
    """The process that shows a reminder on this machine.

    Attributes:
        snoozed_until: The moment until which this process itself has to wait, because there is no
            timer for it; None if there is nothing to wait for.
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
            clock: The clock.
            pause: Waits a number of seconds.
        """
        self.snoozed_until: datetime | None = None
        self._paths = paths
        self._clock = clock
        self._environ = environ
        self._pause = pause
        self._command = launch_command(paths.data_dir)
        self._timers = timers_of(paths, environ)

    def fire(self, number: int) -> str:
        """Show a reminder if it is due, and return the outcome as a sentence.

        Raises:
            UserError: There is no such reminder, or the diary cannot be read or written.
            OSError: The reminder cannot be shown.
        """
        with self._reminders() as reminders:
            result = fire(reminders, number, self.effects())
            if result not in ("snoozed", "settled"):
                # Left in place, the timer of the last snooze would have no effect.
                with suppress(UserError):
                    self._timers.end_snooze(number)
            while self.snoozed_until is not None:
                self.wait_until_due()
                result = fire(reminders, number, self.effects())
        return _(RESULTS[result])

    def show_test(self, number: int) -> str:
        """Show a reminder whether it is due or not, record nothing, and return the answer.

        Raises:
            UserError: There is no such reminder, or the diary cannot be read.
            OSError: The reminder cannot be shown.
        """
        with self._reminders() as reminders:
            return _(ANSWERS[show_test(reminders.rule(number), self.effects())])

    def effects(self) -> Effects:
        """Return what firing a reminder does outside the diary."""
        presenter = self._presenter()
        return Effects(
            clock=self._clock,
            presenter=presenter,
            # Without a window, the command would go on in a terminal that does not exist.
            start=lambda routine: self._open(
                Request(routine=routine), ("start", routine), presenter, "--window"
            ),
            open=lambda routine: self._open(Request(preview=routine), ("show", routine), presenter),
            remind_at=self._remind_at,
            wait_s=self._pause,
        )

    def _presenter(self) -> ReminderPresenter:
        options = PresenterOptions(
            icon=shipped_assets() / "icons" / "stretchapp-128.png",
            popup_command=(
                *module_command("stretchapp.ui.reminders.reminder_popup"),
                str(self._paths.settings),
            ),
            log=self._paths.state / "reminders.log",
            display=self._paths.display,
        )
        return ReminderPresenter(self._environ, options, self._clock, self._pause)

    def wait_until_due(self) -> None:
        """Wait for the end of the snooze, by the time of day."""
        assert self.snoozed_until is not None  # noqa: S101 -- called only then
        snoozed_until, self.snoozed_until = self.snoozed_until, None
        while True:
            left_s = (snoozed_until - self._clock.now()).total_seconds()
            if left_s <= 0:
                return
            self._pause(min(left_s, CLOCK_CHECK_S))

    def _open(
        self, request: Request, words: tuple[str, ...], presenter: ReminderPresenter, *options: str
    ) -> bool:
        """Open the window for a request; if it does not open, offer to try again.

        Returns:
            Whether the window has opened.
        """
        command = command_line(self._command, *words)
        while not self._open_window(request, presenter.activation, *words, *options):
            text = _(UNOPENED).format(command=command)
            if not presenter.show_problem(_(UNOPENED_TITLE), text, GRACE_PERIOD.total_seconds()):
                return False
        return True

    def _open_window(self, request: Request, activation: str, *words: str) -> bool:
        """Hand a request over to the window, or open a window that outlives this process.

        Args:
            request: What the window is asked to do.
            activation: The token of the desktop for the window; empty if there is none.
            words: The command that opens a window for the same.

        Returns:
            Whether the window is open.
        """
        path = socket_path(self._paths.state)
        environ = with_display(self._environ, self._paths.display)
        try:
            if is_token(activation):
                request = replace(request, activation=activation)
                environ[TOKEN_VARIABLE] = activation
            if hand_over(request, path):
                return True
            start_detached([*self._command, *words], environ)
        except (OSError, UserError):
            # The caller tells the person how to open the window.
            return False
        for _attempt in range(round(OPENING_TIMEOUT_S / OPENING_CHECK_S)):
            self._pause(OPENING_CHECK_S)
            if listens(str(path)):
                return True
        return False

    @contextmanager
    def _reminders(self) -> Generator[Reminders]:
        with closing(open_store(self._paths.diary)) as connection:
            yield Reminders(connection, local_zone(self._clock.now()), is_alive)

    def _remind_at(self, number: int, moment: datetime) -> None:
        if not self._timers.snooze(number, moment):
            self.snoozed_until = moment
