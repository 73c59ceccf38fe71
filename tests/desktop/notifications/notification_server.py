"""A small notification server, for situations that a real one cannot be brought into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.desktop.dbus.addresses import NOTIFICATION_SERVER, NOTIFICATIONS
from tests.desktop.dbus.service import Service

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tests.desktop.dbus.bus import Bus
    from tests.desktop.dbus.service import Answers

_SIGNATURES = {"ActivationToken": "us", "ActionInvoked": "us", "NotificationClosed": "uu"}


class NotificationServer(Service):
    """A server that accepts notifications without showing them; a context manager.

    Every notification gets the number 7.
    """

    def __init__(
        self,
        bus: Bus,
        capabilities: Sequence[str] = (),
        silent_to: Collection[str] = (),
        answers: Answers | None = None,
    ) -> None:
        """Take the name on the bus.

        Args:
            bus: The bus.
            capabilities: The capabilities that the server claims.
            silent_to: Methods that are never answered.
            answers: Further methods, each with the signature and values of its reply.
        """
        own: Answers = {
            "GetCapabilities": ("as", (list(capabilities),)),
            "GetServerInformation": ("ssss", ("small", "stretchapp", "1", "1.2")),
            "Notify": ("u", (7,)),
        }
        super().__init__(bus.address, NOTIFICATIONS, {**own, **(answers or {})}, silent_to)

    def emit(self, signal: str, *values: object) -> None:
        """Send a signal, one of the keys of ``_SIGNATURES``."""
        path = NOTIFICATION_SERVER.object_path
        self.emit_signal(path, NOTIFICATIONS, signal, _SIGNATURES[signal], *values)
