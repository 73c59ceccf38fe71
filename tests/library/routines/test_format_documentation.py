"""``docs/routine-format.md`` explains every key, default and limit of the format, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import jsonschema
import pytest

from stretchapp.base.paths import shipped_routines, user_paths
from stretchapp.library.json_schema import json_schema
from stretchapp.library.load import check_files, load_library
from stretchapp.library.relief import file_format as relief_format
from stretchapp.library.routines import build, file_format
from stretchapp.library.yaml import strict_text as yaml_text
from stretchapp.library.yaml.durations import parse_duration
from stretchapp.session.timeline import MIN_SENTENCE_S, plan
from tests.library.files import EXERCISE, changed, plain, routine, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stretchapp.library.models import Library

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "routine-format.md").read_text("utf-8")
SCHEMA = json_schema()


class Key(NamedTuple):
    """A row of one of the tables of keys."""

    name: str
    is_needed: bool
    default: str
    meaning: str
    example: str


def section(title: str, level: str = "##") -> str:
    """Return the text below a heading, up to the next heading of its level."""
    _, heading, rest = TEXT.partition(f"\n{level} {title}\n")
    assert heading, f"there is no heading {title}"
    return re.split(rf"\n#{{2,{len(level)}}} ", rest)[0]


def rows(text: str) -> list[list[str]]:
    """Return the cells of the table in ``text``, without its header."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def keys(title: str) -> dict[str, Key]:
    """Return the table of keys under a heading."""
    table = [
        Key(unquoted(name), needed == "yes", unquoted(default), meaning, unquoted(example))
        for name, needed, default, meaning, example in rows(section(title, "###"))
    ]
    assert len({key.name for key in table}) == len(table)
    return {key.name: key for key in table}


def unquoted(cell: str) -> str:
    """Return the code in a cell."""
    assert re.fullmatch(r"(?:`[^`]+`)?", cell)
    return cell.strip("`")


def read(text: str) -> object:
    """Return the values of a piece of YAML."""
    root, problems, _ = yaml_text.read_yaml(text.encode(), Path("example.yaml"))
    assert problems.told() == []
    assert root is not None
    return plain(root)


