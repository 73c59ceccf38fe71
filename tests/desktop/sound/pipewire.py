"""A private PipeWire for tests, in the place of PulseAudio as on most desktops."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.desktop.dbus.bus import Bus
from tests.desktop.sound.pulse import Pulse

if TYPE_CHECKING:
    from pathlib import Path

PROGRAMS = ("pipewire", "wireplumber", "pipewire-pulse")


class PipeWire(Pulse):
    """A private sound server with its own session bus; a context manager."""

    socket_name = "pulse/native"

    def __exit__(self, *_: object) -> None:
        """Kill the server and its bus."""
        super().__exit__()
        self._bus.kill()

    def _start(self, folder: Path) -> list[subprocess.Popen[bytes]]:
        if missing := [program for program in PROGRAMS if shutil.which(program) is None]:
            pytest.skip(f"needs {', '.join(missing)}: make setup-dev installs them")
        self._bus = Bus(folder)
        environ = {
            **os.environ,
            **self._bus.environ,
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/nowhere",
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
        }

        def start(program: str) -> subprocess.Popen[bytes]:
            return subprocess.Popen([program], env=environ, stderr=subprocess.DEVNULL)

        server = start(PROGRAMS[0])
        self._wait_for(folder / "pipewire-0", server)
        return [server, *map(start, PROGRAMS[1:])]
