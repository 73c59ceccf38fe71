"""One connection of another process to the running instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from stretchapp.desktop.instance.transport import MAX_MESSAGE_BYTES

if TYPE_CHECKING:
    import socket

TIMEOUT_MS = 5000
"""Time after which a connection without a message is closed; the other side waits for less."""


class Connection(QObject):
    """Receives one message, and sends one answer.

    Signals:
        received: The message is complete, or too long; with its bytes.
        timed_out: No message came in time; the connection is closed.
    """

    received = Signal(bytes)
    timed_out = Signal()

    def __init__(self, connection: socket.socket, parent: QObject) -> None:
        """Wait for the message.

        Args:
            connection: The accepted connection.
            parent: The owner.
        """
        super().__init__(parent)
        self._connection = connection
        connection.settimeout(0)
        self._received = bytearray()
        self._notifier = QSocketNotifier(connection.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_data)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(TIMEOUT_MS)

    def answer(self, answer: bytes) -> bool:
        """Send the answer and close; return whether the other process can still read it."""
        try:
            self._connection.sendall(answer)
        except OSError:
            return False
        finally:
            self.close()
        return True

    def close(self) -> None:
        """Close the connection; no signal follows."""
        self._stop()
        self._connection.close()
        self.deleteLater()

    def _stop(self) -> None:
        self._notifier.setEnabled(False)
        self._timer.stop()

    def _on_timeout(self) -> None:
        self.close()
        self.timed_out.emit()

    def _on_data(self) -> None:
        try:
            data = self._connection.recv(MAX_MESSAGE_BYTES)
        except OSError:
            data = b""
        self._received.extend(data)
        is_incomplete = b"\n" not in self._received and len(self._received) <= MAX_MESSAGE_BYTES
        if data and is_incomplete:
            return
        self._stop()
        self.received.emit(bytes(self._received))
