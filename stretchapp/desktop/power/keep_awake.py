"""Keeping the screen on while a session runs.

On Linux the desktop is asked over the session bus, by one inhibitor after the other. The request
lasts as long as the connection, so it ends with the process, even after a crash. For macOS and
Windows there is ``keep_awake_mac_windows``.

Not wakepy: it blocks while it waits for replies, runs a full garbage collection on release, and
desktops would show its name instead of ours.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stretchapp.base.i18n import _
from stretchapp.desktop.power.linux_inhibitors import NOT_AVAILABLE, inhibitors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from jeepney import DBusAddress

    from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection, Reply
    from stretchapp.desktop.power.linux_inhibitors import Inhibitor


class KeepAwake(QObject):
    """Keeps the screen on.

    Attributes:
        is_held: Whether the screen is being kept on.
        problem: Why the latest attempt failed, as a sentence; empty if it did not.

    Signals:
        changed: ``is_held`` or ``problem`` has changed.
    """

    changed = Signal()

    def __init__(
        self,
        environ: Mapping[str, str],
        parent: QObject | None = None,
        platform: str = sys.platform,
    ) -> None:
        """Prepare without asking the desktop.

        Args:
            environ: The environment variables.
            parent: The owner.
            platform: As in ``sys.platform``.
        """
        super().__init__(parent)
        self.is_held = False
        self.problem = ""
        self._environ = environ
        self._platform = platform
        self._bus: AsyncBusConnection | None = None
        self._release: Callable[[], None] | None = None
        self._is_wanted = False

    def hold(self) -> None:
        """Keep the screen on until ``release``."""
        if self._is_wanted:
            return
        self._is_wanted = True
        if self._platform == "linux":
            self._connect()
            return
        # Imported here: only other systems need it.
        from stretchapp.desktop.power.keep_awake_mac_windows import keep_screen_on

        try:
            self._release = keep_screen_on(self._platform)
        except OSError:
            self._set_state(problem=_(NOT_AVAILABLE))
        else:
            self._set_state(is_held=True)

    def release(self) -> None:
        """Let the screen turn off again."""
        if not self._is_wanted:
            return
        self._is_wanted = False
        release, self._release = self._release, None
        if release is not None:
            release()
        self._disconnect()
        self._set_state(problem=self.problem)

    def _connect(self) -> None:
        # Imported here: jeepney is installed on Linux only.
        from stretchapp.desktop.dbus.addresses import session_bus_address
        from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection

        try:
            address = session_bus_address(self._environ)
        except OSError:
            self._set_state(problem=_(NOT_AVAILABLE))
            return
        self._bus = AsyncBusConnection(address, self)
        self._bus.ready.connect(self._on_ready)
        self._bus.lost.connect(self._on_lost)
        self._bus.open()

    def _on_ready(self) -> None:
        if self._bus is not None:
            self._try(self._bus, inhibitors())

    def _try(self, bus: AsyncBusConnection, inhibitors: Sequence[Inhibitor]) -> None:
        """Ask the first inhibitor, and the others if it refuses."""
        if not inhibitors:
            self._disconnect()
            self._set_state(problem=_(NOT_AVAILABLE))
            return
        from jeepney import DBusAddress

        inhibitor, *others = inhibitors
        address = DBusAddress(inhibitor.path, inhibitor.service, inhibitor.interface)

        def on_reply(reply: Reply) -> None:
            if len(reply.body) != 1:
                self._try(bus, others)
                return
            self._release = lambda: _release(bus, inhibitor, address, reply.body[0])
            self._set_state(is_held=True)

        bus.call(address, "Inhibit", inhibitor.signature, *inhibitor.values, on_reply=on_reply)

    def _on_lost(self) -> None:
        self._release = None
        self._disconnect()
        self._set_state(problem=_(NOT_AVAILABLE))

    def _disconnect(self) -> None:
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _set_state(self, *, is_held: bool = False, problem: str = "") -> None:
        if (is_held, problem) != (self.is_held, self.problem):
            self.is_held, self.problem = is_held, problem
            self.changed.emit()


def _release(
    bus: AsyncBusConnection, inhibitor: Inhibitor, address: DBusAddress, handle: object
) -> None:
    from jeepney import DBusAddress

    if inhibitor.release_method:
        bus.call(address, inhibitor.release_method, "u", handle)
        return
    request = DBusAddress(str(handle), inhibitor.service, "org.freedesktop.portal.Request")
    bus.call(request, "Close")
