"""Loading relief flows: their values, which flow replaces which, and which gets a number key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.library.load import check_files, load_library
from stretchapp.library.relief.models import AFTERCARE, ReliefFlow, ReliefStage, ReliefStep
from stretchapp.library.routines.models import Continuous, Hold, Phase, Phases, Source
from tests.library.files import EXERCISE, FLOW, changed, write

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.routines.models import Exercise, Timing


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The shipped folder, with one exercise and a flow that uses it."""
    folder = tmp_path / "shipped"
    write(folder / "exercises", calf_stretch=EXERCISE)
    write(folder / "flows", calf=FLOW)
    return folder


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The user's folder, which does not exist yet."""
    return tmp_path / "user"


def flow(id_: str, key: int | None = None) -> str:
    """Return a valid flow with this id, and with a number key if one is given."""
    text = changed(FLOW, "id: calf\n", f"id: {id_}\n")
    return changed(text, "key: 1\n", "" if key is None else f"key: {key}\n")


def card(id_: str) -> str:
    """Return a valid card with this id."""
    head, _, _ = flow(id_).partition("stages:")
    return f"{head}card: [calf-stretch]\n"


def problems_of(shipped: Path, user: Path) -> list[str]:
    """Return the problems of both folders, each after the name of its file."""
    return [
        f"{problem.path.name}:{problem.line}:{problem.column}: {problem.message}"
        for problem in load_library(shipped, user).problems
    ]


def keys(shipped: Path, user: Path) -> dict[str, int | None]:
    """Return the number keys of the flows in their order."""
    return {flow.id: flow.key for flow in load_library(shipped, user).flows.values()}


class TestValues:
    def test_of_a_flow_are_those_of_its_file(self, shipped: Path) -> None:
        library = load_library(shipped)

        assert library.problems == ()
        exercise = library.exercises["calf-stretch"]
        assert library.flows == {
            "calf": ReliefFlow(
                id="calf",
                title="Calf",
                key=1,
                is_sourced=False,
                first="pull",
                early=None,
                stages=(
                    ReliefStage(
                        id="pull",
                        steps=(_step(exercise, exercise.timing, "Pull your toes up."),),
                        alternatives=(),
                        eased=AFTERCARE,
                        still="push",
                        cannot="push",
                    ),
                    ReliefStage(
                        id="push",
                        steps=(_step(exercise, Continuous(30.0), "Push your heel down."),),
                        alternatives=(),
                        eased="pull",
                        still="pull",
                        cannot="push",
                    ),
                ),
                aftercare=(_step(exercise, exercise.timing, "Rest."),),
                card=(),
                note="",
                sources=(),
                origin="shipped",
                path=str(shipped / "flows" / "calf.yaml"),
            )
        }

    def test_are_those_that_are_written_where_they_are_not_left_out(self, shipped: Path) -> None:
        extra = "sourced: true\nfirst: push\nearly: pull\nnote: Why.\n"
        text = changed(FLOW, "key: 1\n", f'{extra}sources: [{{document: "003", line: 7}}]\n')
        text = changed(
            text,
            "    still: push",
            "    alternatives:\n      - {exercise: calf-stretch, say: Sit down.}\n    still: push",
        )
        write(shipped / "flows", calf=text)

        loaded = load_library(shipped).flows["calf"]

        assert (loaded.key, loaded.is_sourced, loaded.first, loaded.early, loaded.note) == (
            None,
            True,
            "push",
            "pull",
            "Why.",
        )
        assert loaded.sources == (Source("003", 7, None),)
        assert [step.say for step in loaded.stage("pull").alternatives] == [("Sit down.",)]

    def test_of_an_exercise_with_phases_have_a_line_for_each(self, shipped: Path) -> None:
        text = changed(
            FLOW, "continuous: 30s", "phases: [{text: A, length: 5s}, {text: B, length: 9s}]"
        )
        text = changed(text, "[Push your heel down.]", "[Push., Let go.]")
        write(shipped / "flows", calf=text)

        (step,) = load_library(shipped).flows["calf"].stage("push").steps

        assert step.timing == Phases((Phase("A", 5.0, "move"), Phase("B", 9.0, "move")))
        assert step.say == ("Push.", "Let go.")

    def test_of_a_card_are_its_exercises(self, shipped: Path) -> None:
        write(shipped, water=card("water"))

        library = load_library(shipped)

        water = library.flows["water"]
        assert water.card == (library.exercises["calf-stretch"],)
        assert (water.key, water.first, water.early) == (None, "", None)
        assert (water.stages, water.aftercare) == ((), ())


