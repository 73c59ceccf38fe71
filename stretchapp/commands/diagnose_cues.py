"""What the machine offers for voice and sound, and to sessions that run."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from stretchapp.commands.diagnose_row import Row
from stretchapp.desktop.dbus.blocking_connection import LOGIND, SessionBus, system_bus_address
from stretchapp.desktop.power.linux_inhibitors import NOT_HELD, WAYS
from stretchapp.desktop.speech.speaker import find_speaker

SOUND_TIMEOUT_S = 3.0
CONNECT_TIMEOUT_S = 2.0

SOUND_CARDS = Path("/proc/asound/cards")

NO_SOUND = "No sound server answers, and there is no sound card."
SILENT = "Sessions are silent; look at the screen."
BUS_VARIABLE = "DBUS_SESSION_BUS_ADDRESS"


def voice(_machine: object) -> Row:
    """Look for something that speaks."""
    speaker = find_speaker(os.environ)
    engines = Counter(voice.key.partition(":")[0] for voice in speaker.voices())
    if engines:
        counted = ", ".join(f"{name} with {count} voices" for name, count in engines.items())
        return Row("voice", available=True, detail=f"Sessions are spoken by {counted}.")
    detail = "Nothing that speaks was found; sounds take over."
    advice = speaker.missing.partition("To get one, ")[2] or speaker.missing
    if not advice:
        detail = "What should speak has no voices; sounds take over."
        advice = "type: sudo apt-get install --reinstall espeak-ng"
    return Row("voice", available=False, detail=detail, advice=advice[0].upper() + advice[1:])


def sound(_machine: object) -> Row:
    """Look for a sound output."""
    place = _sound_place()
    if not place:
        return Row("sound", available=False, detail=NO_SOUND, advice=SILENT)
    command = [sys.executable, "-m", "stretchapp.desktop.sound.output_probe"]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=SOUND_TIMEOUT_S)
        outputs: list[str] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return Row("sound", available=None, detail=f"{place}, but does not tell its outputs.")
    if not outputs:
        return Row("sound", available=False, detail=f"{place}, but no output.", advice=SILENT)
    return Row("sound", available=True, detail=f"{place}. Outputs: {', '.join(outputs)}.")


def _sound_place() -> str:
    """Return where sound goes, as the beginning of a sentence; nothing where it goes nowhere."""
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
    """Return the names of the sound cards that Linux has found."""
    try:
        lines = SOUND_CARDS.read_text("utf-8").splitlines()
    except OSError:
        return []
    # " 0 [PCH            ]: HDA-Intel - HDA Intel PCH", then a line of details.
    return [line.partition(" - ")[2].strip() for line in lines if " - " in line]


def keep_awake(_machine: object) -> Row:
    """Ask whether the desktop can keep the screen on."""
    name = "keep awake"
    try:
        with closing(SessionBus(os.environ)) as bus:
            services = [way.service for way in WAYS]
            found = [it for it in services if bus.has_owner(it) or bus.can_start(it)]
    except OSError:
        found = []
    if found:
        detail = f"The screen stays on during sessions, through {found[0]}."
        return Row(name, available=True, detail=detail)
    advice = "Set a longer time in your desktop's settings for the screen."
    return Row(name, available=False, detail=NOT_HELD, advice=advice)


def media_keys(_machine: object) -> Row:
    """Ask whether media keys reach sessions."""
    name = "media keys"
    try:
        SessionBus(os.environ).close()
    except OSError as error:
        return Row(name, available=False, detail=f"They do not reach sessions: {error}.")
    detail = "They reach sessions, and so does playerctl; a setting turns this off."
    return Row(name, available=True, detail=detail)


def sleep_watch(_machine: object) -> Row:
    """Ask whether somebody tells before the machine sleeps."""
    name = "sleep watch"
    detail = "Sessions stand still before the machine sleeps."
    try:
        # The system's bus speaks as the session's does.
        with closing(SessionBus({BUS_VARIABLE: system_bus_address(os.environ)})) as bus:
            if bus.has_owner(LOGIND):
                return Row(name, available=True, detail=detail)
    except OSError:
        pass
    detail = "Nothing tells before the machine sleeps; sessions notice it afterwards."
    return Row(name, available=False, detail=detail)
