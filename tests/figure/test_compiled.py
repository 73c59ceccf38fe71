"""The compiled form of the figures: the same as the pose files, and never older than they."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.paths import compiled_forms
from stretchapp.figure.body import Arm, BodyPose, Leg, Touch
from stretchapp.figure.build import load_figure
from stretchapp.figure.compiled import compiled_form, read_figure
from stretchapp.figure.feet import FeetPose, OneOfTwo
from stretchapp.figure.foot import FootPose, Grip, Hand
from stretchapp.figure.geometry import Point
from stretchapp.figure.motion import Figure, View
from stretchapp.figure.props import Prop, PropKind
from stretchapp.figure.shapes import Muscle
from tests.figure.figures import POSE_FILES, a_figure, a_foot, two_feet

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import SearchStrategy

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
HAND = st.builds(Hand, st.sampled_from(get_args(Grip)), NUMBER)
FOOT = st.builds(OneOfTwo, heel=POINT, points=NUMBER, roll=NUMBER, spread=NUMBER)
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


def members(figure: Figure | None) -> str:
    """Return all that a figure says: figures are equal only to themselves."""
    return repr(figure)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A pose file; that it is none does not matter to who does not read it."""
    path = tmp_path / "calf-stretch.yaml"
    path.write_text("a pose file", "utf-8")
    return path


@pytest.fixture
def compiled(path: Path) -> Path:
    """The compiled form of its figure and of two others."""
    compiled = path.with_name("figures.json")
    foot, feet = path.with_name("foot.yaml"), path.with_name("feet.yaml")
    figures = {
        path: a_figure(),
        foot: a_foot(exercise="foot"),
        feet: two_feet(exercise="feet"),
    }
    compiled.write_text(compiled_form(figures), "utf-8")
    return compiled


@pytest.mark.parametrize("path", POSE_FILES, ids=lambda path: path.stem)
def test_a_shipped_figure_equals_its_pose_file(path: Path) -> None:
    figure = read_figure(compiled_forms() / "figures.json", path)

    assert members(figure) == members(load_figure(path, [])) != "None"


@given(FIGURE)
def test_a_figure_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, figure: Figure
) -> None:
    folder = tmp_path_factory.getbasetemp()
    path, compiled = folder / "calf-stretch.yaml", folder / "figures.json"
    path.touch()
    compiled.write_text(compiled_form({path: figure}), "utf-8")

    assert members(read_figure(compiled, path)) == members(figure)


def test_it_has_a_line_for_each_figure_in_their_order(compiled: Path) -> None:
    lines = compiled.read_text("utf-8").splitlines()

    assert [line.split(":")[0] for line in lines[1:-1]] == ['"calf-stretch"', '"feet"', '"foot"']
    assert list(json.loads("".join(lines))) == ["calf-stretch", "feet", "foot"]


def test_a_figure_is_found_without_the_others(compiled: Path, path: Path) -> None:
    spoilt = compiled.read_text("utf-8").replace('"foot": {', '"foot": [')
    compiled.write_text(spoilt, "utf-8")

    assert members(read_figure(compiled, path)) == members(a_figure())


def test_it_is_found_without_yaml() -> None:
    program = (
        "import sys; from pathlib import Path; "
        "from stretchapp.figure.compiled import read_figure; "
        "assert read_figure(*map(Path, sys.argv[1:])); "
        "assert not {'yaml', 'msgspec', 'difflib'} & set(sys.modules)"
    )

    command = [sys.executable, "-c", program, compiled_forms() / "figures.json", POSE_FILES[0]]
    subprocess.run(command, check=True)


class TestNoFigure:
    def test_comes_of_a_file_with_another_content(self, compiled: Path, path: Path) -> None:
        status = path.stat()
        path.write_text("A POSE FILE", "utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

        assert read_figure(compiled, path) is None

    def test_comes_of_a_file_that_is_not_there(self, compiled: Path, path: Path) -> None:
        path.unlink()

        assert read_figure(compiled, path) is None

    def test_comes_of_a_file_that_cannot_be_read_and_could_not_be(
        self, compiled: Path, path: Path
    ) -> None:
        path.unlink()
        compiled.write_text(compiled_form({path: a_figure()}), "utf-8")

        assert read_figure(compiled, path) is None

    def test_comes_of_a_pipe(self, compiled: Path, path: Path) -> None:
        path.unlink()
        os.mkfifo(path)

        assert read_figure(compiled, path) is None

    def test_comes_of_an_exercise_without_one(self, compiled: Path, path: Path) -> None:
        assert read_figure(compiled, path.rename(path.with_stem("other"))) is None

    def test_comes_of_another_exercises_line(self, compiled: Path, path: Path) -> None:
        other = path.rename(path.with_stem("toe-stretch"))
        text = compiled.read_text("utf-8").replace('"calf-stretch": {"ch', '"toe-stretch": {"ch')
        compiled.write_text(text, "utf-8")

        assert read_figure(compiled, other) is None

    def test_comes_of_no_compiled_form(self, compiled: Path, path: Path) -> None:
        compiled.unlink()
        assert read_figure(compiled, path) is None

        compiled.mkdir()
        assert read_figure(compiled, path) is None

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('"view":"body"', '"view":"side"'),
            ('"view":"body",', ""),
            ('"view":"body"', '"view":"body","more":1'),
            ('"cycle_s":4.0', '"cycle_s":NaN'),
            ('"cycle_s":4.0', '"cycle_s":1e999'),
            ('"cycle_s":4.0', '"cycle_s":"4s"'),
            ('"kind":"wall"', '"kind":"os.system"'),
            ('"stand":{"BodyPose"', '"stand":{"Exercise"'),
            ('"figure":', '"figur":'),
            ('"checksum":', '"checksum":{"a":1},"b":'),
            ('"figure":{', '"figure":' + "[" * 100_000 + "{"),
            ("{\n", "\ufeff"),
        ],
    )
    def test_comes_of_what_was_not_written_so(
        self, compiled: Path, path: Path, old: str, new: str
    ) -> None:
        text = compiled.read_text("utf-8")
        assert old in text

        compiled.write_text(text.replace(old, new), "utf-8")

        assert read_figure(compiled, path) is None

    def test_comes_of_a_form_that_is_cut_off(self, compiled: Path, path: Path) -> None:
        whole = compiled.read_bytes()
        end = whole.index(b'"feet"')

        for length in range(end):
            compiled.write_bytes(whole[:length])
            assert read_figure(compiled, path) is None

        compiled.write_bytes(whole[:end])
        assert members(read_figure(compiled, path)) == members(a_figure())


def test_every_field_of_a_figure_is_written() -> None:
    """A field that is left out would come back as its default."""
    stored = json.loads((compiled_forms() / "figures.json").read_text("utf-8"))

    for line in stored.values():
        assert list(line["figure"]) == [field.name for field in dataclasses.fields(Figure)]
