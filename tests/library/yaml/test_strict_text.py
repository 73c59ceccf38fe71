"""Reading YAML: values, their places, and refused parts."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stretchapp.library.yaml.strict_text import MAX_BYTES, MAX_DEPTH, Node, read_yaml, resolve
from stretchapp.library.yaml.syntax_errors import LINE_BREAK
from tests.library.files import plain, to_yaml

PATH = Path("some.yaml")

# Characters with a meaning in YAML are far more frequent here than in normal texts.
YAML_LIKE = st.text(st.sampled_from(" \t\n\r:-#'\"[]{}|>&*!%@`,.?~\\0aé\x85\u2028\ufeff\0"))


def root_of(text: str) -> Node:
    """Return the root of a text that has no problems."""
    root, problems, _ = read_yaml(text.encode(), PATH)
    assert problems.told() == []
    assert root is not None
    return root


def problems_of(content: str | bytes) -> list[str]:
    """Return the problems of a text, without its path."""
    data = content.encode() if isinstance(content, str) else content
    return [f"{p.line}:{p.column}: {p.message}" for p in read_yaml(data, PATH).problems.told()]


class TestAnyContent:
    @given(st.one_of(st.text(), YAML_LIKE))
    @example("a: 1\n\tb: 2")
    @example("{a, ]")
    def test_gives_a_root_or_a_problem_and_every_problem_lies_in_the_text(self, text: str) -> None:
        reading = read_yaml(text.encode(errors="surrogatepass"), PATH)
        problems = reading.problems.told()

        assert reading.root is not None or problems
        assert problems == sorted(problems)
        lines = LINE_BREAK.split(text.removeprefix("\ufeff"))
        for problem in problems:
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
            assert problem.message.isprintable()

    @given(st.binary())
    @example(b"\xef\xbb\xbfa\n\xff")
    @example(b"\xff\xfe")
    def test_of_bytes_never_crashes(self, content: bytes) -> None:
        root, problems, _ = read_yaml(content, PATH)

        assert root is not None or problems.count


class TestPlainValues:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("", None),
            ("~", None),
            ("null", None),
            ("NULL", None),
            ("true", True),
            ("False", False),
            ("yes", "yes"),
            ("no", "no"),
            ("On", "On"),
            ("y", "y"),
            ("0", 0),
            ("-7", -7),
            ("+7", 7),
            ("010", 10),
            ("0o17", 15),
            ("0x1F", 31),
            ("0b11", "0b11"),
            ("1_000", "1_000"),
            ("0:45", "0:45"),
            ("1:30", "1:30"),
            ("1:30:00", "1:30:00"),
            ("2026-11-22", "2026-11-22"),
            ("1.5", 1.5),
            ("1.", 1.0),
            (".5", 0.5),
            ("1e3", 1000.0),
            (".inf", math.inf),
            ("-.INF", -math.inf),
            ("1.2.3", "1.2.3"),
            ("-", "-"),
            ("30s", "30s"),
            ("٣", "٣"),
            ("=", "="),
            ("<<", "<<"),
        ],
    )
    def test_are_those_of_the_yaml_1_2_core_schema(self, text: str, value: object) -> None:
        assert resolve(text) == value
        assert type(resolve(text)) is type(value)

    def test_that_are_no_number_are_so_in_every_spelling(self) -> None:
        assert all(math.isnan(resolve(text)) for text in (".nan", ".NaN", ".NAN"))  # pyright: ignore[reportArgumentType]

    @given(st.integers())
    def test_are_whole_numbers_of_any_size(self, number: int) -> None:
        assert resolve(str(number)) == number
        assert resolve(f"0x{abs(number):X}") == abs(number)
        assert resolve(f"0o{abs(number):o}") == abs(number)

    @given(st.floats(allow_nan=False))
    def test_are_fractions_as_python_writes_them(self, number: float) -> None:
        text = repr(number).replace("inf", ".inf")

        assert resolve(text) == number

    @given(st.text(min_size=1))
    def test_that_are_nothing_else_are_text(self, text: str) -> None:
        value = resolve(text)

        assert value == text or re.fullmatch(r"(?i)~|null|true|false|[-+0-9.].*", text)

    def test_of_absurd_length_are_read_all_the_same(self) -> None:
        assert resolve("9" * 100_000) == math.inf

    def test_mean_nothing_special_in_quotes_or_as_a_key(self) -> None:
        assert plain(root_of("'a': '1'\ntrue: \"~\"\n10: |\n  no\n")) == {
            "a": "1",
            "true": "~",
            "10": "no\n",
        }


class TestStructure:
    def test_is_lists_and_keys_within_each_other(self) -> None:
        text = "steps:\n- rest: 5\n- [a, {b: c}]\nnote:\n"

        assert plain(root_of(text)) == {"steps": [{"rest": 5}, ["a", {"b": "c"}]], "note": None}

    def test_knows_where_each_value_and_its_key_stand(self) -> None:
        root = root_of("ä: 1\n  # note\nsteps:\n  - rest: 20s\n")

        rest = root.entries["steps"].items[0].entries["rest"]
        assert (rest.key_line, rest.key_column) == (4, 5)
        assert (rest.line, rest.column) == (4, 11)
        assert rest.written == "20s"
        assert root.entries["ä"].column == 4

    def test_of_a_value_that_is_none_of_them_is_empty(self) -> None:
        root = root_of("text")

        assert root.entries == {}
        assert list(root.items) == []

    @given(
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.text()),
            lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
        )
    )
    def test_comes_back_as_it_was_written(self, value: object) -> None:
        assert plain(root_of(to_yaml(value))) == value

    @pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
    def test_does_not_depend_on_how_lines_end(self, line_end: str) -> None:
        root = root_of(f"a: 1{line_end}b: 2{line_end}")

        assert plain(root) == {"a": 1, "b": 2}
        assert root.entries["b"].line == 2

    def test_may_begin_with_a_byte_order_mark(self) -> None:
        root, problems, _ = read_yaml(b"\xef\xbb\xbfa: 1\n", PATH)

        assert problems.told() == []
        assert root is not None
        assert (root.line, root.column) == (1, 1)


class TestRefused:
    @pytest.mark.parametrize(
        ("text", "problems"),
        [
            pytest.param(
                "a: 1\nb: 2\na: 3\n",
                ["3:1: the key 'a' appears twice (first in line 1); remove one"],
                id="a key twice",
            ),
            pytest.param(
                "a: &x 1\nb: &y [2]\n",
                [
                    "1:4: the anchor '&x' cannot be used; remove it",
                    "2:4: the anchor '&y' cannot be used; remove it",
                ],
                id="anchors",
            ),
            pytest.param(
                "a: *x\n*y : 2\n",
                [
                    "1:4: the alias '*x' cannot be used; write out what it stands for",
                    "2:1: the alias '*y' cannot be used; write out what it stands for",
                ],
                id="aliases",
            ),
            pytest.param(
                "a: !!int 3\nb: !mine {c: d}\n!<x> e: f\n",
                [
                    "1:4: the tag '!!int' cannot be used; remove it",
                    "2:4: the tag '!mine' cannot be used; remove it",
                    "3:1: the tag 'x' cannot be used; remove it",
                ],
                id="tags",
            ),
            pytest.param(
                "[a]: b\n? {c: d}\n: e\n",
                [
                    "1:1: a list or a group cannot be a key; put the text in quotes",
                    "2:3: a list or a group cannot be a key; put the text in quotes",
                ],
                id="keys that are no text",
            ),
            pytest.param(
                "a: 1\n---\nb: 2\nb: 3\n",
                ["2:1: a second document begins here; give it a file of its own"],
                id="a second document",
            ),
            pytest.param(
                "a: &x 1\na: *x\nb: 'c\n",
                [
                    "1:4: the anchor '&x' cannot be used; remove it",
                    "2:1: the key 'a' appears twice (first in line 1); remove one",
                    "2:4: the alias '*x' cannot be used; write out what it stands for",
                    "3:4: the quote opened here is never closed; close it",
                ],
                id="all of it at once, up to where the text is no YAML",
            ),
        ],
    )
    def test_is_what_routine_files_have_no_use_for(self, text: str, problems: list[str]) -> None:
        assert problems_of(text) == problems

    @pytest.mark.parametrize("text", ["", " \n\n", "# only a comment\n", "\ufeff"])
    def test_is_a_file_with_nothing_in_it(self, text: str) -> None:
        assert problems_of(text) == ["1:1: the file is empty; start it with 'format: 1'"]

    @pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? "])
    def test_is_what_is_nested_too_deep(self, opening: str) -> None:
        column = MAX_DEPTH * len(opening) + 1

        assert problems_of(opening * 5000) == [
            f"1:{column}: this is nested more than 20 levels deep; use fewer levels"
        ]

    def test_is_a_file_over_256_kib(self) -> None:
        line = "# " + "x" * 61 + "\n"
        largest = line * (MAX_BYTES // len(line) - 1) + "a: 1" + " " * 59 + "\n"

        assert len(largest) == MAX_BYTES
        assert problems_of(largest) == []
        assert problems_of(largest + "#") == [
            "1:1: the file is larger than 256 KiB; split it into smaller files"
        ]

    def test_is_a_long_line_of_nothing_but_brackets_soon(self) -> None:
        # The parser must not read further after 20 levels.
        assert len(problems_of("[" * MAX_BYTES)) == 1

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            ("a: é".encode("utf-16"), "1:1: the file is encoded as UTF-16; save it as UTF-8"),
            ("a: é".encode("utf-16-le"), "1:1: the file is encoded as UTF-16; save it as UTF-8"),
            ("a: é".encode("utf-16-be"), "1:1: the file is encoded as UTF-16; save it as UTF-8"),
            (
                "a: b\nname: Dehnen für alle\n".encode("latin-1"),
                "2:15: this character is not UTF-8; save the file with UTF-8 encoding",
            ),
            (
                b"\xef\xbb\xbfa\r\n\xc3\xa9\xff",
                "2:2: this character is not UTF-8; save the file with UTF-8 encoding",
            ),
            ("a: b\nc: \x07", "2:4: the control character U+0007 cannot be used here; delete it"),
            ("é: \x1b[1m", "1:4: the control character U+001B cannot be used here; delete it"),
        ],
    )
    def test_is_what_is_no_text(self, content: str | bytes, problem: str) -> None:
        assert problems_of(content) == [problem]


LETTERS = [
    ("\u00a0", "U+00A0 (no-break space), which looks like a space; write a space instead"),
    ("\u2003", "U+2003 (em space), which looks like a space; write a space instead"),
    ("\u3000", "U+3000 (ideographic space), which looks like a space; write a space instead"),
    ("\u200b", "U+200B (zero width space), which cannot be seen; delete it"),
    ("\u00ad", "U+00AD (soft hyphen), which cannot be seen; delete it"),
    ("\u200e", "U+200E (left-to-right mark), which cannot be seen; delete it"),
    ("\ufeff", "U+FEFF (zero width no-break space), which cannot be seen; delete it"),
    ("\u2060", "U+2060 (word joiner), which cannot be seen; delete it"),
]


@pytest.mark.parametrize(("letter", "told"), LETTERS, ids=[ascii(letter) for letter, _ in LETTERS])
class TestWhatCannotBeSeen:
    def test_is_named_in_the_indentation_of_every_line(self, letter: str, told: str) -> None:
        text = f"a:\n {letter}- b\n{letter} - c\nd: e\n{letter}\n"

        assert problems_of(text) == [
            f"2:2: this line begins with {told}",
            f"3:1: this line begins with {told}",
            f"5:1: this line begins with {told}",
        ]

    @pytest.mark.parametrize("quote", ["", "'", '"'])
    def test_is_named_at_both_ends_of_a_value(self, letter: str, told: str, quote: str) -> None:
        column = 4 + len(quote)

        assert problems_of(f"a: {quote}{letter}b c{quote}\n") == [
            f"1:{column}: this value begins with {told}"
        ]
        assert problems_of(f"a: {quote}b c{letter}{quote}\n") == [
            f"1:{column + 3}: this value ends with {told}"
        ]
        assert problems_of(f"- {quote}{letter}b c{quote}\n") == [
            f"1:{column - 1}: this value begins with {told}"
        ]

    def test_is_named_in_a_key(self, letter: str, told: str) -> None:
        assert problems_of(f"a:\n  b{letter}c: d\n") == [f"2:4: this key has {told}"]
        assert problems_of(f"- {letter}b: c\n") == [f"1:3: this key has {told}"]
        assert problems_of(f"a{letter}: c\n") == [f"1:2: this key has {told}"]

    def test_is_named_where_it_stands_for_a_space(self, letter: str, told: str) -> None:
        (problem,) = problems_of(f"a:{letter}b\nc: d\n")

        assert problem.startswith("1:3: this line has ")
        assert problem.endswith(told.partition("), ")[2])

    def test_is_named_at_the_end_of_a_long_text(self, letter: str, told: str) -> None:
        assert problems_of(f"a: |\n  b\n  c{letter}\nd: e\n") == [
            f"3:4: this value ends with {told}"
        ]

    def test_may_stand_within_a_text_or_be_written_as_a_code(self, letter: str, told: str) -> None:
        del told
        assert plain(root_of(f"a: b{letter}c\n")) == {"a": f"b{letter}c"}
        text = f'a: "\\u{ord(letter):04x}b"\nc: d{letter}e\n'
        assert plain(root_of(text)) == {"a": f"{letter}b", "c": f"d{letter}e"}


def test_a_red_heart_may_end_a_text() -> None:
    assert plain(root_of("a: with love \u2764\ufe0f\n")) == {"a": "with love \u2764\ufe0f"}


@pytest.mark.parametrize("letter", ["\x85", "\u2028", "\u2029"])
def test_a_line_break_that_editors_do_not_show_is_refused(letter: str) -> None:
    assert problems_of(f"a: b{letter}\nc: d\n") == [
        f"1:5: the control character U+{ord(letter):04X} cannot be used here; delete it"
    ]
