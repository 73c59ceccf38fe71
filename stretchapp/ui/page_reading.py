"""Reading the main text of a page aloud, for tired eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def lines_of(page: QWidget) -> list[str]:
    """Return the text of a page from top to bottom, without its buttons and fields."""
    labels = [
        label for label in page.findChildren(QLabel) if label.isVisibleTo(page) and label.text()
    ]
    labels.sort(key=lambda label: _place(label, page))
    # What only lets long words break is not to be read.
    return [label.text().replace("\u200b", "") for label in labels if not _is_of_button(label)]


def _place(label: QLabel, page: QWidget) -> tuple[int, int]:
    place = label.mapTo(page, QPoint(0, 0))
    return place.y(), place.x()


def _is_of_button(label: QLabel) -> bool:
    return isinstance(label.parentWidget(), QAbstractButton)