class TestTwoFolders:
    def test_a_user_s_flow_adds_to_the_shipped_ones(self, shipped: Path, user: Path) -> None:
        write(user, shin=flow("shin", 2))

        flows = load_library(shipped, user).flows

        assert {name: flow.origin for name, flow in flows.items()} == {
            "calf": "shipped",
            "shin": "yours",
        }

    def test_one_with_the_same_id_takes_the_place_and_its_key_is_free(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, mine=flow("calf", 3), other=flow("other", 1))

        assert problems_of(shipped, user) == []
        assert keys(shipped, user) == {"other": 1, "calf": 3}
        assert load_library(shipped, user).flows["calf"].origin == "yours"

    def test_two_of_the_user_s_cannot_have_the_same_id(self, shipped: Path, user: Path) -> None:
        write(user, a=flow("shin"), b=flow("shin"))

        assert problems_of(shipped, user) == [
            (f"b.yaml:3:5: the id 'shin' is already used by {user}/a.yaml; choose another")
        ]
        assert load_library(shipped, user).flows["shin"].path == str(user / "a.yaml")

    def test_a_flow_may_have_the_id_of_a_routine_or_of_an_exercise(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, a=flow("calf-stretch"))

        assert problems_of(shipped, user) == []

    def test_a_broken_one_leaves_the_shipped_one_in_its_place(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, calf=changed(FLOW, "    still: push", "    still: psh"))

        assert len(problems_of(shipped, user)) == 1
        assert load_library(shipped, user).flows["calf"].origin == "shipped"


class TestReplacedExercises:
    PHASES = "phases: [{text: A, length: 5s}, {text: B, length: 9s}]"

    def test_are_used_by_shipped_flows_too(self, shipped: Path, user: Path) -> None:
        write(user, mine=changed(EXERCISE, "hold: 30s", "hold: 20s"))

        (step,) = load_library(shipped, user).flows["calf"].stage("pull").steps

        assert (step.exercise.origin, step.timing) == ("yours", Hold(20.0, 2, 5.0))

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("hold: 30s\n  times: 2", PHASES),
            ("timing:\n  hold: 30s\n  times: 2\n", "guided: false\n"),
        ],
    )
    def test_cannot_take_a_shipped_flow_away(
        self, shipped: Path, user: Path, old: str, new: str
    ) -> None:
        write(user, mine=changed(EXERCISE, old, new))

        assert problems_of(shipped, user) == []
        (step,) = load_library(shipped, user).flows["calf"].stage("pull").steps
        assert (step.exercise.origin, step.timing) == ("yours", Hold(30.0, 2, 5.0))

    def test_have_to_fit_into_a_flow_of_the_user_s(self, shipped: Path, user: Path) -> None:
        write(user, mine=changed(EXERCISE, "hold: 30s\n  times: 2", self.PHASES))
        write(user, shin=flow("shin"))

        assert [text.partition(":")[0] for text in problems_of(shipped, user)] == ["shin.yaml"] * 2


class TestNumberKeys:
    def test_put_flows_in_order_and_those_without_come_last(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, a=flow("a"), b=flow("b", 9), c=card("c"), d=flow("d", 2))

        assert keys(shipped, user) == {"calf": 1, "d": 2, "b": 9, "a": None, "c": None}

    def test_belong_to_the_shipped_flow_and_then_to_the_first(
        self, shipped: Path, user: Path
    ) -> None:
        write(user, a=flow("a", 1), b=flow("b", 5), c=flow("c", 5))

        assert problems_of(shipped, user) == [
            (
                f"a.yaml:5:6: the key 1 already belongs to {shipped}/flows/calf.yaml; "
                "choose another or leave it out"
            ),
            (
                f"c.yaml:5:6: the key 5 already belongs to {user}/b.yaml; "
                "choose another or leave it out"
            ),
        ]
        assert keys(shipped, user) == {"calf": 1, "b": 5, "a": None, "c": None}


