"""The help page: every key, and links to texts."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from stretchapp.base.i18n import N_, _
from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from stretchapp.ui.theme.appearance import Appearance

TITLE = N_("Help")
EXERCISES = N_("All exercises")

KEYS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Everywhere"),
        (
            ("F1", N_("Open this page")),
            ("F2", N_("Start cramp relief at once")),
            ("F11", N_("Full screen on and off")),
            (N_("Escape"), N_("Back")),
            (N_("Tab, Enter"), N_("Move to the next control; use it")),
            (N_("Page Down"), N_("Scroll down")),
            (N_("Page Up"), N_("Scroll up")),
            ("R", N_("Read the page aloud; in a session, repeat the instruction")),
            (N_("Ctrl+Q"), N_("Quit")),
        ),
    ),
    (
        N_("On the home page"),
        (
            ("F3", N_("Tonight's stretch")),
            (N_("Ctrl+F"), N_("Search routines or exercises")),
            (N_("Up, Down, Enter"), N_("Choose a routine and open it")),
        ),
    ),
    (
        N_("In a session"),
        (
            (N_("Space"), N_("Pause and continue; in a wait, continue")),
            (N_("Play"), N_("The same, on keyboards and headsets with this key")),
            ("P", N_("Pause, even in a wait that continues by itself")),
            (N_("Right"), N_("Next")),
            (N_("Left"), N_("Repeat this part; press twice for the part before")),
            (N_("Plus, ="), N_("10 seconds more")),
            ("M", N_("Voice and sounds, sounds only, or silent")),
            (N_("Escape"), N_("Stop")),
        ),
    ),
    (
        N_("In cramp relief"),
        (
            (N_("Space, Enter"), N_("It has eased")),
            (N_("Right"), N_("Still cramping")),
            (N_("Down"), N_("I can't do this")),
            (N_("1 to 9"), N_("Where the cramp is")),
            ("0", N_("It's only starting")),
            ("M", N_("Not just the leg? Get help")),
            ("C", N_("Close the card at the side")),
            ("S", N_("Voice on and off")),
            ("L", N_("Brighter screen on and off")),
            ("W", N_("What to do in water")),
            (N_("Escape"), N_("Leave")),
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
        super().__init__(appearance, _(TITLE))
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        exercises = functools.partial(self.navigate.emit, PageId.EXERCISES)
        self.column.addWidget(button(_(EXERCISES), exercises))
        for page_id, title in READINGS.items():
            reading = button(_(title), functools.partial(self.navigate.emit, page_id))
            self.column.addWidget(reading)
        # One grid for all keys, so that their meanings line up.
        grid = QGridLayout()
        grid.setHorizontalSpacing(appearance.px(20))
        grid.setVerticalSpacing(appearance.px(6))
        grid.setColumnStretch(1, 1)
        for heading, keys in KEYS:
            label = text_label(_(heading), font=appearance.font(1.15, bold=True))
            grid.addWidget(label, grid.rowCount(), 0, 1, 2)
            for key, meaning in keys:
                row = grid.rowCount()
                grid.addWidget(text_label(_(key), font=appearance.font(bold=True)), row, 0)
                grid.addWidget(text_label(_(meaning)), row, 1)
        self.column.addLayout(grid)
        self.column.addWidget(
            text_label(
                _(
                    "Stretching may help with cramps at night. Stop if something hurts. Ask a"
                    " doctor about cramps that are frequent, long, or have no clear cause."
                ),
                quiet=True,
            )
        )
        self.column.addStretch(1)
        self._back = button(_(BACK), self.back_chosen.emit, primary=True)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()
