"""A notice on a page: a sentence and what can be done about it. It never covers anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout

from stretchapp.ui.labels import button, text_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from stretchapp.ui.theme import Looks

LETTERS_ON_A_LINE = 40


class Notice(QFrame):
    """A sentence with buttons; it goes away once one of them is used."""

    def __init__(
        self, looks: Looks, text: str, actions: Sequence[tuple[str, Callable[[], object]]]
    ) -> None:
        """Make a notice.

        Args:
            looks: Sizes.
            text: What is to be said.
            actions: The buttons: what stands on each and what it does.
        """
        super().__init__()
        self.setProperty("card", True)
        self.setAccessibleName(text)
        self._looks = looks
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(looks.px(14), looks.px(10), looks.px(14), looks.px(10))
        self._row.setSpacing(looks.px(10))
        self._row.addWidget(text_label(text), 1)
        self._buttons = [
            button(label, lambda act=act: self._use(act), primary=index == 0)
            for index, (label, act) in enumerate(actions)
        ]
        buttons = QHBoxLayout()
        buttons.setSpacing(looks.px(10))
        for item in self._buttons:
            buttons.addWidget(item)
        self._row.addLayout(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the text where it would become too narrow beside them."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= self._looks.font().pointSizeF() * LETTERS_ON_A_LINE
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )

    def focus_first(self) -> None:
        """Give the focus to the first button."""
        self._buttons[0].setFocus()

    def _use(self, act: Callable[[], object]) -> None:
        self.hide()
        self.deleteLater()
        act()