class TestBrokenExercises:
    def test_are_named_with_the_file_to_be_mended(self, shipped: Path, user: Path) -> None:
        write(user, calf_stretch=changed(EXERCISE, "hold: 30s", "hold: 30"))
        write(shipped / "exercises", calf_stretch=changed(EXERCISE, "hold: 30s", "hold: 30"))

        problems = problems_of(shipped, user)

        message = f"the exercise 'calf-stretch' cannot be used; fix {user}/calf-stretch.yaml first"
        assert [text for text in problems if text.startswith("calf.yaml")] == [
            f"calf.yaml:{place}: {message}" for place in ("9:19", "15:19", "23:15")
        ]
        assert load_library(shipped, user).flows == {}


def test_a_check_looks_at_flows_too(shipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(changed(flow("draft"), "    still: push", "    still: psh"), "utf-8")

    (problem,) = check_files([path], shipped)

    assert (problem.path, problem.line, problem.column) == (path, 10, 12)


def _step(exercise: Exercise, timing: Timing | None, line: str) -> ReliefStep:
    """Return a step of an exercise that is done standing."""
    return ReliefStep(exercise, timing, (line,), ask="", stands=True, rubs=False)


class TestWhatAStepIsLike:
    def step(self, shipped: Path, keys: str = "", **exercise: str) -> ReliefStep | str:
        """Return the first step of a flow with additional keys, or the problem of the files."""
        text = EXERCISE
        for key, value in exercise.items():
            text = "".join(
                line for line in text.splitlines(keepends=True) if not line.startswith(f"{key}:")
            )
            text += f"{key}: {value}\n"
        write(shipped / "exercises", calf_stretch=text)
        flow = FLOW.replace("say: Pull your toes up.", f"say: Pull your toes up.{keys}", 1)
        write(shipped / "flows", calf=flow)
        library = load_library(shipped)
        if library.problems:
            return library.problems[0].message
        return library.flows["calf"].stage("pull").steps[0]

    @pytest.mark.parametrize(
        ("position", "keys", "stands"),
        [
            ("[standing]", "", True),
            ("[wall]", "", True),
            ("[sitting, standing]", "", False),
            ("[any]", "", False),
            ("[sitting, standing]", "stands: true", True),
            ("[standing]", "stands: false", False),
        ],
    )
    def test_one_stands_for_what_is_only_done_standing_or_where_the_step_says_so(
        self, shipped: Path, position: str, keys: str, *, stands: bool
    ) -> None:
        step = self.step(shipped, keys and f"\n        {keys}", position=position)

        assert isinstance(step, ReliefStep)
        assert step.stands == stands

    @pytest.mark.parametrize(
        ("category", "rubbing", "keys", "rubs"),
        [
            ("[stretch]", "", "", False),
            ("[massage]", "", "", True),
            ("[stretch]", "part", "", True),
            ("[stretch]", "part", "rubs: false", False),
            ("[aftercare]", "part", "", False),
            ("[aftercare]", "part", "rubs: true", True),
        ],
    )
    def test_a_step_rubs_as_its_exercise_does_unless_its_lines_leave_a_part_out(
        self, shipped: Path, category: str, rubbing: str, keys: str, *, rubs: bool
    ) -> None:
        extra = {"rubbing": rubbing} if rubbing else {}
        keys = keys and f"\n        {keys}"
        step = self.step(shipped, keys, category=category, **extra)

        assert isinstance(step, ReliefStep)
        assert step.rubs == rubs

    @pytest.mark.parametrize("category", ["[stretch]", "[massage]"])
    def test_what_does_not_rub_in_part_says_nothing_about_it(
        self, shipped: Path, category: str
    ) -> None:
        problem = self.step(shipped, "\n        rubs: false", category=category)

        assert isinstance(problem, str)
        assert "leave out 'rubs'" in problem

    def test_a_step_may_ask_for_what_it_needs(self, shipped: Path) -> None:
        step = self.step(shipped, "\n        ask: Is there a towel?")

        assert isinstance(step, ReliefStep)
        assert step.ask == "Is there a towel?"
