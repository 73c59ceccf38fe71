"""The page that asks before the whole diary is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.ui.widgets.card import card
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.ui.theme.appearance import Appearance

DELETE_ALL = "Delete everything"


class DeleteDiaryPage(Page):
    """Lists what would be deleted, and asks for confirmation.

    Signals:
        delete_chosen: Delete everything.
    """

    delete_chosen = Signal()

    def __init__(self, appearance: Appearance, contents: Sequence[str]) -> None:
        """Make the page.

        Args:
            appearance: Fonts and sizes.
            contents: What goes, one sentence each.
        """
        super().__init__(appearance, DELETE_ALL)
        self.column.addWidget(
            text_label("Delete everything in the diary?", font=appearance.font(1.6, bold=True))
        )
        self.column.addWidget(
            card(appearance, contents, title="This goes, and cannot be brought back")
        )
        self.column.addWidget(
            text_label("Routines, poses and settings stay. Save a copy first if you may want it.")
        )
        self.column.addStretch(1)
        self._keep = button("Keep it", self.back_chosen.emit, primary=True)
        self.add_buttons(self._keep, button(DELETE_ALL, self.delete_chosen.emit))

    def focus_first(self) -> None:
        """Give the focus to the button that keeps the diary."""
        self._keep.setFocus()
