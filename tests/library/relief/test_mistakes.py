"""Every mistake in a relief file, with the place and the message of its problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.library.files import FLOW, changed, exercise, problems_in, write

if TYPE_CHECKING:
    from pathlib import Path

SAY = "write one line of at most 12 words and 120 characters"
NAME = "write at most 64 small letters, digits and hyphens, such as calf-stretch"
QUOTE = "without quotes, which is not text; put it in quotes"
TWELVE = "one two three four five six seven eight nine ten eleven twelve"
CARD = """\
format: 1
kind: relief
id: water
title: In the water
card:
  - calf-stretch
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        # Keys
        ("id: calf\n", "id: Calf\n", f"3:5: 'id' is 'Calf'; {NAME}"),
        ("key: 1", "key: 0", "5:6: 'key' is '0'; write a whole number from 1 to 9"),
        (
            "key: 1",
            "key: '1'",
            "5:6: 'key' is '1' in quotes, which makes it text; remove the quotes",
        ),
        ("key: 1", "sourced: yes", "5:10: 'sourced' is 'yes'; write true or false"),
        ("title: Calf\n", "", "1:1: the file has no 'title'; add it"),
        (
            "    eased: pull",
            "    esed: pull",
            ("19:5: 'esed' is not a key of an entry of 'stages'; did you mean 'eased'?"),
        ),
        ("    still: pull\n", "", "13:5: an entry of 'stages' has no 'still'; add it"),
        (
            "aftercare:\n  - exercise: calf-stretch\n    say: Rest.\n",
            "",
            "6:1: 'stages' goes with 'aftercare', which is missing; add 'aftercare'",
        ),
        (
            "    say: Rest.\n",
            "    say: Rest.\ncard: [calf-stretch]\n",
            "25:1: the file cannot have both 'stages' and 'card'; remove one",
        ),
        # Words
        (
            "Pull your toes up.",
            f"{TWELVE} thirteen",
            f"10:14: 'say' is '{TWELVE[:40]}…' (71 characters); {SAY}",
        ),
        ("Pull your toes up.", "' '", f"10:14: 'say' is ' '; {SAY}"),
        ("Pull your toes up.", '"a\\nb"', f"10:14: 'say' is 'a[U+000A]b'; {SAY}"),
        ("Pull your toes up.", "", f"10:13: 'say' is empty; {SAY}"),
        ("Pull your toes up.", "[]", "10:14: 'say' is empty; write at least 1 entry"),
        (
            "[Push your heel down.]",
            f"[Push., {TWELVE} more]",
            f"16:22: an entry of 'say' is '{TWELVE[:40]}…' (67 characters); {SAY}",
        ),
        (
            "[Push your heel down.]",
            "[Push., Hold.]",
            "16:14: 'say' has too many lines (2); write only one",
        ),
        (
            "continuous: 30s",
            "phases: [{text: Push., length: 5s}, {text: Hold., length: 5s}]",
            (
                "16:14: 'say' has 1 line, but 'calf-stretch' has 2 phases here; "
                "write a list with a line for each"
            ),
        ),
        # Exercises
        (
            "calf-stretch\n        say: Pull",
            "calf-strech\n        say: Pull",
            "9:19: there is no exercise 'calf-strech'; did you mean 'calf-stretch'?",
        ),
        (
            "calf-stretch\n    say: Rest.",
            "squats\n    say: Rest.",
            "23:15: there is no exercise 'squats'; 'stretchapp exercises' lists them",
        ),
        ("continuous: 30s", "hold: 2h1s", "15:9: this step takes over 2 hours; shorten it"),
        # Ids of stages
        (
            "- id: push",
            "- id: pull",
            (
                "11:12: there is no stage 'push'; write the id of a stage of this file\n"
                "12:13: there is no stage 'push'; write the id of a stage of this file\n"
                "13:9: the id 'pull' is already used in line 7; choose another\n"
                "21:13: there is no stage 'push'; write the id of a stage of this file"
            ),
        ),
        (
            "- id: push\n",
            "- id: aftercare\n",
            (
                "11:12: there is no stage 'push'; write the id of a stage of this file\n"
                "12:13: there is no stage 'push'; write the id of a stage of this file\n"
                "13:9: 'aftercare' is what follows a cramp; give this stage another id\n"
                "21:13: there is no stage 'push'; write the id of a stage of this file"
            ),
        ),
        # Where the answers lead
        (
            "    eased: pull",
            "    eased: aftercar",
            "19:12: there is no stage 'aftercar'; did you mean 'aftercare'?",
        ),
        (
            "    still: push",
            "    still: psh",
            ("11:12: there is no stage 'psh'; did you mean 'push'?"),
        ),
        (
            "    still: push",
            "    still: end",
            "11:12: there is no stage 'end'; write the id of a stage of this file",
        ),
        (
            "    still: push",
            "    still: aftercare",
            "11:12: 'still' cannot lead to 'aftercare', as only 'eased' can; name a stage",
        ),
        (
            "    cannot: push\naftercare",
            "    cannot: aftercare\naftercare",
            "21:13: 'cannot' cannot lead to 'aftercare', as only 'eased' can; name a stage",
        ),
        ("key: 1", "first: pul", "5:8: there is no stage 'pul'; did you mean 'pull'?"),
        (
            "key: 1",
            "early: aftercare",
            "5:8: 'early' cannot lead to 'aftercare', as only 'eased' can; name a stage",
        ),
        (
            "    still: push\n    cannot: push\n  - id",
            "    still: pull\n    cannot: pull\n  - id",
            "13:9: nothing leads to the stage 'push'; let another one lead here or remove it",
        ),
    ],
)
def test_a_mistake_in_a_flow_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert problems_in(tmp_path, changed(FLOW, old, new)) == problem.splitlines()


