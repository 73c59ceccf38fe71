"""Desktop notifications and the answers to them, without Qt.

The server is asked for its capabilities. Everything is shown with normal urgency and without a
sound.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from jeepney import HeaderFields, MatchRule, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.wrappers import DBusErrorResponse

from stretchapp.base.i18n import N_, _
from stretchapp.base.plain_text import harmless
from stretchapp.desktop.dbus.addresses import (
    BUS,
    NOTIFICATION_SERVER,
    NOTIFICATIONS,
    session_bus_address,
)
from stretchapp.desktop.dbus.blocking_connection import open_connection
from stretchapp.desktop.reminders.sleep_aware_wait import wait_for_input

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jeepney import Message

    from stretchapp.base.clock import Clock

APP_NAME = "stretchapp"

CLICKED = "default"
"""The answer after a click on the notification itself."""

# Translators: the name of a click on a notification itself, which some desktops show.
OPEN = N_("Open")

CLOSED = "closed"
"""The result for a notification that expired or was closed without an answer."""

REPLY_TIMEOUT_S = 10.0
"""How long the server may take to reply: at login the bus may have to start it first."""

_NORMAL_URGENCY = 1
"""The middle one of three; it respects "do not disturb"."""

_REPLACES_NONE = 0
_MAX_DURATION_MS = 2**31 - 1

_ANSWERS = MatchRule(type="signal", interface=NOTIFICATIONS, path=NOTIFICATION_SERVER.object_path)
_OWNERS = MatchRule(
    type="signal", interface=BUS.interface, path=BUS.object_path, member="NameOwnerChanged"
)
_OWNERS.add_arg_condition(0, NOTIFICATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """A notification.

    Attributes:
        title: The first line.
        body: More text, without markup.
        actions: The buttons, each with the name of its answer and its label.
        icon: The path of an image file; empty for none.
        duration_s: How long to show it; some servers decide for themselves.
    """

    title: str
    body: str
    actions: Sequence[tuple[str, str]]
    icon: str
    duration_s: float


class Notifier:
    """A connection to the notification server; a context manager that closes it.

    Attributes:
        capabilities: The optional features of the server, by the names of the specification.
        activation: The token that came with an answer, with which the desktop lets a window take
            the keyboard; empty if there was none.
    """

    activation: str = ""

    def __init__(self, environ: Mapping[str, str], timeout_s: float = REPLY_TIMEOUT_S) -> None:
        """Connect, and ask the server for its capabilities.

        Args:
            environ: The environment variables.
            timeout_s: How long the server may take to reply.

        Raises:
            OSError: There is no session bus, or no notification server.
        """
        self._timeout_s = timeout_s
        self._connection = open_connection(session_bus_address(environ))
        self._signals: deque[Message] = deque()
        try:
            for rule in (_ANSWERS, _OWNERS):
                self._connection.filter(rule, queue=self._signals)
                self._send(message_bus.AddMatch(rule))
            self.capabilities = frozenset[str](self._call("GetCapabilities")[0])
        except OSError:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()

    def close(self) -> None:
        """Disconnect; notifications stay on the screen."""
        self._connection.close()

    def show(self, notification: Notification) -> int:
        """Show a notification and return its number.

        Raises:
            OSError: The server did not accept the notification.
        """
        # The bus ends the connection if a text is not valid UTF-8.
        body = harmless(notification.body)
        if "body-markup" in self.capabilities:
            body = escape_markup(body)
        actions = [(CLICKED, _(OPEN))]
        if "actions" in self.capabilities:
            actions += notification.actions
        hints: dict[str, tuple[str, object]] = {
            "desktop-entry": ("s", APP_NAME),
            "urgency": ("y", _NORMAL_URGENCY),
            "suppress-sound": ("b", True),
        }
        if notification.icon:
            hints["image-path"] = ("s", notification.icon)
        (number,) = self._call(
            "Notify",
            "susssasa{sv}i",
            APP_NAME,
            _REPLACES_NONE,
            notification.icon,
            harmless(notification.title),
            body,
            [text for action in actions for text in action],
            hints,
            min(round(notification.duration_s * 1000), _MAX_DURATION_MS),
        )
        return int(number)

    def withdraw(self, number: int) -> None:
        """Take a notification off the screen; does nothing if it has gone already.

        Raises:
            OSError: The server does not reply.
        """
        try:
            self._call("CloseNotification", "u", number)
        except ReplyError:
            # Some servers reply with an error if the notification has gone.
            return

    def wait(self, number: int, timeout_s: float, clock: Clock) -> str | None:
        """Wait for the answer to a notification, and return it.

        Args:
            number: The number of the notification.
            timeout_s: How long to wait; time asleep counts.
            clock: The clock.

        Returns:
            The name of the action, ``CLICKED``, ``CLOSED``, or None after ``timeout_s``.

        Raises:
            OSError: The connection to the bus was lost.
        """
        end_s = clock.monotonic_s() + timeout_s
        while True:
            self._receive()
            while self._signals:
                answer = self._answer(self._signals.popleft(), number)
                if answer is not None:
                    return answer
            if not wait_for_input(self._connection.sock, end_s - clock.monotonic_s(), clock):
                return None

    def _receive(self) -> None:
        """Put all signals that have arrived into the queue."""
        try:
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            return

    def _answer(self, signal: Message, number: int) -> str | None:
        """Return the answer to notification ``number`` that a signal carries, or None."""
        match signal.header.fields.get(HeaderFields.member), signal.body:
            case "ActivationToken", (answered, str(token)) if answered == number:
                # It comes right before the answer.
                self.activation = token
                return None
            case "ActionInvoked", (answered, str(action)) if answered == number:
                return action
            case "NotificationClosed", (closed, _) if closed == number:
                # Some servers send this before the answer, some after.
                return self._answer_after_closing(number) or CLOSED
            case "NameOwnerChanged", (_, str(old_owner), _) if old_owner:
                # The server has ended, and its notifications have gone.
                return CLOSED
            case _:
                return None

    def _answer_after_closing(self, number: int) -> str | None:
        """Return the answer that the server sent right after closing a notification, or None."""
        try:
            # Everything that the server sent earlier has arrived once it replies to this.
            self._call("GetServerInformation")
        except OSError:
            return None
        for signal in self._signals:
            is_token = signal.header.fields.get(HeaderFields.member) == "ActivationToken"
            if is_token and signal.body[0] == number:
                self.activation = str(signal.body[1])
            is_answer = signal.header.fields.get(HeaderFields.member) == "ActionInvoked"
            if is_answer and signal.body[0] == number:
                return str(signal.body[1])
        return None

    def _call(self, method: str, signature: str = "", *values: object) -> tuple[Any, ...]:
        return self._send(new_method_call(NOTIFICATION_SERVER, method, signature or None, values))

    def _send(self, call: Message) -> tuple[Any, ...]:
        reply = self._connection.send_and_get_reply(call, timeout=self._timeout_s)
        if reply.header.message_type == MessageType.error:
            raise ReplyError(str(DBusErrorResponse(reply)))
        return reply.body


class ReplyError(OSError):
    """The server or the bus replied to a call with an error."""


def escape_markup(text: str) -> str:
    """Return ``text`` so that a server that knows markup shows it unchanged."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
