"""Reminders as timers of the systemd user manager: one pair of units for each reminder.

The units lie in the user's own folder under our name, and are removed with their reminder. They
never wake the machine. If a timer fires late after a sleep, the command of its service decides what
to do. A snoozed reminder has a second timer for the same service, which survives a restart.
"""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.clock import SystemClock
from stretchapp.base.files import read_plain_text, write_atomically
from stretchapp.base.i18n import N_, _
from stretchapp.base.paths import desktop_config, is_missing
from stretchapp.base.problems import UserError
from stretchapp.desktop.child_process import run
from stretchapp.desktop.launching.installation import data_folder_mark, launch_command
from stretchapp.desktop.local_zone import local_zone, named_zone
from stretchapp.reminders.due import moments_of_skipped_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from stretchapp.base.clock import Clock
    from stretchapp.base.paths import Paths
    from stretchapp.reminders.rules import Slot

    Schedules = Mapping[int, tuple[Sequence[Slot], str | None]]
    """By the number of the reminder: its weekly slots, and the name of their time zone or None for
    the machine's own."""

PREFIX = "stretchapp-reminder"
SNOOZE_SUFFIX = "-again"
"""The end of the name of the timer of a snoozed reminder."""

TIMEOUT_S = 10.0
ACCURACY = "1s"
"""How late a timer may fire. With systemd's usual minute, testing a reminder would mean waiting;
and for a timer that fires once a day, a second costs nothing."""

NO_MANAGER = N_("systemd does not run for this user.")
NO_SYSTEMD = N_("There is no systemd on this machine.")
NO_ANSWER = N_("systemd does not answer.")

# The words of systemd: not for people.
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_NEEDS_QUOTES = re.compile(r"""[\s"'\\;\udc80-\udcff]""")
_LONE_BYTE = re.compile(r"[\udc80-\udcff]")


class SystemdTimers:
    """The timers of one user and one data folder."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        mark: str = "",
        clock: Clock | None = None,
    ) -> None:
        """Prepare without asking the user manager.

        Args:
            command: The command of every service; the number of the reminder is appended.
            environ: The environment variables.
            mark: The mark of the data folder; see ``data_folder_mark``.
            clock: The clock; None for the machine's.
        """
        self._clock = clock or SystemClock()
        self._command = tuple(command)
        self._environ = dict(environ)
        self._name = f"{PREFIX}-{mark}-" if mark else f"{PREFIX}-"

    @property
    def folder(self) -> Path:
        """The folder of the units.

        Raises:
            UserError: The user has no home folder, and so no units.
        """
        return desktop_config(self._environ) / "systemd" / "user"

    def problem(self) -> str | None:
        """Return why timers cannot be used here, as a sentence; None if they can."""
        runtime = Path(self._environ.get("XDG_RUNTIME_DIR", ""))
        if not runtime.is_absolute() or is_missing(runtime / "systemd"):
            return _(NO_MANAGER)
        try:
            self.folder  # noqa: B018 -- raises where there is none
            output = self._systemctl("show", "--property=Version")
        except UserError as error:
            return str(error)
        return None if output.startswith("Version=") else _(NO_ANSWER)

    def set(self, schedules: Schedules) -> None:
        """Set timers for exactly these reminders, and remove all others.

        Raises:
            UserError: The units cannot be written, or the manager does not accept them.
        """
        units = {
            self._unit(number): self._texts(number, *schedule)
            for number, schedule in schedules.items()
        }
        gone = [name for name in self.names() if name.removesuffix(SNOOZE_SUFFIX) not in units]
        changed = [name for name, texts in units.items() if texts != self._read(name)]
        if gone:
            self._remove(gone)
        try:
            for name in changed:
                for suffix, text in zip((".timer", ".service"), units[name], strict=True):
                    write_atomically(self.folder / f"{name}{suffix}", text.encode())
        except OSError as error:
            message = _("The timers cannot be written to {folder} ({reason}).")
            message = message.format(folder=self.folder, reason=error.strerror)
            raise UserError(message) from error
        if gone or changed:
            self._systemctl("daemon-reload")
        if units:
            # Also those that did not change: the user may have stopped one by hand.
            timers = [f"{name}.timer" for name in units]
            self._systemctl("enable", "--quiet", *timers)
            self._systemctl("restart" if changed else "start", *timers)

    def snooze(self, number: int, moment: datetime) -> bool:
        """Set a second timer that fires the reminder with a number once more.

        Args:
            number: The number of the reminder.
            moment: When; if the machine is off or asleep then, as soon as possible after.

        Returns:
            Whether the timer is set; False if the reminder has no timers or systemd refuses.
        """
        name = self._unit(number)
        if name not in self.names():
            return False
        path = self.folder / f"{name}{SNOOZE_SUFFIX}.timer"
        try:
            write_atomically(path, snooze_timer_text(moment, f"{name}.service").encode())
            self._systemctl("daemon-reload")
            self._systemctl("enable", "--quiet", path.name)
            self._systemctl("restart", path.name)
        except (OSError, UserError):
            return False
        return True

    def end_snooze(self, number: int) -> None:
        """Remove the second timer of a reminder, if there is one.

        Raises:
            UserError: The manager does not answer, or a file cannot be removed.
        """
        name = f"{self._unit(number)}{SNOOZE_SUFFIX}"
        if name in self.names():
            self._remove([name])

    def remove(self) -> None:
        """Remove all timers and every trace of them.

        Raises:
            UserError: The manager does not answer, or a file cannot be removed.
        """
        self.set({})

    def names(self) -> list[str]:
        """Return the names of the existing units without their suffixes, in order."""
        ours = re.compile(re.escape(self._name) + rf"[0-9]+({SNOOZE_SUFFIX})?\.(timer|service)")
        try:
            files = [path.name for path in self.folder.iterdir()]
        except (OSError, UserError):
            return []
        return sorted({Path(file).stem for file in files if ours.fullmatch(file)})

    def _unit(self, number: int) -> str:
        return f"{self._name}{number}"

    def _texts(self, number: int, slots: Sequence[Slot], zone: str | None) -> tuple[str, str]:
        now = self._clock.now()
        # systemd leaves out a time that the clock skips; for us it is due right after the gap.
        leaps = moments_of_skipped_times(slots, named_zone(zone) or local_zone(now), now.year)
        return timer_text(slots, zone, leaps), service_text((*self._command, str(number)))

    def _read(self, name: str) -> tuple[str, str] | None:
        try:
            timer, service = (
                read_plain_text(self.folder / f"{name}{suffix}")
                for suffix in (".timer", ".service")
            )
        except (OSError, ValueError):
            return None
        return timer, service

    def _remove(self, names: Sequence[str]) -> None:
        timers = [f"{name}.timer" for name in names]
        self._systemctl("disable", "--quiet", "--now", *timers)
        # systemd stores the time of the last run in a file of its own, which would stay behind.
        self._systemctl("clean", "--what=state", *timers)
        try:
            for name in names:
                for suffix in (".timer", ".service"):
                    (self.folder / f"{name}{suffix}").unlink(missing_ok=True)
        except OSError as error:
            message = _("{file} cannot be removed ({reason}); remove it by hand.")
            message = message.format(file=error.filename, reason=error.strerror)
            raise UserError(message) from error

    def _systemctl(self, *arguments: str) -> str:
        try:
            done = run(
                ["systemctl", "--user", *arguments],
                TIMEOUT_S,
                environ={**self._environ, "LC_ALL": "C"},
            )
        except TimeoutError as error:
            raise UserError(_(NO_ANSWER)) from error
        except OSError as error:
            raise UserError(_(NO_SYSTEMD)) from error
        if done.code:
            lines = done.errors.decode("utf-8", "replace").strip().splitlines()
            reason = lines[-1] if lines else _("exit code {code}").format(code=done.code)
            raise UserError(_("systemd reports an error ({reason}).").format(reason=reason))
        return done.output.decode("utf-8", "replace")


def timers_of(paths: Paths, environ: Mapping[str, str]) -> SystemdTimers:
    """Return the timers of a data folder.

    Args:
        paths: The user's folders.
        environ: The environment variables.
    """
    command = [*launch_command(paths.data_dir), "reminders", "fire"]
    return SystemdTimers(command, environ, data_folder_mark(paths.data_dir))


def timer_text(slots: Iterable[Slot], zone: str | None, leaps: Iterable[datetime] = ()) -> str:
    """Return the text of the timer unit of a reminder.

    Args:
        slots: The weekly slots.
        zone: The name of their time zone; None for the machine's.
        leaps: Further moments, for slots that the clock skips.
    """
    weekdays_by_time: dict[str, list[int]] = {}
    for slot in slots:
        weekdays_by_time.setdefault(slot.at.isoformat("seconds"), []).append(slot.weekday)
    lines = "".join(
        f"OnCalendar={calendar_expression(at, weekdays, zone)}\n"
        for at, weekdays in weekdays_by_time.items()
    )
    lines += "".join(f"OnCalendar={at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n" for at in leaps)
    return f"""\