def test_a_stage_that_never_leads_to_the_aftercare_is_told(tmp_path: Path) -> None:
    text = changed(FLOW, "    still: push\n", "    still: push\n    eased: push\n")

    assert problems_in(tmp_path, text) == [
        f"{line}: no answers lead from the stage '{name}' to 'aftercare'; write 'eased: aftercare'"
        for line, name in (("7:9", "pull"), ("14:9", "push"))
    ]


def test_a_stage_may_lead_to_itself_as_long_as_it_cramps(tmp_path: Path) -> None:
    text = changed(FLOW, "    still: pull", "    still: push")

    assert problems_in(tmp_path, text) == []


def test_a_stage_may_be_reached_only_by_a_cramp_that_is_coming_on(tmp_path: Path) -> None:
    text = changed(
        FLOW,
        "    still: push\n    cannot: push\n  - id",
        "    still: pull\n    cannot: pull\n  - id",
    )

    assert problems_in(tmp_path, changed(text, "key: 1", "early: push")) == []


@pytest.mark.parametrize(
    "say",
    [TWELVE, f"' {TWELVE} '", "Straighten your knee.", f"[{TWELVE}]", "x" * 120, "Kürzer, wär’s?"],
)
def test_words_that_can_be_read_half_asleep_are_fine(tmp_path: Path, say: str) -> None:
    assert problems_in(tmp_path, changed(FLOW, "Pull your toes up.", say)) == []


class TestExercisesWithoutTiming:
    @pytest.fixture(autouse=True)
    def _card(self, tmp_path: Path) -> None:
        text = changed(exercise("card"), "timing:\n  hold: 30s\n  times: 2\n", "guided: false\n")
        write(tmp_path / "shipped", card=text)

    def test_are_told_in_a_stage(self, tmp_path: Path) -> None:
        text = changed(FLOW, "calf-stretch\n        say: Pull", "card\n        say: Pull")

        assert problems_in(tmp_path, text) == [
            (
                f"9:19: 'card' is a text card without a timing ({tmp_path}/shipped/card.yaml); "
                "give it one here or leave it out"
            )
        ]

    def test_are_fine_with_a_timing_of_the_flow(self, tmp_path: Path) -> None:
        text = changed(FLOW, "calf-stretch\n        say: [Push", "card\n        say: [Push")

        assert problems_in(tmp_path, text) == []

    def test_are_fine_in_the_aftercare(self, tmp_path: Path) -> None:
        text = changed(FLOW, "calf-stretch\n    say: Rest.", "card\n    say: Rest.")

        assert problems_in(tmp_path, text) == []
        assert problems_in(tmp_path, text.replace("say: Rest.", "say: [Lie down., Rest.]")) == [
            "24:10: 'say' has too many lines (2); write only one"
        ]


class TestCards:
    def test_have_no_problem(self, tmp_path: Path) -> None:
        assert problems_in(tmp_path, CARD) == []

    @pytest.mark.parametrize(
        ("old", "new", "problem"),
        [
            (
                "- calf-stretch",
                "- calf-strech",
                "6:5: there is no exercise 'calf-strech'; did you mean 'calf-stretch'?",
            ),
            (
                "- calf-stretch",
                "- 7",
                f"6:5: an entry of 'card' is '7' {QUOTE}",
            ),
            ("\n  - calf-stretch", " []", "5:7: 'card' is empty; write at least 1 entry"),
            (
                "card:\n  - calf-stretch\n",
                "",
                "1:1: the file has none of 'stages' or 'card'; add one of them",
            ),
            *(
                (
                    "card:",
                    f"{key}: {value}\ncard:",
                    f"5:1: '{key}' goes with 'stages', not with 'card'; remove it",
                )
                for key, value in [
                    ("key", "1"),
                    ("first", "a"),
                    ("early", "a"),
                    ("aftercare", "[{exercise: calf-stretch, say: Rest.}]"),
                ]
            ),
        ],
    )
    def test_with_a_mistake_are_told(
        self, tmp_path: Path, old: str, new: str, problem: str
    ) -> None:
        assert problems_in(tmp_path, changed(CARD, old, new)) == [problem]


