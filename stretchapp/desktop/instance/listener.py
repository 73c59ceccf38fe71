"""One window for each user and data folder: a lock decides, a socket takes the others' commands.

The socket is Python's own and not a QLocalServer: its other end, the hand-over, must do without Qt,
and QtNetwork would cost every start 9 ms and 3 MiB.
"""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from stretchapp.base.files import make_private_folder
from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.lock import PRIVATE_FILE, Lock, one_after_the_other
from stretchapp.desktop.instance.request import decode, is_private
from stretchapp.desktop.instance.transport import ACCEPTED, MAX_MESSAGE_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.desktop.instance.request import Request


class SingleInstance(QObject):
    """The right to be the one instance, and the ear for those that come later.

    Signals:
        requested: Another process passed on a ``Request``.
    """

    requested = Signal(object)

    def __init__(self, lock: Path, path: Path, parent: QObject | None = None) -> None:
        """Prepare; nothing is locked yet.

        Args:
            lock: The lock file.
            path: Where to listen.
            parent: The owner.
        """
        super().__init__(parent)
        self._folder = lock.parent
        self._lock = Lock(lock)
        self._socket_path = path
        self._socket: socket.socket | None = None
        self._notifier: QSocketNotifier | None = None

    def acquire(self) -> bool:
        """Become the one instance and listen; False when another one is.

        What others pass on waits in the socket until the events of Qt are looked after.

        Raises:
            UserError: The folder of the lock cannot be used.
        """
        try:
            make_private_folder(self._folder)
            # Who comes second finds the first one listening.
            with one_after_the_other(self._folder):
                is_ours = self._lock.acquire()
                if is_ours:
                    self._listen()
        except OSError as error:
            reason = error.strerror
            raise UserError(f"The folder {self._folder} cannot be used ({reason}).") from error
        return is_ours

    def release(self) -> None:
        """Stop listening and let others be the one instance."""
        if self._socket is not None and self._notifier is not None:
            self._notifier.setEnabled(False)
            self._socket.close()
            self._socket_path.unlink(missing_ok=True)
            self._socket = None
        self._lock.release()

    def _listen(self) -> None:
        """Listen at the path; without a socket the app works, only alone."""
        if not hasattr(socket, "AF_UNIX") or not is_private(self._socket_path.parent):
            return
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        listener.settimeout(0)
        try:
            # The lock is ours, so whatever is there was left by an instance that was killed.
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
        assert self._socket is not None  # noqa: S101 -- it is what was connected to
        try:
            connection, _ = self._socket.accept()
        except OSError:
            # They have gone again.
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
        """Answer a message, and do what it asks for."""
        request: Request | None = None
        answer = ACCEPTED
        try:
            request = decode(message)
        except UserError as error:
            answer = str(error).encode()
        try:
            connection.sendall(answer)
        except OSError:
            # They did not wait for the answer and have told their user so.
            return
        if request is not None:
            self.requested.emit(request)
