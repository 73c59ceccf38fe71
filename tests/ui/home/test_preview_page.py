"""The preview: what a routine is, before it is started."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea

from stretchapp.application.plain_relief import PLAIN_ROUTINES
from stretchapp.library.routines.models import (
    Continuous,
    ExerciseStep,
    Hold,
    Instruction,
    Phase,
    Phases,
    Repetitions,
    RestStep,
    Source,
    WaitStep,
)
from stretchapp.session.timeline import plan, total_s
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.home.preview_page import (
    IS_TONIGHT,
    MAKE_TONIGHT,
    PRINT,
    PRINT_NAME,
    RELIEVES,
    SIT_INSTEAD,
    START,
)
from stretchapp.ui.widgets.labels import BACK
from stretchapp.ui.widgets.why_fold import CLOSED, OPEN, WhyFold
from stretchapp.wording.lengths import minutes_in_words
from stretchapp.wording.routines import CARE_FOR_ALL, care_for_all
from stretchapp.wording.sources import source_in_words
from stretchapp.wording.why import OWN_TIMES, TIMES, WHY
from tests.fakes import a_routine, a_step

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Routine
    from tests.ui.stage import Stage

KEY = Qt.Key

ROUTINE = a_routine(
    a_step(
        Hold(20.0, 2, 5.0),
        "each",
        name="Wall lean",
        breathing="Breathe slowly.",
        safety="Stop if it hurts.",
        sources=(Source("003", 129, "stand facing the wall"),),
    ),
    RestStep(20.0, "Shake your legs."),
    WaitStep("Lie down."),
    a_step(Repetitions(10, 3.0), name="Toe rises", sources=(Source("004", None, None),)),
    a_step(Continuous(90.0), "affected", name="Knead"),
    a_step(Phases((Phase("Pull.", 15.0, "move"), Phase("Hold.", 10.0, "hold"))), name="Toe pull"),
    id="mine",
    title="My <b>legs</b>",
    purpose="For long days & nights.",
    origin="yours",
)


def look_at(stage: Stage, routine: Routine) -> None:
    """Show the preview of a routine."""
    stage.window.show_preview(routine)
    stage.settle()


def test_it_says_what_the_routine_is(stage: Stage) -> None:
    look_at(stage, ROUTINE)

    texts = stage.texts()

    assert texts[:3] == [
        "My <b>legs</b> (yours)",
        "For long days & nights.",
        "6 min · evening · standing, wall · calf · needs wall",
    ]


def test_its_minutes_are_those_of_the_plan(stage: Stage) -> None:
    assert stage.library is not None
    for routine in (ROUTINE, *stage.library.routines.values()):
        look_at(stage, routine)

        length = minutes_in_words(total_s(plan(routine, stage.settings.settings.wait_s)))
        assert any(text.startswith(f"{length} · ") for text in stage.texts()), routine.id


def test_it_lists_the_steps_with_their_timings(stage: Stage) -> None:
    look_at(stage, ROUTINE)

    texts = [text for text in stage.texts() if text[0].isdigit() or " in all" in text][2:]

    assert texts == [
        "1. Wall lean",
        "Hold 20 s, 2 times, 5 s rest between, each leg · 1 min 45 s in all",
        "2. Rest",
        "20 s",
        "3. When you are ready",
        "30 s, or as long as you like",
        "4. Toe rises",
        "10 times, 3 s each · 40 s in all",
        "5. Knead",
        "1 min 30 s, the cramping leg · 1 min 40 s in all",
        "6. Toe pull",
        "15 s + 10 s · 35 s in all",
    ]


def test_it_tells_how_to_do_each_step_and_what_to_mind(stage: Stage) -> None:
    look_at(stage, ROUTINE)

    texts = stage.texts()

    assert "Face the wall. Lean in." in texts
    assert "Breathe slowly. Stop if it hurts." in texts
    assert "Shake your legs." in texts
    assert "Lie down." in texts


def open_folds(stage: Stage) -> list[str]:
    """Open every fold of the page, and return what can be read then."""
    for fold in stage.all_of(WhyFold):
        fold.button.click()
    stage.settle()
    return stage.texts()


def test_what_the_steps_share_of_care_is_told_once_above_them(stage: Stage) -> None:
    routine = stage.routine("evening-stretch")
    look_at(stage, routine)

    there = stage.texts()
    care = care_for_all(routine.steps)
    assert care
    place = there.index(CARE_FOR_ALL.format(care=care))
    first = next(number for number, text in enumerate(there) if text.startswith("1. "))
    assert place < first
    for sentence in care.split(". "):
        assert [number for number, text in enumerate(there) if sentence in text] == [place]


def test_a_fold_tells_where_each_exercise_comes_from(stage: Stage) -> None:
    look_at(stage, ROUTINE)
    titles = stage.components[0].article_titles()
    sources = [
        source_in_words(source, titles)
        for source in (Source("003", 129, "stand facing the wall"), Source("004", 7, None))
    ]

    assert not set(sources) & set(stage.texts())

    assert set(sources) <= set(open_folds(stage))


def test_a_fold_tells_which_times_were_chosen(stage: Stage) -> None:
    chosen = a_step(
        timing_note="A third of a minute.",
        note="Leaning is chosen.",
        steps=(Instruction("Lean in.", "work"),),
    )
    look_at(stage, a_routine(chosen))

    texts = open_folds(stage)

    assert TIMES["chosen"] in texts
    assert "A third of a minute." in texts
    assert "Leaning is chosen." in texts


def test_what_the_routine_rests_on_is_told_below_its_purpose(stage: Stage) -> None:
    look_at(stage, stage.routine("trial-nightly"))

    texts = open_folds(stage)

    (fold, *_) = stage.all_of(WhyFold)
    assert fold.button.accessibleName().startswith(f"{WHY} {stage.page_name}")
    assert (
        source_in_words(Source("Journal of Physiotherapy 2012;58:17-22", None, None), {}) in texts
    )
    # The times of the steps are the trial's, not those of the exercises.
    assert OWN_TIMES in texts


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Space])
def test_a_fold_opens_and_closes_by_keys_and_says_so(stage: Stage, key: Qt.Key) -> None:
    look_at(stage, stage.routine("wall-stretch"))
    (fold, *_) = stage.all_of(WhyFold)
    fold.button.setFocus()
    closed = stage.text()
    assert stage.focus_name() == CLOSED.format(why=WHY, about=stage.page_name)

    stage.press(key)

    assert stage.focus_name() == OPEN.format(why=WHY, about=stage.page_name)
    assert stage.text() != closed

    stage.press(key)

    assert stage.focus_name() == CLOSED.format(why=WHY, about=stage.page_name)
    assert stage.text() == closed


def test_what_has_nothing_to_tell_has_no_fold(stage: Stage) -> None:
    look_at(stage, a_routine(a_step(origin="yours"), origin="yours"))

    assert stage.all_of(WhyFold) == []


@pytest.mark.parametrize(("place", "routine_id"), PLAIN_ROUTINES.items())
def test_a_plain_list_of_relief_leads_to_relief(stage: Stage, place: str, routine_id: str) -> None:
    look_at(stage, stage.routine(routine_id))
    assert RELIEVES in stage.texts()
    # It is nothing for tonight.
    assert not {MAKE_TONIGHT, IS_TONIGHT} & {*stage.button_names(), *stage.texts()}

    stage.press(KEY.Key_Return)

    assert stage.relief.relief_run.snapshot().flow == place
    assert stage.rows_of_log == []


def test_a_routine_of_ones_own_for_a_cramp_is_played(stage: Stage) -> None:
    stage.add(a_routine(id="quick-relief-calf", when="cramp", origin="yours", title="Mine"))
    look_at(stage, stage.routine("quick-relief-calf"))
    assert RELIEVES not in stage.texts()

    stage.press(KEY.Key_Return)

    assert stage.session_title == "Mine"


def test_every_step_of_what_is_shipped_is_there(stage: Stage) -> None:
    assert stage.library is not None
    for routine in stage.library.routines.values():
        look_at(stage, routine)
        texts = stage.texts()

        for number, step in enumerate(routine.steps, start=1):
            if isinstance(step, ExerciseStep):
                assert f"{number}. {step.exercise.name}" in texts
                assert " ".join(it.text for it in step.exercise.steps) in texts


@pytest.mark.parametrize("way", ["Enter", "click"])
def test_enter_starts(stage: Stage, way: str) -> None:
    look_at(stage, ROUTINE)
    assert stage.focus_name() == START

    if way == "Enter":
        stage.press(KEY.Key_Return)
    else:
        stage.click(START)

    assert stage.session_title == "My <b>legs</b>"


def test_it_can_be_made_tonights(stage: Stage) -> None:
    look_at(stage, stage.routine("wall-stretch"))

    stage.click(MAKE_TONIGHT)

    assert stage.shows(HomePage)
    assert stage.settings.settings.tonight == "wall-stretch"
    length = stage.length_of("wall-stretch")
    assert f"Tonight's stretch. Wall and standing stretch · {length}" in stage.texts()
    assert stage.rows()[0] == "Wall and standing stretch"


def test_tonights_cannot_be_made_tonights_again(stage: Stage) -> None:
    look_at(stage, stage.routine("evening-stretch"))

    assert IS_TONIGHT in stage.texts()
    folds = [fold.button for fold in stage.all_of(WhyFold)]
    others = [it.text() for it in stage.all_of(QAbstractButton) if it not in folds]
    assert others == [SIT_INSTEAD, BACK, PRINT, START]


def test_a_choice_that_cannot_be_saved_holds_and_is_told(stage: Stage) -> None:
    stage.open()
    stage.paths.settings.mkdir(parents=True)
    look_at(stage, stage.routine("wall-stretch"))

    stage.click(MAKE_TONIGHT)

    assert stage.shows(HomePage)
    assert stage.rows()[0] == "Wall and standing stretch"
    assert any(text.startswith("The settings could not be saved (") for text in stage.texts())


@pytest.mark.parametrize("way", ["Escape", "click"])
def test_one_comes_back_to_where_one_was(stage: Stage, way: str) -> None:
    stage.open()
    stage.list.setFocus()
    for _ in range(5):
        stage.press(KEY.Key_Down)
    row = stage.list.currentIndex().data()
    stage.press(KEY.Key_Return)
    assert stage.page_name == row

    if way == "Escape":
        stage.press(KEY.Key_Escape)
    else:
        stage.click(BACK)

    assert stage.shows(HomePage)
    assert stage.focus_name() == "Routines"
    assert stage.list.currentIndex().data() == row


def test_the_search_and_the_filters_are_still_there_afterwards(stage: Stage) -> None:
    stage.open()
    stage.press(KEY.Key_F, Qt.KeyboardModifier.ControlModifier)
    stage.type("desk")
    rows = stage.rows()
    stage.list.setFocus()
    stage.press(KEY.Key_Return)

    stage.press(KEY.Key_Escape)

    assert stage.rows() == rows == ["Seated at the desk"]


def test_keys_scroll_the_steps(stage: Stage) -> None:
    look_at(stage, stage.routine("evening-stretch"))
    (scroll,) = stage.page.findChildren(QScrollArea)
    bar = scroll.verticalScrollBar()

    places = [bar.value()]
    for key in (KEY.Key_Down, KEY.Key_PageDown, KEY.Key_End):
        stage.press(key)
        places.append(bar.value())
    assert places == sorted(set(places))
    assert bar.value() == bar.maximum()

    for key in (KEY.Key_Up, KEY.Key_PageUp, KEY.Key_Home):
        stage.press(key)
        places.append(bar.value())
    assert places[3:] == sorted(set(places[3:]), reverse=True)
    assert bar.value() == 0
    assert stage.focus_name() == START


def test_other_keys_do_nothing(stage: Stage) -> None:
    look_at(stage, ROUTINE)

    for key in (KEY.Key_A, KEY.Key_Plus, KEY.Key_Equal, KEY.Key_F3 + 1):
        QTest.keyClick(stage.page, Qt.Key(key))

    assert stage.page_name == "My <b>legs</b>"


def test_tab_goes_through_the_buttons_as_they_stand(stage: Stage) -> None:
    look_at(stage, stage.routine("wall-stretch"))

    folds = [fold.button.accessibleName() for fold in stage.all_of(WhyFold)]
    names: list[str] = []
    for _ in range(5 + len(folds)):
        stage.press(KEY.Key_Tab)
        names.append(stage.focus_name())

    assert names == [
        folds[0],
        SIT_INSTEAD,
        MAKE_TONIGHT,
        *folds[1:],
        BACK,
        PRINT_NAME,
        START,
    ]


def test_text_of_a_file_is_never_markup(stage: Stage) -> None:
    look_at(stage, ROUTINE)

    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in stage.all_of(QLabel))


def test_a_step_without_timing_words_has_a_length(stage: Stage) -> None:
    step = a_step(Hold(30.0, 1, 5.0), "both", steps=(Instruction("Lean in.", "work"),))
    look_at(stage, a_routine(step))

    assert "Hold 30 s · 40 s in all" in stage.texts()
