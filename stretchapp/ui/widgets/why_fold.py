"""A button that opens the reasons for an exercise or a routine in place, and closes them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.labels import button, citation_label, text_label
from stretchapp.ui.widgets.later import do_later
from stretchapp.wording.why import WHY

if TYPE_CHECKING:
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.wording.why import Why

# Translators: a screen reader says this of a button. {why} is its text, "Why?", and {about} the
# name of an exercise or a routine.
CLOSED = N_("{why} {about}, closed")
# Translators: as above.
OPEN = N_("{why} {about}, open")

_SIGNS = {CLOSED: "▾", OPEN: "▴"}


class WhyFold(QWidget):
    """Says what an article gives, what was chosen, and where it comes from, once it is opened.

    Attributes:
        button: Opens and closes it; its accessible name says whether it is open.
    """

    def __init__(self, appearance: Appearance, why: Why, about: str) -> None:
        """Make a closed fold.

        Args:
            appearance: Sizes.
            why: The reasons.
            about: The name of what they are for, for screen readers.
        """
        super().__init__()
        self._why = why
        self._about = about
        self._spacing = appearance.px(8)
        # Made when it is first opened: a preview has many folds, and most stay closed.
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._spacing)
        self.button = button(_(WHY), self._toggle)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._column.addWidget(self.button)
        self._show_state(CLOSED)

    def _toggle(self) -> None:
        if self._body is None:
            self._body = self._make_body()
            self._column.addWidget(self._body)
        opens = self._body.isHidden()
        self._body.setVisible(opens)
        self._show_state(OPEN if opens else CLOSED)
        if opens:
            # Later, when the layout has made room.
            do_later(self, self._scroll_here)

    def _make_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._spacing)
        for line in self._why.lines:
            column.addWidget(text_label(line))
        for source in self._why.sources:
            column.addWidget(citation_label(source))
        body.hide()
        return body

    def _show_state(self, state: str) -> None:
        self.button.setText(f"{_(WHY)} {_SIGNS[state]}")
        self.button.setAccessibleName(_(state).format(why=_(WHY), about=self._about))

    def _scroll_here(self) -> None:
        """Scroll the page so that the text and, above all, the button can be seen."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(self)
            parent.ensureWidgetVisible(self.button)
