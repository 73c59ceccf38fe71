"""The single instance for each user and data folder, which listens for requests of later ones.

A lock decides which process is the instance. The socket is Python's own and not a QLocalServer: the
hand-over at its other end must not import Qt, and QtNetwork would cost every start 9 ms and 3 MiB.
"""

from __future__ import annotations

import functools
import os
import socket
import stat
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from stretchapp.base.files import PRIVATE_FOLDER, make_private_folder
from stretchapp.base.i18n import _
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.connection import Connection
from stretchapp.desktop.instance.lock import PRIVATE_FILE, Lock, locked_folder
from stretchapp.desktop.instance.request import decode
from stretchapp.desktop.instance.transport import (
    ACCEPTED,
    NO_WINDOW,
    address_of,
    open_private_folder,
)

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.desktop.instance.request import Request

MAX_CONNECTIONS = 8
"""Upper limit of connections without a complete message; beyond it the oldest is closed."""

RETRY_MS = 1000
"""Pause after a connection could not be accepted because too many files are open."""


class SingleInstance(QObject):
    """Holds the lock of the single instance, and listens for requests of later processes.

    Attributes:
        problem: Why this process neither has the lock nor listens, as a sentence; empty otherwise.
        has_window: Whether this process can show a window; if not, requests for one are refused.

    Signals:
        requested: Another process passed on a ``Request``.
    """

    requested = Signal(object)

    def __init__(self, lock: Path, path: Path, parent: QObject | None = None) -> None:
        """Lock nothing yet.

        Args:
            lock: The lock file.
            path: The socket to listen at.
            parent: The Qt parent.
        """
        super().__init__(parent)
        self.problem = ""
        self.has_window = True
        self._folder = lock.parent
        self._lock = Lock(lock)
        self._socket_path = path
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self._resume)
        self._connections: list[Connection] = []

    def acquire(self) -> bool:
        """Become the single instance and listen; return False if another process is.

        Where the folder cannot be used, return True as well: help with a cramp is worth more than
        being the only window. ``problem`` says so.

        Requests wait in the socket until Qt's event loop runs.
        """
        try:
            make_private_folder(self._folder)
            _close_to_others(self._folder)
            # A process that starts at the same moment must find this one listening.
            with locked_folder(self._folder):
                is_ours = self._lock.acquire()
                if is_ours:
                    self._listen()
        except OSError as error:
            self.problem = _(
                "The folder {folder} cannot be used ({reason}), so nothing can be saved there."
            ).format(folder=self._folder, reason=error.strerror)
            return True
        return is_ours

    def release(self) -> None:
        """Stop listening, and let another process become the single instance."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._retry.stop()
        if self._socket is not None and self._notifier is not None:
            self._notifier.setEnabled(False)
            self._socket.close()
            self._socket_path.unlink(missing_ok=True)
            self._socket = None
        self._lock.release()

    def _listen(self) -> None:
        """Listen at the path. Without a socket the app works, but receives no requests."""
        folder = open_private_folder(os.fspath(self._socket_path.parent))
        if not hasattr(socket, "AF_UNIX") or folder is None:
            return
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.settimeout(0)
        try:
            # As this process holds the lock, an existing socket belonged to a killed instance.
            self._socket_path.unlink(missing_ok=True)
            listener.bind(address_of(os.fspath(self._socket_path), folder))
            self._socket_path.chmod(PRIVATE_FILE)
            listener.listen()
        except OSError:
            listener.close()
            return
        finally:
            os.close(folder)
        self._socket = listener
        self._notifier = QSocketNotifier(listener.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_connection)

    def _on_connection(self) -> None:
        assert self._socket is not None  # noqa: S101 -- only its notifier calls this
        assert self._notifier is not None  # noqa: S101 -- it is the caller
        try:
            accepted, _ = self._socket.accept()
        except (BlockingIOError, ConnectionError):
            # The other process has closed the connection.
            return
        except OSError:
            # No file can be opened now. Without a pause this would be called again at once.
            self._notifier.setEnabled(False)
            self._retry.start()
            return
        if len(self._connections) >= MAX_CONNECTIONS:
            self._connections.pop(0).close()
        connection = Connection(accepted, self)
        self._connections.append(connection)
        connection.received.connect(functools.partial(self._answer, connection))
        connection.timed_out.connect(functools.partial(self._connections.remove, connection))

    def _resume(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(True)

    def _answer(self, connection: Connection, message: bytes) -> None:
        """Answer a message, and pass on the request in it."""
        self._connections.remove(connection)
        request: Request | None = None
        answer = ACCEPTED
        try:
            request = decode(message)
        except UserError as error:
            answer = str(error).encode()
        if request is not None and not request.waits and not self.has_window:
            request, answer = None, NO_WINDOW
        # A process that did not wait for the answer has said so to its user.
        if connection.answer(answer) and request is not None:
            self.requested.emit(request)


def _close_to_others(folder: Path) -> None:
    """Make the folder private again, as a restored or copied one may be open to others.

    Raises:
        OSError: The folder belongs to another user, or its modes cannot be changed.
    """
    status = folder.stat()
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        raise PermissionError(None, _("it belongs to another user"))
    if stat.S_IMODE(status.st_mode) & ~PRIVATE_FOLDER:
        folder.chmod(PRIVATE_FOLDER)
