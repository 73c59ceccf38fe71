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

from stretchapp.commands.diagnose_row import Row
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

NO_ENGINE = "Nothing that speaks was found; sounds take over."
NO_VOICES = "What should speak has no voices; sounds take over."
REINSTALL = "Type: sudo apt-get install --reinstall espeak-ng"
NO_SOUND = "No sound server answers, and there is no sound card."
SILENT = "Sessions are silent; look at the screen."


def voice(_machine: object) -> Row:
    """Check for a speech engine with voices."""
    speaker = find_speaker(os.environ)
    # A key begins with the name of the engine.
    engines = Counter(voice.key.partition(":")[0] for voice in speaker.voices())
    if engines:
        counts = ", ".join(f"{name} with {count} voices" for name, count in engines.items())
        return Row("voice", available=True, detail=f"Sessions are spoken by {counts}.")
    detail, advice = NO_ENGINE, speaker.missing
    if not advice:
        detail, advice = NO_VOICES, REINSTALL
    return Row("voice", available=False, detail=detail, advice=advice)


def sound(_machine: object) -> Row:
    """Check for a sound output."""
    place = _sound_system()
    if not place:
        return Row("sound", available=False, detail=NO_SOUND, advice=SILENT)
    command = module_command("stretchapp.desktop.sound.output_probe")
    try:
        outputs: list[str] = json.loads(run(command, SOUND_TIMEOUT_S).output)
    except (OSError, ValueError):
        return Row("sound", available=None, detail=f"{place}, but does not tell its outputs.")
    if not outputs:
        return Row("sound", available=False, detail=f"{place}, but no output.", advice=SILENT)
    return Row("sound", available=True, detail=f"{place}. Outputs: {', '.join(outputs)}.")


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
            return f"{name} answers at {path}"
    cards = sound_cards()
    return f"ALSA has {', '.join(cards)}" if cards else ""


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


def keep_awake(_machine: object) -> Row:
    """Check whether the desktop can keep the screen on."""
    from stretchapp.desktop.power.linux_inhibitors import INHIBITORS, NOT_AVAILABLE

    name = "keep awake"
    try:
        with _session_bus() as bus:
            services = [
                inhibitor.service
                for inhibitor in INHIBITORS
                if bus.has_owner(inhibitor.service) or bus.can_start(inhibitor.service)
            ]
    except OSError:
        services = []
    if services:
        detail = f"The screen stays on during sessions, through {services[0]}."
        return Row(name, available=True, detail=detail)
    advice = "Set a longer time in your desktop's settings for the screen."
    return Row(name, available=False, detail=NOT_AVAILABLE, advice=advice)


def media_keys(_machine: object) -> Row:
    """Check whether media keys reach sessions."""
    name = "media keys"
    try:
        with _session_bus():
            pass
    except OSError as error:
        return Row(name, available=False, detail=f"They do not reach sessions: {error}.")
    detail = "They reach sessions, and so does playerctl; a setting turns this off."
    return Row(name, available=True, detail=detail)


def sleep_watch(_machine: object) -> Row:
    """Check whether the system announces that the machine will sleep."""
    from stretchapp.desktop.dbus.addresses import LOGIND, system_bus_address
    from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

    name = "sleep watch"
    detail = "Sessions stand still before the machine sleeps."
    try:
        with BlockingBusConnection(system_bus_address(os.environ)) as bus:
            if bus.has_owner(LOGIND):
                return Row(name, available=True, detail=detail)
    except OSError:
        pass
    detail = "Nothing tells before the machine sleeps; sessions notice it afterwards."
    return Row(name, available=False, detail=detail)


def _session_bus() -> BlockingBusConnection:
    from stretchapp.desktop.dbus.addresses import session_bus_address
    from stretchapp.desktop.dbus.blocking_connection import BlockingBusConnection

    return BlockingBusConnection(session_bus_address(os.environ))
