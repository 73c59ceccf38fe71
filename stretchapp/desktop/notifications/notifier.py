"""Notifications of the desktop, and the answers to them.

No Qt: the process that reminds needs none.

The server is asked what it can do. Everything is shown with normal urgency and without a sound.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import select
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from jeepney import HeaderFields, MatchRule, MessageType, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.wrappers import DBusErrorResponse

from stretchapp.desktop.dbus.blocking_connection import (
    BUS,
    NOTIFICATIONS,
    NOTIFIER,
    TIMEOUT_S,
    bus_address,
)
from stretchapp.desktop.reminders.sleep_aware_timer import SleepAwareTimer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jeepney import Message

APP_NAME = "stretchapp"
NORMAL = 1
"""The middle one of three urgencies: it respects "do not disturb"."""

CLICKED = "default"
"""The answer of a click on the notification itself."""

CLOSED = "closed"
"""It went away without an answer: it expired, or was closed by somebody."""

NOT_INSTEAD_OF_ANY = 0
LONGEST_MS = 2**31 - 1

ANSWER_TIMEOUT_S = 10.0
"""How long the server may take. The bus may have to start it first, on a machine that starts up."""

_ANSWERS = MatchRule(type="signal", interface=NOTIFICATIONS, path=NOTIFIER.object_path)
_OWNERS = MatchRule(
    type="signal", interface=BUS.interface, path=BUS.object_path, member="NameOwnerChanged"
)
_OWNERS.add_arg_condition(0, NOTIFICATIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What is shown.

    Attributes:
        title: Its first line.
        body: More, as plain text.
        actions: The buttons: what each is called in the answer, and what stands on it.
        icon: The path of a picture file; empty for none.
        lasts_s: How long it stays; what a server makes of it is its own affair.
    """

    title: str
    body: str
    actions: Sequence[tuple[str, str]]
    icon: str
    lasts_s: float


class Notifier:
    """A connection to the notification server; close it after use.

    Attributes:
        capabilities: What the server says that it can do.
    """

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
        try:
            for rule in (_ANSWERS, _OWNERS):
                self._connection.filter(rule, queue=self._signals)
                self._call(message_bus.AddMatch(rule))
            self.capabilities = frozenset[str](self._ask("GetCapabilities")[0])
        except OSError:
            self.close()
            raise

    def __enter__(self) -> Self:
        """Return the connection."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Leave the bus; what is shown stays."""
        self._connection.close()

    def show(self, notification: Notification) -> int:
        """Show a notification and return its number.

        Args:
            notification: What to show.

        Raises:
            OSError: The server did not take it.
        """
        body = notification.body
        if "body-markup" in self.capabilities:
            body = escaped(body)
        actions = [(CLICKED, "Open")]
        if "actions" in self.capabilities:
            actions += notification.actions
        hints: dict[str, tuple[str, object]] = {
            "desktop-entry": ("s", APP_NAME),
            "urgency": ("y", NORMAL),
            "suppress-sound": ("b", True),
        }
        if notification.icon:
            hints["image-path"] = ("s", notification.icon)
        (number,) = self._ask(
            "Notify",
            "susssasa{sv}i",
            APP_NAME,
            NOT_INSTEAD_OF_ANY,
            notification.icon,
            notification.title,
            body,
            [text for action in actions for text in action],
            hints,
            min(round(notification.lasts_s * 1000), LONGEST_MS),
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
        """Wait for the answer to a notification, without waking up before it comes.

        Returns:
            The name of the action, ``CLICKED``, ``CLOSED``, or None if ``timeout_s`` went by, with
            the time that the machine slept.

        Raises:
            OSError: The bus is gone.
        """
        with SleepAwareTimer(timeout_s) as timer:
            while True:
                self._take_in()
                while self._signals:
                    answer = self._answer(self._signals.popleft(), number)
                    if answer is not None:
                        return answer
                ready, _, _ = select.select([self._connection.sock, timer], [], [])
                if self._connection.sock not in ready:
                    return None

    def _take_in(self) -> None:
        """Sort all messages that have arrived."""
        try:
            while True:
                self._connection.recv_messages(timeout=0)
        except TimeoutError:
            return

    def _answer(self, message: Message, number: int) -> str | None:
        """Return what a signal says about a notification, if it is about this one."""
        match message.header.fields.get(HeaderFields.member), message.body:
            case "ActionInvoked", (about, str(action)) if about == number:
                return action
            case "NotificationClosed", (about, _) if about == number:
                # Some servers close it before they tell the answer, some after.
                return self._late_answer(number) or CLOSED
            case "NameOwnerChanged", (_, str(before), _) if before:
                # The server has ended, and what it showed with it.
                return CLOSED
            case _:
                return None

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
        answer = self._connection.send_and_get_reply(call, timeout=ANSWER_TIMEOUT_S)
        if answer.header.message_type == MessageType.error:
            raise RefusedError(str(DBusErrorResponse(answer)))
        return answer.body


class RefusedError(OSError):
    """The server, or the bus, answered that it cannot do this."""


def escaped(text: str) -> str:
    """Return ``text`` so that a server that knows markup shows it as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
