"""Reading the main text of a page aloud, for tired eyes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel

from stretchapp.ui.widgets.two_line_button import TwoLineButton
from stretchapp.wording.routines import FROM_ARTICLE, FROM_ARTICLES

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_PLACE = re.compile(r" ?\(\d{3}:\d+\)")
_LENGTH = re.compile(r"\b(\d+) (h|min|s)\b")
_UNITS = {"h": "hour", "min": "minute", "s": "second"}


def lines_of(page: QWidget) -> list[str]:
    """Return the text of a page from top to bottom, as it is said.

    What one does with the page is left out, its small buttons and fields, and where in the articles
    something stands.
    """
    parts: list[tuple[QWidget, str]] = [
        (label, label.text()) for label in page.findChildren(QLabel) if not _is_of_button(label)
    ]
    parts += [(button, button.accessibleName()) for button in page.findChildren(TwoLineButton)]
    parts = [(part, text) for part, text in parts if part.isVisibleTo(page) and text]
    parts.sort(key=lambda found: _place(found[0], page))
    return [
        _spoken(text) for _, text in parts if not text.startswith((FROM_ARTICLE, FROM_ARTICLES))
    ]


def _spoken(text: str) -> str:
    """Return a text without what is only to be seen."""
    # What only lets long words break is not to be read.
    plain = _PLACE.sub("", text.replace("\u200b", ""))
    return _LENGTH.sub(_length, plain)


def _length(found: re.Match[str]) -> str:
    number, unit = found.groups()
    return f"{number} {_UNITS[unit]}{'' if number == '1' else 's'}"


def _place(part: QWidget, page: QWidget) -> tuple[int, int]:
    place = part.mapTo(page, QPoint(0, 0))
    return place.y(), place.x()


def _is_of_button(label: QLabel) -> bool:
    return isinstance(label.parentWidget(), QAbstractButton)
