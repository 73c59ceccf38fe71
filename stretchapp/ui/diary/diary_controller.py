"""The diary of the window: its pages, and what is chosen there."""

from __future__ import annotations

import functools
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from stretchapp.application.diary import EVENING_HOUR
from stretchapp.base.problems import UserError
from stretchapp.diary.statistics import LATELY_NIGHTS, stretched_lately
from stretchapp.ui.diary.cramp_controller import CrampController
from stretchapp.ui.diary.history_controller import HistoryController
from stretchapp.wording.diary import known_in_words, lately_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from stretchapp.application.diary import Diary
    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.diary.nights import Night
    from stretchapp.ui.dependencies import DiaryServices, Services
    from stretchapp.ui.diary.diary_page import DiaryPage, ShownRule
    from stretchapp.ui.diary.night_page import NightPage
    from stretchapp.ui.theme.theme import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack
    from stretchapp.ui.widgets.pages.scrolling_page import Page

_V = TypeVar("_V")

MORNING_HOUR = 5
"""From then on, whoever is up speaks of the present night as the last one."""


class DiaryController(QObject):
    """Shows the diary, and keeps what is written into it.

    Signals:
        failed: Something could not be done; a sentence says what.
        doctor_chosen: Show when to see a doctor.
    """

    failed = Signal(str)
    doctor_chosen = Signal()

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
            services: The diary, the texts and the clock.
            appearance: Fonts and colours.
            catalogue: The exercises and flows that the diary names.
            pages: Where the pages are shown.
            parent: The owner.
        """
        super().__init__(parent)
        self._services = services
        self._appearance = appearance
        self._pages = pages
        self._cramps = CrampController(services, appearance, catalogue, pages, self)
        self._cramps.failed.connect(self.failed)
        self._cramps.kept.connect(self._on_kept)
        self._look_back = HistoryController(services, appearance, self._cramps, pages, self)
        self._look_back.failed.connect(self.failed)
        self._look_back.night_chosen.connect(functools.partial(self._do, self._show_night))

    def show(self) -> None:
        """Show the first page of the diary."""
        self._try(self._show)

    def findings(self) -> str | None:
        """Return a sentence about doctor rules that hold, if any does.

        Raises:
            UserError: The diary or the texts cannot be read.
        """
        self._diary.forget()
        found = self._diary.findings(self._now)
        if not found:
            return None
        titles = self._titles(found)
        return f"Your diary has something to tell a doctor: {'; '.join(titles)}."

    @property
    def _it(self) -> DiaryServices:
        return self._services.diary()

    @property
    def _diary(self) -> Diary:
        return self._it.diary

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

    def _show(self) -> None:
        # The terminal, a reminder or a session may have written meanwhile.
        self._diary.forget()
        self._open(self._make_page())

    def _make_page(self) -> DiaryPage:
        from stretchapp.ui.diary.diary_page import DiaryPage, ShownDiary

        diary, now = self._diary, self._now
        findings = diary.findings(now)
        tonight = diary.tonight(now)
        lately = self._lately(tonight)
        asked = diary.night(diary.asked_night(now))
        is_over = MORNING_HOUR <= now.astimezone(diary.zone).hour < EVENING_HOUR
        page = DiaryPage(
            self._appearance,
            ShownDiary(
                lately=lately_in_words(stretched_lately(lately, tonight)),
                known=known_in_words(self._seven(lately)),
                rules=self._shown(findings) if findings else (),
                night="last night" if is_over else "tonight",
                quiet=None if asked.cramps else asked.is_quiet,
            ),
        )
        page.dismissed.connect(functools.partial(self._do, self._dismiss))
        page.quiet_chosen.connect(functools.partial(self._do, self._say_quiet))
        page.export_chosen.connect(functools.partial(self._do, self._export))
        for signal, act in (
            (page.add_chosen, lambda: self._cramps.add(self._now)),
            (page.calendar_chosen, self._look_back.show_calendar),
            (page.charts_chosen, self._look_back.show_charts),
            (page.what_helps_chosen, self._look_back.show_counts),
            (page.six_weeks_chosen, self._look_back.show_six_weeks),
            (page.pdf_chosen, self._write_pdf),
            (page.delete_chosen, self._ask_to_delete),
        ):
            signal.connect(functools.partial(self._try, act))
        page.doctor_chosen.connect(self.doctor_chosen)
        return page

    def _lately(self, tonight: date) -> tuple[Night, ...]:
        """Return the last nights; one more, for the present one may be still to come."""
        return self._diary.nights(tonight - timedelta(days=LATELY_NIGHTS), tonight)

    def _seven(self, lately: tuple[Night, ...]) -> tuple[Night, ...]:
        """Return as many nights as those with a stretch are counted of."""
        last = lately[-1]
        is_known = last.is_stretched or last.state != "unknown"
        return lately[1:] if is_known else lately[:-1]

    def _shown(self, findings: Sequence[Finding]) -> list[ShownRule]:
        from stretchapp.ui.diary.diary_page import ShownRule
        from stretchapp.wording.diary import counted, nights_listed
        from stretchapp.wording.routines import quoted

        shown: list[ShownRule] = []
        rules = {rule.id: rule for rule in self._it.texts().rules}
        for finding in findings:
            rule = rules[finding.rule]
            cramps = counted(len(finding.cramps), "cramp")
            shown.append(
                ShownRule(
                    finding=finding,
                    title=rule.title,
                    text=rule.text,
                    nights=f"This rests on {cramps} in the {nights_listed(finding.nights)}.",
                    quotes=" ".join(quoted(it.words, it.source) for it in rule.quotes),
                )
            )
        return shown

    def _titles(self, findings: Sequence[Finding]) -> list[str]:
        titles = {rule.id: rule.title for rule in self._it.texts().rules}
        return [titles.get(finding.rule, finding.rule).lower() for finding in findings]

    def _dismiss(self, finding: Finding) -> None:
        self._diary.dismiss(finding)
        self._renew()

    def _say_quiet(self, is_quiet: bool) -> None:
        night = self._diary.asked_night(self._now)
        if is_quiet:
            self._diary.set_quiet(night, self._now)
        else:
            self._diary.take_quiet_back(night)
        self._renew()

    def _show_night(self, evening: date) -> None:
        self._open(self._make_night_page(evening))

    def _make_night_page(self, evening: date) -> NightPage:
        from stretchapp.ui.diary.night_page import NightPage

        diary = self._diary
        night = diary.night(evening)
        page = NightPage(
            self._appearance,
            night,
            diary.sessions_of(evening),
            self._cramps.names if night.cramps else self._cramps.short_names,
            diary.zone,
        )
        page.change_chosen.connect(functools.partial(self._do, self._cramps.change))
        page.delete_chosen.connect(functools.partial(self._do, self._cramps.delete))
        page.quiet_chosen.connect(functools.partial(self._do, self._say_quiet_of_page))
        page.add_chosen.connect(
            functools.partial(self._try, lambda: self._cramps.add_to(evening, self._now))
        )
        return page

    def _say_quiet_of_page(self, is_quiet: bool) -> None:
        from stretchapp.ui.diary.night_page import NightPage

        page = self._pages.page
        assert isinstance(page, NightPage)  # noqa: S101 -- its button was pressed
        if is_quiet:
            self._diary.set_quiet(page.night.evening, self._now)
        else:
            self._diary.take_quiet_back(page.night.evening)
        self._renew()

    def _on_kept(self, said: str, undo: Callable[[], object] | None) -> None:
        self._try(lambda: self._after_change(said, undo))

    def _after_change(self, said: str, undo: Callable[[], object] | None) -> None:
        """Show the page below as it is now, and say what was kept."""
        from stretchapp.ui.diary.night_page import NightPage

        page = self._renew()
        if said and undo is None and isinstance(page, NightPage):
            # The diary's first page shows the rules themselves.
            said = " ".join(filter(None, (said, self.findings())))
        if undo is not None:
            page.show_notice(
                said, ("Undo", lambda: self._try(undo)), ("All right", page.focus_first)
            )
        elif said:
            page.show_notice(said, ("All right", page.focus_first))

    def _write_pdf(self) -> None:
        from stretchapp.application.doctor_report import doctor_report
        from stretchapp.ui.diary.doctor_pdf import write_doctor_pdf

        diary = self._diary
        report = doctor_report(
            diary.everything(), self._cramps.names, self._it.texts().rules, self._now, diary.zone
        )
        path = self._services.documents() / f"stretchapp-diary-{report.made_on.isoformat()}.pdf"
        write_doctor_pdf(path, report)
        self._tell_written(f"The pages for the doctor are in {path}.")

    def _export(self, form: str) -> None:
        path = self._services.documents() / f"stretchapp-diary.{form}"
        self._it.export(form, path)
        self._tell_written(f"The diary was written to {path}. It is not encrypted.")

    def _ask_to_delete(self) -> None:
        from stretchapp.ui.diary.delete_diary_page import DeleteDiaryPage

        page = DeleteDiaryPage(self._appearance, self._it.contents())
        page.delete_chosen.connect(functools.partial(self._try, self._delete))
        self._open(page)

    def _delete(self) -> None:
        self._it.erase()
        self._diary.forget()
        self._pages.close_page()
        self._after_change("Everything in the diary was deleted.", None)

    def _tell_written(self, text: str) -> None:
        from stretchapp.ui.widgets.pages.scrolling_page import Page

        page = self._pages.page
        assert isinstance(page, Page)  # noqa: S101 -- one of ours is shown
        page.show_notice(text)

    def _renew(self) -> Page:
        """Show the present page anew, with the focus where it was."""
        from stretchapp.ui.diary.diary_page import DiaryPage
        from stretchapp.ui.diary.night_page import NightPage

        focus = QApplication.focusWidget()
        name = "" if focus is None else focus.accessibleName() or str(focus.property("text") or "")
        present = self._pages.page
        if isinstance(present, NightPage):
            self._pages.close_page()
            # The calendar below shows the night too.
            self._look_back.renew_calendar()
            page = self._make_night_page(present.night.evening)
            self._open(page)
            return page
        made = self._make_page()
        if isinstance(present, DiaryPage):
            self._pages.close_page()
        self._open(made)
        made.focus_on(name)
        return made

    def _open(self, page: Page) -> None:
        page.back_chosen.connect(self._pages.close_page)
        self._pages.open(page)
        page.focus_first()
