"""The animated figure: the right pose at each moment, and no needless painting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter, QRegion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from stretchapp.figure.motion import BREATH_CM, SETTLE_S, Figure, Pose, figure_shapes
from stretchapp.figure.shapes import find_change
from stretchapp.library.routines.models import (
    Continuous,
    Hold,
    Phase,
    Phases,
    Repetitions,
    RestStep,
    Timing,
    WaitStep,
)
from stretchapp.session.timeline import Segment, SegmentKind, plan
from stretchapp.ui.figures.figure_animation import AnimationFrame, blend, frame_at, still_frame
from stretchapp.ui.figures.figure_view import BLEND_S, TURN_S, FigureView, thumbnail
from stretchapp.ui.theme.colours import THEMES, ThemeName
from tests.fakes import a_routine, a_step
from tests.figure.figures import DEEP, LEAN, STAND, a_figure, a_foot, two_feet
from tests.ui.contrast import contrast
from tests.ui.pixels import difference, is_near

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from stretchapp.ui.theme.appearance import Appearance

SIZE = QSize(500, 420)
TICK_S = 0.05
SOFT_EDGE = 60


def segments(timing: Timing, **changes: object) -> dict[SegmentKind, Segment]:
    """Return the plan of one exercise with a leg change, the last segment of each kind."""
    step = a_step(timing, "each", 10.0)
    return {segment.kind: segment for segment in plan(a_routine(step, **changes))}


HOLD = segments(Hold(30.0, 2, 6.0))
REPETITIONS = segments(Repetitions(5, 4.0))
CONTINUOUS = segments(Continuous(20.0))
PHASED = plan(
    a_routine(
        a_step(
            Phases(
                (
                    Phase("Move.", 20.0, "move"),
                    Phase("Stay.", 20.0, "hold"),
                    Phase("Ease off.", 20.0, "rest"),
                    Phase("Once more.", 20.0, "hold"),
                )
            )
        )
    )
)[1:]


def is_same(first: Pose, second: Pose) -> bool:
    """Return whether two poses look the same."""
    figure = a_figure()
    return (
        find_change(figure_shapes(figure, first), figure_shapes(figure, second), 1e-6).bounds
        is None
    )


class TestMoments:
    @pytest.mark.parametrize("kind", ["get-ready", "change-sides"])
    def test_before_the_work_it_is_ready(self, kind: SegmentKind) -> None:
        assert frame_at(a_figure(), HOLD[kind], 3.0) == AnimationFrame(STAND)

    def test_in_a_wait_it_is_ready(self) -> None:
        (wait,) = plan(a_routine(WaitStep("Fetch a towel.")))

        assert frame_at(a_figure(), wait, 0.0) == AnimationFrame(STAND)

    def test_a_hold_is_settled_into_and_stays(self) -> None:
        begin, settled, end = (
            frame_at(a_figure(), HOLD["hold"], offset_s) for offset_s in (0.0, SETTLE_S, 30.0)
        )

        assert is_same(begin.pose, STAND)
        assert settled.pose is LEAN
        assert end.pose is LEAN

    def test_in_a_hold_it_breathes(self) -> None:
        chest = [frame_at(a_figure(), HOLD["hold"], tenth / 10).breath_cm for tenth in range(300)]

        assert chest[0] == 0
        assert max(chest) == pytest.approx(BREATH_CM)
        assert min(chest) == pytest.approx(-BREATH_CM)
        # In steps, so that it need not be painted more often than ten times a second.
        assert all(value * 10 == pytest.approx(round(value * 10)) for value in chest)

    def test_a_foot_has_no_chest(self) -> None:
        assert frame_at(a_foot(), HOLD["hold"], 1.25).breath_cm == 0

    def test_in_the_rest_after_a_hold_it_goes_back(self) -> None:
        begin, end = (frame_at(a_figure(), HOLD["rest"], offset_s) for offset_s in (0.0, 2.5))

        assert is_same(begin.pose, LEAN)
        assert end == AnimationFrame(STAND)

    def test_a_short_hold_is_not_all_settling(self) -> None:
        short = replace(HOLD["hold"], length_s=3.0)

        assert frame_at(a_figure(), short, 1.0).pose is LEAN

    def test_repetitions_go_round_at_their_own_pace(self) -> None:
        first, middle, again = (
            frame_at(a_figure(), REPETITIONS["repetitions"], offset_s).pose
            for offset_s in (0.0, 2.0, 8.0)
        )

        assert is_same(first, STAND)
        assert is_same(middle, LEAN)
        assert is_same(again, STAND)

    def test_other_movements_go_round_at_the_pace_of_the_figure(self) -> None:
        figure = a_figure(cycle_s=6.0)

        assert is_same(frame_at(figure, CONTINUOUS["continuous"], 3.0).pose, LEAN)
        assert is_same(frame_at(figure, CONTINUOUS["continuous"], 12.0).pose, STAND)

    def test_phases_have_paths_of_their_own(self) -> None:
        figure = a_figure(phases=(("stand", "lean"), ("stand", "deep"), ("deep", "stand")))
        poses = [frame_at(figure, segment, 18.0).pose for segment in PHASED]

        assert is_same(poses[0], LEAN)
        assert poses[1] is DEEP
        assert poses[2] is STAND
        # A figure that knows of fewer phases shows the exercise as a whole.
        assert poses[3] is LEAN

    def test_what_stands_still_shows_what_is_to_be_done(self) -> None:
        figure = a_figure(phases=(("stand", "lean"), ("stand", "deep")))

        assert still_frame(figure, HOLD["get-ready"]) == AnimationFrame(LEAN)
        assert still_frame(figure, PHASED[1]) == AnimationFrame(DEEP)

    @given(st.floats(0, 1))
    def test_between_two_moments_lies_a_way(self, share: float) -> None:
        first, second = AnimationFrame(STAND, 0.5), AnimationFrame(LEAN, 0.0)
        found = blend(first, second, share)

        assert 0 <= found.breath_cm <= 0.5
        assert isinstance(found.pose, type(STAND))
        assert is_same(blend(first, second, 0.0).pose, STAND)
        assert is_same(blend(first, second, 1.0).pose, LEAN)

    def test_between_a_moment_and_itself_is_only_that(self) -> None:
        moment = AnimationFrame(STAND, 0.5)

        assert blend(moment, moment, 0.3) is moment
        assert blend(moment, AnimationFrame(STAND, 0.0), 0.5).breath_cm == 0.25


class WatchedView(FigureView):
    """A view that remembers which part of it was to be painted again."""

    def __init__(self, appearance: Appearance, *, still: bool = False) -> None:
        super().__init__(appearance, still=still)
        self.asked: list[QRect] = []

    def update(self, *part: QRect) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] -- one of its forms is enough here
        self.asked.append(part[0] if part else self.rect())
        super().update(*part)


@pytest.fixture
def make(qtbot: QtBot, appearance: Appearance) -> Callable[..., WatchedView]:
    def make(figure: Figure | None = None, *, still: bool = False) -> WatchedView:
        view = WatchedView(appearance, still=still)
        qtbot.addWidget(view)
        appearance.apply(view, "evening", 100)
        view.resize(SIZE)
        view.show_figure(figure or a_figure(), "Calf stretch")
        QCoreApplication.processEvents()
        view.asked.clear()
        return view

    return make


def picture(view: FigureView) -> QImage:
    """Return the view as it is painted as a whole."""
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(THEMES["evening"].background))
    view.render(image, QPoint(), QRegion(view.rect()), QWidget.RenderFlag.DrawChildren)
    return image


def run(view: WatchedView, segment: Segment, begin_s: float, end_s: float) -> int:
    """Play a part of a segment, and return how often the view was to be painted."""
    view.asked.clear()
    for tick in range(round((end_s - begin_s) / TICK_S)):
        view.show_moment(segment, begin_s + tick * TICK_S)
    return len(view.asked)


class TestView:
    def test_it_is_a_picture_with_a_name(self, make: Callable[..., WatchedView]) -> None:
        view = make()
        interface = QAccessible.queryAccessibleInterface(view)

        assert interface.role() == QAccessible.Role.Graphic
        assert interface.text(QAccessible.Text.Name) == "Picture: Calf stretch"

    def test_without_a_figure_it_takes_no_room(self, appearance: Appearance, qtbot: QtBot) -> None:
        page = QWidget()
        qtbot.addWidget(page)
        column = QVBoxLayout(page)
        view = FigureView(appearance)
        column.addWidget(view)
        page.show()
        assert column.sizeHint().height() < view.sizeHint().height()

        view.show_figure(a_figure(), "Calf stretch")
        assert view.isVisible()
        assert column.sizeHint().height() > view.sizeHint().height()

        view.show_figure(None)
        assert not view.isVisible()
        assert column.sizeHint().height() < view.sizeHint().height()

    def test_without_a_figure_it_shows_nothing(self, appearance: Appearance, qtbot: QtBot) -> None:
        view = FigureView(appearance)
        qtbot.addWidget(view)
        view.resize(SIZE)
        empty = picture(view)

        view.show_moment(HOLD["hold"], 3.0)

        assert empty.pixel(0, 0) == QColor(THEMES["evening"].background).rgb()
        assert difference(empty, picture(view)) == 0

    def test_at_first_it_is_ready(self, make: Callable[..., WatchedView]) -> None:
        view = make()
        before = picture(view)
        view.show_moment(HOLD["get-ready"], 0.0)

        assert difference(before, picture(view)) == 0
        assert view.asked == []

    def test_it_shows_the_moment(self, make: Callable[..., WatchedView]) -> None:
        view, other = make(), make()
        run(view, HOLD["hold"], 0.0, 10.0)
        other.show_moment(HOLD["hold"], 9.95)

        assert difference(picture(view), picture(other)) < SOFT_EDGE
        assert difference(picture(view), picture(make())) > SOFT_EDGE

    def test_painting_only_what_has_changed_is_enough(
        self, make: Callable[..., WatchedView]
    ) -> None:
        for segment in (HOLD["hold"], HOLD["rest"], REPETITIONS["repetitions"]):
            view = make()
            screen = picture(view)
            view.asked.clear()
            for tick in range(120):
                view.show_moment(segment, tick * TICK_S)
                for part in (asked & view.rect() for asked in view.asked):
                    painter = QPainter(screen)
                    painter.fillRect(part, QColor(THEMES["evening"].background))
                    painter.end()
                    view.render(
                        screen, part.topLeft(), QRegion(part), QWidget.RenderFlag.DrawChildren
                    )
                view.asked.clear()
            assert difference(screen, picture(view)) < SOFT_EDGE

    def test_a_settled_hold_moves_no_more_than_its_chest(
        self, make: Callable[..., WatchedView]
    ) -> None:
        view = make()
        run(view, HOLD["hold"], 0.0, 5.0)

        count = run(view, HOLD["hold"], 5.0, 15.0)

        assert 20 < count <= 100
        assert max(part.width() * part.height() for part in view.asked) < 0.2 * (
            SIZE.width() * SIZE.height()
        )

    def test_a_settled_hold_of_a_foot_is_not_painted_at_all(
        self, make: Callable[..., WatchedView]
    ) -> None:
        view = make(a_foot())
        run(view, HOLD["hold"], 0.0, 5.0)

        assert run(view, HOLD["hold"], 5.0, 15.0) == 0

    def test_while_it_is_ready_nothing_is_painted(self, make: Callable[..., WatchedView]) -> None:
        assert run(make(), HOLD["get-ready"], 0.0, 10.0) == 0

    def test_in_a_pause_nothing_is_painted(self, make: Callable[..., WatchedView]) -> None:
        view = make()
        run(view, REPETITIONS["repetitions"], 0.0, 1.3)
        view.asked.clear()

        for _ in range(20):
            view.show_moment(REPETITIONS["repetitions"], 1.25, running=False)

        assert view.asked == []

    def test_a_movement_is_painted_at_every_tick(self, make: Callable[..., WatchedView]) -> None:
        assert run(make(), REPETITIONS["repetitions"], 0.5, 1.5) >= 18

    def test_what_cannot_be_seen_is_not_painted(self, make: Callable[..., WatchedView]) -> None:
        view = make()
        view.show_moment(REPETITIONS["repetitions"], 0.0)
        view.asked.clear()

        for step in range(10):
            view.show_moment(REPETITIONS["repetitions"], step * 1e-4)

        assert view.asked == []

    def test_it_glides_from_segment_to_segment(self, make: Callable[..., WatchedView]) -> None:
        view = make(a_figure(path=("lean", "deep")))
        view.show_moment(HOLD["get-ready"], 9.9)
        ready = picture(view)

        view.show_moment(HOLD["hold"], 0.0)
        begun = picture(view)
        view.show_moment(HOLD["hold"], BLEND_S + 0.01)
        arrived = picture(view)

        assert difference(ready, begun) < SOFT_EDGE
        assert difference(ready, arrived) > SOFT_EDGE

    def test_paused_it_goes_to_another_segment_at_once(
        self, make: Callable[..., WatchedView]
    ) -> None:
        view = make(a_figure(path=("lean", "deep")))
        view.show_moment(HOLD["get-ready"], 9.9)
        ready = picture(view)

        view.show_moment(HOLD["hold"], 0.0, running=False)

        assert difference(ready, picture(view)) > SOFT_EDGE

    def test_a_segment_that_begins_again_is_glided_to(
        self, make: Callable[..., WatchedView]
    ) -> None:
        view = make()
        run(view, HOLD["hold"], 0.0, 10.0)
        before = picture(view)

        view.show_moment(HOLD["hold"], 0.0)

        assert difference(before, picture(view)) < SOFT_EDGE

    def test_it_turns_round_for_the_other_leg(self, make: Callable[..., WatchedView]) -> None:
        view = make()
        figure, change = a_figure(), HOLD["change-sides"]
        view.show_figure(figure, "Calf stretch", mirrored=True)
        view.show_moment(HOLD["get-ready"], 5.0)
        left = picture(view)

        view.show_figure(figure, "Calf stretch", mirrored=False)
        widths: list[int] = []
        for step in range(6):
            view.show_moment(change, step / 5 * TURN_S)
            widths.append(_width(picture(view)))
        right = picture(view)

        assert widths[0] == pytest.approx(widths[-1], abs=2)
        assert min(widths) < widths[0] / 2
        assert difference(left.flipped(Qt.Orientation.Horizontal), right) < SOFT_EDGE
        assert run(view, change, TURN_S, 4.0) == 0

    def test_while_it_looks_to_the_left_the_right_part_is_painted(
        self, make: Callable[..., WatchedView]
    ) -> None:
        view = make()
        figure = a_figure(props=())
        view.show_figure(figure, "Calf stretch", mirrored=True)
        run(view, HOLD["hold"], 0.0, 5.0)
        mirrored = run(view, HOLD["hold"], 5.0, 8.0), list(view.asked)
        other = make(figure)
        run(other, HOLD["hold"], 0.0, 5.0)
        usual = run(other, HOLD["hold"], 5.0, 8.0), list(other.asked)

        assert mirrored[0] == usual[0]
        for left, right in zip(mirrored[1], usual[1], strict=True):
            assert left.left() == pytest.approx(SIZE.width() - right.right() - 1, abs=1)
            assert (left.top(), left.height()) == (right.top(), right.height())

    def test_while_it_turns_everything_is_painted(self, make: Callable[..., WatchedView]) -> None:
        figure = a_figure(path=("lean", "deep"))
        view = make(figure)
        view.show_moment(HOLD["get-ready"], 9.9)
        view.show_figure(figure, "Calf stretch", mirrored=True)
        view.show_moment(HOLD["hold"], 0.0)
        view.asked.clear()

        view.show_moment(HOLD["hold"], TURN_S / 2)

        assert all(part == view.rect() for part in view.asked)
        assert view.asked

    @pytest.mark.parametrize("figure", [a_figure(), a_foot(), two_feet()])
    def test_one_that_stands_still_shows_only_the_end(
        self, make: Callable[..., WatchedView], figure: Figure
    ) -> None:
        view = make(figure, still=True)
        first = picture(view)

        for segment in (HOLD["get-ready"], HOLD["hold"], HOLD["rest"], HOLD["hold"]):
            assert run(view, segment, 0.0, 6.0) == 0
        assert difference(first, picture(view)) == 0
        moving = make(figure)
        moving.show_moment(HOLD["hold"], 5.0)
        assert difference(first, picture(moving)) < SOFT_EDGE

    def test_one_that_stands_still_changes_legs_at_once(
        self, make: Callable[..., WatchedView]
    ) -> None:
        figure = a_figure()
        view = make(figure, still=True)
        before = picture(view)
        view.show_moment(HOLD["get-ready"], 5.0)

        view.show_figure(figure, "Calf stretch", mirrored=True)
        view.show_moment(HOLD["change-sides"], 0.0)

        flipped = before.flipped(Qt.Orientation.Horizontal)
        assert difference(flipped, picture(view)) < SOFT_EDGE

    def test_the_figure_of_the_next_exercise_begins_ready(
        self, make: Callable[..., WatchedView]
    ) -> None:
        view = make()
        run(view, HOLD["hold"], 0.0, 5.0)
        foot = a_foot()

        view.show_figure(foot, "Toe pull")
        view.show_moment(HOLD["get-ready"], 0.0)

        assert view.accessibleName() == "Picture: Toe pull"
        assert difference(picture(view), picture(make(foot))) == 0

    def test_it_has_the_size_of_a_picture(self, appearance: Appearance, qtbot: QtBot) -> None:
        view = FigureView(appearance)
        qtbot.addWidget(view)

        assert view.sizeHint().width() > view.minimumSizeHint().width() >= 100

    @pytest.mark.parametrize("name", get_args(ThemeName))
    def test_it_wears_the_colours_of_the_theme(
        self, make: Callable[..., WatchedView], appearance: Appearance, name: ThemeName
    ) -> None:
        view = make()
        appearance.apply(view, name, 100)
        image = view.grab().toImage()

        seen = {image.pixelColor(x, y).name() for x in range(0, 500, 2) for y in range(0, 420, 2)}
        theme = THEMES[name]
        assert {theme.figure, theme.figure_far, theme.figure_prop, theme.figure_glow} <= seen


def _width(image: QImage) -> int:
    """Return how wide what is painted is."""
    paper = image.pixel(0, 0)
    columns = [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) != paper for y in range(0, image.height(), 5))
    ]
    return columns[-1] - columns[0] + 1


class TestThumbnail:
    def test_it_shows_the_key_pose(self, appearance: Appearance) -> None:
        size = QSize(120, 100)
        figure, other = a_figure(), a_figure(path=("stand",))
        pictures = [thumbnail(each, appearance, size).toImage() for each in (figure, other)]

        assert pictures[0].size() == size
        assert difference(*pictures) > SOFT_EDGE
        assert pictures[0].pixelColor(0, 0).alpha() == 0

    def test_it_is_sharp_on_a_sharp_screen(self, appearance: Appearance) -> None:
        picture = thumbnail(a_figure(), appearance, QSize(120, 100), ratio=2.0)

        assert picture.size() == QSize(240, 200)
        assert picture.deviceIndependentSize().toSize() == QSize(120, 100)
        image = picture.toImage()
        seen = {image.pixelColor(x, y).name() for x in range(240) for y in range(200)}
        assert THEMES["evening"].figure_glow in seen
        assert is_near(image, 239, 0, "#000000")


@pytest.mark.parametrize("name", get_args(ThemeName))
@pytest.mark.parametrize("behind", ["background", "surface"])
def test_limbs_things_and_muscles_stand_out_in_every_theme(name: ThemeName, behind: str) -> None:
    theme = THEMES[name]
    ground = getattr(theme, behind)

    assert contrast(theme.figure, ground) >= 4.5
    assert contrast(theme.figure_far, ground) >= 2.9
    assert contrast(theme.figure_prop, ground) >= 1.8
    assert contrast(theme.figure_glow, ground) >= 3.9
    # By their brightness alone, for those who see no colours.
    assert contrast(theme.figure, theme.figure_far) >= 2
    assert contrast(theme.figure, theme.figure_glow) >= 1.95


def test_a_rest_between_exercises_has_no_exercise() -> None:
    (rest,) = plan(a_routine(RestStep(10.0, "Rest.")))

    assert frame_at(a_figure(), rest, 10.0) == AnimationFrame(STAND)
