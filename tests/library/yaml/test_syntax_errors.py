"""The problems of a text that is not YAML: the place, and the advice."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from stretchapp.library.yaml.strict_text import read_yaml
from stretchapp.library.yaml.syntax_errors import explain

TAB = "this line is indented with a tab; use spaces"
MISALIGNED = "this line does not fit those above; indent it exactly like the lines beside it"
MISPLACED_KEY = (
    "this key does not fit the line above; indent it like the lines beside it, "
    "and see that the line above has a colon and a space"
)
SECOND_COLON = "a second colon in a line needs quotes; put the whole text in quotes"
AFTER_QUOTES = "the quotes end before this; put the whole text in double quotes"
NO_COLON = "this line has no colon and space after its key; write 'key: value'"
CANNOT_BEGIN = "no text can begin with this character; put the text in quotes"
CANNOT_NAME = "text that begins with '*', '&' or '!' means something else; put it in quotes"
BACKSLASH = "in double quotes a backslash begins a code; write two of them, or use single quotes"
BLOCK = "the text begins on the line below '|' or '>'; move it there"
DIRECTIVE = "a line cannot begin with '%'; remove this line"
OPEN_QUOTE = "the quote opened here is never closed; close it"
OPEN_BRACKETS = "the text ends inside brackets; close them"


def problems_of(text: str) -> list[str]:
    """Return the problems of a text, without its path."""
    problems = read_yaml(text.encode(), Path("some.yaml")).problems.told()
    return [f"{problem.line}:{problem.column}: {problem.message}" for problem in problems]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("note: slowly: one by one\n", f"1:13: {SECOND_COLON}"),
        ("steps:\n  - text: lean: in\n", f"2:15: {SECOND_COLON}"),
        ("a: 1\n  b: 2\n", f"2:4: {MISPLACED_KEY}"),
        ("name\nid: x\n", f"2:3: {MISPLACED_KEY}"),
        ("name:Calf\nid: x\n", f"2:3: {MISPLACED_KEY}"),
        ("a:\n  - b\n - c\n", f"3:2: {MISALIGNED}"),
        ("a: b\n- c\n", f"2:1: {MISALIGNED}"),
        ("- a\nb: c\n", f"2:1: {MISALIGNED}"),
        ("a: |\n    text\n  more\n", f"3:3: {MISALIGNED}"),
        ("  a: b\nc: d\n", f"2:1: {MISALIGNED}"),
        ("a: b\n...\nc: d\n", f"3:1: {MISALIGNED}"),
        ("id: x\nsteps\nname: y\n", f"2:1: {NO_COLON}"),
        ("id: x\nname\n", f"2:1: {NO_COLON}"),
        ("a: 'it's'\n", f"1:8: {AFTER_QUOTES}"),
        ('- "a" b\n', f"1:7: {AFTER_QUOTES}"),
        ("id: x\na: 'b\nc: d\n", f"2:4: {OPEN_QUOTE}"),
        ('a: "b\n', f"1:4: {OPEN_QUOTE}"),
        (
            "a: 'b\n---\nc: d\n",
            "1:4: the quote opened here is not closed before '---' or '...'; close it",
        ),
        ("a: [b, c\nd: e\n", "1:4: the list opened here is not closed; add ']'"),
        ("a: {b: c\nd: e\n", "1:4: the brace opened here is not closed; add '}'"),
        ("a: [\n", f"2:1: {OPEN_BRACKETS}"),
        ("a: [", f"1:5: {OPEN_BRACKETS}"),
        ("a: @b\n", f"1:4: {CANNOT_BEGIN}"),
        ("a: `b`\n", f"1:4: {CANNOT_BEGIN}"),
        ("a: %b\n", f"1:4: {CANNOT_BEGIN}"),
        ("a: ]\n", f"1:4: {CANNOT_BEGIN}"),
        ("a: , b\n", f"1:4: {CANNOT_BEGIN}"),
        ("a: ? b\n", f"1:4: {CANNOT_BEGIN}"),
        ("a: - b\n", "1:4: write '- ' and what follows on a line of its own"),
        ("a: * b\n", f"1:4: {CANNOT_NAME}"),
        ("a: & b\n", f"1:4: {CANNOT_NAME}"),
        ("a: !<b\n", f"1:4: {CANNOT_NAME}"),
        ("a: !b!c d\n", f"1:4: {CANNOT_NAME}"),
        ('a: "\\d"\n', f"1:5: {BACKSLASH}"),
        ('a: "\\xyz"\n', f"1:7: {BACKSLASH}"),
        ('a: "\\ud800"\n', f"1:7: {BACKSLASH}"),
        ("a: >b\n", f"1:5: {BLOCK}"),
        ("a: |0\n", f"1:5: {BLOCK}"),
        ("%a\n---\nb: c\n", f"1:3: {DIRECTIVE}"),
        ("%YAML 2.0\n---\na: b\n", f"1:1: {DIRECTIVE}"),
        ("%YAML 1.2\n%YAML 1.2\n---\na: b\n", f"2:1: {DIRECTIVE}"),
        ("%TAG a\n---\nb: c\n", f"1:6: {DIRECTIVE}"),
    ],
)
def test_the_place_to_mend_is_told_in_plain_words(text: str, problem: str) -> None:
    assert problems_of(text) == [problem]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("\ta: b\n", ["1:1"]),
        ("a:\n\tb: c\n\td: e\n", ["2:1", "3:1"]),
        ("a:\n  - b\n  \t- c\nd:\n\t- e\n", ["3:3", "5:1"]),
        ("a: b\n\tc\n", ["2:1"]),
        ("a: |\n  b\n\tc\n", ["3:1"]),
        ("a: |\n\tb\n", ["2:1"]),
    ],
)
def test_every_line_indented_with_a_tab_is_told(text: str, places: list[str]) -> None:
    assert problems_of(text) == [f"{place}: {TAB}" for place in places]


@pytest.mark.parametrize(
    "text", ["a:\tb\n", "a: |\n  b\n  \tc\n", "a: b\t# note\n", "a: 'b\n\tc'\n"]
)
def test_a_tab_that_indents_nothing_is_fine(text: str) -> None:
    assert problems_of(text) == []


def test_lines_before_the_first_mistake_are_not_suspected() -> None:
    assert problems_of("a: |\n  b\n  \tc\nd:\n\te: f\n") == [f"5:1: {TAB}"]


def test_what_no_rule_knows_is_told_all_the_same() -> None:
    mark = yaml.Mark("", 0, 1, 1, None, 0)
    error = yaml.MarkedYAMLError(problem="something new", problem_mark=mark)

    assert explain(error, "a\nbc") == [
        (2, 2, "this is not valid YAML; check the indentation, the colons and the quotes")
    ]
