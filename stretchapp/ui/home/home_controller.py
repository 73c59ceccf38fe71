"""The home page of the window: made when it is first wanted, and kept up to date from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.dependencies import Services
    from stretchapp.ui.home.home_page import HomePage
    from stretchapp.ui.session.session_controller import SessionController
    from stretchapp.ui.theme.theme import Appearance
    from stretchapp.ui.widgets.notice import Notice


class HomeController(QObject):
    """Makes the home page, fills it, and says there what is to be said.

    Attributes:
        made: The page; None as long as nobody has wanted it.

    Signals:
        tonight_chosen: Start tonight's stretch.
        relief_chosen: Start cramp relief.
        routine_opened: Show the preview of a routine.
        help_chosen: Show the keys.
        settings_chosen: Show the settings.
        diary_chosen: Show the diary.
        reminders_chosen: Show the reminders.
        problems_chosen: Show what is wrong in routine files.
        continue_chosen: Go on with a session that was cut off: its routine and its record.
        failed: Something could not be done; a sentence says what.
    """

    tonight_chosen = Signal()
    relief_chosen = Signal()
    routine_opened = Signal(object)
    help_chosen = Signal()
    settings_chosen = Signal()
    diary_chosen = Signal()
    reminders_chosen = Signal()
    problems_chosen = Signal()
    continue_chosen = Signal(object, object)
    failed = Signal(str)

    def __init__(
        self,
        services: Services,
        appearance: Appearance,
        catalogue: RoutineCatalogue,
        sessions: SessionController,
        parent: QObject,
    ) -> None:
        """Prepare; the page is not made before it is wanted.

        Args:
            services: The settings.
            appearance: Fonts and colours.
            catalogue: The routines and their problems, and the tip of the day.
            sessions: Knows of a session that was cut off.
            parent: The owner.
        """
        super().__init__(parent)
        self._services = services
        self._appearance = appearance
        self._catalogue = catalogue
        self._sessions = sessions
        self._problem_notice: Notice | None = None
        self._greets = False
        self.made: HomePage | None = None

    @property
    def page(self) -> HomePage:
        """The home page."""
        if self.made is None:
            self.made = self._make()
            self.fill()
        return self.made

    def greet(self) -> None:
        """Show from now on what can wait until the first page is on the screen."""
        self._greets = True
        if self.made is not None:
            self.offer_to_continue()
            self.made.show_tip(self._catalogue.tip())
            if self._lengths(self._catalogue.routines):
                self.fill()

    def fill(self) -> None:
        """Show the library as it is now, and its problems above; if there is a page."""
        if self.made is None:
            return
        routines = self._catalogue.routines
        self.made.show_routines(routines, self._catalogue.tonight, self._lengths(routines))
        if self._problem_notice is not None:
            self._problem_notice.dismiss()
            self._problem_notice = None
        if self._catalogue.problems:
            # Imported here, as all that a start without problems can do without.
            from stretchapp.wording.routines import problems_in_words

            self._problem_notice = self.made.show_notice(
                problems_in_words(self._catalogue.problems),
                ("Show them", self._show_problems),
            )
        for problem in self._services.settings.problems:
            self.made.show_notice(problem)
        self._services.settings.problems.clear()

    def renew(self) -> None:
        """Make the page anew, so that every size fits the new text."""
        before = self.made
        self.made = self._make()
        self.fill()
        if before is not None:
            self.made.take_notices(before)

    def offer_to_continue(self) -> None:
        """If a session was cut off, offer once to go on with it."""
        try:
            found = self._sessions.cut_off(self._catalogue.routine)
        except UserError as error:
            self.failed.emit(str(error))
            return
        if found is None:
            return
        record, routine = found
        notice = self.page.show_notice(
            f"{record.title} was cut off after {record.part} of {record.parts} parts.",
            ("Go on", lambda: self.continue_chosen.emit(routine, record)),
            ("Not now", lambda: self._leave(record)),
        )
        if self.page.isVisible():
            notice.focus_first()

    def _make(self) -> HomePage:
        # Imported here: quick relief begins without it.
        from stretchapp.ui.home.home_page import HomePage

        page = HomePage(self._appearance)
        page.tonight_chosen.connect(self.tonight_chosen)
        page.relief_chosen.connect(self.relief_chosen)
        page.routine_opened.connect(self.routine_opened)
        page.help_chosen.connect(self.help_chosen)
        page.settings_chosen.connect(self.settings_chosen)
        page.diary_chosen.connect(self.diary_chosen)
        page.reminders_chosen.connect(self.reminders_chosen)
        if self._greets:
            page.show_tip(self._catalogue.tip())
        return page

    def _lengths(self, routines: Iterable[Routine]) -> dict[str, float]:
        """Return how long routines take with the voice; the first picture does without it."""
        if not self._greets or self._services.settings.settings.cues != "voice":
            return {}
        from stretchapp.application.spoken_durations import spoken_lengths

        return spoken_lengths(self._services, routines)

    def _show_problems(self) -> None:
        # The notice is used up; one comes back to another one.
        self.fill()
        self.problems_chosen.emit()

    def _leave(self, record: SessionRecord) -> None:
        self.page.focus_first()
        try:
            self._sessions.leave(record)
        except UserError as error:
            self.failed.emit(str(error))
