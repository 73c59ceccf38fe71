"""The shipped relief flows match the catalogue of the documents, and never end too early."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_routines
from stretchapp.library.load import load_library
from stretchapp.library.relief.models import AFTERCARE
from tests.library.files import relief_steps

if TYPE_CHECKING:
    from stretchapp.library.models import Library
    from stretchapp.library.relief.models import ReliefFlow, ReliefStage

STAGED = ("calf", "toes", "thigh", "thigh-back")

REST = ["legs-raised-rest", "warm-socks-after", "rest-and-resettle"]
"""C7, the aftercare of all flows."""

STAGES: dict[str, list[tuple[str, str]]] = {
    "calf": [
        ("early-toe-pull", "early-relax-foot"),
        ("toe-pull-hold", "hand-assisted-foot-bend"),
        ("stand-both-feet cold-floor-walk", "short-walk"),
        ("load-and-roll", "leg-back-toe-press"),
        ("rub-up-and-down pinch-muscle", "pat-muscle"),
        ("warm-compress", ""),
        # C1 to C4 once more, with the variants that the catalogue offers.
        ("toe-pull-two-stage", "hand-assisted-foot-bend"),
        ("short-walk", ""),
        ("wall-lean-calf-stretch", "standing-forward-fold"),
        ("knead-muscle pat-muscle", "pinch-muscle"),
        ("seated-two-hand-calf-stretch", ""),
    ],
    "toes": [
        ("early-relax-foot", ""),
        ("toe-cramp-release", ""),
        ("calm-sit-stand", "sit-tap-stand"),
        ("hand-rotate-toes-and-feet feet-roll-toe-to-heel", "toe-pull-hold"),
        ("cold-floor-walk", ""),
        ("calf-foot-massage pat-muscle pinch-muscle", ""),
        ("warm-compress", ""),
        ("toe-pull-hold", ""),
        ("sit-tap-stand", ""),
    ],
    "thigh": [
        ("front-thigh-stretch", ""),
        ("load-and-roll", ""),
        ("knead-muscle pinch-muscle", ""),
        ("warm-compress", ""),
    ],
    "thigh-back": [
        ("lying-leg-raise-pull", "standing-forward-fold"),
        ("load-and-roll", ""),
        ("knead-muscle", ""),
    ],
}
"""The exercises and the alternatives of each stage, in the order of the stages."""

CATALOGUE = {
    "calf": (
        "early-toe-pull early-relax-foot toe-pull-hold toe-pull-two-stage "
        "seated-two-hand-calf-stretch hand-assisted-foot-bend stand-both-feet cold-floor-walk "
        "short-walk load-and-roll leg-back-toe-press wall-lean-calf-stretch standing-forward-fold "
        "rub-up-and-down knead-muscle pinch-muscle pat-muscle warm-compress"
    ),
    "toes": (
        "early-relax-foot toe-cramp-release calm-sit-stand sit-tap-stand "
        "hand-rotate-toes-and-feet feet-roll-toe-to-heel toe-pull-hold cold-floor-walk "
        "calf-foot-massage pat-muscle pinch-muscle warm-compress"
    ),
    "thigh": "front-thigh-stretch load-and-roll knead-muscle pinch-muscle warm-compress",
    "thigh-back": "lying-leg-raise-pull standing-forward-fold load-and-roll knead-muscle",
}
"""Every exercise that section A.2 of the catalogue names for a flow."""

CANNOT = {
    ("calf", "toe-pull-hold"): "rub-up-and-down",
    ("calf", "stand-both-feet"): "rub-up-and-down",
    ("calf", "load-and-roll"): "rub-up-and-down",
    ("toes", "toe-cramp-release"): "calm-sit-stand",
    ("thigh", "front-thigh-stretch"): "knead-muscle",
    ("thigh", "load-and-roll"): "knead-muscle",
}
"""The exercises that the catalogue gives to a user who cannot do the first one of a stage."""

RUBS = {"massage", "acupressure"}
STANDING = {"standing", "wall"}


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library, loaded from YAML."""
    return load_library(shipped_routines())


@pytest.fixture(params=STAGED)
def flow(request: pytest.FixtureRequest, library: Library) -> ReliefFlow:
    """One of the flows with stages."""
    return library.flows[request.param]


def test_there_is_one_for_each_place_and_a_card(library: Library) -> None:
    assert {flow.id: (flow.key, flow.is_sourced) for flow in library.flows.values()} == {
        "calf": (1, True),
        "toes": (2, True),
        "thigh": (3, True),
        "thigh-back": (4, False),
        "in-water": (None, True),
    }
    assert list(library.flows) == [*STAGED, "in-water"]


def test_the_stages_are_those_of_the_catalogue(flow: ReliefFlow) -> None:
    stages = [
        (
            " ".join(step.exercise.id for step in stage.steps),
            " ".join(step.exercise.id for step in stage.alternatives),
        )
        for stage in flow.stages
    ]

    assert stages == STAGES[flow.id]


def test_every_exercise_of_the_catalogue_is_used_and_no_other(flow: ReliefFlow) -> None:
    used = {step.exercise.id for step in relief_steps(flow)}

    assert used == {*CATALOGUE[flow.id].split(), *REST}


