"""A desktop portal with global shortcuts, as its documentation describes it, and a user behind it.

The real xdg-desktop-portal of Debian 12 has no backend for global shortcuts. This one takes its
name on a real bus and enforces the rules: the signatures of the calls, the registry before all
other calls, a session before its shortcuts, and shortcuts only once in a session.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

if TYPE_CHECKING:
    from jeepney import Message

    from tests.desktop.dbus.bus import Bus

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
SIGNATURES = {
    "Get": "ss",
    "Register": "sa{sv}",
    "CreateSession": "a{sv}",
    "BindShortcuts": "oa(sa{sv})sa{sv}",
    "ListShortcuts": "oa{sv}",
}
GRANTED, CANCELLED, FAILED = 0, 1, 2


class RefusedError(Exception):
    """A call breaks the rules."""


class Portal:
    """The portal; a context manager.

    Attributes:
        calls: The names of the methods that were called.
        bound: The shortcuts and the parent window of the latest call that binds shortcuts.
        response: The response code with which the dialog for a shortcut ends.
        key: The key that the user chooses; None for none, empty if the desktop does not tell it.
        is_silent: Whether calls get no reply.
        has_registry: Whether the portal is new enough to have a registry.
        forgets_apps: Whether the portal ignores the name that an app registers.
        is_undecided: Whether requests are accepted and never finished.
        old_paths: Whether the portal chooses the paths of requests itself, as very old ones did.
    """

    def __init__(self, bus: Bus) -> None:
        """Prepare a portal for ``bus``."""
        self.calls: list[str] = []
        self.bound: tuple[Any, ...] = ()
        self.response = GRANTED
        self.key: str | None = "Super+F2"
        self.is_silent = False
        self.has_registry = True
        self.forgets_apps = False
        self.is_undecided = False
        self.old_paths = False
        self._registered: set[str] = set()
        self._sessions: dict[str, str] = {}
        self._bound_sessions: set[str] = set()
        self._address = bus.address

    def __enter__(self) -> Self:
        """Take the name and start to answer."""
        self._connection = open_dbus_connection(self._address)
        self._connection.send_and_get_reply(message_bus.RequestName(NAME))
        self._server = threading.Thread(target=self._serve, daemon=True)
        self._server.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the bus."""
        # This ends the server.
        self._connection.sock.shutdown(socket.SHUT_RDWR)
        self._server.join()
        self._connection.close()

    # Actions of the user and the desktop.

    def press(self, shortcut: str = "relief", activation: str | None = None) -> None:
        """Press a shortcut; every session is told."""
        options = {} if activation is None else {"activation_token": ("s", activation)}
        for session in self._sessions:
            self._shortcuts_signal("Activated", "osta{sv}", (session, shortcut, 42, options))

    def press_for_another_app(self) -> None:
        """Press the shortcut of another app, and send the signal to this app all the same."""
        for owner in self._sessions.values():
            values = (f"{PATH}/session/1_999/other", "relief", 42, {})
            self._shortcuts_signal("Activated", "osta{sv}", values, owner)

    def change_key(self, key: str) -> None:
        """Choose another key in the desktop's settings."""
        self.key = key
        for session in self._sessions:
            values = (session, self._shortcuts())
            self._shortcuts_signal("ShortcutsChanged", "oa(sa{sv})", values)

    def close_sessions(self) -> None:
        """Close all sessions, and so take the shortcuts back."""
        for session, owner in self._sessions.items():
            emitter = DBusAddress(session, interface="org.freedesktop.portal.Session")
            self._signal(emitter, "Closed", "a{sv}", ({},), owner)

    def close_another_session(self) -> None:
        """Close a session of another app, and send the signal to this app all the same."""
        emitter = DBusAddress(
            f"{PATH}/session/1_999/other", interface="org.freedesktop.portal.Session"
        )
        for owner in self._sessions.values():
            self._signal(emitter, "Closed", "a{sv}", ({},), owner)

    # Calls of apps.

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except OSError:
                # The connection was closed.
                return
            if message.header.message_type is MessageType.method_call and not self.is_silent:
                self._on_call(message)

    def _on_call(self, call: Message) -> None:
        fields = call.header.fields
        method = fields[HeaderFields.member]
        self.calls.append(method)
        assert fields.get(HeaderFields.signature) == SIGNATURES[method]
        try:
            getattr(self, f"_on_{method}")(call, *call.body)
        except RefusedError as refusal:
            name, text = refusal.args
            error = new_error(call, f"org.freedesktop.portal.Error.{name}", "s", (text,))
            self._connection.send(error)

    def _on_Register(self, call: Message, app: str, _options: dict[str, Any]) -> None:  # noqa: N802 -- the name of the D-Bus method
        sender = _sender(call)
        if not self.has_registry:
            raise RefusedError("UnknownMethod", "there is no registry")
        if sender in self._registered:
            raise RefusedError("Failed", "registered too late")
        assert app == "stretchapp"
        if not self.forgets_apps:
            self._registered.add(sender)
        self._connection.send(new_method_return(call))

    def _on_Get(self, call: Message, interface: str, name: str) -> None:  # noqa: N802 -- the same
        assert (interface, name) == (SHORTCUTS, "version")
        self._connection.send(new_method_return(call, "v", (("u", 2),)))

    def _on_CreateSession(self, call: Message, options: dict[str, Any]) -> None:  # noqa: N802 -- the same
        sender = _sender(call)
        if self.has_registry and sender not in self._registered:
            raise RefusedError("NotAllowed", "An app id is required")
        session = _path("session", sender, options["session_handle_token"][1])
        self._sessions[session] = sender
        self._respond(call, options, GRANTED, {"session_handle": ("s", session)})

    def _on_BindShortcuts(  # noqa: N802 -- the same
        self,
        call: Message,
        session: str,
        shortcuts: list[Any],
        parent: str,
        options: dict[str, Any],
    ) -> None:
        if session not in self._sessions or session in self._bound_sessions:
            raise RefusedError("NotAllowed", "Invalid session")
        self._bound_sessions.add(session)
        self.bound = (shortcuts, parent)
        self._respond(call, options, self.response, {"shortcuts": ("a(sa{sv})", self._shortcuts())})

    def _on_ListShortcuts(  # noqa: N802 -- the same
        self, call: Message, session: str, options: dict[str, Any]
    ) -> None:
        assert session in self._sessions
        self._respond(call, options, GRANTED, {"shortcuts": ("a(sa{sv})", self._shortcuts())})

    def _shortcuts(self) -> list[tuple[str, dict[str, Any]]]:
        if self.key is None:
            return []
        details = {"description": ("s", "Cramp now")}
        if self.key:
            details["trigger_description"] = ("s", self.key)
        return [("relief", details)]

    def _respond(
        self, call: Message, options: dict[str, Any], code: int, results: dict[str, Any]
    ) -> None:
        """Return the path of a request, then finish the request."""
        token = options["handle_token"][1]
        request = _path("request", _sender(call), "7" if self.old_paths else token)
        self._connection.send(new_method_return(call, "o", (request,)))
        if self.is_undecided:
            return
        emitter = DBusAddress(request, interface="org.freedesktop.portal.Request")
        self._signal(emitter, "Response", "ua{sv}", (code, results), _sender(call))

    def _shortcuts_signal(
        self, name: str, signature: str, values: tuple[Any, ...], owner: str | None = None
    ) -> None:
        self._signal(DBusAddress(PATH, interface=SHORTCUTS), name, signature, values, owner)

    def _signal(
        self,
        emitter: DBusAddress,
        name: str,
        signature: str,
        values: tuple[Any, ...],
        owner: str | None,
    ) -> None:
        message = new_signal(emitter, name, signature, values)
        if owner is not None:
            message.header.fields[HeaderFields.destination] = owner
        self._connection.send(message)


def _sender(call: Message) -> str:
    return call.header.fields[HeaderFields.sender]


def _path(kind: str, sender: str, token: str) -> str:
    return f"{PATH}/{kind}/{sender[1:].replace('.', '_')}/{token}"
