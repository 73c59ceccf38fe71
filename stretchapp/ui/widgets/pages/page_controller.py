"""The base class of the controllers that open pages and do what is chosen on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack
    from stretchapp.ui.widgets.pages.scrolling_page import Page


class PageController(QObject):
    """Opens pages above the present one, and reports as a sentence what fails."""

    def __init__(self, appearance: Appearance, pages: PageStack) -> None:
        """Prepare; no page is made before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the pages are shown; the owner of the controller.
        """
        super().__init__(pages)
        self._appearance = appearance
        self._pages = pages

    def _open(self, page: Page) -> None:
        """Show a page from which Back leads to the present one."""
        page.back_chosen.connect(self._pages.close_page)
        self._pages.open(page)
        page.focus_first()

    def _attempt(self, action: Callable[..., object], *arguments: object) -> None:
        """Call an action and report a ``UserError`` as a message."""
        try:
            action(*arguments)
        except UserError as error:
            self._pages.message.emit(str(error))
