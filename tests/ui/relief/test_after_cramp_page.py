"""The page after a cramp: known answers are filled in, and every new one is saved at once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from stretchapp.library.texts.load import load_triggers
from stretchapp.ui.relief.after_cramp_page import STRENGTH_HINT
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
from tests.ui.stage import name_of

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.diary.cramp_log import CrampRecord
    from tests.ui.stage import Stage

KEY = Qt.Key
PAGE = "Your diary: this cramp"


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
    assert stage.page_name == PAGE
    return stage


def cramp(stage: Stage) -> CrampRecord:
    """Return the entry of the log."""
    (record,) = stage.cramps.cramps()
    return record


def ticked(stage: Stage) -> list[str]:
    """Return what is chosen."""
    return [name_of(it) for it in stage.all_of(QAbstractButton) if it.isChecked()]


NO_SIDE = f"{NOT_SAID}: {SIDE_QUESTION}"
NO_STRENGTH = f"{NOT_SAID}: {STRENGTH_QUESTION} {STRENGTH_HINT}"
STOOD = "Helped: Stand on both feet, weight even"


def test_what_is_known_is_filled_in(after: Stage) -> None:
    assert "Where: Calf" in after.texts()
    assert field(after, LENGTH_QUESTION).text() == "0:40"
    assert ticked(after) == [NO_SIDE, NO_STRENGTH, STOOD]


def test_escape_leaves_what_is_known(after: Stage) -> None:
    after.press(KEY.Key_Escape)

    assert after.page_name == "Home"
    record = cramp(after)
    assert (record.state, record.muscle, record.eased) == ("ended", "calf", True)
    assert record.length_s == pytest.approx(40)
    assert [it for it, helped in record.tried if helped] == ["stand-both-feet"]
    assert (record.side, record.strength, record.triggers, record.note) == (None, None, (), "")


@pytest.mark.parametrize("way", ["Enter", "click"])
def test_done_leads_home(after: Stage, way: str) -> None:
    if way == "Enter":
        after.press(KEY.Key_Return)
    else:
        after.click("Done")

    assert after.page_name == "Home"
    assert not after.window.isFullScreen()


def test_a_key_that_was_pressed_once_too_often_chooses_nothing(after: Stage) -> None:
    after.press(KEY.Key_Space)

    assert after.page_name == PAGE
    assert ticked(after) == [NO_SIDE, NO_STRENGTH, STOOD]


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_is_the_strength(after: Stage, digit: int) -> None:
    after.press(KEY(KEY.Key_0.value + digit))

    assert cramp(after).strength == digit
    assert f"Strength {digit}" in ticked(after)


def test_a_one_and_a_zero_are_ten(after: Stage) -> None:
    after.press(KEY.Key_1)
    after.press(KEY.Key_0)

    assert cramp(after).strength == 10
    assert "Strength 1" not in ticked(after)


def test_the_strength_can_be_clicked_and_changed(after: Stage) -> None:
    after.click("Strength 10")
    after.click("Strength 3")

    assert cramp(after).strength == 3
    assert [it for it in ticked(after) if it.startswith("Strength")] == ["Strength 3"]


@pytest.mark.parametrize(("name", "side"), [("Left leg", "left"), ("Right leg", "right")])
def test_one_side_is_chosen(after: Stage, name: str, side: str) -> None:
    after.click("Both legs")
    after.click(name)

    assert cramp(after).side == side
    assert [it for it in ticked(after) if it.endswith(("leg", "legs", "leg?"))] == [name]


def test_everything_that_was_said_can_be_taken_back(after: Stage) -> None:
    after.click("Left leg")
    after.click("Strength 6")
    write(after, LENGTH_QUESTION, "3")
    write(after, NOTE_QUESTION, "new shoes")
    after.click("Drank little")

    after.click(NO_SIDE)
    after.click(NO_STRENGTH)
    for name in (LENGTH_QUESTION, NOTE_QUESTION):
        field(after, name).setFocus()
        field(after, name).selectAll()
        after.press(KEY.Key_Delete)
    after.click("Drank little")
    after.click(STOOD)

    record = cramp(after)
    assert (record.side, record.strength, record.length_s) == (None, None, None)
    assert (record.note, record.triggers, record.nothing_helped) == ("", (), False)
    assert not any(helped for _, helped in record.tried)
    assert ticked(after) == [NO_SIDE, NO_STRENGTH]

    after.press(KEY.Key_7)
    assert cramp(after).strength == 7


def test_backspace_takes_a_strength_back_that_was_typed(after: Stage) -> None:
    after.press(KEY.Key_7)

    after.press(KEY.Key_Backspace)

    assert cramp(after).strength is None
    assert NO_STRENGTH in ticked(after)


def test_a_click_that_became_two_takes_nothing_back(after: Stage) -> None:
    after.click("Left leg")
    after.click("Left leg")

    assert cramp(after).side == "left"
    assert "Left leg" in ticked(after)


@pytest.mark.parametrize(
    ("written", "length_s"), [("3", 180.0), ("2:30", 150.0), ("12:05", 725.0), (" 4 ", 240.0)]
)
def test_the_length_can_be_mended(after: Stage, written: str, length_s: float) -> None:
    field(after, LENGTH_QUESTION).selectAll()
    field(after, LENGTH_QUESTION).setFocus()

    after.type(written)

    assert cramp(after).length_s == length_s


@pytest.mark.parametrize("written", ["long", "2:75", "-1", "1.5"])
def test_a_length_that_cannot_be_read_is_reported_and_not_saved(after: Stage, written: str) -> None:
    write(after, LENGTH_QUESTION, f"x{written}")

    assert LENGTH_HINT in after.texts()
    assert cramp(after).length_s == pytest.approx(40)

    after.press(KEY.Key_Escape)
    assert cramp(after).length_s == pytest.approx(40)


def test_the_problem_of_a_length_stays_in_sight_with_other_answers(after: Stage) -> None:
    write(after, LENGTH_QUESTION, "x")
    after.click("Left leg")

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


def test_digits_in_a_field_are_no_strength(after: Stage) -> None:
    field(after, NOTE_QUESTION).setFocus()

    after.type("7 on the stairs")

    assert cramp(after).strength is None
    assert cramp(after).note == "7 on the stairs"


def test_enter_in_a_field_is_done(after: Stage) -> None:
    field(after, NOTE_QUESTION).setFocus()
    after.type("new shoes")

    after.press(KEY.Key_Return)

    assert after.page_name == "Home"
    assert cramp(after).note == "new shoes"


def test_what_helped_can_be_said_otherwise(after: Stage) -> None:
    after.click("Helped: Toe pull and hold")
    after.click("Helped: Stand on both feet, weight even")

    assert dict(cramp(after).tried) == {"toe-pull-hold": True, "stand-both-feet": False}


def test_nothing_helped_and_something_helped_exclude_each_other(after: Stage) -> None:
    after.click(NOTHING_HELPED)
    assert cramp(after).nothing_helped
    assert not any(helped for _, helped in cramp(after).tried)

    after.click("Helped: Toe pull and hold")

    assert not cramp(after).nothing_helped
    assert dict(cramp(after).tried)["toe-pull-hold"]
    assert NOTHING_HELPED not in ticked(after)


def test_triggers_are_chosen_and_taken_back(after: Stage) -> None:
    triggers = load_triggers(after.texts_folder)
    assert {it.label for it in triggers} <= set(after.button_names())

    for trigger in triggers[:3]:
        after.click(trigger.label)
    after.click(triggers[1].label)

    assert set(cramp(after).triggers) == {triggers[0].id, triggers[2].id}


def test_every_change_is_kept_at_once_and_together(after: Stage) -> None:
    after.press(KEY.Key_6)
    after.click("Left leg")
    after.click("Drank little")

    record = cramp(after)
    assert (record.strength, record.side, record.triggers) == (6, "left", ("little-water",))


def test_everything_is_reached_and_used_by_the_keyboard(after: Stage) -> None:
    reached: list[str] = []
    for _ in range(60):
        after.press(KEY.Key_Tab)
        reached.append(after.focus_name())
        if reached[-1] in ("Left leg", "Strength 4", "Drank little"):
            after.press(KEY.Key_Space)

    assert {"Left leg", "Strength 4", "Drank little", NOTHING_HELPED, "Done, Enter"} <= set(reached)
    record = cramp(after)
    assert (record.side, record.strength, record.triggers) == ("left", 4, ("little-water",))


def test_without_readable_triggers_the_rest_can_be_filled_in(stage: Stage, tmp_path: Path) -> None:
    stage.texts_folder = shutil.copytree(stage.texts_folder, tmp_path / "texts")
    (stage.texts_folder / "triggers.yaml").unlink()
    stage.open()
    stage.press(KEY.Key_F2)
    stage.pass_relief_s(1)
    stage.press(KEY.Key_Space)
    stage.press(KEY.Key_Escape)

    assert stage.page_name == PAGE
    assert TRIGGER_QUESTION not in stage.texts()
    assert stage.all_of(QLineEdit)


def test_what_cannot_be_kept_is_told_and_tried_again(after: Stage) -> None:
    after.connection.execute("ALTER TABLE cramp RENAME TO away")
    after.press(KEY.Key_5)
    (told,) = [it for it in after.all_of(QLabel) if "not written down" in it.text()]
    assert not told.visibleRegion().isEmpty()
    assert not any("is kept in your diary" in text for text in after.texts())

    after.connection.execute("ALTER TABLE away RENAME TO cramp")
    after.press(KEY.Key_Escape)

    assert after.page_name == "Home"
    assert cramp(after).strength == 5


def test_another_cramp_begins_a_line_of_its_own(after: Stage) -> None:
    after.press(KEY.Key_4)

    after.press(KEY.Key_F2)
    after.pass_relief_s(1)
    after.press(KEY.Key_Escape)

    assert after.page_name == "Home"
    assert [it.strength for it in after.cramps.cramps()] == [None, 4]
    assert not after.window.isFullScreen()


def test_the_night_stays_until_it_is_left(after: Stage) -> None:
    def corner() -> str:
        return after.window.grab().toImage().pixelColor(1, 1).name()

    assert corner() == "#000000"

    after.press(KEY.Key_Escape)

    assert corner() == "#16120f"
