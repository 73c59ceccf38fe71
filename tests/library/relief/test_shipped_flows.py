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

REST = ["warm-socks-after", "legs-raised-rest", "rest-and-resettle"]
"""C7, the aftercare of all flows; socks first, so that nobody has to get up again."""

STAGES: dict[str, list[tuple[str, str]]] = {
    "calf": [
        ("early-toe-pull", "early-relax-foot"),
        ("toe-pull-hold", "lying-feet-pull-back toe-pull-hold change-position"),
        ("stand-both-feet", "leg-bend-straighten"),
        ("cold-floor-walk", "short-walk change-position"),
        ("load-and-roll", "lying-feet-pull-back"),
        ("rub-up-and-down pinch-muscle", "pat-muscle"),
        ("warm-compress", ""),
        # C1 to C4 once more, with the variants that the catalogue offers.
        ("toe-pull-two-stage", "hand-assisted-foot-bend"),
        ("short-walk", "leg-bend-straighten"),
        (
            "wall-lean-calf-stretch leg-back-toe-press",
            "seated-toe-grab-and-rub lying-feet-pull-back",
        ),
        ("knead-muscle pat-muscle", "massage-toward-heart"),
        ("seated-two-hand-calf-stretch", "toe-pull-hold seated-toe-grab-and-rub"),
    ],
    "toes": [
        ("early-relax-foot", ""),
        ("toe-cramp-release", ""),
        ("calm-sit-stand", "sit-tap-stand"),
        ("hand-rotate-toes-and-feet feet-roll-toe-to-heel", "toe-pull-hold"),
        ("cold-floor-walk cold-water-feet", "short-walk leg-bend-straighten"),
        ("calf-foot-massage pat-muscle pinch-muscle", "massage-toward-heart"),
        ("warm-compress", ""),
        ("toe-pull-hold", "toe-pull-hold"),
        ("sit-tap-stand", "leg-bend-straighten"),
    ],
    "thigh": [
        ("front-thigh-stretch", "lying-front-thigh-stretch lying-front-thigh-stretch"),
        ("load-and-roll", "leg-bend-straighten"),
        ("knead-muscle pinch-muscle", "massage-toward-heart"),
        ("warm-compress", ""),
    ],
    "thigh-back": [
        ("lying-leg-raise-pull", "lying-leg-raise-pull seated-toe-grab-and-rub"),
        ("load-and-roll", "leg-bend-straighten"),
        ("knead-muscle", "massage-toward-heart"),
    ],
}
"""The exercises and the alternatives of each stage, in the order of the stages."""

CATALOGUE = {
    "calf": (
        "early-toe-pull early-relax-foot toe-pull-hold toe-pull-two-stage "
        "seated-two-hand-calf-stretch hand-assisted-foot-bend stand-both-feet cold-floor-walk "
        "short-walk load-and-roll leg-back-toe-press wall-lean-calf-stretch "
        "rub-up-and-down knead-muscle pinch-muscle pat-muscle warm-compress"
    ),
    "toes": (
        "early-relax-foot toe-cramp-release calm-sit-stand sit-tap-stand "
        "hand-rotate-toes-and-feet feet-roll-toe-to-heel toe-pull-hold cold-floor-walk "
        "calf-foot-massage pat-muscle pinch-muscle warm-compress"
    ),
    "thigh": "front-thigh-stretch load-and-roll knead-muscle pinch-muscle warm-compress",
    "thigh-back": "lying-leg-raise-pull load-and-roll knead-muscle",
}
"""Every exercise that section A.2 of the catalogue names for a flow, but for the forward bend: with
the head down at night one gets dizzy, and the document has a sitting form of it."""

INSTEAD = {
    "calf": (
        "lying-feet-pull-back change-position leg-bend-straighten seated-toe-grab-and-rub "
        "massage-toward-heart"
    ),
    "toes": "cold-water-feet short-walk leg-bend-straighten massage-toward-heart",
    "thigh": "lying-front-thigh-stretch leg-bend-straighten massage-toward-heart",
    "thigh-back": "seated-toe-grab-and-rub leg-bend-straighten massage-toward-heart",
}
"""What is offered besides, for people who cannot stand or reach, or who have cold water near."""

CANNOT = {
    ("calf", "toe-pull-hold"): "rub-up-and-down",
    ("calf", "stand-both-feet"): "rub-up-and-down",
    ("calf", "cold-floor-walk"): "rub-up-and-down",
    ("calf", "load-and-roll"): "rub-up-and-down",
    ("toes", "toe-cramp-release"): "hand-rotate-toes-and-feet",
    ("thigh", "front-thigh-stretch"): "knead-muscle",
    ("thigh", "load-and-roll"): "knead-muscle",
}
"""The exercises for a user who can do nothing of a stage that begins with this one."""

RUBS = {"massage", "acupressure"}


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


def test_every_exercise_of_the_catalogue_is_used(flow: ReliefFlow) -> None:
    used = {step.exercise.id for step in relief_steps(flow)}

    assert used == {*CATALOGUE[flow.id].split(), *INSTEAD[flow.id].split(), *REST}


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
def test_who_can_do_nothing_of_a_stage_goes_on_with_another(
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
    assert len(stages) == len(set(stages)) == 11


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
            assert re.fullmatch(r"(?:[A-Z][^.,?]*(?:, [^.,?]*)?[.?] ?)+", line), line
            assert not re.search(r"\b(?:the patient|one should|should)\b", line), line


def test_the_line_that_gets_up_is_followed_by_what_is_done_holding_on(flow: ReliefFlow) -> None:
    for step in relief_steps(flow):
        holds = [line for line in step.say if re.search(r"\b(hold|wall)", line.lower())]
        assert holds or not step.stands or step.ask, step.say


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
    return any(step.stands for step in stage.steps)


def _round(flow: ReliefFlow) -> list[ReliefStage]:
    """Return the stages in the order without any answers, until one is repeated."""
    seen: list[ReliefStage] = []
    stage = flow.stage(flow.first)
    while stage not in seen:
        seen.append(stage)
        stage = flow.stage(stage.still)
    return seen
