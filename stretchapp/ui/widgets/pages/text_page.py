"""A page of headings and paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.ui.widgets.card import card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from stretchapp.ui.theme.appearance import Appearance


class TextPage(Page):
    """A page of headings and cards, with a Back button."""

    def __init__(self, appearance: Appearance, title: str, introduction: str) -> None:
        """Make a page with a title and an introduction."""
        super().__init__(appearance, title)
        self.column.addWidget(text_label(title, font=appearance.font(1.6, bold=True)))
        self.column.addWidget(text_label(introduction))
        self._back = button(_(BACK), self.back_chosen.emit, primary=True)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()

    def add_heading(self, text: str) -> None:
        """Add a heading."""
        self.column.addWidget(text_label(text, font=self._appearance.font(1.2, bold=True)))

    def add_card(
        self, *texts: str | QWidget, title: str = "", note: str = "", source: str = ""
    ) -> None:
        """Add a card; see ``card`` for its parts."""
        self.column.addWidget(card(self._appearance, texts, title=title, note=note, source=source))
