"""One window for each user and data folder: a lock decides, a socket takes the others' commands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from stretchapp.base.files import make_private_folder
from stretchapp.base.problems import UserError
from stretchapp.desktop.handover import ACCEPTED, MAX_MESSAGE_BYTES, decode

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.desktop.handover import Request


class SingleInstance(QObject):
    """The right to be the one instance, and the ear for those that come later.

    Signals:
        requested: Another process passed on a ``Request``.
    """

    requested = Signal(object)

    def __init__(self, lock: Path, socket: Path, parent: QObject | None = None) -> None:
        """Prepare; nothing is locked yet.

        Args:
            lock: The lock file.
            socket: Where to listen.
            parent: The owner.
        """
        super().__init__(parent)
        self._lock_path = lock
        self._socket_path = socket
        self._lock = QLockFile(os.fspath(lock))
        # Only the death of its process makes a lock stale, not its age.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def acquire(self) -> bool:
        """Become the one instance; False when another one is.

        Raises:
            UserError: The lock cannot be written.
        """
        try:
            make_private_folder(self._lock_path.parent)
        except OSError as error:
            raise UserError(
                f"The folder {self._lock_path.parent} cannot be written to ({error.strerror})."
            ) from error
        if not self._lock.tryLock(0):
            if self._lock.error() == QLockFile.LockError.LockFailedError:
                return False
            raise UserError(f"The file {self._lock_path} cannot be written; check its folder.")
        return True

    def listen(self) -> bool:
        """Take commands from now on; without a socket the app works, only alone."""
        try:
            make_private_folder(self._socket_path.parent)
        except OSError:
            return False
        # The lock is ours, so whatever is there was left by an instance that was killed.
        QLocalServer.removeServer(os.fspath(self._socket_path))
        return self._server.listen(os.fspath(self._socket_path))

    def release(self) -> None:
        """Stop listening and let others be the one instance."""
        self._server.close()
        self._lock.unlock()

    def _on_connection(self) -> None:
        while (connection := self._server.nextPendingConnection()) is not None:
            connection.readyRead.connect(lambda it=connection: self._on_message(it))
            connection.disconnected.connect(connection.deleteLater)

    def _on_message(self, connection: QLocalSocket) -> None:
        if not connection.canReadLine():
            if connection.bytesAvailable() > MAX_MESSAGE_BYTES:
                connection.abort()
            return
        request: Request | None = None
        answer = ACCEPTED
        try:
            request = decode(bytes(connection.readLine().data()))
        except UserError as error:
            answer = str(error).encode()
        connection.write(answer)
        connection.flush()
        connection.disconnectFromServer()
        if request is not None:
            self.requested.emit(request)
