"""The main text of a page, as a voice reads it aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel

from stretchapp.ui.widgets.labels import CITATION
from stretchapp.ui.widgets.two_line_button import TwoLineButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SOURCE = re.compile(r"(?<=”) \([^)]*\)")
"""The source of a quotation, in brackets behind it."""

_LENGTH = re.compile(r"\b(\d+) (h|min|s)\b")
_UNITS = {"h": "hour", "min": "minute", "s": "second"}


def lines_of(page: QWidget) -> list[str]:
    """Return the text of a page from top to bottom, as it is read aloud.

    Controls (small buttons, fields) and citations are left out.
    """
    lines: list[tuple[QWidget, str]] = [
        (label, label.text())
        for label in page.findChildren(QLabel)
        if not label.property(CITATION) and not isinstance(label.parentWidget(), QAbstractButton)
    ]
    lines += [(button, button.accessibleName()) for button in page.findChildren(TwoLineButton)]
    lines = [(widget, text) for widget, text in lines if widget.isVisibleTo(page) and text]
    lines.sort(key=lambda line: _position(line[0], page))
    return [_as_spoken(text) for _, text in lines]


def _as_spoken(text: str) -> str:
    """Return a text without signs that are only for the eye, and with units as words."""
    # Zero-width spaces only let labels break long words.
    plain = _SOURCE.sub("", text.replace("\u200b", ""))
    return _LENGTH.sub(_length_as_spoken, plain)


def _length_as_spoken(match: re.Match[str]) -> str:
    number, unit = match.groups()
    return f"{number} {_UNITS[unit]}{'' if number == '1' else 's'}"


def _position(widget: QWidget, page: QWidget) -> tuple[int, int]:
    place = widget.mapTo(page, QPoint(0, 0))
    return place.y(), place.x()
