"""The stack of pages: which page is shown, and where Back leads."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget


class PageStack(QStackedWidget):
    """Shows one page above the pages that were left for it.

    Signals: those of ``QStackedWidget``, and:
        navigate: Open a page from anywhere; with its ``PageId``.
        message: Show a sentence: why an action failed, or what it did.
    """

    navigate = Signal(object)
    message = Signal(str)

    def __init__(self) -> None:
        """Make an empty stack."""
        super().__init__()
        self._below: list[QWidget] = []

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        page = self.currentWidget()
        assert page is not None  # noqa: S101 -- the first page is there before anyone asks
        return page

    def minimumSizeHint(self) -> QSize:
        """Return that the window may be as small as it wants: pages rearrange themselves."""
        return QSize(1, 1)

    def open(self, page: QWidget) -> None:
        """Show a page from which Back leads to the present one."""
        self._below.append(self.page)
        self._show(page)

    def turn_to(self, page: QWidget, *, back_to: QWidget | None = None) -> None:
        """Show a page from which Back leads to ``back_to`` and what is below; delete the others."""
        previous = [*self._below, self.page] if self.count() else []
        if back_to is None:
            self._below = []
        elif back_to in previous:
            self._below = previous[: previous.index(back_to) + 1]
        else:
            self._below = [back_to]
        # Shown first, so that no other page flashes up.
        self._show(page)
        for other in previous:
            if other not in (page, *self._below):
                self.drop(other)

    def holds(self, page: QWidget | None) -> bool:
        """Return whether a page is shown or can be come back to."""
        return page in (*self._below, self.currentWidget())

    def close_page(self) -> bool:
        """Go back to the page below; return False if there is none."""
        if not self._below:
            return False
        page = self.page
        self._show(self._below.pop())
        self.drop(page)
        return True

    def drop(self, page: QWidget) -> None:
        """Remove and delete a page."""
        self.removeWidget(page)
        page.deleteLater()

    def _show(self, page: QWidget) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
