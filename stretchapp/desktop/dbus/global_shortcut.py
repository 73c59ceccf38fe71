"""The global shortcut that starts relief from anywhere, set up through the desktop portal.

The desktop asks the user for the shortcut and stores it. It does so only for an app that it knows
by an entry in the applications menu.
"""

# jeepney ships no type information.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from jeepney import HeaderFields
from PySide6.QtCore import QObject, QTimer, Signal

from stretchapp.base.i18n import N_, _
from stretchapp.desktop.dbus.addresses import BUS_NAME, session_bus_address
from stretchapp.desktop.dbus.portal import (
    NO_PORTAL,
    NO_SHORTCUTS,
    PORTAL,
    PORTAL_PATH,
    PORTAL_PROPERTIES,
    REGISTRY,
    REQUEST,
    SESSION,
    SHORTCUTS,
    SHORTCUTS_PORTAL,
    new_token,
    object_path,
    rebinds_without_dialog,
)
from stretchapp.desktop.dbus.qt_connection import AsyncBusConnection
from stretchapp.desktop.launching.installation import APP_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import DBusAddress, Message

    from stretchapp.desktop.dbus.qt_connection import Reply, ReplyHandler

    ResultsHandler = Callable[[dict[str, Any]], object]

SHORTCUT_ID = "relief"
DESCRIPTION = N_("Cramp now")
PREFERRED_TRIGGER = "LOGO+F2"
"""The window's own key for relief plus the desktop's key, in the form of the Shortcuts spec."""

REPLY_TIMEOUT_MS = 10_000
"""How long the portal may take to reply to a call: the desktop may have to start it first.

A dialog that it shows may stay open without a limit.
"""

GRANTED, CANCELLED = 0, 1
"""Response codes of a portal request; all others mean that it failed."""

Kind = Literal["unknown", "available", "asking", "set", "not-set", "unavailable", "lost"]


@dataclass(frozen=True, slots=True)
class ShortcutState:
    """The state of the shortcut.

    Attributes:
        kind: ``available``: this desktop can provide a shortcut. ``asking``: its dialog is open.
            ``set``: the shortcut starts relief. ``not-set``: the user or the desktop chose none.
            ``unavailable``: this desktop cannot provide one. ``lost``: it worked until now.
        text: The state as a sentence in English, with places for ``key`` and ``reason``.
        key: The desktop's name for the key combination; empty if the desktop does not tell it.
        reason: Why there is no shortcut, as the desktop or the bus says; may be empty.
    """

    kind: Kind
    text: str
    key: str = ""
    reason: str = ""

    @property
    def sentence(self) -> str:
        """The state as a sentence in the person's language."""
        return _(self.text).format(key=self.key, reason=self.reason)


UNKNOWN = ShortcutState("unknown", N_("The desktop has not been asked yet."))
AVAILABLE = ShortcutState("available", N_("This desktop can set a shortcut for cramp relief."))
ASKING = ShortcutState("asking", N_("The desktop is asking you for the shortcut."))
CANCELLED_BY_USER = ShortcutState("not-set", N_("No shortcut was chosen."))
FAILED = ShortcutState("not-set", N_("The desktop closed its dialog; no shortcut was set."))
NOT_SET = ShortcutState(
    "not-set", N_("No shortcut is set. Set one here or in the settings of your desktop.")
)
SET = N_("The shortcut is {key}.")
SET_WITHOUT_NAME = N_("The shortcut is set; the settings of your desktop show which it is.")
REFUSED = N_("Could not set the shortcut: {reason}")
# Translators: {reason} has a small first letter and no full stop: "there is no session bus".
UNSUPPORTED = N_("This desktop does not support app shortcuts: {reason}.")
NO_REPLY = ShortcutState("unavailable", N_("The portal of this desktop does not answer."))
CLOSED_BY_DESKTOP = ShortcutState("lost", N_("The desktop removed the shortcut; set it again."))
BUS_LOST = ShortcutState(
    "lost", N_("The connection to the desktop was lost; the shortcut no longer works.")
)
PORTAL_LOST = ShortcutState(
    "lost", N_("The desktop portal has ended; the shortcut works again when it is back.")
)


