"""Timers of the systemd user manager: one pair of units for each reminder, and nothing that waits.

The units lie in the user's own folder, bear our name, and are removed with their reminder. They
never wake the machine. What comes late after a sleep is decided about by the service's command.
A reminder that is put off has a second timer of the same service, so that it outlives a restart.
"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.clock import SystemClock
from stretchapp.base.files import write_atomically
from stretchapp.base.problems import UserError
from stretchapp.desktop.local_zone import local_zone, named_zone
from stretchapp.desktop.menu.menu_entry import launch_command
from stretchapp.reminders.due import moments_of_skipped_times

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from stretchapp.base.clock import Clock
    from stretchapp.base.paths import Paths
    from stretchapp.reminders.rules import Slot

PREFIX = "stretchapp-reminder"
AGAIN = "-again"
"""Ends the name of the timer of a reminder that was put off."""

TIMEOUT_S = 10.0
ACCURACY = "1s"
"""Timers are gathered within this; a minute, which is usual, would be felt in a test of a reminder,
and one that fires once a day costs nothing either way."""

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_NEEDS_QUOTES = re.compile(r"""[\s"'\\;]""")


class SystemdTimers:
    """The timers of one user and one set of data."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        mark: str = "",
        clock: Clock | None = None,
    ) -> None:
        """Do nothing yet.

        Args:
            command: What is run for a reminder; its number is added.
            environ: The environment: where the user's folders and the manager are.
            mark: Tells the timers of other data apart; letters and digits, empty for the usual.
            clock: Tells the year; None for that of the machine.
        """
        self._clock = clock or SystemClock()
        self._command = tuple(command)
        self._environ = dict(environ)
        self._name = f"{PREFIX}-{mark}-" if mark else f"{PREFIX}-"

    @property
    def folder(self) -> Path:
        """Where the units are."""
        config = Path(self._environ.get("XDG_CONFIG_HOME", ""))
        if not config.is_absolute():
            config = Path(self._environ.get("HOME", "~")).expanduser() / ".config"
        return config / "systemd" / "user"

    def problem(self) -> str | None:
        """Return why there can be no timers here, if that is so."""
        runtime = Path(self._environ.get("XDG_RUNTIME_DIR", ""))
        if not runtime.is_absolute() or not (runtime / "systemd").exists():
            return "No systemd user manager runs here."
        try:
            answer = self._systemctl("show", "--property=Version")
        except UserError as error:
            return str(error)
        return None if answer.startswith("Version=") else "The systemd user manager is silent."

    def set(self, wanted: Mapping[int, tuple[Sequence[Slot], str | None]]) -> None:
        """Let there be timers for exactly these reminders.

        Args:
            wanted: By the number of the reminder: its places in the week, and the name of the
                zone that they are in, None for that of the machine.

        Raises:
            UserError: The units cannot be written, or the manager does not take them.
        """
        units = {self._unit(number): self._texts(number, *rule) for number, rule in wanted.items()}
        gone = [name for name in self.present() if name.removesuffix(AGAIN) not in units]
        changed = [name for name, texts in units.items() if texts != self._read(name)]
        if gone:
            self._stop(gone)
        try:
            for name in changed:
                for suffix, text in zip((".timer", ".service"), units[name], strict=True):
                    write_atomically(self.folder / f"{name}{suffix}", text.encode())
        except OSError as error:
            raise UserError(
                f"The timers cannot be written to {self.folder} ({error.strerror})."
            ) from error
        if gone or changed:
            self._systemctl("daemon-reload")
        if units:
            # Those that run already are told again: somebody may have stopped one by hand.
            timers = [f"{name}.timer" for name in units]
            self._systemctl("enable", "--quiet", *timers)
            self._systemctl("restart" if changed else "start", *timers)

    def remind_again(self, number: int, moment: datetime) -> bool:
        """Let a reminder come once more at a moment, without anybody who waits.

        Args:
            number: The number of the reminder.
            moment: When. It is made up for after a sleep, and at the next login.

        Returns:
            Whether it will; False where the reminder has no timers.
        """
        name = self._unit(number)
        if name not in self.present():
            return False
        path = self.folder / f"{name}{AGAIN}.timer"
        try:
            write_atomically(path, again_text(moment, f"{name}.service").encode())
            self._systemctl("daemon-reload")
            self._systemctl("enable", "--quiet", path.name)
            self._systemctl("restart", path.name)
        except (OSError, UserError):
            return False
        return True

    def forget_again(self, number: int) -> None:
        """Remove the second timer of a reminder, if there is one.

        Raises:
            UserError: The manager does not answer, or a file cannot be removed.
        """
        name = f"{self._unit(number)}{AGAIN}"
        if name in self.present():
            self._stop([name])

    def remove(self) -> None:
        """Stop all timers and remove every trace of them.

        Raises:
            UserError: The manager does not answer, or a file cannot be removed.
        """
        self.set({})

    def present(self) -> list[str]:
        """Return the names of the units that there are, without their endings, in order."""
        own = re.compile(re.escape(self._name) + rf"[0-9]+({AGAIN})?\.(timer|service)")
        try:
            found = [path.name for path in self.folder.iterdir()]
        except OSError:
            return []
        return sorted({Path(name).stem for name in found if own.fullmatch(name)})

    def _unit(self, number: int) -> str:
        return f"{self._name}{number}"

    def _texts(self, number: int, slots: Sequence[Slot], zone: str | None) -> tuple[str, str]:
        now = self._clock.now()
        # systemd passes over times that the clock skips; they are due right after it.
        leaps = moments_of_skipped_times(slots, named_zone(zone) or local_zone(now), now.year)
        return timer_text(slots, zone, leaps), service_text((*self._command, str(number)))

    def _read(self, name: str) -> tuple[str, str] | None:
        try:
            timer, service = (
                (self.folder / f"{name}{suffix}").read_text("utf-8")
                for suffix in (".timer", ".service")
            )
        except (OSError, ValueError):
            return None
        return timer, service

    def _stop(self, names: Sequence[str]) -> None:
        timers = [f"{name}.timer" for name in names]
        self._systemctl("disable", "--quiet", "--now", *timers)
        # When a timer last fired is kept in a file of its own, which would stay behind.
        self._systemctl("clean", "--what=state", *timers)
        try:
            for name in names:
                for suffix in (".timer", ".service"):
                    (self.folder / f"{name}{suffix}").unlink(missing_ok=True)
        except OSError as error:
            raise UserError(
                f"{error.filename} cannot be removed ({error.strerror}); remove it by hand."
            ) from error

    def _systemctl(self, *arguments: str) -> str:
        try:
            done = subprocess.run(
                ["systemctl", "--user", *arguments],  # noqa: S607 -- wherever it is installed
                capture_output=True,
                check=False,
                encoding="utf-8",
                env={**self._environ, "LC_ALL": "C"},
                timeout=TIMEOUT_S,
            )
        except FileNotFoundError as error:
            raise UserError("There is no systemd on this machine.") from error
        except subprocess.TimeoutExpired as error:
            raise UserError("The systemd user manager does not answer.") from error
        if done.returncode:
            said = done.stderr.strip().splitlines()
            reason = said[-1] if said else f"exit code {done.returncode}"
            raise UserError(f"The systemd user manager cannot do this ({reason}).")
        return done.stdout


def timers_of(paths: Paths, environ: Mapping[str, str]) -> SystemdTimers:
    """Return the timers of one set of folders.

    Args:
        paths: The user's folders.
        environ: The environment: where the manager is.
    """
    command = [*launch_command(paths.data_dir), "reminders", "fire"]
    return SystemdTimers(command, environ, data_mark(paths.data_dir))


def timer_text(slots: Iterable[Slot], zone: str | None, leaps: Iterable[datetime] = ()) -> str:
    """Return the unit that says when.

    Args:
        slots: The places in the week.
        zone: The name of their zone; None for that of the machine.
        leaps: More moments.
    """
    times: dict[str, list[int]] = {}
    for slot in slots:
        times.setdefault(slot.at.isoformat("seconds"), []).append(slot.weekday)
    lines = "".join(f"OnCalendar={calendar(*entry, zone)}\n" for entry in times.items())
    lines += "".join(f"OnCalendar={at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n" for at in leaps)
    return f"""\
