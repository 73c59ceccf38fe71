"""Showing a reminder: as a notification, in a small window of ours, or in a log at the least.

No Qt here: the window is a process of its own, and is started only where there is no server for
notifications.
"""

from __future__ import annotations

import select
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Literal

from stretchapp.base.files import make_private_folder
from stretchapp.desktop.dbus.blocking_connection import bus_address
from stretchapp.desktop.notifications.notifier import CLICKED, Notification, Notifier
from stretchapp.desktop.qt_start.display import display_platforms, no_display
from stretchapp.desktop.qt_start.remembered_display import with_display
from stretchapp.desktop.reminders.sleep_aware_timer import SleepAwareTimer, wait_s

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from stretchapp.base.clock import Clock
    from stretchapp.reminders.rules import Rule

Answer = Literal["start", "later", "not-tonight", "open", "closed"]
"""How a reminder was answered; ``closed`` is no answer."""

START = ("start", "Start")
LATER = ("later", "In 15 minutes")
NOT_TONIGHT = ("not-tonight", "Not tonight")
AGAIN = ("again", "Try again")

ANSWERS: dict[str, Answer] = {
    "start": "start",
    "later": "later",
    "not-tonight": "not-tonight",
    "open": "open",
    CLICKED: "open",
}
"""The answers by what the notification and the window call them; everything else is none."""

PAUSES_S = (5.0, 10.0, 20.0, 40.0, 60.0)
"""When it is tried again. Timers that were missed fire as soon as somebody logs in, before there is
a desktop."""

LOOK_EVERY_S = 5.0
"""How soon a window goes that nobody wants any more; a notification is withdrawn from outside."""

PRIVATE_FILE = 0o600

SHOWN = "shown"
"""What the window says once it is on the screen."""


