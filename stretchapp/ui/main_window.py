"""The window: which page is shown, and the keys that work everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from stretchapp.base.files import make_private_folder
from stretchapp.base.problems import UserError
from stretchapp.ui.home_page import HomePage
from stretchapp.ui.keys import add_keys, add_session_keys
from stretchapp.ui.page import Page
from stretchapp.ui.page_stack import PageStack
from stretchapp.ui.session_desk import SessionDesk
from stretchapp.ui.text import breakable, problems_in_words
from stretchapp.ui.theme import desktop_wants_contrast
from stretchapp.ui.window_place import restore_place, save_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent

    from stretchapp.diary.sessions import SessionRecord
    from stretchapp.library.models import Library, Routine
    from stretchapp.runner import SessionRunner
    from stretchapp.ui.notice import Notice
    from stretchapp.ui.player_page import PlayerPage
    from stretchapp.ui.services import Services
    from stretchapp.ui.settings_page import SettingsPage
    from stretchapp.ui.theme import Looks, ThemeName

RELIEF_ROUTINE = "quick-relief-calf"
NORMAL_SIZE = QSize(1024, 720)


class MainWindow(QMainWindow):
    """The one window.

    Signals:
        session_ended: A session is over, finished or stopped.
    """

    session_ended = Signal()

    def __init__(self, services: Services, looks: Looks) -> None:
        """Make the window with the home page in it.

        Args:
            services: The rooms below.
            looks: Fonts and colours.
        """
        super().__init__()
        self._services = services
        self._looks = looks
        self._library: Library = services.load_library()
        self._sessions = SessionDesk(services, looks, self)
        self._sessions.ended.connect(self._on_ended)
        self._problem_notice: Notice | None = None
        self._pages = PageStack()
        self.setCentralWidget(self._pages)
        self.setWindowTitle("stretchapp")
        self.resize(NORMAL_SIZE)
        self._apply_looks()
        self._home = self._make_home()
        self._pages.turn_to(self._home)
        self._add_keys()
        self._home.focus_first()

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

    def show_home(self) -> None:
        """Show the home page."""
        self._pages.turn_to(self._home)
        self._home.focus_first()
        self.offer_to_go_on()

    def show_preview(self, routine: Routine) -> None:
        """Show a routine before it is started."""
        from stretchapp.ui.preview_page import PreviewPage

        is_tonight = routine.id == self._services.settings.settings.tonight
        page = PreviewPage(self._looks, routine, is_tonight=is_tonight)
        page.start_chosen.connect(self.start)
        page.tonight_chosen.connect(self._choose_tonight)
        self._open(page)

    def show_help(self) -> None:
        """Show the keys; a session pauses meanwhile."""
        from stretchapp.ui.help_page import HelpPage

        if isinstance(self.page, HelpPage):
            return
        if self._sessions.is_running:
            self.player.toggle()
        self._open(HelpPage(self._looks))

    def show_settings(self) -> SettingsPage:
        """Show the settings, and return their page."""
        from stretchapp.ui.settings_page import SettingsPage

        page = SettingsPage(
            self._looks,
            self._services.settings.settings,
            list(self._library.routines.values()),
            self._services.user_routines,
        )
        page.changed.connect(self._change_setting)
        page.folder_chosen.connect(self._open_folder)
        self._open(page)
        return page

    def show_problems(self) -> None:
        """Show what is wrong in routine files."""
        from stretchapp.ui.problems_page import ProblemsPage

        page = ProblemsPage(self._looks, self._library.problems)
        page.file_chosen.connect(self._open_path)
        self._open(page)

    def start_by_id(self, routine_id: str, *, speed: float = 1.0) -> None:
        """Start the routine with ``routine_id``, or say that it is not there."""
        routine = self._library.routines.get(routine_id)
        if routine is not None:
            self.start(routine, speed=speed)
            return
        if self._sessions.runner is None:
            self.show_home()
        self._home.show_notice(f"There is no routine '{routine_id}' any more.")

    def start_relief(self) -> None:
        """Start cramp relief, whatever is going on."""
        self.start_by_id(RELIEF_ROUTINE)

    def start_tonight(self) -> None:
        """Start tonight's stretch."""
        self.start_by_id(self._services.settings.settings.tonight)

    def start(
        self, routine: Routine, *, speed: float = 1.0, resume: SessionRecord | None = None
    ) -> None:
        """Start a session; one that runs is stopped and kept first."""
        try:
            self._sessions.prepare(routine, speed=speed, resume=resume)
        except UserError as error:
            self._apply_looks()
            self.show_home()
            self._home.show_notice(str(error))
            return
        self._apply_looks()
        player = self._sessions.make_player()
        self._pages.turn_to(player, back_to=self._home)
        player.start()

    def offer_to_go_on(self) -> None:
        """If a session was cut off, offer once on the home page to go on with it."""
        try:
            found = self._sessions.cut_off(self._library)
        except UserError as error:
            self._tell(str(error))
            return
        if found is None:
            return
        record, routine = found
        notice = self._home.show_notice(
            f"{record.title} was cut off after {record.part} of {record.parts} parts.",
            ("Go on", lambda: self.start(routine, resume=record)),
            ("Not now", lambda: self._leave(record)),
        )
        if self.page is self._home:
            notice.focus_first()

    def bring_up(self) -> None:
        """Show the window above the others."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def go_back(self) -> None:
        """Leave the page; a session is stopped, the home page stays."""
        if self._is_in_session:
            self.player.stop()
        else:
            # The focus is then where it was.
            self._pages.close_page()

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back to a window."""
        # So that a window that filled the desktop does so again afterwards.
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def changeEvent(self, event: QEvent) -> None:
        """When the window is turned to again, look whether routine files have changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self._reload_if_changed()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was done of a session, and where the window is."""
        self._sessions.stop()
        save_place(self, self._services.window_state)
        event.accept()

    def _make_home(self) -> HomePage:
        home = HomePage(self._looks)
        home.tonight_chosen.connect(self.start_tonight)
        home.relief_chosen.connect(self.start_relief)
        home.routine_opened.connect(self.show_preview)
        home.help_chosen.connect(self.show_help)
        home.settings_chosen.connect(self.show_settings)
        self._fill(home)
        return home

    def _fill(self, home: HomePage) -> None:
        """Show the library on the home page, and its problems above."""
        routines = self._library.routines
        tonight = routines.get(self._services.settings.settings.tonight)
        home.show_routines(list(routines.values()), tonight)
        if self._problem_notice is not None:
            self._problem_notice.dismiss()
            self._problem_notice = None
        if self._library.problems:
            self._problem_notice = home.show_notice(
                problems_in_words(self._library.problems),
                ("Show them", self._show_problems_of_notice),
            )
        for problem in self._services.settings.problems:
            home.show_notice(problem)
        self._services.settings.problems.clear()

    def _show_problems_of_notice(self) -> None:
        # The notice is used up; one comes back to another one.
        self._fill(self._home)
        self.show_problems()

    def _reload_if_changed(self) -> None:
        if self._services.is_library_current():
            return
        library = self._services.load_library()
        if library != self._library:
            self._library = library
            self._fill(self._home)
            self._renew_page()

    def _renew_page(self) -> None:
        """Show a page that was made from the library as it is now, if it is one of those."""
        from stretchapp.ui.preview_page import PreviewPage
        from stretchapp.ui.problems_page import ProblemsPage

        page = self.page
        if isinstance(page, ProblemsPage):
            self.go_back()
            if self._library.problems:
                self.show_problems()
        elif isinstance(page, PreviewPage):
            routine = self._library.routines.get(page.routine.id)
            if routine != page.routine:
                self.go_back()
                if routine is not None:
                    self.show_preview(routine)

    def _on_ended(self, runner: SessionRunner) -> None:
        from stretchapp.ui.done_page import DonePage

        if self.isFullScreen():
            self.toggle_full_screen()
        self._apply_looks()
        page = DonePage(self._looks, runner)
        page.home_chosen.connect(self.show_home)
        page.again_chosen.connect(self.start)
        page.go_on_chosen.connect(lambda: self._go_on_with(runner))
        self._pages.turn_to(page, back_to=self._home)
        page.focus_first()
        self.session_ended.emit()

    def _go_on_with(self, runner: SessionRunner) -> None:
        try:
            record = self._sessions.record_of(runner)
        except UserError as error:
            self._tell(str(error))
        else:
            self.start(runner.routine, resume=record)

    def _leave(self, record: SessionRecord) -> None:
        self._home.focus_first()
        try:
            self._sessions.leave(record)
        except UserError as error:
            self._tell(str(error))

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
        self._fill(self._home)
        if problem is not None:
            self._tell(problem)

    def _rebuild(self, setting: str) -> None:
        """Make the pages anew, so that every size fits the new text; stay at ``setting``."""
        home = self._make_home()
        home.take_notices(self._home)
        self._home = home
        self._pages.turn_to(self._home)
        self.show_settings().focus(setting)

    def _apply_looks(self) -> None:
        settings = self._services.settings.settings
        name: ThemeName = settings.theme
        if self._sessions.is_relief:
            name = "night"
        elif desktop_wants_contrast():
            name = "contrast"
        self._looks.apply(self, name, settings.text_size)

    def _open_folder(self) -> None:
        folder = self._services.user_routines
        try:
            make_private_folder(folder)
        except OSError as error:
            self._tell(f"The folder {breakable(folder)} cannot be made ({error.strerror}).")
        else:
            self._open_path(folder)

    def _open_path(self, path: Path) -> None:
        if not self._services.open_path(path):
            self._tell(f"No program opens {breakable(path)} on this machine.")

    def _open(self, page: Page) -> None:
        """Show a page from which one comes back to the present one."""
        page.back_chosen.connect(self.go_back)
        self._pages.open(page)
        page.focus_first()

    def _tell(self, text: str) -> None:
        """Say something on the present page; what happens in a session waits at home."""
        page = self.page if isinstance(self.page, Page) else self._home
        page.show_notice(text)

    def _add_keys(self) -> None:
        everywhere: tuple[tuple[str, Callable[[], object]], ...] = (
            ("F1", self.show_help),
            ("F2", self.start_relief),
            ("F3", self._on_tonight_key),
            ("F11", self.toggle_full_screen),
            ("Escape", self.go_back),
            ("Ctrl+Q", self.close),
            ("Ctrl+F", self._on_search_key),
        )
        add_keys(self, everywhere)
        self._session_keys = add_session_keys(self, lambda: self.player)
        self._pages.currentChanged.connect(self._on_page_changed)

    def _on_page_changed(self) -> None:
        # What the task bar and a screen reader call the window.
        is_home = self.page is self._home
        self.setWindowTitle("stretchapp" if is_home else self.page.accessibleName())
        for shortcut in self._session_keys:
            shortcut.setEnabled(self._is_in_session)

    @property
    def _is_in_session(self) -> bool:
        return self._sessions.runner is not None and self.page is self.player

    def _on_tonight_key(self) -> None:
        if self._sessions.runner is None:
            self.start_tonight()

    def _on_search_key(self) -> None:
        if self.page is self._home:
            self._home.focus_search()
