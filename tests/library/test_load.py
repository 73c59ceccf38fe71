"""Loading folders: which files are found, which replace others, and the effect of broken ones."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from stretchapp.base.problems import MOST_TOLD
from stretchapp.library.load import check_files, load_library
from stretchapp.library.routines.file_format import MAX_STEPS
from stretchapp.library.routines.models import (
    Continuous,
    Exercise,
    ExerciseStep,
    Hold,
    Instruction,
    Phase,
    Phases,
    Repetitions,
    RestStep,
    Source,
    WaitStep,
)
from stretchapp.library.yaml import read_file
from stretchapp.library.yaml.near_names import MOST_SOUGHT
from tests.library.files import EXERCISE, FLOW, ROUTINE, changed, exercise, routine, write

TEXT_CARD = changed(EXERCISE, "timing:\n  hold: 30s\n  times: 2\n", "guided: false\n")


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The shipped folder, with one exercise and a routine that uses it."""
    folder = tmp_path / "shipped"
    write(folder, evening=ROUTINE)
    write(folder / "exercises", calf_stretch=EXERCISE)
    return folder


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The user's folder, which does not exist yet."""
    return tmp_path / "user"


def problems_of(shipped: Path, user: Path) -> list[str]:
    """Return the problems of both folders, each after the name of its file."""
    return [
        f"{problem.path.name}:{problem.line}:{problem.column}: {problem.message}"
        for problem in load_library(shipped, user).problems
    ]


class TestValues:
    def test_of_an_exercise_are_those_of_its_file(self, shipped: Path) -> None:
        text = EXERCISE.replace("steps:", "timing_note: Why.\nsafety: Slowly.\nsteps:")
        write(shipped / "exercises", calf_stretch=text + "    quote: Lean in\n")

        library = load_library(shipped)

        assert library.problems == ()
        assert library.exercises == {
            "calf-stretch": Exercise(
                id="calf-stretch",
                name="Calf stretch",
                category=("stretch",),
                body=("calf",),
                position=("standing",),
                equipment=("none",),
                guided=True,
                sides="each",
                timing=Hold(30.0, 2, 5.0),
                timing_source="chosen",
                timing_note="Why.",
                steps=(Instruction("Face the wall.", "ready"), Instruction("Lean in.", "work")),
                breathing="",
                safety="Slowly.",
                rubbing=None,
                steadier=None,
                stance=None,
                says=(),
                note="",
                sources=(Source("003", 129, "Lean in"),),
                origin="shipped",
                path=str(shipped / "exercises" / "calf-stretch.yaml"),
            )
        }

    def test_of_a_routine_are_those_of_its_file(self, shipped: Path) -> None:
        library = load_library(shipped)

        routine = library.routines["evening"]
        assert (routine.title, routine.purpose) == ("Evening", "A calm end of the day.")
        assert (routine.when, routine.change_sides_s) == ("evening", 5.0)
        assert routine.steps == (
            ExerciseStep(library.exercises["calf-stretch"], Hold(30.0, 2, 5.0), "each", 15.0),
            RestStep(20.0, "Breathe."),
            WaitStep("Lie down."),
        )
        assert routine.total_s == 15 + 65 + 5 + 65 + 20
        assert routine.exercises == (library.exercises["calf-stretch"],)

    @pytest.mark.parametrize(
        ("written", "timing"),
        [
            ("{hold: 20s}", Hold(20.0, 1, 5.0)),
            ("{hold: 20s, times: 3, rest: 10s}", Hold(20.0, 3, 10.0)),
            ("{repetitions: 10, each: 2.5s}", Repetitions(10, 2.5)),
            ("{continuous: 1:30}", Continuous(90.0)),
            (
                "{phases: [{text: Rise., length: 5s}, {text: Stay., length: 1m, kind: hold}]}",
                Phases((Phase("Rise.", 5.0, "move"), Phase("Stay.", 60.0, "hold"))),
            ),
        ],
    )
    def test_of_a_timing_are_the_same_in_an_exercise_and_in_a_step(
        self, shipped: Path, written: str, timing: Hold
    ) -> None:
        text = changed(EXERCISE, "\n  hold: 30s\n  times: 2", f" {written}")
        write(shipped / "exercises", calf_stretch=text)
        step = f"exercise: calf-stretch\n    timing: {written}\n    sides: both"
        write(shipped, evening=routine("evening", step, "rest: 5s"))

        library = load_library(shipped)

        assert library.problems == ()
        assert library.exercises["calf-stretch"].timing == timing
        assert library.routines["evening"].steps == (
            ExerciseStep(library.exercises["calf-stretch"], timing, "both", 10.0),
            RestStep(5.0, "Rest a moment."),
        )

    def test_of_a_single_plain_sentence_are_for_the_work(self, shipped: Path) -> None:
        text = changed(EXERCISE, "  - text: Lean in.\n    at: work\n", "")
        write(shipped / "exercises", calf_stretch=text)

        steps = load_library(shipped).exercises["calf-stretch"].steps

        assert steps == (Instruction("Face the wall.", "work"),)

    def test_of_a_text_card_have_no_timing(self, shipped: Path) -> None:
        write(shipped / "exercises", card=changed(TEXT_CARD, "id: calf-stretch", "id: card"))

        card = load_library(shipped).exercises["card"]

        assert (card.guided, card.timing) == (False, None)


