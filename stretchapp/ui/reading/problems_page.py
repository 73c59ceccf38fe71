"""The page of problems in the user's files."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.unseen import shown
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


MOST_FILES = 20
"""How many files are shown; the others are counted. Of each, the first problems are told."""


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
        by_file = groupby(problems, key=lambda problem: problem.path)
        for path, found in islice(by_file, MOST_FILES):
            self.column.addWidget(self._card(path, list(found)))
        others = sum(1 for _ in by_file)
        if others:
            files = "1 more file has" if others == 1 else f"{others} more files have"
            self.column.addWidget(text_label(f"{files} problems. They are shown here next."))
        self.column.addStretch(1)
        self._back = button(BACK, self.back_chosen.emit, primary=True)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()

    def _card(self, path: Path, problems: Sequence[Problem]) -> QFrame:
        open_file = button(
            "Open file", lambda: self.file_chosen.emit(path), name=f"Open file {shown(path.name)}"
        )
        lines = [f"Line {it.line}, column {it.column}: {it.message}" for it in problems]
        texts = [breakable(path.parent), *lines]
        return card(self._appearance, texts, [open_file], title=shown(path.name))
