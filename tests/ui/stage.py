"""A window to test: the real pages on a real log and a clock that is moved by hand."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from stretchapp.application.diary import Diary
from stretchapp.application.reminder_setup import DeliveryStatus
from stretchapp.application.reminders import Reminders
from stretchapp.application.unfinished_sessions import cut_off_session
from stretchapp.base.i18n import _
from stretchapp.base.paths import shipped_assets, shipped_routines, user_paths
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile
from stretchapp.desktop.launching.installation import Installation
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.figure.figure_files import FigureFiles
from stretchapp.library.library_files import LibraryFiles
from stretchapp.library.texts.text_files import TextFiles
from stretchapp.session.timeline import plan, total_s
from stretchapp.startup.composition import ProcessComponents
from stretchapp.startup.diary_access import DiaryAccess
from stretchapp.startup.diary_saving import DiarySaving
from stretchapp.startup.window_wiring import make_window
from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints, WindowAccess
from stretchapp.ui.home.routine_list import RoutineList
from stretchapp.ui.relief.cramp_countdown import CrampCountdown
from stretchapp.ui.relief.relief_page import ReliefPage
from stretchapp.ui.session.player_page import PlayerPage
from stretchapp.ui.widgets.countdown_ring import CountdownRing
from stretchapp.ui.widgets.fields.chip_group import ChipGroup
from stretchapp.ui.widgets.two_line_button import TwoLineButton
from stretchapp.wording.lengths import minutes_in_words
from tests.fakes import FakeClock, FakeOutput, SaveAtOnce

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from sqlite3 import Connection

    from stretchapp.application.reminder_setup import ReminderSetup
    from stretchapp.base.clock import Clock
    from stretchapp.base.problems import Problem
    from stretchapp.base.settings import DeliveryChoice, ThemeChoice
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.window.main_window import MainWindow

_W = TypeVar("_W", bound=QWidget)

COMMAND = ("/opt/stretchapp/bin/stretchapp",)
NORMAL = QSize(1024, 700)


class StageComponents(ProcessComponents):
    """The components of a process, with those of a stage in place of the machine's."""

    def __init__(self, app: QApplication, stage: Stage) -> None:
        super().__init__(app, stage.paths, stage.files, make_window)
        self.stage = stage
        self.texts = TextFiles(stage.texts_folder, stage.cache)

    @functools.cached_property
    def clock(self) -> Clock:
        return self.stage.clock

    @functools.cached_property
    def settings(self) -> SettingsFile:
        return self.stage.settings

    @functools.cached_property
    def diary_access(self) -> DiaryAccess:
        return StageDiaryAccess(self.stage)

    @functools.cached_property
    def figure_files(self) -> FigureFiles:
        return FigureFiles(shipped_assets() / "poses", self.paths.user_poses, self.stage.cache)

    def load_library(self) -> Library:
        return super().load_library() if self.stage.library is None else self.stage.library

    def load_library_soon(self) -> Library:
        has_fixed = self.stage.library is not None
        return self.load_library() if has_fixed else super().load_library_soon()

    def is_library_current(self) -> bool:
        has_fixed = self.stage.library is not None
        return self.stage.is_current if has_fixed else super().is_library_current()

    def open_path(self, path: Path) -> bool:
        self.stage.opened.append(path)
        return self.stage.can_open

    def documents(self) -> Path:
        return self.paths.data

    @functools.cached_property
    def output(self) -> CueOutput:
        return self.stage.output

    @functools.cached_property
    def saving(self) -> DiarySaving:
        return StageSaving(self.stage)

    def reminder_setup(self) -> ReminderSetup:
        return self.stage.reminder_setup

    @functools.cached_property
    def _entry_points(self) -> ReliefEntryPoints:
        stage, window = self.stage, self.window()
        installation = Installation(COMMAND, shipped_assets() / "icons", stage.share)
        access = WindowAccess(lambda: window, window.quit)
        return ReliefEntryPoints(self.settings, installation, stage.environ, access, window)

    def entry_points(self) -> ReliefEntryPoints:
        return self._entry_points


