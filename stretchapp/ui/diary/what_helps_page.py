"""The page of triggers and of what helped: plain counts, each with its basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.ui.widgets.card import card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.lists import counted

if TYPE_CHECKING:
    from stretchapp.diary.statistics import HelpCounts, TriggerCounts
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.wording.names import Names

COUNTS_ONLY = (
    "These are counts of what you wrote down. They do not say why a cramp came, nor why it went;"
    " what helped before may help again."
)
NO_HELP = "Nothing was written down yet of what helped."
NO_TRIGGERS = "Nothing was written down yet of what went before a cramp."


class WhatHelpsPage(Page):
    """Lists counts of first aid and of triggers."""

    def __init__(
        self, appearance: Appearance, helps: HelpCounts, triggers: TriggerCounts, names: Names
    ) -> None:
        """Make the page.

        Args:
            appearance: Fonts and sizes.
            helps: What was tried and what helped.
            triggers: What was named with cramps.
            names: The words for the ids.
        """
        super().__init__(appearance, "What helps")
        self.column.addWidget(text_label("What helps", font=appearance.font(1.6, bold=True)))
        self.column.addWidget(text_label(COUNTS_ONLY))
        lines, rest = help_lines(helps, names)
        self.column.addWidget(card(appearance, lines, note=rest, title="What helped"))
        lines, rest = trigger_lines(triggers, names)
        self.column.addWidget(card(appearance, lines, note=rest, title="What went before"))
        self.column.addStretch(1)
        self._back = button(BACK, self.back_chosen.emit)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()


def help_lines(helps: HelpCounts, names: Names) -> tuple[list[str], str]:
    """Return the lines about first aid, and their basis."""
    if not helps.cramps:
        return [NO_HELP], ""
    lines = [
        f"{names.exercise(count.exercise)}: helped {count.helped} of {counted(count.tried, 'time')}"
        for count in helps.counts
    ]
    if helps.nothing_helped:
        lines.append(f"Nothing helped: {counted(helps.nothing_helped, 'cramp')}")
    return lines, _rest(helps.cramps, helps.nights)


def trigger_lines(triggers: TriggerCounts, names: Names) -> tuple[list[str], str]:
    """Return the lines about triggers, and their basis."""
    if not triggers.cramps:
        return [NO_TRIGGERS], ""
    lines = [
        f"{names.trigger(count.trigger)}: {counted(count.cramps, 'cramp')} in"
        f" {counted(count.nights, 'night')}"
        for count in triggers.counts
    ]
    rest = _rest(triggers.cramps, triggers.nights)
    if triggers.cramps_without:
        rest += f" With {counted(triggers.cramps_without, 'cramp')} nothing was named."
    return lines, rest


def _rest(cramps: int, nights: int) -> str:
    return f"This rests on {counted(cramps, 'cramp')} in {counted(nights, 'night')}."
