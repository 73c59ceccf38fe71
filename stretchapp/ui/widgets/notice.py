"""Notices above the content of a page: a sentence and buttons. They never cover anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from stretchapp.base.i18n import _
from stretchapp.base.plain_text import harmless
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.card import button_row
from stretchapp.ui.widgets.labels import DISMISS, button, text_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from stretchapp.ui.theme.appearance import Appearance

LETTERS_OF_TEXT = 24
"""Where there is less room for the text than this many letters, the buttons are below it."""


class Notice(QFrame):
    """A sentence with buttons; using one of them dismisses the notice.

    Attributes:
        text: The sentence.
        is_dismissed: Whether the notice was dismissed and is about to be deleted.
    """

    def __init__(
        self,
        appearance: Appearance,
        text: str,
        actions: Sequence[tuple[str, Callable[[], object]]],
        *,
        player: bool = False,
    ) -> None:
        """Make a notice.

        Args:
            appearance: Sizes.
            text: The sentence.
            actions: The text and the action of each button.
            player: Whether the buttons have the larger size of the player page.
        """
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(harmless(text))
        self.text = text
        self.is_dismissed = False
        self._appearance = appearance
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(
            appearance.px(14), appearance.px(10), appearance.px(14), appearance.px(10)
        )
        self._row.setSpacing(appearance.px(10))
        self._row.addWidget(text_label(text), 1)
        self._buttons = [
            button(label, lambda act=act: self._use(act), primary=index == 0, player=player)
            for index, (label, act) in enumerate(actions)
        ]
        self._button_row = button_row(appearance, *self._buttons)
        self._row.addLayout(self._button_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the text where there is little room beside them."""
        super().resizeEvent(event)
        for_text = event.size().width() - self._button_row.sizeHint().width()
        is_wide = for_text >= self._appearance.font().pointSizeF() * LETTERS_OF_TEXT
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )

    def focus_first(self) -> None:
        """Give the focus to the first button."""
        self._buttons[0].setFocus()

    def dismiss(self) -> None:
        """Dismiss the notice."""
        self.is_dismissed = True
        self.hide()
        self.deleteLater()

    def set_tab_order_after(self, widget: QWidget) -> None:
        """Put the buttons after ``widget`` in the tab order."""
        for item in self._buttons:
            QWidget.setTabOrder(widget, item)
            widget = item

    @property
    def last_button(self) -> QWidget:
        """The last button in the tab order."""
        return self._buttons[-1]

    def _use(self, act: Callable[[], object]) -> None:
        self.dismiss()
        act()


class Notices(QVBoxLayout):
    """The notices of one page, from top to bottom."""

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty list."""
        super().__init__()
        self._appearance = appearance

    def show(
        self, text: str, actions: Sequence[tuple[str, Callable[[], object]]], after: QWidget
    ) -> Notice:
        """Show a notice below the others, and return it; the same text is not shown twice.

        Args:
            text: The sentence.
            actions: The text and the action of each button; empty for a button that dismisses.
            after: The widget before the first notice in the tab order.
        """
        shown = self._shown()
        for notice in shown:
            if notice.text == text:
                return notice
        # A dismissed notice passes the focus to the next widget.
        notice = Notice(self._appearance, text, actions or [(_(DISMISS), _nothing)])
        self.addWidget(notice)
        notice.set_tab_order_after(shown[-1].last_button if shown else after)
        announce(notice, harmless(text))
        return notice

    def take_from(self, other: Notices, after: QWidget) -> None:
        """Take over the notices of another page."""
        for notice in other._shown():
            self.addWidget(notice)
            notice.set_tab_order_after(after)
            after = notice.last_button

    def _shown(self) -> list[Notice]:
        items = (self.itemAt(index) for index in range(self.count()))
        widgets = [None if item is None else item.widget() for item in items]
        return [it for it in widgets if isinstance(it, Notice) and not it.is_dismissed]


def _nothing() -> None:
    """Do nothing."""
