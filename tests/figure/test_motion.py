"""Motions: cycles that close, holds that stay, and pictures that hold every moment of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.figure.body import Body, BodyPose, pose_body
from stretchapp.figure.feet import FeetPose
from stretchapp.figure.foot import FootPose
from stretchapp.figure.motion import (
    BREATH_CM,
    BREATH_S,
    MARGIN,
    SETTLE_S,
    Figure,
    Pose,
    background_shapes,
    breath_at,
    key_pose,
    picture_bounds,
    pose_between,
    pose_in_cycle,
    pose_in_hold,
    scene,
)
from stretchapp.figure.props import Prop, PropKind
from stretchapp.figure.shapes import Capsule, RoundedBox, bounds, find_change, required_bounds
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
    from stretchapp.figure.shapes import Bounds

FIGURES = [a_figure(), a_foot(), two_feet(), *shipped_figures()]
figures = st.sampled_from(FIGURES)
periods = st.floats(0.5, 60)


def body(pose: Pose) -> Body:
    assert isinstance(pose, BodyPose)
    return pose_body(pose)


def is_same(figure: Figure, first: Pose, second: Pose) -> bool:
    """Return whether two poses look the same."""
    return find_change(scene(figure, first), scene(figure, second), ROUNDING).bounds is None


def holds(outer: Bounds, inner: Bounds) -> bool:
    return (
        outer.left <= inner.left
        and outer.bottom <= inner.bottom
        and outer.right >= inner.right
        and outer.top >= inner.top
    )


@given(figures, times, periods, st.integers(1, 20))
def test_a_cycle_repeats(figure: Figure, elapsed_s: float, period_s: float, rounds: int) -> None:
    here = pose_in_cycle(figure, figure.path, elapsed_s, period_s)
    later = pose_in_cycle(figure, figure.path, elapsed_s + rounds * period_s, period_s)

    # The fractions of a long time are rounded.
    assert find_change(scene(figure, here), scene(figure, later), 1e-3).bounds is None


@given(figures, periods)
def test_a_cycle_begins_and_ends_in_its_first_pose(figure: Figure, period_s: float) -> None:
    first = figure.poses[figure.path[0]]

    assert is_same(figure, pose_in_cycle(figure, figure.path, 0.0, period_s), first)
    almost = pose_in_cycle(figure, figure.path, period_s * (1 - 1e-9), period_s)
    assert find_change(scene(figure, almost), scene(figure, first), 1e-3).bounds is None


@given(figures.filter(lambda figure: not figure.meanwhile), st.floats(0, 1000))
def test_a_hold_stays_in_the_last_pose(figure: Figure, further_s: float) -> None:
    assert pose_in_hold(figure, figure.path, SETTLE_S + further_s) is figure.poses[figure.path[-1]]


@given(figures)
def test_a_hold_begins_in_the_first_pose(figure: Figure) -> None:
    first = figure.poses[figure.path[0]]

    assert is_same(figure, pose_in_hold(figure, figure.path, 0.0), first)
    assert is_same(figure, pose_in_hold(figure, figure.path, -1.0), first)


@given(figures, st.floats(0, 0.999), periods)
def test_joints_keep_their_limits_all_the_time(
    figure: Figure, share: float, period_s: float
) -> None:
    for pose in (
        pose_in_hold(figure, figure.path, share * SETTLE_S),
        pose_in_cycle(figure, figure.path, share * period_s, period_s),
    ):
        if isinstance(pose, BodyPose):
            assert is_within_limits(pose_body(pose))


@given(figures, times)
def test_the_picture_holds_the_whole_figure_at_every_moment(
    figure: Figure, elapsed_s: float
) -> None:
    picture = picture_bounds(figure)
    paths = [
        (figure.ready, figure.path[0]),
        (figure.path[-1], figure.ready),
        *figure.phases,
    ]
    poses = [pose_in_hold(figure, path, elapsed_s % SETTLE_S) for path in paths]
    poses += [pose_in_cycle(figure, path, elapsed_s, 4) for path in (figure.path, *figure.phases)]
    poses.append(pose_in_hold(figure, figure.path, SETTLE_S + elapsed_s))

    for pose in poses:
        for shape in scene(figure, pose, breath_at(elapsed_s)):
            if shape.tone != "prop":
                assert holds(picture, required_bounds(shape))


def test_moving_into_a_hold_takes_the_given_time() -> None:
    figure = a_figure()

    assert pose_in_hold(figure, figure.path, 0.99, 1.0) is not LEAN
    assert pose_in_hold(figure, figure.path, 1.0, 1.0) is LEAN


def test_a_path_of_one_pose_stays_in_it() -> None:
    figure = a_figure()

    assert pose_in_hold(figure, ("lean",), 0.1) is LEAN
    assert pose_in_cycle(figure, ("lean",), 0.3, 1.0) is LEAN


def test_a_movement_slows_down_only_where_it_turns_back() -> None:
    figure = a_figure(path=("stand", "lean", "deep"))

    def movement(path: tuple[str, ...], begin: float, end: float) -> float:
        first, second = (pose_in_cycle(figure, path, moment, 1.0) for moment in (begin, end))
        return farthest(body(first), body(second))

    # There and back: slow at either end.
    assert movement(("stand", "lean"), 0.0, 0.05) < movement(("stand", "lean"), 0.2, 0.25) / 2
    # In a circle: just as fast everywhere.
    circle = ("stand", "lean", "deep")
    assert movement(circle, 0.0, 0.05) == pytest.approx(movement(circle, 0.1, 0.15), rel=0.25)


def test_what_moves_meanwhile_moves_throughout_the_hold() -> None:
    figure = a_figure(meanwhile=("deep",), cycle_s=2.0)

    assert is_same(figure, pose_in_hold(figure, figure.path, SETTLE_S), LEAN)
    assert is_same(figure, pose_in_hold(figure, figure.path, SETTLE_S + 1.0), DEEP)
    assert is_same(figure, pose_in_hold(figure, figure.path, SETTLE_S + 2.0), LEAN)
    # It is part of the hold itself, not of the way back.
    assert pose_in_hold(figure, ("lean", "stand"), SETTLE_S + 1.0) is STAND


def test_the_key_pose_is_the_last_one_that_is_not_the_ready_pose() -> None:
    assert key_pose(a_figure()) is LEAN
    assert key_pose(a_figure(path=("lean", "deep", "stand"))) is DEEP
    assert key_pose(a_figure(), ("deep",)) is DEEP
    assert key_pose(a_figure(path=("stand",))) is STAND


def test_a_chest_rises_and_falls_once_in_a_breath() -> None:
    assert breath_at(0) == 0
    assert breath_at(BREATH_S / 4) == pytest.approx(BREATH_CM)
    assert breath_at(BREATH_S * 3 / 4) == pytest.approx(-BREATH_CM)
    assert breath_at(BREATH_S) == pytest.approx(0)


def test_a_breath_moves_nothing_but_the_trunk() -> None:
    figure = a_figure()
    still, out = scene(figure, STAND), scene(figure, STAND, 0.5)

    differing = [number for number, shape in enumerate(still) if shape != out[number]]

    assert len(differing) == 1
    assert isinstance(out[differing[0]], Capsule)


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
    without = picture_bounds(a_figure(props=()))
    wall = picture_bounds(a_figure(props=(Prop("wall", x=150),)))
    legs = picture_bounds(a_figure(props=(Prop("chair-legs", x=150, length=30),)))
    chair = a_figure(props=(Prop("chair", x=150),))

    assert without.right < 120
    assert wall.right == 150 + 2 * MARGIN
    assert legs.right == 180 + MARGIN
    assert all(holds(picture_bounds(chair), bounds(shape)) for shape in background_shapes(chair))
    assert picture_bounds(a_figure(props=(Prop("bed", x=150),))) == without


@pytest.mark.parametrize("kind", get_args(PropKind))
def test_every_prop_has_shapes_at_its_place(kind: PropKind) -> None:
    default, moved = (
        background_shapes(a_figure(props=(Prop(kind, x=x, y=y, length=length),)))
        for x, y, length in ((0, 0, 0), (100, 20, 60))
    )

    assert default
    assert all(shape.tone == "prop" for shape in (*default, *moved))
    lefts = [min(bounds(shape).left for shape in shapes) for shapes in (default, moved)]
    assert lefts[0] < lefts[1]
    assert all(isinstance(shape, RoundedBox | Capsule) for shape in default)
    assert bounds(default[0]).right > bounds(default[0]).left
