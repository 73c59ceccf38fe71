"""The page of triggers and of what helped: plain counts, each with its basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _, ngettext
from stretchapp.ui.widgets.card import card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.diary import count_cramps, count_nights

if TYPE_CHECKING:
    from stretchapp.diary.statistics import HelpCounts, TriggerCounts
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.wording.names import Names

TITLE = N_("What helps")
COUNTS_ONLY = N_(
    "These are counts of what you recorded. They do not say why a cramp came, or why it went. What"
    " helped before may help again."
)
NO_HELP = N_("Nothing recorded yet about what helped.")
NO_TRIGGERS = N_("Nothing recorded yet about possible triggers.")


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
        super().__init__(appearance, _(TITLE))
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        self.column.addWidget(text_label(_(COUNTS_ONLY)))
        lines, rest = help_lines(helps, names)
        self.column.addWidget(card(appearance, lines, note=rest, title=_("What helped")))
        lines, rest = trigger_lines(triggers, names)
        self.column.addWidget(card(appearance, lines, note=rest, title=_("Possible triggers")))
        self.column.addStretch(1)
        self._back = button(_(BACK), self.back_chosen.emit)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back."""
        self._back.setFocus()


def help_lines(helps: HelpCounts, names: Names) -> tuple[list[str], str]:
    """Return the lines about first aid, and their basis."""
    if not helps.cramps:
        return [_(NO_HELP)], ""
    lines = [
        ngettext(
            "{exercise}: helped {helped} of {count} time",
            "{exercise}: helped {helped} of {count} times",
            count.tried,
        ).format(exercise=names.exercise(count.exercise), helped=count.helped, count=count.tried)
        for count in helps.counts
    ]
    if helps.nothing_helped:
        words = _("Nothing helped: {cramps}")
        lines.append(words.format(cramps=count_cramps(helps.nothing_helped)))
    return lines, _rest(helps.cramps, helps.nights)


def trigger_lines(triggers: TriggerCounts, names: Names) -> tuple[list[str], str]:
    """Return the lines about triggers, and their basis."""
    if not triggers.cramps:
        return [_(NO_TRIGGERS)], ""
    lines = [
        _("{trigger}: {cramps} in {nights}").format(
            trigger=names.trigger(count.trigger),
            cramps=count_cramps(count.cramps),
            nights=count_nights(count.nights),
        )
        for count in triggers.counts
    ]
    rest = _rest(triggers.cramps, triggers.nights)
    if triggers.cramps_without:
        without = ngettext(
            "No trigger was recorded for {count} cramp.",
            "No trigger was recorded for {count} cramps.",
            triggers.cramps_without,
        ).format(count=triggers.cramps_without)
        rest = f"{rest} {without}"
    return lines, rest


def _rest(cramps: int, nights: int) -> str:
    return _("Based on {cramps} in {nights}.").format(
        cramps=count_cramps(cramps), nights=count_nights(nights)
    )
