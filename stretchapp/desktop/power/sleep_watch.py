"""Being told before the machine sleeps and after it has woken, by logind on the system bus.

Where nobody tells, nothing is ever emitted; the player still notices the gap in time.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jeepney import Message

    from stretchapp.desktop.dbus.qt_connection import BusLink

_INTERFACE = "org.freedesktop.login1.Manager"
_MEMBER = "PrepareForSleep"
_RULE = (
    f"type='signal',sender='org.freedesktop.login1',path='/org/freedesktop/login1',"
    f"interface='{_INTERFACE}',member='{_MEMBER}'"
)


class SleepWatch(QObject):
    """Tells when the machine is about to sleep.

    Attributes:
        is_watching: Whether the bus will tell us.

    Signals:
        about_to_sleep: It will sleep within seconds.
        woke: It has woken.
    """

    about_to_sleep = Signal()
    woke = Signal()

    def __init__(self, environ: Mapping[str, str], parent: QObject | None = None) -> None:
        """Prepare; nothing is connected yet.

        Args:
            environ: The environment variables.
            parent: The owner.
        """
        super().__init__(parent)
        self._environ = environ
        self._link: BusLink | None = None
        self.is_watching = False

    def start(self) -> None:
        """Watch from now on, if there is a system bus."""
        if self._link is not None or sys.platform != "linux":
            return
        # Imported here: the first picture does not need it.
        from stretchapp.desktop.dbus.blocking_connection import system_bus_address
        from stretchapp.desktop.dbus.qt_connection import BusLink

        link = BusLink(system_bus_address(self._environ), self)
        link.received.connect(self._on_message)
        link.ready.connect(self._on_ready)
        link.lost.connect(self.stop)
        self._link = link
        link.open()

    def stop(self) -> None:
        """Watch no longer."""
        self.is_watching = False
        link, self._link = self._link, None
        if link is not None:
            link.close()
            link.deleteLater()

    def _on_ready(self) -> None:
        if self._link is not None:
            self._link.watch(_RULE, self._on_watching)

    def _on_watching(self) -> None:
        self.is_watching = True

    def _on_message(self, message: Message) -> None:
        from jeepney import HeaderFields

        fields = message.header.fields
        if (fields.get(HeaderFields.interface), fields.get(HeaderFields.member)) != (
            _INTERFACE,
            _MEMBER,
        ):
            return
        if message.body == (True,):
            self.about_to_sleep.emit()
        elif message.body == (False,):
            self.woke.emit()