class StageDiaryAccess(DiaryAccess):
    """The diary of a stage, which is open already and never waits for a disk."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.paths, stage.clock, print, begun_at=stage.clock.now(), parent=None)
        self._stage = stage

    @property
    def store(self) -> Connection:
        if self._stage.log_problem is not None:
            raise UserError(self._stage.log_problem)
        return self._stage.connection

    @property
    def diary(self) -> Diary:
        return self._stage_diary

    @functools.cached_property
    def _stage_diary(self) -> Diary:
        return Diary(self.store, UTC)

    def cut_off_session(self) -> SessionRecord | None:
        return cut_off_session(
            self.session_log, lambda _process: False, self._clock.now(), begun_at=self._begun_at
        )

    def has_reminders(self) -> bool:
        return True


class StageSaving(DiarySaving):
    """Saves into the log of a stage, and only notes when reminders would be withdrawn."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.saver, stage.clock)
        self._stage = stage

    def withdraw_reminders(self) -> None:
        self._stage.withdrawn.append(self._stage.clock.now())


class StageReminderSetup:
    """Reminders in the log of a stage, on a machine that does what the stage says."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.reminders = Reminders(stage.connection, UTC, lambda _process: False)

    def set_timers(self) -> str | None:
        self._stage.timers.append(sorted(self.reminders.schedules()))
        return self._stage.timer_problem

    def send_test(self, number: int) -> None:
        self._stage.rung.append(number)

    def obstacles(self) -> list[str]:
        return self._stage.obstacles

    def delivery_status(self) -> DeliveryStatus:
        return self._stage.delivery_status

    def choose_delivery(self, choice: DeliveryChoice) -> str | None:
        if self._stage.timer_problem is not None:
            raise UserError(self._stage.timer_problem)
        is_resident = choice == "resident"
        self._stage.delivery_status = DeliveryStatus(
            is_resident=is_resident, starts_at_login=True if is_resident else None
        )
        return None

    def start_at_login(self, *, is_on: bool) -> str | None:
        if self._stage.timer_problem is None:
            self._stage.delivery_status = replace(
                self._stage.delivery_status, starts_at_login=is_on
            )
        return self._stage.timer_problem


class Stage:
    """What one test needs of the app, and hands and eyes to use the window with.

    Attributes:
        clock: Moves only when the test says so.
        paths: Where everything of this test is kept.
        settings: The settings in force.
        log: The session log; ``connection`` is its database.
        cramps: The cramp log, in the same one.
        library: What the window loads; None reads the folders, as the app does.
        is_current: Whether the window finds the library as it was.
        log_problem: Why the log cannot be opened, if it cannot.
        opened: The paths that were given to the desktop to open.
        can_open: Whether the desktop has a program for them.
        size: Of the windows that are opened; None leaves it to them.
        output: What voice and sounds are heard through; it has no voice unless a test gives it one.
        texts_folder: The shipped texts.
        share: Where the desktop looks for menu entries.
        environ: What the desktop says of itself.
    """

    def __init__(
        self, app: QApplication, folder: Path, library: Library | None, cache: Path | None = None
    ) -> None:
        """Prepare the folders; there is no window yet.

        Args:
            app: The application.
            folder: The folder for all data of this test.
            library: What the window loads; None reads the folders, as the app does.
            cache: A cache that tests share; None gives this test its own.
        """
        self._app = app
        self._font = app.font()
        self.clock = FakeClock()
        self.paths = user_paths(folder)
        self.settings = SettingsFile(self.paths.settings)
        self.connection = open_store(self.paths.diary)
        self.log = SessionLog(self.connection)
        self.cramps = CrampLog(self.connection)
        self.library = library
        self.is_current = True
        self.log_problem: str | None = None
        self.saver = SaveAtOnce(self.open_to_save)
        self.opened: list[Path] = []
        self.can_open = True
        self.size: QSize | None = NORMAL
        self.output = FakeOutput(self.clock)
        self.texts_folder = shipped_assets() / "texts"
        self.share: Path | None = folder / "share"
        self.environ: dict[str, str] = {}
        self.windows: list[MainWindow] = []
        self.withdrawn: list[datetime] = []
        self.timers: list[list[int]] = []
        self.timer_problem: str | None = None
        self.rung: list[int] = []
        self.obstacles: list[str] = []
        self.delivery_status = DeliveryStatus()
        self.reminder_setup = StageReminderSetup(self)
        self.components: list[StageComponents] = []
        self.cache = self.paths.cache if cache is None else cache
        self.files = LibraryFiles(shipped_routines(), self.paths.user_routines, self.cache)

    def open_to_save(self) -> Connection:
        """Return the database of the log, if it can be opened."""
        if self.log_problem is not None:
            raise UserError(self.log_problem)
        return self.connection

    def make(self) -> MainWindow:
        """Make the window without showing it."""
        components = StageComponents(self._app, self)
        self.components.append(components)
        window = components.window()
        self.windows.append(window)
        return window

    def open(
        self,
        *,
        theme: ThemeChoice = "evening",
        text_size: int = 100,
        offers: bool = True,
    ) -> MainWindow:
        """Open the window as the app does at its start.

        Args:
            theme: The colours.
            text_size: In percent.
            offers: Whether it has come to what waits for the first picture: to look for a session
                that was cut off, and to the tip of the day.
        """
        if (theme, text_size) != ("evening", 100):
            self.settings.change(theme=theme, text_size=text_size)
        # A second window begins as a new process does.
        self._app.setFont(self._font)
        window = self.make()
        window.show_first_page()
        window.restore_place()
        if self.size is not None:
            window.resize(self.size)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)
        if offers:
            window.greet()
        self.settle()
        return window

    @property
    def window(self) -> MainWindow:
        """The window; it is opened when it is first asked for."""
        return self.windows[-1] if self.windows else self.open()

    @property
    def page(self) -> QWidget:
        """The page that is shown."""
        return self.window.page

    @property
    def relief(self) -> ReliefPage:
        """The page of relief, which is shown."""
        page = self.page
        assert isinstance(page, ReliefPage)
        return page

    def shows(self, kind: type[QWidget]) -> bool:
        """Return whether the page is one of a kind."""
        return isinstance(self.page, kind)

    @property
    def session_title(self) -> str:
        """The title of the routine whose session is shown; empty if no session is shown."""
        page = self.page
        return page.session_run.routine.title if isinstance(page, PlayerPage) else ""

    @property
    def page_name(self) -> str:
        """What a screen reader calls the page."""
        return self.page.accessibleName()

    def close(self) -> None:
        """Close everything."""
        self.close_windows()
        self.connection.close()

    def close_windows(self) -> None:
        """Close the windows and forget them."""
        for window in self.windows:
            window.close()
            window.deleteLater()
        self.windows.clear()
        self.components.clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def reminders(self) -> Reminders:
        """The reminders."""
        return self.reminder_setup.reminders

    # What there is.

    def expected_s(self, routine: Routine) -> float:
        """Return how long a routine is expected to take with its waits, in seconds."""
        return total_s(plan(routine, self.settings.settings.wait_s))

    def length_of(self, routine_id: str) -> str:
        """Return how long a routine is expected to take with its waits, in words."""
        return minutes_in_words(self.expected_s(self.routine(routine_id)))

    def routine(self, routine_id: str) -> Routine:
        """Return a routine of the library."""
        assert self.library is not None
        return self.library.routines[routine_id]

    def add(self, *routines: Routine) -> None:
        """Add routines to the library before the window is opened."""
        assert self.library is not None
        known = {**self.library.routines, **{routine.id: routine for routine in routines}}
        self.library = replace(self.library, routines=known)

    def only(self, *routines: Routine, problems: tuple[Problem, ...] = ()) -> None:
        """Let the library hold nothing but ``routines``."""
        assert self.library is not None
        known = {routine.id: routine for routine in routines}
        self.library = replace(self.library, routines=known, problems=problems)

    def with_problems(self, *problems: Problem) -> None:
        """Let the library have problems."""
        assert self.library is not None
        self.library = replace(self.library, problems=problems)

    def cut_off(self, routine: Routine, *, part: int, parts: int, active_s: float) -> int:
        """Leave a session as a killed process does, and return its id."""
        session = NewSession(
            routine=routine.id,
            title=routine.title,
            player="window",
            process=1,
            planned_s=routine.total_s,
            parts=parts,
        )
        session_id = self.log.start(session, self.clock.now())
        self.log.save(session_id, "running", active_s, part, self.clock.now())
        return session_id

    @property
    def rows_of_log(self) -> list[tuple[str, str]]:
        """The routine and the state of each session, the first one first."""
        records = sorted(self.log.sessions(), key=lambda record: record.id)
        return [(record.routine, record.state) for record in records]

    # Hands.

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self._focus() or self.window, key, modifier)
        self.settle()

    def press_at(self, place: int, sign: str) -> None:
        """Press the key that has a number by its place and writes ``sign``, where the focus is."""
        focus = self._focus()
        assert focus is not None
        key = ord(sign.upper())
        held = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, key, held, place, 0, 0, sign)
        QApplication.sendEvent(focus, event)
        self.settle()

    def hold(self, key: Qt.Key) -> None:
        """Let a key that is held down since earlier repeat itself where the focus is."""
        focus = self._focus()
        assert focus is not None
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            repeated = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, autorep=True)
            QApplication.sendEvent(focus, repeated)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(self._focus() or self.window, text)

    def click(self, name: str) -> None:
        """Click on a button of the page."""
        self.click_on(self.button(name))

    def click_first(self, text: str) -> None:
        """Click on the first of the buttons with the same text, given in English."""
        buttons = (it for it in self.all_of(QAbstractButton) if it.text() == _(text))
        self.click_on(next(buttons))

    def choose(self, value: str) -> None:
        """Click on the chip of a value."""
        self.click_on(self.chip(value))

    def click_on(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click on a widget, by default in its middle."""
        QTest.mouseClick(
            widget,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            place or widget.rect().center(),
        )
        self.settle()

    def settle(self) -> None:
        """Let layouts and deleted widgets come to rest."""
        for _turn in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def resize(self, size: QSize) -> None:
        """Give the window another size."""
        self.window.resize(size)
        # Nested layouts that depend on their width need several rounds.
        self.settle()
        self.settle()
        assert self.window.size() == size

    def pass_s(self, seconds: float) -> None:
        """Let a session run for a while, in ticks as they come from its timer."""
        player = self.window.player
        for _tick in range(round(seconds * 4)):
            self.clock.advance(0.25)
            player.tick()
            if self.page is not player:
                # The session is over.
                break
        self.settle()

    def pass_relief_s(self, seconds: float, tick_s: float = 0.25) -> None:
        """Let relief run for a while, in ticks as they come from its timer, or in longer ones."""
        page = self.relief
        for _tick in range(round(seconds / tick_s)):
            self.clock.advance(tick_s)
            page.tick()
            if self.page is not page:
                # It is over.
                break
        self.settle()

    def open_row(self, title: str) -> None:
        """Look at a routine of the list."""
        row = self.rows().index(title)
        self.list.setFocus()
        self.list.setCurrentIndex(self.list.model().index(row, 0))
        self.press(Qt.Key.Key_Return)

    # Eyes.

    def focus_name(self) -> str:
        """Return the text or name of what has the focus."""
        focus = self._focus()
        return "" if focus is None else name_of(focus)

    def button(self, name: str) -> QAbstractButton:
        """Return the button of the page with a text or accessible name, given in English."""
        (found,) = [
            button
            for button in self.all_of(QAbstractButton)
            if _(name) in (button.text(), button.accessibleName())
        ]
        return found

    def chip(self, value: str) -> QAbstractButton:
        """Return the chip of a value, in whichever question it answers."""
        groups = self.page.findChildren(ChipGroup)
        (chip,) = [group.buttons[value] for group in groups if value in group.buttons]
        return chip

    def button_names(self) -> list[str]:
        """Return the texts of the buttons of the page."""
        return [button.text() for button in self.all_of(QAbstractButton) if button.text()]

    def all_of(self, kind: type[_W], within: QWidget | None = None) -> list[_W]:
        """Return the widgets of a kind that are shown, scrolled out of sight or not."""
        root = within or self.page
        return [it for it in root.findChildren(kind) if it.isVisibleTo(root)]

    def texts(self) -> list[str]:
        """Return everything that can be read on the page."""
        return [text for widget in self.all_of(QWidget) for text in _texts(widget) if text]

    def text(self) -> str:
        """Return everything that can be read on the page, as one text."""
        return "\n".join(self.texts())

    def rows(self) -> list[str]:
        """Return the titles in the list of routines."""
        model = self.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def row_texts(self) -> list[str]:
        """Return what a screen reader says of each row of the list of routines."""
        model = self.list.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    @property
    def list(self) -> RoutineList:
        """The list of routines."""
        (found,) = self.all_of(RoutineList)
        return found

    def _focus(self) -> QWidget | None:
        return QApplication.focusWidget()


def name_of(widget: QWidget) -> str:
    """Return what a widget is called."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _texts(widget: QWidget) -> list[str]:
    if isinstance(widget, TwoLineButton):
        return [widget.accessibleName()]
    if isinstance(widget, CountdownRing | CrampCountdown):
        return [widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        return [widget.text()]
    return []
