"""The key that starts relief from anywhere, asked for through the desktop portal.

The desktop asks the user which key it is to be, and keeps it. It does so only for an app that it
knows by an entry in the applications menu.
"""

# jeepney says nothing of its types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from jeepney import HeaderFields
from PySide6.QtCore import QObject, QTimer, Signal

from stretchapp.desktop.dbus.blocking_connection import bus_address
from stretchapp.desktop.dbus.portal import (
    NO_PORTAL,
    NO_SHORTCUTS,
    PORTAL,
    PORTAL_PATH,
    PROPERTIES,
    REGISTRY,
    REQUEST,
    SESSION,
    SHORTCUTS,
    SHORTCUTS_PORTAL,
    binds_silently,
    handle,
    new_token,
)
from stretchapp.desktop.dbus.qt_connection import BUS_NAME, BusLink
from stretchapp.desktop.menu.menu_entry import APP_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jeepney import DBusAddress, Message

    from stretchapp.desktop.dbus.qt_connection import Answer, Answered

    Done = Callable[[dict[str, Any]], object]

SHORTCUT = "relief"
DESCRIPTION = "Cramp now"
PREFERRED_KEY = "LOGO+F2"
"""The key of relief in the window with that of the desktop, by the Shortcuts Specification."""

ANSWER_TIMEOUT_MS = 10_000
"""The desktop may have to start the portal first. A dialog may stay open as long as one likes."""

GRANTED, CANCELLED = 0, 1

Kind = Literal["unknown", "available", "asking", "set", "no key", "unavailable", "lost"]


@dataclass(frozen=True, slots=True)
class KeyState:
    """What has become of the key.

    Attributes:
        kind: ``available``: it can be asked for. ``asking``: the desktop has been asked. ``set``:
            it starts relief. ``no key``: the desktop could, but has given none. ``unavailable``:
            this desktop cannot. ``lost``: it worked until now.
        words: The same in a sentence.
        key: What the desktop calls the key; it may leave that out.
    """

    kind: Kind
    words: str
    key: str = ""


UNKNOWN = KeyState("unknown", "The desktop has not been asked yet.")
AVAILABLE = KeyState("available", "This desktop can give stretchapp a key of its own.")
ASKING = KeyState("asking", "The desktop asks you for the key.")
REFUSED = KeyState("no key", "You have not chosen a key in the question of the desktop.")
NONE = KeyState("no key", "The desktop has no key for stretchapp; set one here or in its settings.")
SILENT = KeyState("unavailable", "The portal of this desktop does not answer.")
CLOSED = KeyState("lost", "The desktop has taken the key back; set it again.")
NO_BUS_LEFT = KeyState("lost", "The session bus has ended, and the key with it.")
PORTAL_GONE = KeyState("lost", "The desktop portal has ended; the key works again when it is back.")


