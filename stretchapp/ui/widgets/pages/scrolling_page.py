"""What most pages have in common: they lie in a scrolling column of comfortable width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stretchapp.ui.widgets.notice import Notices

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QLabel, QPushButton

    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.notice import Notice

MAX_WIDTH_PX = 1100


class Page(QWidget):
    """A page: a scrolling column, and a row of buttons that always stays in sight.

    Attributes:
        column: Where the content goes.

    Signals:
        back_chosen: Go back to where one came from.
    """

    back_chosen = Signal()

    def __init__(self, appearance: Appearance, title: str) -> None:
        """Make an empty page.

        Args:
            appearance: Fonts and sizes.
            title: What a screen reader calls the page.
        """
        super().__init__()
        self.setAccessibleName(title)
        self._appearance = appearance
        margin = appearance.px(20)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(appearance.px(12))
        content.setMaximumWidth(appearance.px(MAX_WIDTH_PX))
        # One word that is too long must not make all other text as wide.
        content.setMinimumWidth(1)
        centred = QWidget()
        row = QHBoxLayout(centred)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(0)
        row.addWidget(content, 1)
        row.addStretch(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(centred)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._notices = Notices(appearance)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(margin, appearance.px(6), margin, margin)
        self._buttons.setSpacing(appearance.px(12))
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._notices)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._buttons)

    def focus_first(self) -> None:
        """Give the focus to what the page is for."""
        raise NotImplementedError

    @property
    def scrolled(self) -> int:
        """How far the page is scrolled down, in pixels."""
        return self._scroll.verticalScrollBar().value()

    def scroll_to(self, widget: QWidget, scrolled: int) -> None:
        """Scroll so far, and then to where ``widget`` can be seen; for a page that was just made.

        Args:
            widget: What has the focus.
            scrolled: Where the page was that it takes the place of.
        """

        def scroll() -> None:
            self._scroll.verticalScrollBar().setValue(scrolled)
            if not self._scroll.isAncestorOf(widget):
                return
            card = widget.parentWidget()
            if card is not None and card.property("card"):
                # What the button is about stands there.
                self._scroll.ensureWidgetVisible(card)
            self._scroll.ensureWidgetVisible(widget)

        # Its widgets get their places only when the events that wait have been dealt with.
        QTimer.singleShot(0, self, scroll)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Add buttons to the row below the content; it is centred."""
        self._buttons.addStretch(1)
        for item in buttons:
            # The style sheet makes it wide; a width that is set here would not outlast it.
            item.setProperty("wide", True)
            item.installEventFilter(self)
            self._buttons.addWidget(item)
        self._buttons.addStretch(1)

    def add_line(self, label: QLabel) -> None:
        """Add a line above the buttons that always stays in sight, however far one scrolls."""
        margin = self._appearance.px(20)
        label.setContentsMargins(margin, self._appearance.px(6), margin, 0)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._whole.insertWidget(self._whole.indexOf(self._buttons), label)

    def show_notice(self, text: str, *actions: tuple[str, Callable[[], object]]) -> Notice:
        """Show a notice above everything else, with its buttons if it has any, and return it."""
        # Margins around nothing would take up room.
        margin = self._appearance.px(20)
        self._notices.setContentsMargins(margin, self._appearance.px(12), margin, 0)
        return self._notices.tell(text, actions, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the keys that scroll everywhere."""
        if not self._scroll_by(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll by Up and Down while a button below the content has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._scroll_by(event.key())
        return super().eventFilter(watched, event)

    def _scroll_by(self, key: int) -> bool:
        action = _SCROLL_KEYS.get(key)
        if action is not None:
            self._scroll.verticalScrollBar().triggerAction(action)
        return action is not None


_SCROLL_KEYS: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}
