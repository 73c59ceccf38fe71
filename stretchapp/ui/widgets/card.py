"""Cards, which group texts and the buttons that belong to them, and rows of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.labels import citation_label, text_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPushButton

    from stretchapp.ui.theme.appearance import Appearance


def card(
    appearance: Appearance,
    texts: Iterable[str | QWidget],
    buttons: Iterable[QPushButton] = (),
    *,
    title: str = "",
    note: str = "",
    source: str = "",
    picture: QWidget | None = None,
) -> QFrame:
    """Return a card: a title, paragraphs, a quiet note, and buttons.

    Args:
        appearance: Fonts and sizes.
        texts: The paragraphs; labels of one's own where plain text does not do.
        buttons: The buttons below the texts, in rows.
        title: The title in bold; none if empty.
        note: The quiet text below the paragraphs; none if empty.
        source: Where the texts come from, shown below the note and not read aloud; none if empty.
        picture: A picture beside the texts.
    """
    frame = QFrame()
    frame.setProperty("card", True)
    row = QHBoxLayout(frame)
    margin = appearance.px(14)
    row.setContentsMargins(margin, appearance.px(10), margin, appearance.px(10))
    row.setSpacing(margin)
    column = QVBoxLayout()
    column.setSpacing(appearance.px(8))
    row.addLayout(column, 1)
    if title:
        column.addWidget(text_label(title, font=appearance.font(1.1, bold=True)))
    for text in texts:
        column.addWidget(text_label(text) if isinstance(text, str) else text)
    if note:
        column.addWidget(text_label(note, quiet=True))
    if source:
        column.addWidget(citation_label(source))
    buttons = list(buttons)
    if buttons:
        column.addLayout(button_row(appearance, *buttons))
    if picture is not None:
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
    return frame


def button_row(appearance: Appearance, *buttons: QPushButton) -> FlowLayout:
    """Return buttons side by side, in as many rows as they need."""
    row = FlowLayout(appearance.px(8))
    for item in buttons:
        row.addWidget(item)
    return row
