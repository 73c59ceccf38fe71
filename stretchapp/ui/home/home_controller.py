"""The controller of the home page: makes it when it is first needed, and keeps it up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.pages.page_controller import PageController
from stretchapp.ui.widgets.pages.page_id import PageId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.application.session_plans import SessionPlans
    from stretchapp.application.unfinished_sessions import UnfinishedSessions
    from stretchapp.base.settings import SettingsFile
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.home.home_page import HomePage
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.notice import Notice
    from stretchapp.ui.widgets.pages.page_stack import PageStack

SHOW_PROBLEMS = N_("Show problems")
CUT_OFF = N_("{title} was interrupted after {part} of {parts} parts.")
CONTINUE = N_("Continue")
NOT_NOW = N_("Not now")


class HomeController(PageController):
    """Makes the home page, fills it, and shows notices on it.

    Attributes:
        existing_page: The page; None until it is first needed.

    Signals:
        page_made: A home page was made, whose signals are to be connected.
        continue_chosen: Continue a session that was cut off: its routine and its record.
    """

    page_made = Signal(object)
    continue_chosen = Signal(object, object)

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        catalogue: RoutineCatalogue,
        plans: SessionPlans,
        unfinished: UnfinishedSessions,
        settings: SettingsFile,
    ) -> None:
        """Prepare; the page is not made before it is needed.

        Args:
            appearance: Fonts and colours.
            pages: The owner.
            catalogue: The routines, their problems, and the tip of the day.
            plans: How long sessions are expected to take.
            unfinished: Finds a session that was cut off.
            settings: Their problems are shown; whether there is a voice.
        """
        super().__init__(appearance, pages)
        self._catalogue = catalogue
        self._plans = plans
        self._unfinished = unfinished
        self._settings = settings
        self._problem_notice: Notice | None = None
        self._is_past_first_frame = False
        self.existing_page: HomePage | None = None

    @property
    def page(self) -> HomePage:
        """The home page."""
        if self.existing_page is None:
            self.existing_page = self._make()
            self.fill()
        return self.existing_page

    def greet(self) -> None:
        """Show from now on what can wait until the first frame is on the screen."""
        self._is_past_first_frame = True
        if self.existing_page is not None:
            self.existing_page.show_tip(self._catalogue.tip())
            if self._lengths(self._catalogue.routines):
                self.fill()

    def fill(self) -> None:
        """Show the library as it is now, and its problems above, if there is a page."""
        page = self.existing_page
        if page is None:
            return
        routines = self._catalogue.routines
        page.show_routines(routines, self._catalogue.tonight, self._lengths(routines))
        if self._problem_notice is not None:
            self._problem_notice.dismiss()
            self._problem_notice = None
        if self._catalogue.problems:
            # Imported here: most starts have no problems to report.
            from stretchapp.wording.routines import problems_in_words

            self._problem_notice = page.show_notice(
                problems_in_words(self._catalogue.problems),
                (_(SHOW_PROBLEMS), self._show_problems),
            )
        for problem in self._settings.problems:
            page.show_notice(problem)
        self._settings.problems.clear()

    def renew(self) -> None:
        """Make the page anew, so that every size fits the new text."""
        before = self.existing_page
        page = self.existing_page = self._make()
        self.fill()
        if before is not None:
            page.take_notices(before)

    def offer_to_continue(self) -> None:
        """If a session was cut off, offer once to continue it."""
        self._attempt(self._offer_to_continue)

    def _offer_to_continue(self) -> None:
        cut_off = self._unfinished.take_cut_off(self._catalogue.routine)
        if cut_off is None:
            return
        record, routine = cut_off
        notice = self.page.show_notice(
            _(CUT_OFF).format(title=record.title, part=record.part, parts=record.parts),
            (_(CONTINUE), lambda: self.continue_chosen.emit(routine, record)),
            (_(NOT_NOW), lambda: self._leave(record)),
        )
        if self.page.isVisible():
            notice.focus_first()

    def _make(self) -> HomePage:
        # Imported here: relief starts without it.
        from stretchapp.ui.home.home_page import HomePage

        page = HomePage(self._appearance)
        page.navigate.connect(self._pages.navigate)
        self.page_made.emit(page)
        if self._is_past_first_frame:
            page.show_tip(self._catalogue.tip())
        return page

    def _lengths(self, routines: Iterable[Routine]) -> dict[str, float]:
        """Return lengths that differ from the files, by id; empty before the first frame."""
        return self._plans.other_lengths(routines) if self._is_past_first_frame else {}

    def _show_problems(self) -> None:
        # The notice has been dismissed; the page gets another one.
        self.fill()
        self._pages.navigate.emit(PageId.PROBLEMS)

    def _leave(self, record: SessionRecord) -> None:
        self.page.focus_first()
        self._attempt(self._unfinished.abandon, record)
