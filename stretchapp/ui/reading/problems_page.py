"""The page of problems in the user's files."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.ui.widgets.card import card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.line_breaks import breakable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QFrame

    from stretchapp.base.problems import Problem
    from stretchapp.ui.theme.appearance import Appearance


class ProblemsPage(Page):
    """Shows the problems of routine and pose files, grouped by file.

    Signals:
        file_chosen: Open a file in the desktop's editor.
    """

    file_chosen = Signal(object)

    def __init__(self, appearance: Appearance, problems: Sequence[Problem]) -> None:
        """Show ``problems``, sorted by file."""
        super().__init__(appearance, "Problems in files")
        self.column.addWidget(text_label("Problems in files", font=appearance.font(1.6, bold=True)))
        self.column.addWidget(
            text_label("These files are left out until they are mended. All others work.")
        )
        for path, found in groupby(problems, key=lambda problem: problem.path):
            self.column.addWidget(self._card(path, list(found)))
        self.column.addStretch(1)
        self._back = button(BACK, self.back_chosen.emit, primary=True)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()

    def _card(self, path: Path, problems: Sequence[Problem]) -> QFrame:
        open_file = button(
            "Open file", lambda: self.file_chosen.emit(path), name=f"Open file {path.name}"
        )
        lines = [f"Line {it.line}, column {it.column}: {it.message}" for it in problems]
        texts = [breakable(path.parent), *lines]
        return card(self._appearance, texts, [open_file], title=path.name)
