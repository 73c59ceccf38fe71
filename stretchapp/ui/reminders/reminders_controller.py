"""The controller of the pages of reminders."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError
from stretchapp.reminders.rules import NOON
from stretchapp.ui.reminders.bedtimes_page import BedtimesPage
from stretchapp.ui.reminders.pause_until_page import PauseUntilPage
from stretchapp.ui.reminders.reminder_form import ReminderForm, new_rule
from stretchapp.ui.reminders.reminders_page import (
    DELIVERY_TEXTS,
    RemindersPage,
    ShownReminder,
    ShownReminders,
)
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.labels import DISMISS, UNDO
from stretchapp.ui.widgets.pages.page_controller import PageController
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.ui.widgets.pages.text_page import TextPage
from stretchapp.wording.dates import date_in_words, time_in_words
from stretchapp.wording.reminders import (
    damaged_in_words,
    next_due_in_words,
    outcome_in_words,
    rule_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from stretchapp.application.reminder_setup import ReminderSetup
    from stretchapp.application.reminders import Reminders
    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import DeliveryChoice
    from stretchapp.reminders.rules import Bedtimes, Rule
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack

NOTHING_DUE = N_("No reminder has been due yet.")
TURNED_OFF = N_("Off")
NEEDS_BACKGROUND = N_(
    "The reminder is saved, but works only while stretchapp is open. To get it always, let"
    " stretchapp run in the background and start when you log in."
)
WAIT_IN_BACKGROUND = N_("Run in the background")
REMOVE_DAMAGED = N_("Remove damaged reminders")
TEST_SENT = N_(
    "This is a test: the reminder is shown now, exactly as it will be. Answer it to try the"
    " buttons."
)


class RemindersController(PageController):
    """Shows the pages of reminders, and does what is chosen there."""

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        catalogue: RoutineCatalogue,
        setup: Callable[[], ReminderSetup],
        documents: Callable[[], Path],
        clock: Clock,
    ) -> None:
        """Prepare; nothing is read before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the pages are shown.
            catalogue: The routines that reminders can be about.
            setup: Opens the reminders. Raises UserError when it cannot.
            documents: Returns the folder for a calendar file.
            clock: Tells the present moment.
        """
        super().__init__(appearance, pages)
        self._catalogue = catalogue
        self._open_setup = setup
        self._documents = documents
        self._clock = clock

    def show(self) -> None:
        """Show the page of all reminders."""
        self._attempt(self._show)

    def _show(self) -> None:
        page = self._make_page()
        self._open(page)
        damaged = self._reminders.damaged()
        if damaged:
            page.show_notice(
                damaged_in_words(damaged),
                (_(REMOVE_DAMAGED), lambda: self._attempt(self._remove_damaged, damaged)),
                (_(DISMISS), page.focus_first),
            )

    def _remove_damaged(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self._reminders.remove(number)
        self._after_change()

    def tell_missed(self) -> None:
        """Say once, gently, that a reminder was missed, if one was."""
        self._attempt(self._tell_missed)

    def _tell_missed(self) -> None:
        missed = self._reminders.missed(self._now)
        if not missed:
            return
        self._reminders.mark_reported(missed)
        time = missed[0].time
        at = time.due_at.astimezone(self._now.tzinfo)
        sentence = _("You missed the {time} reminder ({title}).")
        is_of_evening = any(
            rule.id == time.reminder and rule.occasion == "evening"
            for rule in self._reminders.rules()
        )
        if is_of_evening:
            sentence = _("You missed the {time} reminder ({title}). Try again tonight.")
        self._pages.message.emit(sentence.format(time=time_in_words(at), title=time.title))

    @property
    def _setup(self) -> ReminderSetup:
        return self._open_setup()

    @property
    def _reminders(self) -> Reminders:
        return self._setup.reminders

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def _make_page(self) -> RemindersPage:
        reminders, now = self._reminders, self._now
        shown = [
            ShownReminder(
                rule=rule,
                sentence=rule_in_words(rule),
                next=_next(reminders.next_due(rule, now), rule, now),
            )
            for rule in reminders.rules()
        ]
        page = RemindersPage(
            self._appearance,
            ShownReminders(
                reminders=shown,
                paused=_paused(reminders.paused_until(now)),
                bedtime=_bedtime(reminders.bedtimes()),
                obstacles=self._setup.obstacles(),
                delivery_status=self._setup.delivery_status(),
            ),
        )
        for signal, act in (
            (page.change_chosen, self._edit),
            (page.switched, self._switch),
            (page.remove_chosen, self._remove),
            (page.test_chosen, self._send_test),
        ):
            signal.connect(functools.partial(self._attempt, act))
        for signal, act in (
            (page.add_chosen, self._add),
            (page.pause_chosen, self._pause),
            (page.pause_until_chosen, self._ask_for_date),
            (page.continue_chosen, self._end_pause),
            (page.bedtime_chosen, self._edit_bedtimes),
            (page.history_chosen, self._show_history),
            (page.calendar_chosen, self._write_calendar),
        ):
            signal.connect(functools.partial(self._attempt, act))
        page.delivery_chosen.connect(functools.partial(self._attempt, self._choose_delivery))
        page.login_switched.connect(functools.partial(self._attempt, self._start_at_login))
        return page

    def _add(self) -> None:
        routine = self._catalogue.tonight or next(iter(self._catalogue.routines), None)
        if routine is None:
            raise UserError(_("There is no routine to remind you of."))
        self._edit(new_rule(routine))

    def _edit(self, rule: Rule) -> None:
        page = ReminderForm(self._appearance, rule, self._catalogue.routines)
        page.saved.connect(functools.partial(self._attempt, self._save))
        self._open(page)

    def _save(self, rule: Rule) -> None:
        reminders = self._reminders
        if rule.id:
            reminders.change(rule, self._now)
        else:
            reminders.add(rule, self._now)
        self._pages.close_page()
        page = self._after_change()
        if self._setup.delivery_status().starts_at_login is False:
            notice = page.show_notice(
                _(NEEDS_BACKGROUND),
                (_(WAIT_IN_BACKGROUND), lambda: self._attempt(self._start_at_login, True)),
                (_(DISMISS), page.focus_first),
            )
            notice.focus_first()

    def _switch(self, rule: Rule) -> None:
        changed = replace(rule, is_on=not rule.is_on)
        self._reminders.change(changed, self._now)
        self._after_change()

    def _remove(self, rule: Rule) -> None:
        self._reminders.remove(rule.id)
        page = self._after_change()
        notice = page.show_notice(
            _("Removed: {reminder}").format(reminder=rule_in_words(rule)),
            (_(UNDO), lambda: self._attempt(self._put_back, rule)),
            (_(DISMISS), page.focus_first),
        )
        # The button that had the focus is gone.
        notice.focus_first()

    def _put_back(self, rule: Rule) -> None:
        self._reminders.add(rule, self._now)
        self._after_change()

    def _send_test(self, rule: Rule) -> None:
        self._setup.send_test(rule.id)
        self._page.show_notice(_(TEST_SENT))

    def _choose_delivery(self, choice: DeliveryChoice) -> None:
        try:
            problem = self._setup.choose_delivery(choice)
        except UserError as error:
            problem = str(error)
        page = self._renew()
        if problem is None:
            name = _(DELIVERY_TEXTS[choice][0])
            announce(page, _("Changed to: {choice}.").format(choice=name))
        else:
            page.show_notice(problem)

    def _start_at_login(self, is_on: bool) -> None:
        problem = self._setup.start_at_login(is_on=is_on)
        page = self._renew("login")
        if problem is not None:
            page.show_notice(problem)

    def _pause(self) -> None:
        self._reminders.pause_tonight(self._now)
        self._renew("continue")

    def _pause_until(self, day: date) -> None:
        self._reminders.pause_until(day)
        self._pages.close_page()
        self._renew("continue")

    def _end_pause(self) -> None:
        self._reminders.end_pauses()
        self._renew("pause")

    def _ask_for_date(self) -> None:
        page = PauseUntilPage(self._appearance, self._now.date())
        page.saved.connect(functools.partial(self._attempt, self._pause_until))
        self._open(page)

    def _edit_bedtimes(self) -> None:
        page = BedtimesPage(self._appearance, self._reminders.bedtimes())
        page.saved.connect(functools.partial(self._attempt, self._save_bedtimes))
        self._open(page)

    def _save_bedtimes(self, bedtimes: Bedtimes) -> None:
        self._reminders.set_bedtimes(bedtimes, self._now)
        self._pages.close_page()
        self._after_change()

    def _show_history(self) -> None:
        page = TextPage(
            self._appearance, _("Past reminders"), _("The reminders of the last 30 days.")
        )
        zone = self._now.tzinfo
        records = self._reminders.history(self._now)
        for record in records:
            at = record.time.due_at.astimezone(zone)
            page.add_card(
                _("{date}, {time}: {title}").format(
                    date=date_in_words(at.date()), time=time_in_words(at), title=record.time.title
                ),
                note=outcome_in_words(record.outcome, record.reason),
            )
        if not records:
            page.add_card(_(NOTHING_DUE))
        page.column.addStretch(1)
        self._open(page)

    def _write_calendar(self) -> None:
        # Imported here: icalendar is large, and few people export a calendar.
        from stretchapp.application.ics_export import export_calendar

        sentence = export_calendar(self._reminders, self._documents() / "stretchapp.ics", self._now)
        self._page.show_notice(sentence)

    def _after_change(self) -> RemindersPage:
        """Renew the timers, and show the reminders as they are now."""
        problem = self._setup.set_timers()
        page = self._renew()
        # The page usually shows the problem already, among the obstacles.
        if problem is not None and problem not in self._setup.obstacles():
            page.show_notice(problem)
        return page

    def _renew(self, focus_on: str | None = None) -> RemindersPage:
        """Show the page of all reminders anew.

        Args:
            focus_on: The object name of the button that gets the focus; None to keep the focus.
        """
        focus = QApplication.focusWidget()
        object_name = "" if focus is None else focus.objectName()
        scrolled = self._page.scrolled
        self._pages.close_page()
        page = self._make_page()
        self._open(page)
        page.focus_on(focus_on or object_name, scrolled)
        return page

    @property
    def _page(self) -> Page:
        page = self._pages.page
        assert isinstance(page, Page)  # noqa: S101 -- one of ours is shown
        return page

    def _open(self, page: Page) -> None:
        super()._open(page)
        focus = QApplication.focusWidget()
        if focus is not None:
            # With large text the widget may be outside the visible area.
            page.scroll_to(focus, 0)


def _next(at: datetime | None, rule: Rule, now: datetime) -> str:
    return next_due_in_words(at, now) if rule.is_on else _(TURNED_OFF)


def _paused(until: date | None) -> str:
    if until is None:
        return ""
    return _("Reminders are paused until the evening of {date}.").format(date=date_in_words(until))


def _bedtime(bedtimes: Bedtimes) -> str:
    # Times after midnight sort after those before it.
    times = sorted(set(bedtimes.by_weekday), key=lambda at: (at < NOON, at))
    if len(times) == 1:
        return _("Bedtime: {time}").format(time=time_in_words(times[0]))
    return _("Bedtime: between {first} and {last}, depending on the day").format(
        first=time_in_words(times[0]), last=time_in_words(times[-1])
    )
