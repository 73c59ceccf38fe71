"""The base class of most pages: a scrolling column of comfortable width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.later import do_later
from stretchapp.ui.widgets.notice import Notices

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QLabel, QPushButton

    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.notice import Notice

MAX_WIDTH_PX = 1100
"""The largest width of the column, in pixels at 100 %."""


class Page(QWidget):
    """A page with a scrolling column, and a row of buttons that is always visible.

    Attributes:
        column: The layout of the content.

    Signals:
        back_chosen: Go back to the page before.
    """

    back_chosen = Signal()

    def __init__(self, appearance: Appearance, title: str) -> None:
        """Make an empty page.

        Args:
            appearance: Fonts and sizes.
            title: The accessible name of the page.
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
        # A very long word must not widen all other text.
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
        self._buttons = FlowLayout(appearance.px(12), "centred")
        self._bottom = QVBoxLayout()
        self._bottom.setContentsMargins(margin, appearance.px(6), margin, margin)
        self._bottom.addLayout(self._buttons)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._notices)
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._bottom)

    def focus_first(self) -> None:
        """Give the focus to the main widget of the page."""
        raise NotImplementedError

    def focus_on(self, object_name: str, scrolled: int = 0) -> None:
        """Give the focus to the button with an object name, if a new page has one.

        Args:
            object_name: The object name of the button.
            scrolled: The scroll position of the page that this one replaces.
        """
        item = self.findChild(QAbstractButton, object_name) if object_name else None
        if item is not None:
            item.setFocus()
            self.scroll_to(item, scrolled)

    @property
    def scrolled(self) -> int:
        """The scroll position, in pixels from the top."""
        return self._scroll.verticalScrollBar().value()

    def scroll_to(self, widget: QWidget, scrolled: int) -> None:
        """Scroll a new page to a position, and then so that ``widget`` is visible.

        Args:
            widget: The widget that has the focus.
            scrolled: The scroll position of the page that this one replaces.
        """

        def scroll() -> None:
            self._scroll.verticalScrollBar().setValue(scrolled)
            if not self._scroll.isAncestorOf(widget):
                return
            card = widget.parentWidget()
            if card is not None and card.property("card"):
                # The card says what the button is about.
                self._scroll.ensureWidgetVisible(card)
            self._scroll.ensureWidgetVisible(widget)

        # Later: the widgets get their positions when pending events have been handled.
        do_later(self, scroll)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Add buttons to the centred row below the content."""
        for item in buttons:
            # The style sheet sets the width; it would overwrite a width that is set here.
            item.setProperty("wide", True)
            item.installEventFilter(self)
            self._buttons.addWidget(item)

    def add_line(self, label: QLabel) -> None:
        """Add a line above the buttons that does not scroll."""
        margin = self._appearance.px(20)
        label.setContentsMargins(margin, self._appearance.px(6), margin, 0)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._whole.insertWidget(self._whole.indexOf(self._bottom), label)

    def show_notice(self, text: str, *actions: tuple[str, Callable[[], object]]) -> Notice:
        """Show a notice above the content, and return it."""
        # Set now, because the margins of an empty layout take up room.
        margin = self._appearance.px(20)
        self._notices.setContentsMargins(margin, self._appearance.px(12), margin, 0)
        return self._notices.show(text, actions, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the usual keys."""
        if not self._scroll_by(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll by Up and Down while a button below the content has the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._scroll_by(event.key())
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus by Tab, and scroll to where it goes: it may come from below the column."""
        has_moved = super().focusNextPrevChild(forward)
        # Qt asks the page only when one of its widgets had the focus, so one still has.
        focus = self.focusWidget()
        if has_moved and self._scroll.isAncestorOf(focus):
            self._scroll.ensureWidgetVisible(focus)
        return has_moved

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
