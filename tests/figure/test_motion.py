"""Figures in time: motions that close, holds that stay, frames that hold everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.figure.body import Body, BodyPose, pose_body
from stretchapp.figure.feet import FeetPose
from stretchapp.figure.foot import FootPose
from stretchapp.figure.geometry import Point
from stretchapp.figure.motion import (
    BREATH,
    BREATH_S,
    MARGIN,
    SETTLE_S,
    Figure,
    Pose,
    breath,
    end_of,
    frame_of,
    going_round,
    held,
    pose_between,
    scene,
    things,
)
from stretchapp.figure.props import Prop, PropKind
from stretchapp.figure.shapes import Box, Limb, bounds, change, kept_in_sight
from tests.figure.figures import (
    DEEP,
    LEAN,
    STAND,
    a_figure,
    a_foot,
    shipped_figures,
    two_feet,
)
from tests.figure.poses import ROUNDING, farthest, is_within_limits, times

if TYPE_CHECKING:
    from stretchapp.figure.shapes import Frame

FIGURES = [a_figure(), a_foot(), two_feet(), *shipped_figures()]
figures = st.sampled_from(FIGURES)
periods = st.floats(0.5, 60)


def body(pose: Pose) -> Body:
    assert isinstance(pose, BodyPose)
    return pose_body(pose)


def is_same(figure: Figure, first: Pose, second: Pose) -> bool:
    """Return whether two poses look the same."""
    return change(scene(figure, first), scene(figure, second), ROUNDING).part is None


def holds(frame: Frame, part: Frame) -> bool:
    return (
        frame.low.x <= part.low.x
        and frame.low.y <= part.low.y
        and frame.high.x >= part.high.x
        and frame.high.y >= part.high.y
    )


@given(figures, times, periods, st.integers(1, 20))
def test_what_goes_round_comes_back(
    figure: Figure, elapsed_s: float, period_s: float, rounds: int
) -> None:
    here = going_round(figure, figure.path, elapsed_s, period_s)
    later = going_round(figure, figure.path, elapsed_s + rounds * period_s, period_s)

    # Of a long time the fractions are rounded.
    assert change(scene(figure, here), scene(figure, later), 1e-3).part is None


@given(figures, periods)
def test_a_round_begins_and_ends_in_its_first_pose(figure: Figure, period_s: float) -> None:
    first = figure.poses[figure.path[0]]

    assert is_same(figure, going_round(figure, figure.path, 0.0, period_s), first)
    almost = going_round(figure, figure.path, period_s * (1 - 1e-9), period_s)
    assert change(scene(figure, almost), scene(figure, first), 1e-3).part is None


@given(figures.filter(lambda figure: not figure.meanwhile), st.floats(0, 1000))
def test_a_hold_stays_in_the_last_pose(figure: Figure, further_s: float) -> None:
    assert held(figure, figure.path, SETTLE_S + further_s) is figure.poses[figure.path[-1]]


@given(figures)
def test_a_hold_begins_in_the_first_pose(figure: Figure) -> None:
    first = figure.poses[figure.path[0]]

    assert is_same(figure, held(figure, figure.path, 0.0), first)
    assert is_same(figure, held(figure, figure.path, -1.0), first)


@given(figures, st.floats(0, 0.999), periods)
def test_joints_keep_their_limits_all_the_time(
    figure: Figure, share: float, period_s: float
) -> None:
    for pose in (
        held(figure, figure.path, share * SETTLE_S),
        going_round(figure, figure.path, share * period_s, period_s),
    ):
        if isinstance(pose, BodyPose):
            assert is_within_limits(pose_body(pose))


@given(figures, times)
def test_the_frame_holds_all_that_belongs_into_it_at_every_moment(
    figure: Figure, elapsed_s: float
) -> None:
    frame = frame_of(figure)
    paths = [
        (figure.ready, figure.path[0]),
        (figure.path[-1], figure.ready),
        *figure.phases,
    ]
    poses = [held(figure, path, elapsed_s % SETTLE_S) for path in paths]
    poses += [going_round(figure, path, elapsed_s, 4) for path in (figure.path, *figure.phases)]
    poses.append(held(figure, figure.path, SETTLE_S + elapsed_s))

    for pose in poses:
        for shape in scene(figure, pose, breath(elapsed_s)):
            if shape.tone != "prop":
                assert holds(frame, kept_in_sight(shape))


def test_getting_settled_takes_as_long_as_it_is_told() -> None:
    figure = a_figure()

    assert held(figure, figure.path, 0.99, 1.0) is not LEAN
    assert held(figure, figure.path, 1.0, 1.0) is LEAN


def test_a_path_of_one_pose_stays_in_it() -> None:
    figure = a_figure()

    assert held(figure, ("lean",), 0.1) is LEAN
    assert going_round(figure, ("lean",), 0.3, 1.0) is LEAN


def test_a_movement_slows_down_only_where_it_turns_back() -> None:
    figure = a_figure(path=("stand", "lean", "deep"))

    def way(path: tuple[str, ...], begin: float, end: float) -> float:
        first, second = (going_round(figure, path, moment, 1.0) for moment in (begin, end))
        return farthest(body(first), body(second))

    # There and back: slow at either end.
    assert way(("stand", "lean"), 0.0, 0.05) < way(("stand", "lean"), 0.2, 0.25) / 2
    # In a circle: just as fast everywhere.
    circle = ("stand", "lean", "deep")
    assert way(circle, 0.0, 0.05) == pytest.approx(way(circle, 0.1, 0.15), rel=0.25)


def test_what_is_done_meanwhile_goes_on_in_the_hold() -> None:
    figure = a_figure(meanwhile=("deep",), cycle_s=2.0)

    assert is_same(figure, held(figure, figure.path, SETTLE_S), LEAN)
    assert is_same(figure, held(figure, figure.path, SETTLE_S + 1.0), DEEP)
    assert is_same(figure, held(figure, figure.path, SETTLE_S + 2.0), LEAN)
    # It belongs to the hold itself, not to the way back.
    assert held(figure, ("lean", "stand"), SETTLE_S + 1.0) is STAND


def test_a_figure_ends_in_the_last_pose_that_is_not_the_ready_one() -> None:
    assert end_of(a_figure()) is LEAN
    assert end_of(a_figure(path=("lean", "deep", "stand"))) is DEEP
    assert end_of(a_figure(), ("deep",)) is DEEP
    assert end_of(a_figure(path=("stand",))) is STAND


def test_a_chest_rises_and_falls_once_in_a_breath() -> None:
    assert breath(0) == 0
    assert breath(BREATH_S / 4) == pytest.approx(BREATH)
    assert breath(BREATH_S * 3 / 4) == pytest.approx(-BREATH)
    assert breath(BREATH_S) == pytest.approx(0)


def test_a_breath_moves_nothing_but_the_trunk() -> None:
    figure = a_figure()
    still, out = scene(figure, STAND), scene(figure, STAND, 0.5)

    differing = [number for number, shape in enumerate(still) if shape != out[number]]

    assert len(differing) == 1
    assert isinstance(out[differing[0]], Limb)


def test_poses_of_different_kinds_have_nothing_between_them() -> None:
    with pytest.raises(TypeError):
        pose_between(STAND, FootPose(), 0.5)


def test_every_pose_of_a_kind_has_something_between_it_and_another() -> None:
    feet = two_feet()
    kinds = {
        type(pose_between(first, second, 0.5))
        for first, second in (
            (STAND, LEAN),
            (FootPose(), FootPose(foot=20)),
            (feet.poses["ahead"], feet.poses["out"]),
        )
    }

    assert kinds == {BodyPose, FootPose, FeetPose}


def test_the_face_of_a_wall_is_in_the_picture_and_a_whole_chair() -> None:
    without = frame_of(a_figure(props=()))
    wall = frame_of(a_figure(props=(Prop("wall", x=150),)))
    legs = frame_of(a_figure(props=(Prop("chair-legs", x=150, length=30),)))
    chair = a_figure(props=(Prop("chair", x=150),))

    assert without.high.x < 120
    assert wall.high.x == 150 + 2 * MARGIN
    assert legs.high.x == 180 + MARGIN
    assert all(holds(frame_of(chair), bounds(shape)) for shape in things(chair))
    assert frame_of(a_figure(props=(Prop("bed", x=150),))) == without


@pytest.mark.parametrize(
    "kind",
    ["floor", "wall", "bed", "chair", "chair-legs", "table", "ledge", "pillow", "towel", "basin"],
)
def test_every_thing_has_a_shape_at_its_place(kind: PropKind) -> None:
    default, moved = (
        things(a_figure(props=(Prop(kind, x=x, y=y, length=length),)))
        for x, y, length in ((0, 0, 0), (100, 20, 60))
    )

    assert default
    assert all(shape.tone == "prop" for shape in (*default, *moved))
    lefts = [min(bounds(shape).low.x for shape in shapes) for shapes in (default, moved)]
    assert lefts[0] < lefts[1]
    assert all(isinstance(shape, Box | Limb) for shape in default)
    assert Point(*bounds(default[0]).low) != Point(*bounds(default[0]).high)