class TestFolders:
    def test_are_searched_to_the_bottom_for_yaml_files_that_are_not_hidden(
        self, shipped: Path
    ) -> None:
        write(shipped / "b" / "c", d=exercise("d"))
        write(shipped / ".git", e=exercise("e"))
        (shipped / "f.yml").write_text(exercise("f"))
        (shipped / "G.YAML").write_text(exercise("g"))
        (shipped / ".h.yaml").write_text(exercise("h"))
        (shipped / "i.yaml.bak").write_text(exercise("i"))
        (shipped / "README.md").write_text("no routine")
        (shipped / "j.yaml").mkdir()

        library = load_library(shipped)

        assert library.problems == ()
        assert list(library.exercises) == ["g", "f", "d", "calf-stretch"]

    def test_of_the_user_need_not_exist(self, shipped: Path, user: Path) -> None:
        assert problems_of(shipped, user) == []

    def test_that_come_with_the_app_have_to_exist(self, tmp_path: Path) -> None:
        (problem,) = load_library(tmp_path / "nowhere").problems

        assert str(problem) == (
            f"{tmp_path / 'nowhere'}:1:1: this folder cannot be read "
            "(No such file or directory); check its name and permissions"
        )

    def test_that_are_files_are_told(self, shipped: Path, user: Path) -> None:
        user.write_text("no folder")

        assert problems_of(shipped, user) == [
            "user:1:1: this folder cannot be read (Not a directory); check its name and permissions"
        ]

    def test_that_cannot_be_opened_are_told_and_the_others_read(
        self, shipped: Path, user: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(user / "closed", a=exercise("a"))
        write(user / "open", b=exercise("b"))
        scan = os.scandir

        def scandir(path: str) -> object:
            if path == str(user / "closed"):
                raise PermissionError(13, "Permission denied", path)
            return scan(path)

        monkeypatch.setattr(os, "scandir", scandir)

        library = load_library(shipped, user)

        assert set(library.exercises) == {"calf-stretch", "b"}
        assert [str(problem) for problem in library.problems] == [
            (
                f"{user / 'closed'}:1:1: this folder cannot be read (Permission denied); "
                "check its name and permissions"
            )
        ]

    def test_behind_a_closed_door_are_told(
        self, shipped: Path, user: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        look = Path.stat

        def refuse(path: Path) -> os.stat_result:
            if path == user:
                raise PermissionError(13, "Permission denied", str(path))
            return look(path)

        monkeypatch.setattr(Path, "stat", refuse)

        assert problems_of(shipped, user) == [
            (
                "user:1:1: this folder cannot be read (No such file or directory); "
                "check its name and permissions"
            )
        ]

    def test_that_are_links_to_themselves_are_told(self, shipped: Path, user: Path) -> None:
        user.symlink_to(user)

        (problem,) = problems_of(shipped, user)

        assert problem.startswith("user:1:1: this folder cannot be read")

    def test_may_be_links_but_links_within_them_are_not_followed(
        self, shipped: Path, user: Path, tmp_path: Path
    ) -> None:
        write(tmp_path / "elsewhere", a=exercise("a"))
        user.symlink_to(tmp_path / "elsewhere")
        (tmp_path / "elsewhere" / "circle").symlink_to(user)

        assert list(load_library(shipped, user).exercises) == ["calf-stretch", "a"]


class TestFilesThatCannotBeRead:
    def test_are_told_when_they_lead_nowhere(self, shipped: Path, user: Path) -> None:
        user.mkdir()
        (user / "gone.yaml").symlink_to(user / "nowhere")

        assert problems_of(shipped, user) == [
            (
                "gone.yaml:1:1: this file cannot be read (No such file or directory); "
                "check its name and permissions"
            )
        ]

    def test_are_told_when_they_lead_in_a_circle(self, shipped: Path, user: Path) -> None:
        user.mkdir()
        (user / "circle.yaml").symlink_to(user / "circle.yaml")

        expected = (
            "circle.yaml:1:1: this file cannot be read (Too many levels of symbolic links); "
            "check its name and permissions"
        )
        assert problems_of(shipped, user) == [expected]
        (problem,) = check_files([user / "circle.yaml"], shipped)
        assert str(problem).endswith(expected)

    def test_are_told_when_they_are_pipes(self, shipped: Path, user: Path) -> None:
        user.mkdir()
        os.mkfifo(user / "pipe.yaml")

        assert problems_of(shipped, user) == ["pipe.yaml:1:1: this is not a text file; remove it"]

    def test_are_told_when_they_may_not_be_opened(
        self, shipped: Path, user: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(user, a=exercise("a"))
        read = read_file.read_plain_file

        def refuse(path: Path, most: int) -> bytes:
            if path.name == "a.yaml":
                raise PermissionError(13, "Permission denied", str(path))
            return read(path, most)

        monkeypatch.setattr(read_file, "read_plain_file", refuse)

        assert problems_of(shipped, user) == [
            (
                "a.yaml:1:1: this file cannot be read (Permission denied); "
                "check its name and permissions"
            )
        ]


class TestTheUsersFiles:
    def test_add_to_what_is_shipped_and_may_use_it(self, shipped: Path, user: Path) -> None:
        write(user, mine=routine("mine", "exercise: calf-stretch", "exercise: my-toes"))
        write(user, toes=exercise("my-toes"))

        library = load_library(shipped, user)

        assert library.problems == ()
        assert {id_: exercise.origin for id_, exercise in library.exercises.items()} == {
            "calf-stretch": "shipped",
            "my-toes": "yours",
        }
        assert [exercise.id for exercise in library.routines["mine"].exercises] == [
            "calf-stretch",
            "my-toes",
        ]

    def test_replace_what_is_shipped_under_the_same_id(self, shipped: Path, user: Path) -> None:
        write(user, a=changed(EXERCISE, "Calf stretch", "My calf stretch"))
        write(user, b=changed(ROUTINE, "title: Evening", "title: My evening"))

        library = load_library(shipped, user)

        assert library.problems == ()
        exercise, routine = library.exercises["calf-stretch"], library.routines["evening"]
        assert (exercise.name, exercise.origin) == ("My calf stretch", "yours")
        assert (routine.title, routine.origin) == ("My evening", "yours")
        assert routine.exercises == (exercise,)

    def test_replace_an_exercise_in_the_shipped_routines_too(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, a=changed(EXERCISE, "hold: 30s", "hold: 20s"))

        routine = load_library(shipped, user).routines["evening"]

        assert routine.origin == "shipped"
        assert routine.total_s == 15 + 45 + 5 + 45 + 20

    @pytest.mark.parametrize(
        "mistake", ["times: none", "hold: 1m", "extra: 1", "*x : 1", "]"], ids=lambda text: text
    )
    def test_leave_the_shipped_ones_in_place_where_they_are_broken(
        self, shipped: Path, user: Path, mistake: str
    ) -> None:
        write(user, a=changed(EXERCISE, "  times: 2", f"  {mistake}"))
        write(user, b=changed(ROUTINE, "    text: Breathe.", f"    {mistake}"))

        library = load_library(shipped, user)

        assert library.exercises["calf-stretch"].origin == "shipped"
        assert library.routines["evening"].origin == "shipped"
        assert {problem.path for problem in library.problems} == {user / "a.yaml", user / "b.yaml"}

    @pytest.mark.parametrize("text", [EXERCISE, ROUTINE], ids=["exercise", "routine"])
    def test_cannot_have_the_same_id(self, shipped: Path, user: Path, text: str) -> None:
        id_ = text.partition("id: ")[2].partition("\n")[0]
        write(user, a=text, b=text, c=text)

        library = load_library(shipped, user)

        values = {**library.exercises, **library.routines}
        assert values[id_].path == str(user / "a.yaml")
        first = user / "a.yaml"
        message = f"the id '{id_}' is already used by {first}; choose another"
        assert [str(problem) for problem in library.problems] == [
            f"{user / 'b.yaml'}:3:5: {message}",
            f"{user / 'c.yaml'}:3:5: {message}",
        ]


COPIES = [
    # Synchronisation programs.
    "evening (conflicted copy 2026-11-22)",
    "evening (Anna's conflicted copy 2026-11-22)",
    "evening (Annas in Konflikt stehende Kopie 2026-11-22)",
    "evening (conflicted copy 2026-11-22 101010)",
    "evening_conflict-20261122-101010",
    "evening.sync-conflict-20261122-101010-ABCDEFG",
    "evening (SFConflict anna@example.org 2026-11-22-10-10-10)",
    "evening_laptop_Nov-22-101010-2026_Conflict",
    "evening [Conflict]",
    "evening (Case Conflict)",
    # Editors.
    "evening~",
    "evening.bak",
    "evening.orig",
    "evening.swp",
    "#evening#",
    # File managers and browsers.
    "evening - Copy",
    "evening - Copy (2)",
    "evening - Kopie",
    "evening (copy)",
    "evening (another copy)",
    "evening (3rd copy)",
    "evening copy 2",
    "evening (1)",
    "Copy of evening",
]


class TestCopies:
    @pytest.mark.parametrize("name", COPIES)
    def test_never_win_over_the_file_that_is_named_as_its_id(
        self, shipped: Path, user: Path, name: str
    ) -> None:
        write(user, evening=ROUTINE)
        copy = user / f"{name}.yaml"
        copy.write_text(changed(ROUTINE, "title: Evening", "title: Old text"))

        library = load_library(shipped, user)

        assert library.routines["evening"].title == "Evening"
        (problem,) = library.problems
        assert problem.path == copy
        assert problem.message.startswith(f"this is a copy of {user / 'evening.yaml'} made by a")
        assert problem.message.endswith("; delete one of the two")

    @pytest.mark.parametrize("text", [EXERCISE, ROUTINE, FLOW], ids=["exercise", "routine", "flow"])
    def test_are_told_whatever_kind_they_are_of(self, shipped: Path, user: Path, text: str) -> None:
        id_ = text.partition("id: ")[2].partition("\n")[0]
        user.mkdir()
        (user / f"{id_}.yaml").write_text(text)
        (user / f"{id_} (1).yaml").write_text(text)

        library = load_library(shipped, user)

        values = {**library.exercises, **library.routines, **library.flows}
        assert values[id_].path == str(user / f"{id_}.yaml")
        assert [problem.path.name for problem in library.problems] == [f"{id_} (1).yaml"]

    @pytest.mark.parametrize("broken", [changed(ROUTINE, "steps:", "stops:"), "["])
    def test_do_not_take_the_place_of_a_broken_original(
        self, shipped: Path, user: Path, broken: str
    ) -> None:
        write(user, evening=broken)
        (user / "evening (1).yaml").write_text(ROUTINE)

        library = load_library(shipped, user)

        assert library.routines["evening"].origin == "shipped"
        assert {problem.path.name for problem in library.problems} == {
            "evening.yaml",
            "evening (1).yaml",
        }

    def test_win_over_nobody_even_if_the_original_has_another_name(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, z=ROUTINE)
        (user / "a - Copy.yaml").write_text(ROUTINE)

        assert load_library(shipped, user).routines["evening"].path == str(user / "z.yaml")

    def test_are_used_where_they_are_the_only_ones(self, shipped: Path, user: Path) -> None:
        user.mkdir()
        (user / "evening (1).yaml").write_text(ROUTINE)

        assert load_library(shipped, user).routines["evening"].origin == "yours"
        assert load_library(shipped, user).problems == ()

    def test_with_the_name_of_a_machine_never_win_either(self, shipped: Path, user: Path) -> None:
        write(user, evening=ROUTINE)
        (user / "evening-LAPTOP.yaml").write_text(ROUTINE)
        (user / "a.yaml").write_text(ROUTINE)

        library = load_library(shipped, user)

        assert library.routines["evening"].path == str(user / "evening.yaml")
        by_machine = next(it for it in library.problems if "LAPTOP" in it.path.name)
        assert "synchronisation program" in by_machine.message

    def test_have_the_name_of_another_one_with_something_added(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, my_plan=ROUTINE)
        (user / "my-plan-LAPTOP.yaml").write_text(ROUTINE)

        library = load_library(shipped, user)

        assert library.routines["evening"].path == str(user / "my-plan.yaml")
        (problem,) = library.problems
        assert problem.path.name == "my-plan-LAPTOP.yaml"
        assert "synchronisation program" in problem.message

    @pytest.mark.parametrize(
        "name", ["evening.yaml~", ".#evening.yaml", "#evening.yaml#", ".evening.yaml.swp"]
    )
    def test_of_editors_beside_the_file_are_not_read(
        self, shipped: Path, user: Path, name: str
    ) -> None:
        write(user, evening=ROUTINE)
        (user / name).write_text("[")

        assert problems_of(shipped, user) == []


class TestManyProblems:
    def test_are_all_told_up_to_the_limit(self, shipped: Path, user: Path) -> None:
        write(user, mine="\t\n" * MOST_TOLD, other="\t\n" * (MOST_TOLD + 1))

        mine, other = (
            [it for it in load_library(shipped, user).problems if it.path.stem == name]
            for name in ("mine", "other")
        )

        assert [it.line for it in mine] == list(range(1, MOST_TOLD + 1))
        assert other[-1].message.startswith("1 more problem follows")

    def test_of_one_file_are_counted_beyond_the_first(self, shipped: Path, user: Path) -> None:
        steps = [f"exercise: nothing-{number}" for number in range(MOST_TOLD + 7)]
        write(user, mine=routine("mine", *steps), broken="[")

        of_mine = [it for it in load_library(shipped, user).problems if it.path.stem == "mine"]

        assert len(of_mine) == MOST_TOLD + 1
        assert [it.line for it in of_mine] == list(range(7, 7 + MOST_TOLD + 1))
        assert of_mine[-1].message.startswith("7 more problems")

    def test_are_not_sought_beyond_the_limit_of_a_list(self, shipped: Path, user: Path) -> None:
        write(user, mine=routine("mine", *["exercise: nothing"] * (MAX_STEPS + 100)))

        *_, last = load_library(shipped, user).problems

        # One for each step that is allowed, and one for their number.
        assert last.message.startswith(f"{MAX_STEPS + 1 - MOST_TOLD} more problems")

    def test_name_what_was_meant_only_at_first(self, shipped: Path, user: Path) -> None:
        write(user, mine=routine("mine", *["exercise: calf-stretchs"] * (MOST_SOUGHT + 5)))

        problems = load_library(shipped, user).problems

        advised = [it for it in problems if "did you mean 'calf-stretch'?" in it.message]
        assert advised == list(problems[:MOST_SOUGHT])

    @pytest.mark.parametrize(
        "content",
        [
            "\t\n" * 130_000,
            "a: 1\n" * 50_000,
            "".join(f"purpos{number}: a\n" for number in range(18_000)),
            "".join(f"a\u00a0{number}: a\n" for number in range(15_000)),
            "\u00a0a\n" * 60_000,
            "a: b\u200b\n" * 30_000,
            ROUTINE + "  - exercise: calf-stretchx\n" * 9_000,
            ROUTINE + "  - {excercise: a, timeing: b}\n" * 8_000,
            changed(
                FLOW,
                "aftercare:",
                "".join(
                    f"  - {{id: s{number}, steps: [{{exercise: a, say: b}}], still: sx{number}, "
                    f"cannot: sy{number}}}\n"
                    for number in range(2_600)
                )
                + "aftercare:",
            ),
        ],
        ids=range(9),
    )
    def test_are_found_soon(self, shipped: Path, user: Path, content: str) -> None:
        write(user, mine=content)

        began = time.process_time()
        problems = load_library(shipped, user).problems

        assert 1 <= len(problems) <= MOST_TOLD + 1
        # It takes half a second on a slow machine; what grew with the square took half a minute.
        assert time.process_time() - began < 5


class TestShippedFiles:
    def test_cannot_have_the_same_id(self, shipped: Path, user: Path) -> None:
        write(shipped, again=EXERCISE)
        first = shipped / "exercises" / "calf-stretch.yaml"

        assert problems_of(shipped, user) == [
            f"again.yaml:3:5: the id 'calf-stretch' is already used by {first}; choose another"
        ]

    def test_of_different_kinds_may_have_the_same_id(self, shipped: Path, user: Path) -> None:
        write(shipped, again=exercise("evening"))

        assert problems_of(shipped, user) == []


class TestARoutine:
    @pytest.mark.parametrize(
        "broken",
        [
            exercise("toes").replace("30s", "no"),
            exercise("toes").replace("kind: exercise", "kind: excercise"),
            exercise("toes").replace("id: toes", "id: Toes"),
            exercise("toes").replace("id: toes\n", ""),
            exercise("toes").replace("  hold", "\thold"),
            "",
        ],
        ids=["a length", "the kind", "the id", "no id", "a tab", "nothing in it"],
    )
    def test_with_a_broken_exercise_names_the_file_to_mend(
        self, shipped: Path, user: Path, broken: str
    ) -> None:
        write(user, mine=routine("mine", "exercise: toes"), toes=broken)

        problems = [problem for problem in problems_of(shipped, user) if problem.startswith("mine")]

        assert problems == [
            f"mine.yaml:7:15: the exercise 'toes' cannot be used; fix {user / 'toes.yaml'} first"
        ]

    def test_with_an_exercise_of_another_file_name_names_that_file(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, mine=routine("mine", "exercise: toes"))
        write(user, other=changed(exercise("toes"), "30s", "no"))

        assert problems_of(shipped, user)[0] == (
            f"mine.yaml:7:15: the exercise 'toes' cannot be used; fix {user / 'other.yaml'} first"
        )

    def test_cannot_do_a_text_card_without_a_timing(self, shipped: Path, user: Path) -> None:
        write(shipped / "exercises", calf_stretch=TEXT_CARD)

        assert problems_of(shipped, user) == [
            (
                "evening.yaml:7:15: 'calf-stretch' is a text card without a timing "
                f"({shipped / 'exercises' / 'calf-stretch.yaml'}); give it one here or leave it out"
            )
        ]

    def test_can_do_a_text_card_with_a_timing_of_its_own(self, shipped: Path, user: Path) -> None:
        write(shipped / "exercises", calf_stretch=TEXT_CARD)
        step = "exercise: calf-stretch\n    timing: {continuous: 1m}"
        write(shipped, evening=routine("evening", step))

        assert problems_of(shipped, user) == []

    def test_that_is_broken_is_left_out(self, shipped: Path, user: Path) -> None:
        write(user, mine=routine("mine", "exercise: nothing-like-it"), good=routine("good"))

        assert set(load_library(shipped, user).routines) == {"evening", "good"}


class TestChecking:
    def test_tells_only_of_what_was_named(self, shipped: Path, user: Path) -> None:
        write(shipped, broken="[")
        write(user, broken="[", good=routine("good"))

        assert check_files([user / "good.yaml"], shipped, user) == ()
        assert [p.path for p in check_files([user], shipped)] == [user / "broken.yaml"]

    def test_reads_a_named_file_whatever_its_ending(self, shipped: Path, tmp_path: Path) -> None:
        path = tmp_path / "draft.txt"
        path.write_text("[")

        assert [problem.path for problem in check_files([path], shipped)] == [path]

    def test_knows_the_users_own_exercises(self, shipped: Path, user: Path, tmp_path: Path) -> None:
        write(user, toes=exercise("toes"))
        write(tmp_path, draft=routine("mine", "exercise: toes"))

        assert len(check_files([tmp_path / "draft.yaml"], shipped)) == 1
        assert check_files([tmp_path / "draft.yaml"], shipped, user) == ()

    def test_of_a_draft_does_not_mind_the_present_version(
        self, shipped: Path, user: Path, tmp_path: Path
    ) -> None:
        write(user, toes=exercise("toes"))
        write(tmp_path, draft=exercise("toes"))

        assert check_files([tmp_path / "draft.yaml"], shipped, user) == ()

    def test_of_everything_lets_the_users_files_replace_shipped_ones(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, a=EXERCISE)

        assert check_files([shipped, user], shipped, user) == ()
        assert check_files([user, shipped], shipped) == ()

    def test_looks_once_at_a_file_named_twice(
        self, shipped: Path, user: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(user, a=EXERCISE)
        (user / "link.yaml").symlink_to("a.yaml")
        monkeypatch.chdir(user)

        assert check_files([user, Path("a.yaml"), user / "link.yaml"], shipped) == ()

    def test_tells_of_two_drafts_with_the_same_id(self, shipped: Path, tmp_path: Path) -> None:
        write(tmp_path / "drafts", a=EXERCISE, b=EXERCISE)

        (problem,) = check_files([tmp_path / "drafts"], shipped)

        assert problem.path == tmp_path / "drafts" / "b.yaml"

    def test_tells_of_a_name_that_is_not_there(self, shipped: Path, tmp_path: Path) -> None:
        (problem,) = check_files([tmp_path / "nothing"], shipped)

        assert str(problem) == (
            f"{tmp_path / 'nothing'}:1:1: this file cannot be read "
            "(No such file or directory); check its name and permissions"
        )

    def test_tells_of_a_name_that_may_not_be_looked_at(
        self, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(path: Path) -> bool:
            raise PermissionError(13, "Permission denied", str(path))

        with monkeypatch.context() as patch:
            patch.setattr(Path, "is_dir", refuse)
            (problem,) = check_files([tmp_path / "nothing"], shipped)

        assert problem.path == tmp_path / "nothing"
