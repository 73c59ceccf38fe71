"""The figures of the exercises: where they are seen, and where there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QLabel

from stretchapp.base.paths import shipped_assets
from stretchapp.library.routines.models import ExerciseStep, RestStep
from stretchapp.ui.figures.figure_view import FigureView
from stretchapp.ui.home.home_controller import SHOW_PROBLEMS
from stretchapp.ui.home.home_page import HomePage
from stretchapp.ui.session.done_page import WELL_DONE
from stretchapp.ui.session.player_page import PlayerPage
from stretchapp.wording.routines import problems_in_words
from tests.fakes import a_routine, a_step
from tests.ui.page_states import PROBLEMS
from tests.ui.pixels import difference

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from stretchapp.library.routines.models import Routine
    from tests.ui.stage import Stage

KEY = Qt.Key
POSES = shipped_assets() / "poses"

CALVES = a_routine(
    a_step(id="wall-calf-stretch", name="Calf stretch", sides="each"),
    a_step(id="my-own", name="My own"),
    RestStep(20.0, "Rest."),
    title="Calves",
)
"""Parts: left leg 40 s, right leg 35 s, an exercise without a figure 40 s, rest 20 s."""


class Paintings(QObject):
    """Counts how often a figure is painted."""

    def __init__(self, view: FigureView) -> None:
        super().__init__(view)
        self.count = 0
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let every event pass."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def play(stage: Stage, routine: Routine = CALVES) -> None:
    """Start a session and let its figures be read."""
    stage.window.start(routine)
    stage.settle()


def picture(stage: Stage) -> str:
    """Return what a screen reader says of the figure of the session; nothing without one."""
    (view,) = stage.page.findChildren(FigureView)
    return view.accessibleName() if view.isVisible() else ""


def seen(stage: Stage) -> QImage:
    """Return what the figure looks like."""
    (view,) = stage.all_of(FigureView)
    return view.grab().toImage()


def pictures(stage: Stage) -> list[str]:
    """Return what a screen reader says of the pictures of a page."""
    labels = [label for label in stage.all_of(QLabel) if not label.pixmap().isNull()]
    return [label.accessibleName() for label in labels]


def write_pose(stage: Stage, exercise: str, text: str) -> None:
    """Write a pose file of the user's own."""
    stage.paths.user_poses.mkdir(parents=True, exist_ok=True)
    (stage.paths.user_poses / f"{exercise}.yaml").write_text(text, "utf-8")


def shipped_pose(exercise: str) -> str:
    """Return the text of a shipped pose file."""
    return (POSES / f"{exercise}.yaml").read_text("utf-8")


def test_the_player_shows_the_figure_of_each_exercise(stage: Stage) -> None:
    routine = stage.routine("evening-stretch")
    play(stage, routine)

    told: list[str] = []
    while stage.shows(PlayerPage):
        told.append(picture(stage))
        stage.press(KEY.Key_Right)

    names = [
        f"Picture: {it.name}" for it in routine.exercises if (POSES / f"{it.id}.yaml").exists()
    ]
    assert list(dict.fromkeys(name for name in told if name)) == names


def test_an_exercise_without_a_figure_and_a_rest_have_none(stage: Stage) -> None:
    play(stage)

    told: list[str] = []
    for _ in range(4):
        told.append(picture(stage))
        stage.press(KEY.Key_Right)

    assert told == ["Picture: Calf stretch", "Picture: Calf stretch", "", ""]


def test_for_the_left_leg_it_is_the_mirror_image(stage: Stage) -> None:
    stage.settings.change(still=True)
    play(stage)
    stage.pass_s(15)
    left = seen(stage)

    stage.press(KEY.Key_Right)
    stage.pass_s(15)
    right = seen(stage)

    assert difference(left, right) > 60
    # The soft edges of shapes may fall otherwise.
    assert difference(left.flipped(Qt.Orientation.Horizontal), right) < 60


@pytest.mark.parametrize(
    ("text_size", "size", "name"),
    [
        (100, QSize(1024, 700), "Picture: Calf stretch"),
        (200, QSize(1024, 700), ""),
        (200, QSize(1920, 1400), "Picture: Calf stretch"),
    ],
)
def test_where_there_is_no_room_there_is_no_figure(
    stage: Stage, text_size: int, size: QSize, name: str
) -> None:
    stage.settings.change(text_size=text_size)
    stage.size = size
    play(stage)

    assert picture(stage) == name


def test_it_comes_and_goes_with_the_room(stage: Stage) -> None:
    play(stage)

    told: list[bool] = []
    for height in (480, 700):
        stage.window.resize(1024, height)
        stage.settle()
        told.append(picture(stage) != "")

    assert told == [False, True]


def test_a_question_has_the_room_of_the_figure(stage: Stage) -> None:
    play(stage)
    stage.pass_s(2)
    stage.clock.advance(60)
    stage.window.player.tick()
    stage.settle()
    assert picture(stage) == ""

    stage.press(KEY.Key_Return)

    assert picture(stage) == "Picture: Calf stretch"


def test_it_moves_while_the_session_runs(stage: Stage) -> None:
    play(stage, stage.routine("toe-and-foot-mobility"))
    stage.pass_s(12)
    (view,) = stage.all_of(FigureView)
    paintings = Paintings(view)
    before = seen(stage)

    stage.pass_s(1.5)

    assert paintings.count > 1
    assert difference(before, seen(stage)) > 60


