"""The page that asks before the whole diary is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.card import card
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.ui.theme.appearance import Appearance

DELETE_ALL = N_("Delete everything")


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
        super().__init__(appearance, _(DELETE_ALL))
        self.column.addWidget(
            text_label(_("Delete everything in the diary?"), font=appearance.font(1.6, bold=True))
        )
        self.column.addWidget(card(appearance, contents, title=_("This will be deleted for good")))
        self.column.addWidget(
            text_label(
                _("Routines, poses and settings stay. Save a full copy first if you may want it.")
            )
        )
        self.column.addStretch(1)
        self._keep = button(_("Keep the diary"), self.back_chosen.emit, primary=True)
        self.add_buttons(self._keep, button(_(DELETE_ALL), self.delete_chosen.emit))

    def focus_first(self) -> None:
        """Give the focus to the button that keeps the diary."""
        self._keep.setFocus()
