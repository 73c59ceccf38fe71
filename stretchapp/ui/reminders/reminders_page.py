"""The page of reminders: one card each, with what can be done with it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from stretchapp.base.i18n import N_, _
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

TITLE = N_("Reminders")
ADD_REMINDER = N_("Add a reminder")
CHANGE_BEDTIME = N_("Change bedtime")
PAUSE_UNTIL = N_("Pause until …")
HISTORY = N_("History")
EXPORT = N_("Export for phone (.ics)")
CHANGE = N_("Change")
TEST = N_("Show a test reminder")
REMOVE = N_("Remove")

WHAT_IT_DOES = N_(
    "A reminder is a silent notification with three buttons: Start, In 15 minutes, and Not tonight."
    " You get none if you have already stretched, or if it would be more than an hour late."
)
AT_LOGIN = N_("Start when I log in")
NOT_AT_LOGIN = N_("Do not start when I log in")
STARTS_AT_LOGIN = N_("It starts without a window when you log in.")
STARTS_BY_HAND = N_(
    "It does not start when you log in. Until you start it yourself, you get no reminders."
)
WHAT_WAITS = N_("When stretchapp is closed")
TIMERS_MEAN = N_(
    "stretchapp does not keep running. The system (systemd) starts it when a reminder is due. There"
    " is nothing else to do."
)
BACKGROUND_MEANS = N_(
    "stretchapp keeps running after you close its window and uses some memory. To see its window,"
    " start it again, or click its tray icon, which you can turn on in Settings."
)
DELIVERY_TEXTS: dict[DeliveryChoice, tuple[str, str]] = {
    "timers": (N_("System timers"), TIMERS_MEAN),
    "resident": (N_("stretchapp in the background"), BACKGROUND_MEANS),
}
"""The name and the explanation of each choice of delivery, marked for translation."""
NO_TIMERS = N_("System timers are not available on this machine: {reason}")
CONTINUE = N_("End the pause")
PAUSE = N_("Skip tonight")
ON, OFF = N_("Turn on"), N_("Turn off")
NONE_YET = N_("No reminders yet.")


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
        super().__init__(appearance, _(TITLE))
        self.column.addWidget(text_label(_(TITLE), font=appearance.font(1.6, bold=True)))
        for obstacle in shown.obstacles:
            self._add_card([obstacle])
        if shown.paused:
            self._add_card(
                [shown.paused],
                button(_(CONTINUE), self.continue_chosen.emit, object_name="continue"),
            )
        titles = [reminder.rule.title for reminder in shown.reminders]
        for reminder in shown.reminders:
            is_alone = titles.count(reminder.rule.title) == 1
            self._add_reminder(reminder, reminder.rule.title if is_alone else reminder.sentence)
        if not shown.reminders:
            self.column.addWidget(text_label(_(NONE_YET)))
        self.column.addWidget(button(_(ADD_REMINDER), self.add_chosen.emit, primary=True))
        # Below the reminders, so that these are visible at once.
        self.column.addWidget(text_label(_(WHAT_IT_DOES), quiet=True))
        self.column.addWidget(text_label(_("Bedtime"), font=appearance.font(1.15, bold=True)))
        self.column.addWidget(text_label(shown.bedtime))
        self._add_row(button(_(CHANGE_BEDTIME), self.bedtime_chosen.emit))
        if shown.reminders:
            self.column.addWidget(
                text_label(_("All reminders"), font=appearance.font(1.15, bold=True))
            )
            self._add_row(
                button(_(PAUSE), self.pause_chosen.emit, object_name="pause"),
                button(_(PAUSE_UNTIL), self.pause_until_chosen.emit),
                button(_(HISTORY), self.history_chosen.emit),
                button(_(EXPORT), self.calendar_chosen.emit),
            )
            self.column.addWidget(text_label(_(WHAT_WAITS), font=appearance.font(1.15, bold=True)))
            self._add_delivery(shown.delivery_status)
        self.column.addStretch(1)
        self.add_buttons(button(_(BACK), self.back_chosen.emit))

    def focus_first(self) -> None:
        """Give the focus to the first reminder, or to the button that adds one."""
        self.findChildren(QPushButton)[0].setFocus()

    def _add_reminder(self, reminder: ShownReminder, name: str) -> None:
        rule = reminder.rule
        self._add_card(
            [reminder.sentence, reminder.next],
            *(
                button(
                    _(text),
                    functools.partial(signal.emit, rule),
                    # Translators: the name of a button for screen readers.
                    name=_("{button}: {reminder}").format(button=_(text), reminder=name),
                    object_name=f"{action}-{rule.id}",
                )
                for action, text, signal in (
                    ("change", CHANGE, self.change_chosen),
                    ("switch", OFF if rule.is_on else ON, self.switched),
                    ("test", TEST, self.test_chosen),
                    ("remove", REMOVE, self.remove_chosen),
                )
            ),
        )

    def _add_delivery(self, status: DeliveryStatus) -> None:
        """Show what starts due reminders, and let the person choose where both ways work."""
        if status.no_timers:
            reason = _(NO_TIMERS).format(reason=status.no_timers)
            self.column.addWidget(text_label(reason, quiet=True))
        else:
            self._add_card(self._delivery_choice("timers", is_on=not status.is_resident))
        texts = self._delivery_choice("resident", is_on=status.is_resident)
        starts = status.starts_at_login
        if starts is None:
            self._add_card(texts)
            return
        texts.append(text_label(_(STARTS_AT_LOGIN if starts else STARTS_BY_HAND), quiet=True))
        login = button(
            _(NOT_AT_LOGIN if starts else AT_LOGIN),
            lambda: self.login_switched.emit(not starts),
            object_name="login",
        )
        self._add_card(texts, login)

    def _delivery_choice(self, choice: DeliveryChoice, *, is_on: bool) -> list[str | QWidget]:
        """Return the chip of a choice, and its explanation."""
        name, explanation = map(_, DELIVERY_TEXTS[choice])

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
