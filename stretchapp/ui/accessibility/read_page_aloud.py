"""The main text of a page, as a voice reads it aloud."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel

from stretchapp.base.i18n import _, ngettext
from stretchapp.ui.widgets.labels import CITATION
from stretchapp.ui.widgets.two_line_button import TwoLineButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

_SOURCE = re.compile(r"(?<=”) \([^)]*\)")
"""The source of a quotation, in brackets behind it."""

_LENGTHS: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("{hours} h", lambda n: ngettext("{n} hour", "{n} hours", n).format(n=n)),
    ("{minutes} min", lambda n: ngettext("{n} minute", "{n} minutes", n).format(n=n)),
    ("{seconds} s", lambda n: ngettext("{n} second", "{n} seconds", n).format(n=n)),
)
"""Lengths as ``wording.lengths`` writes them, and as they are read aloud."""


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
    for written, spoken in _LENGTHS:
        plain = _pattern(_(written)).sub(lambda found, words=spoken: words(int(found[1])), plain)
    return plain


def _pattern(length: str) -> re.Pattern[str]:
    """Return what finds a length such as ``{minutes} min``, with its number as a group."""
    before, _number, after = re.split(r"(\{\w+\})", length)
    return re.compile(rf"{re.escape(before)}(\d+){re.escape(after)}(?!\w)")


def _position(widget: QWidget, page: QWidget) -> tuple[int, int]:
    place = widget.mapTo(page, QPoint(0, 0))
    return place.y(), place.x()
