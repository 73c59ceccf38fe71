"""The help page: every key, and links to texts."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from stretchapp.ui.theme.appearance import Appearance

TITLE = "Help"
EXERCISES = "All exercises"

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Everywhere",
        (
            ("F1", "This page"),
            ("F2", "Cramp relief, at once"),
            ("F11", "Full screen and back"),
            ("Escape", "Back"),
            ("Tab, Enter", "To the next control; use it"),
            ("Page Down", "Scroll down"),
            ("Page Up", "Scroll up"),
            ("R", "Read the page aloud; in a session: say again what to do"),
            ("Ctrl+Q", "Quit"),
        ),
    ),
    (
        "On the home page",
        (
            ("F3", "Tonight's stretch"),
            ("Ctrl+F", "Search routines; on the page of exercises: search those"),
            ("Up, Down, Enter", "Choose a routine and look at it"),
        ),
    ),
    (
        "In a session",
        (
            ("Space", "Pause and go on; in a wait: I am ready"),
            ("Play", "The same, on keyboards and headsets that have it"),
            ("P", "Pause, also in a wait that would go on by itself"),
            ("Right", "Next"),
            ("Left", "Start this part again; twice: the part before"),
            ("Plus, =", "10 seconds more"),
            ("M", "Voice and sounds, only sounds, or silence"),
            ("Escape", "Stop"),
        ),
    ),
    (
        "In cramp relief",
        (
            ("Space, Enter", "It has eased"),
            ("Right", "Still cramping"),
            ("Down", "I can't do this"),
            ("1 to 9", "Where it cramps"),
            ("0", "Only coming on"),
            ("M", "More than the leg? Fainted?"),
            ("C", "Close the card at the side"),
            ("S", "Voice on and off"),
            ("L", "Lighter screen and back"),
            ("W", "What to do in water"),
            ("Escape", "Leave"),
        ),
    ),
)


class HelpPage(Page):
    """Lists the keys, and links to texts.

    Signals:
        navigate: Show a text to read; with its ``PageId``.
    """

    navigate = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        """Make the page."""
        super().__init__(appearance, TITLE)
        self.column.addWidget(text_label(TITLE, font=appearance.font(1.6, bold=True)))
        exercises = functools.partial(self.navigate.emit, PageId.EXERCISES)
        self.column.addWidget(button(EXERCISES, exercises))
        for page_id, title in READINGS.items():
            reading = button(title, functools.partial(self.navigate.emit, page_id))
            self.column.addWidget(reading)
        # One grid for all keys, so that their meanings line up.
        grid = QGridLayout()
        grid.setHorizontalSpacing(appearance.px(20))
        grid.setVerticalSpacing(appearance.px(6))
        grid.setColumnStretch(1, 1)
        for heading, keys in KEYS:
            label = text_label(heading, font=appearance.font(1.15, bold=True))
            grid.addWidget(label, grid.rowCount(), 0, 1, 2)
            for key, meaning in keys:
                row = grid.rowCount()
                grid.addWidget(text_label(key, font=appearance.font(bold=True)), row, 0)
                grid.addWidget(text_label(meaning), row, 1)
        self.column.addLayout(grid)
        self.column.addWidget(
            text_label(
                "Stretching may help with cramps at night. Stop if something hurts, and ask a "
                "doctor about cramps that are frequent, long or have no plain reason.",
                quiet=True,
            )
        )
        self.column.addStretch(1)
        self._back = button("Back", self.back_chosen.emit, primary=True)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()