def test_in_a_pause_nothing_is_painted(stage: Stage) -> None:
    play(stage, stage.routine("toe-and-foot-mobility"))
    stage.pass_s(12)
    stage.press(KEY.Key_Space)
    (view,) = stage.all_of(FigureView)
    paintings = Paintings(view)

    for _ in range(20):
        stage.clock.advance(0.25)
        stage.window.player.tick()
        stage.settle()

    assert paintings.count == 0
    stage.press(KEY.Key_Space)
    stage.pass_s(1.5)
    assert paintings.count > 0


def test_the_preview_has_a_picture_of_every_step_with_a_figure(stage: Stage) -> None:
    assert stage.library is not None
    for routine in stage.library.routines.values():
        stage.window.show_preview(routine)
        stage.settle()

        assert pictures(stage) == [
            f"Picture: {step.exercise.name}"
            for step in routine.steps
            if isinstance(step, ExerciseStep) and (POSES / f"{step.exercise.id}.yaml").exists()
        ]


def test_the_preview_of_a_step_without_a_figure_has_no_picture(stage: Stage) -> None:
    stage.window.show_preview(CALVES)
    stage.settle()

    assert pictures(stage) == ["Picture: Calf stretch"]


@pytest.mark.parametrize("exercise", ["wall-calf-stretch", "my-own"])
def test_the_end_shows_the_last_exercise(stage: Stage, exercise: str) -> None:
    play(stage, a_routine(a_step(id=exercise, name="The last")))
    stage.press(KEY.Key_Right)

    assert stage.page_name.startswith(WELL_DONE)
    assert pictures(stage) == (["Picture: The last"] if exercise != "my-own" else [])


def test_a_figure_of_ones_own_takes_the_place_of_the_shipped_one(stage: Stage) -> None:
    stage.settings.change(still=True)
    play(stage)
    stage.pass_s(15)
    shipped = seen(stage)
    own = shipped_pose("squats").replace("exercise: squats", "exercise: wall-calf-stretch")
    write_pose(stage, "wall-calf-stretch", own)

    stage.open()
    play(stage)
    stage.pass_s(15)

    assert picture(stage) == "Picture: Calf stretch"
    assert difference(shipped, seen(stage)) > 60


def test_an_exercise_of_ones_own_may_have_a_figure(stage: Stage) -> None:
    write_pose(stage, "my-own", shipped_pose("squats").replace("squats", "my-own"))

    stage.window.show_preview(CALVES)
    stage.settle()

    assert pictures(stage) == ["Picture: Calf stretch", "Picture: My own"]


@pytest.mark.parametrize("text", ["", "poses: [", "format: 1\nkind: figure\n"])
def test_a_broken_figure_of_ones_own_leaves_the_shipped_one(stage: Stage, text: str) -> None:
    stage.settings.change(still=True)
    play(stage)
    stage.pass_s(15)
    shipped = seen(stage)
    write_pose(stage, "wall-calf-stretch", text)

    stage.open()
    play(stage)
    stage.pass_s(15)

    assert difference(shipped, seen(stage)) == 0


def test_a_folder_in_the_place_of_a_figure_is_passed_over(stage: Stage) -> None:
    (stage.paths.user_poses / "wall-calf-stretch.yaml").mkdir(parents=True)

    play(stage)

    assert picture(stage) == "Picture: Calf stretch"


def test_a_folder_that_may_not_be_looked_into_is_passed_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    exists = type(POSES).exists

    def refuse(path: Path) -> bool:
        if path.is_relative_to(stage.paths.user_poses):
            raise PermissionError
        return exists(path)

    monkeypatch.setattr(type(POSES), "exists", refuse)

    play(stage)

    assert picture(stage) == "Picture: Calf stretch"


def come_back(stage: Stage) -> None:
    """Turn to the window again, after having been in an editor."""
    QCoreApplication.sendEvent(stage.window, QEvent(QEvent.Type.ActivationChange))
    stage.settle()


def test_problems_of_ones_own_figures_are_told(stage: Stage) -> None:
    write_pose(stage, "wall-calf-stretch", "poses: [")
    stage.open()

    come_back(stage)

    assert problems_in_words(PROBLEMS[:1]) in stage.texts()
    stage.click(SHOW_PROBLEMS)
    assert any("wall-calf-stretch.yaml" in text for text in stage.texts())

    write_pose(stage, "wall-calf-stretch", shipped_pose("wall-calf-stretch"))
    come_back(stage)
    assert stage.shows(HomePage)
    assert problems_in_words(PROBLEMS[:1]) not in stage.texts()


def test_a_figure_that_was_edited_is_seen_when_one_comes_back(stage: Stage) -> None:
    stage.settings.change(still=True)
    play(stage)
    stage.pass_s(15)
    shipped = seen(stage)
    squats = shipped_pose("squats").replace("exercise: squats", "exercise: wall-calf-stretch")
    write_pose(stage, "wall-calf-stretch", squats)

    come_back(stage)
    stage.press(KEY.Key_Right)
    stage.press(KEY.Key_Left)
    stage.pass_s(15)

    assert difference(shipped, seen(stage)) > 60