[Unit]
Description=A reminder of stretchapp

[Timer]
{lines}AccuracySec={ACCURACY}
Persistent=true

[Install]
WantedBy=timers.target
"""


def again_text(moment: datetime, service: str) -> str:
    """Return the unit that starts a service once more.

    Args:
        moment: When.
        service: The name of the service.
    """
    # Not a moment too early.
    second = (moment.astimezone(UTC) + timedelta(seconds=1)).replace(microsecond=0)
    return f"""\
[Unit]
Description=A reminder of stretchapp that was put off

[Timer]
OnCalendar={second:%Y-%m-%d %H:%M:%S} UTC
AccuracySec={ACCURACY}
Persistent=true
Unit={service}

[Install]
WantedBy=timers.target
"""


def calendar(at: str, weekdays: Sequence[int], zone: str | None) -> str:
    """Return a calendar expression: weekdays, a wall time such as ``21:45:00``, and a zone."""
    days = ",".join(WEEKDAYS[day] for day in weekdays)
    return f"{days} *-*-* {at}" + (f" {zone}" if zone else "")


def service_text(command: Sequence[str]) -> str:
    """Return the unit that says what."""
    # It waits for an answer as long as the notification is there. What it starts goes on after it.
    return f"""\
[Unit]
Description=A reminder of stretchapp

[Service]
Type=exec
ExecStart={" ".join(map(quoted, command))}
KillMode=process
"""


def quoted(word: str) -> str:
    """Return a word of a command as systemd reads it."""
    plain = word.replace("%", "%%").replace("$", "$$")
    if plain and not _NEEDS_QUOTES.search(plain):
        return plain
    escaped = plain.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def data_mark(data_dir: Path | None) -> str:
    """Return what tells the timers of one data folder from those of others.

    Args:
        data_dir: The folder that was named, or None for the usual places.
    """
    if data_dir is None:
        return ""
    # Imported here: hardly anybody names a folder.
    import zlib

    return f"{zlib.crc32(os.fsencode(os.path.realpath(data_dir))):08x}"
