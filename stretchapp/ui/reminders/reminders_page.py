"""The reminders: one sentence each, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QFrame, QPushButton, QVBoxLayout

from stretchapp.ui.widgets.fields.chip_group import EMPTY
from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.key_button import KeyButton
from stretchapp.ui.widgets.labels import BACK, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stretchapp.application.reminder_setup import DeliveryStatus
    from stretchapp.base.settings import DeliveryChoice
    from stretchapp.reminders.rules import Rule
    from stretchapp.ui.theme.appearance import Appearance

ADD_REMINDER = "Add a reminder"
CHANGE_BEDTIME = "Change the bedtime"
PAUSE_UNTIL = "None until a date"
HISTORY = "What became of them"
EXPORT_NAME = "Write a calendar file"
EXPORT = "For the phone"
CHANGE = "Change"
RING_NOW = "Ring now"
REMOVE = "Remove"


WHAT_IT_DOES = (
    "A reminder shows once, without a sound, and can be answered: Start, In 15 minutes, or Not"
    " tonight. It does not come when you have stretched already, nor when it is over an hour late."
)
AT_LOGIN = "Start when I log in"
NOT_AT_LOGIN = "Do not start when I log in"
STARTS_AT_LOGIN = "It starts without a window when you log in."
STARTS_BY_HAND = (
    "It does not start when you log in: until you start it yourself, no reminder comes."
)
WHAT_WAITS = "What waits for them"
TIMERS_MEAN = (
    "Nothing of stretchapp runs meanwhile. When its time has come, the system (systemd) starts the"
    " reminder. There is nothing else to do."
)
BACKGROUND_MEANS = (
    "stretchapp goes on when you close its window, and takes some memory. Start it again to see"
    " its window, or click its icon in the tray, which the settings can switch on."
)
WAYS: dict[DeliveryChoice, tuple[str, str]] = {
    "timers": ("The timers of the system", TIMERS_MEAN),
    "resident": ("stretchapp in the background", BACKGROUND_MEANS),
}
"""What can wait, and what that means."""
NO_TIMERS = "The timers of the system could wait, but not on this machine: {reason}"
GO_ON = "Remind me again"
PAUSE = "None tonight"
ON, OFF = "Switch on", "Switch off"
NONE_YET = "There is none yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReminder:
    """A reminder as the page shows it.

    Attributes:
        rule: The reminder.
        sentence: When and of what it reminds.
        next: When it is due next.
    """

    rule: Rule
    sentence: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReminders:
    """All that the page shows.

    Attributes:
        reminders: One after the other.
        paused: Until when there are none, in a sentence; empty if they are not paused.
        bedtime: When the person goes to bed, in a sentence.
        obstacles: What stands in the way on this machine, each with what to do about it.
        delivery_status: What waits for them.
    """

    reminders: Sequence[ShownReminder]
    paused: str
    bedtime: str
    obstacles: Sequence[str]
    delivery_status: DeliveryStatus


class RemindersPage(Page):
    """Lists the reminders.

    Signals:
        add_chosen: Make a new one.
        change_chosen: Change one; with its rule.
        switched: Switch one on or off; with its rule.
        remove_chosen: Remove one; with its rule.
        ring_chosen: Let one ring as a test; with its rule.
        pause_chosen: No reminders tonight.
        pause_until_chosen: No reminders until a date.
        continue_chosen: End the pause.
        bedtime_chosen: Change the bedtimes.
        history_chosen: Show what became of reminders.
        calendar_chosen: Write a calendar file.
        delivery_chosen: Let something else wait; with what.
        login_switched: Start in the background at the login, or not; with whether it is to.
    """

    add_chosen = Signal()
    change_chosen = Signal(object)
    switched = Signal(object)
    remove_chosen = Signal(object)
    ring_chosen = Signal(object)
    pause_chosen = Signal()
    pause_until_chosen = Signal()
    continue_chosen = Signal()
    bedtime_chosen = Signal()
    history_chosen = Signal()
    calendar_chosen = Signal()
    delivery_chosen = Signal(str)
    login_switched = Signal(bool)

    def __init__(self, appearance: Appearance, shown: ShownReminders) -> None:
        """Make the page.

        Args:
            appearance: Fonts and sizes.
            shown: What to show.
        """
        super().__init__(appearance, "Reminders")
        self.column.addWidget(text_label("Reminders", font=appearance.font(1.6, bold=True)))
        for obstacle in shown.obstacles:
            self._add_card([obstacle])
        if shown.paused:
            self._add_card([shown.paused], button(GO_ON, self.continue_chosen.emit, name=GO_ON))
        titles = [reminder.rule.title for reminder in shown.reminders]
        for reminder in shown.reminders:
            is_alone = titles.count(reminder.rule.title) == 1
            self._add_reminder(reminder, reminder.rule.title if is_alone else reminder.sentence)
        if not shown.reminders:
            self.column.addWidget(text_label(NONE_YET))
        self.column.addWidget(button(ADD_REMINDER, self.add_chosen.emit, primary=True))
        # Below, so that the reminders are in sight at once.
        self.column.addWidget(text_label(WHAT_IT_DOES, quiet=True))
        self.column.addWidget(text_label("Bedtime", font=appearance.font(1.15, bold=True)))
        self.column.addWidget(text_label(shown.bedtime))
        self._add_row(button(CHANGE_BEDTIME, self.bedtime_chosen.emit))
        if shown.reminders:
            self.column.addWidget(text_label("All of them", font=appearance.font(1.15, bold=True)))
            self._add_row(
                button(PAUSE, self.pause_chosen.emit, name=PAUSE),
                button(PAUSE_UNTIL, self.pause_until_chosen.emit),
                button(HISTORY, self.history_chosen.emit),
                button(EXPORT, self.calendar_chosen.emit, name=EXPORT_NAME),
            )
            self.column.addWidget(text_label(WHAT_WAITS, font=appearance.font(1.15, bold=True)))
            self._add_ways(shown.delivery_status)
        self.column.addStretch(1)
        self.add_buttons(button(BACK, self.back_chosen.emit))

    def focus_first(self) -> None:
        """Give the focus to the first reminder, or to the button that adds one."""
        self.findChildren(QPushButton)[0].setFocus()

    def focus_on(self, name: str, scrolled: int) -> None:
        """Give the focus to the button with a name, if there is one, on a page made anew.

        Args:
            name: Its accessible name.
            scrolled: How far the page was scrolled before.
        """
        for item in self.findChildren(QAbstractButton):
            # A button that switches is called otherwise once it was used.
            if name and item.accessibleName() in (name, _switched(name)):
                item.setFocus()
                self.scroll_to(item, scrolled)

    def _add_reminder(self, reminder: ShownReminder, name: str) -> None:
        rule = reminder.rule
        switch = OFF if rule.is_on else ON
        self._add_card(
            [reminder.sentence, reminder.next],
            *(
                button(text, lambda signal=signal: signal.emit(rule), name=f"{text}: {name}")
                for text, signal in (
                    (CHANGE, self.change_chosen),
                    (switch, self.switched),
                    (RING_NOW, self.ring_chosen),
                    (REMOVE, self.remove_chosen),
                )
            ),
        )

    def _add_ways(self, who: DeliveryStatus) -> None:
        """Show what can wait, and let the person choose where both can."""
        if who.no_timers:
            reason = NO_TIMERS.format(reason=who.no_timers)
            self.column.addWidget(text_label(reason, quiet=True))
        else:
            self._add_way("timers", is_on=not who.is_resident)
        card = self._add_way("resident", is_on=who.is_resident)
        if who.starts_at_login is not None:
            is_on = who.starts_at_login
            text = NOT_AT_LOGIN if is_on else AT_LOGIN
            card.addWidget(text_label(STARTS_AT_LOGIN if is_on else STARTS_BY_HAND, quiet=True))
            row = FlowLayout(self._appearance.px(8))
            row.addWidget(button(text, lambda: self.login_switched.emit(not is_on), name=text))
            card.addLayout(row)

    def _add_way(self, way: DeliveryChoice, *, is_on: bool) -> QVBoxLayout:
        name, meaning = WAYS[way]

        def choose() -> None:
            chip.setChecked(True)
            if not is_on:
                self.delivery_chosen.emit(way)

        chip = KeyButton(self._appearance, name, EMPTY, choose, name=name)
        chip.setCheckable(True)
        chip.setChecked(is_on)
        chip.setAccessibleDescription(meaning)
        card = self._add_card([])
        card.addWidget(chip)
        card.addWidget(text_label(meaning, quiet=True))
        return card

    def _add_card(self, texts: Sequence[str], *buttons: QPushButton) -> QVBoxLayout:
        appearance = self._appearance
        card = QFrame()
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        margin = appearance.px(14)
        column.setContentsMargins(margin, appearance.px(10), margin, appearance.px(10))
        column.setSpacing(appearance.px(8))
        for index, text in enumerate(texts):
            column.addWidget(text_label(text, quiet=index > 0))
        if buttons:
            row = FlowLayout(appearance.px(8))
            for item in buttons:
                row.addWidget(item)
            column.addLayout(row)
        self.column.addWidget(card)
        return column

    def _add_row(self, *buttons: QPushButton) -> None:
        row = FlowLayout(self._appearance.px(8))
        for item in buttons:
            row.addWidget(item)
        self.column.addLayout(row)


def _switched(name: str) -> str:
    """Return what a button that switches a reminder is called after it was used."""
    for before, after in ((ON, OFF), (OFF, ON)):
        if name.startswith(f"{before}: "):
            return f"{after}{name.removeprefix(before)}"
    return name
