"""Notifications of the desktop, and the answers to them.

No Qt: the process that reminds needs none.

The server is asked what it can do. Everything is shown with normal urgency and without a sound.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jeepney import HeaderFields, MatchRule, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from stretchapp.desktop.session_bus import NOTIFICATIONS, NOTIFIER, TIMEOUT_S, bus_address

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jeepney import Message

APP_NAME = "stretchapp"
NORMAL = 1
"""The middle one of three urgencies: it respects "do not disturb"."""

CLICKED = "default"
"""The answer of a click on the notification itself."""

CLOSED = "closed"
"""It went away without an answer: it expired, or was closed by somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What is shown.

    Attributes:
        title: Its first line.
        body: More, as plain text.
        actions: The buttons: what each is called in the answer, and what stands on it.
        icon: A picture file, or None.
        lasts_s: How long it stays; what a server makes of it is its own affair.
    """

    title: str
    body: str
    actions: Sequence[tuple[str, str]]
    icon: Path | None
    lasts_s: float


class Notifier:
    """A connection to the notification server; close it after use."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Connect, and ask what the server can do.

        Args:
            environ: The environment variables.

        Raises:
            OSError: There is no session bus, or nobody on it shows notifications.
        """
        address = bus_address(environ)
        try:
            self._connection = open_dbus_connection(address, auth_timeout=TIMEOUT_S)
        except Exception as error:
            # An address that is none, or somebody else than a bus behind it.
            raise OSError(f"{address} is no session bus ({error})") from error
        self._signals: deque[Message] = deque()
        rule = MatchRule(type="signal", interface=NOTIFICATIONS, path=NOTIFIER.object_path)
        self._filter = self._connection.filter(rule, queue=self._signals)
        self._filter.__enter__()
        try:
            self._call(message_bus.AddMatch(rule))
            self.capabilities = frozenset(self._ask("GetCapabilities")[0])
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        """Leave the bus; what is shown stays."""
        self._filter.__exit__(None, None, None)
        self._connection.close()

    def show(self, notification: Notification, *, instead_of: int = 0) -> int:
        """Show a notification and return its number.

        Args:
            notification: What to show.
            instead_of: The number of one that it takes the place of.

        Raises:
            OSError: The server did not take it.
        """
        has_actions = "actions" in self.capabilities
        body = notification.body
        if "body-markup" in self.capabilities:
            body = escaped(body)
        # A click on the body is an action like any other; servers without buttons may have it.
        actions = [(CLICKED, "Open"), *(notification.actions if has_actions else ())]
        hints: dict[str, tuple[str, object]] = {
            "desktop-entry": ("s", APP_NAME),
            "urgency": ("y", NORMAL),
            "suppress-sound": ("b", True),
        }
        icon = "" if notification.icon is None else str(notification.icon)
        if icon:
            hints["image-path"] = ("s", icon)
        (number,) = self._ask(
            "Notify",
            "susssasa{sv}i",
            APP_NAME,
            instead_of,
            icon,
            notification.title,
            body,
            [text for action in actions for text in action],
            hints,
            round(notification.lasts_s * 1000),
        )
        return int(number)

    def withdraw(self, number: int) -> None:
        """Take a notification back; one that is gone already stays gone.

        Raises:
            OSError: The server does not answer.
        """
        try:
            self._ask("CloseNotification", "u", number)
        except RefusedError:
            # Some servers answer so when it is no longer there.
            return

    def wait(self, number: int, timeout_s: float) -> str | None:
        """Wait for the answer to a notification.

        Returns:
            The name of the action, ``CLICKED``, ``CLOSED``, or None if ``timeout_s`` went by.

        Raises:
            OSError: The bus is gone.
        """
        # Some servers close it before they tell the answer, some after: the first thing counts
        # unless the answer is on its heels.
        while True:
            try:
                message = self._connection.recv_until_filtered(self._signals, timeout=timeout_s)
            except TimeoutError:
                return None
            name = message.header.fields.get(HeaderFields.member)
            if message.body[0] != number:
                # It is about somebody else's; the time begins again, which does no harm.
                continue
            if name == "ActionInvoked":
                return str(message.body[1])
            if name == "NotificationClosed":
                return self._late_answer(number) or CLOSED

    def _late_answer(self, number: int) -> str | None:
        """Return an answer that was sent together with the closing, if there is one."""
        try:
            # Whatever the server sent before it answers this has arrived by then.
            self._ask("GetServerInformation")
        except OSError:
            return None
        for message in self._signals:
            is_answer = message.header.fields.get(HeaderFields.member) == "ActionInvoked"
            if is_answer and message.body[0] == number:
                return str(message.body[1])
        return None

    def _ask(self, method: str, signature: str = "", *values: object) -> tuple[Any, ...]:
        return self._call(new_method_call(NOTIFIER, method, signature or None, values))

    def _call(self, call: Message) -> tuple[Any, ...]:
        answer = self._connection.send_and_get_reply(call, timeout=TIMEOUT_S)
        if answer.header.message_type == MessageType.error:
            raise RefusedError(str(DBusErrorResponse(answer)))
        return answer.body


class RefusedError(OSError):
    """The other side answered that it cannot do this."""


def escaped(text: str) -> str:
    """Return ``text`` so that a server that knows markup shows it as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
