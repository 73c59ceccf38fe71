"""Figures for tests, and the shipped ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.base.paths import shipped_assets
from stretchapp.figure.body import Arm, BodyPose, Leg
from stretchapp.figure.feet import FeetPose, FootOfPair
from stretchapp.figure.foot import FootPose
from stretchapp.figure.geometry import Point
from stretchapp.figure.load import load_figure
from stretchapp.figure.motion import Figure
from stretchapp.figure.props import Prop

if TYPE_CHECKING:
    from stretchapp.base.problems import Problem

POSE_FILES = sorted((shipped_assets() / "poses").glob("*.yaml"))

STAND = BodyPose(
    hip=Point(0, 88),
    near_arm=Arm(target=Point(45, 130)),
    near_leg=Leg(target=Point(-4, 0), touch="heel"),
    far_leg=Leg(target=Point(4, 0), touch="heel"),
)
LEAN = replace(
    STAND,
    torso=75,
    near_leg=Leg(target=Point(-30, 0), touch="heel"),
)
DEEP = replace(LEAN, hip=Point(6, 80))

_BODY = Figure(
    exercise="calf-stretch",
    view="body",
    props=(Prop("floor"), Prop("wall", x=60)),
    glow=("calf",),
    poses={"stand": STAND, "lean": LEAN, "deep": DEEP},
    ready="stand",
    path=("stand", "lean"),
    phases=(),
    cycle_s=4.0,
)


def a_figure(**changes: object) -> Figure:
    """Return a body that leans to a wall, with ``changes``."""
    return replace(_BODY, **changes)


def a_foot(**changes: object) -> Figure:
    """Return a foot that points and is drawn up, with ``changes``."""
    poses = {"down": FootPose(foot=-30), "up": FootPose(foot=25)}
    foot = a_figure(view="foot", poses=poses, ready="down", path=("down", "up"), props=())
    return replace(foot, **changes)


def two_feet(**changes: object) -> Figure:
    """Return two feet seen from above that turn out, with ``changes``."""
    poses = {
        name: FeetPose(
            left=FootOfPair(heel=Point(-25, 0), points=90 + turn),
            right=FootOfPair(heel=Point(25, 0), points=90 - turn),
        )
        for name, turn in (("ahead", 0), ("out", 30))
    }
    feet = a_figure(
        view="feet-above", poses=poses, ready="ahead", path=("ahead", "out"), props=(), glow=()
    )
    return replace(feet, **changes)


def shipped_figures() -> list[Figure]:
    """Return every shipped figure that can be loaded; another test checks that all can."""
    problems: list[Problem] = []
    figures = (load_figure(path, problems) for path in POSE_FILES)
    return [figure for figure in figures if figure is not None]
