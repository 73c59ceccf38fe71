"""Renders every page in every theme to PNG files: ``python -m tests.pictures.__main__ [FOLDER]``.

The pages are the real ones in the real window, filled by real sessions on a clock that is moved by
hand. Look at them before calling a page done. The pictures of the README are made here too.
"""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QScrollArea

from stretchapp.application.reminders import Reminders, diary_on
from stretchapp.base.paths import shipped_assets, shipped_routines, user_paths
from stretchapp.base.settings import TEXT_SIZES, SettingsFile
from stretchapp.desktop.menu.menu_entry import Installation
from stretchapp.diary.cramp_log import CrampLog
from stretchapp.diary.session_log import SessionLog
from stretchapp.diary.storage.store import open_store
from stretchapp.figure.figure_files import FigureFiles
from stretchapp.library.routines.load import load_library
from stretchapp.library.texts.text_files import TextFiles
from stretchapp.startup.diary_wiring import diary_services
from stretchapp.startup.reminder_wiring import NO_SERVER
from stretchapp.ui.dependencies import DeliveryStatus, ReminderServices, Services
from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints, WindowAccess
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.relief.relief_page import ReliefPage
from stretchapp.ui.reminders.reminder_form import new_rule
from stretchapp.ui.reminders.reminders_page import RemindersPage
from stretchapp.ui.settings.sound_section import SoundSection
from stretchapp.ui.theme.theme import Appearance, ThemeName
from stretchapp.ui.window.main_window import MainWindow
from stretchapp.wording.routines import READINGS
from tests.fakes import FakeOutput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.library.routines.models import Routine

SIZES = (QSize(1024, 700), QSize(1920, 1080))
THEMES: tuple[ThemeName, ...] = ("evening", "light", "contrast")
USUAL_FOLDER = Path("build/pictures")
README_PICTURES = {
    "home-evening-100-1024x700.png": Path("docs/home.png"),
    "player-hold-evening-100-1024x700.png": Path("docs/session.png"),
    "relief-pull-evening-100-1024x700.png": Path("docs/relief.png"),
}
BROKEN_FILE = """\
format: 1
kind: exercise
id: my-stretch
name: My stretch
body: [calf]
position: [wall]
timing:
  hold: 30
  tmes: 2
steps: [Lean against the wall.]
"""


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        """Begin on an evening."""
        self._passed_s = 0.0

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._passed_s += seconds

    def monotonic_s(self) -> float:
        """Return the seconds that have passed."""
        return self._passed_s

    def now(self) -> datetime:
        """Return the evening's present moment."""
        return datetime(2026, 11, 22, 21, 45, tzinfo=UTC) + timedelta(seconds=self._passed_s)


class Stage:
    """A window to take pictures of, and the ways to its pages."""

    def __init__(self, app: QApplication, folder: Path, theme: ThemeName, text_size: int) -> None:
        """Open a window on a data folder, with whatever routines are in it."""
        paths = user_paths(folder)
        self.clock = HandClock()
        settings = SettingsFile(paths.settings)
        settings.change(theme=theme, text_size=text_size)
        library = load_library(shipped_routines(), paths.user_routines)
        connection = open_store(paths.diary)
        log, cramps = SessionLog(connection), CrampLog(connection)
        self._library = library
        self.output = output = FakeOutput(self.clock, has_voice=True)
        self._share = folder / "share"
        reminders = Reminders(diary_on(connection), UTC, lambda _process: False)
        reminders.add(new_rule(library.routines["evening-stretch"]))
        reminder_services = ReminderServices(
            reminders=reminders,
            set_timers=lambda: None,
            ring=lambda _number: None,
            obstacles=lambda: [NO_SERVER],
            documents=folder,
            delivery_status=DeliveryStatus,
            choose_delivery=lambda _waits: None,
            start_at_login=lambda _is_on: None,
        )
        texts = TextFiles(shipped_assets() / "texts", paths.cache)
        diary = diary_services(connection, UTC, paths.diary, texts, self.clock)
        self._services = Services(
            clock=self.clock,
            settings=settings,
            user_routines=paths.user_routines,
            texts=texts,
            poses=FigureFiles(shipped_assets() / "poses", folder / "poses", paths.cache),
            window_state=paths.state / "window.ini",
            load_library=lambda: self._library,
            is_library_current=lambda: True,
            log=lambda: log,
            cramps=lambda: cramps,
            cut_off_session=lambda: None,
            open_path=lambda _path: True,
            cue_output=lambda: output,
            has_reminders=lambda: True,
            withdraw_reminders=lambda: None,
            documents=lambda: folder,
            diary=lambda: diary,
            reminders=lambda: reminder_services,
            entry_points=functools.cache(self._entry_points),
        )
        self._appearance = Appearance(app, theme, text_size)
        self.window = MainWindow(self._services, self._appearance)
        self.window.show_first_page()
        self.window.show()
        self.window.greet()

    def _entry_points(self) -> ReliefEntryPoints:
        """Return the ways in of somebody whose desktop offers none by itself."""
        command = ("/usr/local/bin/stretchapp",)
        installation = Installation(command, shipped_assets() / "icons", self._share)
        entrance = WindowAccess(lambda: self.window, self.window.quit)
        return ReliefEntryPoints(self._services.settings, installation, {}, entrance, self.window)

    def pass_time(self, seconds: float) -> None:
        """Let a session run for a while, in ticks as short as a real one's."""
        for _ in range(round(seconds * 2)):
            self.clock.advance(0.5)
            self.window.player.tick()

    def pass_relief(self, page: ReliefPage, seconds: float) -> None:
        """Let relief run for a while, its figure included."""
        _settle()
        for _ in range(round(seconds * 2)):
            self.clock.advance(0.5)
            page.tick()

    def routine(self, routine_id: str) -> Routine:
        """Return a shipped routine."""
        return self._library.routines[routine_id]


