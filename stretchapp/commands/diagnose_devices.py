"""The checks of ``stretchapp diagnose`` for the devices that sessions use.

Modules for D-Bus are imported by the checks: only Linux has jeepney, and the others must work.
"""

from __future__ import annotations

import json
import os
import socket
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _, ngettext
from stretchapp.base.unseen import shown
from stretchapp.commands.finding import Finding, install_words
from stretchapp.desktop.child_process import run
from stretchapp.desktop.launching.installation import module_command
from stretchapp.desktop.speech.speaker import find_speaker

if TYPE_CHECKING:
    from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

SOUND_TIMEOUT_S = 3.0
"""Time limit for listing the sound outputs, in seconds."""

CONNECT_TIMEOUT_S = 2.0
"""Time limit for connecting to a sound server, in seconds."""

SOUND_CARDS = Path("/proc/asound/cards")

NO_ENGINE = N_("No voice found; using sounds instead.")
NO_VOICES = N_("The speech engine has no voices; using sounds instead.")
REINSTALL = "--reinstall espeak-ng"  # not for people: typed
NO_SOUND = N_("No sound server answers, and there is no sound card.")
SILENT = N_("Sessions are silent; follow them on the screen.")


def voice(_machine: object) -> Finding:
    """Check for a speech engine with voices."""
    speaker = find_speaker(os.environ)
    # A key begins with the name of the engine.
    engines = Counter(voice.key.partition(":")[0] for voice in speaker.voices())
    if engines:
        counts = ", ".join(
            ngettext("{engine} ({count} voice)", "{engine} ({count} voices)", count).format(
                engine=name, count=count
            )
            for name, count in engines.items()
        )
        detail = _("Sessions are spoken by {engines}.").format(engines=counts)
        return Finding(available=True, detail=detail)
    detail, advice = _(NO_ENGINE), speaker.missing
    if not advice:
        detail, advice = _(NO_VOICES), install_words(REINSTALL)
    return Finding(available=False, detail=detail, advice=advice)


def sound(_machine: object) -> Finding:
    """Check for a sound output."""
    system = _sound_system()
    if not system:
        return Finding(available=False, detail=_(NO_SOUND), advice=_(SILENT))
    command = module_command("stretchapp.desktop.sound.output_probe")
    try:
        outputs: list[str] = json.loads(run(command, SOUND_TIMEOUT_S).output)
    except (OSError, ValueError):
        return Finding(
            available=None,
            detail=_("{system}; it does not list its outputs.").format(system=system),
        )
    if not outputs:
        return Finding(
            available=False,
            detail=_("{system}, but there is no sound output.").format(system=system),
            advice=_(SILENT),
        )
    detail = _("{system}. Outputs: {outputs}.").format(system=system, outputs=", ".join(outputs))
    return Finding(available=True, detail=detail)


def _sound_system() -> str:
    """Return the sound system, as the beginning of a sentence; empty if there is none."""
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    pulse = os.environ.get("PULSE_SERVER", "").removeprefix("unix:")
    servers = {
        "PulseAudio": Path(pulse) if pulse.startswith("/") else runtime / "pulse" / "native",
        "PipeWire": runtime / "pipewire-0",
    }
    for name, path in servers.items():
        if _answers(path):
            return _("{server} answers at {path}").format(server=shown(name), path=shown(str(path)))
    cards = sound_cards()
    return _("Sound cards: {cards}").format(cards=", ".join(cards)) if cards else ""


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(CONNECT_TIMEOUT_S)
        try:
            connection.connect(os.fspath(path))
        except OSError:
            return False
        return True


def sound_cards() -> list[str]:
    """Return the names of the sound cards that Linux reports."""
    try:
        lines = SOUND_CARDS.read_text("utf-8").splitlines()
    except OSError:
        return []
    # " 0 [PCH            ]: HDA-Intel - HDA Intel PCH", then a line of details.
    return [line.partition(" - ")[2].strip() for line in lines if " - " in line]


def keep_awake(_machine: object) -> Finding:
    """Check whether the desktop can keep the screen on."""
    from stretchapp.desktop.power.linux_inhibitors import NOT_AVAILABLE, inhibitors

    try:
        with _session_bus() as bus:
            services = [
                inhibitor.service
                for inhibitor in inhibitors()
                if bus.has_owner(inhibitor.service) or bus.can_start(inhibitor.service)
            ]
    except OSError:
        services = []
    if services:
        detail = _("The screen stays on during sessions (by {service}).").format(
            service=services[0]
        )
        return Finding(available=True, detail=detail)
    advice = _("Set a longer time in your desktop's screen settings.")
    return Finding(available=False, detail=_(NOT_AVAILABLE), advice=advice)


def media_keys(_machine: object) -> Finding:
    """Check whether media keys reach sessions."""
    try:
        with _session_bus():
            pass
    except OSError as error:
        return Finding(
            available=False,
            detail=_("They do not reach sessions: {reason}.").format(reason=error),
        )
    detail = _("They control sessions; you can turn this off in Settings.")
    return Finding(available=True, detail=detail)


def sleep_watch(_machine: object) -> Finding:
    """Check whether the system announces that the machine will sleep."""
    from stretchapp.desktop.dbus.addresses import LOGIND, system_bus_address
    from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

    detail = _("Sessions pause before the computer sleeps.")
    try:
        with BlockingBusConnection(system_bus_address(os.environ)) as bus:
            if bus.has_owner(LOGIND):
                return Finding(available=True, detail=detail)
    except OSError:
        pass
    detail = _("Sessions notice only afterwards that the computer slept.")
    return Finding(available=False, detail=detail)


def _session_bus() -> BlockingBusConnection:
    from stretchapp.desktop.dbus.addresses import session_bus_address
    from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

    return BlockingBusConnection(session_bus_address(os.environ))
