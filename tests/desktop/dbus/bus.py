"""A session bus for one test, and programs on it."""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from jeepney import HeaderFields, MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from jeepney.io.blocking import DBusConnection

CAPABILITIES = ["actions", "body"]
SERVER = ("test-server", "stretchapp", "1.0", "1.2")

PROPERTIES = "org.freedesktop.DBus.Properties"

_ANSWERS = {
    "GetCapabilities": ("as", (CAPABILITIES,)),
    "GetServerInformation": ("ssss", SERVER),
}

_RULES = """\
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""A bus for which this machine has installed nothing."""


class Bus:
    """A private session bus; a context manager.

    Attributes:
        address: Where it is.
        environ: The environment of a program that uses it.
    """

    def __init__(self, services: Path | None = None) -> None:
        """Start the bus.

        Args:
            services: The only folder of programs that the bus can start; None for those of this
                machine.
        """
        rules = "--session"
        if services is not None:
            config = services / "bus.conf"
            config.write_text(_RULES.format(services=services), "utf-8")
            rules = f"--config-file={config}"
        self._daemon = subprocess.Popen(
            ["dbus-daemon", rules, "--nofork", "--nopidfile", "--print-address=1"],
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
        """End the bus."""
        self.end()

    def end(self) -> None:
        """Take the bus away from those who use it."""
        self._daemon.kill()
        self._daemon.wait()
        assert self._daemon.stdout is not None
        self._daemon.stdout.close()

    @contextmanager
    def taking(self, name: str) -> Generator[None]:
        """Be the program that has ``name``, and answer what a notification server is asked."""
        connection = open_dbus_connection(self.address)
        connection.send_and_get_reply(message_bus.RequestName(name))
        server = threading.Thread(target=_serve, args=[connection], daemon=True)
        server.start()
        try:
            yield
        finally:
            # This ends the server.
            connection.sock.shutdown(socket.SHUT_RDWR)
            server.join()
            connection.close()

    @contextmanager
    def stopped(self) -> Generator[None]:
        """Let the bus stand still."""
        os.kill(self._daemon.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._daemon.pid, signal.SIGCONT)


def _serve(connection: DBusConnection) -> None:
    while True:
        try:
            message = connection.receive()
        except OSError:
            # The connection was closed.
            return
        answer = _ANSWERS.get(message.header.fields.get(HeaderFields.member, ""))
        if message.header.message_type != MessageType.method_call:
            continue
        if answer is not None:
            connection.send(new_method_return(message, *answer))
        elif message.header.fields[HeaderFields.interface] == PROPERTIES:
            # As every program answers for an interface that it does not have.
            connection.send(new_error(message, "org.freedesktop.DBus.Error.InvalidArgs"))
