"""``stretchapp diagnose``: what this machine offers, found out by trying.

Every check has a time limit, and one that fails becomes a line of its own. Nothing is written.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stretchapp.base.paths import shipped_routines
from stretchapp.base.problems import UserError
from stretchapp.commands import diagnose_cues
from stretchapp.commands.diagnose_row import Row
from stretchapp.wording.diary_listing import recorded_sessions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.base.paths import Paths
    from stretchapp.desktop.dbus.blocking_connection import SessionBus

TIMEOUT_S = 10.0

IN_A_WINDOW = "Reminders open a small window of stretchapp instead."
IN_BACKGROUND = "Reminders need stretchapp in the background: stretchapp reminders wait background"


@dataclass(frozen=True)
class Machine:
    """What the checks look at.

    Attributes:
        paths: The user's folders.
    """

    paths: Paths

    @cached_property
    def probe(self) -> dict[str, object]:
        """What ``desktop.window_probe`` prints.

        In this process Qt could neither be stopped nor kept from ending it.
        """
        command = [sys.executable, "-m", "stretchapp.desktop.qt_start.window_probe"]
        try:
            done = subprocess.run(command, capture_output=True, check=True, timeout=TIMEOUT_S)
            return json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            return {"problem": f"The display has not answered for {TIMEOUT_S:g} seconds."}
        except (OSError, subprocess.CalledProcessError, ValueError) as error:
            return {"problem": f"Qt cannot be tried ({error})."}


def diagnose_lines(paths: Paths, *, as_json: bool) -> list[str]:
    """Return what this machine offers, for people or as JSON."""
    machine = Machine(paths)
    rows = [look_at(name, machine) for name in CHECKS]
    if as_json:
        return [json.dumps([row._asdict() for row in rows], indent=2)]
    words = {True: "yes", False: "no", None: "?"}
    lines: list[str] = []
    for row in rows:
        lines.append(f"{row.name:14} {words[row.available]:4} {row.detail}")
        if row.advice:
            lines.append(f"{'':19} {row.advice}")
    return lines


def look_at(name: str, machine: Machine) -> Row:
    """Return what was found out about one of ``CHECKS``; it never fails."""
    try:
        return CHECKS[name](machine)
    except Exception as error:  # noqa: BLE001 -- one check that fails must not hide the others
        return Row(name, None, f"It could not be found out: {error}")


def _window(machine: Machine) -> Row:
    found = machine.probe
    if "problem" in found:
        return Row(
            "window",
            available=False,
            detail=str(found["problem"]),
            advice="To play a routine without a window: stretchapp start ROUTINE --terminal",
        )
    detail = f"Qt {found['version']} opens windows through '{found['platform']}'."
    return Row("window", available=True, detail=detail)


def _notifications(_machine: Machine) -> Row:
    from stretchapp.desktop.dbus.blocking_connection import NOTIFICATIONS, NOTIFIER
    from stretchapp.desktop.notifications.do_not_disturb import is_do_not_disturb

    name = "notifications"
    try:
        bus = _bus()
    except OSError as error:
        return Row(name, available=False, detail=f"None: {error}. {IN_A_WINDOW}")
    with closing(bus):
        if bus.has_owner(NOTIFICATIONS):
            server, _vendor, version, _specification = bus.ask(NOTIFIER, "GetServerInformation")
            able = ", ".join(sorted(bus.ask(NOTIFIER, "GetCapabilities")[0]))
            detail = f"{server} {version} shows them; it can do: {able}."
            held = '"Do not disturb" is on, so that reminders are not seen.'
            advice = held if is_do_not_disturb(os.environ) else ""
            return Row(name, available=True, detail=detail, advice=advice)
        if bus.can_start(NOTIFICATIONS):
            detail = "The desktop starts a server when the first one is shown."
            return Row(name, available=True, detail=detail)
    return Row(
        name,
        available=False,
        detail=f"Nothing on the session bus shows them. {IN_A_WINDOW}",
        advice="To install something that does, type: sudo apt-get install dunst",
    )


def _tray(machine: Machine) -> Row:
    from stretchapp.desktop.dbus.portal import desktop_names

    found = machine.probe
    is_there = bool(found.get("tray")) or _has_tray_watcher()
    if is_there:
        detail = "The desktop has a place for icons; the settings switch ours on."
        return Row("tray", available=True, detail=detail)
    if "problem" in found:
        detail = "It cannot be asked for without a window."
        return Row("tray", available=None, detail=detail)
    is_gnome = "GNOME" in desktop_names(os.environ)
    package = "gnome-shell-extension-appindicator" if is_gnome else "trayer"
    return Row(
        "tray",
        available=False,
        detail="Nothing here shows icons.",
        advice=f"To install something that does, type: sudo apt-get install {package}",
    )


def _cramp_key(machine: Machine) -> Row:
    from stretchapp.desktop.menu.menu_entry import command_line, launch_command

    paths = machine.paths
    command = command_line(launch_command(None if paths.share else paths.data), "relief")
    by_hand = f"Bind this to a key in the settings of the desktop: {command}"
    try:
        bus = _bus()
    except OSError as error:
        return Row("cramp key", available=False, detail=f"None: {error}.", advice=by_hand)
    with closing(bus):
        return _key_of(bus, by_hand)


def _key_of(bus: SessionBus, by_hand: str) -> Row:
    from stretchapp.desktop.dbus import portal

    name = "cramp key"
    try:
        version = portal.shortcuts_version(bus)
    except TimeoutError:
        return Row(name, None, "The desktop portal does not answer.", by_hand)
    except OSError:
        has_portal = portal.has_portal(bus)
        detail = portal.NO_SHORTCUTS if has_portal else "There is no desktop portal."
        missing = (
            None if has_portal else "xdg-desktop-portal",
            portal.shortcuts_package(os.environ),
        )
        packages = " ".join(it for it in missing if it is not None)
        install = f"Type: sudo apt-get install {packages}. Or: " if packages else ""
        return Row(name, available=False, detail=detail, advice=install + by_hand)
    detail = f"The desktop offers global shortcuts (version {version}); set it in the settings."
    return Row(name, available=True, detail=detail)


def _has_tray_watcher() -> bool:
    from stretchapp.desktop.dbus.blocking_connection import TRAY

    try:
        with closing(_bus()) as bus:
            return bus.has_owner(TRAY)
    except OSError:
        return False


def _bus() -> SessionBus:
    # Imported here: only this command talks to the bus.
    from stretchapp.desktop.dbus.blocking_connection import SessionBus

    return SessionBus(os.environ)


def _timers(_machine: Machine) -> Row:
    path = shutil.which("systemctl")
    if path is None:
        return Row("timers", available=False, detail="There is no systemd.", advice=IN_BACKGROUND)
    done = subprocess.run(
        [path, "--user", "is-system-running"],
        capture_output=True,
        check=False,
        text=True,
        timeout=TIMEOUT_S,
    )
    state = done.stdout.strip() or done.stderr.strip().partition("\n")[0] or "no answer"
    is_running = state in ("running", "degraded", "starting", "initializing")
    detail = f"The user's systemd says: {state}."
    advice = "" if is_running else IN_BACKGROUND
    return Row("timers", available=is_running, detail=detail, advice=advice)


def _folders(machine: Machine) -> Row:
    paths = machine.paths
    folders = {paths.config, paths.data, paths.state, paths.cache}
    closed = sorted(str(folder) for folder in folders if not _is_writable(folder))
    if closed:
        return Row(
            "folders",
            available=False,
            detail=f"These cannot be written to: {', '.join(closed)}",
            advice="Change their permissions, or use --data-dir with another folder.",
        )
    detail = f"Settings are in {paths.config}, routines and diary in {paths.data}."
    return Row("folders", available=True, detail=detail)


def _is_writable(folder: Path) -> bool:
    """Return whether files can be written to ``folder``, which may have to be made first."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _routine_files(machine: Machine) -> Row:
    # Not from the cache: this check is about the files.
    from stretchapp.library.routines.load import load_library

    library = load_library(shipped_routines(), machine.paths.user_routines)
    items = (*library.routines.values(), *library.exercises.values())
    own = sum(item.origin == "yours" for item in items)
    detail = (
        f"{len(library.routines)} routines and {len(library.exercises)} exercises,"
        f" {own} of these files are yours; problems: {len(library.problems)}."
    )
    advice = "To see the problems, type: stretchapp check" if library.problems else ""
    return Row("routine files", not library.problems, detail, advice)


def _diary(machine: Machine) -> Row:
    diary = machine.paths.diary
    if not diary.exists():
        return Row("diary", available=True, detail="There is none yet; a session begins it.")
    try:
        count = len(recorded_sessions(diary))
    except UserError as error:
        return Row("diary", available=False, detail=str(error))
    return Row("diary", available=True, detail=f"{diary} holds {count} sessions.")


CHECKS: dict[str, Callable[[Machine], Row]] = {
    "window": _window,
    "voice": diagnose_cues.voice,
    "sound": diagnose_cues.sound,
    "keep awake": diagnose_cues.keep_awake,
    "media keys": diagnose_cues.media_keys,
    "sleep watch": diagnose_cues.sleep_watch,
    "notifications": _notifications,
    "tray": _tray,
    "cramp key": _cramp_key,
    "timers": _timers,
    "folders": _folders,
    "routine files": _routine_files,
    "diary": _diary,
}
