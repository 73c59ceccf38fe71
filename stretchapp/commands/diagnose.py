"""``stretchapp diagnose``: finds out by trying what this machine offers.

Every check has a time limit. A check that fails says so. No file is written.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _, language, ngettext
from stretchapp.base.paths import is_missing, shipped_routines
from stretchapp.base.plain_text import harmless
from stretchapp.base.problems import UserError
from stretchapp.base.unseen import shown
from stretchapp.commands import diagnose_devices
from stretchapp.commands.finding import Finding, install_words
from stretchapp.desktop.child_process import run
from stretchapp.desktop.launching.installation import (
    command_line,
    launch_command,
    module_command,
)
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

TIMEOUT_S = 10.0
"""Time limit of a program that is asked, in seconds."""

IN_A_WINDOW = N_("stretchapp shows reminders in a small window instead.")
IN_BACKGROUND = N_(
    "For reminders, let stretchapp run in the background: stretchapp reminders wait background"
)


@dataclass(frozen=True)
class Machine:
    """The machine that is checked.

    Attributes:
        paths: The user's folders.
    """

    paths: Paths

    @cached_property
    def probe(self) -> dict[str, object]:
        """The output of ``desktop.qt_start.window_probe``.

        Qt is tried in a process of its own, because it cannot be interrupted and may end the
        process.
        """
        command = module_command("stretchapp.desktop.qt_start.window_probe")
        try:
            # The process does not read the settings, which may ask for another language.
            done = run(command, TIMEOUT_S, environ={**os.environ, "LANGUAGE": language()})
            return json.loads(done.output)
        except TimeoutError:
            return {
                "problem": _("The display did not answer within {seconds} seconds.").format(
                    seconds=f"{TIMEOUT_S:g}"
                )
            }
        except (OSError, ValueError) as error:
            return {"problem": _("Qt could not be checked ({reason}).").format(reason=error)}


def diagnose_lines(paths: Paths, *, as_json: bool) -> list[str]:
    """Check everything, and return the findings as lines or as JSON."""
    machine = Machine(paths)
    findings = {name: run_check(name, machine) for name in CHECKS}
    if as_json:
        rows = [{"name": name, **finding._asdict()} for name, finding in findings.items()]
        return [json.dumps(rows, indent=2)]
    words = {True: _("yes"), False: _("no"), None: "?"}
    lines: list[str] = []
    for name, finding in findings.items():
        lines.append(f"{_(name):14} {words[finding.available]:4} {finding.detail}")
        if finding.advice:
            lines.append(f"{'':19} {finding.advice}")
    # Names of files, and what programs on the bus say of themselves, may hold anything.
    return list(map(harmless, lines))


def run_check(name: str, machine: Machine) -> Finding:
    """Return the finding of one of ``CHECKS``, also if the check fails."""
    try:
        return CHECKS[name](machine)
    except Exception as error:  # noqa: BLE001 -- a check that fails must not hide the others
        return Finding(None, _("Could not be checked: {reason}").format(reason=error))


def _window(machine: Machine) -> Finding:
    probe = machine.probe
    if "problem" in probe:
        return Finding(
            available=False,
            detail=str(probe["problem"]),
            advice=_("To play a routine without a window, type: {command}").format(
                command="stretchapp start ROUTINE --terminal"  # not for people: typed
            ),
        )
    detail = _("Qt {version} opens windows through '{platform}'.").format(
        version=probe["version"], platform=probe["platform"]
    )
    return Finding(available=True, detail=detail)


def _fonts(machine: Machine) -> Finding:
    has_font = machine.probe.get("font")
    if has_font is None:
        return Finding(None, _("Could not be checked without a window."))
    if has_font:
        return Finding(available=True, detail=_("A font is installed."))
    return Finding(
        available=False,
        detail=_("No font is installed, so windows and PDF files would show no letters."),
        advice=install_words("fonts-dejavu-core"),
    )


def _notifications(_machine: Machine) -> Finding:
    from stretchapp.desktop.dbus.addresses import NOTIFICATION_SERVER, NOTIFICATIONS
    from stretchapp.desktop.notifications.do_not_disturb import is_do_not_disturb

    try:
        bus = _bus()
    except OSError as error:
        return Finding(
            available=False,
            detail=_("Not available: {reason}.").format(reason=error),
            advice=_(IN_A_WINDOW),
        )
    with bus:
        if bus.has_owner(NOTIFICATIONS):
            server, _vendor, version, _specification = bus.call(
                NOTIFICATION_SERVER, "GetServerInformation"
            )
            capabilities = ", ".join(sorted(bus.call(NOTIFICATION_SERVER, "GetCapabilities")[0]))
            detail = _("{server} {version} shows them, with: {capabilities}.").format(
                server=server, version=version, capabilities=capabilities
            )
            unseen = _("“Do not disturb” is on, so you will not see reminders.")
            advice = unseen if is_do_not_disturb(os.environ) else ""
            return Finding(available=True, detail=detail, advice=advice)
        if bus.can_start(NOTIFICATIONS):
            detail = _("The desktop starts a notification server when it is needed.")
            return Finding(available=True, detail=detail)
    return Finding(
        available=False,
        detail=_("This desktop does not show notifications. {instead}").format(
            instead=_(IN_A_WINDOW)
        ),
        advice=install_words("dunst"),
    )


def _tray(machine: Machine) -> Finding:
    from stretchapp.desktop.dbus.portal import desktop_names

    probe = machine.probe
    if probe.get("tray") or _has_tray_watcher():
        detail = _("Tray available (turn on the icon in Settings).")
        return Finding(available=True, detail=detail)
    if "problem" in probe:
        detail = _("Could not be checked without a window.")
        return Finding(available=None, detail=detail)
    is_gnome = "GNOME" in desktop_names(os.environ)
    package = "gnome-shell-extension-appindicator" if is_gnome else "trayer"
    return Finding(
        available=False,
        detail=_("This desktop has no tray."),
        advice=install_words(package),
    )


def _shortcut(machine: Machine) -> Finding:
    paths = machine.paths
    command = command_line(launch_command(None if paths.share else paths.data), "relief")
    by_hand = _("In your desktop's keyboard settings, add a shortcut for: {command}").format(
        command=command
    )
    try:
        bus = _bus()
    except OSError as error:
        return Finding(
            available=False,
            detail=_("Not available: {reason}.").format(reason=error),
            advice=by_hand,
        )
    with bus:
        return _portal_shortcut(bus, by_hand)


def _portal_shortcut(bus: BlockingBusConnection, by_hand: str) -> Finding:
    from stretchapp.desktop.dbus import portal

    try:
        version = portal.shortcuts_version(bus)
    except TimeoutError:
        return Finding(None, _("The desktop portal does not answer."), by_hand)
    except OSError:
        has_portal = portal.has_portal(bus)
        detail = _(portal.NO_SHORTCUTS) if has_portal else _("There is no desktop portal.")
        missing = (
            None if has_portal else "xdg-desktop-portal",
            portal.shortcuts_package(os.environ),
        )
        packages = " ".join(package for package in missing if package is not None)
        advice = f"{install_words(packages)} {by_hand}" if packages else by_hand
        return Finding(available=False, detail=detail, advice=advice)
    detail = _("The desktop supports shortcuts (version {version}); set one in Settings.").format(
        version=version
    )
    return Finding(available=True, detail=detail)


def _has_tray_watcher() -> bool:
    from stretchapp.desktop.dbus.addresses import TRAY

    try:
        with _bus() as bus:
            return bus.has_owner(TRAY)
    except OSError:
        return False


def _bus() -> BlockingBusConnection:
    # Imported here, as in all checks: a machine other than Linux has no jeepney.
    from stretchapp.desktop.dbus.addresses import session_bus_address
    from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

    return BlockingBusConnection(session_bus_address(os.environ))


def _timers(_machine: Machine) -> Finding:
    path = shutil.which("systemctl")
    if path is None:
        return Finding(available=False, detail=_("There is no systemd."), advice=_(IN_BACKGROUND))
    done = run([path, "--user", "is-system-running"], TIMEOUT_S)
    output, errors = (text.decode("utf-8", "replace") for text in (done.output, done.errors))
    state = output.strip() or errors.strip().partition("\n")[0] or _("no answer")
    is_running = state in ("running", "degraded", "starting", "initializing")
    detail = _("State of systemd for your account: {state}.").format(state=state)
    advice = "" if is_running else _(IN_BACKGROUND)
    return Finding(available=is_running, detail=detail, advice=advice)


def _folders(machine: Machine) -> Finding:
    paths = machine.paths
    folders = {paths.config, paths.data, paths.state, paths.cache}
    refused = sorted(str(folder) for folder in folders if not _is_writable(folder))
    if refused:
        return Finding(
            available=False,
            detail=_("No permission to write to: {folders}").format(
                folders=", ".join(map(shown, refused))
            ),
            advice=_("Change the permissions, or use --data-dir with another folder."),
        )
    detail = _("Settings are in {config}, routines and the diary in {data}.").format(
        config=paths.config, data=paths.data
    )
    return Finding(available=True, detail=detail)


def _is_writable(folder: Path) -> bool:
    """Return whether files can be written to ``folder``, which may have to be created first."""
    existing = next(path for path in (folder, *folder.parents) if not is_missing(path))
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


def _routine_files(machine: Machine) -> Finding:
    # The files themselves are read, not what was cached of them.
    from stretchapp.library.load import load_library

    library = load_library(shipped_routines(), machine.paths.user_routines)
    items = (*library.routines.values(), *library.exercises.values())
    own = sum(item.origin == "yours" for item in items)
    detail = _(
        "Routines: {routines}. Exercises: {exercises}. Your own files: {own}. Problems: {problems}."
    ).format(
        routines=len(library.routines),
        exercises=len(library.exercises),
        own=own,
        problems=len(library.problems),
    )
    advice = _("To see the problems, type: stretchapp check") if library.problems else ""
    return Finding(not library.problems, detail, advice)


def _diary(machine: Machine) -> Finding:
    diary = machine.paths.diary
    if is_missing(diary):
        return Finding(
            available=True, detail=_("No diary yet; it is created by your first session.")
        )
    try:
        with closing(open_store(diary)) as connection:
            count = len(SessionLog(connection).sessions())
    except UserError as error:
        return Finding(available=False, detail=str(error))
    return Finding(
        available=True,
        detail=ngettext(
            "{file} holds {count} session.", "{file} holds {count} sessions.", count
        ).format(file=shown(str(diary)), count=count),
    )


CHECKS: dict[str, Callable[[Machine], Finding]] = {
    N_("window"): _window,
    N_("fonts"): _fonts,
    N_("voice"): diagnose_devices.voice,
    N_("sound"): diagnose_devices.sound,
    N_("keep awake"): diagnose_devices.keep_awake,
    N_("media keys"): diagnose_devices.media_keys,
    N_("sleep watch"): diagnose_devices.sleep_watch,
    N_("notifications"): _notifications,
    N_("tray"): _tray,
    N_("shortcut"): _shortcut,
    N_("timers"): _timers,
    N_("folders"): _folders,
    N_("routine files"): _routine_files,
    N_("diary"): _diary,
}
"""All checks in order, by name, which is marked for translation."""
