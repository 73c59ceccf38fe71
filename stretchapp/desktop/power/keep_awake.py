"""Keeping the screen on while a session runs.

On Linux the desktop is asked over the session bus, in each of the ways that desktops offer. The
connection is what holds: it ends with the process, however that ends. macOS and Windows have ways
of their own (``keep_awake_elsewhere``).

Not wakepy: it waits for its answers, collects all garbage of the process when it lets go, and
desktops would show its name instead of ours.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stretchapp.desktop.power.linux_inhibitors import NOT_HELD, WAYS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import DBusAddress

    from stretchapp.desktop.dbus.qt_connection import Answer, BusLink
    from stretchapp.desktop.power.linux_inhibitors import Way


class KeepAwake(QObject):
    """Keeps the screen on.

    Attributes:
        is_held: Whether the screen is being kept on.
        problem: Why it could not be had when it was last tried, as a sentence; empty otherwise.

    Signals:
        changed: One of these has changed.
    """

    changed = Signal()

    def __init__(
        self,
        environ: Mapping[str, str],
        parent: QObject | None = None,
        platform: str = sys.platform,
    ) -> None:
        """Prepare; nothing is held yet.

        Args:
            environ: The environment variables.
            parent: The owner.
            platform: As ``sys.platform`` has it.
        """
        super().__init__(parent)
        self.is_held = False
        self.problem = ""
        self._environ = environ
        self._platform = platform
        self._link: BusLink | None = None
        self._release: Callable[[], None] | None = None
        self._is_wanted = False

    def hold(self) -> None:
        """Keep the screen on until ``release``."""
        if self._is_wanted:
            return
        self._is_wanted = True
        if self._platform == "linux":
            self._ask_the_desktop()
            return
        # Imported here: only other systems need it.
        from stretchapp.desktop.power.keep_awake_mac_windows import keep_screen_on

        try:
            self._release = keep_screen_on(self._platform)
        except OSError:
            self._tell(problem=NOT_HELD)
        else:
            self._tell(is_held=True)

    def release(self) -> None:
        """Let the screen go dark again."""
        if not self._is_wanted:
            return
        self._is_wanted = False
        release, self._release = self._release, None
        if release is not None:
            release()
        self._leave()
        self._tell(problem=self.problem)

    def _ask_the_desktop(self) -> None:
        # Imported here: the first picture does not need it.
        from stretchapp.desktop.dbus.blocking_connection import bus_address
        from stretchapp.desktop.dbus.qt_connection import BusLink

        try:
            address = bus_address(self._environ)
        except OSError:
            self._tell(problem=NOT_HELD)
            return
        link = BusLink(address, self)
        link.ready.connect(self._on_ready)
        link.lost.connect(self._on_lost)
        self._link = link
        link.open()

    def _on_ready(self) -> None:
        if self._link is not None:
            self._try(self._link, 0)

    def _try(self, link: BusLink, number: int) -> None:
        """Ask in one way, and if that fails in the next."""
        if number == len(WAYS):
            self._leave()
            self._tell(problem=NOT_HELD)
            return
        from jeepney import DBusAddress

        way = WAYS[number]
        whom = DBusAddress(way.path, way.service, way.interface or way.service)

        def on_answer(answer: Answer) -> None:
            if len(answer.body) != 1:
                self._try(link, number + 1)
                return
            self._release = lambda: _let_go(link, way, whom, answer.body[0])
            self._tell(is_held=True)

        signature, values = way.ask
        link.call(whom, "Inhibit", signature, *values, then=on_answer)

    def _on_lost(self) -> None:
        self._release = None
        self._leave()
        self._tell(problem=NOT_HELD)

    def _leave(self) -> None:
        link, self._link = self._link, None
        if link is not None:
            link.close()
            link.deleteLater()

    def _tell(self, *, is_held: bool = False, problem: str = "") -> None:
        if (is_held, problem) != (self.is_held, self.problem):
            self.is_held, self.problem = is_held, problem
            self.changed.emit()


def _let_go(link: BusLink, way: Way, whom: DBusAddress, held: object) -> None:
    from jeepney import DBusAddress

    if way.release is not None:
        method, signature = way.release
        link.call(whom, method, signature, held)
        return
    request = DBusAddress(str(held), way.service, "org.freedesktop.portal.Request")
    link.call(request, "Close")
