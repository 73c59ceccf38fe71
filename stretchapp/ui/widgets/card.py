"""Cards and rows of buttons, as the pages of the diary are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPushButton

    from stretchapp.ui.theme.appearance import Appearance


def card(
    appearance: Appearance,
    texts: Iterable[str],
    buttons: Iterable[QPushButton] = (),
    *,
    title: str = "",
    note: str = "",
) -> QFrame:
    """Return a card: a title, paragraphs, a quieter note, and buttons.

    Args:
        appearance: Fonts and sizes.
        texts: The paragraphs.
        buttons: What can be done; in rows.
        title: Stands above them in bold; nothing if it is empty.
        note: Stands below them; nothing if it is empty.
    """
    made = QFrame()
    made.setProperty("card", True)
    column = QVBoxLayout(made)
    margin = appearance.px(14)
    column.setContentsMargins(margin, appearance.px(10), margin, appearance.px(10))
    column.setSpacing(appearance.px(8))
    if title:
        column.addWidget(text_label(title, font=appearance.font(1.1, bold=True)))
    for text in texts:
        column.addWidget(text_label(text))
    if note:
        column.addWidget(text_label(note, quiet=True))
    buttons = list(buttons)
    if buttons:
        column.addLayout(button_row(appearance, *buttons))
    return made


def button_row(appearance: Appearance, *buttons: QPushButton) -> FlowLayout:
    """Return buttons side by side; what does not fit stands below."""
    row = FlowLayout(appearance.px(8))
    for item in buttons:
        row.addWidget(item)
    return row
