"""Hides the mouse cursor after three seconds without movement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QHoverEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

AFTER_MS = 3000
"""How long the cursor rests before it is hidden, in milliseconds."""


class HidingCursor(QObject):
    """Hides the cursor over a page, and shows it again when it moves.

    Only the cursor of the page is changed. No timer runs while the cursor is hidden.
    """

    def __init__(
        self, page: QWidget, may_hide: Callable[[], bool] = lambda: True, after_ms: int = AFTER_MS
    ) -> None:
        """Start the timer.

        Args:
            page: The page over which the cursor is hidden.
            may_hide: Return whether the cursor may be hidden; called on every movement.
            after_ms: How long the cursor rests before it is hidden, in milliseconds.
        """
        super().__init__(page)
        self._page = page
        self._may_hide = may_hide
        self._place = QPointF()
        # The page then gets hover events for all widgets on it.
        page.setAttribute(Qt.WidgetAttribute.WA_Hover)
        page.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(after_ms)
        self._timer.timeout.connect(self.hide)
        self._show()

    def hide(self) -> None:
        """Hide the cursor, if that is allowed."""
        if self._may_hide():
            self._page.setCursor(Qt.CursorShape.BlankCursor)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show the cursor when it moves or the page changes; let every event pass."""
        if isinstance(event, QHoverEvent):
            # Some hover events come without a movement, when a widget below the cursor moves.
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
