"""``stretchapp reminders wait``: shows or chooses what waits for the reminders."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from stretchapp.application.reminders import Reminders, diary_on
from stretchapp.base.clock import SystemClock
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.instance.request import Request, hand_over, socket_path
from stretchapp.desktop.local_zone import local_zone
from stretchapp.desktop.menu.autostart import BACKGROUND, autostart_of
from stretchapp.desktop.menu.menu_entry import launch_command
from stretchapp.desktop.menu.start_detached import start_detached
from stretchapp.desktop.qt_start.display import display_platforms
from stretchapp.desktop.reminders.delivery import choose_delivery, set_delivery_of
from stretchapp.desktop.reminders.systemd_timers import timers_of
from stretchapp.diary.storage.store import empty_store, open_store
from stretchapp.startup.reminder_options import WAITS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.reminders.delivery import Wanted

TIMERS = "The timers of the system wait for the reminders; nothing of stretchapp runs meanwhile."
RESIDENT = "stretchapp waits for the reminders in the background."
AT_LOGIN = "It starts when you log in."
NOT_AT_LOGIN = "It does not start when you log in; 'stretchapp --background' starts it."
NOBODY = "There is no reminder to wait for yet."


def wait_lines(options: argparse.Namespace, paths: Paths, environ: Mapping[str, str]) -> list[str]:
    """Let something else wait, if that is asked for, and return what waits.

    Args:
        options: What was asked for.
        paths: The user's folders.
        environ: The environment variables.

    Raises:
        UserError: There can be no timers here, the diary cannot be read, or something cannot be
            written.
    """
    settings = SettingsFile(paths.settings)
    timers, autostart = timers_of(paths, environ), autostart_of(paths, environ)
    wanted = _wanted(paths)
    problem = ""
    if options.waits is not None:
        at_login = not options.not_at_login
        choose_delivery(WAITS[options.waits], settings, timers, autostart, at_login=at_login)
        waits = set_delivery_of(wanted, paths, environ)
        problem = waits.no_timers or waits.no_autostart
        problem = _tell(paths, environ, is_needed=waits.is_resident and bool(wanted)) or problem
    no_timers = timers.problem()
    is_resident = settings.settings.waits == "resident" or no_timers is not None
    if options.json:
        plain = {
            "waits": "background" if is_resident else "timers",
            "at_login": settings.settings.autostart and is_resident,
            "no_timers": no_timers,
        }
        return [json.dumps(plain, indent=2)]
    lines = [RESIDENT if is_resident else TIMERS]
    if is_resident:
        lines.append(AT_LOGIN if settings.settings.autostart else NOT_AT_LOGIN)
    if no_timers is not None:
        lines.append(f"The timers of the system cannot wait here: {no_timers}")
    if not wanted:
        lines.append(NOBODY)
    return [*lines, problem] if problem and problem not in lines[-1] else lines


def _wanted(paths: Paths) -> Wanted:
    diary = paths.diary
    zone = local_zone(SystemClock().now())
    with closing(open_store(diary) if diary.exists() else empty_store()) as connection:
        return Reminders(diary_on(connection), zone, is_alive).timers()


def _tell(paths: Paths, environ: Mapping[str, str], *, is_needed: bool) -> str:
    """Tell the instance that runs, or start one; return what stands in the way of that."""
    with suppress(UserError):
        if hand_over(Request(waits=True), socket_path(paths.state)):
            return ""
    if not is_needed:
        return ""
    if not display_platforms(environ):
        return "It could not be started now: there is no display. It starts when you log in."
    try:
        start_detached([*launch_command(paths.named), BACKGROUND], environ)
    except OSError as error:
        return f"It could not be started now ({error})."
    return ""
