"""Renders every page in every state and theme to PNG files: ``python -m tests.pictures.pages``.

People look at these pictures before a page counts as finished. The pictures of the README are
made here too. A folder may be given as an argument.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QScrollArea

from stretchapp.base.paths import shipped_routines
from stretchapp.base.settings import TEXT_SIZES
from stretchapp.library.load import load_library
from stretchapp.ui.settings.sound_section import SoundSection
from stretchapp.ui.widgets.pages.page_id import PageId
from tests.fakes import FakeOutput
from tests.pictures.diary import DIARY_OF_MONTHS
from tests.ui.page_states import PAGE_STATES
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stretchapp.base.settings import ThemeChoice
    from tests.ui.page_states import ShowPage

SIZES = (QSize(1024, 700), QSize(1920, 1080))
THEMES: tuple[ThemeChoice, ...] = ("evening", "light", "contrast")
USUAL_FOLDER = Path("build/pictures")
README_PICTURES = {
    "home-evening-100-1024x700.png": Path("docs/home.png"),
    "hold-evening-100-1024x700.png": Path("docs/session.png"),
    "relief-evening-100-1024x700.png": Path("docs/relief.png"),
}


def hold(stage: Stage) -> None:
    """Show a session in the middle of a hold."""
    stage.window.start(stage.routine("evening-stretch"))
    for _ in range(2):
        stage.window.player.next()
    stage.pass_s(25)


def sound_settings(stage: Stage) -> None:
    """Show the settings, scrolled down to those of voice and sounds."""
    stage.window.navigate(PageId.SETTINGS)
    stage.settle()
    (section,) = stage.all_of(SoundSection)
    for area in stage.all_of(QScrollArea):
        area.verticalScrollBar().setValue(section.y())


STATES: Mapping[str, ShowPage] = {
    **PAGE_STATES,
    **DIARY_OF_MONTHS,
    "hold": hold,
    "sound settings": sound_settings,
}


def main(folder: Path) -> None:
    """Write all pictures, and the PDF files that the pages write, into ``folder``."""
    app = QApplication([])
    app.setStyle("fusion")
    font = app.font()
    folder.mkdir(parents=True, exist_ok=True)
    library = load_library(shipped_routines())
    for theme in THEMES:
        for text_size in (TEXT_SIZES[0], TEXT_SIZES[-1]):
            for state, show in STATES.items():
                with tempfile.TemporaryDirectory() as data:
                    # Each window starts with the font of the desktop, as in a new process.
                    app.setFont(font)
                    stage = Stage(app, Path(data) / "data", library)
                    stage.output = FakeOutput(stage.clock, has_voice=True)
                    stage.settings.change(theme=theme, text_size=text_size)
                    show(stage)
                    stage.settle()
                    save(stage, f"{state.replace(' ', '-')}-{theme}-{text_size}", folder)
                    for paper in stage.paths.data.glob("*.pdf"):
                        paper.replace(folder / paper.name)
                    stage.close()
    print(f"Pictures and PDF files are in {folder}")


def save(stage: Stage, name: str, folder: Path) -> None:
    """Save a picture of the window in each of its sizes."""
    for size in SIZES:
        stage.resize(size)
        file = f"{name}-{size.width()}x{size.height()}.png"
        picture = stage.window.grab()
        picture.save(str(folder / file))
        if file in README_PICTURES:
            picture.save(str(README_PICTURES[file]))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL_FOLDER)
