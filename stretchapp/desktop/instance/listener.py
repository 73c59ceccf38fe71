"""The single instance for each user and data folder, which listens for requests of later ones.

A lock decides which process is the instance. The socket is Python's own and not a QLocalServer: the
hand-over at its other end must not import Qt, and QtNetwork would cost every start 9 ms and 3 MiB.
"""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from stretchapp.base.files import make_private_folder
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.lock import PRIVATE_FILE, Lock, locked_folder
from stretchapp.desktop.instance.request import decode, is_private
from stretchapp.desktop.instance.transport import ACCEPTED, MAX_MESSAGE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.desktop.instance.request import Request


class SingleInstance(QObject):
    """Holds the lock of the single instance, and listens for requests of later processes.

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
        self._folder = lock.parent
        self._lock = Lock(lock)
        self._socket_path = path
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None

    def acquire(self) -> bool:
        """Become the single instance and listen; return False if another process is.

        Requests wait in the socket until Qt's event loop runs.

        Raises:
            UserError: The folder of the lock cannot be used.
        """
        try:
            make_private_folder(self._folder)
            # A process that starts at the same moment must find this one listening.
            with locked_folder(self._folder):
                is_ours = self._lock.acquire()
                if is_ours:
                    self._listen()
        except OSError as error:
            reason = error.strerror
            raise UserError(f"The folder {self._folder} cannot be used ({reason}).") from error
        return is_ours

    def release(self) -> None:
        """Stop listening, and let another process become the single instance."""
        if self._socket is not None and self._notifier is not None:
            self._notifier.setEnabled(False)
            self._socket.close()
            self._socket_path.unlink(missing_ok=True)
            self._socket = None
        self._lock.release()

    def _listen(self) -> None:
        """Listen at the path. Without a socket the app works, but receives no requests."""
        if not hasattr(socket, "AF_UNIX") or not is_private(self._socket_path.parent):
            return
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.settimeout(0)
        try:
            # As this process holds the lock, an existing socket belonged to a killed instance.
            self._socket_path.unlink(missing_ok=True)
            listener.bind(os.fspath(self._socket_path))
            self._socket_path.chmod(PRIVATE_FILE)
            listener.listen()
        except OSError:
            listener.close()
            return
        self._socket = listener
        self._notifier = QSocketNotifier(listener.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_connection)

    def _on_connection(self) -> None:
        assert self._socket is not None  # noqa: S101 -- only its notifier calls this
        try:
            connection, _ = self._socket.accept()
        except OSError:
            # The other process has closed the connection.
            return
        connection.settimeout(0)
        received = bytearray()
        notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)

        def on_data() -> None:
            try:
                data = connection.recv(MAX_MESSAGE_BYTES)
            except OSError:
                data = b""
            received.extend(data)
            if data and b"\n" not in received and len(received) <= MAX_MESSAGE_BYTES:
                return
            notifier.setEnabled(False)
            notifier.deleteLater()
            with connection:
                self._answer(connection, bytes(received))

        notifier.activated.connect(on_data)

    def _answer(self, connection: socket.socket, message: bytes) -> None:
        """Answer a message, and pass on the request in it."""
        request: Request | None = None
        answer = ACCEPTED
        try:
            request = decode(message)
        except UserError as error:
            answer = str(error).encode()
        try:
            connection.sendall(answer)
        except OSError:
            # The other process did not wait for the answer, and has said so to its user.
            return
        if request is not None:
            self.requested.emit(request)
