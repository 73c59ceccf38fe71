"""What people say of themselves, and how their routines are fitted to it in the window."""

from __future__ import annotations

import shutil
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt

from stretchapp.base.paths import shipped_assets
from stretchapp.base.settings import Settings, SettingsFile, declared_in
from stretchapp.library.routines.fit_to_person import fit_routine
from stretchapp.library.texts.load import load_doctor_rules
from stretchapp.session.timeline import plan, step_name
from stretchapp.ui.home.home_controller import CONTINUE
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.home.preview_page import DO_STANDING, SIT_INSTEAD, START
from stretchapp.ui.session.done_page import REPEAT
from stretchapp.ui.session.player_page import PlayerPage
from stretchapp.ui.widgets.for_you_card import FOR_YOU
from stretchapp.ui.widgets.labels import BACK
from stretchapp.ui.widgets.notice import Notice
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.wording.lengths import minutes_in_words
from stretchapp.wording.routines import NOTHING_LEFT
from stretchapp.wording.sources import quotes_in_words
from tests.fakes import a_routine
from tests.ui.settings.setting_rows import choose, show_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.stage import Stage

KEY = Qt.Key
MASSAGE = "Calf and foot self-massage"
LYING_THIGH = "Front-thigh stretch lying on your side"


def look_at(stage: Stage, routine_id: str) -> None:
    """Show the preview of a routine."""
    stage.window.show_preview(stage.routine(routine_id))
    stage.settle()


def steps(stage: Stage) -> list[str]:
    """Return the names of the steps of a preview."""
    return [
        text.split(". ", 1)[1]
        for text in stage.texts()
        if text.split(".", 1)[0].isdigit() and ". " in text
    ]


def saved(stage: Stage) -> dict[str, object]:
    """Return the settings as the next start finds them."""
    return asdict(SettingsFile(stage.paths.settings).settings)


@pytest.mark.parametrize("name", declared_in("profile"))
def test_what_is_said_is_saved_and_can_be_taken_back(stage: Stage, name: str) -> None:
    show_settings(stage)

    choose(stage, name, value=True)

    assert saved(stage) == {**asdict(Settings()), name: True}
    choose(stage, name, value=False)
    assert saved(stage) == asdict(Settings())


def test_the_list_shows_what_is_left(stage: Stage) -> None:
    stage.open()
    written = stage.routine("toe-and-foot-mobility")
    row = stage.rows().index(written.title)
    assert minutes_in_words(written.total_s) in stage.row_texts()[row]

    stage.window.navigate(PageId.SETTINGS)
    choose(stage, "varicose_veins", value=True)
    stage.press(KEY.Key_Escape)

    assert minutes_in_words(written.total_s - 128 - 10) in stage.row_texts()[row]
    stage.open_row(written.title)
    assert steps(stage) == [it.name for it in written.exercises if it.name != MASSAGE]
    assert f"{MASSAGE}: Left out. No rubbing with varicose veins." in stage.texts()


def test_who_says_nothing_is_told_nothing(stage: Stage) -> None:
    look_at(stage, "toe-and-foot-mobility")

    assert FOR_YOU not in stage.texts()
    assert MASSAGE in steps(stage)


@pytest.mark.parametrize(
    ("name", "rule_id"),
    [
        ("varicose_veins", "D8"),
        ("pregnant", "D9"),
        ("ill", "D10"),
        ("numb_feet", "D10"),
        ("blood_thinners", "D10"),
        ("injured", "D13"),
    ],
)
def test_the_words_for_the_doctor_stand_on_every_preview(
    stage: Stage, name: str, rule_id: str
) -> None:
    (rule,) = [rule for rule in load_doctor_rules(stage.texts_folder) if rule.id == rule_id]
    stage.settings.change(**{name: True})

    for routine_id in ("evening-stretch", "seated-desk"):
        look_at(stage, routine_id)
        titles = stage.components[0].article_titles()

        assert FOR_YOU in stage.texts()
        assert rule.text in stage.texts()
        assert quotes_in_words(rule.quotes, titles) in stage.text()


