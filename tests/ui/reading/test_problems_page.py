"""The problems of files, each beside its file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from stretchapp.base.problems import Problem
from stretchapp.ui.home.home_controller import SHOW_PROBLEMS
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.reading.problems_page import MOST_FILES, ProblemsPage
from stretchapp.ui.widgets.labels import BACK
from stretchapp.ui.widgets.notice import Notice
from stretchapp.wording.routines import problems_in_words

if TYPE_CHECKING:
    from tests.ui.stage import Stage

KEY = Qt.Key
FIRST, SECOND = Path("/routines/first.yaml"), Path("/routines/<b>second.yaml")
PROBLEMS = (
    Problem(FIRST, 3, 5, "'hold' is '30'; write a length such as 30s"),
    Problem(FIRST, 7, 1, "'tmes' is not a key of 'timing'; did you mean 'times'?"),
    Problem(SECOND, 1, 1, "the file is <i>empty</i>"),
)


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """The window with its problems shown."""
    stage.with_problems(*PROBLEMS)
    stage.open()
    stage.click(SHOW_PROBLEMS)
    return stage


def come_back(stage: Stage) -> None:
    """Turn to the window again, after files have changed."""
    stage.is_current = False
    QCoreApplication.sendEvent(stage.window, QEvent(QEvent.Type.ActivationChange))
    stage.settle()


def test_each_problem_stands_beside_its_file(stage: Stage) -> None:
    cards = [
        [label.text().replace("\u200b", "") for label in stage.all_of(QLabel, card)]
        for card in stage.all_of(QFrame)
        if card.property("card") and not isinstance(card, Notice)
    ]

    assert cards == [
        [
            "first.yaml",
            "/routines",
            "Line 3, column 5: 'hold' is '30'; write a length such as 30s",
            "Line 7, column 1: 'tmes' is not a key of 'timing'; did you mean 'times'?",
        ],
        ["<b>second.yaml", "/routines", "Line 1, column 1: the file is <i>empty</i>"],
    ]


def test_nothing_is_markup(stage: Stage) -> None:
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in stage.all_of(QLabel))


@pytest.mark.parametrize("path", [FIRST, SECOND])
def test_each_file_can_be_opened(stage: Stage, path: Path) -> None:
    stage.click(f"Open file {path.name}")

    assert stage.opened == [path]
    assert stage.shows(ProblemsPage)
    assert stage.all_of(Notice) == []


def test_each_file_can_be_opened_by_keys(stage: Stage) -> None:
    assert stage.focus_name() == BACK

    stage.press(KEY.Key_Tab)
    stage.press(KEY.Key_Return)
    stage.press(KEY.Key_Tab)
    stage.press(KEY.Key_Return)

    assert stage.opened == [FIRST, SECOND]


def test_a_file_that_nothing_opens_is_told(stage: Stage) -> None:
    stage.can_open = False

    stage.click("Open file first.yaml")

    assert stage.shows(ProblemsPage)
    (notice,) = stage.all_of(Notice)
    assert notice.text.replace("\u200b", "") == f"No program on this computer opens {FIRST}."
    (button,) = stage.all_of(QPushButton, notice)
    stage.click_on(button)
    assert stage.all_of(Notice) == []


@pytest.mark.parametrize("way", ["Escape", "click"])
def test_one_comes_back(stage: Stage, way: str) -> None:
    if way == "click":
        stage.click(BACK)
    else:
        stage.press(KEY.Key_Escape)

    assert stage.shows(HomePage)
    assert problems_in_words(PROBLEMS) in stage.texts()


def test_only_the_first_of_many_files_are_shown(stage: Stage) -> None:
    paths = [Path(f"/routines/{number:03}.yaml") for number in range(MOST_FILES + 3)]
    stage.press(KEY.Key_Escape)
    stage.with_problems(*(Problem(path, 1, 1, "it is empty") for path in paths))
    come_back(stage)
    stage.click(SHOW_PROBLEMS)

    titles = [text for text in stage.texts() if text.endswith(".yaml")]
    assert titles == [path.name for path in paths[:MOST_FILES]]
    assert any(text.startswith("3 more files") for text in stage.texts())


def test_a_name_that_gives_commands_is_shown_by_numbers(stage: Stage) -> None:
    stage.press(KEY.Key_Escape)
    stage.with_problems(Problem(Path("/a\x1b[2J/b\n\u202ec.yaml"), 1, 1, "it is empty"))
    come_back(stage)
    stage.click(SHOW_PROBLEMS)

    shown = [text.replace("\u200b", "") for text in stage.texts()]
    assert "/a[U+001B][2J" in shown
    assert "b[U+000A][U+202E]c.yaml" in shown