[Unit]
Description={_("A reminder of stretchapp")}

[Timer]
{lines}AccuracySec={ACCURACY}
Persistent=true

[Install]
WantedBy=timers.target
"""


def snooze_timer_text(moment: datetime, service: str) -> str:
    """Return the text of the timer unit of a snoozed reminder.

    Args:
        moment: When to fire; never earlier.
        service: The name of the service.
    """
    second = (moment.astimezone(UTC) + timedelta(seconds=1)).replace(microsecond=0)
    return f"""\
[Unit]
Description={_("A postponed reminder of stretchapp")}

[Timer]
OnCalendar={second:%Y-%m-%d %H:%M:%S} UTC
AccuracySec={ACCURACY}
Persistent=true
Unit={service}

[Install]
WantedBy=timers.target
"""


def calendar_expression(at: str, weekdays: Sequence[int], zone: str | None) -> str:
    """Return a calendar expression of systemd.

    Args:
        at: A wall-clock time such as ``21:45:00``.
        weekdays: The weekdays; Monday is 0.
        zone: The name of the time zone; None for the machine's.
    """
    days = ",".join(WEEKDAYS[day] for day in weekdays)
    return f"{days} *-*-* {at}" + (f" {zone}" if zone else "")


def service_text(command: Sequence[str]) -> str:
    """Return the text of the service unit that runs a command."""
    # The service runs as long as the notification is shown. Programs that it starts outlive it.
    return f"""\
[Unit]
Description={_("A reminder of stretchapp")}

[Service]
Type=exec
ExecStart={" ".join(map(quote, command))}
KillMode=process
"""


def quote(word: str) -> str:
    """Return a word of a command, quoted for systemd."""
    plain = word.replace("%", "%%").replace("$", "$$")
    if plain and not _NEEDS_QUOTES.search(plain):
        return plain
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("\n", "\\n").replace("\r", "\\r")
    # A byte of a file name that is not UTF-8: Python has a surrogate in its place.
    escaped = _LONE_BYTE.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", escaped)
    return f'"{escaped}"'
