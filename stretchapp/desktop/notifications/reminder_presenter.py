"""Presents a reminder: as a notification, else in a small window, else as a line in a log.

Without Qt: the window is a process of its own, started only where no server shows notifications.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stretchapp.base.files import make_private_folder
from stretchapp.base.i18n import N_, _
from stretchapp.base.plain_text import harmless
from stretchapp.desktop.child_process import started
from stretchapp.desktop.dbus.addresses import session_bus_address
from stretchapp.desktop.notifications.notifier import CLICKED, Notification, Notifier
from stretchapp.desktop.qt_start.display import display_platforms, no_display
from stretchapp.desktop.qt_start.remembered_display import with_display
from stretchapp.desktop.reminders.sleep_aware_wait import pause, wait_for_input

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from stretchapp.base.clock import Clock
    from stretchapp.reminders.rules import Rule

Answer = Literal["start", "later", "not-tonight", "open", "closed"]
"""The answer to a reminder; ``closed`` means that there was none."""

START = ("start", N_("Start"))
LATER = ("later", N_("In 15 minutes"))
NOT_TONIGHT = ("not-tonight", N_("Not tonight"))
RETRY = ("again", N_("Try again"))

ANSWERS: dict[str, Answer] = {
    "start": "start",
    "later": "later",
    "not-tonight": "not-tonight",
    "open": "open",
    CLICKED: "open",
}
"""The answer behind each word of the notification server or the window; all others are none."""

RETRY_PAUSES_S = (5.0, 10.0, 20.0, 40.0, 60.0)
"""Pauses before further attempts: missed timers fire at login, before the desktop has started."""

WINDOW_STEP_S = 5.0
"""How often to check whether a window is still wanted; a notification is withdrawn by others."""

POPUP_OPENED = "shown"
"""The first line that the window prints, once it is on the screen."""

_PRIVATE_FILE = 0o600


def actions(*, can_snooze: bool) -> tuple[tuple[str, str], ...]:
    """Return the buttons of a reminder, each with the name of its answer and its label."""
    buttons = (START, LATER, NOT_TONIGHT) if can_snooze else (START, NOT_TONIGHT)
    return tuple((name, _(label)) for name, label in buttons)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenterOptions:
    """The files and commands that the three kinds of presentation need.

    Attributes:
        icon: The image on a notification.
        popup_command: The command of the small window; the possible answers are appended.
        log: The file for reminders that cannot be shown.
        display: The file with the remembered display.
        window_step_s: How often to check whether a window is still wanted.
    """

    icon: Path
    popup_command: Sequence[str]
    log: Path
    display: Path
    window_step_s: float = WINDOW_STEP_S


class ReminderPresenter:
    """Presents reminders in the best way that this machine offers.

    Attributes:
        activation: The token that came with the latest answer, with which the desktop lets a window
            take the keyboard; empty if there was none.
    """

    activation: str = ""

    def __init__(
        self,
        environ: Mapping[str, str],
        options: PresenterOptions,
        clock: Clock,
        pause: Callable[[float], object] = pause,
    ) -> None:
        """Prepare without connecting to anything.

        Args:
            environ: The environment variables.
            options: Files and commands.
            clock: The clock.
            pause: Waits for some seconds.
        """
        self._environ = dict(environ)
        self._options = options
        self._clock = clock
        self._pause = pause

    def show(
        self,
        rule: Rule,
        timeout_s: float,
        on_shown: Callable[[int | None], None],
        is_wanted: Callable[[], bool],
        *,
        can_snooze: bool = True,
    ) -> Answer:
        """Show a reminder and wait for the answer.

        Args:
            rule: The reminder.
            timeout_s: How long to wait for an answer.
            on_shown: Called once the reminder is on the screen, with the number of the notification
                or None for a window. Not called for a line in the log, which nobody sees.
            is_wanted: Called now and then while a window is open; it closes on False.
            can_snooze: Whether to offer the button that snoozes.

        Raises:
            OSError: Not even the log can be written.
        """
        reasons: list[str] = []
        for pause_s in (0.0, *RETRY_PAUSES_S):
            if pause_s:
                self._pause(pause_s)
            for present in (self._notify, self._open_window):
                try:
                    return present(rule, timeout_s, on_shown, is_wanted, can_snooze=can_snooze)
                except NotPresentedError as error:
                    reasons.append(str(error))
            if not self._may_desktop_be_starting():
                break
        reason = "; ".join(dict.fromkeys(reasons))
        self._write_to_log(f"{rule.title}. {rule.text}", reason)
        return "closed"

    def show_problem(self, title: str, text: str, timeout_s: float) -> bool:
        """Show what went wrong, and return whether the user wants to try again.

        Args:
            title: What went wrong.
            text: What the user can do about it.
            timeout_s: How long to wait for an answer.

        Raises:
            OSError: Not even the log can be written.
        """
        notification = Notification(
            title=title,
            body=text,
            actions=[(RETRY[0], _(RETRY[1]))],
            icon=str(self._options.icon),
            duration_s=timeout_s,
        )
        try:
            answer = self._wait_for_answer(notification, lambda _number: None)
        except NotPresentedError as error:
            self._write_to_log(f"{title}. {text}", str(error))
            return False
        return answer in (RETRY[0], CLICKED)

    def withdraw(self, number: int) -> None:
        """Take a notification off the screen, if it is still there."""
        with suppress(OSError), Notifier(self._environ) as notifier:
            notifier.withdraw(number)

    def _notify(
        self,
        rule: Rule,
        timeout_s: float,
        on_shown: Callable[[int | None], None],
        _is_wanted: Callable[[], bool],
        *,
        can_snooze: bool,
    ) -> Answer:
        notification = Notification(
            title=rule.title,
            body=rule.text,
            actions=actions(can_snooze=can_snooze),
            icon=str(self._options.icon),
            duration_s=timeout_s,
        )
        return ANSWERS.get(self._wait_for_answer(notification, on_shown) or "", "closed")

    def _wait_for_answer(
        self, notification: Notification, on_shown: Callable[[int], object]
    ) -> str | None:
        """Show a notification and return the name of the action that was chosen."""
        try:
            notifier = Notifier(self._environ)
        except OSError as error:
            message = _("no notification server answers: {reason}").format(reason=error)
            raise NotPresentedError(message) from error
        with notifier:
            try:
                number = notifier.show(notification)
            except OSError as error:
                message = _("the notification could not be shown: {reason}")
                raise NotPresentedError(message.format(reason=error)) from error
            try:
                on_shown(number)
                answer = notifier.wait(number, notification.duration_s, self._clock)
            except ConnectionError:
                # The desktop has ended, and its notifications have gone.
                return None
            else:
                self.activation = notifier.activation
                return answer
            finally:
                # Not every server closes a notification after its answer or its time.
                with suppress(OSError):
                    notifier.withdraw(number)

    def _open_window(
        self,
        rule: Rule,
        timeout_s: float,
        on_shown: Callable[[int | None], None],
        is_wanted: Callable[[], bool],
        *,
        can_snooze: bool,
    ) -> Answer:
        environ = self._environ_with_display()
        if not display_platforms(environ):
            raise NotPresentedError(no_display(environ))
        names = [name for name, _label in actions(can_snooze=can_snooze)]
        command = [*self._options.popup_command, *names]
        # Without a buffer, nothing can hide in one while the pipe is waited for.
        with started(command, environ=environ, buffer_size=0) as window:
            _send(window, rule)
            output = window.stdout
            assert output is not None  # noqa: S101 -- it is a pipe
            if output.readline().decode().strip() != POPUP_OPENED:
                raise NotPresentedError(_("the window of the reminder did not open"))
            on_shown(None)
            is_answered = wait_for_input(
                output,
                timeout_s,
                self._clock,
                step_s=self._options.window_step_s,
                is_wanted=is_wanted,
            )
            answer = output.readline().decode().strip() if is_answered else ""
        return ANSWERS.get(answer, "closed")

    def _may_desktop_be_starting(self) -> bool:
        """Return whether this may be a login whose desktop has not started yet."""
        try:
            session_bus_address(self._environ)
        except OSError:
            return False
        return not display_platforms(self._environ_with_display())

    def _environ_with_display(self) -> dict[str, str]:
        # Not cached: the desktop may start between two attempts.
        return with_display(self._environ, self._options.display)

    def _write_to_log(self, text: str, reason: str) -> None:
        one_line = " ".join(harmless(text).split())
        line = f"{self._clock.now().isoformat(timespec='seconds')}  {one_line}  ({reason})\n"
        log = self._options.log
        make_private_folder(log.parent)
        log.touch(mode=_PRIVATE_FILE)
        with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(line)


def _send(window: subprocess.Popen[bytes], rule: Rule) -> None:
    """Send a reminder to its window.

    Not as arguments, which every user of the machine can read. The input stays open: the window
    closes when this process ends.
    """
    assert window.stdin is not None  # noqa: S101 -- it is a pipe
    # A window that has ended already is noticed by its output.
    with suppress(BrokenPipeError):
        window.stdin.write(json.dumps([rule.title, rule.text]).encode() + b"\n")


class NotPresentedError(OSError):
    """This kind of presentation is not possible here; the text says why."""