def test_a_calf_cramp_begins_with_these_words(library: Library) -> None:
    calf = library.flows["calf"]

    first = calf.stage(calf.first).steps[0]
    assert first.say == ("Straighten your knee. Pull your toes towards your shin.",)


def test_a_cramp_that_is_coming_on_has_its_own_stage(library: Library) -> None:
    early = {
        name: flow.stage(flow.early).steps[0].exercise.id
        for name, flow in library.flows.items()
        if flow.early
    }

    assert early == {"calf": "early-toe-pull", "toes": "early-relax-foot"}


@pytest.mark.parametrize(("name", "exercise"), CANNOT)
def test_who_cannot_do_it_goes_on_as_the_catalogue_says(
    library: Library, name: str, exercise: str
) -> None:
    flow = library.flows[name]
    (stage,) = (stage for stage in flow.stages if stage.steps[0].exercise.id == exercise)

    instead = flow.stage(stage.cannot).steps[0].exercise.id
    assert instead == CANNOT[name, exercise]


def test_once_eased_the_aftercare_follows_at_once(flow: ReliefFlow) -> None:
    assert {stage.eased for stage in flow.stages} == {AFTERCARE}
    assert [step.exercise.id for step in flow.aftercare] == REST


def test_whoever_cannot_stand_is_led_to_something_that_needs_no_standing(flow: ReliefFlow) -> None:
    for stage in flow.stages:
        instead = flow.stage(stage.cannot)
        assert not (_stands(stage) and _stands(instead)), stage.id


def test_unanswered_it_goes_round_through_every_stage_but_the_early_one(flow: ReliefFlow) -> None:
    seen = _round(flow)

    assert {stage.id for stage in seen} == {stage.id for stage in flow.stages} - {flow.early}


def test_the_second_round_of_a_calf_cramp_offers_something_else(library: Library) -> None:
    calf = library.flows["calf"]

    stages = [stage.steps[0].exercise.id for stage in _round(calf)]
    assert len(stages) == len(set(stages)) == 10


def test_without_rubbing_something_else_is_left_to_do(flow: ReliefFlow) -> None:
    left = [
        step.exercise.id
        for stage in flow.stages
        for step in stage.steps
        if not RUBS & set(step.exercise.category)
    ]

    assert len(left) >= 2


def test_hopping_is_in_no_flow(library: Library) -> None:
    used = {step.exercise.id for flow in library.flows.values() for step in relief_steps(flow)}

    assert "one-leg-hop" in library.exercises
    assert "one-leg-hop" not in used


def test_no_line_has_more_than_12_words(flow: ReliefFlow) -> None:
    for step in relief_steps(flow):
        for line in step.say:
            assert len(line.split()) <= 12, line


def test_the_rests_of_the_exercises_have_no_more_than_12_words_either(flow: ReliefFlow) -> None:
    for step in relief_steps(flow):
        for sentence in step.exercise.steps:
            assert sentence.at != "rest" or len(sentence.text.split()) <= 12, sentence


def test_lines_are_short_sentences_to_the_person(flow: ReliefFlow) -> None:
    for step in relief_steps(flow):
        for line in step.say:
            assert re.fullmatch(r"(?:[A-Z][^.,]*(?:, [^.,]*)?\. ?)+", line), line
            assert not re.search(r"\b(?:the patient|one should|should)\b", line), line


def test_the_same_exercise_has_the_same_words_in_a_flow_unless_it_begins_another_stage(
    flow: ReliefFlow,
) -> None:
    lines_of: dict[str, set[tuple[str, ...]]] = {}
    for step in relief_steps(flow):
        lines_of.setdefault(step.exercise.id, set()).add(step.say)

    assert {name for name, lines in lines_of.items() if len(lines) > 1} <= {"short-walk"}


def test_whoever_gets_up_at_night_puts_a_light_on_and_holds_on(library: Library) -> None:
    for name in ("calf", "toes"):
        words = " ".join(line for step in relief_steps(library.flows[name]) for line in step.say)
        before, _, after = words.partition("Put a light on.")
        assert not re.search(r"\b(?:[Ss]tand|Walk|Rise)\b", before)
        assert "Hold on" in after


def test_only_what_rests_on_a_document_says_so(library: Library) -> None:
    chosen = library.flows["thigh-back"]

    assert not chosen.is_sourced
    assert chosen.note.startswith("Chosen: no document")


def test_the_card_for_the_water_is_read_and_nothing_in_it_is_timed(library: Library) -> None:
    card = library.flows["in-water"].card

    assert [exercise.id for exercise in card] == [
        "in-water-toe-lift",
        "in-water-thigh-pull",
        "in-water-get-out",
    ]
    assert {exercise.timing for exercise in card} == {None}


def _stands(stage: ReliefStage) -> bool:
    return any(set(step.exercise.position) <= STANDING for step in stage.steps)


def _round(flow: ReliefFlow) -> list[ReliefStage]:
    """Return the stages in the order without any answers, until one is repeated."""
    seen: list[ReliefStage] = []
    stage = flow.stage(flow.first)
    while stage not in seen:
        seen.append(stage)
        stage = flow.stage(stage.still)
    return seen