def actions(*, can_snooze: bool) -> tuple[tuple[str, str], ...]:
    """Return what a reminder can be answered with: names, and what stands on the buttons."""
    return (START, LATER, NOT_TONIGHT) if can_snooze else (START, NOT_TONIGHT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """What is needed to show a reminder, whichever way it goes.

    Attributes:
        icon: The picture on a notification.
        window: The command of the small window; title, text and answers are added.
        log: Where it is written down if it cannot be shown.
        display: Where the display of the session is kept.
    """

    icon: Path
    window: Sequence[str]
    log: Path
    display: Path


class ReminderPresenter:
    """Shows reminders wherever this machine can."""

    def __init__(
        self,
        environ: Mapping[str, str],
        ways: Ways,
        clock: Clock,
        pause: Callable[[float], object] = wait_s,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        """Do nothing yet.

        Args:
            environ: The environment variables.
            ways: What is needed.
            clock: Asked for the moment of a line in the log.
            pause: Waits some seconds.
            look_every_s: How often it is looked whether a window is still wanted.
        """
        self._look_every_s = look_every_s
        self._environ = dict(environ)
        self._ways = ways
        self._clock = clock
        self._pause = pause

    def show(
        self,
        rule: Rule,
        lasts_s: float,
        on_shown: Callable[[int | None], None],
        is_wanted: Callable[[], bool],
        *,
        can_snooze: bool = True,
    ) -> Answer:
        """Show a reminder and wait for the answer.

        Args:
            rule: What to show.
            lasts_s: How long to wait.
            on_shown: Told once it is on the screen, with the number of the notification if it is
                one. It is not told of what goes into the log: nobody sees that.
            is_wanted: Asked now and then while it is shown in a window of ours.
            can_snooze: Whether it may be put off once more.

        Raises:
            OSError: Not even the log can be written.
        """
        reasons: list[str] = []
        for pause_s in (0.0, *PAUSES_S):
            if pause_s:
                self._pause(pause_s)
            for way in (self._notify, self._open_window):
                try:
                    return way(rule, lasts_s, on_shown, is_wanted, can_snooze=can_snooze)
                except CannotBeShownError as error:
                    reasons.append(str(error))
            if not self._may_get_better():
                break
        reason = "; ".join(dict.fromkeys(reasons[-2:]))
        self._write_down(f"{rule.title}. {rule.text}", reason)
        return "closed"

    def tell(self, title: str, text: str, lasts_s: float) -> bool:
        """Tell that something went wrong, and return whether it is to be tried again.

        Args:
            title: What went wrong.
            text: What to do about it.
            lasts_s: How long to wait for an answer.

        Raises:
            OSError: Not even the log can be written.
        """
        notification = Notification(
            title=title,
            body=text,
            actions=[AGAIN],
            icon=str(self._ways.icon),
            lasts_s=lasts_s,
        )
        try:
            answer = self._answer(notification, lambda _number: None)
        except CannotBeShownError as error:
            self._write_down(f"{title}. {text}", str(error))
            return False
        return answer in (AGAIN[0], CLICKED)

    def withdraw(self, number: int) -> None:
        """Take a notification back, if it is still there."""
        with suppress(OSError), Notifier(self._environ) as notifier:
            notifier.withdraw(number)

    def _notify(
        self,
        rule: Rule,
        lasts_s: float,
        on_shown: Callable[[int | None], None],
        _is_wanted: Callable[[], bool],
        *,
        can_snooze: bool,
    ) -> Answer:
        notification = Notification(
            title=rule.title,
            body=rule.text,
            actions=actions(can_snooze=can_snooze),
            icon=str(self._ways.icon),
            lasts_s=lasts_s,
        )
        return ANSWERS.get(self._answer(notification, on_shown) or "", "closed")

    def _answer(self, notification: Notification, on_shown: Callable[[int], object]) -> str | None:
        """Show a notification and return how it is answered, in the words of the server."""
        try:
            notifier = Notifier(self._environ)
        except OSError as error:
            raise CannotBeShownError(f"no notification server answers: {error}") from error
        with notifier:
            try:
                number = notifier.show(notification)
            except OSError as error:
                raise CannotBeShownError(f"the notification was not taken: {error}") from error
            try:
                on_shown(number)
                return notifier.wait(number, notification.lasts_s)
            except ConnectionError:
                # The desktop has ended, and what it showed with it.
                return None
            finally:
                # Not every server closes it with the answer, nor at the end of its time.
                with suppress(OSError):
                    notifier.withdraw(number)

    def _open_window(
        self,
        rule: Rule,
        lasts_s: float,
        on_shown: Callable[[int | None], None],
        is_wanted: Callable[[], bool],
        *,
        can_snooze: bool,
    ) -> Answer:
        environ = self._with_display()
        if not display_platforms(environ):
            raise CannotBeShownError(no_display(environ))
        names = [name for name, _ in actions(can_snooze=can_snooze)]
        window = subprocess.Popen(
            [*self._ways.window, rule.title, rule.text, *names],
            # It is read as it comes, so that nothing lies in between when it is waited for.
            bufsize=0,
            env=environ,
            # It ends with this pipe, and so with us.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        said = window.stdout
        assert said is not None  # noqa: S101 -- it is a pipe
        try:
            if said.readline().decode().strip() != SHOWN:
                raise CannotBeShownError("the window of the reminder did not open")
            on_shown(None)
            answer = self._hear(said, lasts_s, is_wanted)
        finally:
            window.kill()
            window.communicate()
        return ANSWERS.get(answer, "closed")

    def _hear(self, said: IO[bytes], lasts_s: float, is_wanted: Callable[[], bool]) -> str:
        """Return what a window says; nothing once its time is over or nobody wants it."""
        with SleepAwareTimer(lasts_s) as end:
            while True:
                with SleepAwareTimer(self._look_every_s) as look:
                    ready, _, _ = select.select([said, end, look], [], [])
                if said in ready:
                    return said.readline().decode().strip()
                if end in ready or not is_wanted():
                    return ""

    def _may_get_better(self) -> bool:
        """Return whether this may be a session whose desktop is not there yet."""
        try:
            bus_address(self._environ)
        except OSError:
            return False
        return not display_platforms(self._with_display())

    def _with_display(self) -> dict[str, str]:
        # Asked anew each time: a desktop may have come up.
        return with_display(self._environ, self._ways.display)

    def _write_down(self, text: str, reason: str) -> None:
        words = " ".join(text.split())
        line = f"{self._clock.now().isoformat(timespec='seconds')}  {words}  ({reason})\n"
        make_private_folder(self._ways.log.parent)
        self._ways.log.touch(mode=PRIVATE_FILE)
        with self._ways.log.open("a", encoding="utf-8") as log:
            log.write(line)


class CannotBeShownError(OSError):
    """There is no such way to show something here; the text says why."""