class TestAllAtOnce:
    def test_every_problem_of_a_flow_is_told(self, tmp_path: Path) -> None:
        text = FLOW
        for old, new in [
            ("title: Calf", "titel: Calf"),
            ("key: 1", "key: 10"),
            ("calf-stretch\n        say: Pull your toes up.", "squats\n        say: Pull."),
            ("    still: push", "    still: psh"),
            ("[Push your heel down.]", f"{TWELVE} more"),
            ("continuous: 30s", "continuous: 3 h"),
            ("    still: pull", "    still: aftercare"),
            ("    cannot: push\naftercare", "aftercare"),
            ("calf-stretch\n    say: Rest.", "calf-strech\n    say: Rest."),
        ]:
            text = changed(text, old, new)

        assert problems_in(tmp_path, text) == [
            "4:1: 'titel' is not a key of the file; did you mean 'title'?",
            "5:6: 'key' is '10'; write a whole number from 1 to 9",
            "9:19: there is no exercise 'squats'; 'stretchapp exercises' lists them",
            "11:12: there is no stage 'psh'; did you mean 'push'?",
            "13:5: an entry of 'stages' has no 'cannot'; add it",
            f"16:14: 'say' is '{TWELVE[:40]}…' (67 characters); {SAY}",
            "18:23: 'continuous' is '3 h'; write a length above zero such as 30s, 1m30s or 1:30",
            "20:12: 'still' cannot lead to 'aftercare', as only 'eased' can; name a stage",
            "22:15: there is no exercise 'calf-strech'; did you mean 'calf-stretch'?",
        ]

    def test_what_is_reached_is_told_beside_a_mistake_elsewhere(self, tmp_path: Path) -> None:
        text = changed(
            FLOW,
            "    still: push\n    cannot: push\n  - id",
            "    still: pull\n    cannot: pull\n  - id",
        )

        assert problems_in(tmp_path, changed(text, "key: 1", "key: 10")) == [
            "5:6: 'key' is '10'; write a whole number from 1 to 9",
            "13:9: nothing leads to the stage 'push'; let another one lead here or remove it",
        ]

    @pytest.mark.parametrize(
        ("exercise", "problem"),
        [
            ("squats", "9:19: there is no exercise 'squats'; 'stretchapp exercises' lists them"),
            ("Calf stretch", f"9:19: 'exercise' is 'Calf stretch'; {NAME}"),
        ],
    )
    def test_an_exercise_is_looked_at_in_a_step_with_another_mistake(
        self, tmp_path: Path, exercise: str, problem: str
    ) -> None:
        text = changed(FLOW, "calf-stretch\n        say: Pull", f"{exercise}\n        Say: Pull")

        assert problems_in(tmp_path, text) == [
            problem,
            "10:9: 'Say' is not a key of an entry of 'steps'; did you mean 'say'?",
        ]

    @pytest.mark.parametrize(
        ("old", "new", "count"),
        [
            ("key: 1", "frist: push", 1),
            ("key: 1", "early: 7", 1),
            ("    still: push\n", "    stil: push\n", 1),
            ("  - id: push\n    steps", "  - steps", 1),
            ("id: push", "id: 7", 1),
            ("    still: push", "    still: *x", 1),
        ],
    )
    def test_what_may_follow_from_another_mistake_is_not_told(
        self, tmp_path: Path, old: str, new: str, count: int
    ) -> None:
        text = changed(FLOW, "    cannot: push\n  - id", "    cannot: pull\n  - id")

        assert len(problems_in(tmp_path, changed(text, old, new))) == count

    @pytest.mark.parametrize("stages", ["", "stages: none\n", "stages: []\n", "stages: [7]\n"])
    def test_a_flow_without_stages_is_told(self, tmp_path: Path, stages: str) -> None:
        head, _, rest = FLOW.partition("stages:\n")
        _, _, aftercare = rest.partition("aftercare:\n")
        text = f"{head}{stages}aftercare:\n{aftercare}"

        assert len(problems_in(tmp_path, text)) == 1
