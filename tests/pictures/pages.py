"""Renders every page in every theme to PNG files: ``python -m tests.pictures.__main__ [FOLDER]``.

The pages are the real ones in the real window, filled by real sessions on a clock that is moved by
hand. Look at them before calling a page done. The pictures of the README are made here too.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.ui.widgets.pages.page_id import PageId

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QApplication, QScrollArea

from stretchapp.application.reminder_setup import NO_SERVER
from stretchapp.base.paths import shipped_routines, user_paths
from stretchapp.base.settings import TEXT_SIZES
from stretchapp.library.load import load_library
from stretchapp.ui.reading.titles import READINGS
from stretchapp.ui.relief.relief_page import ReliefPage
from stretchapp.ui.reminders.reminder_form import new_rule
from stretchapp.ui.reminders.reminders_page import RemindersPage
from stretchapp.ui.settings.sound_section import SoundSection
from tests.fakes import FakeClock, FakeOutput
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.base.settings import ThemeChoice
    from stretchapp.ui.window.main_window import MainWindow

SHIPPED = load_library(shipped_routines())
SIZES = (QSize(1024, 700), QSize(1920, 1080))
THEMES: tuple[ThemeChoice, ...] = ("evening", "light", "contrast")
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


def make_stage(app: QApplication, folder: Path, theme: ThemeChoice, text_size: int) -> Stage:
    """Return an open window on a data folder, with whatever routines are in it."""
    stage = Stage(app, folder, None)
    stage.clock = FakeClock(datetime(2026, 11, 22, 21, 45, tzinfo=UTC))
    stage.output = FakeOutput(stage.clock, has_voice=True)
    stage.obstacles = [NO_SERVER]
    rule = new_rule(SHIPPED.routines["evening-stretch"])
    stage.reminder_setup.reminders.add(rule, stage.clock.now())
    stage.open(theme=theme, text_size=text_size)
    return stage


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
    app: QApplication, folder: Path, theme: ThemeChoice, text_size: int
) -> Iterator[tuple[str, MainWindow]]:
    """Show the pages of a window, and of another one that finds a broken routine file."""
    font = app.font()
    yield from _pages(make_stage(app, folder, theme, text_size))
    # The second window begins as a new process does.
    app.setFont(font)
    broken = folder / "broken"
    routines = user_paths(broken).user_routines
    routines.mkdir(parents=True)
    (routines / "my-stretch.yaml").write_text(BROKEN_FILE, "utf-8")
    window = make_stage(app, broken, theme, text_size).window
    yield "home-with-problems", window
    window.navigate(PageId.PROBLEMS)
    yield "problems", window
    window.close()


def _pages(stage: Stage) -> Iterator[tuple[str, MainWindow]]:
    """Show one page after the other."""
    window = stage.window
    yield "home", window
    yield from _reminders(window)
    yield from _diary(window)
    evening = SHIPPED.routines["evening-stretch"]
    window.show_preview(evening)
    yield "preview", window
    window.navigate(PageId.HELP)
    yield "help", window
    window.navigate(PageId.SETTINGS)
    page = window.page
    yield "settings", window
    for section in page.findChildren(SoundSection):
        for area in page.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(section.y())
    yield "settings-sound", window
    for page_id in READINGS:
        window.navigate(page_id)
        yield page_id.name.lower().replace("_", "-"), window
    window.start(evening)
    stage.pass_s(4)
    yield "player-ready", window
    stage.pass_s(20)
    yield "player-repetitions", window
    for _ in range(2):
        window.player.next()
    stage.pass_s(25)
    yield "player-hold", window
    window.player.toggle()
    yield "player-paused", window
    window.player.toggle()
    stage.clock.advance(60)
    window.player.tick()
    yield "player-interrupted", window
    window.player.stop()
    yield "stopped", window
    window.start(SHIPPED.routines["quick-relief-calf"])
    for _ in range(5):
        window.player.next()
    yield "done", window
    window.show_home()
    for name in _relief(stage):
        yield f"relief-{name}", window
    window.close()


def _reminders(window: MainWindow) -> Iterator[tuple[str, MainWindow]]:
    """Show the page of reminders and the form of one, and go home again."""
    window.navigate(PageId.REMINDERS)
    yield "reminders", window
    page = window.page
    assert isinstance(page, RemindersPage)
    page.add_chosen.emit()
    yield "reminder", window
    window.go_back()
    window.go_back()


def _diary(window: MainWindow) -> Iterator[tuple[str, MainWindow]]:
    """Show the diary and go home again."""
    window.navigate(PageId.DIARY)
    yield "diary", window
    window.go_back()


def _relief(stage: Stage) -> Iterator[str]:
    """Lead through a cramp of the calf, to every kind of card and through the aftercare."""
    stage.window.start_relief()
    # As if each size of the window were that of the screen.
    stage.window.showNormal()
    page = stage.window.page
    assert isinstance(page, ReliefPage)
    stage.pass_relief_s(4, 0.5)
    yield "pull"
    page.show_urgent()
    yield "urgent"
    page.eased()
    stage.pass_relief_s(31, 0.5)
    yield "asking"
    while page.relief_run.snapshot().state != "check":
        page.still_cramping()
        stage.pass_relief_s(2, 0.5)
        yield page.relief_run.snapshot().stage
    page.still_cramping()
    stage.pass_relief_s(4, 0.5)
    yield "rub"
    page.toggle_lighter()
    yield "lighter"
    page.toggle_lighter()
    stage.pass_relief_s(200, 0.5)
    yield "long"
    stage.pass_relief_s(360, 0.5)
    yield "very-long"
    while page.relief_run.snapshot().state != "check":
        page.still_cramping()
        stage.pass_relief_s(2, 0.5)
    page.cannot()
    yield "swelling"
    page.eased()
    page.eased()
    stage.pass_relief_s(2, 0.5)
    yield "aftercare"
    stage.pass_relief_s(20, 0.5)
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
