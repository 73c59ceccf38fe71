"""``stretchapp reminders wait``: shows or chooses what delivers the reminders."""

from __future__ import annotations

import json
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from stretchapp.application.reminders import Reminders
from stretchapp.base.clock import SystemClock
from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.desktop.instance.request import Request, hand_over, socket_path
from stretchapp.desktop.launching.autostart import BACKGROUND, autostart_of
from stretchapp.desktop.launching.installation import launch_command
from stretchapp.desktop.launching.start_detached import start_detached
from stretchapp.desktop.local_zone import local_zone
from stretchapp.desktop.qt_start.display import display_platforms
from stretchapp.desktop.reminders.delivery import Delivery, choose_delivery, set_delivery_of
from stretchapp.desktop.reminders.systemd_timers import timers_of
from stretchapp.diary.storage.store import open_to_read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretchapp.base.paths import Paths
    from stretchapp.base.settings import DeliveryChoice
    from stretchapp.desktop.reminders.systemd_timers import Schedules

TIMERS = N_("System timers start stretchapp when a reminder is due; it does not keep running.")
RESIDENT = N_("stretchapp runs in the background and shows reminders when they are due.")
AT_LOGIN = N_("It starts when you log in.")
NOT_AT_LOGIN = N_("It does not start when you log in. To start it, type: stretchapp --background")
NO_REMINDERS = N_("No reminders yet.")


def wait_lines(
    choice: DeliveryChoice | None,
    paths: Paths,
    environ: Mapping[str, str],
    *,
    at_login: bool,
    as_json: bool,
) -> list[str]:
    """Choose what delivers the reminders, and return what does.

    Args:
        choice: What is to deliver them; None to change nothing.
        paths: The user's folders.
        environ: The environment variables.
        at_login: Whether the choice includes starting in the background at the login.
        as_json: Whether to return JSON.

    Raises:
        UserError: Timers are not possible here, the diary cannot be read, or a file cannot be
            written.
    """
    settings = SettingsFile(paths.settings)
    timers, autostart = timers_of(paths, environ), autostart_of(paths, environ)
    schedules = _schedules(paths)
    delivery = Delivery(is_resident=False)
    start_problem = ""
    if choice is not None:
        choose_delivery(choice, settings, timers, autostart, at_login=at_login)
        delivery = set_delivery_of(schedules, paths, environ)
        start_problem = _adopt(paths, environ, is_needed=delivery.is_resident and bool(schedules))
    no_timers = delivery.timers_problem or timers.problem()
    is_resident = settings.settings.waits == "resident" or no_timers is not None
    starts_at_login = settings.settings.autostart and is_resident
    if as_json:
        plain = {
            "waits": "background" if is_resident else "timers",
            "at_login": starts_at_login,
            "no_timers": no_timers,
        }
        return [json.dumps(plain, indent=2)]
    lines = [_(RESIDENT) if is_resident else _(TIMERS)]
    if is_resident:
        lines.append(_(AT_LOGIN) if starts_at_login else _(NOT_AT_LOGIN))
    if no_timers is not None:
        sentence = _("System timers are not available on this machine: {reason}")
        lines.append(sentence.format(reason=no_timers))
    if not schedules:
        lines.append(_(NO_REMINDERS))
    problems = (delivery.autostart_problem, start_problem)
    return [*lines, *(problem for problem in problems if problem)]


def _schedules(paths: Paths) -> Schedules:
    diary = paths.diary
    zone = local_zone(SystemClock().now())
    with closing(open_to_read(diary)) as connection:
        return Reminders(connection, zone, is_alive).schedules()


def _adopt(paths: Paths, environ: Mapping[str, str], *, is_needed: bool) -> str:
    """Let the running instance adopt the choice, or start one if it ``is_needed``.

    Returns:
        What prevents the start, as a sentence; empty if nothing does.
    """
    with suppress(UserError):
        if hand_over(Request(waits=True), socket_path(paths.state)):
            return ""
    if not is_needed:
        return ""
    if not display_platforms(environ):
        return _("It could not be started now: there is no display. It starts when you log in.")
    try:
        start_detached([*launch_command(paths.data_dir), BACKGROUND], environ)
    except OSError as error:
        return _("It could not be started now ({reason}).").format(reason=error)
    return ""
