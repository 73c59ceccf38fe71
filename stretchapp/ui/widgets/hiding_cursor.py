"""The pointer of the mouse, which goes out of the way of who does not move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QHoverEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

AFTER_MS = 3000


class HidingCursor(QObject):
    """Hides the pointer over a page that nobody points at, and shows it with the next movement.

    It is the cursor of the page alone that is changed: with the page, that ends too. Nothing runs
    while the pointer rests.
    """

    def __init__(
        self, page: QWidget, may_hide: Callable[[], bool] = lambda: True, after_ms: int = AFTER_MS
    ) -> None:
        """Begin to wait.

        Args:
            page: Where the pointer is hidden.
            may_hide: Asked with every movement, and each time before it is hidden.
            after_ms: How long it is to rest before.
        """
        super().__init__(page)
        self._page = page
        self._may_hide = may_hide
        self._place = QPointF()
        # So that the page is told of movements over everything on it.
        page.setAttribute(Qt.WidgetAttribute.WA_Hover)
        page.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.hide)
        self._show()

    def hide(self) -> None:
        """Hide it, if it may be."""
        if self._may_hide():
            self._page.setCursor(Qt.CursorShape.BlankCursor)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let every event pass, and show the pointer again when it moves or the page changes."""
        if isinstance(event, QHoverEvent):
            # Some come without a movement, when something moves away below the pointer.
            if event.globalPosition() != self._place:
                self._place = event.globalPosition()
                self._show()
        elif event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._show()
        return False

    def _show(self) -> None:
        self._page.unsetCursor()
        if self._may_hide():
            self._timer.start()
