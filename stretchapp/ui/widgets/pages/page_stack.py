"""The pages of the window: which one is shown, and where Back leads."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

SMALLEST_SIZE = QSize(480, 480)


class PageStack(QStackedWidget):
    """Shows one page; pages that were left for another one wait below it.

    Signals: those of ``QStackedWidget``.
    """

    def __init__(self) -> None:
        """Begin without a page."""
        super().__init__()
        # Pages rearrange themselves in a small window instead of forbidding it.
        self.setMinimumSize(SMALLEST_SIZE)
        self._below: list[QWidget] = []

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        page = self.currentWidget()
        assert page is not None  # noqa: S101 -- the first page is there before anyone asks
        return page

    def open(self, page: QWidget) -> None:
        """Show a page from which one comes back to the present one."""
        self._below.append(self.page)
        self._show(page)

    def turn_to(self, page: QWidget, *, back_to: QWidget | None = None) -> None:
        """Show a page from which one comes back to ``back_to`` only.

        All other pages that were left are dropped.
        """
        left = [*self._below, self.page] if self.count() else []
        self._below = [] if back_to is None else [back_to]
        # First, so that no other page is shown for a moment.
        self._show(page)
        for other in left:
            if other not in (page, back_to):
                self.drop(other)

    def close_page(self) -> bool:
        """Go back to the page below; False when there is none."""
        if not self._below:
            return False
        page = self.page
        self._show(self._below.pop())
        self.drop(page)
        return True

    def drop(self, page: QWidget) -> None:
        """Forget a page."""
        self.removeWidget(page)
        page.deleteLater()

    def _show(self, page: QWidget) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)
        self.setCurrentWidget(page)
