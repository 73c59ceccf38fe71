"""A figure from the cache equals the figure of its pose file."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.figure import load as loader
from stretchapp.figure.body import Arm, BodyPose, Leg, Touch
from stretchapp.figure.cached_figure import load_cached_figure
from stretchapp.figure.feet import FeetPose, FootOfPair
from stretchapp.figure.foot import FootPose, Hand, HandPlace
from stretchapp.figure.geometry import Point
from stretchapp.figure.load import load_figure
from stretchapp.figure.motion import Figure, View
from stretchapp.figure.props import Prop, PropKind
from stretchapp.figure.shapes import Muscle
from tests.figure.figures import POSE_FILES

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

    from stretchapp.base.problems import Problem

NAME = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
NUMBER = st.floats(-400, 400) | st.integers(-400, 400)
POINT = st.builds(Point, NUMBER, NUMBER)
ARM = st.builds(
    Arm,
    upper=NUMBER,
    lower=NUMBER,
    hand=st.none() | NUMBER,
    target=st.none() | POINT | st.just("near_tips"),
)
LEG = st.builds(
    Leg,
    thigh=NUMBER,
    toes=st.none() | NUMBER,
    target=st.none() | POINT,
    touch=st.sampled_from(get_args(Touch)),
)
HAND = st.builds(Hand, st.sampled_from(get_args(HandPlace)), NUMBER)
FOOT = st.builds(FootOfPair, heel=POINT, points=NUMBER, roll=NUMBER, spread=NUMBER)
POSE = (
    st.builds(BodyPose, hip=POINT, head=st.none() | NUMBER, near_arm=ARM, far_leg=LEG)
    | st.builds(FootPose, ankle=POINT, toe_tip=st.none() | NUMBER, hands=st.tuples(HAND))
    | st.builds(FeetPose, left=FOOT, right=FOOT)
)


def some(one: SearchStrategy[object]) -> SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=2).map(tuple)


FIGURE = st.builds(
    Figure,
    exercise=st.just("calf-stretch"),
    view=st.sampled_from(get_args(View)),
    props=some(st.builds(Prop, st.sampled_from(get_args(PropKind)), NUMBER)),
    glow=some(st.sampled_from(get_args(Muscle))),
    poses=st.dictionaries(NAME, POSE, min_size=1, max_size=2),
    ready=NAME,
    path=some(NAME),
    phases=some(some(NAME)),
    cycle_s=NUMBER,
    edged_arm=st.booleans(),
    meanwhile=some(NAME),
)


def refuse_to_read(*_: object) -> Figure:
    """Replace the YAML reader, and fail."""
    pytest.fail("the YAML is read")


@pytest.mark.parametrize("path", POSE_FILES, ids=lambda path: path.stem)
def test_a_shipped_figure_comes_back_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    read = load_cached_figure(path, cache, [])
    # A figure is equal only to itself.
    assert repr(read) == repr(load_figure(path, [])) != "None"
    monkeypatch.setattr(loader, "load_figure", refuse_to_read)

    assert repr(load_cached_figure(path, cache, [])) == repr(read)


@given(FIGURE)
def test_any_figure_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, figure: Figure
) -> None:
    def load(_path: Path, _problems: list[Problem]) -> Figure:
        return figure

    folder = tmp_path_factory.mktemp("figure")
    path = folder / "calf-stretch.yaml"
    path.touch()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loader, "load_figure", load)
        load_cached_figure(path, folder / "cache", [])
        patch.setattr(loader, "load_figure", refuse_to_read)
        again = load_cached_figure(path, folder / "cache", [])

    assert repr(again) == repr(figure)
