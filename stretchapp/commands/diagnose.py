"""``stretchapp diagnose``: finds out by trying what this machine offers.

Every check has a time limit. A check that fails adds a row that says so. No file is written.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from stretchapp.base.paths import is_missing, shipped_routines
from stretchapp.base.problems import UserError
from stretchapp.commands import diagnose_devices
from stretchapp.commands.diagnose_row import Row
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

IN_A_WINDOW = "Reminders open a small window of stretchapp instead."
IN_BACKGROUND = "Reminders need stretchapp in the background: stretchapp reminders wait background"


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
            done = run(command, TIMEOUT_S)
            return json.loads(done.output)
        except TimeoutError:
            return {"problem": f"The display has not answered for {TIMEOUT_S:g} seconds."}
        except (OSError, ValueError) as error:
            return {"problem": f"Qt cannot be tried ({error})."}


def diagnose_lines(paths: Paths, *, as_json: bool) -> list[str]:
    """Check everything, and return the rows as lines or as JSON."""
    machine = Machine(paths)
    rows = [run_check(name, machine) for name in CHECKS]
    if as_json:
        return [json.dumps([row._asdict() for row in rows], indent=2)]
    words = {True: "yes", False: "no", None: "?"}
    lines: list[str] = []
    for row in rows:
        lines.append(f"{row.name:14} {words[row.available]:4} {row.detail}")
        if row.advice:
            lines.append(f"{'':19} {row.advice}")
    return lines


def run_check(name: str, machine: Machine) -> Row:
    """Return the row of one of ``CHECKS``, also if the check fails."""
    try:
        return CHECKS[name](machine)
    except Exception as error:  # noqa: BLE001 -- a check that fails must not hide the others
        return Row(name, None, f"It could not be found out: {error}")


def _window(machine: Machine) -> Row:
    probe = machine.probe
    if "problem" in probe:
        return Row(
            "window",
            available=False,
            detail=str(probe["problem"]),
            advice="To play a routine without a window: stretchapp start ROUTINE --terminal",
        )
    detail = f"Qt {probe['version']} opens windows through '{probe['platform']}'."
    return Row("window", available=True, detail=detail)


def _fonts(machine: Machine) -> Row:
    has_font = machine.probe.get("font")
    if has_font is None:
        return Row("fonts", None, "They cannot be looked for without a window.")
    if has_font:
        return Row("fonts", available=True, detail="The window and the sheets have letters.")
    return Row(
        "fonts",
        available=False,
        detail="There is no font, so windows and sheets would have no letters.",
        advice="To install one, type: sudo apt-get install fonts-dejavu-core",
    )


def _notifications(_machine: Machine) -> Row:
    from stretchapp.desktop.dbus.addresses import NOTIFICATION_SERVER, NOTIFICATIONS
    from stretchapp.desktop.notifications.do_not_disturb import is_do_not_disturb

    name = "notifications"
    try:
        bus = _bus()
    except OSError as error:
        return Row(name, available=False, detail=f"None: {error}. {IN_A_WINDOW}")
    with bus:
        if bus.has_owner(NOTIFICATIONS):
            server, _vendor, version, _specification = bus.call(
                NOTIFICATION_SERVER, "GetServerInformation"
            )
            capabilities = ", ".join(sorted(bus.call(NOTIFICATION_SERVER, "GetCapabilities")[0]))
            detail = f"{server} {version} shows them; it can do: {capabilities}."
            unseen = '"Do not disturb" is on, so that reminders are not seen.'
            advice = unseen if is_do_not_disturb(os.environ) else ""
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

    probe = machine.probe
    if probe.get("tray") or _has_tray_watcher():
        detail = "The desktop has a place for icons; the settings switch ours on."
        return Row("tray", available=True, detail=detail)
    if "problem" in probe:
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
    paths = machine.paths
    command = command_line(launch_command(None if paths.share else paths.data), "relief")
    by_hand = f"Bind this to a key in the settings of the desktop: {command}"
    try:
        bus = _bus()
    except OSError as error:
        return Row("cramp key", available=False, detail=f"None: {error}.", advice=by_hand)
    with bus:
        return _portal_shortcut(bus, by_hand)


def _portal_shortcut(bus: BlockingBusConnection, by_hand: str) -> Row:
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
        packages = " ".join(package for package in missing if package is not None)
        install = f"Type: sudo apt-get install {packages}. Or: " if packages else ""
        return Row(name, available=False, detail=detail, advice=install + by_hand)
    detail = f"The desktop offers global shortcuts (version {version}); set it in the settings."
    return Row(name, available=True, detail=detail)


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


def _timers(_machine: Machine) -> Row:
    path = shutil.which("systemctl")
    if path is None:
        return Row("timers", available=False, detail="There is no systemd.", advice=IN_BACKGROUND)
    done = run([path, "--user", "is-system-running"], TIMEOUT_S)
    output, errors = (text.decode("utf-8", "replace") for text in (done.output, done.errors))
    state = output.strip() or errors.strip().partition("\n")[0] or "no answer"
    is_running = state in ("running", "degraded", "starting", "initializing")
    detail = f"The user's systemd says: {state}."
    advice = "" if is_running else IN_BACKGROUND
    return Row("timers", available=is_running, detail=detail, advice=advice)


def _folders(machine: Machine) -> Row:
    paths = machine.paths
    folders = {paths.config, paths.data, paths.state, paths.cache}
    refused = sorted(str(folder) for folder in folders if not _is_writable(folder))
    if refused:
        return Row(
            "folders",
            available=False,
            detail=f"These cannot be written to: {', '.join(refused)}",
            advice="Change their permissions, or use --data-dir with another folder.",
        )
    detail = f"Settings are in {paths.config}, routines and diary in {paths.data}."
    return Row("folders", available=True, detail=detail)


def _is_writable(folder: Path) -> bool:
    """Return whether files can be written to ``folder``, which may have to be created first."""
    existing = next(path for path in (folder, *folder.parents) if not is_missing(path))
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)


def _routine_files(machine: Machine) -> Row:
    # The files themselves are read, not what was cached of them.
    from stretchapp.library.load import load_library

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
    if is_missing(diary):
        return Row("diary", available=True, detail="There is none yet; a session begins it.")
    try:
        with closing(open_store(diary)) as connection:
            count = len(SessionLog(connection).sessions())
    except UserError as error:
        return Row("diary", available=False, detail=str(error))
    return Row("diary", available=True, detail=f"{diary} holds {count} sessions.")


CHECKS: dict[str, Callable[[Machine], Row]] = {
    "window": _window,
    "fonts": _fonts,
    "voice": diagnose_devices.voice,
    "sound": diagnose_devices.sound,
    "keep awake": diagnose_devices.keep_awake,
    "media keys": diagnose_devices.media_keys,
    "sleep watch": diagnose_devices.sleep_watch,
    "notifications": _notifications,
    "tray": _tray,
    "cramp key": _cramp_key,
    "timers": _timers,
    "folders": _folders,
    "routine files": _routine_files,
    "diary": _diary,
}
"""All checks in the order of their rows, by name."""
