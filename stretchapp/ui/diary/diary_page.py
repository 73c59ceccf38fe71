"""The first page of the diary: recent nights, doctor rules that hold, and links to other pages."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from stretchapp.ui.widgets.card import button_row, card
from stretchapp.ui.widgets.labels import BACK, DISMISS, button, text_label
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.ui.theme.appearance import Appearance

ADD_CRAMP = "Add a cramp"
CALENDAR = "Calendar"
CHARTS = "Charts"
WHAT_HELPS = "What helps"
SIX_WEEKS = "The six weeks"
DOCTOR_PAGES = "For the doctor"
WHEN_TO_SEE_A_DOCTOR = "When to see a doctor"
EXPORT_TABLE = "As a table"
EXPORT_COPY = "As a copy"
DELETE_ALL = "Delete everything"
TAKE_BACK = "Take it back"
NO_CRAMP = "Nothing {night}"
UNFOLD_ONE = "Show it too"
UNFOLD_ALL = "Show them too"


NO_DIAGNOSIS = "stretchapp counts what you wrote down; it names no illness."


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleContent:
    """A doctor rule as the page shows it.

    Attributes:
        finding: The rule and the nights that it is based on.
        title: The subject of the rule.
        text: The rule in plain words.
        nights: The nights that it is based on, in a sentence.
        quotes: The documents' own words.
    """

    finding: Finding
    title: str
    text: str
    nights: str
    quotes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryPageContent:
    """The content of the page.

    Attributes:
        stretches: The number of recent nights with a stretch, in words.
        known: The cramps of these nights, in a sentence.
        rules: The doctor rules that hold and were not dismissed.
        night: The name of the night in question: ``tonight`` or ``last night``.
        quiet: Whether the person has said that this night had no cramp; None if it had one.
    """

    stretches: str
    known: str
    rules: Sequence[RuleContent]
    night: str
    quiet: bool | None


class DiaryPage(Page):
    """Shows the recent nights, and links to the other pages.

    Signals:
        dismissed: Dismiss a rule; with its finding.
        add_chosen: Add a cramp.
        quiet_chosen: Save that there was no cramp (True), or undo that (False).
        navigate: Open a page; with its ``PageId``.
        pdf_chosen: Write the PDF file for a doctor.
        export_chosen: Export the diary; with the format, ``csv`` or ``json``.
        delete_chosen: Delete everything.
    """

    dismissed = Signal(object)
    add_chosen = Signal()
    quiet_chosen = Signal(bool)
    navigate = Signal(object)
    pdf_chosen = Signal()
    export_chosen = Signal(str)
    delete_chosen = Signal()

    def __init__(self, appearance: Appearance, content: DiaryPageContent) -> None:
        """Make the page.

        Args:
            appearance: Fonts and sizes.
            content: What to show.
        """
        super().__init__(appearance, "Diary")
        self.column.addWidget(text_label("Diary", font=appearance.font(1.6, bold=True)))
        self.column.addWidget(
            text_label(f"Stretched on {content.stretches}", font=appearance.font(1.25, bold=True))
        )
        self.column.addWidget(text_label(content.known))
        self._add = button(ADD_CRAMP, self.add_chosen.emit, primary=True, object_name="add-cramp")
        self.column.addLayout(button_row(appearance, self._add, *self._quiet_buttons(content)))
        if content.quiet:
            self.column.addWidget(
                text_label(f"Written down: no cramp {content.night}.", quiet=True)
            )
        self._add_heading("Look back")
        self.column.addLayout(
            button_row(
                appearance,
                self._link(CALENDAR, PageId.CALENDAR),
                self._link(CHARTS, PageId.CHARTS),
                self._link(WHAT_HELPS, PageId.WHAT_HELPS),
                self._link(SIX_WEEKS, PageId.SIX_WEEKS),
            )
        )
        self._rules = QVBoxLayout()
        self._rules.setSpacing(self.column.spacing())
        self.column.addLayout(self._rules)
        first, *others = content.rules or (None,)
        if first is not None:
            self._add_rule(first)
            self.column.addWidget(text_label(NO_DIAGNOSIS, quiet=True))
        if others:
            self._add_fold(others)
        self._add_heading("Take along")
        self.column.addLayout(
            button_row(
                appearance,
                button(DOCTOR_PAGES, self.pdf_chosen.emit, name=f"{DOCTOR_PAGES}, a PDF file"),
                self._link(WHEN_TO_SEE_A_DOCTOR, PageId.DOCTOR),
                button(
                    EXPORT_TABLE,
                    lambda: self.export_chosen.emit("csv"),
                    name="As a table for other programs, a CSV file",
                ),
                button(
                    EXPORT_COPY,
                    lambda: self.export_chosen.emit("json"),
                    name="As a copy that can be read in again, a JSON file",
                ),
                button(DELETE_ALL, self.delete_chosen.emit, object_name="delete"),
            )
        )
        self.column.addStretch(1)
        self.add_buttons(button(BACK, self.back_chosen.emit))

    def focus_first(self) -> None:
        """Give the focus to the button that adds a cramp."""
        self._add.setFocus()

    def _link(self, text: str, page_id: PageId) -> QPushButton:
        return button(text, functools.partial(self.navigate.emit, page_id))

    def _quiet_buttons(self, content: DiaryPageContent) -> list[QPushButton]:
        if content.quiet is None:
            return []
        if content.quiet:
            return [
                button(
                    TAKE_BACK,
                    lambda: self.quiet_chosen.emit(False),
                    name=f"{TAKE_BACK}: no cramp {content.night}",
                    object_name="take-quiet-back",
                )
            ]
        return [
            button(
                NO_CRAMP.format(night=content.night),
                lambda: self.quiet_chosen.emit(True),
                object_name="quiet",
            )
        ]

    def _add_rule(self, rule: RuleContent) -> QPushButton:
        """Add the card of a rule and return its button."""
        dismiss = button(
            DISMISS,
            lambda: self.dismissed.emit(rule.finding),
            name=f"{DISMISS}: {rule.title}. Shown again when new nights change it.",
            object_name=f"dismiss-{rule.finding.rule}",
        )
        texts = [rule.text, rule.nights]
        self._rules.addWidget(
            card(self._appearance, texts, [dismiss], title=rule.title, note=rule.quotes)
        )
        return dismiss

    def _add_fold(self, rules: Sequence[RuleContent]) -> None:
        """Name the other rules in a card that opens: five cards at once would alarm people."""
        titles = "; ".join(rule.title for rule in rules)

        def unfold() -> None:
            fold.hide()
            added = [self._add_rule(rule) for rule in rules]
            added[0].setFocus()

        shown = UNFOLD_ONE if len(rules) == 1 else UNFOLD_ALL
        fold = card(
            self._appearance,
            [f"{len(rules)} more for a doctor: {titles}."],
            [button(shown, unfold, name=f"{shown}: {titles}")],
        )
        self._rules.addWidget(fold)

    def _add_heading(self, text: str) -> None:
        self.column.addWidget(text_label(text, font=self._appearance.font(1.15, bold=True)))
