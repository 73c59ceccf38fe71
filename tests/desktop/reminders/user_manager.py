"""A private systemd user manager for tests, with its own bus and folders."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Self

from tests.desktop.dbus.bus import Bus

SYSTEMD = "/lib/systemd/systemd"
BOOTED = Path("/run/systemd/system")
"""The folder by which systemctl and the manager recognise a machine that runs systemd."""

START_TIMEOUT_S = 20.0


class UserManager:
    """A private manager; a context manager.

    Attributes:
        environ: The environment of programs that use the manager.
        runtime: The runtime folder with the sockets.
    """

    def __init__(self, folder: Path) -> None:
        """Start the manager, and wait until it is ready.

        Args:
            folder: An empty folder; it becomes the home of the user.
        """
        # Not below that folder: the path of a socket is limited to about 100 characters.
        self.runtime = runtime = Path(tempfile.mkdtemp(prefix="run-"))
        # It starts no programs by itself: what is installed on this machine must not matter.
        self._bus = Bus(services=runtime, listen=f"unix:path={runtime / 'bus'}")
        self.environ = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            # Without the guid, with which systemd refuses to remove the state of a timer.
            "DBUS_SESSION_BUS_ADDRESS": self._bus.address.partition(",")[0],
        }
        BOOTED.mkdir(parents=True, exist_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
            # The manager reports here that it is ready, as services do.
            ready.bind(str(runtime / "ready"))
            ready.settimeout(START_TIMEOUT_S)
            self._manager = subprocess.Popen(
                [SYSTEMD, "--user", "--log-target=console"],
                stderr=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**self.environ, "NOTIFY_SOCKET": str(runtime / "ready")},
            )
            while b"READY=1" not in ready.recv(4096):
                pass

    def __enter__(self) -> Self:
        """Return the manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the manager with its services, and then the bus."""
        self._manager.terminate()
        try:
            self._manager.wait(START_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self._manager.kill()
            self._manager.wait()
        self._bus.kill()
        shutil.rmtree(self.runtime, ignore_errors=True)

    def systemctl(self, *arguments: str, check: bool = True) -> str:
        """Run systemctl and return its output."""
        completed = subprocess.run(
            ["systemctl", "--user", "--no-pager", *arguments],
            capture_output=True,
            check=check,
            env={**self.environ, "LC_ALL": "C", "TZ": "UTC"},
            timeout=20,
        )
        # Decoded here, because Python would turn a carriage return into a line feed.
        return completed.stdout.decode().strip()