@pytest.mark.parametrize(
    ("name", "routine_id", "text"),
    [
        ("no_floor", "in-bed", "Do this one on your bed instead of the floor."),
        ("blood_thinners", "toe-and-foot-mobility", "Rub only lightly, so that you do not bruise."),
        ("numb_feet", "quick-relief-toes", "Put your slippers on before you stand up."),
    ],
)
def test_who_needs_care_is_told_where(stage: Stage, name: str, routine_id: str, text: str) -> None:
    stage.settings.change(**{name: True})

    look_at(stage, routine_id)

    routine = stage.routine(routine_id)
    told = [line for line in stage.texts() if line.endswith(f": {text}")]
    assert told
    assert set(told) <= {f"{exercise.name}: {text}" for exercise in routine.exercises}
    assert steps(stage) == [step_name(step) for step in routine.steps]


def test_with_flat_feet_every_preview_says_what_may_help(stage: Stage) -> None:
    stage.settings.change(flat_feet=True)
    (advice,) = fit_routine(a_routine(), Settings(flat_feet=True), {}).advice

    look_at(stage, "seated-desk")

    assert {FOR_YOU, advice} <= set(stage.texts())


def test_who_is_unsteady_may_still_choose_to_sit(stage: Stage) -> None:
    stage.settings.change(unsteady=True)
    look_at(stage, "evening-stretch")
    assert LYING_THIGH in steps(stage)

    stage.click(SIT_INSTEAD)

    assert LYING_THIGH in steps(stage)
    assert "Rise and lower on the toes" not in steps(stage)


def test_doctor_rules_that_cannot_be_read_are_told(stage: Stage, tmp_path: Path) -> None:
    stage.texts_folder = tmp_path / "texts"
    shutil.copytree(shipped_assets() / "texts", stage.texts_folder)
    (stage.texts_folder / "doctor.yaml").unlink()
    stage.settings.change(varicose_veins=True)

    look_at(stage, "toe-and-foot-mobility")

    (notice,) = stage.all_of(Notice)
    assert notice.text.startswith(
        f"{stage.texts_folder / 'doctor.yaml'}:1:1: this file cannot be read"
    )
    assert MASSAGE not in steps(stage)
    assert stage.button(START).isEnabled()


def come_back(stage: Stage) -> None:
    """Turn to the window again after files have changed."""
    stage.is_current = False
    QCoreApplication.sendEvent(stage.window, QEvent(QEvent.Type.ActivationChange))
    stage.settle()


def is_told_that_nothing_is_left(stage: Stage) -> bool:
    """Return whether the preview says so and cannot be started."""
    return (
        stage.page_name == stage.routine("acupressure-calf").title
        and NOTHING_LEFT in stage.texts()
        and not stage.button(START).isEnabled()
    )


def test_of_a_routine_of_massage_nothing_is_left(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)

    look_at(stage, "acupressure-calf")

    assert is_told_that_nothing_is_left(stage)
    assert steps(stage) == []
    assert stage.focus_name() == BACK
    stage.click(START)
    assert is_told_that_nothing_is_left(stage)
    assert stage.rows_of_log == []


@pytest.mark.parametrize("way", ["F3", "command"])
def test_where_nothing_is_left_a_start_leads_to_the_preview(stage: Stage, way: str) -> None:
    stage.settings.change(varicose_veins=True, tonight="acupressure-calf")
    stage.open()

    if way == "F3":
        stage.press(KEY.Key_F3)
    else:
        stage.window.start_by_id("acupressure-calf")

    assert is_told_that_nothing_is_left(stage)
    assert stage.rows_of_log == []
    stage.press(KEY.Key_Escape)
    assert stage.shows(HomePage)


