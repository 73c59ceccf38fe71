"""The page of reminders: one card each, with what can be done with it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from stretchapp.ui.widgets.card import button_row, card
from stretchapp.ui.widgets.fields.chip_group import EMPTY
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
DELIVERY_TEXTS: dict[DeliveryChoice, tuple[str, str]] = {
    "timers": ("The timers of the system", TIMERS_MEAN),
    "resident": ("stretchapp in the background", BACKGROUND_MEANS),
}
"""The name and the explanation of each choice of delivery."""
NO_TIMERS = "The timers of the system could wait, but not on this machine: {reason}"
CONTINUE = "Remind me again"
PAUSE = "None tonight"
ON, OFF = "Switch on", "Switch off"
NONE_YET = "There is none yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReminder:
    """A reminder as the page shows it.

    Attributes:
        rule: The reminder.
        sentence: Its times and its routine, in a sentence.
        next: Its next due time, in a sentence.
    """

    rule: Rule
    sentence: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReminders:
    """The content of the page.

    Attributes:
        reminders: The reminders.
        paused: The end of a pause, in a sentence; empty without a pause.
        bedtime: The bedtimes, in a sentence.
        obstacles: What prevents reminders on this machine, each with what to do.
        delivery_status: What starts due reminders.
    """

    reminders: Sequence[ShownReminder]
    paused: str
    bedtime: str
    obstacles: Sequence[str]
    delivery_status: DeliveryStatus


class RemindersPage(Page):
    """Lists the reminders.

    Signals:
        add_chosen: Add a reminder.
        change_chosen: Change a reminder; with its rule.
        switched: Turn a reminder on or off; with its rule.
        remove_chosen: Remove a reminder; with its rule.
        test_chosen: Show a reminder as a test; with its rule.
        pause_chosen: Skip the reminders of tonight.
        pause_until_chosen: Pause until a date.
        continue_chosen: End the pause.
        bedtime_chosen: Change the bedtimes.
        history_chosen: Show the history of reminders.
        calendar_chosen: Write a calendar file.
        delivery_chosen: Start due reminders in another way; with a ``DeliveryChoice``.
        login_switched: Start in the background at login (True), or not.
    """

    add_chosen = Signal()
    change_chosen = Signal(object)
    switched = Signal(object)
    remove_chosen = Signal(object)
    test_chosen = Signal(object)
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
            shown: The content.
        """
        super().__init__(appearance, "Reminders")
        self.column.addWidget(text_label("Reminders", font=appearance.font(1.6, bold=True)))
        for obstacle in shown.obstacles:
            self._add_card([obstacle])
        if shown.paused:
            self._add_card(
                [shown.paused], button(CONTINUE, self.continue_chosen.emit, object_name="continue")
            )
        titles = [reminder.rule.title for reminder in shown.reminders]
        for reminder in shown.reminders:
            is_alone = titles.count(reminder.rule.title) == 1
            self._add_reminder(reminder, reminder.rule.title if is_alone else reminder.sentence)
        if not shown.reminders:
            self.column.addWidget(text_label(NONE_YET))
        self.column.addWidget(button(ADD_REMINDER, self.add_chosen.emit, primary=True))
        # Below the reminders, so that these are visible at once.
        self.column.addWidget(text_label(WHAT_IT_DOES, quiet=True))
        self.column.addWidget(text_label("Bedtime", font=appearance.font(1.15, bold=True)))
        self.column.addWidget(text_label(shown.bedtime))
        self._add_row(button(CHANGE_BEDTIME, self.bedtime_chosen.emit))
        if shown.reminders:
            self.column.addWidget(text_label("All of them", font=appearance.font(1.15, bold=True)))
            self._add_row(
                button(PAUSE, self.pause_chosen.emit, object_name="pause"),
                button(PAUSE_UNTIL, self.pause_until_chosen.emit),
                button(HISTORY, self.history_chosen.emit),
                button(EXPORT, self.calendar_chosen.emit, name=EXPORT_NAME),
            )
            self.column.addWidget(text_label(WHAT_WAITS, font=appearance.font(1.15, bold=True)))
            self._add_delivery(shown.delivery_status)
        self.column.addStretch(1)
        self.add_buttons(button(BACK, self.back_chosen.emit))

    def focus_first(self) -> None:
        """Give the focus to the first reminder, or to the button that adds one."""
        self.findChildren(QPushButton)[0].setFocus()

    def _add_reminder(self, reminder: ShownReminder, name: str) -> None:
        rule = reminder.rule
        self._add_card(
            [reminder.sentence, reminder.next],
            *(
                button(
                    text,
                    functools.partial(signal.emit, rule),
                    name=f"{text}: {name}",
                    object_name=f"{action}-{rule.id}",
                )
                for action, text, signal in (
                    ("change", CHANGE, self.change_chosen),
                    ("switch", OFF if rule.is_on else ON, self.switched),
                    ("test", RING_NOW, self.test_chosen),
                    ("remove", REMOVE, self.remove_chosen),
                )
            ),
        )

    def _add_delivery(self, status: DeliveryStatus) -> None:
        """Show what starts due reminders, and let the person choose where both ways work."""
        if status.no_timers:
            reason = NO_TIMERS.format(reason=status.no_timers)
            self.column.addWidget(text_label(reason, quiet=True))
        else:
            self._add_card(self._delivery_choice("timers", is_on=not status.is_resident))
        texts = self._delivery_choice("resident", is_on=status.is_resident)
        starts = status.starts_at_login
        if starts is None:
            self._add_card(texts)
            return
        texts.append(text_label(STARTS_AT_LOGIN if starts else STARTS_BY_HAND, quiet=True))
        login = button(
            NOT_AT_LOGIN if starts else AT_LOGIN,
            lambda: self.login_switched.emit(not starts),
            object_name="login",
        )
        self._add_card(texts, login)

    def _delivery_choice(self, choice: DeliveryChoice, *, is_on: bool) -> list[str | QWidget]:
        """Return the chip of a choice, and its explanation."""
        name, explanation = DELIVERY_TEXTS[choice]

        def choose() -> None:
            # A click on the chosen chip must not uncheck it.
            chip.setChecked(True)
            if not is_on:
                self.delivery_chosen.emit(choice)

        chip = KeyButton(self._appearance, name, EMPTY, choose, name=name)
        chip.setObjectName(choice)
        chip.setCheckable(True)
        chip.setChecked(is_on)
        chip.setAccessibleDescription(explanation)
        return [chip, text_label(explanation, quiet=True)]

    def _add_card(self, texts: Sequence[str | QWidget], *buttons: QPushButton) -> None:
        first, *others = texts
        quiet = [text_label(it, quiet=True) if isinstance(it, str) else it for it in others]
        self.column.addWidget(card(self._appearance, [first, *quiet], buttons))

    def _add_row(self, *buttons: QPushButton) -> None:
        self.column.addLayout(button_row(self._appearance, *buttons))
