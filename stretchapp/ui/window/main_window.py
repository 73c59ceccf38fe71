"""The window: which page is shown, and the keys that work everywhere."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from stretchapp.application.routine_catalogue import RoutineCatalogue
from stretchapp.base.problems import UserError
from stretchapp.ui.figures.figure_cache import FigureCache
from stretchapp.ui.home.home_controller import HomeController
from stretchapp.ui.relief.relief_controller import ReliefController
from stretchapp.ui.session.session_controller import SessionController
from stretchapp.ui.theme.theme import theme_in_force
from stretchapp.ui.widgets.pages.page_stack import PageStack
from stretchapp.ui.window.geometry import NORMAL_SIZE, restore_place, save_place
from stretchapp.ui.window.navigation import Navigation
from stretchapp.ui.window.shortcuts import add_keys, add_session_keys

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from stretchapp.application.session_run import SessionRun
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.dependencies import Services
    from stretchapp.ui.session.player_page import PlayerPage
    from stretchapp.ui.settings.settings_page import SettingsPage
    from stretchapp.ui.theme.theme import Appearance, ThemeName
    from stretchapp.ui.widgets.pages.scrolling_page import Page


class MainWindow(QMainWindow):
    """The one window.

    Signals:
        session_ended: A session is over, finished or stopped, and its last words were heard.
    """

    session_ended = Signal()

    def __init__(self, services: Services, appearance: Appearance) -> None:
        """Make the window; it has no page yet.

        Args:
            services: The rooms below.
            appearance: Fonts and colours.
        """
        super().__init__()
        self._services = services
        self._appearance = appearance
        self._catalogue = RoutineCatalogue(services)
        self._figures = FigureCache(appearance, services.poses)
        self._sessions = SessionController(services, appearance, self._figures, self)
        self._sessions.ended.connect(self._on_ended)
        self._sessions.setting_chosen.connect(self._change_setting)
        self._pages = PageStack()
        self._relief = self._make_relief_desk()
        self._applied: tuple[ThemeName, int] | None = None
        self._side = Navigation(services, appearance, self._catalogue, self._pages, self)
        self._side.setting_changed.connect(self._change_setting)
        self._side.told.connect(self.tell)
        self._side.about_to_read.connect(self._sessions.stop_speaking)
        self._relief.ended.connect(self._side.tell_doctor_rules)
        self._home = self._make_home_desk()
        self.setCentralWidget(self._pages)
        self.resize(NORMAL_SIZE)
        self._add_keys()

    def restore_place(self) -> None:
        """Put the window where it was when it was last closed."""
        restore_place(self, self._services.window_state)

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self._pages.page

    @property
    def player(self) -> PlayerPage:
        """The page of the session that runs; there must be one."""
        return self._sessions.player

    def show_first_page(self) -> None:
        """Show the home page if nothing else is shown yet."""
        if not self._pages.count():
            self._turn_home()

    def show_home(self) -> None:
        """Show the home page."""
        self._turn_home()
        self.offer_to_continue()

    def show_preview(self, routine: Routine, *, sit: bool = False) -> None:
        """Show a routine before it is started, done sitting or lying if one likes."""
        from stretchapp.ui.home.preview_page import PreviewPage

        fit = self._catalogue.fit(routine, sit=sit)
        rules, problem = self._catalogue.rules(fit)
        page = PreviewPage(
            self._appearance,
            fit,
            is_tonight=routine.id == self._services.settings.settings.tonight,
            rules=rules,
            picture=self._figures.thumbnail,
            spoken=self._sessions.spoken_plan(fit.routine),
        )
        page.start_chosen.connect(self.start)
        page.tonight_chosen.connect(self._choose_tonight)
        page.print_chosen.connect(self._side.print_routine)
        page.sitting_chosen.connect(functools.partial(self._preview_again, routine))
        self._open(page)
        self.tell(problem)

    def show_help(self) -> None:
        """Show the keys; a session pauses meanwhile."""
        self._sessions.pause()
        self._side.show_help()

    def show_reading(self, name: str) -> None:
        """Show one of the pages that are there to be read."""
        self._side.show_reading(name)

    def show_settings(self) -> SettingsPage:
        """Show the settings, and return their page."""
        return self._side.show_settings()

    def show_problems(self) -> None:
        """Show what is wrong in routine files."""
        self._side.show_problems()

    def start_by_id(self, routine_id: str, *, speed: float = 1.0, is_preview: bool = False) -> None:
        """Start, or only preview, the routine with ``routine_id``, or say that it is not there."""
        routine = self._catalogue.routine(routine_id)
        if routine is not None and routine.steps and not is_preview:
            self.start(routine, speed=speed)
        elif routine is not None:
            self._sessions.pause()
            # The preview leads back to something.
            self.show_first_page()
            self.show_preview(routine)
        else:
            if self._sessions.session_run is None:
                self.show_home()
            self._home.page.show_notice(f"There is no routine '{routine_id}' any more.")

    def start_relief(self, place: str | None = None, *, speed: float = 1.0) -> None:
        """Start cramp relief, whatever is going on.

        Args:
            place: Where it cramps; None where nobody has said.
            speed: How many times faster than life.
        """
        self._sessions.stop()
        try:
            self._relief.start(place, speed=speed)
        except UserError as error:
            self._give_up(error)

    def start_tonight(self) -> None:
        """Start tonight's stretch."""
        self.start_by_id(self._services.settings.settings.tonight)

    def start(
        self, routine: Routine, *, speed: float = 1.0, resume: SessionRecord | None = None
    ) -> None:
        """Start a session; one that runs is stopped and kept first."""
        self._relief.stop()
        try:
            self._sessions.prepare(routine, speed=speed, resume=resume)
        except UserError as error:
            self._give_up(error)
            return
        self._apply_looks()
        player = self._sessions.make_player()
        self._pages.turn_to(player, back_to=self._home.made)
        player.start()

    def greet(self) -> None:
        """Show what can wait until the first page is on the screen."""
        self._home.greet()
        self._side.tell_missed_reminder()

    def offer_to_continue(self) -> None:
        """If a session was cut off, offer once on the home page to go on with it."""
        self._home.offer_to_continue()

    def bring_up(self) -> None:
        """Show the window above the others."""
        self.show_first_page()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def go_back(self) -> None:
        """Leave the page; a session is stopped, the home page stays."""
        if self._is_in_session:
            self.player.stop()
        elif self._relief.go_back() or self._pages.close_page():
            return
        elif self.page is not self._home.made:
            self.show_home()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        # So that a window that filled the desktop does so again afterwards.
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def quit(self) -> None:
        """Close the window and end the app, also where it would go on without its window."""
        self.close()
        QApplication.quit()

    def changeEvent(self, event: QEvent) -> None:
        """When the window is turned to again, look whether routine files have changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._reload_if_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was done of a session, and where the window is."""
        self._sessions.stop()
        self._relief.stop()
        save_place(self, self._services.window_state)
        event.accept()

    def _make_home_desk(self) -> HomeController:
        home = HomeController(
            self._services, self._appearance, self._catalogue, self._sessions, self
        )
        home.tonight_chosen.connect(self.start_tonight)
        home.relief_chosen.connect(self.start_relief)
        home.routine_opened.connect(self.show_preview)
        home.help_chosen.connect(self.show_help)
        home.settings_chosen.connect(self.show_settings)
        home.diary_chosen.connect(self._side.show_diary)
        home.reminders_chosen.connect(self._side.show_reminders)
        home.problems_chosen.connect(self.show_problems)
        home.continue_chosen.connect(self._go_on)
        home.failed.connect(self.tell)
        return home

    def _make_relief_desk(self) -> ReliefController:
        def show(page: QWidget) -> None:
            self._pages.turn_to(page, back_to=self._home.made)

        relief = ReliefController(
            self._services, self._appearance, self._catalogue, self._figures, self._pages
        )
        relief.page_made.connect(show)
        relief.theme_changed.connect(self._apply_looks)
        relief.water_chosen.connect(lambda: self.show_reading("in-water"))
        relief.ended.connect(self.show_home)
        relief.ended.connect(self.session_ended)
        return relief

    def _give_up(self, error: UserError) -> None:
        self.show_home()
        self._home.page.show_notice(str(error))

    def _turn_home(self) -> None:
        self._relief.stop()
        self._apply_looks()
        self._pages.turn_to(self._home.page)
        self._home.page.focus_first()

    def _reload_if_changed(self) -> None:
        if self._catalogue.reload_if_changed():
            self._home.fill()
            self._renew_page()

    def _renew_page(self) -> None:
        """Show a page that was made from the library as it is now, if it is one of those."""
        from stretchapp.ui.home.preview_page import PreviewPage
        from stretchapp.ui.reading.problems_page import ProblemsPage

        page = self.page
        if isinstance(page, ProblemsPage):
            self.go_back()
            if self._catalogue.problems:
                self.show_problems()
        elif isinstance(page, PreviewPage):
            written = self._catalogue.library.routines.get(page.routine.id)
            if written is None:
                self.go_back()
            elif self._catalogue.fit(written, sit=page.is_sitting).routine != page.routine:
                self._preview_again(written, page.is_sitting)

    def _on_ended(self, session_run: SessionRun) -> None:
        from stretchapp.ui.session.done_page import DonePage

        if self.isFullScreen():
            self.toggle_full_screen()
        self._apply_looks()
        exercise = session_run.snapshot().segment.exercise
        picture = None if exercise is None else self._figures.thumbnail(exercise)
        page = DonePage(self._appearance, session_run, picture)
        page.home_chosen.connect(self.show_home)
        page.again_chosen.connect(self.start)
        page.continue_chosen.connect(lambda: self._go_on_with(session_run))
        self._pages.turn_to(page, back_to=self._home.made)
        page.focus_first()
        self._sessions.when_heard(self.session_ended.emit)

    def _go_on_with(self, session_run: SessionRun) -> None:
        try:
            record = self._sessions.record_of(session_run)
        except UserError as error:
            self.tell(str(error))
        else:
            self.start(session_run.routine, resume=record)

    def _go_on(self, routine: Routine, record: SessionRecord) -> None:
        self.start(routine, resume=record)

    def _preview_again(self, routine: Routine, sit: bool) -> None:
        self.go_back()
        self.show_preview(routine, sit=sit)

    def _choose_tonight(self, routine: Routine) -> None:
        self.go_back()
        self._change_setting("tonight", routine.id)

    def _change_setting(self, name: str, value: object) -> None:
        problem: str | None = None
        try:
            self._services.settings.change(**{name: value})
        except OSError as error:
            problem = (
                f"The settings could not be saved ({error.strerror}); they hold until you quit."
            )
        if name in ("theme", "text_size"):
            self._apply_looks()
            self._rebuild(name)
        self._home.fill()
        self.tell(problem)

    def _rebuild(self, setting: str) -> None:
        """Make the pages anew, so that every size fits the new text; stay at ``setting``."""
        self._home.renew()
        self._pages.turn_to(self._home.page)
        self.show_settings().focus(setting)

    def _apply_looks(self) -> None:
        settings = self._services.settings.settings
        name = self._relief.theme or ("night" if self._sessions.is_relief else None)
        wanted = (name or theme_in_force(settings.theme), settings.text_size)
        if self._applied != wanted:
            self._applied = wanted
            self._appearance.apply(self, *wanted)

    def _open(self, page: Page) -> None:
        """Show a page from which one comes back to the present one."""
        page.back_chosen.connect(self.go_back)
        self._pages.open(page)
        page.focus_first()

    def tell(self, text: str | None) -> None:
        """Say something, if there is anything, on the present page or, in a session, at home."""
        if text is None:
            return
        # Imported here: a start shows no page of this kind.
        from stretchapp.ui.widgets.pages.scrolling_page import Page

        page = self.page if isinstance(self.page, Page) else self._home.page
        page.show_notice(text)

    def _add_keys(self) -> None:
        everywhere = (
            ("F1", self.show_help),
            ("F2", self.start_relief),
            ("F3", self._on_tonight_key),
            ("F11", self.toggle_full_screen),
            ("Escape", self.go_back),
            ("Ctrl+Q", self.quit),
            ("Ctrl+F", self._on_search_key),
            ("R", self._side.read_aloud),
        )
        add_keys(self, everywhere)
        self._session_keys = add_session_keys(self, lambda: self.player)
        self._pages.currentChanged.connect(self._on_page_changed)

    def _on_page_changed(self) -> None:
        # What the task bar and a screen reader call the window.
        is_home = self.page is self._home.made
        self.setWindowTitle("stretchapp" if is_home else self.page.accessibleName())
        for shortcut in self._session_keys:
            shortcut.setEnabled(self._is_in_session)

    @property
    def _is_in_session(self) -> bool:
        return self._sessions.session_run is not None and self.page is self.player

    def _on_tonight_key(self) -> None:
        if self._sessions.session_run is None and not self._relief.is_running:
            self.start_tonight()

    def _on_search_key(self) -> None:
        if self.page is self._home.made:
            self._home.page.focus_search()
