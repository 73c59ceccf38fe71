"""Who waits for the reminders on this machine: timers of the system, or a process of ours.

Call ``set_delivery`` after changing a reminder, from the window and from the command line. No Qt.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.menu.autostart import autostart_of
from stretchapp.desktop.qt_start.remembered_display import delete_stored_display, store_display
from stretchapp.desktop.reminders.systemd_timers import timers_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretchapp.base.paths import Paths
    from stretchapp.base.settings import DeliveryChoice
    from stretchapp.desktop.menu.autostart import Autostart
    from stretchapp.desktop.reminders.systemd_timers import SystemdTimers
    from stretchapp.reminders.rules import Slot

    Wanted = Mapping[int, tuple[Sequence[Slot], str | None]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Who waits, and what went wrong.

    Attributes:
        is_resident: Whether a process of ours has to wait.
        no_timers: Why there can be no timers, in a sentence; empty if there can, or if nobody
            wants them.
        no_autostart: Why the autostart could not be changed, in a sentence; empty if it could.
    """

    is_resident: bool
    no_timers: str = ""
    no_autostart: str = ""


def set_delivery(
    wanted: Wanted, settings: SettingsFile, timers: SystemdTimers, autostart: Autostart
) -> Delivery:
    """Let the machine wait for exactly these reminders, and return who does it.

    Args:
        wanted: What to wait for, by the number of the reminder.
        settings: What the person prefers, and has agreed to.
        timers: Those of the system; gone afterwards where a process of ours is to wait.
        autostart: There afterwards if, and only if, a process of ours is needed and the person
            agrees; who has switched it off with the desktop's own means is not overruled.
    """
    is_resident = settings.settings.waits == "resident"
    no_timers = ""
    if is_resident:
        # Where there can be none, there are none to be removed.
        with suppress(UserError):
            timers.remove()
    else:
        no_timers = _no_timers(wanted, timers)
        is_resident = no_timers != ""
    try:
        _set_autostart(settings, autostart, is_needed=is_resident and len(wanted) > 0)
    except UserError as error:
        return Delivery(is_resident, no_timers, str(error))
    return Delivery(is_resident, no_timers)


def choose_delivery(
    waits: DeliveryChoice,
    settings: SettingsFile,
    timers: SystemdTimers,
    autostart: Autostart,
    *,
    at_login: bool,
) -> None:
    """Keep what the person prefers; ``set_delivery`` does it afterwards.

    Args:
        waits: What is to wait.
        settings: Where it is kept.
        timers: Those of the system.
        autostart: The start at the login.
        at_login: Whether a process that waits is to start at the login.

    Raises:
        UserError: There can be no timers here, or the choice cannot be kept.
    """
    problem = timers.problem() if waits == "timers" else None
    if problem is not None:
        raise UserError(f"The timers of the system cannot wait on this machine: {problem}")
    try:
        settings.change(waits=waits, autostart=waits == "resident" and at_login)
    except OSError as error:
        raise UserError(f"The settings could not be saved ({error.strerror}).") from error
    if waits == "resident" and autostart.is_off_by_hand:
        # What was switched off elsewhere is switched on here, by the same person.
        autostart.remove()


def set_delivery_of(wanted: Wanted, paths: Paths, environ: Mapping[str, str]) -> Delivery:
    """Let the machine wait for the reminders of one set of folders, and return who does it.

    Args:
        wanted: What to wait for, by the number of the reminder.
        paths: The user's folders.
        environ: The environment variables.
    """
    update_stored_display(wanted, paths, environ)
    return set_delivery(
        wanted,
        SettingsFile(paths.settings),
        timers_of(paths, environ),
        autostart_of(paths, environ),
    )


def update_stored_display(wanted: Wanted, paths: Paths, environ: Mapping[str, str]) -> None:
    """Keep where the display is as long as there are reminders that may need it.

    Args:
        wanted: What is waited for, by the number of the reminder.
        paths: The user's folders.
        environ: The environment variables.
    """
    if wanted:
        store_display(paths.display, environ)
    else:
        delete_stored_display(paths.display)


def _no_timers(wanted: Wanted, timers: SystemdTimers) -> str:
    """Set the timers, and return why there can be none, if that is so."""
    # Asked first, so that no files are left where nobody reads them.
    problem = timers.problem()
    if problem is not None:
        return problem
    try:
        timers.set(wanted)
    except UserError as error:
        return str(error)
    return ""


def _set_autostart(settings: SettingsFile, autostart: Autostart, *, is_needed: bool) -> None:
    is_off_by_hand = autostart.is_off_by_hand
    if not is_needed or not settings.settings.autostart:
        autostart.remove()
        if is_off_by_hand and settings.settings.autostart:
            # The file is gone that said so; the next reminder must not bring it back as on.
            with suppress(OSError):
                settings.change(autostart=False)
    elif is_off_by_hand or autostart.is_on:
        autostart.renew()
    else:
        autostart.add()
