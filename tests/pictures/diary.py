"""Renders the pages of a diary to PNG files, and its papers: ``python -m tests.pictures.diary``.

Look at them before calling a page done. They are the real pages in the real window, on a diary of
some months.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from stretchapp.base.paths import shipped_routines
from stretchapp.base.settings import TEXT_SIZES
from stretchapp.diary.night_log import NightLog
from stretchapp.library.load import load_library
from tests.fakes import AN_EVENING
from tests.ui.diary_stage import cramp, open_diary, quiet, stretch
from tests.ui.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.base.settings import ThemeChoice

SIZES = (QSize(1024, 700), QSize(1920, 1080))
THEMES: tuple[ThemeChoice, ...] = ("evening", "light", "contrast")
USUAL_FOLDER = Path("build/pictures")
DAYS = 200

_TRIGGERS = ("stress", "caffeine", "tired-legs", "got-cold", "unknown")
_EXERCISES = ("stand-both-feet", "short-walk", "toe-pull-hold", "rub-up-and-down")


def main(folder: Path) -> None:
    """Write all pictures into ``folder``."""
    app = QApplication([])
    app.setStyle("fusion")
    font = app.font()
    folder.mkdir(parents=True, exist_ok=True)
    library = load_library(shipped_routines())
    for theme in THEMES:
        for text_size in (TEXT_SIZES[0], TEXT_SIZES[-1]):
            with tempfile.TemporaryDirectory() as data:
                app.setFont(font)
                stage = Stage(app, Path(data) / "data", library)
                stage.settings.change(theme=theme, text_size=text_size)
                fill(stage)
                for name in pages(stage):
                    for size in SIZES:
                        stage.window.resize(size)
                        stage.settle()
                        file = f"diary-{name}-{theme}-{text_size}-{size.width()}.png"
                        stage.window.grab().save(str(folder / file))
                for paper in stage.paths.data.glob("*.pdf"):
                    shutil.copy(paper, folder)
                stage.close()
    print(f"Pictures and papers are in {folder}")


def fill(stage: Stage) -> None:
    """Write some months into the diary, always the same."""
    chance = random.Random(3)  # noqa: S311 -- any months do
    stretch(stage, *[days for days in range(DAYS) if chance.random() < 0.65])
    tonight = AN_EVENING.date()
    for days in range(1, DAYS):
        day = tonight - timedelta(days=days)
        if chance.random() < 0.4:
            quiet(stage, day)
        elif chance.random() < 0.3:
            for hour in range(chance.choice((1, 1, 1, 2, 3))):
                cramp(
                    stage,
                    f"{day + timedelta(days=1)} 0{2 + hour}:10",
                    strength=chance.choice((None, 2, 4, 7, 10)),
                    length_s=chance.choice((None, 60.0, 150.0, 300.0)),
                    side=chance.choice(("left", "right", None)),
                    triggers=frozenset(chance.sample(_TRIGGERS, chance.randrange(3))),
                    tried=tuple(
                        (exercise, place == 0)
                        for place, exercise in enumerate(chance.sample(_EXERCISES, 2))
                    ),
                    note=chance.choice(("", "After <b>the garden</b> & a long walk")),
                )
    NightLog(stage.connection).start_six_weeks(tonight - timedelta(days=43))


def pages(stage: Stage) -> Iterator[str]:
    """Show one page after the other, and give its name."""
    open_diary(stage)
    yield "first"
    stage.click("Add a cramp")
    stage.click("Calf")
    stage.click("Strength 7")
    yield "cramp"
    stage.press(Qt.Key.Key_Escape)
    stage.click("Calendar")
    stage.press(Qt.Key.Key_Up)
    yield "calendar"
    stage.click("As a table")
    yield "calendar-table"
    stage.press(Qt.Key.Key_Escape)
    stage.click("Open this night")
    yield "night"
    stage.press(Qt.Key.Key_Escape)
    stage.press(Qt.Key.Key_Escape)
    stage.click("Charts")
    yield "weeks"
    stage.click("6 months")
    yield "months"
    stage.click("As a table")
    yield "weeks-table"
    stage.press(Qt.Key.Key_Escape)
    stage.press(Qt.Key.Key_Escape)
    stage.click("What helps")
    yield "counts"
    stage.press(Qt.Key.Key_Escape)
    stage.click("The six weeks")
    yield "six-weeks"
    stage.press(Qt.Key.Key_Escape)
    stage.click("For the doctor")
    yield "written"
    stage.click("Delete everything")
    yield "delete"
    stage.press(Qt.Key.Key_Escape)
    stage.window.show_preview(stage.routine("evening-stretch"))
    stage.click("Print")
    yield "sheet"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else USUAL_FOLDER)
