"""The published JSON Schema accepts exactly the files that the check accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.paths import shipped_routines
from stretchapp.library.find_files import find_files
from stretchapp.library.json_schema import json_schema
from stretchapp.library.yaml.conversion import convert
from stretchapp.library.yaml.strict_text import Node, read_yaml
from stretchapp.library.yaml.written import Written
from tests.library.files import EXERCISE, FLOW, ROUTINE, plain, problems_in, to_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema.protocols import Validator

    from tests.library.files import Plain

SCHEMA = json_schema()
VALIDATOR: Validator = jsonschema.Draft202012Validator(SCHEMA)
PROPERTIES = [
    pytest.param(schema, id=f"{definition['title']} {key}")
    for definition in SCHEMA["$defs"].values()
    for key, schema in definition["properties"].items()
]

NOT_OF_FORM = re.compile(
    "takes over|there is no (?:exercise|stage)|leads? to|is already used|is what follows|'say' has"
)
"""The problems that a schema cannot find."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the files of Hypothesis."""
    return tmp_path_factory.mktemp("files")


def document(text: str) -> Plain:
    """Return the values of a file."""
    root, _, _ = read_yaml(text.encode(), Path("file.yaml"))
    assert root is not None
    return plain(root)


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    json.dumps(SCHEMA)


@pytest.mark.parametrize("schema", PROPERTIES)
def test_it_describes_every_key(schema: dict[str, Any]) -> None:
    assert re.fullmatch(r"[A-Za-z].*\.", schema.get("description", ""))


@pytest.mark.parametrize("path", find_files(shipped_routines(), []), ids=lambda path: path.stem)
def test_all_that_is_shipped_is_valid(path: Path) -> None:
    VALIDATOR.validate(document(path.read_text("utf-8")))


# Values that are valid for some keys and invalid for others. Numbers such as 1.0 are left out,
# because JSON counts them as whole, and texts with a final line break, which `$` ignores in Python.
VALUES = [
    *["~", "true", "false", "0", "1", "3", "201", "-1", "2.5", '""', '" "', '"a\\nb"', '"a\\0b"'],
    *["a", "calf", "Calf", "30s", "0s", "1:30", "1:75", '"30"', "x" * 65, "x" * 121, "x" * 1001],
    *["each", "rest", "hold", "move", "morning", "exercise", "routine"],
    *["[]", "[calf]", "[Calf]", "[3]", "[[calf]]", f"[{'a, ' * 12}]", f"[{'a, ' * 13}]"],
    *["{}", "{hold: 30s}", "{hold: 30s, each: 3s}", "{repetitions: 3}", "{continuous: 9s}"],
    *["{repetitions: 3, each: 3s}", "{phases: [{text: a, length: 5s}]}", "{phases: []}"],
    *["{text: a}", "{text: a, at: work}", "{document: a}", "{rest: 5s}", "{rest: 5s, text: a}"],
    *["[{text: a, at: work}]", "[{document: a, line: 1}]", "[{wait: a}]", "[{exercise: a}]"],
    *["[{exercise: a, say: b}]", "pull", "aftercare", "relief", "a " * 12, "a " * 13, "[a, b]"],
]
KEYS = st.sampled_from(
    sorted({key for schema in SCHEMA["$defs"].values() for key in schema["properties"]})
)


def containers(value: Plain) -> Iterator[list[Plain] | dict[str, Plain]]:
    """Yield all lists and groups of keys in a document."""
    if isinstance(value, list | dict):
        yield value
        for child in value.values() if isinstance(value, dict) else value:
            yield from containers(child)


@st.composite
def documents(draw: st.DrawFn) -> Plain:
    """Return a strategy for a valid file with one to three changes, most of which are mistakes."""
    written = document(draw(st.sampled_from([EXERCISE, ROUTINE, FLOW])))
    for _ in range(draw(st.integers(1, 3))):
        container = draw(st.sampled_from(list(containers(written))))
        value = document(draw(st.sampled_from(VALUES)))
        if isinstance(container, dict):
            key = draw(st.sampled_from(sorted(container)) | KEYS) if container else draw(KEYS)
            container[key] = value
            if draw(st.booleans()):
                del container[key]
        else:
            place = draw(st.integers(0, len(container)))
            container[place : place + draw(st.integers(0, 1))] = [value] * draw(st.integers(0, 1))
    return written


@given(written=documents())
def test_it_refuses_what_the_check_refuses(written: Plain, folder: Path) -> None:
    problems = problems_in(folder, to_yaml(written))

    is_good = all(NOT_OF_FORM.search(problem) for problem in problems)
    assert VALIDATOR.is_valid(written) == is_good, problems


def test_a_kind_of_value_that_no_form_is_known_for_is_our_mistake() -> None:
    class WrittenElsewhere(Written, frozen=True):
        share: bytes

    with pytest.raises(TypeError, match="BytesType"):
        convert(Node({}, 1, 1), WrittenElsewhere, None)
