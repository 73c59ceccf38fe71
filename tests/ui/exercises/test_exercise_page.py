"""The page of one exercise: what it tells, and what can be done from it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from stretchapp.application.exercise_groups import uses_of
from stretchapp.library.routines.models import SINGLE_EXERCISE
from stretchapp.library.routines.single_exercise import routine_of
from stretchapp.session.timeline import plan, total_s
from stretchapp.ui.exercises.exercise_list import ExerciseList
from stretchapp.ui.exercises.exercise_page import DO_IT_NOW, NOT_FOR_YOU, ExercisePage
from stretchapp.ui.exercises.moving_figure import LONGEST_S, READY_S, TICK_MS, MovingFigure
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.session.done_page import REPEAT, DonePage
from stretchapp.ui.widgets.for_you_card import FOR_YOU
from stretchapp.ui.widgets.labels import BACK
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.whole_list import VALUE_ROLE
from stretchapp.ui.widgets.why_fold import WhyFold
from stretchapp.wording.exercises import exercise_needs, exercise_timing
from stretchapp.wording.lengths import length_in_words
from stretchapp.wording.sources import source_in_words
from stretchapp.wording.why import CHOSEN_RELIEF_OF
from tests.fakes import an_exercise
from tests.library.files import exercise as exercise_file
from tests.library.files import write

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Exercise
    from stretchapp.session.timeline import Segment
    from tests.ui.stage import Stage

KEY = Qt.Key
PULL = "toe-pull-hold"
MASSAGE = "calf-foot-massage"
CARD = "rest-and-resettle"


def show(stage: Stage, exercise_id: str) -> Exercise:
    """Show an exercise and return it."""
    stage.window.start_by_id(exercise_id, is_preview=True)
    stage.settle()
    assert stage.shows(ExercisePage)
    assert stage.library is not None
    return stage.library.exercises[exercise_id]


def test_it_tells_everything_about_every_exercise(stage: Stage) -> None:
    assert stage.library is not None
    for exercise_id in stage.library.exercises:
        exercise = show(stage, exercise_id)
        text = stage.text()

        told = [exercise.name, exercise_needs(exercise), exercise_timing(exercise)]
        told += [exercise.breathing, exercise.safety, *(step.text for step in exercise.steps)]
        assert [it for it in told if it not in text] == []
        for routine in uses_of(exercise, stage.library).routines:
            assert routine.title in stage.button_names()
        stage.press(KEY.Key_Escape)


def test_the_reasons_open_below(stage: Stage) -> None:
    exercise = show(stage, "front-thigh-stretch")
    (fold,) = stage.all_of(WhyFold)

    fold.button.click()

    titles = stage.components[0].article_titles()
    assert exercise.timing_note in stage.texts()
    assert all(source_in_words(it, titles) in stage.texts() for it in exercise.sources)


def test_a_chosen_flow_says_so(stage: Stage) -> None:
    show(stage, "lying-leg-raise-pull")

    assert CHOSEN_RELIEF_OF.partition("}")[2] in stage.text()


def test_do_it_now_plays_it_alone_and_keeps_it_in_the_diary(stage: Stage) -> None:
    exercise = show(stage, PULL)
    assert stage.focus_name() == DO_IT_NOW

    stage.press(KEY.Key_Return)

    assert stage.session_title == exercise.name
    segments = stage.window.player.session_run.segments
    assert {segment.exercise for segment in segments} == {PULL}
    # It is meant for the leg that cramps, and nobody has said which one that is.
    assert {segment.side for segment in segments} == {"left", "right"}
    stage.press(KEY.Key_Escape)
    assert stage.shows(DonePage)
    # There is nothing to count.
    assert not any(" of 1 step" in text for text in stage.texts())
    (record,) = stage.log.sessions()
    assert (record.routine, record.title, record.occasion) == (PULL, exercise.name, SINGLE_EXERCISE)


@pytest.mark.parametrize("way", ["Escape", "click"])
@pytest.mark.parametrize("is_repeated", [False, True])
def test_after_doing_it_one_comes_back_to_it(stage: Stage, way: str, *, is_repeated: bool) -> None:
    stage.open()
    exercise = show(stage, PULL)
    stage.click(DO_IT_NOW)
    stage.press(KEY.Key_Escape)
    if is_repeated:
        stage.click(REPEAT)
        stage.press(KEY.Key_Escape)
    assert stage.shows(DonePage)
    assert stage.focus_name() == BACK

    if way == "Escape":
        stage.press(KEY.Key_Escape)
    else:
        stage.click(BACK)

    assert stage.page_name == exercise.name
    stage.press(KEY.Key_Escape)
    assert stage.shows(HomePage)


@pytest.mark.parametrize("way", ["Escape", "click"])
def test_one_comes_back_to_where_one_was(stage: Stage, way: str) -> None:
    stage.open()
    show(stage, PULL)

    if way == "Escape":
        stage.press(KEY.Key_Escape)
    else:
        stage.click(BACK)

    assert stage.shows(HomePage)


def test_a_routine_that_has_it_can_be_looked_at(stage: Stage) -> None:
    exercise = show(stage, PULL)
    assert stage.library is not None
    routine = uses_of(exercise, stage.library).routines[0]

    stage.click(routine.title)
    assert stage.page_name == routine.title

    stage.press(KEY.Key_Escape)
    assert stage.page_name == exercise.name


@pytest.mark.parametrize("text_size", [100, 200])
def test_what_tab_leads_to_is_in_sight(stage: Stage, text_size: int) -> None:
    stage.settings.change(text_size=text_size)
    show(stage, PULL)

    seen: list[str] = []
    for key in (*[KEY.Key_Tab] * 8, *[KEY.Key_Backtab] * 8):
        stage.press(key)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.visibleRegion().boundingRect().size() == focus.size(), stage.focus_name()
        seen.append(stage.focus_name())

    (fold,) = stage.all_of(WhyFold)
    assert {fold.button.accessibleName(), BACK, DO_IT_NOW} <= set(seen)


def test_what_has_no_timing_is_read(stage: Stage) -> None:
    show(stage, CARD)

    assert DO_IT_NOW not in stage.button_names()
    assert stage.focus_name() == BACK


def test_what_is_not_for_the_person_cannot_be_started(stage: Stage) -> None:
    stage.settings.change(varicose_veins=True)
    show(stage, MASSAGE)

    assert FOR_YOU in stage.texts()
    assert NOT_FOR_YOU in stage.texts()
    assert DO_IT_NOW not in stage.button_names()
    assert stage.focus_name() == BACK


def test_what_the_person_does_instead_is_played_and_named(stage: Stage) -> None:
    stage.settings.change(unsteady=True)
    exercise = show(stage, "front-thigh-stretch")
    assert stage.library is not None
    assert exercise.steadier is not None
    stand_in = stage.library.exercises[exercise.steadier]
    assert stand_in.name in stage.text()

    stage.press(KEY.Key_Return)

    assert stage.session_title == stand_in.name


def test_who_says_nothing_is_told_nothing(stage: Stage) -> None:
    show(stage, MASSAGE)

    assert FOR_YOU not in stage.texts()
    assert stage.button(DO_IT_NOW).isEnabled()


def test_the_words_of_a_file_are_never_markup(stage: Stage) -> None:
    assert stage.library is not None
    own = an_exercise(id="own", name="<b>Mine</b>", safety="<i>Slowly</i>", origin="yours")
    stage.library = replace(stage.library, exercises={**stage.library.exercises, "own": own})
    show(stage, "own")

    assert "<i>Slowly</i>" in stage.texts()
    assert all(
        it.textFormat() == Qt.TextFormat.PlainText for it in stage.all_of(QLabel) if it.text()
    )


def figure(stage: Stage) -> MovingFigure:
    """Return the figure of the page."""
    (found,) = stage.all_of(MovingFigure)
    return found


def moves(moving: MovingFigure) -> bool:
    """Return whether a figure moves."""
    return any(timer.isActive() for timer in moving.findChildren(QTimer))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Segment]:
    """The segments whose motion figures show, one after the other."""
    segments: list[Segment] = []
    show_moment = MovingFigure.show_moment

    def note(
        moving: MovingFigure, segment: Segment, offset_s: float, *, running: bool = True
    ) -> None:
        if segments[-1:] != [segment]:
            segments.append(segment)
        show_moment(moving, segment, offset_s, running=running)

    monkeypatch.setattr(MovingFigure, "show_moment", note)
    return segments


def test_the_figure_goes_through_one_leg_again_and_again(
    stage: Stage, shown: list[Segment]
) -> None:
    exercise = show(stage, "wall-calf-stretch")
    routine = routine_of(exercise)
    assert routine is not None
    part = [segment for segment in plan(routine) if segment.part == 0]
    moving = figure(stage)
    shown.clear()

    for _ in range(round(3 * (LONGEST_S + READY_S) * 1000 / TICK_MS)):
        moving.tick()

    assert shown[: 2 * len(part)] in ([*part, *part], [*part[1:], *part, part[0]])


def test_the_figure_moves_only_while_it_can_be_seen(stage: Stage) -> None:
    show(stage, "wall-calf-stretch")
    moving = figure(stage)
    assert moves(moving)

    stage.press(KEY.Key_F1)
    assert not moves(moving)

    stage.press(KEY.Key_Escape)
    assert moves(moving)


def test_the_figure_stands_still_for_who_wants_that(stage: Stage, shown: list[Segment]) -> None:
    stage.settings.change(still=True)
    exercise = show(stage, "wall-calf-stretch")

    assert not moves(figure(stage))
    assert [segment.is_work for segment in shown] == [True]
    assert exercise.name in figure(stage).accessibleName()


def test_the_figure_of_a_card_stands_still(stage: Stage) -> None:
    assert stage.library is not None
    card = replace(stage.library.exercises["toe-rises"], timing=None, guided=False)
    stage.library = replace(stage.library, exercises={"toe-rises": card})
    show(stage, "toe-rises")

    assert not moves(figure(stage))


def test_the_length_is_that_of_the_session(stage: Stage) -> None:
    exercise = show(stage, "wall-lean-calf-stretch")
    text = stage.text()
    stage.press(KEY.Key_Return)

    segments = stage.window.player.session_run.segments
    length = length_in_words(total_s(segments))
    assert f"{exercise_timing(exercise)} · {length} in all" in text


class TestFilesThatChange:
    @pytest.fixture
    def stage(self, stage: Stage) -> Stage:
        stage.library = None
        write(stage.paths.user_routines, mine=exercise_file("mine"))
        stage.open().start_by_id("mine", is_preview=True)
        return stage

    def come_back(self, stage: Stage) -> None:
        """Turn to the window again, after having been in an editor."""
        QCoreApplication.sendEvent(stage.window, QEvent(QEvent.Type.ActivationChange))
        stage.settle()

    def test_a_changed_exercise_is_shown_as_it_is_now(self, stage: Stage) -> None:
        text = exercise_file("mine").replace("Calf stretch", "Heel drop")
        write(stage.paths.user_routines, mine=text)
        self.come_back(stage)

        assert stage.page_name == "Heel drop"

    def test_an_exercise_that_is_gone_is_left(self, stage: Stage) -> None:
        (stage.paths.user_routines / "mine.yaml").unlink()
        self.come_back(stage)

        assert stage.shows(HomePage)

    def test_one_that_did_not_change_stays(self, stage: Stage) -> None:
        page = stage.page
        write(stage.paths.user_routines, other=exercise_file("other"))
        self.come_back(stage)

        assert stage.page is page

    def test_the_list_has_the_new_ones(self, stage: Stage) -> None:
        stage.press(KEY.Key_Escape)
        stage.window.navigate(PageId.EXERCISES)
        write(stage.paths.user_routines, other=exercise_file("other"))
        self.come_back(stage)
        stage.type("yours")

        (cards,) = stage.all_of(ExerciseList)
        model = cards.model()
        found = [model.index(row, 0).data(VALUE_ROLE).id for row in range(model.rowCount())]
        assert {"mine", "other"} <= set(found)


class TestStartById:
    def test_an_exercise_is_started(self, stage: Stage) -> None:
        stage.open().start_by_id(PULL, speed=60)
        stage.pass_s(2)

        assert stage.rows_of_log[0][0] == PULL

    def test_what_has_no_timing_is_shown(self, stage: Stage) -> None:
        stage.open().start_by_id(CARD)
        stage.settle()

        assert stage.shows(ExercisePage)
        assert stage.rows_of_log == []

    def test_what_is_not_for_the_person_is_shown(self, stage: Stage) -> None:
        stage.settings.change(varicose_veins=True)
        stage.open().start_by_id(MASSAGE)
        stage.settle()

        assert NOT_FOR_YOU in stage.texts()
        assert stage.rows_of_log == []

    def test_a_routine_goes_before_an_exercise(self, stage: Stage) -> None:
        stage.add(replace(stage.routine("in-bed"), id=PULL, title="A routine"))
        stage.open().start_by_id(PULL)
        stage.settle()

        assert stage.session_title == "A routine"

    def test_a_plain_list_of_relief_opens_relief(self, stage: Stage) -> None:
        stage.open().start_by_id("quick-relief-toes")
        stage.settle()

        assert stage.relief.relief_run.snapshot().flow == "toes"
