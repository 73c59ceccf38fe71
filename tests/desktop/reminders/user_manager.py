"""A systemd user manager of one test's own, with its bus and folders."""

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
"""systemctl and the manager look for it to know that systemd is in charge of the machine."""

READY_WITHIN_S = 20.0


class UserManager:
    """A private manager; a context manager.

    Attributes:
        environ: The environment of a program that uses it.
        runtime: The runtime folder, where its sockets are.
    """

    def __init__(self, folder: Path) -> None:
        """Start it.

        Args:
            folder: An empty folder, which becomes its user's home.
        """
        # Not below the folder: the path of a socket may have about 100 characters.
        self.runtime = runtime = Path(tempfile.mkdtemp(prefix="run-"))
        # It starts no programs by itself: what is installed on this machine must not matter.
        self._bus = Bus(services=runtime, listen=f"unix:path={runtime / 'bus'}")
        self.environ = {
            **{name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ},
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            **self._bus.environ,
        }
        BOOTED.mkdir(parents=True, exist_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ready:
            # It says here when it is ready, as it would to whoever starts it elsewhere.
            ready.bind(str(runtime / "ready"))
            ready.settimeout(READY_WITHIN_S)
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
        """End the manager and what it runs, and then its bus."""
        self._manager.terminate()
        try:
            self._manager.wait(READY_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._manager.kill()
            self._manager.wait()
        self._bus.kill()
        shutil.rmtree(self.runtime, ignore_errors=True)

    def systemctl(self, *arguments: str, check: bool = True) -> str:
        """Ask the manager for something and return its answer."""
        done = subprocess.run(
            ["systemctl", "--user", "--no-pager", *arguments],
            capture_output=True,
            check=check,
            encoding="utf-8",
            env={**self.environ, "LC_ALL": "C", "TZ": "UTC"},
            timeout=20,
        )
        return done.stdout.strip()
