"""The home page: what it offers, how it is searched, and how it is used by keys alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from stretchapp.base.problems import Problem
from stretchapp.ui.home.home_controller import CONTINUE, CUT_OFF, NOT_NOW, SHOW_PROBLEMS
from stretchapp.ui.home.home_page import (
    CRAMP_NOW,
    DIARY,
    EXERCISES,
    HELP,
    HELP_NAME,
    NOTHING_FOUND,
    REMINDERS,
    SEARCH,
    SETTINGS,
    TONIGHT,
    HomePage,
)
from stretchapp.ui.reading.help_page import HelpPage
from stretchapp.ui.reading.problems_page import ProblemsPage
from stretchapp.ui.relief.relief_page import ReliefPage
from stretchapp.ui.settings.settings_page import SettingsPage
from stretchapp.ui.widgets.labels import BACK, DISMISS
from stretchapp.ui.widgets.notice import Notice
from stretchapp.wording.routines import problems_in_words
from tests.fakes import a_routine, a_step
from tests.ui.stage import name_of

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Routine
    from tests.ui.stage import Stage

KEY = Qt.Key


def a_filter(stage: Stage, name: str) -> QComboBox:
    """Return one of the filters."""
    (found,) = [box for box in stage.all_of(QComboBox) if name in box.accessibleName()]
    return found


def choose(stage: Stage, name: str, value: str) -> None:
    """Choose a value of a filter."""
    box = a_filter(stage, name)
    index = box.findText(value)
    assert index >= 0
    box.setCurrentIndex(index)


def search(stage: Stage, text: str) -> None:
    """Type a text into the search."""
    (field,) = stage.all_of(QLineEdit)
    field.setFocus()
    field.clear()
    stage.type(text)


def message_shown(stage: Stage) -> bool:
    """Return whether the page says that nothing fits."""
    return any(text == NOTHING_FOUND for text in stage.texts())


def tonight(stage: Stage, routine_id: str) -> str:
    """Return the words of the button that starts the stretch of tonight."""
    title = stage.routine(routine_id).title
    return f"Tonight's stretch. {title} · {stage.length_of(routine_id)}"


def test_the_app_begins_at_home_with_tonights_stretch_in_the_focus(stage: Stage) -> None:
    stage.open()

    assert stage.shows(HomePage)
    assert stage.focus_name() == tonight(stage, "evening-stretch")


@pytest.mark.parametrize("way", ["click", "F3", "Enter", "Space"])
def test_tonights_stretch_is_one_step_away(stage: Stage, way: str) -> None:
    stage.open()

    if way == "click":
        stage.click(TONIGHT)
    else:
        stage.press({"F3": KEY.Key_F3, "Enter": KEY.Key_Return, "Space": KEY.Key_Space}[way])

    assert stage.session_title == "Evening stretch"
    assert stage.rows_of_log == [("evening-stretch", "running")]


@pytest.mark.parametrize("way", ["click", "F2", "Enter", "Space"])
def test_relief_is_one_step_away(stage: Stage, way: str) -> None:
    stage.open()

    if way == "click":
        stage.click(CRAMP_NOW)
    elif way == "F2":
        stage.press(KEY.Key_F2)
    else:
        stage.button(CRAMP_NOW).setFocus()
        stage.press(KEY.Key_Return if way == "Enter" else KEY.Key_Space)

    assert stage.shows(ReliefPage)


def test_a_key_held_down_starts_nothing_twice(stage: Stage) -> None:
    stage.open()

    stage.hold(KEY.Key_Return)

    assert stage.shows(HomePage)


def test_the_chosen_routine_is_the_one_of_tonight(stage: Stage) -> None:
    stage.settings.change(tonight="wall-stretch")
    stage.open()

    assert tonight(stage, "wall-stretch") in stage.texts()
    assert stage.rows()[0] == "Wall and standing stretch"

    stage.press(KEY.Key_F3)

    assert stage.session_title == "Wall and standing stretch"


def test_when_tonights_routine_is_gone_another_must_be_chosen(stage: Stage) -> None:
    stage.settings.change(tonight="gone")
    stage.open()

    assert "Tonight's stretch. Choose a routine below first" in stage.texts()
    assert not stage.button(TONIGHT).isEnabled()

    stage.press(KEY.Key_F3)
    stage.press(KEY.Key_F3)

    assert stage.shows(HomePage)
    assert stage.text().count("The routine 'gone' no longer exists.") == 1


def test_each_row_says_what_one_should_know(stage: Stage) -> None:
    stage.open()

    texts = stage.row_texts()

    length = stage.length_of("wall-stretch")
    assert (
        f"Wall and standing stretch. {length} · evening · standing, wall · "
        "calf, toes, foot, back of thigh · needs wall, chair or table, cool floor"
    ) in texts
    assert stage.library is not None
    assert len(texts) == len(stage.library.routines)
    for routine in stage.library.routines.values():
        (text,) = [it for it in texts if it.startswith(f"{routine.title}. ")]
        assert stage.length_of(routine.id) in text


def test_a_row_without_equipment_names_none(stage: Stage) -> None:
    stage.only(a_routine(a_step(equipment=("none",)), title="Bare"))
    stage.open()

    assert stage.row_texts() == ["Bare. 1 min · evening · standing, wall · calf"]


def a_day(**times: str) -> list[Routine]:
    """Return a routine for each time of day."""
    return [a_routine(id=id_, title=id_.capitalize(), when=when) for id_, when in times.items()]


def test_tonights_comes_first_and_relief_last(stage: Stage) -> None:
    stage.settings.change(tonight="three")
    stage.only(
        *a_day(one="cramp", two="morning", three="daytime", four="bedtime", five="evening"),
        a_routine(id="six", title="Six", when="evening", origin="yours"),
    )
    stage.open()

    assert stage.rows() == ["Three", "Six (yours)", "Five", "Four", "Two", "One"]


def test_ones_own_relief_stays_with_the_relief(stage: Stage) -> None:
    stage.settings.change(tonight="two")
    stage.only(
        *a_day(one="cramp", two="evening"),
        a_routine(id="three", title="Three", when="cramp", origin="yours"),
    )
    stage.open()

    assert stage.rows()[0] == "Two"
    assert set(stage.rows()[1:]) == {"Three (yours)", "One"}


def test_ones_own_routines_are_marked(stage: Stage) -> None:
    stage.add(a_routine(id="mine", title="My calves", origin="yours"))
    stage.open()

    assert "My calves (yours)" in stage.rows()
    assert sum("(yours)" in row for row in stage.rows()) == 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("desk", ["Seated at the desk"]),
        ("DESK", ["Seated at the desk"]),
        ("  wall   standing stretch", ["Wall and standing stretch"]),
        ("ledge", ["Ledge heel press"]),
        ("gymnastics morning", ["Morning foot gymnastics"]),
        ("no such thing", []),
    ],
)
def test_the_search_finds_routines(stage: Stage, text: str, found: list[str]) -> None:
    stage.open()

    search(stage, text)

    assert [row for row in found if row not in stage.rows()] == []
    assert all(stage.rows()) if found else stage.rows() == []
    assert message_shown(stage) == (not found)


def test_the_search_looks_at_titles_purposes_facts_and_exercises(stage: Stage) -> None:
    stage.only(
        a_routine(id="a", title="Alpha", purpose="Loosens everything."),
        a_routine(a_step(name="Quiet breathing", position=("lying",)), id="b", title="Beta"),
    )
    stage.open()

    for text, rows in {
        "alpha": ["Alpha"],
        "loosens every": ["Alpha"],
        "breath": ["Beta"],
        "lying": ["Beta"],
        "standing": ["Alpha"],
        "1 min": ["Alpha", "Beta"],
        "alpha lying": [],
    }.items():
        search(stage, text)
        assert stage.rows() == rows, text


def test_clearing_the_search_shows_all_again(stage: Stage) -> None:
    stage.open()
    before = stage.rows()

    search(stage, "desk")
    (field,) = stage.all_of(QLineEdit)
    for _ in range(4):
        stage.press(KEY.Key_Backspace)

    assert field.text() == ""
    assert stage.rows() == before
    assert not message_shown(stage)


A = a_routine(a_step(position=("lying",), body=("calf",), equipment=("none",)), id="a", title="A")
B = a_routine(
    a_step(position=("standing",), body=("calf", "toes"), equipment=("wall",)), id="b", title="B"
)
C = a_routine(
    a_step(position=("lying",), body=("front-thigh",), equipment=("wall",)), id="c", title="C"
)


@pytest.mark.parametrize(
    ("choices", "rows"),
    [
        ({"position": "Lying"}, ["A", "C"]),
        ({"position": "Standing"}, ["B"]),
        ({"body": "Calf"}, ["A", "B"]),
        ({"body": "Front of thigh"}, ["C"]),
        ({"equipment": "Nothing"}, ["A"]),
        ({"equipment": "Wall"}, ["B", "C"]),
        ({"position": "Lying", "body": "Calf"}, ["A"]),
        ({"position": "Lying", "equipment": "Wall"}, ["C"]),
        ({"body": "Toes", "equipment": "Wall"}, ["B"]),
        ({"position": "Standing", "body": "Toes", "equipment": "Wall"}, ["B"]),
        ({"position": "Standing", "body": "Front of thigh"}, []),
        ({"position": "Standing", "equipment": "Nothing"}, []),
    ],
)
def test_filters_can_be_combined(stage: Stage, choices: dict[str, str], rows: list[str]) -> None:
    stage.only(A, B, C)
    stage.open()

    for name, value in choices.items():
        choose(stage, name, value)

    assert stage.rows() == rows
    assert message_shown(stage) == (not rows)


def test_filters_and_search_hold_together(stage: Stage) -> None:
    stage.only(A, B, C)
    stage.open()

    choose(stage, "position", "Lying")
    search(stage, "thigh")
    assert stage.rows() == ["C"]

    a_filter(stage, "position").setCurrentIndex(0)
    search(stage, "a")
    assert stage.rows() == ["A", "B", "C"]


def test_filters_offer_what_there_is_once_and_in_order(stage: Stage) -> None:
    stage.only(A, B, C)
    stage.open()

    offered = {
        name: [a_filter(stage, name).itemText(row) for row in range(a_filter(stage, name).count())]
        for name in ("position", "body", "equipment")
    }

    assert offered["position"][1:] == ["Lying", "Standing"]
    assert offered["body"][1:] == ["Calf", "Front of thigh", "Toes"]
    assert offered["equipment"][1:] == ["Nothing", "Wall"]


@pytest.mark.parametrize("way", ["click", "Enter", "keypad", "Space"])
def test_a_routine_is_looked_at_first(stage: Stage, way: str) -> None:
    window = stage.open()
    opened: list[Routine] = []
    stage.list.opened.connect(opened.append)

    if way == "click":
        index = stage.list.model().index(2, 0)
        stage.click_on(stage.list.viewport(), stage.list.visualRect(index).center())
    else:
        stage.list.setFocus()
        stage.press(KEY.Key_Down)
        stage.press(KEY.Key_Down)
        keys = {"Enter": KEY.Key_Return, "keypad": KEY.Key_Enter, "Space": KEY.Key_Space}
        stage.press(keys[way])

    assert stage.page_name == "Wall and standing stretch"
    assert len(opened) == 1
    assert stage.rows_of_log == []
    assert window.page.isVisible()


def test_a_double_click_opens_one_preview(stage: Stage) -> None:
    stage.open()
    index = stage.list.model().index(1, 0)
    opened: list[Routine] = []
    stage.list.opened.connect(opened.append)

    view, place = stage.list.viewport(), stage.list.visualRect(index).center()
    for act in (QTest.mouseClick, QTest.mouseDClick, QTest.mouseRelease):
        act(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    stage.press(KEY.Key_Escape)

    assert len(opened) == 1
    assert stage.shows(HomePage)


def test_the_right_button_opens_nothing(stage: Stage) -> None:
    stage.open()
    index = stage.list.model().index(1, 0)

    QTest.mouseClick(
        stage.list.viewport(),
        Qt.MouseButton.RightButton,
        Qt.KeyboardModifier.NoModifier,
        stage.list.visualRect(index).center(),
    )

    assert stage.shows(HomePage)


def test_enter_held_down_opens_nothing(stage: Stage) -> None:
    stage.open()
    stage.list.setFocus()

    stage.hold(KEY.Key_Return)

    assert stage.shows(HomePage)


def test_enter_on_an_empty_list_does_nothing(stage: Stage) -> None:
    stage.open()
    search(stage, "no such thing")
    stage.list.setFocus()

    stage.press(KEY.Key_Return)

    assert stage.shows(HomePage)


def test_the_current_row_stays_current_while_it_is_shown(stage: Stage) -> None:
    stage.only(A, B, C)
    stage.open()
    stage.list.setFocus()
    stage.press(KEY.Key_Down)
    stage.press(KEY.Key_Down)

    choose(stage, "position", "Lying")
    assert stage.list.currentIndex().data() == "C"

    choose(stage, "equipment", "Nothing")
    assert stage.list.currentIndex().data() == "A"


def test_the_search_is_a_key_away(stage: Stage) -> None:
    stage.open()

    stage.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert stage.focus_name() == SEARCH


def test_the_search_key_belongs_to_the_home_page(stage: Stage) -> None:
    stage.open()
    stage.press(KEY.Key_F1)

    stage.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert stage.focus_name() == BACK


def test_settings_and_help_are_a_click_away(stage: Stage) -> None:
    stage.open()

    stage.click(SETTINGS)
    assert stage.shows(SettingsPage)
    stage.press(KEY.Key_Escape)
    stage.click(HELP)
    assert stage.shows(HelpPage)


PROBLEM = Problem(Path("broken.yaml"), 3, 5, "'hold' is '30'; write a length such as 30s")


def walk(stage: Stage, key: Qt.Key) -> list[str]:
    """Press Tab until the focus is where it began, and return all names on the way."""
    names = [stage.focus_name()]
    for _ in range(40):
        stage.press(key, Qt.KeyboardModifier.NoModifier)
        if stage.focus_name() == names[0]:
            return names
        names.append(stage.focus_name())
    raise AssertionError(names)


def test_tab_goes_through_the_page_as_it_is_read(stage: Stage) -> None:
    stage.with_problems(PROBLEM)
    stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
    stage.open()
    stage.button(EXERCISES).setFocus()

    names = walk(stage, KEY.Key_Tab)

    assert names == [
        EXERCISES,
        DIARY,
        REMINDERS,
        SETTINGS,
        HELP_NAME,
        SHOW_PROBLEMS,
        CONTINUE,
        NOT_NOW,
        tonight(stage, "evening-stretch"),
        "Cramp now. Straight to relief. Key: F2",
        SEARCH,
        "Filter by position",
        "Filter by body part",
        "Filter by equipment",
        "Routines",
    ]


def test_shift_tab_goes_back_the_same_way(stage: Stage) -> None:
    stage.with_problems(PROBLEM)
    stage.open()
    there = walk(stage, KEY.Key_Tab)

    stage.button(TONIGHT).setFocus()
    back = walk(stage, KEY.Key_Backtab)

    assert back == [there[0], *reversed(there[1:])]


def test_everything_that_takes_keys_is_on_the_way_and_has_a_name(stage: Stage) -> None:
    stage.with_problems(PROBLEM)
    stage.open()

    on_the_way = set(walk(stage, KEY.Key_Tab))
    focusable = {
        name_of(widget)
        for widget in stage.all_of(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    }

    assert "" not in focusable
    assert focusable == on_the_way


def test_problems_of_files_are_told_and_shown(stage: Stage) -> None:
    stage.with_problems(PROBLEM)
    stage.open()

    assert problems_in_words([PROBLEM]) in stage.texts()

    stage.click(SHOW_PROBLEMS)

    assert stage.shows(ProblemsPage)


def test_the_way_to_the_problems_stays_open(stage: Stage) -> None:
    stage.with_problems(PROBLEM)
    stage.open()

    stage.click(SHOW_PROBLEMS)
    stage.press(KEY.Key_Escape)

    assert stage.shows(HomePage)
    assert problems_in_words([PROBLEM]) in stage.texts()


def test_problems_of_several_files_are_counted_by_file(stage: Stage) -> None:
    stage.with_problems(
        PROBLEM, Problem(PROBLEM.path, 7, 1, "no"), Problem(Path("other.yaml"), 1, 1, "no")
    )
    stage.open()

    assert problems_in_words([PROBLEM, replace(PROBLEM, path=Path("other.yaml"))]) in stage.texts()


def test_without_problems_there_is_no_notice(stage: Stage) -> None:
    stage.open()

    assert stage.all_of(Notice) == []


def test_problems_of_the_settings_are_told_once(stage: Stage) -> None:
    stage.settings.problems.append("The settings cannot be read (no); default settings are used.")
    stage.open()

    assert "The settings cannot be read (no); default settings are used." in stage.texts()

    stage.click(DISMISS)

    assert stage.all_of(Notice) == []
    assert stage.focus_name().startswith(TONIGHT)


def test_after_a_crash_one_can_go_on(stage: Stage) -> None:
    routine = stage.routine("evening-stretch")
    session_id = stage.cut_off(routine, part=3, parts=11, active_s=200)
    stage.open()

    assert CUT_OFF.format(title="Evening stretch", part=3, parts=11) in stage.texts()
    assert stage.focus_name() == CONTINUE

    stage.press(KEY.Key_Return)

    assert stage.session_title == "Evening stretch"
    stage.press(KEY.Key_Escape)
    (record,) = stage.log.sessions()
    assert (record.id, record.state, record.part) == (session_id, "stopped", 3)
    assert record.active_s == pytest.approx(200)


def test_after_a_crash_one_need_not_go_on(stage: Stage) -> None:
    stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
    stage.open()

    stage.click(NOT_NOW)

    assert stage.shows(HomePage)
    assert stage.all_of(Notice) == []
    assert stage.rows_of_log == [("evening-stretch", "left")]
    assert stage.focus_name().startswith(TONIGHT)


def test_what_was_cut_off_in_a_routine_that_is_gone_is_not_offered(stage: Stage) -> None:
    stage.cut_off(a_routine(id="gone"), part=1, parts=3, active_s=20)
    stage.open()

    assert stage.all_of(Notice) == []


def test_a_log_that_cannot_be_opened_is_told(stage: Stage) -> None:
    stage.log_problem = "The diary cannot be opened (no)."
    stage.open()

    assert "The diary cannot be opened (no)." in stage.texts()

    stage.click(DISMISS)
    assert stage.all_of(Notice) == []
    stage.press(KEY.Key_F3)
    assert stage.session_title


def test_a_cut_off_session_is_offered_once_the_log_can_be_opened(stage: Stage) -> None:
    stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
    stage.log_problem = "The diary cannot be used (database is locked)."
    stage.open()
    assert NOT_NOW not in stage.button_names()

    stage.log_problem = None
    stage.window.show_home()
    stage.settle()

    assert NOT_NOW in stage.button_names()


def test_a_session_of_this_window_whose_end_is_not_saved_yet_is_not_offered(stage: Stage) -> None:
    window = stage.open(offers=False)
    window.start_tonight()
    stage.pass_s(10)
    stage.log_problem = "The diary cannot be used (database is locked)."
    stage.press(KEY.Key_Escape)
    stage.log_problem = None

    window.show_home()

    assert NOT_NOW not in stage.button_names()


def test_a_log_that_breaks_when_an_offer_is_declined_is_told(stage: Stage) -> None:
    stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
    stage.open()
    stage.connection.execute("DROP TABLE session")

    stage.click(NOT_NOW)

    assert "The diary cannot be read or written (no such table: session)." in stage.texts()


def test_the_offer_waits_for_an_answer_while_the_looks_are_changed(stage: Stage) -> None:
    stage.cut_off(stage.routine("evening-stretch"), part=3, parts=11, active_s=200)
    stage.open()
    stage.click(SETTINGS)
    stage.press(KEY.Key_Down)
    assert stage.settings.settings.theme == "light"

    stage.press(KEY.Key_Escape)
    stage.click(CONTINUE)

    assert stage.session_title == "Evening stretch"


def test_text_of_a_routine_is_never_markup(stage: Stage) -> None:
    stage.only(a_routine(id="mine", title="<b>Bold</b> & co", purpose="<i>x</i>"))
    stage.settings.change(tonight="mine")
    stage.open()

    assert "Tonight's stretch. <b>Bold</b> & co · 1 min" in stage.texts()
    assert stage.rows() == ["<b>Bold</b> & co"]
    stage.press(KEY.Key_F3)
    assert stage.session_title == "<b>Bold</b> & co"
