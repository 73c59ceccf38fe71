"""The page of one night: its sessions and cramps, which can be changed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.card import button_row, card
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import day_in_words, time_in_words
from stretchapp.wording.diary import cramp_details, cramp_in_words, night_facts
from stretchapp.wording.lengths import length_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QPushButton

    from stretchapp.diary.nights import Night
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.wording.names import Names

ADD_CRAMP = N_("Add a cramp")
TAKE_BACK = N_("Undo “no cramp”")
NO_CRAMP = N_("No cramp this night")
CHANGE = N_("Change")
DELETE = N_("Delete")

_STATES = {
    "finished": N_("{time}: {title}, finished after {length}"),
    "stopped": N_("{time}: {title}, stopped after {length}"),
    "left": N_("{time}: {title}, interrupted after {length}"),
    "running": N_("{time}: {title}, running for {length}"),
}


class NightPage(Page):
    """Lists the sessions and cramps of a night.

    Attributes:
        night: The night.

    Signals:
        change_chosen: Change a cramp; with its record.
        delete_chosen: Delete a cramp; with its record.
        add_chosen: Add a cramp to this night.
        quiet_chosen: Save that there was no cramp (True), or undo that (False).
    """

    change_chosen = Signal(object)
    delete_chosen = Signal(object)
    add_chosen = Signal()
    quiet_chosen = Signal(bool)

    def __init__(
        self,
        appearance: Appearance,
        night: Night,
        sessions: Sequence[SessionRecord],
        names: Names,
    ) -> None:
        """Show a night.

        Args:
            appearance: Fonts and sizes.
            night: The night and its entries.
            sessions: Its sessions, the earliest first, also those that do not count.
            names: The words for the ids.
        """
        day = day_in_words(night.evening)
        super().__init__(appearance, _("Night of {date}").format(date=day))
        self.night = night
        self.column.addWidget(text_label(_("Night of"), quiet=True))
        self.column.addWidget(text_label(day, font=appearance.font(1.5, bold=True)))
        facts = night_facts(night)
        self.column.addWidget(text_label(_("Recorded: {facts}.").format(facts=facts)))
        for cramp in night.cramps:
            line = cramp_in_words(cramp, names)
            self.column.addWidget(
                card(
                    appearance,
                    cramp_details(cramp, names),
                    [
                        button(
                            _(CHANGE),
                            functools.partial(self.change_chosen.emit, cramp),
                            name=_("Change: cramp at {cramp}").format(cramp=line),
                        ),
                        button(
                            _(DELETE),
                            functools.partial(self.delete_chosen.emit, cramp),
                            name=_("Delete: cramp at {cramp}").format(cramp=line),
                        ),
                    ],
                    title=line,
                )
            )
        for session in sessions:
            self.column.addWidget(card(appearance, [_session_in_words(session)]))
        self._add = button(_(ADD_CRAMP), self.add_chosen.emit, primary=True)
        self.column.addLayout(button_row(appearance, self._add, *self._quiet_buttons()))
        self.column.addStretch(1)
        self._back = button(_(BACK), self.back_chosen.emit)
        self.add_buttons(self._back)

    def focus_first(self) -> None:
        """Give the focus to Back: most people only look."""
        self._back.setFocus()

    def _quiet_buttons(self) -> list[QPushButton]:
        if self.night.state == "quiet":
            return [button(_(TAKE_BACK), lambda: self.quiet_chosen.emit(False))]
        if self.night.state == "unknown":
            return [button(_(NO_CRAMP), lambda: self.quiet_chosen.emit(True))]
        return []


def _session_in_words(session: SessionRecord) -> str:
    return _(_STATES[session.state]).format(
        time=time_in_words(session.started_at),
        title=session.title,
        length=length_in_words(session.active_s),
    )
