"""The page of problems in the user's files."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _, ngettext
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


TITLE = N_("Problems in files")

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
        super().__init__(appearance, _(TITLE))
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        self.column.addWidget(
            text_label(_("These files are ignored until they are fixed. All other files work."))
        )
        by_file = groupby(problems, key=lambda problem: problem.path)
        for path, found in islice(by_file, MOST_FILES):
            self.column.addWidget(self._card(path, list(found)))
        others = sum(1 for _ in by_file)
        if others:
            words = ngettext(
                "{count} more file has problems. It is shown once these files are fixed.",
                "{count} more files have problems. They are shown once these files are fixed.",
                others,
            )
            self.column.addWidget(text_label(words.format(count=others)))
        self.column.addStretch(1)
        self._back = button(_(BACK), self.back_chosen.emit, primary=True)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()

    def _card(self, path: Path, problems: Sequence[Problem]) -> QFrame:
        open_file = button(
            _("Open file"),
            lambda: self.file_chosen.emit(path),
            name=_("Open file {file}").format(file=shown(path.name)),
        )
        lines = [
            _("Line {line}, column {column}: {problem}").format(
                line=it.line, column=it.column, problem=it.message
            )
            for it in problems
        ]
        texts = [breakable(path.parent), *lines]
        return card(self._appearance, texts, [open_file], title=shown(path.name))
