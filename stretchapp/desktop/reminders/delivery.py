"""How reminders are delivered on this machine: by system timers or by a resident process.

``set_delivery`` has to be called after each change of a reminder. Without Qt.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.launching.autostart import autostart_of
from stretchapp.desktop.qt_start.remembered_display import delete_stored_display, store_display
from stretchapp.desktop.reminders.systemd_timers import timers_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretchapp.base.paths import Paths
    from stretchapp.base.settings import DeliveryChoice
    from stretchapp.desktop.launching.autostart import Autostart
    from stretchapp.desktop.reminders.systemd_timers import Schedules, SystemdTimers


@dataclass(frozen=True, slots=True)
class Delivery:
    """How reminders are delivered, and what could not be set up.

    Attributes:
        is_resident: Whether a process of the app has to keep running.
        timers_problem: Why system timers cannot be used, as a sentence; empty if they can, or if
            the user prefers a resident process.
        autostart_problem: Why the start at login could not be changed, as a sentence; empty if it
            could.
    """

    is_resident: bool
    timers_problem: str = ""
    autostart_problem: str = ""


def set_delivery(
    schedules: Schedules, settings: SettingsFile, timers: SystemdTimers, autostart: Autostart
) -> Delivery:
    """Deliver exactly these reminders, and return how.

    Args:
        schedules: The reminders.
        settings: The settings, with the user's choice.
        timers: The system timers; removed if a resident process is preferred.
        autostart: The start at login. Afterwards it is on if a resident process is needed and the
            user agreed, unless the user disabled it in the desktop's settings.
    """
    is_resident = settings.settings.waits == "resident"
    timers_problem = ""
    if is_resident:
        # Where timers cannot be used, there are none to remove.
        with suppress(UserError):
            timers.remove()
    else:
        timers_problem = _set_timers(schedules, timers)
        is_resident = timers_problem != ""
    try:
        _set_autostart(settings, autostart, is_needed=is_resident and len(schedules) > 0)
    except UserError as error:
        return Delivery(is_resident, timers_problem, str(error))
    return Delivery(is_resident, timers_problem)


def choose_delivery(
    choice: DeliveryChoice,
    settings: SettingsFile,
    timers: SystemdTimers,
    autostart: Autostart,
    *,
    at_login: bool,
) -> None:
    """Store the user's choice; ``set_delivery`` then carries it out.

    Args:
        choice: System timers or a resident process.
        settings: The settings.
        timers: The system timers.
        autostart: The start at login.
        at_login: Whether a resident process is started at login.

    Raises:
        UserError: System timers cannot be used here, or the settings cannot be saved.
    """
    problem = timers.problem() if choice == "timers" else None
    if problem is not None:
        message = _("System timers are not available on this machine: {reason}")
        raise UserError(message.format(reason=problem))
    try:
        settings.change(waits=choice, autostart=choice == "resident" and at_login)
    except OSError as error:
        message = _("The settings could not be saved ({reason}).")
        raise UserError(message.format(reason=error.strerror)) from error
    if choice == "resident" and autostart.is_disabled_by_user:
        # The user disabled it in the desktop's settings, and now enables it here.
        autostart.remove()


def set_delivery_of(schedules: Schedules, paths: Paths, environ: Mapping[str, str]) -> Delivery:
    """Deliver exactly these reminders of a data folder, and return how.

    Args:
        schedules: The reminders.
        paths: The user's folders.
        environ: The environment variables.
    """
    update_stored_display(schedules, paths, environ)
    return set_delivery(
        schedules,
        SettingsFile(paths.settings),
        timers_of(paths, environ),
        autostart_of(paths, environ),
    )


def update_stored_display(schedules: Schedules, paths: Paths, environ: Mapping[str, str]) -> None:
    """Store the display of this process if there are reminders, and delete it otherwise.

    Args:
        schedules: The reminders.
        paths: The user's folders.
        environ: The environment variables.
    """
    if schedules:
        store_display(paths.display, environ)
    else:
        delete_stored_display(paths.display)


def _set_timers(schedules: Schedules, timers: SystemdTimers) -> str:
    """Set the timers, and return why they cannot be used; empty if they can."""
    # Checked first, so that no files are written where no manager reads them.
    problem = timers.problem()
    if problem is not None:
        return problem
    try:
        timers.set(schedules)
    except UserError as error:
        return str(error)
    return ""


def _set_autostart(settings: SettingsFile, autostart: Autostart, *, is_needed: bool) -> None:
    is_disabled_by_user = autostart.is_disabled_by_user
    if not is_needed or not settings.settings.autostart:
        autostart.remove()
        if is_disabled_by_user and settings.settings.autostart:
            # The removed file said that the user disabled it. The setting has to say so now, or
            # the next reminder would enable it again.
            with suppress(OSError):
                settings.change(autostart=False)
    elif is_disabled_by_user or autostart.is_on:
        autostart.update_command()
    else:
        autostart.add()
