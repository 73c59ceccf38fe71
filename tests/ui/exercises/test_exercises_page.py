"""The page of all exercises: what is there, how it is found, and how it is used by keys alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox

from stretchapp.application.exercise_groups import exercises_by_group
from stretchapp.ui.exercises.exercise_list import ExerciseList
from stretchapp.ui.exercises.exercise_page import ExercisePage
from stretchapp.ui.exercises.exercises_page import NOTHING_FOUND, SEARCH, WHEN, ExercisesPage
from stretchapp.ui.figures.exercise_figures import ExerciseFigures
from stretchapp.ui.home import home_page
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.reading import help_page
from stretchapp.ui.reading.help_page import HelpPage
from stretchapp.ui.widgets.labels import BACK
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.whole_list import VALUE_ROLE
from stretchapp.wording.exercises import GROUPS, exercise_facts
from tests.fakes import an_exercise
from tests.ui.fitting import WINDOWS

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from stretchapp.library.routines.models import Exercise
    from tests.ui.stage import Stage

KEY = Qt.Key


def open_page(stage: Stage) -> ExerciseList:
    """Open the page and return its list."""
    stage.window.navigate(PageId.EXERCISES)
    stage.settle()
    return the_list(stage)


def the_list(stage: Stage) -> ExerciseList:
    """Return the list of the page that is shown."""
    (found,) = stage.all_of(ExerciseList)
    return found


def rows(cards: ExerciseList) -> list[str | Exercise]:
    """Return the rows of the list: headings and exercises."""
    model = cards.model()
    indexes = [model.index(row, 0) for row in range(model.rowCount())]
    return [it.data(VALUE_ROLE) or it.data() for it in indexes]


def current(cards: ExerciseList) -> Exercise:
    """Return the exercise on which the keys act."""
    exercise: Exercise = cards.currentIndex().data(VALUE_ROLE)
    return exercise


def test_all_exercises_stand_there_below_their_headings(stage: Stage) -> None:
    cards = open_page(stage)
    assert stage.library is not None

    expected: list[str | Exercise] = []
    for group, exercises in exercises_by_group(stage.library).items():
        expected += [GROUPS[group], *exercises]
    assert rows(cards) == expected


def test_groups_whose_headings_have_the_same_words_are_both_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(GROUPS, "morning", GROUPS["evening"])
    assert stage.library is not None
    groups = exercises_by_group(stage.library)

    shown = rows(open_page(stage))

    assert shown.count(GROUPS["evening"]) == 2
    assert len(shown) == sum(1 + len(exercises) for exercises in groups.values())


def test_those_of_the_user_are_there_and_marked(stage: Stage) -> None:
    assert stage.library is not None
    own = an_exercise(id="own", name="My <b>own</b>", origin="yours")
    stage.library = replace(stage.library, exercises={**stage.library.exercises, "own": own})
    cards = open_page(stage)

    stage.type("(yours)")

    assert rows(cards) == [own]
    assert cards.currentIndex().data() == "My <b>own</b> (yours)"


def test_home_and_help_lead_to_it_and_it_leads_back(stage: Stage) -> None:
    stage.open()
    stage.click(home_page.EXERCISES)
    assert stage.shows(ExercisesPage)

    stage.press(KEY.Key_Escape)
    assert stage.shows(HomePage)

    stage.press(KEY.Key_F1)
    stage.click(help_page.EXERCISES)
    assert stage.shows(ExercisesPage)

    stage.click(BACK)
    assert stage.shows(HelpPage)


@pytest.mark.parametrize("typed", ["BEDTIME wall", "calves bedtime", "  hamstrings  "])
def test_typing_finds_each_exercise_once_and_without_headings(stage: Stage, typed: str) -> None:
    cards = open_page(stage)
    assert stage.focus_name() == SEARCH

    stage.type(typed)

    found = rows(cards)
    assert 0 < len(found) < 10
    assert len({it if isinstance(it, str) else it.id for it in found}) == len(found)
    assert not any(isinstance(it, str) for it in found)


def test_what_is_not_there_is_told(stage: Stage) -> None:
    cards = open_page(stage)

    stage.type("no such thing")

    assert rows(cards) == []
    assert not cards.isVisible()
    assert NOTHING_FOUND in stage.texts()


@pytest.mark.parametrize("group", GROUPS)
def test_a_time_can_be_chosen(stage: Stage, group: str) -> None:
    cards = open_page(stage)
    assert stage.library is not None
    (when,) = [it for it in stage.all_of(QComboBox) if it.accessibleName() == WHEN]

    when.setCurrentIndex(when.findData(group))

    groups = {str(name): members for name, members in exercises_by_group(stage.library).items()}
    assert rows(cards) == [GROUPS[group], *groups[group]]


def test_keys_alone_lead_from_the_search_to_an_exercise_and_back(stage: Stage) -> None:
    cards = open_page(stage)
    stage.type("wall")
    stage.press(KEY.Key_Down)
    assert stage.focus_name() == cards.accessibleName()
    stage.press(KEY.Key_Right)
    chosen = current(cards)
    assert chosen == rows(cards)[1]

    stage.press(KEY.Key_Return)

    assert stage.shows(ExercisePage)
    assert stage.page_name == chosen.name

    stage.press(KEY.Key_Escape)

    assert stage.shows(ExercisesPage)
    assert stage.focus_name() == cards.accessibleName()
    assert current(cards) == chosen
    assert rows(cards)[1] == chosen


def test_the_search_key_leads_to_the_search(stage: Stage) -> None:
    open_page(stage).setFocus()

    stage.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert stage.focus_name() == SEARCH


@pytest.mark.parametrize("text_size", WINDOWS)
def test_the_first_heading_is_in_sight(stage: Stage, text_size: int) -> None:
    stage.settings.change(text_size=text_size)
    for size in WINDOWS[text_size]:
        cards = open_page(stage)
        stage.resize(size)

        assert cards.visualRect(cards.model().index(0, 0)).top() >= 0
        stage.press(KEY.Key_Escape)


def test_tab_goes_through_the_page(stage: Stage) -> None:
    cards = open_page(stage)

    names = [stage.focus_name()]
    for _ in range(3):
        stage.press(KEY.Key_Tab)
        names.append(stage.focus_name())

    assert names == [SEARCH, WHEN, cards.accessibleName(), BACK]


@pytest.mark.parametrize("text_size", WINDOWS)
def test_the_arrow_keys_reach_every_card_and_no_heading(stage: Stage, text_size: int) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = WINDOWS[text_size][0]
    cards = open_page(stage)
    cards.setFocus()
    in_columns = [current(cards).id]

    for _ in range(cards.model().rowCount()):
        for _ in range(cards.columns - 1):
            stage.press(KEY.Key_Right)
            in_columns.append(current(cards).id)
        for _ in range(cards.columns - 1):
            stage.press(KEY.Key_Left)
        stage.press(KEY.Key_Down)
        in_columns.append(current(cards).id)

    assert stage.library is not None
    assert set(in_columns) == stage.library.exercises.keys()


def test_a_click_opens_an_exercise(stage: Stage) -> None:
    cards = open_page(stage)
    index = cards.model().index(1, 0)

    stage.click_on(cards.viewport(), cards.visualRect(index).center())

    assert stage.page_name == index.data()


def test_a_heading_cannot_be_opened(stage: Stage) -> None:
    cards = open_page(stage)
    cards.scrollToTop()

    stage.click_on(cards.viewport(), cards.visualRect(cards.model().index(0, 0)).center())

    assert stage.shows(ExercisesPage)


def test_a_key_held_down_opens_nothing(stage: Stage) -> None:
    open_page(stage).setFocus()

    stage.hold(KEY.Key_Return)

    assert stage.shows(ExercisesPage)


def test_a_screen_reader_hears_name_and_facts(stage: Stage) -> None:
    cards = open_page(stage)
    index = cards.model().index(1, 0)

    heard = str(index.data(Qt.ItemDataRole.AccessibleTextRole))

    exercise: Exercise = index.data(VALUE_ROLE)
    assert exercise.name in heard
    assert exercise_facts(exercise) in heard
    heading = cards.model().index(0, 0)
    assert heading.data(Qt.ItemDataRole.AccessibleTextRole) == GROUPS["cramp"]


@pytest.mark.parametrize("width", [480, 640, 1024, 1920])
def test_every_card_has_room_for_its_texts(stage: Stage, width: int) -> None:
    cards = open_page(stage)
    stage.resize(QSize(width, 700))

    heights = {cards.visualRect(cards.model().index(1, 0)).height()}
    for row, it in enumerate(rows(cards)):
        rect = cards.visualRect(cards.model().index(row, 0))
        assert rect.right() <= cards.viewport().width()
        if not isinstance(it, str):
            heights.add(rect.height())
    assert heights == {cards.card_height}


def test_pictures_are_painted_only_when_they_come_into_sight(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    thumbnail = ExerciseFigures.thumbnail

    def note(figures: ExerciseFigures, exercise: str) -> QPixmap | None:
        painted.append(exercise)
        return thumbnail(figures, exercise)

    monkeypatch.setattr(ExerciseFigures, "thumbnail", note)
    open_page(stage)
    stage.window.grab()

    assert stage.library is not None
    assert 0 < len(painted) == len(set(painted)) < len(stage.library.exercises) / 2
