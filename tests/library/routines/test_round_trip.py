"""Every valid exercise file becomes exactly the exercise that it describes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.library.load import load_library
from stretchapp.library.routines.models import (
    At,
    Continuous,
    Exercise,
    Hold,
    Instruction,
    Phase,
    PhaseKind,
    Phases,
    Repetitions,
    Sides,
    Source,
    TimingSource,
)
from stretchapp.library.yaml.durations import parse_duration
from tests.library.files import to_yaml, write

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.routines.models import Timing

# The texts that a file may contain: at least one visible and no control character.
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20).map("A {}.".format)
NAME = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
LENGTH = st.one_of(
    st.integers(1, 600).map("{}s".format),
    st.integers(1, 20).map("{}m".format),
    st.builds("{}:{:02d}".format, st.integers(0, 9), st.integers(1, 59)),
)


def group(
    needed: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for keys with their values."""
    return st.fixed_dictionaries(needed, optional=optional)


NAMES = st.lists(NAME, min_size=1, max_size=3)
PHASE = group({"text": TEXT, "length": LENGTH}, kind=st.sampled_from(get_args(PhaseKind)))
SOURCE = group({"document": TEXT}, line=st.integers(1, 1_000_000), quote=TEXT)
SENTENCE = TEXT | group({"text": TEXT, "at": st.sampled_from(get_args(At))})
TIMING = st.one_of(
    group({"hold": LENGTH}, times=st.integers(1, 3), rest=st.just("0s") | LENGTH),
    group({"repetitions": st.integers(1, 5), "each": LENGTH}),
    group({"continuous": LENGTH}),
    group({"phases": st.lists(PHASE, min_size=1, max_size=3)}),
)
EXERCISE = group(
    {
        "format": st.just(1),
        "kind": st.just("exercise"),
        "id": NAME,
        "name": TEXT,
        "body": NAMES,
        "position": NAMES,
        "timing": TIMING,
        "steps": st.lists(SENTENCE, min_size=1, max_size=4),
    },
    category=NAMES,
    equipment=NAMES,
    guided=st.booleans(),
    sides=st.sampled_from(get_args(Sides)),
    timing_source=st.sampled_from(get_args(TimingSource)),
    timing_note=TEXT,
    breathing=TEXT,
    safety=TEXT,
    note=TEXT,
    sources=st.lists(SOURCE, max_size=2),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of Hypothesis."""
    return tmp_path_factory.mktemp("files")


@given(written=EXERCISE)
def test_an_exercise_comes_back_as_it_was_written(written: dict[str, Any], folder: Path) -> None:
    write(folder, exercise=to_yaml(written))

    library = load_library(folder)

    assert library.problems == ()
    assert library.exercises == {written["id"]: meant(written, str(folder / "exercise.yaml"))}


def meant(written: dict[str, Any], path: str) -> Exercise:
    """Return the exercise that a file describes."""
    first, *others = written["steps"]
    return Exercise(
        id=written["id"],
        name=written["name"],
        category=tuple(written.get("category", ["stretch"])),
        body=tuple(written["body"]),
        position=tuple(written["position"]),
        equipment=tuple(written.get("equipment", ["none"])),
        guided=written.get("guided", True),
        sides=written.get("sides", "both"),
        timing=timing(written["timing"]),
        timing_source=written.get("timing_source", "chosen"),
        timing_note=written.get("timing_note", ""),
        steps=(
            instruction(first, "ready" if others else "work"),
            *(instruction(other, "work") for other in others),
        ),
        breathing=written.get("breathing", ""),
        safety=written.get("safety", ""),
        rubbing=written.get("rubbing"),
        steadier=written.get("steadier"),
        stance=written.get("stance"),
        says=tuple(written.get("says", ())),
        note=written.get("note", ""),
        sources=tuple(
            Source(source["document"], source.get("line"), source.get("quote"))
            for source in written.get("sources", [])
        ),
        origin="shipped",
        path=path,
    )


def timing(written: dict[str, Any]) -> Timing:
    """Return the timing that a file describes."""
    match written:
        case {"hold": hold}:
            rest_s = parse_duration(written.get("rest", "5s"))
            return Hold(parse_duration(hold), written.get("times", 1), rest_s)
        case {"repetitions": count, "each": each}:
            return Repetitions(count, parse_duration(each))
        case {"continuous": length}:
            return Continuous(parse_duration(length))
        case _:
            phases = written["phases"]
            return Phases(tuple(phase(one) for one in phases))


def phase(written: dict[str, Any]) -> Phase:
    """Return the phase that a file describes."""
    length_s = parse_duration(written["length"])
    return Phase(written["text"], length_s, written.get("kind", "move"))


def instruction(written: str | dict[str, Any], otherwise: At) -> Instruction:
    """Return the instruction that a file describes."""
    if isinstance(written, str):
        return Instruction(written, otherwise)
    return Instruction(written["text"], written["at"])
