"""Every mistake of an author, with the place and the message of its problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library.files import EXERCISE, ROUTINE, changed, problems_in

if TYPE_CHECKING:
    from pathlib import Path

LENGTH = "write a length above zero such as 30s, 1m30s or 1:30"
PAUSE = "write a length such as 10s, 1m30s or 1:30"
COUNT = "write a whole number from 1 to 200"
NAME = "write at most 64 small letters, digits and hyphens, such as calf-stretch"
WORD = "write at most 40 small letters, digits and hyphens, such as front-thigh"
LINE = "write one line of text of at most 120 characters"
TEXT = "write some text of at most 1000 characters"
SENTENCE = "write a sentence of at most 300 characters"
LIST = "write each entry on a line of its own after '- '"
KIND = "write 'kind: exercise', 'kind: routine' or 'kind: relief'"
QUOTE = "without quotes, which is not text; put it in quotes"
UNQUOTE = "in quotes, which makes it text; remove the quotes"


class TestLengths:
    @pytest.mark.parametrize("written", ["0:45", "1:30", "1m30s", "0.5s", "'30s'", '"1:30"'])
    def test_in_every_spelling_are_fine(self, tmp_path: Path, written: str) -> None:
        assert problems_in(tmp_path, changed(EXERCISE, "30s", written)) == []

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("no", "'no'"),
            ("010", "'010'"),
            ("30", "'30'"),
            ("'30'", "'30'"),
            ("30 s", "'30 s'"),
            ("-5s", "'-5s'"),
            ("1,5m", "'1,5m'"),
            ("1:75", "'1:75'"),
            ("0s", "'0s'"),
            ("0:00", "'0:00'"),
            ("٣s", "'٣s'"),
            ('"30s\\n"', "'30s[U+000A]'"),
            ("9" * 28, f"'{'9' * 28}'"),
            ("9" * 90_000, f"'{'9' * 40}…'"),
            ("x" * 60, f"'{'x' * 40}…' (60 characters)"),
            ("~", "empty"),
            ("[30s]", "a list"),
            ("{a: b}", "a group of keys"),
        ],
    )
    def test_that_cannot_be_are_told(self, tmp_path: Path, written: str, shown: str) -> None:
        text = changed(EXERCISE, "30s", written)

        assert problems_in(tmp_path, text) == [f"9:9: 'hold' is {shown}; {LENGTH}"]

    def test_may_be_zero_only_where_nothing_is_done_in_them(self, tmp_path: Path) -> None:
        text = changed(ROUTINE, "steps:", "change_sides: 0s\nget_ready: 0s\nsteps:")
        text = changed(text, "get_ready: 15s", "timing: {hold: 20s, rest: 0s}")

        assert problems_in(tmp_path, text) == []
        assert problems_in(tmp_path, changed(text, "rest: 20s", "rest: 0s")) == [
            f"11:11: 'rest' is '0s'; {LENGTH}"
        ]

    def test_that_are_missing_are_empty(self, tmp_path: Path) -> None:
        text = changed(ROUTINE, "steps:", "get_ready:\nsteps:")

        assert problems_in(tmp_path, text) == [f"6:11: 'get_ready' is empty; {PAUSE}"]


@pytest.mark.parametrize("written", ["times: 010", "times: 0x10", "guided: TRUE", "note: no"])
def test_numbers_truth_and_text_are_those_of_yaml_1_2(tmp_path: Path, written: str) -> None:
    old = "  times: 2" if "times" in written else "sides: each"
    new = f"  {written}" if "times" in written else written

    assert problems_in(tmp_path, changed(EXERCISE, old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        # Numbers
        ("times: 2", "times: 0", f"10:10: 'times' is '0'; {COUNT}"),
        ("times: 2", "times: 201", f"10:10: 'times' is '201'; {COUNT}"),
        ("times: 2", "times: 2.0", f"10:10: 'times' is '2.0'; {COUNT}"),
        ("times: 2", "times: '2'", f"10:10: 'times' is '2' {UNQUOTE}"),
        ("times: 2", "times: true", f"10:10: 'times' is 'true'; {COUNT}"),
        ("times: 2", "times: .inf", f"10:10: 'times' is '.inf'; {COUNT}"),
        (
            "line: 129",
            "line: 12-13",
            "17:11: 'line' is '12-13'; write the number of a line, such as 129",
        ),
        # Choices
        (
            "sides: each",
            "sides: left",
            "7:8: 'sides' is 'left'; write affected, alternate, both or each",
        ),
        ("sides: each", "guided: no", "7:9: 'guided' is 'no'; write true or false"),
        ("sides: each", "guided: 'true'", f"7:9: 'guided' is 'true' {UNQUOTE}"),
        ("sides: each", "guided:", "7:8: 'guided' is empty; write true or false"),
        (
            "at: work",
            "at: before",
            "14:9: 'at' is 'before'; write again, change, ready, rest or work",
        ),
        ("format: 1", "format: 2", "1:9: 'format' is '2'; write 'format: 1'"),
        ("format: 1", "format: 1.0", "1:9: 'format' is '1.0'; write 'format: 1'"),
        ("format: 1", "format: true", "1:9: 'format' is 'true'; write 'format: 1'"),
        ("format: 1", "format: '1'", f"1:9: 'format' is '1' {UNQUOTE}"),
        # Texts
        ("id: calf-stretch", "id: Calf Stretch", f"3:5: 'id' is 'Calf Stretch'; {NAME}"),
        ("id: calf-stretch", "id: 12", f"3:5: 'id' is '12' {QUOTE}"),
        (
            "id: calf-stretch",
            f"id: {'a' * 65}",
            f"3:5: 'id' is '{'a' * 40}…' (65 characters); {NAME}",
        ),
        ("name: Calf stretch", "name: 007", f"4:7: 'name' is '007' {QUOTE}"),
        ("name: Calf stretch", "name: 1.50", f"4:7: 'name' is '1.50' {QUOTE}"),
        ("name: Calf stretch", "name: true", f"4:7: 'name' is 'true' {QUOTE}"),
        ("name: Calf stretch", "name: ' '", f"4:7: 'name' is ' '; {LINE}"),
        ("name: Calf stretch", "name: |\n  a\n  b", f"4:7: 'name' is 'a[U+000A]b[U+000A]'; {LINE}"),
        ("name: Calf stretch", 'name: "\\e[1m"', f"4:7: 'name' is '[U+001B][1m'; {LINE}"),
        (
            "name: Calf stretch",
            f"name: {'a' * 121}",
            f"4:7: 'name' is '{'a' * 40}…' (121 characters); {LINE}",
        ),
        ("sides: each", "note: ~", f"7:7: 'note' is empty; {TEXT}"),
        ("Face the wall.", "7", f"12:5: an entry of 'steps' is '7' {QUOTE}"),
        ("Face the wall.", "[a, b]", f"12:5: an entry of 'steps' is a list; {SENTENCE}"),
        (
            "Face the wall.",
            "Note: face the wall.",
            (
                "12:5: an entry of 'steps' has a colon that makes it a key; "
                "put the whole text in quotes"
            ),
        ),
        ('"003"', "003", f"16:15: 'document' is '003' {QUOTE}"),
        # Lists
        ("[calf]", "calf", f"5:7: 'body' is 'calf' where a list is needed; {LIST}"),
        ("[calf]", "", f"5:6: 'body' is empty where a list is needed; {LIST}"),
        ("[calf]", "{calf: 1}", f"5:7: 'body' is a group of keys where a list is needed; {LIST}"),
        ("[calf]", "[]", "5:7: 'body' is empty; write at least 1 entry"),
        (
            "[calf]",
            f"[{', '.join(['calf'] * 13)}]",
            "5:7: 'body' has too many entries (13); at most 12 are allowed",
        ),
        ("[calf]", "[Calf]", f"5:8: an entry of 'body' is 'Calf'; {WORD}"),
        # Keys
        ("name: Calf", "Name: Calf", "4:1: 'Name' is not a key of the file; did you mean 'name'?"),
        (
            "sides: each",
            "timing-note: long",
            "7:1: 'timing-note' is not a key of the file; did you mean 'timing_note'?",
        ),
        (
            "at: work",
            "att: work",
            "14:5: 'att' is not a key of an entry of 'steps'; did you mean 'at'?",
        ),
        (
            "line: 129",
            "page: 129",
            (
                "17:5: 'page' is not a key of an entry of 'sources'; "
                "it may have document, line or quote"
            ),
        ),
        (
            "line: 129",
            '"\\e[1m": 129',
            (
                "17:5: '[U+001B][1m' is not a key of an entry of 'sources'; "
                "it may have document, line or quote"
            ),
        ),
        ("format: 1\n", "", "1:1: the file has no 'format'; add it"),
        ("    at: work\n", "", "13:5: an entry of 'steps' has no 'at'; add it"),
        # The timing
        (
            "  hold: 30s\n  times: 2\n",
            "  rest: 5s\n",
            (
                "9:3: 'timing' has none of 'hold', 'repetitions', 'continuous' or 'phases'; "
                "add one of them"
            ),
        ),
        (
            "  times: 2",
            "  continuous: 10s",
            "10:3: 'timing' cannot have both 'hold' and 'continuous'; remove one",
        ),
        (
            "  times: 2",
            "  each: 2s",
            "10:3: 'each' goes with 'repetitions', not with 'hold'; remove it",
        ),
        (
            "  hold: 30s\n  times: 2\n",
            "  repetitions: 3\n",
            "9:3: 'repetitions' goes with 'each', which is missing; add 'each'",
        ),
        (
            "timing:\n  hold: 30s\n  times: 2\n",
            "timing: 30s\n",
            "8:9: 'timing' is '30s'; write a key before it, such as 'hold: 30s'",
        ),
        (
            "timing:\n  hold: 30s\n  times: 2\n",
            "timing:\n",
            "8:8: 'timing' is empty; write keys such as hold, times or rest below it",
        ),
        (
            "timing:\n  hold: 30s\n  times: 2\n",
            "",
            "1:1: a guided exercise needs a 'timing'; add it, or write 'guided: false'",
        ),
        (
            "hold: 30s",
            "hold: 1h30m",
            "9:3: this exercise takes over 2 hours; shorten it",
        ),
        # The kind of file
        ("kind: exercise", "kind: Exercise", f"2:7: 'kind' is 'Exercise'; {KIND}"),
        ("kind: exercise", "kind: [exercise]", f"2:7: 'kind' is a list; {KIND}"),
        ("kind: exercise", "kind: 3", f"2:7: 'kind' is '3'; {KIND}"),
        ("kind: exercise", "kind:", f"2:6: 'kind' is empty; {KIND}"),
        ("kind: exercise\n", "", f"1:1: the file does not say what it describes; {KIND}"),
        # A value that the YAML reader refuses has one problem only.
        ("30s", "*x", "9:9: the alias '*x' cannot be used; write out what it stands for"),
        ("30s", "!!str 30s", "9:9: the tag '!!str' cannot be used; remove it"),
        ("30s", "&x 30s", "9:9: the anchor '&x' cannot be used; remove it"),
        ("[calf]", "*x", "5:7: the alias '*x' cannot be used; write out what it stands for"),
        ("exercise\n", "*x\n", "2:7: the alias '*x' cannot be used; write out what it stands for"),
        (
            "sides: each",
            "name: X",
            "7:1: the key 'name' appears twice (first in line 4); remove one",
        ),
    ],
)
def test_a_mistake_in_an_exercise_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert problems_in(tmp_path, changed(EXERCISE, old, new)) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "- wait: Lie",
            "- waits: Lie",
            "11:5: 'waits' is not a key of an entry of 'steps'; did you mean 'wait'?",
        ),
        (
            "- rest: 20s\n    text",
            "- text",
            "9:5: an entry of 'steps' has none of 'exercise', 'rest' or 'wait'; add one of them",
        ),
        (
            "- rest: 20s",
            "- wait: Lie down.",
            "10:5: 'text' goes with 'rest', not with 'wait'; remove it",
        ),
        (
            "text: Breathe.",
            "floor: true",
            "10:5: 'floor' goes with 'wait', not with 'rest'; remove it",
        ),
        (
            "text: Breathe.",
            "wait: Lie down.",
            "10:5: an entry of 'steps' cannot have both 'rest' and 'wait'; remove one",
        ),
        (
            "- exercise: calf-stretch\n    get_ready: 15s",
            "- calf-stretch",
            (
                "7:5: an entry of 'steps' is 'calf-stretch'; "
                "write a key before it, such as 'exercise: calf-stretch'"
            ),
        ),
        (
            "calf-stretch",
            "calf-strech",
            "7:15: there is no exercise 'calf-strech'; did you mean 'calf-stretch'?",
        ),
        (
            "calf-stretch",
            "squats",
            "7:15: there is no exercise 'squats'; 'stretchapp exercises' lists them",
        ),
        ("calf-stretch", "Calf stretch", f"7:15: 'exercise' is 'Calf stretch'; {NAME}"),
        ("rest: 20s", "rest: 2h1s", "9:5: this step takes over 2 hours; shorten it"),
        ("get_ready: 15s", "get_ready: 2h", "7:5: this step takes over 2 hours; shorten it"),
        ("purpose: A calm end of the day.\n", "", "1:1: the file has no 'purpose'; add it"),
        (
            "kind: routine",
            "kind: routine\nwhen: night",
            "3:7: 'when' is 'night'; write bedtime, cramp, daytime, evening or morning",
        ),
    ],
)
def test_a_mistake_in_a_routine_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert problems_in(tmp_path, changed(ROUTINE, old, new)) == [problem]


class TestLimits:
    def test_a_routine_may_take_6_hours(self, tmp_path: Path) -> None:
        most = ROUTINE + "  - rest: 2h\n" * 2 + "  - rest: 1h30m\n"

        assert problems_in(tmp_path, most) == []
        assert problems_in(tmp_path, most + "  - rest: 30m\n") == [
            "7:3: this routine takes over 6 hours; split it"
        ]

    def test_a_routine_may_have_500_steps(self, tmp_path: Path) -> None:
        most = ROUTINE + "  - wait: Go on.\n" * 497

        assert problems_in(tmp_path, most) == []
        assert problems_in(tmp_path, most + "  - wait: Go on.\n") == [
            "7:3: 'steps' has too many entries (501); at most 500 are allowed"
        ]

    def test_an_exercise_may_take_2_hours(self, tmp_path: Path) -> None:
        most = changed(EXERCISE, "hold: 30s", "hold: 1h\n  rest: 0s")

        assert problems_in(tmp_path, most) == []
        assert problems_in(tmp_path, changed(most, "rest: 0s", "rest: 0.1s")) == [
            "9:3: this exercise takes over 2 hours; shorten it"
        ]

    def test_a_long_line_is_only_too_long(self, tmp_path: Path) -> None:
        text = changed(EXERCISE, "Face the wall.", "Face the wall. " * 15_000)

        (problem,) = problems_in(tmp_path, text)
        assert problem.startswith("12:5: an entry of 'steps' is 'Face the wall. Face")
        assert problem.endswith(f"…' (224999 characters); {SENTENCE}")


class TestAllAtOnce:
    def test_every_problem_of_a_file_is_told(self, tmp_path: Path) -> None:
        text = changed(EXERCISE, "format: 1\n", "")
        for old, new in [
            ("name: Calf stretch", "naem: Calf stretch"),
            ("[calf]", "calf"),
            ("[standing]", "[Standing, 3]"),
            ("sides: each", "sides: left\nsides: right"),
            ("hold: 30s", "hold: 1h30m"),
            ("- Face the wall.", "- &a Face the wall."),
            ('document: "003"', "document: *b"),
            ("line: 129", "line: none"),
        ]:
            text = changed(text, old, new)

        assert problems_in(tmp_path, text) == [
            "1:1: the file has no 'format'; add it",
            "3:1: 'naem' is not a key of the file; did you mean 'name'?",
            f"4:7: 'body' is 'calf' where a list is needed; {LIST}",
            f"5:12: an entry of 'position' is 'Standing'; {WORD}",
            f"5:22: an entry of 'position' is '3' {QUOTE}",
            "6:8: 'sides' is 'left'; write affected, alternate, both or each",
            "7:1: the key 'sides' appears twice (first in line 6); remove one",
            "9:3: this exercise takes over 2 hours; shorten it",
            "12:5: the anchor '&a' cannot be used; remove it",
            "16:15: the alias '*b' cannot be used; write out what it stands for",
            "17:11: 'line' is 'none'; write the number of a line, such as 129",
        ]

    def test_a_routine_is_checked_as_far_as_it_can_be_understood(self, tmp_path: Path) -> None:
        text = changed(ROUTINE, "title", "titel")
        text = changed(text, "calf-stretch", "squats")
        text = changed(text, "20s", "3h")
        text += "  - sides: each\n  - rest: 2h\n  - rest: 2h\n  - rest: 2h\n  - rest: 1s\n"

        assert problems_in(tmp_path, text) == [
            "4:1: 'titel' is not a key of the file; did you mean 'title'?",
            "7:3: this routine takes over 6 hours; split it",
            "7:15: there is no exercise 'squats'; 'stretchapp exercises' lists them",
            "9:5: this step takes over 2 hours; shorten it",
            "12:5: an entry of 'steps' has none of 'exercise', 'rest' or 'wait'; add one of them",
        ]

    def test_an_exercise_is_checked_as_far_as_it_can_be_understood(self, tmp_path: Path) -> None:
        text = changed(EXERCISE, "timing:\n  hold: 30s\n  times: 2\n", "")
        text = changed(text, "calf-stretch", "Calf")

        assert problems_in(tmp_path, text) == [
            "1:1: a guided exercise needs a 'timing'; add it, or write 'guided: false'",
            f"3:5: 'id' is 'Calf'; {NAME}",
        ]

    @pytest.mark.parametrize("steps", ["", "steps: none\n"])
    def test_a_routine_without_steps_is_told(self, tmp_path: Path, steps: str) -> None:
        head, _, _ = ROUTINE.partition("steps:")

        assert len(problems_in(tmp_path, head + steps)) == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("- a\n- b\n", "1:1: a routine file consists of lines such as 'format: 1'"),
        ("Stretch your calves.\n", "1:1: a routine file consists of lines such as 'format: 1'"),
        ("---\n", "2:1: a routine file consists of lines such as 'format: 1'"),
        ("*a", "1:1: the alias '*a' cannot be used"),
        ("", "1:1: the file is empty"),
        ("# soon\n", "1:1: the file is empty"),
        (EXERCISE + "---\n" + ROUTINE, "18:1: a second document begins here"),
        (EXERCISE.encode("utf-16"), "1:1: the file is encoded as UTF-16"),
        (EXERCISE.replace("Lean", "Léan").encode("latin-1"), "13:12: this character is not UTF-8"),
    ],
)
def test_what_is_no_routine_file_at_all_is_told(
    tmp_path: Path, content: str | bytes, problem: str
) -> None:
    (told,) = problems_in(tmp_path, content)

    assert told.startswith(problem)


@pytest.mark.parametrize(
    "content",
    [
        EXERCISE,
        ROUTINE,
        b"\xef\xbb\xbf" + EXERCISE.encode(),
        EXERCISE.replace("\n", "\r\n"),
        "# My own\n---\n" + EXERCISE + "...\n",
        changed(EXERCISE, "timing:\n  hold: 30s\n  times: 2\n", "guided: false\n"),
        changed(EXERCISE, "Lean in.", "'Lean in: slowly 🦵.'"),
    ],
)
def test_a_good_file_has_no_problem(tmp_path: Path, content: str | bytes) -> None:
    assert problems_in(tmp_path, content) == []


UNSEEN_BLANK = "U+00A0 (no-break space) in it, which looks like a space; write a space instead"
UNSEEN_NOTHING = "U+200B (zero width space) in it, which cannot be seen; delete it"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "id: evening",
            "id: eve\u200bning",
            f"3:5: 'id' is 'eve[U+200B]ning'; it has {UNSEEN_NOTHING}",
        ),
        (
            "get_ready: 15s",
            "get_ready: 1\u200b5s",
            f"8:16: 'get_ready' is '1[U+200B]5s'; it has {UNSEEN_NOTHING}",
        ),
        (
            "wait: Lie down.",
            "wait:\u00a0Lie down.",
            f"11:5: an entry of 'steps' is 'wait:[U+00A0]Lie down.'; it has {UNSEEN_BLANK}",
        ),
    ],
)
def test_what_cannot_be_seen_within_a_value_is_named(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert problems_in(tmp_path, changed(ROUTINE, old, new)) == [problem]