class GlobalShortcut(QObject):
    """Sets up the shortcut and reports when it is pressed; idle until a method is called.

    Attributes:
        state: The state of the shortcut.

    Signals:
        changed: ``state`` has changed.
        pressed: The shortcut was pressed. Carries the token with which the desktop lets the window
            come to the front, or an empty string.
    """

    changed = Signal()
    pressed = Signal(str)

    def __init__(
        self,
        environ: Mapping[str, str],
        parent: QObject | None = None,
        *,
        timeout_ms: int = REPLY_TIMEOUT_MS,
    ) -> None:
        """Prepare without asking the desktop.

        Args:
            environ: The environment variables.
            parent: The owner.
            timeout_ms: How long the portal may take to reply to a call.
        """
        super().__init__(parent)
        self.state = UNKNOWN
        self._environ = environ
        self._bus: AsyncBusConnection | None = None
        self._on_available: Callable[[], object] = _do_nothing
        self._session = ""
        self._requests: dict[str, ResultsHandler] = {}
        self._parent_window = ""
        self._reply_timeout = QTimer(self)
        self._reply_timeout.setSingleShot(True)
        self._reply_timeout.setInterval(timeout_ms)
        self._reply_timeout.timeout.connect(lambda: self._stop(NO_REPLY))

    def check(self) -> None:
        """Find out whether this desktop can provide a shortcut; does nothing once connected."""
        if self._bus is None:
            self._connect(lambda: self._stop(AVAILABLE))

    def request(self, parent_window: str = "") -> None:
        """Ask for a shortcut; the desktop shows its own dialog.

        Args:
            parent_window: The window that the dialog belongs to, as portals write it.
        """
        self._parent_window = parent_window
        self._connect(lambda: self._create_session(self._bind))

    def restore(self) -> None:
        """Listen to the shortcut that was set earlier, without a dialog."""
        self._parent_window = ""
        then = self._bind if rebinds_without_dialog(self._environ) else self._list
        self._connect(lambda: self._create_session(then))

    def close(self) -> None:
        """Stop listening."""
        self._stop(UNKNOWN)

    # Setting up, step by step.

    def _connect(self, on_available: Callable[[], object]) -> None:
        self._disconnect()
        self._on_available = on_available
        try:
            address = session_bus_address(self._environ)
        except OSError as error:
            self._set_state(_unsupported(str(error)))
            return
        self._bus = AsyncBusConnection(address, self)
        self._bus.received.connect(self._on_message)
        self._bus.ready.connect(self._on_ready)
        self._bus.lost.connect(self._on_lost)
        # A bus that accepts the connection and then hangs counts as no reply too.
        self._reply_timeout.start()
        self._bus.open()

    def _on_ready(self) -> None:
        if self._bus is None:
            return
        self._bus.subscribe(f"type='signal',sender='{PORTAL}',path_namespace='{PORTAL_PATH}'")
        self._bus.subscribe(f"type='signal',member='NameOwnerChanged',arg0='{PORTAL}'")
        # Must come before all other calls. Portals before 1.19 have no registry and reply with an
        # error, which does not matter.
        self._bus.call(REGISTRY, "Register", "sa{sv}", APP_ID, {})
        self._call(PORTAL_PROPERTIES, "Get", "ss", (SHORTCUTS, "version"), self._on_version)

    def _on_lost(self) -> None:
        if self._bus is not None and self._bus.unique_name:
            self._stop(BUS_LOST)
        else:
            self._stop(_unsupported(_("the session bus does not answer")))

    def _on_version(self, reply: Reply) -> None:
        if not reply.error:
            self._on_available()
        elif "ServiceUnknown" in reply.error or "NameHasNoOwner" in reply.error:
            self._stop(ShortcutState("unavailable", NO_PORTAL))
        else:
            self._stop(ShortcutState("unavailable", NO_SHORTCUTS))

    def _create_session(self, then: Callable[[], object]) -> None:
        token = new_token()

        def on_created(results: dict[str, Any]) -> None:
            self._session = str(results.get("session_handle", ("s", self._session))[1])
            then()

        self._session = self._object_path("session", token)
        options = {"session_handle_token": ("s", token)}
        self._request("CreateSession", "a{sv}", (), options, on_created)

    def _bind(self) -> None:
        self._set_state(ASKING)
        shortcut = {
            "description": ("s", _(DESCRIPTION)),
            "preferred_trigger": ("s", PREFERRED_TRIGGER),
        }
        values = (self._session, [(SHORTCUT_ID, shortcut)], self._parent_window)
        self._request("BindShortcuts", "oa(sa{sv})sa{sv}", values, {}, self._on_shortcuts)

    def _list(self) -> None:
        self._request("ListShortcuts", "oa{sv}", (self._session,), {}, self._on_shortcuts)

    def _on_shortcuts(self, results: dict[str, Any]) -> None:
        # The session stays open even without a shortcut: the user may set one later in the
        # desktop's settings.
        self._read_shortcuts(results.get("shortcuts", ("a(sa{sv})", []))[1])

    def _read_shortcuts(self, shortcuts: list[tuple[str, dict[str, Any]]]) -> None:
        details = dict(shortcuts).get(SHORTCUT_ID)
        if details is None:
            self._set_state(NOT_SET)
            return
        key = str(details.get("trigger_description", ("s", ""))[1])
        self._set_state(ShortcutState("set", SET if key else SET_WITHOUT_NAME, key))

    # Calls, replies and signals.

    def _request(
        self,
        method: str,
        signature: str,
        values: tuple[object, ...],
        options: dict[str, tuple[str, str]],
        on_results: ResultsHandler,
    ) -> None:
        """Call a method of the portal whose results come later, in a signal."""
        token = new_token()
        expected = self._object_path("request", token)
        self._requests[expected] = on_results

        def on_reply(reply: Reply) -> None:
            if reply.error:
                self._stop(ShortcutState("unavailable", REFUSED, reason=reply.error))
            elif reply.body[0] != expected and expected in self._requests:
                # Portals before 0.9 choose the path themselves.
                self._requests[reply.body[0]] = self._requests.pop(expected)

        everything = (*values, {**options, "handle_token": ("s", token)})
        self._call(SHORTCUTS_PORTAL, method, signature, everything, on_reply)

    def _call(
        self,
        address: DBusAddress,
        method: str,
        signature: str,
        values: tuple[object, ...],
        on_reply: ReplyHandler,
    ) -> None:
        """Call a method that must be answered within the timeout."""

        def on_reply_in_time(reply: Reply) -> None:
            self._reply_timeout.stop()
            on_reply(reply)

        if self._bus is not None:
            self._reply_timeout.start()
            self._bus.call(address, method, signature, *values, on_reply=on_reply_in_time)

    def _on_message(self, message: Message) -> None:
        fields = message.header.fields
        path = str(fields.get(HeaderFields.path, ""))
        interface = fields.get(HeaderFields.interface, "")
        name = str(fields.get(HeaderFields.member, ""))
        if (interface, name) == (REQUEST, "Response"):
            self._on_response(path, *message.body)
        elif (interface, name) == (BUS_NAME, "NameOwnerChanged"):
            self._on_owner_changed(str(message.body[2]))
        elif (interface, name) == (SESSION, "Closed") and path == self._session:
            self._stop(CLOSED_BY_DESKTOP)
        elif interface == SHORTCUTS and message.body[0] == self._session:
            self._on_shortcut_signal(name, message.body)

    def _on_shortcut_signal(self, name: str, body: tuple[Any, ...]) -> None:
        if name == "ShortcutsChanged":
            self._read_shortcuts(body[1])
        elif name == "Activated" and body[1] == SHORTCUT_ID:
            self.pressed.emit(str(body[3].get("activation_token", ("s", ""))[1]))

    def _on_response(self, request: str, code: int, results: dict[str, Any]) -> None:
        on_results = self._requests.pop(request, None)
        if on_results is None:
            return
        if code == GRANTED:
            on_results(results)
        else:
            self._stop(CANCELLED_BY_USER if code == CANCELLED else FAILED)

    def _on_owner_changed(self, owner: str) -> None:
        if owner and self.state is PORTAL_LOST:
            self.restore()
        elif not owner and self.state.kind == "set":
            self._session = ""
            self._set_state(PORTAL_LOST)
        elif not owner and self._requests:
            self._stop(NO_REPLY)

    def _object_path(self, kind: str, token: str) -> str:
        return object_path(kind, "" if self._bus is None else self._bus.unique_name, token)

    def _stop(self, state: ShortcutState) -> None:
        self._disconnect()
        self._set_state(state)

    def _disconnect(self) -> None:
        """Leave the bus; the portal then closes the session."""
        self._reply_timeout.stop()
        self._requests.clear()
        self._session = ""
        if self._bus is not None:
            self._bus.close()
            self._bus = None

    def _set_state(self, state: ShortcutState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _unsupported(reason: str) -> ShortcutState:
    return ShortcutState("unavailable", UNSUPPORTED, reason=reason)


def _do_nothing() -> None:
    """Do nothing; replaced before the first connection."""
