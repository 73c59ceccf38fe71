"""The controller of the diary's first page and its nights."""

from __future__ import annotations

import functools
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from stretchapp.application.diary import EVENING_HOUR
from stretchapp.application.doctor_report import doctor_report
from stretchapp.base.i18n import N_, _
from stretchapp.base.unseen import shown
from stretchapp.diary.statistics import RECENT_NIGHTS, recent_stretches
from stretchapp.ui.diary.delete_diary_page import DeleteDiaryPage
from stretchapp.ui.diary.diary_page import DiaryPage, DiaryPageContent, RuleContent
from stretchapp.ui.diary.doctor_pdf import write_doctor_pdf
from stretchapp.ui.diary.night_page import NightPage
from stretchapp.ui.widgets.labels import DISMISS, UNDO
from stretchapp.ui.widgets.pages.page_controller import PageController
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import nights_in_words
from stretchapp.wording.diary import (
    count_cramps,
    cramp_counts_in_words,
    left_out_in_words,
    recent_stretches_in_words,
)
from stretchapp.wording.sources import quotes_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from stretchapp.application.diary import Diary
    from stretchapp.application.diary_file import DiaryFile
    from stretchapp.base.clock import Clock
    from stretchapp.diary.doctor_rules import Finding
    from stretchapp.diary.nights import Night
    from stretchapp.library.texts.diary import DiaryTexts
    from stretchapp.ui.diary.cramp_controller import CrampController
    from stretchapp.ui.diary.history_controller import HistoryController
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack

ALL_DELETED = N_("Everything in the diary was deleted.")

MORNING_HOUR = 5
"""Before 5:00 "last night" is the night before; from 5:00 on it is the current one."""


