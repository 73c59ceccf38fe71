"""A signal before the machine sleeps, from logind on the system bus.

Without logind there is no signal; the session player still notices the gap in time.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jeepney import Message

    from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection

_RULE = (
    "type='signal',sender='org.freedesktop.login1',path='/org/freedesktop/login1',"
    "interface='org.freedesktop.login1.Manager',member='PrepareForSleep'"
)


class SleepWatch(QObject):
    """Watches for the machine going to sleep.

    Signals:
        about_to_sleep: The machine will sleep within seconds.
    """

    about_to_sleep = Signal()

    def __init__(self, environ: Mapping[str, str], parent: QObject | None = None) -> None:
        """Prepare without connecting to the bus.

        Args:
            environ: The environment variables.
            parent: The owner.
        """
        super().__init__(parent)
        self._environ = environ
        self._bus: AsyncBusConnection | None = None

    def start(self) -> None:
        """Start watching, if there is a system bus."""
        if self._bus is not None or sys.platform != "linux":
            return
        # Imported here: jeepney is installed on Linux only.
        from stretchapp.desktop.dbus.addresses import system_bus_address
        from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection

        self._bus = AsyncBusConnection(system_bus_address(self._environ), self)
        self._bus.received.connect(self._on_message)
        self._bus.ready.connect(self._on_ready)
        self._bus.lost.connect(self.stop)
        self._bus.open()

    def stop(self) -> None:
        """Stop watching."""
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _on_ready(self) -> None:
        if self._bus is not None:
            self._bus.subscribe(_RULE)

    def _on_message(self, message: Message) -> None:
        # The same signal with False tells of waking up.
        if message.body == (True,):
            self.about_to_sleep.emit()
