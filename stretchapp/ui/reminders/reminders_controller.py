"""The reminders of the window: their pages, and what one is told of them at home."""

from __future__ import annotations

import functools
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from stretchapp.base.problems import UserError
from stretchapp.reminders.rules import NOON
from stretchapp.ui.accessibility.announce import announce
from stretchapp.wording.reminders import (
    date_in_words,
    next_in_words,
    outcome_in_words,
    rule_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.base.settings import DeliveryChoice
    from stretchapp.reminders.rules import Bedtimes, Rule
    from stretchapp.ui.dependencies import ReminderServices, Services
    from stretchapp.ui.reminders.reminders_page import RemindersPage
    from stretchapp.ui.theme.theme import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack
    from stretchapp.ui.widgets.pages.scrolling_page import Page


_V = TypeVar("_V")


class RemindersController(QObject):
    """Shows the pages of reminders, and does what is chosen there.

    Signals:
        failed: Something could not be done; a sentence says what.
    """

    failed = Signal(str)

    def __init__(
        self,
        services: Services,
        appearance: Appearance,
        catalogue: RoutineCatalogue,
        pages: PageStack,
        parent: QObject,
    ) -> None:
        """Prepare; nothing is read before it is asked for.

        Args:
            services: The reminders and the clock.
            appearance: Fonts and colours.
            catalogue: The routines that can be reminded of.
            pages: Where the pages are shown.
            parent: The owner.
        """
        super().__init__(parent)
        self._services = services
        self._appearance = appearance
        self._catalogue = catalogue
        self._pages = pages

    def show(self) -> None:
        """Show the page of all reminders."""
        self._try(lambda: self._open(self._make_page()))

    def missed(self) -> str | None:
        """Return a sentence about a reminder that nobody saw, once; nothing if there is none.

        Raises:
            UserError: The diary cannot be read or written.
        """
        reminders = self._it.reminders
        missed = reminders.missed(self._now)
        if not missed:
            return None
        reminders.mark_told(missed)
        rules = reminders.rules()
        time = missed[0].time
        at = time.due_at.astimezone(self._now.tzinfo)
        said = f"The reminder of {at:%H:%M} ({time.title}) did not reach you."
        is_of_evening = any(it.id == time.reminder and it.occasion == "evening" for it in rules)
        return f"{said} Tonight is another evening." if is_of_evening else said

    @property
    def _it(self) -> ReminderServices:
        return self._services.reminders()

    @property
    def _now(self) -> datetime:
        return self._services.clock.now()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except UserError as error:
            self.failed.emit(str(error))

    def _do(self, act: Callable[[_V], object], value: _V) -> None:
        self._try(lambda: act(value))

    def _make_page(self) -> RemindersPage:
        from stretchapp.ui.reminders.reminders_page import (
            RemindersPage,
            ShownReminder,
            ShownReminders,
        )

        reminders, now = self._it.reminders, self._now
        listed = [
            ShownReminder(
                rule=rule,
                sentence=f"{rule_in_words(rule)}.",
                next=_next(reminders.next(rule, now), rule, now),
            )
            for rule in reminders.rules()
        ]
        page = RemindersPage(
            self._appearance,
            ShownReminders(
                reminders=listed,
                paused=_paused(reminders.paused(now)),
                bedtime=_bedtime(reminders.bedtimes()),
                obstacles=self._it.obstacles(),
                delivery_status=self._it.delivery_status(),
            ),
        )
        for signal, act in (
            (page.change_chosen, self._edit),
            (page.switched, self._switch),
            (page.remove_chosen, self._remove),
            (page.ring_chosen, self._ring),
        ):
            signal.connect(functools.partial(self._do, act))
        for signal, act in (
            (page.add_chosen, self._add),
            (page.pause_chosen, self._pause),
            (page.pause_until_chosen, self._ask_for_date),
            (page.continue_chosen, self._go_on),
            (page.bedtime_chosen, self._edit_bedtimes),
            (page.history_chosen, self._show_history),
            (page.calendar_chosen, self._write_calendar),
        ):
            signal.connect(functools.partial(self._try, act))
        page.delivery_chosen.connect(functools.partial(self._do, self._choose_waits))
        page.login_switched.connect(functools.partial(self._do, self._start_at_login))
        return page

    def _add(self) -> None:
        from stretchapp.ui.reminders.reminder_form import new_rule

        routine = self._catalogue.tonight or next(iter(self._catalogue.routines), None)
        if routine is None:
            raise UserError("There is no routine that you could be reminded of.")
        self._edit(new_rule(routine))

    def _edit(self, rule: Rule) -> None:
        from stretchapp.ui.reminders.reminder_form import ReminderForm

        page = ReminderForm(self._appearance, rule, self._catalogue.routines)
        page.saved.connect(functools.partial(self._do, self._save))
        self._open(page)

    def _save(self, rule: Rule) -> None:
        reminders = self._it.reminders
        if rule.id:
            reminders.change(rule)
        else:
            rule = reminders.add(rule)
        reminders.begin(rule, self._now)
        self._pages.close_page()
        self._after_change()

    def _switch(self, rule: Rule) -> None:
        changed = replace(rule, is_on=not rule.is_on)
        self._it.reminders.change(changed)
        self._it.reminders.begin(changed, self._now)
        self._after_change()

    def _remove(self, rule: Rule) -> None:
        self._it.reminders.remove(rule.id)
        page = self._after_change()
        notice = page.show_notice(
            f"Removed: {rule_in_words(rule)}.",
            ("Undo", lambda: self._try(lambda: self._put_back(rule))),
            ("All right", page.focus_first),
        )
        # What had the focus is gone.
        notice.focus_first()

    def _put_back(self, rule: Rule) -> None:
        self._it.reminders.begin(self._it.reminders.add(rule), self._now)
        self._after_change()

    def _ring(self, rule: Rule) -> None:
        self._it.ring(rule.id)
        self._page.show_notice("It rings now, as it will. Look for it, and answer it to see.")

    def _choose_waits(self, waits: DeliveryChoice) -> None:
        from stretchapp.ui.reminders.reminders_page import WAYS

        try:
            problem = self._it.choose_delivery(waits)
        except UserError as error:
            problem = str(error)
        page = self._renew()
        if problem is None:
            announce(page, f"{WAYS[waits][0]}: from now on.")
        else:
            page.show_notice(problem)

    def _start_at_login(self, is_on: bool) -> None:
        from stretchapp.ui.reminders.reminders_page import AT_LOGIN, NOT_AT_LOGIN

        problem = self._it.start_at_login(is_on)
        page = self._renew(NOT_AT_LOGIN if is_on else AT_LOGIN)
        if problem is not None:
            page.show_notice(problem)

    def _pause(self) -> None:
        from stretchapp.ui.reminders.reminders_page import GO_ON

        self._it.reminders.pause_tonight(self._now)
        self._renew(GO_ON)

    def _pause_until(self, day: date) -> None:
        self._it.reminders.pause_until(day)
        from stretchapp.ui.reminders.reminders_page import GO_ON

        self._pages.close_page()
        self._renew(GO_ON)

    def _go_on(self) -> None:
        from stretchapp.ui.reminders.reminders_page import PAUSE

        self._it.reminders.go_on()
        self._renew(PAUSE)

    def _ask_for_date(self) -> None:
        from stretchapp.ui.reminders.pause_until_page import PauseUntilPage

        page = PauseUntilPage(self._appearance, self._now.date())
        page.saved.connect(functools.partial(self._do, self._pause_until))
        self._open(page)

    def _edit_bedtimes(self) -> None:
        from stretchapp.ui.reminders.bedtimes_page import BedtimesPage

        page = BedtimesPage(self._appearance, self._it.reminders.bedtimes())
        page.saved.connect(functools.partial(self._do, self._save_bedtimes))
        self._open(page)

    def _save_bedtimes(self, bedtimes: Bedtimes) -> None:
        self._it.reminders.set_bedtimes(bedtimes)
        self._it.reminders.begin_by_bedtime(self._now)
        self._pages.close_page()
        self._after_change()

    def _show_history(self) -> None:
        from stretchapp.ui.reading.reading_pages import TextPage

        page = TextPage(
            self._appearance, "What became of them", "The reminders of the last 30 days, and why."
        )
        zone = self._now.tzinfo
        records = self._it.reminders.history(self._now)
        for record in records:
            at = record.time.due_at.astimezone(zone)
            page.add_card(
                f"{date_in_words(at.date())}, {at:%H:%M}: {record.time.title}",
                note=f"{outcome_in_words(record.outcome, record.reason).capitalize()}.",
            )
        if not records:
            page.add_card("Nothing was due yet.")
        page.column.addStretch(1)
        self._open(page)

    def _write_calendar(self) -> None:
        from stretchapp.application.ics_export import calendar_file

        (said,) = calendar_file(
            self._it.reminders, self._it.documents / "stretchapp.ics", self._now
        )
        self._page.show_notice(said)

    def _after_change(self) -> RemindersPage:
        """Let the machine know, and show the reminders as they are now."""
        problem = self._it.set_timers()
        page = self._renew()
        # What stands in the way is on the page already, as a rule.
        if problem is not None and problem not in self._it.obstacles():
            page.show_notice(problem)
        return page

    def _renew(self, focus_on: str | None = None) -> RemindersPage:
        """Show the page of all reminders anew.

        Args:
            focus_on: The name of the button that gets the focus; None for the one that has it.
        """
        focus = QApplication.focusWidget()
        name = "" if focus is None else focus.accessibleName()
        scrolled = self._page.scrolled
        self._pages.close_page()
        page = self._make_page()
        self._open(page)
        page.focus_on(focus_on or name, scrolled)
        return page

    @property
    def _page(self) -> Page:
        from stretchapp.ui.widgets.pages.scrolling_page import Page

        page = self._pages.page
        assert isinstance(page, Page)  # noqa: S101 -- one of ours is shown
        return page

    def _open(self, page: Page) -> None:
        page.back_chosen.connect(self._pages.close_page)
        self._pages.open(page)
        page.focus_first()
        focus = QApplication.focusWidget()
        if focus is not None:
            # With large text it may lie below what can be seen.
            page.scroll_to(focus, 0)


def _next(at: datetime | None, rule: Rule, now: datetime) -> str:
    return f"{next_in_words(at, now)}." if rule.is_on else "Switched off."


def _paused(until: date | None) -> str:
    return "" if until is None else f"No reminders until the evening of {date_in_words(until)}."


def _bedtime(bedtimes: Bedtimes) -> str:
    # After midnight is later than before it.
    times = sorted(set(bedtimes.by_weekday), key=lambda at: (at < NOON, at))
    if len(times) == 1:
        return f"You go to bed at {times[0]:%H:%M}."
    return f"You go to bed between {times[0]:%H:%M} and {times[-1]:%H:%M}, depending on the day."