def main(folder: Path) -> None:
    """Write all pictures into ``folder``."""
    app = QApplication([])
    app.setStyle("fusion")
    original_font = app.font()
    folder.mkdir(parents=True, exist_ok=True)
    for theme in THEMES:
        for text_size in (TEXT_SIZES[0], TEXT_SIZES[-1]):
            with tempfile.TemporaryDirectory() as data:
                app.setFont(original_font)
                for name, window in _all_pages(app, Path(data), theme, text_size):
                    for size in SIZES:
                        window.resize(size)
                        _settle()
                        file = f"{name}-{theme}-{text_size}-{size.width()}x{size.height()}.png"
                        picture = window.grab()
                        picture.save(str(folder / file))
                        if file in README_PICTURES:
                            picture.save(str(README_PICTURES[file]))
    print(f"Pictures are in {folder}")


def _all_pages(
    app: QApplication, folder: Path, theme: ThemeName, text_size: int
) -> Iterator[tuple[str, MainWindow]]:
    """Show the pages of a window, and of another one that finds a broken routine file."""
    font = app.font()
    yield from _pages(Stage(app, folder, theme, text_size))
    # The second window begins as a new process does.
    app.setFont(font)
    broken = folder / "broken"
    routines = user_paths(broken).user_routines
    routines.mkdir(parents=True)
    (routines / "my-stretch.yaml").write_text(BROKEN_FILE, "utf-8")
    window = Stage(app, broken, theme, text_size).window
    yield "home-with-problems", window
    window.show_problems()
    yield "problems", window
    window.close()


def _pages(stage: Stage) -> Iterator[tuple[str, MainWindow]]:
    """Show one page after the other."""
    window = stage.window
    yield "home", window
    yield from _reminders(window)
    yield from _diary(window)
    evening = stage.routine("evening-stretch")
    window.show_preview(evening)
    yield "preview", window
    window.show_help()
    yield "help", window
    page = window.show_settings()
    yield "settings", window
    for section in page.findChildren(SoundSection):
        for area in page.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(section.y())
    yield "settings-sound", window
    for name in READINGS:
        window.show_reading(name)
        yield name, window
    window.start(evening)
    stage.pass_time(4)
    yield "player-ready", window
    stage.pass_time(20)
    yield "player-repetitions", window
    for _ in range(2):
        window.player.next()
    stage.pass_time(25)
    yield "player-hold", window
    window.player.toggle()
    yield "player-paused", window
    window.player.toggle()
    stage.clock.advance(60)
    window.player.tick()
    yield "player-interrupted", window
    window.player.stop()
    yield "stopped", window
    window.start(stage.routine("quick-relief-calf"))
    for _ in range(5):
        window.player.next()
    yield "done", window
    window.show_home()
    for name in _relief(stage):
        yield f"relief-{name}", window
    window.close()


def _reminders(window: MainWindow) -> Iterator[tuple[str, MainWindow]]:
    """Show the page of reminders and the form of one, and go home again."""
    home = window.page
    assert isinstance(home, HomePage)
    home.reminders_chosen.emit()
    yield "reminders", window
    page = window.page
    assert isinstance(page, RemindersPage)
    page.add_chosen.emit()
    yield "reminder", window
    window.go_back()
    window.go_back()


def _diary(window: MainWindow) -> Iterator[tuple[str, MainWindow]]:
    """Show the diary and go home again."""
    home = window.page
    assert isinstance(home, HomePage)
    home.diary_chosen.emit()
    yield "diary", window
    window.go_back()


def _relief(stage: Stage) -> Iterator[str]:
    """Lead through a cramp of the calf, to every kind of card and through the aftercare."""
    stage.window.start_relief()
    # As if each size of the window were that of the screen.
    stage.window.showNormal()
    page = stage.window.page
    assert isinstance(page, ReliefPage)
    stage.pass_relief(page, 4)
    yield "pull"
    page.show_urgent()
    yield "urgent"
    page.eased()
    stage.pass_relief(page, 31)
    yield "asking"
    while page.relief_run.snapshot().state != "check":
        page.still_cramping()
        stage.pass_relief(page, 2)
        yield page.relief_run.snapshot().stage
    page.still_cramping()
    stage.pass_relief(page, 4)
    yield "rub"
    page.toggle_lighter()
    yield "lighter"
    page.toggle_lighter()
    stage.pass_relief(page, 200)
    yield "long"
    stage.pass_relief(page, 360)
    yield "very-long"
    while page.relief_run.snapshot().state != "check":
        page.still_cramping()
        stage.pass_relief(page, 2)
    page.cannot()
    yield "swelling"
    page.eased()
    page.eased()
    stage.pass_relief(page, 2)
    yield "aftercare"
    stage.pass_relief(page, 20)
    yield "aftercare-dim"
    page.leave()
    yield "entry"
    stage.window.go_back()


def _settle() -> None:
    """Let layouts and deleted pages come to rest."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL_FOLDER)