def test_a_session_waits_below_a_preview_that_was_asked_for(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)
    stage.window.start(stage.routine("evening-stretch"))
    stage.pass_s(2)

    stage.window.start_by_id("acupressure-calf")
    assert is_told_that_nothing_is_left(stage)
    stage.press(KEY.Key_Escape)

    assert stage.shows(PlayerPage)
    assert stage.button(CONTINUE).isVisible()


def test_standing_exercises_can_be_done_sitting_or_lying(stage: Stage) -> None:
    look_at(stage, "trial-nightly")
    written = steps(stage)
    assert stage.library is not None
    exercises = stage.library.exercises
    steadier = [
        exercises[it.steadier or ""].name for it in stage.routine("trial-nightly").exercises
    ]

    stage.click(SIT_INSTEAD)

    assert steps(stage) == steadier != written
    for was, now in zip(written, steadier, strict=True):
        assert f"{was}: Replaced by {now}." in stage.texts()
    assert stage.focus_name() == START

    stage.click(DO_STANDING)

    assert steps(stage) == written
    assert FOR_YOU not in stage.texts()
    stage.press(KEY.Key_Escape)
    assert stage.shows(HomePage)


def test_a_routine_without_standing_exercises_asks_nothing(stage: Stage) -> None:
    look_at(stage, "in-bed")

    assert SIT_INSTEAD not in stage.button_names()


def test_the_steps_that_were_seen_are_played_and_played_again(stage: Stage) -> None:
    look_at(stage, "wall-stretch")
    stage.click(SIT_INSTEAD)
    shown = steps(stage)
    first, second, *_ = shown

    stage.click(START)

    assert first in stage.texts()
    stage.press(KEY.Key_Right)
    stage.press(KEY.Key_Right)
    assert {first, second}.intersection(stage.texts())
    stage.press(KEY.Key_Escape)
    assert f"of {len(shown)} steps." in stage.text()

    stage.click(REPEAT)

    assert first in stage.texts()


def test_the_end_counts_what_was_left(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)
    look_at(stage, "toe-and-foot-mobility")
    stage.click(START)
    for _ in range(40):
        if stage.shows(PlayerPage):
            stage.press(KEY.Key_Right)

    assert "5 of 5 steps." in stage.texts()
    stage.click(REPEAT)
    for _ in range(40):
        if stage.shows(PlayerPage):
            assert MASSAGE not in stage.text()
            stage.press(KEY.Key_Right)
    assert "5 of 5 steps." in stage.texts()


def test_a_session_that_was_cut_off_goes_on_as_it_suits_the_person(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)
    routine = stage.routine("toe-and-foot-mobility")
    stage.cut_off(routine, part=1, parts=len(plan(routine)), active_s=20)
    stage.open()

    stage.click(CONTINUE)

    assert stage.shows(PlayerPage)
    for _ in range(40):
        if stage.shows(PlayerPage):
            assert MASSAGE not in stage.text()
            stage.press(KEY.Key_Right)


def test_a_session_of_which_nothing_is_left_is_not_offered(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)
    stage.cut_off(stage.routine("acupressure-calf"), part=1, parts=6, active_s=20)

    stage.open()

    assert stage.all_of(Notice) == []


def test_a_preview_done_sitting_stays_so_when_files_change(stage: Stage) -> None:
    look_at(stage, "wall-stretch")
    stage.click(SIT_INSTEAD)
    before = steps(stage)

    stage.add(a_routine())
    come_back(stage)
    assert steps(stage) == before

    stage.add(replace(stage.routine("wall-stretch"), title="Another title"))
    come_back(stage)
    assert stage.page_name == "Another title"
    assert steps(stage) == before


def test_the_preview_of_a_routine_that_is_gone_closes(stage: Stage) -> None:
    stage.open()
    look_at(stage, "wall-stretch")

    stage.only(stage.routine("evening-stretch"))
    come_back(stage)

    assert stage.shows(HomePage)
