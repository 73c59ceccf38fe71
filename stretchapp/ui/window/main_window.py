"""The main window: which page is shown, and the keys that work everywhere."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from stretchapp.base.i18n import _
from stretchapp.ui.theme.appearance import theme_in_force
from stretchapp.ui.widgets.key_places import press_shortcut
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.window.geometry import restore_geometry, save_geometry, set_first_size
from stretchapp.ui.window.setting_change import CHANGES_EVERY_PAGE, change_setting
from stretchapp.ui.window.shortcuts import add_keys, add_session_keys

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QKeyEvent
    from PySide6.QtWidgets import QWidget

    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.application.session_run import SessionRun
    from stretchapp.base.settings import SettingsFile
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.home.home_controller import HomeController
    from stretchapp.ui.home.home_page import HomePage
    from stretchapp.ui.relief.relief_controller import ReliefController
    from stretchapp.ui.session.player_page import PlayerPage
    from stretchapp.ui.session.session_controller import SessionController
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.theme.colours import ThemeName
    from stretchapp.ui.widgets.pages.page_stack import PageStack
    from stretchapp.ui.window.navigation import Navigation


class MainWindow(QMainWindow):
    """The only window: it shows one page at a time.

    Signals:
        session_ended: A session is over, finished or stopped, and its last words were heard.
        greeted: The first frame is on the screen; what could wait for it may follow.
        setting_changed: A setting has a new value: its name and the value.
        closed_by_person: The person closes the window, not the app that quits.
    """

    session_ended = Signal()
    closed_by_person = Signal()
    greeted = Signal()
    setting_changed = Signal(str, object)

    def __init__(
        self,
        *,
        appearance: Appearance,
        pages: PageStack,
        settings: SettingsFile,
        catalogue: RoutineCatalogue,
        home: HomeController,
        sessions: SessionController,
        relief: ReliefController,
        navigation: Navigation,
        window_state: Path,
    ) -> None:
        """Make the window; it has no page yet.

        Args:
            appearance: Fonts and colours.
            pages: The stack of pages, which fills the window.
            settings: The settings and their file.
            catalogue: The routines.
            home: The home page.
            sessions: The sessions.
            relief: The relief of a cramp.
            navigation: All other pages.
            window_state: The file that stores the geometry of the window.
        """
        super().__init__()
        self._appearance = appearance
        self._pages = pages
        self._settings = settings
        self._catalogue = catalogue
        self._home = home
        self._sessions = sessions
        self._relief = relief
        self._navigation = navigation
        self._window_state = window_state
        self._was_full_screen = False
        self._started_from: QWidget | None = None
        self._applied: tuple[ThemeName, int] | None = None
        self.setCentralWidget(pages)
        set_first_size(self)
        self._connect()
        self._add_keys()

    def restore_place(self) -> None:
        """Move the window to where it was last closed."""
        restore_geometry(self, self._window_state)

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

    def navigate(self, page_id: PageId) -> None:
        """Open a page above the present one; help pauses a session."""
        if page_id is PageId.HELP:
            self._sessions.pause()
        self._navigation.open(page_id)

    def show_preview(self, routine: Routine) -> None:
        """Show a routine before it is started."""
        self._navigation.preview(routine)

    def start_by_id(self, id_: str, *, speed: float = 1.0, is_preview: bool = False) -> None:
        """Start, or only show, a routine or else a single exercise, or say that there is none.

        Where a relief flow does better what a routine does, relief is started.
        """
        session = self._catalogue.session(id_)
        if session is not None and session.steps and not is_preview:
            place = self._catalogue.relief_place(session)
            if place is None:
                self.start(session, speed=speed)
            else:
                self.start_relief(place, speed=speed)
        elif session is not None or id_ in self._catalogue.library.exercises:
            self._show_by_id(id_)
        else:
            if self._sessions.session_run is None:
                self.show_home()
            words = _("The routine '{routine}' no longer exists.").format(routine=id_)
            self._home.page.show_notice(words)

    def start_relief(self, place: str | None = None, *, speed: float = 1.0) -> None:
        """Start cramp relief, whatever else is going on; at its usual place by default."""
        self._sessions.stop()
        self._relief.start(place, speed=speed)

    def start_tonight(self) -> None:
        """Start tonight's stretch."""
        self.start_by_id(self._settings.settings.tonight)

    def start(
        self,
        routine: Routine,
        resume: SessionRecord | SessionRun | None = None,
        *,
        speed: float = 1.0,
        back_to: QWidget | None = None,
    ) -> None:
        """Start a session that leads to ``back_to`` or home; one that runs is stopped and kept."""
        self._relief.stop()
        self._started_from = back_to
        if self._sessions.session_run is None:
            self._was_full_screen = self.isFullScreen()
        self._sessions.prepare(routine, speed=speed, resume=resume)
        self._apply_appearance()
        player = self._sessions.make_player()
        self._pages.turn_to(player, back_to=self._page_after_session())
        player.start()

    def greet(self) -> None:
        """Show what can wait until the first frame is on the screen."""
        self._home.greet()
        if self._home.existing_page is not None:
            self.offer_to_continue()
        self.greeted.emit()

    def offer_to_continue(self) -> None:
        """If a session was cut off, offer once on the home page to continue it."""
        if self._sessions.session_run is None:
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
        elif self.page is not self._home.existing_page:
            self.show_home()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or return to a window."""
        # The flag alone: a window that was maximised before stays so.
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def quit(self) -> None:
        """Close the window and end the app, even if it would keep running without a window."""
        if not self._stays_for_unsaved():
            self.close()
            QApplication.quit()

    def change_setting(self, name: str, value: object) -> None:
        """Give a setting a new value, save it and apply it."""
        problem = change_setting(self._settings, name, value)
        if name in CHANGES_EVERY_PAGE:
            self._catalogue.reload_if_changed()
            self._apply_appearance()
            # The pages are made anew, with the new texts and sizes.
            self._home.renew()
            self._pages.turn_to(self._home.page)
            self._navigation.show_setting(name)
        self._home.fill()
        self.setting_changed.emit(name, value)
        if problem:
            self.show_message(problem)

    def show_message(self, text: str) -> None:
        """Show a sentence on the present page or, in a session, on the home page."""
        # Imported here: a start shows no page of this kind.
        from stretchapp.ui.widgets.pages.scrolling_page import Page

        page = self.page if isinstance(self.page, Page) else self._home.page
        page.show_notice(text)

    def call_when_free(self, callback: Callable[[], object]) -> None:
        """Call back now, or after the session or the relief that runs."""
        if self._sessions.session_run is not None or self._relief.theme is not None:
            self.session_ended.connect(callback, Qt.ConnectionType.SingleShotConnection)
        else:
            callback()

    def changeEvent(self, event: QEvent) -> None:
        """Reload changed routine files when the window becomes active again."""
        super().changeEvent(event)
        is_activation = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        # Relief waits for no file.
        if is_activation and not self._relief.is_running and self._catalogue.reload_if_changed():
            self._home.fill()
            self._navigation.renew_if_shown()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key by its place where its sign is no shortcut, as on many keyboards."""
        if not press_shortcut(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save all; a person (no program, such as a logout) is told once what is not saved."""
        if event.spontaneous() and self._stays_for_unsaved():
            event.ignore()
        elif event.spontaneous():
            self.closed_by_person.emit()
        self._sessions.stop()
        self._relief.stop()
        save_geometry(self, self._window_state)

    def _stays_for_unsaved(self) -> bool:
        """End what runs; if it is not saved, say so once, and return True."""
        self._sessions.stop()
        self._relief.stop()
        if (sentence := self._sessions.tell_unsaved()) is not None:
            self._turn_home()
            self.show_message(sentence)
        return sentence is not None

    def _connect(self) -> None:
        self._home.page_made.connect(self._on_home_page_made)
        self._home.continue_chosen.connect(self.start)
        self._pages.navigate.connect(self.navigate)
        self._pages.message.connect(self.show_message)
        self._sessions.ended.connect(self._on_ended)
        self._relief.page_made.connect(self._show_relief_page)
        self._relief.theme_changed.connect(self._apply_appearance)
        self._relief.ended.connect(self.show_home)
        self._relief.ended.connect(self.session_ended)

    def _show_by_id(self, id_: str) -> None:
        """Show a routine, or else an exercise, before it is started."""
        self._sessions.pause()
        # Back on its page needs a page to lead to.
        self.show_first_page()
        routine = self._catalogue.routine(id_)
        if routine is None:
            self._navigation.show_exercise(self._catalogue.library.exercises[id_])
        else:
            self.show_preview(routine)

    def _on_home_page_made(self, page: HomePage) -> None:
        page.tonight_chosen.connect(self.start_tonight)
        page.relief_chosen.connect(self.start_relief)
        page.routine_opened.connect(self.show_preview)

    def _show_relief_page(self, page: QWidget) -> None:
        self._pages.turn_to(page, back_to=self._home.existing_page)

    def _turn_home(self) -> None:
        self._relief.stop()
        self._apply_appearance()
        self._pages.turn_to(self._home.page)
        self._home.page.focus_first()

    def _on_ended(self, run: SessionRun) -> None:
        if self.isFullScreen() and not self._was_full_screen:
            self.toggle_full_screen()
        self._apply_appearance()
        back_to = self._page_after_session()
        leads_home = back_to is self._home.existing_page
        page = self._sessions.make_done_page(run, leads_home=leads_home)
        page.leave_chosen.connect(self.show_home if leads_home else self.go_back)
        page.again_chosen.connect(functools.partial(self.start, back_to=back_to))
        page.continue_chosen.connect(lambda: self.start(run.routine, run, back_to=back_to))
        self._pages.turn_to(page, back_to=back_to)
        page.focus_first()
        self._sessions.call_after_end(self.session_ended.emit)

    def _page_after_session(self) -> QWidget | None:
        """Return the page that a session leads back to: where it was started, or the home page."""
        page = self._started_from
        return page if self._pages.holds(page) else self._home.existing_page

    def _apply_appearance(self) -> None:
        settings = self._settings.settings
        name = self._relief.theme or ("night" if self._sessions.is_relief else None)
        appearance = (name or theme_in_force(settings.theme), settings.text_size)
        if self._applied != appearance:
            self._applied = appearance
            self._appearance.apply(self, *appearance)

    def _add_keys(self) -> None:
        everywhere: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F1", functools.partial(self.navigate, PageId.HELP)),
            ("F2", self.start_relief),
            ("F3", self._on_tonight_key),
            ("F11", self.toggle_full_screen),
            ("Escape", self.go_back),  # not for people: the name of a key
            ("Ctrl+Q", self.quit),
            ("Ctrl+F", self._on_search_key),
            ("R", self._on_read_key),
        )
        add_keys(self, everywhere)
        self._session_keys = add_session_keys(self, lambda: self.player)
        self._pages.currentChanged.connect(self._on_page_changed)

    def _on_page_changed(self) -> None:
        # The name of the window in the task bar and for screen readers.
        is_home = self.page is self._home.existing_page
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
        if self.page is self._home.existing_page:
            self._home.page.focus_search()
        else:
            self._navigation.focus_search()

    def _on_read_key(self) -> None:
        """Repeat the present instruction, or read the page aloud."""
        if self._is_in_session:
            self.player.repeat()
        elif self._relief.is_running and self.page is self._relief.page:
            self._relief.page.repeat()
        else:
            self._sessions.stop_speaking()
            problem = self._navigation.read_aloud()
            if problem is not None:
                self.show_message(problem)
