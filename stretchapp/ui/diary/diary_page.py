"""The first page of the diary: recent nights, doctor rules that hold, and links to other pages."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from stretchapp.base.i18n import N_, _, ngettext
from stretchapp.ui.widgets.card import button_row, card
from stretchapp.ui.widgets.labels import BACK, DISMISS, button, text_label
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.ui.theme.appearance import Appearance

TITLE = N_("Diary")
ADD_CRAMP = N_("Add a cramp")
CALENDAR = N_("Calendar")
CHARTS = N_("Charts")
WHAT_HELPS = N_("What helps")
SIX_WEEKS = N_("Six-week plan")
DOCTOR_PAGES = N_("Report for my doctor (PDF)")
WHEN_TO_SEE_A_DOCTOR = N_("When to see a doctor")
EXPORT_TABLE = N_("Spreadsheet (CSV)")
EXPORT_COPY = N_("Full copy (JSON)")
DELETE_ALL = N_("Delete everything")
TAKE_BACK = N_("Undo “no cramp”")
NO_CRAMP_TONIGHT = N_("No cramp tonight")
NO_CRAMP_LAST_NIGHT = N_("No cramp last night")
UNFOLD_ONE = N_("Show this reason")
UNFOLD_ALL = N_("Show these reasons")

NO_DIAGNOSIS = N_("stretchapp only counts; it does not diagnose.")


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
        is_over: Whether the night in question is the last one, and not tonight.
        quiet: Whether the person has said that this night had no cramp; None if it had one.
    """

    stretches: str
    known: str
    rules: Sequence[RuleContent]
    is_over: bool
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
        super().__init__(appearance, _(TITLE))
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        # Translators: {nights} is such as "5 of the last 7 nights".
        stretched = _("Stretched on {nights}").format(nights=content.stretches)
        self.column.addWidget(text_label(stretched, font=appearance.font(1.25, bold=True)))
        self.column.addWidget(text_label(content.known))
        self._add = button(
            _(ADD_CRAMP), self.add_chosen.emit, primary=True, object_name="add-cramp"
        )
        self.column.addLayout(button_row(appearance, self._add, *self._quiet_buttons(content)))
        if content.quiet:
            words = _("Saved: no cramp tonight.")
            if content.is_over:
                words = _("Saved: no cramp last night.")
            self.column.addWidget(text_label(words, quiet=True))
        self._add_heading(_("History"))
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
            self.column.addWidget(text_label(_(NO_DIAGNOSIS), quiet=True))
        if others:
            self._add_fold(others)
        self._add_heading(_("Share and export"))
        self.column.addLayout(
            button_row(
                appearance,
                button(_(DOCTOR_PAGES), self.pdf_chosen.emit),
                self._link(WHEN_TO_SEE_A_DOCTOR, PageId.DOCTOR),
                button(_(EXPORT_TABLE), lambda: self.export_chosen.emit("csv")),
                button(_(EXPORT_COPY), lambda: self.export_chosen.emit("json")),
                button(_(DELETE_ALL), self.delete_chosen.emit, object_name="delete"),
            )
        )
        self.column.addStretch(1)
        self.add_buttons(button(_(BACK), self.back_chosen.emit))

    def focus_first(self) -> None:
        """Give the focus to the button that adds a cramp."""
        self._add.setFocus()

    def _link(self, text: str, page_id: PageId) -> QPushButton:
        return button(_(text), functools.partial(self.navigate.emit, page_id))

    def _quiet_buttons(self, content: DiaryPageContent) -> list[QPushButton]:
        if content.quiet is None:
            return []
        if content.quiet:
            return [
                button(
                    _(TAKE_BACK),
                    lambda: self.quiet_chosen.emit(False),
                    object_name="take-quiet-back",
                )
            ]
        return [
            button(
                _(NO_CRAMP_LAST_NIGHT) if content.is_over else _(NO_CRAMP_TONIGHT),
                lambda: self.quiet_chosen.emit(True),
                object_name="quiet",
            )
        ]

    def _add_rule(self, rule: RuleContent) -> QPushButton:
        """Add the card of a rule and return its button."""
        dismiss = button(
            _(DISMISS),
            lambda: self.dismissed.emit(rule.finding),
            name=_("Dismiss: {title}. It is shown again when new nights change it.").format(
                title=rule.title
            ),
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

        shown = _(UNFOLD_ONE) if len(rules) == 1 else _(UNFOLD_ALL)
        words = ngettext(
            "{count} more reason to see a doctor: {titles}.",
            "{count} more reasons to see a doctor: {titles}.",
            len(rules),
        ).format(count=len(rules), titles=titles)
        name = _("{button}: {titles}").format(button=shown, titles=titles)
        fold = card(self._appearance, [words], [button(shown, unfold, name=name)])
        self._rules.addWidget(fold)

    def _add_heading(self, text: str) -> None:
        self.column.addWidget(text_label(text, font=self._appearance.font(1.15, bold=True)))