class GlobalShortcut(QObject):
    """Asks for the key and listens to it; nothing goes on before it is told to.

    Attributes:
        state: What has become of the key.

    Signals:
        changed: ``state`` is another one.
        pressed: The key was pressed. With what the desktop gives for the window to come to the
            front, or nothing.
    """

    changed = Signal()
    pressed = Signal(str)

    def __init__(
        self,
        environ: Mapping[str, str],
        parent: QObject | None = None,
        *,
        patience_ms: int = ANSWER_TIMEOUT_MS,
    ) -> None:
        """Prepare; the desktop is asked nothing yet.

        Args:
            environ: The environment variables.
            parent: The owner.
            patience_ms: How long the desktop may take to begin what it is asked for.
        """
        super().__init__(parent)
        self.state = UNKNOWN
        self._environ = environ
        self._bus: BusLink | None = None
        self._begin: Callable[[], object] = _nothing
        self._session = ""
        self._requests: dict[str, Done] = {}
        self._parent_window = ""
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(lambda: self._end(SILENT))

    def look(self) -> None:
        """Find out whether this desktop could give a key, unless that is known; ask for none."""
        if self._bus is None:
            self._connect(lambda: self._end(AVAILABLE))

    def ask(self, parent_window: str = "") -> None:
        """Ask for a key; the desktop shows a dialog of its own.

        Args:
            parent_window: The window that the dialog belongs to, as portals write it.
        """
        self._parent_window = parent_window
        self._connect(lambda: self._create_session(self._bind))

    def restore(self) -> None:
        """Listen to the key that was given earlier, without any dialog."""
        self._parent_window = ""
        then = self._bind if binds_silently(self._environ) else self._list
        self._connect(lambda: self._create_session(then))

    def close(self) -> None:
        """Listen no longer."""
        self._end(UNKNOWN)

    # The way to a key, step by step.

    def _connect(self, begin: Callable[[], object]) -> None:
        self._disconnect()
        self._begin = begin
        try:
            address = bus_address(self._environ)
        except OSError as error:
            self._become(_cannot_be_asked(str(error)))
            return
        self._bus = BusLink(address, self)
        self._bus.received.connect(self._on_message)
        self._bus.ready.connect(self._on_ready)
        self._bus.lost.connect(self._on_lost)
        # Buses that stand still are not waited for either.
        self._patience.start()
        self._bus.open()

    def _on_ready(self) -> None:
        if self._bus is None:
            return
        self._bus.watch(f"type='signal',sender='{PORTAL}',path_namespace='{PORTAL_PATH}'")
        self._bus.watch(f"type='signal',member='NameOwnerChanged',arg0='{PORTAL}'")
        # Before everything else. Portals before 1.19 know no registry: what they say is no matter.
        self._bus.call(REGISTRY, "Register", "sa{sv}", APP_ID, {})
        self._ask(PROPERTIES, "Get", "ss", (SHORTCUTS, "version"), self._on_version)

    def _on_lost(self) -> None:
        if self._bus is not None and self._bus.unique_name:
            self._end(NO_BUS_LEFT)
        else:
            self._end(_cannot_be_asked("the session bus does not answer"))

    def _on_version(self, answer: Answer) -> None:
        if not answer.problem:
            self._begin()
        elif "ServiceUnknown" in answer.problem or "NameHasNoOwner" in answer.problem:
            self._end(KeyState("unavailable", NO_PORTAL))
        else:
            self._end(KeyState("unavailable", NO_SHORTCUTS))

    def _create_session(self, then: Callable[[], object]) -> None:
        token = new_token()

        def created(results: dict[str, Any]) -> None:
            self._session = str(results.get("session_handle", ("s", self._session))[1])
            then()

        self._session = self._handle("session", token)
        options = {"session_handle_token": ("s", token)}
        self._request("CreateSession", "a{sv}", (), options, created)

    def _bind(self) -> None:
        self._become(ASKING)
        shortcut = {
            "description": ("s", DESCRIPTION),
            "preferred_trigger": ("s", PREFERRED_KEY),
        }
        values = (self._session, [(SHORTCUT, shortcut)], self._parent_window)
        self._request("BindShortcuts", "oa(sa{sv})sa{sv}", values, {}, self._on_shortcuts)

    def _list(self) -> None:
        self._request("ListShortcuts", "oa{sv}", (self._session,), {}, self._on_shortcuts)

    def _on_shortcuts(self, results: dict[str, Any]) -> None:
        # The session goes on even without a key: one may be given in the desktop's own settings.
        self._take(results.get("shortcuts", ("a(sa{sv})", []))[1])

    def _take(self, shortcuts: list[tuple[str, dict[str, Any]]]) -> None:
        details = dict(shortcuts).get(SHORTCUT)
        if details is None:
            self._become(NONE)
            return
        key = str(details.get("trigger_description", ("s", ""))[1])
        words = f"The key is {key}." if key else "The key is set; the desktop knows which it is."
        self._become(KeyState("set", words, key))

    # Questions, answers and signals.

    def _request(
        self,
        method: str,
        signature: str,
        values: tuple[object, ...],
        options: dict[str, tuple[str, str]],
        then: Done,
    ) -> None:
        """Call a method of the portal whose results come later, in a signal."""
        token = new_token()
        expected = self._handle("request", token)
        self._requests[expected] = then

        def begun(answer: Answer) -> None:
            if answer.problem:
                self._end(KeyState("unavailable", f"The desktop gives no key: {answer.problem}"))
            elif answer.body[0] != expected and expected in self._requests:
                # Portals before 0.9 choose the path themselves.
                self._requests[answer.body[0]] = self._requests.pop(expected)

        everything = (*values, {**options, "handle_token": ("s", token)})
        self._ask(SHORTCUTS_PORTAL, method, signature, everything, begun)

    def _ask(
        self,
        whom: DBusAddress,
        method: str,
        signature: str,
        values: tuple[object, ...],
        then: Answered,
    ) -> None:
        """Call a method that must be answered soon."""

        def answered(answer: Answer) -> None:
            self._patience.stop()
            then(answer)

        if self._bus is not None:
            self._patience.start()
            self._bus.call(whom, method, signature, *values, then=answered)

    def _on_message(self, message: Message) -> None:
        fields = message.header.fields
        path = str(fields.get(HeaderFields.path, ""))
        interface = fields.get(HeaderFields.interface, "")
        name = str(fields.get(HeaderFields.member, ""))
        if (interface, name) == (REQUEST, "Response"):
            self._on_response(path, *message.body)
        elif (interface, name) == (BUS_NAME, "NameOwnerChanged"):
            self._on_owner(str(message.body[2]))
        elif (interface, name) == (SESSION, "Closed") and path == self._session:
            self._end(CLOSED)
        elif interface == SHORTCUTS and message.body[0] == self._session:
            self._on_shortcut(name, message.body)

    def _on_shortcut(self, signal: str, body: tuple[Any, ...]) -> None:
        if signal == "ShortcutsChanged":
            self._take(body[1])
        elif signal == "Activated" and body[1] == SHORTCUT:
            self.pressed.emit(str(body[3].get("activation_token", ("s", ""))[1]))

    def _on_response(self, request: str, code: int, results: dict[str, Any]) -> None:
        then = self._requests.pop(request, None)
        if then is None:
            return
        if code == GRANTED:
            then(results)
        elif code == CANCELLED:
            self._end(REFUSED)
        else:
            self._end(KeyState("no key", "The desktop has ended its question without a key."))

    def _on_owner(self, owner: str) -> None:
        if owner and self.state is PORTAL_GONE:
            self.restore()
        elif not owner and self.state.kind == "set":
            self._session = ""
            self._become(PORTAL_GONE)
        elif not owner and self._requests:
            self._end(SILENT)

    def _handle(self, kind: str, token: str) -> str:
        return handle(kind, "" if self._bus is None else self._bus.unique_name, token)

    def _end(self, state: KeyState) -> None:
        self._disconnect()
        self._become(state)

    def _disconnect(self) -> None:
        """Leave the bus; the portal then closes the session."""
        self._patience.stop()
        self._requests.clear()
        self._session = ""
        if self._bus is not None:
            self._bus.close()
            self._bus.deleteLater()
            self._bus = None

    def _become(self, state: KeyState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit()


def _cannot_be_asked(why: str) -> KeyState:
    return KeyState("unavailable", f"The desktop cannot be asked for a key: {why}.")


def _nothing() -> None:
    """Begin nothing."""
