"""Values as JSON and back: what comes back is what was written, and nothing else comes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.library.shipped.value_json import ValueJson, in_lines

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Colour = Literal["red", "green"]


class Place(NamedTuple):
    """Two numbers."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Known:
    """Something that is written by its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Ball:
    """One of two kinds of things."""

    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Cube:
    """The other one."""

    balls: tuple[Ball, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Everything that a field may be."""

    count: int
    is_open: bool
    label: str | None
    corner: Place
    top: Place | str | None
    colours: tuple[Colour, ...]
    words: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    thing: Ball | Cube | None
    things: tuple[Ball | Cube, ...]
    by_name: Mapping[str, Ball]
    known: Known
    perhaps: Known | None


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBER = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
COLOUR = st.sampled_from(["red", "green"])
BALL = st.builds(Ball, NUMBER, COLOUR)
KNOWN = {name: Known(name) for name in ("a", "b", "type")}
PLACE = st.builds(Place, NUMBER, NUMBER)


def many(one: SearchStrategy[object]) -> SearchStrategy[tuple[object, ...]]:
    return st.lists(one, max_size=3).map(tuple)


THING = BALL | st.builds(Cube, many(BALL))
BOX = st.builds(
    Box,
    count=st.integers(),
    is_open=st.booleans(),
    label=st.none() | TEXT,
    corner=PLACE,
    top=st.none() | TEXT | PLACE,
    colours=many(COLOUR),
    words=many(TEXT),
    rows=many(many(TEXT)),
    thing=st.none() | THING,
    things=many(THING),
    by_name=st.dictionaries(TEXT, BALL, max_size=3),
    known=st.sampled_from([*KNOWN.values()]),
    perhaps=st.none() | st.sampled_from([*KNOWN.values()]),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda part: st.lists(part) | st.dictionaries(st.text(), part),
    max_leaves=8,
)
A_BOX = Box(
    count=3,
    is_open=True,
    label=None,
    corner=Place(0, 1.5),
    top="up",
    colours=("red",),
    words=("one", "two"),
    rows=(("one",), ()),
    thing=Ball(1.0, "green"),
    things=(Ball(2, "red"),),
    by_name={"type": Ball(3, "red")},
    known=KNOWN["a"],
    perhaps=None,
)


def values() -> ValueJson:
    return ValueJson((Box, Ball, Cube, Place), {"Mapping": Mapping, **globals()}, {Known: KNOWN})


def changed(member: str, content: object) -> dict[str, object]:
    """Return a box in JSON with another member."""
    return {**values().plain(A_BOX), member: content}


@given(BOX)
def test_what_was_written_comes_back(box: Box) -> None:
    written = json.dumps(values().plain(box))

    back = values().value(Box, json.loads(written))

    assert back == box
    # Equal numbers may be of different types: 30 and 30.0.
    assert repr(back) == repr(box)


@given(BOX)
def test_what_is_known_is_the_very_same_value(box: Box) -> None:
    assert values().value(Box, values().plain(box)).known is box.known


def test_it_is_written_as_one_would_write_it() -> None:
    assert values().plain(A_BOX) == {
        "count": 3,
        "is_open": True,
        "label": None,
        "corner": [0, 1.5],
        "top": "up",
        "colours": ["red"],
        "words": ["one", "two"],
        "rows": [["one"], []],
        "thing": {"Ball": {"size": 1.0, "colour": "green"}},
        "things": [{"Ball": {"size": 2, "colour": "red"}}],
        "by_name": {"type": {"size": 3, "colour": "red"}},
        "known": "a",
        "perhaps": None,
    }


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("count", "3"),
        ("count", 3.0),
        ("count", True),
        ("count", None),
        ("is_open", 1),
        ("label", 1),
        ("label", ["a"]),
        ("corner", [0]),
        ("corner", [0, 1, 2]),
        ("corner", [0, "1"]),
        ("corner", [0, True]),
        ("corner", [0, float("inf")]),
        ("corner", [0, float("nan")]),
        ("corner", [0, 10**400]),
        ("corner", {"x": 0, "y": 0}),
        ("top", 1),
        ("top", [0]),
        ("top", {"Ball": {"size": 1, "colour": "red"}}),
        ("colours", ["blue"]),
        ("colours", [["red"]]),
        ("colours", "red"),
        ("words", [1]),
        ("words", {"one": 1}),
        ("rows", ["one"]),
        ("thing", {"size": 1, "colour": "red"}),
        ("thing", {"Place": {"x": 0, "y": 0}}),
        ("thing", {"Ball": {"size": 1, "colour": "red"}, "Cube": {"balls": []}}),
        ("thing", {}),
        ("thing", {"Ball": {"size": 1}}),
        ("thing", {"Ball": {"size": 1, "colour": "red", "more": 1}}),
        ("thing", {"Ball": {"size": 1, "color": "red"}}),
        ("thing", {"Ball": None}),
        ("thing", {"Box": {}}),
        ("thing", {"Cube": {"balls": [{"Ball": {"size": 1, "colour": "red"}}]}}),
        ("by_name", [["a", {"size": 1, "colour": "red"}]]),
        ("by_name", {"a": 1}),
        ("known", "c"),
        ("known", None),
        ("known", {"id": "a"}),
        ("perhaps", ["a"]),
        ("more", 1),
    ],
)
def test_anything_else_is_refused(member: str, content: object) -> None:
    with pytest.raises(ValueError, match=r"cannot stand here|not made from such a value"):
        values().value(Box, changed(member, content))


@given(JSON)
def test_what_is_foreign_is_refused(foreign: object) -> None:
    with pytest.raises(ValueError, match=r"cannot stand here|not made from such a value"):
        values().value(Box, foreign)


@given(JSON, st.sampled_from(sorted(values().plain(A_BOX))))
def test_a_foreign_member_is_refused_or_one_that_could_have_been_written(
    foreign: object, member: str
) -> None:
    plain = changed(member, foreign)
    try:
        box = values().value(Box, plain)
    except ValueError:
        return
    assert values().plain(box) == plain


def test_reading_leaves_the_json_as_it_is() -> None:
    plain = values().plain(A_BOX)

    values().value(Box, plain)

    assert plain == values().plain(A_BOX)


@given(JSON, st.integers(0, 4))
def test_lines_hold_the_same_json(content: object, depth: int) -> None:
    if "NaN" in json.dumps(content) or "Infinity" in json.dumps(content):
        return
    assert json.loads(in_lines(content, depth)) == content


def test_lines_are_as_deep_as_one_wants() -> None:
    content = {"a": [{"b": 1}, {"c": 2}], "ä": []}

    assert in_lines(content, 0) == '{"a":[{"b":1},{"c":2}],"ä":[]}\n'
    assert in_lines(content, 1) == '{\n"a": [{"b":1},{"c":2}],\n"ä": []\n}\n'
    assert in_lines(content, 2) == '{\n"a": [\n{"b":1},\n{"c":2}\n],\n"ä": [\n\n]\n}\n'


def test_what_json_cannot_hold_is_not_written() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        in_lines([float("nan")], 1)
