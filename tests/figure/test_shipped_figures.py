"""The shipped pose files: each is valid, and its figure does what its poses say."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_routines
from stretchapp.figure.body import BodyPose, pose_body
from stretchapp.figure.geometry import Point, wrap_angle
from stretchapp.figure.load import load_figure
from stretchapp.figure.motion import figure_shapes, pose_in_cycle
from stretchapp.library.load import load_library
from stretchapp.library.routines.models import Phases
from tests.figure.figures import POSE_FILES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.base.problems import Problem
    from stretchapp.figure.body import Arm, Body, Leg
    from stretchapp.figure.motion import Figure, Pose
    from stretchapp.library.models import Library

NEAR = 1.0
"""A hand or foot that misses its target by less looks right, in centimetres."""

NEAR_DEGREES = 2.0

SAMPLES = 60

every_file = pytest.mark.parametrize("path", POSE_FILES, ids=lambda path: path.stem)

GUIDED = sorted(
    exercise.id
    for exercise in load_library(shipped_routines()).exercises.values()
    if exercise.guided
)


@functools.cache
def figure_in(path: Path) -> Figure:
    problems: list[Problem] = []
    figure = load_figure(path, problems)
    assert problems == []
    assert figure is not None
    return figure


def legs_of(pose: BodyPose) -> Iterator[tuple[str, Leg]]:
    yield "near", pose.near_leg
    yield "far", pose.far_leg


def arms_of(pose: BodyPose) -> Iterator[tuple[str, Arm]]:
    yield "near", pose.near_arm
    yield "far", pose.far_arm


def bodies_of(figure: Figure) -> Iterator[tuple[str, BodyPose]]:
    for name, pose in figure.poses.items():
        if isinstance(pose, BodyPose):
            yield name, pose


def lowest_of_foot(body: Body, side: str) -> float:
    return min(body.joints[f"{side}_{joint}"].y for joint in ("heel", "ball", "tips"))


def moments_of(figure: Figure) -> Iterator[tuple[str, Pose]]:
    """Yield poses at many moments of the motions of a figure."""
    for path in figure.phases or (figure.path,):
        for step in range(SAMPLES):
            share = step / SAMPLES
            yield f"{'-'.join(path)} {share:.2f}", pose_in_cycle(figure, path, share, 1.0)


@pytest.mark.parametrize("exercise", GUIDED)
def test_every_guided_exercise_has_a_figure(exercise: str) -> None:
    assert exercise in {path.stem for path in POSE_FILES}


@every_file
def test_a_file_is_named_as_its_exercise(path: Path, library: Library) -> None:
    figure = figure_in(path)

    assert figure.exercise == path.stem
    assert figure.exercise in library.exercises


@every_file
def test_it_has_as_many_phases_as_the_exercise(path: Path, library: Library) -> None:
    figure = figure_in(path)
    timing = library.exercises[figure.exercise].timing

    wanted = len(timing.phases) if isinstance(timing, Phases) else 0
    assert len(figure.phases) == wanted


@every_file
def test_every_pose_is_used(path: Path) -> None:
    figure = figure_in(path)
    names = [figure.ready, *figure.path, *figure.meanwhile]

    assert set(figure.poses) == {*names, *(name for phase in figure.phases for name in phase)}


@every_file
def test_what_should_glow_can_be_seen(path: Path) -> None:
    figure = figure_in(path)

    for name, pose in figure.poses.items():
        tones = [shape.tone for shape in figure_shapes(figure, pose)]
        assert ("glow" in tones) is bool(figure.glow), name


@every_file
def test_hands_and_feet_touch_what_they_should(path: Path) -> None:
    missed: dict[str, float] = {}
    for name, pose in bodies_of(figure_in(path)):
        body = pose_body(pose)
        for side, arm in arms_of(pose):
            if arm.target is not None:
                target = arm.target if isinstance(arm.target, Point) else body.joints[arm.target]
                missed[f"{name}: {side} hand"] = body.joints[f"{side}_wrist"].distance(target)
        for side, leg in legs_of(pose):
            if leg.target is not None:
                point = body.joints[f"{side}_{leg.touch}"]
                missed[f"{name}: {side} {leg.touch}"] = point.distance(leg.target)

    assert {limb: by for limb, by in missed.items() if by > NEAR} == {}


@every_file
def test_limbs_point_as_they_should(path: Path) -> None:
    """No pose asks a joint to bend further than it can."""
    off: dict[str, float] = {}
    for name, pose in bodies_of(figure_in(path)):
        angles = pose_body(pose).angles
        for side, arm in arms_of(pose):
            if arm.target is None:
                off[f"{name}: {side} upper arm"] = arm.upper - angles[f"{side}_upper_arm"]
                off[f"{name}: {side} forearm"] = arm.lower - angles[f"{side}_forearm"]
            if arm.hand is not None:
                off[f"{name}: {side} hand"] = arm.hand - angles[f"{side}_hand"]
        for side, leg in legs_of(pose):
            if leg.target is None:
                off[f"{name}: {side} thigh"] = leg.thigh - angles[f"{side}_thigh"]
                off[f"{name}: {side} shin"] = leg.shin - angles[f"{side}_shin"]
            off[f"{name}: {side} foot"] = leg.foot - angles[f"{side}_foot"]
            if leg.toes is not None:
                off[f"{name}: {side} toes"] = leg.toes - angles[f"{side}_toes"]

    wrong = {limb: round(wrap_angle(by), 1) for limb, by in off.items()}
    assert {limb: by for limb, by in wrong.items() if abs(by) > NEAR_DEGREES} == {}


@every_file
def test_feet_that_stand_are_on_the_ground(path: Path) -> None:
    wrong: dict[str, float] = {}
    for name, pose in bodies_of(figure_in(path)):
        body = pose_body(pose)
        for side, leg in legs_of(pose):
            lowest = lowest_of_foot(body, side)
            if leg.target is not None and leg.target.y == 0 and abs(lowest) > NEAR:
                wrong[f"{name}: {side} foot"] = lowest

    assert wrong == {}


@every_file
def test_no_foot_sinks_into_the_ground(path: Path) -> None:
    figure = figure_in(path)
    if not any(prop.kind == "floor" for prop in figure.props):
        return
    sunk: dict[str, float] = {}
    for name, pose in moments_of(figure):
        if isinstance(pose, BodyPose):
            body = pose_body(pose)
            for side in ("near", "far"):
                lowest = lowest_of_foot(body, side)
                if lowest < -NEAR:
                    sunk[f"{name}: {side} foot"] = round(lowest, 1)

    assert sunk == {}
