"""A private session bus for one test."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_CONFIG = """\
<busconfig>
  <type>session</type>
  <listen>{listen}</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""The configuration of a bus that cannot start the programs installed on this machine."""


class Bus:
    """A private session bus; a context manager.

    Attributes:
        address: The address of the bus.
        environ: The environment variable that names the bus.
    """

    def __init__(self, services: Path | None = None, listen: str = "unix:tmpdir=/tmp") -> None:
        """Start the bus.

        Args:
            services: The only folder with services that the bus can start; None for those installed
                on this machine. The configuration of the bus is written there.
            listen: The address to listen at, if ``services`` is given.
        """
        config = "--session"
        if services is not None:
            path = services / "bus.conf"
            path.write_text(_CONFIG.format(listen=listen, services=services), "utf-8")
            config = f"--config-file={path}"
        self._daemon = subprocess.Popen(
            ["dbus-daemon", config, "--nofork", "--nopidfile", "--print-address=1"],
            encoding="utf-8",
            stderr=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        assert self._daemon.stdout is not None
        self.address = self._daemon.stdout.readline().strip()
        self.environ = {"DBUS_SESSION_BUS_ADDRESS": self.address}

    def __enter__(self) -> Self:
        """Return the bus."""
        return self

    def __exit__(self, *_: object) -> None:
        """Kill the bus."""
        self.kill()

    def kill(self) -> None:
        """Kill the bus; programs on it lose their connection."""
        self._daemon.kill()
        self._daemon.wait()
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()

    @contextmanager
    def stopped(self) -> Generator[None]:
        """Suspend the bus: it accepts connections and answers nothing."""
        os.kill(self._daemon.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            if self._daemon.poll() is None:
                os.kill(self._daemon.pid, signal.SIGCONT)
