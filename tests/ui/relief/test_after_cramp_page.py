"""The page after a cramp: known answers are filled in, and every new one is saved at once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from stretchapp.application.relief_run import SHORTEST_CRAMP_S
from stretchapp.library.texts.load import load_triggers
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.relief.after_cramp_page import (
    DONE,
    DONE_NAME,
    IS_SAVED,
    IS_SHORT,
    STRENGTH_HINT,
    AfterCrampPage,
)
from stretchapp.ui.theme.colours import THEMES
from stretchapp.ui.widgets.fields.chip_group import NOT_SAID
from stretchapp.ui.widgets.fields.cramp_questions import (
    LENGTH_HINT,
    LENGTH_QUESTION,
    LENGTH_TOO_LONG,
    NOTE_QUESTION,
    NOTHING_HELPED,
    SIDE_QUESTION,
    STRENGTH_QUESTION,
    TRIGGER_QUESTION,
)
from tests.ui.diary_stage import field, write
from tests.ui.relief_stage import PULL, STAND, background
from tests.ui.stage import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.library.texts.diary import Trigger
    from tests.ui.stage import Stage

KEY = Qt.Key
NO_SIDE = f"{NOT_SAID}: {SIDE_QUESTION}"
NO_STRENGTH = f"{NOT_SAID}: {STRENGTH_QUESTION} {STRENGTH_HINT}"


@pytest.fixture
def after(stage: Stage) -> Stage:
    """A window after a cramp of 40 seconds, which eased while standing."""
    stage.open()
    stage.press(KEY.Key_F2)
    stage.pass_relief_s(30)
    stage.press(KEY.Key_Right)
    stage.pass_relief_s(10)
    stage.press(KEY.Key_Space)
    stage.pass_relief_s(2)
    stage.press(KEY.Key_Escape)
    assert isinstance(stage.page, AfterCrampPage)
    return stage


def cramp(stage: Stage) -> CrampRecord:
    """Return the only entry of the log."""
    (record,) = stage.cramps.cramps()
    return record


def helped(stage: Stage, exercise: str) -> str:
    """Return the name of the chip for an exercise that helped."""
    assert stage.library is not None
    return f"Helped: {stage.library.exercises[exercise].name}"


def trigger(stage: Stage) -> Trigger:
    """Return one of the triggers that can be chosen."""
    return load_triggers(stage.texts_folder)[0]


def chosen(stage: Stage) -> list[str]:
    """Return the names of the chosen chips."""
    return [name_of(button) for button in stage.all_of(QAbstractButton) if button.isChecked()]


def test_known_answers_are_filled_in(after: Stage) -> None:
    assert "Where: Calf" in after.texts()
    assert field(after, LENGTH_QUESTION).text() == "0:40"
    assert chosen(after) == [NO_SIDE, NO_STRENGTH, helped(after, STAND)]


def test_escape_keeps_what_is_known(after: Stage) -> None:
    after.press(KEY.Key_Escape)

    assert isinstance(after.page, HomePage)
    record = cramp(after)
    assert (record.state, record.muscle, record.eased) == ("ended", "calf", True)
    assert record.length_s == pytest.approx(40)
    assert [exercise for exercise, has_helped in record.tried if has_helped] == [STAND]
    assert (record.side, record.strength, record.triggers, record.note) == (None, None, (), "")


@pytest.mark.parametrize("way", ["Enter", "click"])
def test_done_goes_home(after: Stage, way: str) -> None:
    if way == "Enter":
        after.press(KEY.Key_Return)
    else:
        after.click(DONE)

    assert isinstance(after.page, HomePage)
    assert not after.window.isFullScreen()


def test_a_key_pressed_once_too_often_chooses_nothing(after: Stage) -> None:
    after.press(KEY.Key_Space)

    assert isinstance(after.page, AfterCrampPage)
    assert chosen(after) == [NO_SIDE, NO_STRENGTH, helped(after, STAND)]


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_is_the_strength(after: Stage, digit: int) -> None:
    after.press(KEY(KEY.Key_0.value + digit))

    assert cramp(after).strength == digit
    assert f"Strength {digit}" in chosen(after)


def test_a_one_and_a_zero_are_ten(after: Stage) -> None:
    after.press(KEY.Key_1)
    after.press(KEY.Key_0)

    assert cramp(after).strength == 10
    assert not after.chip("1").isChecked()


def test_the_strength_can_be_clicked_and_changed(after: Stage) -> None:
    after.choose("10")
    after.choose("3")

    assert cramp(after).strength == 3
    assert [it for it in range(11) if after.chip(str(it)).isChecked()] == [3]


@pytest.mark.parametrize("side", ["left", "right"])
def test_one_side_is_chosen(after: Stage, side: str) -> None:
    after.choose("both")
    after.choose(side)

    assert cramp(after).side == side
    assert [it for it in ("left", "right", "both") if after.chip(it).isChecked()] == [side]


def test_every_answer_can_be_cleared(after: Stage) -> None:
    after.choose("left")
    after.choose("6")
    write(after, LENGTH_QUESTION, "3")
    write(after, NOTE_QUESTION, "new shoes")
    after.click(trigger(after).label)

    after.click(NO_SIDE)
    after.click(NO_STRENGTH)
    for name in (LENGTH_QUESTION, NOTE_QUESTION):
        field(after, name).setFocus()
        field(after, name).selectAll()
        after.press(KEY.Key_Delete)
    after.click(trigger(after).label)
    after.click(helped(after, STAND))

    record = cramp(after)
    assert (record.side, record.strength, record.length_s) == (None, None, None)
    assert (record.note, record.triggers, record.nothing_helped) == ("", (), False)
    assert not any(has_helped for _, has_helped in record.tried)
    assert chosen(after) == [NO_SIDE, NO_STRENGTH]

    after.press(KEY.Key_7)
    assert cramp(after).strength == 7


def test_backspace_clears_the_strength(after: Stage) -> None:
    after.press(KEY.Key_7)

    after.press(KEY.Key_Backspace)

    assert cramp(after).strength is None
    assert NO_STRENGTH in chosen(after)


def test_a_double_click_clears_nothing(after: Stage) -> None:
    after.choose("left")
    after.choose("left")

    assert cramp(after).side == "left"
    assert after.chip("left").isChecked()


@pytest.mark.parametrize(
    ("written", "length_s"),
    [("3", 180.0), ("2:30", 150.0), ("12:05", 725.0), (" 4 ", 240.0), ("1,5", 90.0)],
)
def test_the_length_can_be_corrected(after: Stage, written: str, length_s: float) -> None:
    field(after, LENGTH_QUESTION).selectAll()
    field(after, LENGTH_QUESTION).setFocus()

    after.type(written)

    assert cramp(after).length_s == length_s


@pytest.mark.parametrize("written", ["long", "2:75", "-1", "1.5.5"])
def test_a_length_that_cannot_be_read_is_reported_and_not_saved(after: Stage, written: str) -> None:
    write(after, LENGTH_QUESTION, f"x{written}")

    assert LENGTH_HINT in after.texts()
    assert cramp(after).length_s == pytest.approx(40)

    after.press(KEY.Key_Escape)
    assert cramp(after).length_s == pytest.approx(40)


def test_the_problem_of_a_length_stays_in_sight_with_other_answers(after: Stage) -> None:
    write(after, LENGTH_QUESTION, "x")
    after.choose("left")

    assert cramp(after).side == "left"
    assert LENGTH_HINT in after.texts()


def test_a_length_of_more_than_a_day_is_reported_and_not_saved(after: Stage) -> None:
    write(after, LENGTH_QUESTION, "1441")

    assert LENGTH_TOO_LONG in after.texts()
    assert cramp(after).length_s == 144 * 60


def test_the_measured_length_can_be_brought_back(after: Stage) -> None:
    measured = field(after, LENGTH_QUESTION).text()

    write(after, LENGTH_QUESTION, "3")
    write(after, LENGTH_QUESTION, measured)

    assert cramp(after).length_s == pytest.approx(40)


def test_digits_typed_into_a_field_are_not_the_strength(after: Stage) -> None:
    field(after, NOTE_QUESTION).setFocus()

    after.type("7 on the stairs")

    assert cramp(after).strength is None
    assert cramp(after).note == "7 on the stairs"


def test_enter_in_a_field_saves_and_leaves(after: Stage) -> None:
    field(after, NOTE_QUESTION).setFocus()
    after.type("new shoes")

    after.press(KEY.Key_Return)

    assert isinstance(after.page, HomePage)
    assert cramp(after).note == "new shoes"


def test_what_helped_can_be_corrected(after: Stage) -> None:
    after.click(helped(after, PULL))
    after.click(helped(after, STAND))

    assert dict(cramp(after).tried) == {PULL: True, STAND: False}


def test_nothing_helped_excludes_every_exercise(after: Stage) -> None:
    after.click(NOTHING_HELPED)
    assert cramp(after).nothing_helped
    assert not any(has_helped for _, has_helped in cramp(after).tried)

    after.click(helped(after, PULL))

    assert not cramp(after).nothing_helped
    assert dict(cramp(after).tried)[PULL]
    assert NOTHING_HELPED not in chosen(after)


def test_triggers_can_be_chosen_and_cleared(after: Stage) -> None:
    triggers = load_triggers(after.texts_folder)
    assert {option.label for option in triggers} <= set(after.button_names())

    for option in triggers[:3]:
        after.click(option.label)
    after.click(triggers[1].label)

    assert set(cramp(after).triggers) == {triggers[0].id, triggers[2].id}


def test_every_answer_is_saved_at_once_with_the_earlier_ones(after: Stage) -> None:
    after.press(KEY.Key_6)
    after.choose("left")
    after.click(trigger(after).label)

    record = cramp(after)
    assert (record.strength, record.side, record.triggers) == (6, "left", (trigger(after).id,))


def test_every_question_can_be_answered_by_keyboard(after: Stage) -> None:
    reached: list[str] = []
    for _ in range(60):
        if DONE_NAME in reached:
            break
        after.press(KEY.Key_Tab)
        reached.append(after.focus_name())
        if reached[-1] == trigger(after).label:
            after.press(KEY.Key_Space)
        elif reached[-1] == f"{NOT_SAID}: {SIDE_QUESTION}":
            after.press(KEY.Key_Right)
        elif reached[-1].startswith(f"{NOT_SAID}: {STRENGTH_QUESTION}"):
            for _ in range(5):
                after.press(KEY.Key_Right)

    assert {trigger(after).label, NOTHING_HELPED, DONE_NAME} <= set(reached)
    record = cramp(after)
    assert (record.side, record.strength, record.triggers) == ("left", 4, (trigger(after).id,))


def test_without_readable_triggers_the_other_questions_are_asked(
    stage: Stage, tmp_path: Path
) -> None:
    stage.texts_folder = shutil.copytree(stage.texts_folder, tmp_path / "texts")
    (stage.texts_folder / "triggers.yaml").unlink()
    stage.open()
    stage.press(KEY.Key_F2)
    stage.pass_relief_s(1)
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_Escape)

    assert isinstance(stage.page, AfterCrampPage)
    assert TRIGGER_QUESTION not in stage.texts()
    assert stage.all_of(QLineEdit)


def test_an_answer_that_cannot_be_saved_is_reported_until_it_is(after: Stage, qtbot: QtBot) -> None:
    after.connection.execute("ALTER TABLE cramp RENAME TO away")
    after.press(KEY.Key_5)
    (problem,) = [label for label in after.all_of(QLabel) if "no such table" in label.text()]
    assert not problem.visibleRegion().isEmpty()
    assert IS_SAVED not in after.texts()

    after.connection.execute("ALTER TABLE away RENAME TO cramp")
    after.saver.retry()

    qtbot.waitUntil(lambda: IS_SAVED in after.texts())
    assert cramp(after).strength == 5


def test_an_answer_is_saved_although_the_page_was_left(after: Stage) -> None:
    after.connection.execute("ALTER TABLE cramp RENAME TO away")
    after.press(KEY.Key_5)
    after.press(KEY.Key_Escape)
    assert isinstance(after.page, HomePage)

    after.connection.execute("ALTER TABLE away RENAME TO cramp")
    after.saver.retry()

    assert cramp(after).strength == 5


def test_a_short_cramp_is_saved_only_with_an_answer(stage: Stage) -> None:
    stage.open()
    stage.press(KEY.Key_F2)
    stage.pass_relief_s(SHORTEST_CRAMP_S - 1)
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_Escape)
    assert isinstance(stage.page, AfterCrampPage)
    assert IS_SHORT in stage.texts()
    assert stage.cramps.cramps() == []

    stage.press(KEY.Key_5)

    assert IS_SHORT not in stage.texts()
    assert IS_SAVED in stage.texts()
    assert cramp(stage).strength == 5


def test_another_cramp_begins_an_entry_of_its_own(after: Stage) -> None:
    after.press(KEY.Key_4)

    after.press(KEY.Key_F2)
    after.pass_relief_s(SHORTEST_CRAMP_S)
    after.press(KEY.Key_Escape)

    assert isinstance(after.page, HomePage)
    assert [it.strength for it in after.cramps.cramps()] == [None, 4]
    assert not after.window.isFullScreen()


def test_the_night_theme_stays_until_the_page_is_left(after: Stage) -> None:
    assert background(after) == THEMES["night"].background

    after.press(KEY.Key_Escape)

    assert background(after) == THEMES["evening"].background
