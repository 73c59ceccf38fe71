"""A notice on a page: a sentence and what can be done about it. It never covers anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from stretchapp.ui.labels import button, text_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stretchapp.ui.theme import Looks


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
        row = QHBoxLayout(self)
        row.setContentsMargins(looks.px(14), looks.px(10), looks.px(14), looks.px(10))
        row.setSpacing(looks.px(10))
        row.addWidget(text_label(text), 1)
        self._buttons = [
            button(label, lambda act=act: self._use(act), primary=index == 0)
            for index, (label, act) in enumerate(actions)
        ]
        for item in self._buttons:
            row.addWidget(item)

    def focus_first(self) -> None:
        """Give the focus to the first button."""
        self._buttons[0].setFocus()

    def _use(self, act: Callable[[], object]) -> None:
        self.hide()
        self.deleteLater()
        act()