class DiaryController(PageController):
    """Shows the diary's first page and its nights, and saves what is changed there."""

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        diary: Callable[[], Diary],
        diary_file: Callable[[], DiaryFile],
        texts: Callable[[], DiaryTexts],
        cramps: CrampController,
        history: HistoryController,
        documents: Callable[[], Path],
        clock: Clock,
    ) -> None:
        """Prepare; nothing is read before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the pages are shown.
            diary: Opens the diary. Raises UserError when it cannot.
            diary_file: Opens the diary as a whole. Raises UserError when it cannot.
            texts: Returns the texts of the diary. Raises UserError when they cannot be read.
            cramps: Adds, changes and deletes cramps.
            history: The pages that look back.
            documents: Returns the folder for exported files.
            clock: Tells the present moment.
        """
        super().__init__(appearance, pages)
        self._diary = diary
        self._diary_file = diary_file
        self._texts = texts
        self._documents = documents
        self._clock = clock
        self._cramps = cramps
        cramps.changed.connect(self._on_changed)
        self._history = history
        history.night_chosen.connect(functools.partial(self._attempt, self._show_night))

    def show(self) -> None:
        """Show the first page of the diary."""
        self._attempt(self._show)

    def findings(self) -> str | None:
        """Return a sentence about the doctor rules that hold, or None.

        Raises:
            UserError: The diary or the texts cannot be read.
        """
        self._diary().clear_cache()
        found = self._diary().findings(self._now)
        if not found:
            return None
        titles = self._titles(found)
        words = _("Consider showing your diary to a doctor: {titles}.")
        return words.format(titles="; ".join(titles))

    def tell_findings(self) -> None:
        """Show a calm message if doctor rules hold."""
        self._attempt(self._tell_findings)

    def _tell_findings(self) -> None:
        sentence = self.findings()
        if sentence is not None:
            self._pages.message.emit(sentence)

    @property
    def _now(self) -> datetime:
        return self._clock.now()

    def _show(self) -> None:
        # A terminal session, a reminder or a session may have changed the diary.
        self._diary().clear_cache()
        self._open(self._make_page())
        left_out = self._diary().left_out()
        if left_out:
            self._pages.message.emit(left_out_in_words(left_out))

    def _make_page(self) -> DiaryPage:
        diary, now = self._diary(), self._now
        findings = diary.findings(now)
        tonight = diary.tonight(now)
        recent = self._recent_nights(tonight)
        asked = diary.night(diary.spoken_night(now))
        is_over = MORNING_HOUR <= now.astimezone(diary.zone).hour < EVENING_HOUR
        page = DiaryPage(
            self._appearance,
            DiaryPageContent(
                stretches=recent_stretches_in_words(recent_stretches(recent, tonight)),
                known=cramp_counts_in_words(self._last_seven(recent)),
                rules=self._shown(findings) if findings else (),
                is_over=is_over,
                quiet=None if asked.cramps else asked.is_quiet,
            ),
        )
        page.dismissed.connect(functools.partial(self._attempt, self._dismiss))
        page.quiet_chosen.connect(functools.partial(self._attempt, self._set_quiet))
        page.export_chosen.connect(functools.partial(self._attempt, self._export))
        for signal, act in (
            (page.add_chosen, lambda: self._cramps.add(self._now)),
            (page.pdf_chosen, self._write_pdf),
            (page.delete_chosen, self._ask_to_delete),
        ):
            signal.connect(functools.partial(self._attempt, act))
        page.navigate.connect(self._pages.navigate)
        return page

    def _recent_nights(self, tonight: date) -> tuple[Night, ...]:
        """Return the recent nights and one more, because the present night may be unknown."""
        return self._diary().nights(tonight - timedelta(days=RECENT_NIGHTS), tonight)

    def _last_seven(self, recent: tuple[Night, ...]) -> tuple[Night, ...]:
        """Return the seven nights over which stretches are counted."""
        last = recent[-1]
        is_known = last.is_stretched or last.state != "unknown"
        return recent[1:] if is_known else recent[:-1]

    def _shown(self, findings: Sequence[Finding]) -> list[RuleContent]:
        shown: list[RuleContent] = []
        texts = self._texts()
        rules = {rule.id: rule for rule in texts.rules}
        for finding in findings:
            rule = rules[finding.rule]
            nights = _("Based on {cramps} in the {nights}.").format(
                cramps=count_cramps(len(finding.cramps)), nights=nights_in_words(finding.nights)
            )
            shown.append(
                RuleContent(
                    finding=finding,
                    title=rule.title,
                    text=rule.text,
                    nights=nights,
                    quotes=quotes_in_words(rule.quotes, texts.titles),
                )
            )
        return shown

    def _titles(self, findings: Sequence[Finding]) -> list[str]:
        titles = {rule.id: rule.title for rule in self._texts().rules}
        return [titles.get(finding.rule, finding.rule) for finding in findings]

    def _dismiss(self, finding: Finding) -> None:
        self._diary().dismiss(finding)
        self._renew()

    def _set_quiet(self, is_quiet: bool) -> None:
        night = self._diary().spoken_night(self._now)
        if is_quiet:
            self._diary().set_quiet(night, self._now)
        else:
            self._diary().remove_quiet(night)
        self._renew()

    def _show_night(self, evening: date) -> None:
        self._open(self._make_night_page(evening))

    def _make_night_page(self, evening: date) -> NightPage:
        diary = self._diary()
        night = diary.night(evening)
        page = NightPage(
            self._appearance,
            night,
            diary.sessions_of(evening),
            self._cramps.names if night.cramps else self._cramps.short_names,
        )
        page.change_chosen.connect(functools.partial(self._attempt, self._cramps.change))
        page.delete_chosen.connect(functools.partial(self._attempt, self._cramps.delete))
        page.quiet_chosen.connect(functools.partial(self._attempt, self._set_quiet_on_page))
        page.add_chosen.connect(
            functools.partial(self._attempt, lambda: self._cramps.add_to(evening, self._now))
        )
        return page

    def _set_quiet_on_page(self, is_quiet: bool) -> None:
        page = self._pages.page
        assert isinstance(page, NightPage)  # noqa: S101 -- its button was pressed
        if is_quiet:
            self._diary().set_quiet(page.night.evening, self._now)
        else:
            self._diary().remove_quiet(page.night.evening)
        self._renew()

    def _on_changed(self, text: str, undo: Callable[[], object] | None) -> None:
        self._attempt(self._after_change, text, undo)

    def _after_change(self, text: str, undo: Callable[[], object] | None) -> None:
        """Renew the page below, and show what was changed."""
        page = self._renew()
        if text and undo is None and isinstance(page, NightPage):
            # The first page of the diary shows the rules themselves.
            text = " ".join(filter(None, (text, self.findings())))
        if undo is not None:
            page.show_notice(
                text, (_(UNDO), lambda: self._attempt(undo)), (_(DISMISS), page.focus_first)
            )
        elif text:
            page.show_notice(text, (_(DISMISS), page.focus_first))

    def _write_pdf(self) -> None:
        diary = self._diary()
        here = self._now.astimezone(diary.zone)
        report = doctor_report(diary.all_entries(), self._cramps.names, self._texts().rules, here)
        path = self._documents() / f"stretchapp-diary-{report.created_on.isoformat()}.pdf"
        write_doctor_pdf(path, report)
        words = _("The report for your doctor is in {file}.")
        self._tell_written(words.format(file=shown(str(path))))

    def _export(self, form: str) -> None:
        path = self._documents() / f"stretchapp-diary.{form}"
        self._diary_file().export(form, path)
        words = _("The diary was exported to {file}. It is not encrypted.")
        self._tell_written(words.format(file=shown(str(path))))

    def _ask_to_delete(self) -> None:
        page = DeleteDiaryPage(self._appearance, self._diary_file().contents())
        page.delete_chosen.connect(functools.partial(self._attempt, self._delete))
        self._open(page)

    def _delete(self) -> None:
        self._diary_file().erase()
        self._pages.close_page()
        self._after_change(_(ALL_DELETED), None)

    def _tell_written(self, text: str) -> None:
        page = self._pages.page
        assert isinstance(page, Page)  # noqa: S101 -- one of ours is shown
        page.show_notice(text)

    def _renew(self) -> Page:
        """Renew the present page, and keep the focus."""
        focus = QApplication.focusWidget()
        object_name = "" if focus is None else focus.objectName()
        present = self._pages.page
        if isinstance(present, NightPage):
            self._pages.close_page()
            # The calendar below shows the same night.
            self._history.renew_calendar()
            page = self._make_night_page(present.night.evening)
            self._open(page)
            return page
        page = self._make_page()
        if isinstance(present, DiaryPage):
            self._pages.close_page()
        self._open(page)
        page.focus_on(object_name)
        return page