def properties() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the heading, the key and the schema of every key of the format."""
    for definition in SCHEMA["$defs"].values():
        for key, schema in definition["properties"].items():
            yield definition["title"], key, schema


PROPERTIES = list(properties())
IDS = [f"{title} {key}" for title, key, _ in PROPERTIES]


class TestKeys:
    @pytest.mark.parametrize("definition", SCHEMA["$defs"].values(), ids=SCHEMA["$defs"].keys())
    def test_are_all_explained_and_no_others(self, definition: dict[str, Any]) -> None:
        explained = keys(definition["title"])

        assert list(explained) == list(definition["properties"])
        needed = {name for name, key in explained.items() if key.is_needed}
        assert needed == set(definition["required"])

    def test_are_grouped_under_headings_of_the_format(self) -> None:
        headings = re.findall(r"^### (.*)$", section("Every key"), re.MULTILINE)

        assert set(headings) == {definition["title"] for definition in SCHEMA["$defs"].values()}

    @pytest.mark.parametrize(("title", "key", "schema"), PROPERTIES, ids=IDS)
    def test_have_the_default_of_the_document(
        self, title: str, key: str, schema: dict[str, Any]
    ) -> None:
        default = keys(title)[key].default

        assert ("default" in schema) == bool(default)
        if default:
            assert read(default) == schema["default"]

    @pytest.mark.parametrize(("title", "key", "schema"), PROPERTIES, ids=IDS)
    def test_have_an_example_that_is_valid(
        self, title: str, key: str, schema: dict[str, Any]
    ) -> None:
        example = read(keys(title)[key].example)

        jsonschema.validate(
            example,
            {
                "$defs": SCHEMA["$defs"],
                "type": "object",
                "properties": {key: schema},
                "required": [key],
                "additionalProperties": False,
            },
        )

    @pytest.mark.parametrize(("title", "key", "schema"), PROPERTIES, ids=IDS)
    def test_name_every_choice(self, title: str, key: str, schema: dict[str, Any]) -> None:
        explained = keys(title)[key]
        values = set(re.findall(r"`([^`]+)`", explained.meaning)) | {explained.example}

        for choice in schema.get("enum", []):
            assert values & {choice, f"{key}: {choice}"}

    def test_that_go_with_another_say_so(self) -> None:
        choosing = (
            file_format.WrittenTiming,
            file_format.WrittenStep,
            relief_format.WrittenRelief,
        )
        for written in choosing:
            table = rows(section(written.__name__.removeprefix("Written"), "###"))
            for name, *others in table:
                other = written.goes_with.get(unquoted(name))
                if other in written.one_of:
                    assert f"ith `{other}`" in " ".join(others)


class TestMoments:
    def test_are_those_of_a_sentence(self) -> None:
        moments = [unquoted(row[0]) for row in rows(section("When each sentence is told"))]

        assert sorted(moments) == SCHEMA["$defs"]["WrittenInstruction"]["properties"]["at"]["enum"]

    def test_without_a_sentence_have_the_one_of_the_document(self, tmp_path: Path) -> None:
        text = section("When each sentence is told")
        documented = {row[0].strip("`"): row[2].strip('"') for row in rows(text)}
        write(tmp_path, exercise=changed(EXERCISE, "  - Face the wall.\n", ""))
        write(tmp_path, routine=routine("one", "exercise: calf-stretch"))

        segments = plan(load_library(tmp_path).routines["one"])

        sentences = {segment.kind: segment.text for segment in segments}
        assert sentences["get-ready"] == documented["ready"]
        assert sentences["rest"] == documented["rest"]
        assert sentences["change-sides"] == documented["change"]
        assert f"at least {MIN_SENTENCE_S:g} seconds" in text


def test_lengths_mean_what_the_document_says() -> None:
    meanings = {
        "30 seconds": 30,
        "seven and a half seconds": 7.5,
        "2 minutes": 120,
        "1 minute 30 seconds": 90,
        "the same: minutes and seconds": 90,
        "45 seconds": 45,
        "1 hour": 3600,
    }

    for written, meaning in rows(section("Lengths of time")):
        assert parse_duration(unquoted(written)) == meanings[meaning]


class TestLimits:
    def test_are_those_of_the_document(self) -> None:
        limits = {
            "a file": f"{yaml_text.MAX_BYTES // 1024} KiB",
            "levels of indentation": f"{yaml_text.MAX_DEPTH}",
            "the steps of a routine": f"{file_format.MAX_STEPS}",
            "one step, both legs together": f"{build.MAX_STEP_S / 3600:g} hours",
            "a whole routine": f"{build.MAX_ROUTINE_S / 3600:g} hours",
            "`id`": f"{limit('Exercise', 'id', 'maxLength')} characters",
            "a name or title": f"{limit('Routine', 'title', 'maxLength')} characters",
            "a sentence": f"{limit('Instruction', 'text', 'maxLength')} characters",
            "any other text": f"{limit('Routine', 'purpose', 'maxLength')} characters",
            "a word in a list": f"{limit('Exercise', 'body', 'items')['maxLength']} characters",
            "the words in a list": f"{limit('Exercise', 'body', 'maxItems')}",
            "the sentences of an exercise": f"{limit('Exercise', 'steps', 'maxItems')}",
            "the phases of a timing": f"{limit('Timing', 'phases', 'maxItems')}",
            "the sources": f"{limit('Routine', 'sources', 'maxItems')}",
            "`times`, `repetitions`": f"{limit('Timing', 'times', 'maximum')}",
            "the stages of a relief file": f"{limit('Relief', 'stages', 'maxItems')}",
            "the steps, the alternatives, the aftercare, the exercises of a card": (
                f"{limit('Stage', 'steps', 'maxItems')}"
            ),
            "the words of `say`": f"{relief_format.MAX_WORDS}",
            "`key`": f"{limit('Relief', 'key', 'maximum')}",
            "`line`": f"{limit('Source', 'line', 'maximum')}",
        }

        assert dict(rows(section("Limits"))) == limits

    def test_of_lists_of_relief_are_all_the_same(self) -> None:
        lists = [("Stage", "alternatives"), ("Relief", "aftercare"), ("Relief", "card")]
        most = {limit(title, key, "maxItems") for title, key in lists}

        assert most == {limit("Stage", "steps", "maxItems")}


def limit(title: str, key: str, name: str) -> Any:  # noqa: ANN401 -- whatever the schema holds
    """Return a limit of the schema."""
    (schema,) = (schema for its, of, schema in PROPERTIES if (its, of) == (title, key))
    return schema[name]


class TestExamples:
    @pytest.fixture
    def library(self, tmp_path: Path) -> Library:
        """The library with the examples of the document and the readme."""
        readme = (ROOT / "README.md").read_text("utf-8")
        for number, text in enumerate(re.findall(r"```yaml\n(.*?)```", TEXT + readme, re.DOTALL)):
            write(tmp_path / "user", **{f"example_{number}": text})
        return load_library(shipped_routines(), tmp_path / "user")

    def test_load_without_a_problem(self, library: Library) -> None:
        assert library.problems == ()
        assert library.exercises["wall-stretch-at-work"].origin == "yours"
        assert library.routines["lunch-break"].origin == "yours"
        assert library.flows["shin"].origin == "yours"
        assert list(library.flows)[:5] == ["calf", "toes", "thigh", "thigh-back", "shin"]

    def test_of_problems_are_the_real_ones(self, tmp_path: Path) -> None:
        exercise, routine, _ = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
        routine = changed(routine, "  - exercise: wall", "  - excercise: wall")
        routine = changed(routine, "rest: 20s", "rest: 20 sec")
        write(tmp_path, lunch_break=routine)
        write(tmp_path, wall_stretch_at_work=exercise)

        problems = check_files([tmp_path], shipped_routines())

        real = [str(problem).removeprefix(f"{tmp_path}/") for problem in problems]
        _, documented, _ = re.findall(r"```\n(.*?)```", section("Are they right?"), re.DOTALL)
        assert documented.splitlines() == real

    def test_of_warnings_are_the_real_ones(self, tmp_path: Path) -> None:
        exercise, routine, _ = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
        routine = changed(routine, "rest: 20s", "rest: 5s")
        routine = changed(routine, "  - wait: Take off your shoes and sit down.\n", "")
        routine = changed(routine, "toe-movements", "lying-cycling")
        write(tmp_path, lunch_break=routine)
        write(tmp_path, wall_stretch_at_work=exercise)

        (warning,) = check_files([tmp_path], shipped_routines())

        *_, documented = re.findall(r"```\n(.*?)```", section("Are they right?"), re.DOTALL)
        assert documented.strip() == str(warning).removeprefix(f"{tmp_path}/")

    def test_have_time_to_lie_down(self, tmp_path: Path, library: Library) -> None:
        assert library.problems == ()
        assert check_files([tmp_path / "user"], shipped_routines()) == ()


def test_the_folder_is_the_one_that_is_read(home: Path) -> None:
    folders = {row[0]: unquoted(row[1]) for row in rows(section("Where the files lie"))}

    assert user_paths().user_routines == Path(folders["Linux"].replace("~", str(home)))
    assert folders["started with `--data-dir DIR`"] == "DIR/routines"
    assert user_paths(home).user_routines == home / "routines"
