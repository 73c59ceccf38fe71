"""Fitting a routine to the person, and the sentences about it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_routines
from stretchapp.base.settings import Settings, declared_in
from stretchapp.library.load import load_library
from stretchapp.library.routines.fit_to_person import (
    LIE_DOWN_IN_BED,
    SITTING_OR_LYING,
    Change,
    FittedRoutine,
    fit_routine,
)
from stretchapp.library.routines.models import (
    Continuous,
    ExerciseStep,
    Hold,
    RestStep,
    WaitStep,
)
from stretchapp.library.routines.postures import lies, stands
from stretchapp.library.routines.transitions import (
    CHANGE_LYING_LEGS_S,
    TURN_OVER_S,
    hasty_steps,
)
from stretchapp.session.timeline import plan
from tests.fakes import a_routine, a_step, an_exercise

if TYPE_CHECKING:
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import Exercise, Routine, Sides


NOTHING_SAID = Settings()
SHIPPED = sorted(path.stem for path in shipped_routines().glob("*.yaml"))
HOLD_ON = "Hold on to something stable the whole time."

FIRM = {
    "knead-muscle",
    "pinch-muscle",
    "rub-up-and-down",
    "acupressure-mid-calf",
    "acupressure-calf-top",
    "acupressure-back-of-knee",
}
RUBBING = FIRM | {"massage-toward-heart", "pat-muscle", "calf-foot-massage"}
RUBBING_IN_PART = {
    "seated-toe-grab-and-rub",
    "change-position",
    "rest-and-resettle",
    "in-water-get-out",
}

PROFILES = [
    replace(Settings(), **dict.fromkeys(said, True))
    for count in range(len(declared_in("profile")) + 1)
    for said in itertools.combinations(declared_in("profile"), count)
]
"""Everything that people can say of themselves."""


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped library, loaded from YAML."""
    return load_library(shipped_routines())


def fitted(
    library: Library, routine: str, profile: Settings, *, sit: bool = False
) -> FittedRoutine:
    return fit_routine(library.routines[routine], profile, library.exercises, sit=sit)


def names_of(routine: Routine) -> list[str]:
    return [step.exercise.id for step in routine.steps if isinstance(step, ExerciseStep)]


def names(fit: FittedRoutine) -> list[str]:
    return names_of(fit.routine)


def test_without_a_profile_nothing_changes(library: Library) -> None:
    for name, routine in library.routines.items():
        fit = fitted(library, name, NOTHING_SAID)
        assert (fit.routine, fit.changes, fit.rules) == (routine, (), ())


def test_with_varicose_veins_massage_is_left_out_and_the_routine_is_shorter(
    library: Library,
) -> None:
    fit = fitted(library, "toe-and-foot-mobility", Settings(varicose_veins=True))

    assert "calf-foot-massage" not in names(fit)
    assert fit.routine.total_s == 456 - 128 - 10
    assert fit.changes == (
        Change(
            "left-out",
            "Calf and foot self-massage",
            "Left out. No rubbing with varicose veins.",
        ),
    )
    assert fit.rules == ("D8",)


def test_with_varicose_veins_nothing_is_left_of_the_pressure_points(library: Library) -> None:
    fit = fitted(library, "acupressure-calf", Settings(varicose_veins=True))

    assert fit.routine.steps == ()
    assert len(fit.changes) == 3


def waits_to_lie_down(routine: Routine) -> list[str]:
    """Return the texts of the waits right before an exercise that is done lying."""
    return [
        wait.text
        for wait, step in itertools.pairwise(routine.steps)
        if isinstance(wait, WaitStep) and isinstance(step, ExerciseStep) and lies(step.exercise)
    ]


def said_in_each_part(routine: Routine) -> list[list[str]]:
    """Return the sentences of each part of the plan of a routine."""
    parts = itertools.groupby(plan(routine), lambda segment: segment.part)
    return [list(dict.fromkeys(text for it in part for text in it.sentences)) for _, part in parts]


def a_seated_exercise(**changes: object) -> Exercise:
    """Return an exercise that is done sitting, with the id ``seated``."""
    return an_exercise(id="seated", name="Seated", position=("sitting",), **changes)


def changed_exercises(library: Library, profile: Settings) -> tuple[set[str], set[str]]:
    """Return the exercises that are left out, and those that are done with care, if alone."""
    left_out: set[str] = set()
    cared_for: set[str] = set()
    for name, exercise in library.exercises.items():
        step = ExerciseStep(exercise, Continuous(10), "both", 0)
        for change in fit_routine(a_routine(step), profile, {}).changes:
            (left_out if change.kind == "left-out" else cared_for).add(name)
    return left_out, cared_for


def test_every_rubbing_exercise_of_the_rule_is_left_out(library: Library) -> None:
    assert changed_exercises(library, Settings(varicose_veins=True)) == (RUBBING, RUBBING_IN_PART)


class TestPoorBalance:
    def test_nobody_stands_on_one_leg_or_bends_forward(self, library: Library) -> None:
        fit = fitted(library, "evening-stretch", Settings(unsteady=True))

        assert names(fit) == [
            "toe-rises",
            "wall-lean-calf-stretch",
            "seated-hamstring-stretch",
            "lying-front-thigh-stretch",
            "lying-feet-pull-back",
            "lying-leg-raise-pull",
            "foot-circles-and-bends",
        ]
        exercises = library.exercises
        assert [change for change in fit.changes if change.kind == "instead"] == [
            Change(
                "instead",
                exercises["wall-hamstring-stretch"].name,
                f"Replaced by {exercises['seated-hamstring-stretch'].name}."
                " Not bent forward with poor balance.",
            ),
            Change(
                "instead",
                exercises["front-thigh-stretch"].name,
                f"Replaced by {exercises['lying-front-thigh-stretch'].name}."
                " Not on one leg with poor balance.",
            ),
        ]
        assert fit.can_sit

    def test_who_still_stands_is_told_to_hold_on_once(self) -> None:
        silent = a_step(id="silent", name="Silent")
        telling = a_step(id="telling", name="Telling", says=("hold", "hold-on"))

        fit = fit_routine(a_routine(silent, telling), Settings(unsteady=True), {})

        assert [(it.kind, it.step, it.text) for it in fit.changes] == [
            ("care", silent.exercise.name, HOLD_ON)
        ]

    def test_nobody_with_poor_balance_walks_on_a_part_of_the_feet(self, library: Library) -> None:
        fit = fitted(library, "morning-foot-gymnastics", Settings(unsteady=True))

        assert not [it for it in names(fit) if it.startswith("walk")]

    def test_what_nothing_steadier_replaces_is_left_out(self) -> None:
        other = an_exercise(id="other", name="Other", stance="bent-forward")
        routine = a_routine(a_step(id="hop", stance="one-leg", steadier="other"), a_step())

        fit = fit_routine(routine, Settings(unsteady=True), {"other": other})

        assert names(fit) == ["calf-stretch"]
        assert [(it.kind, it.text) for it in fit.changes] == [
            ("left-out", "Left out. Not on one leg with poor balance."),
            ("care", HOLD_ON),
        ]


def test_who_cannot_lie_on_the_floor_is_sent_to_the_bed(library: Library) -> None:
    fit = fitted(library, "evening-stretch", Settings(no_floor=True))

    assert [change.text for change in fit.changes] == [
        "Do this one on your bed instead of the floor."
    ] * 2


def test_only_a_wait_that_offers_the_floor_is_replaced_by_one_for_the_bed() -> None:
    offering, other = WaitStep("Lie down there.", floor=True), WaitStep("Fetch a towel.")
    routine = a_routine(other, offering, a_step(position=("lying",)))

    waits = fit_routine(routine, Settings(no_floor=True), {}).routine.steps[:2]

    assert waits == (other, WaitStep(LIE_DOWN_IN_BED))
    assert fit_routine(routine, NOTHING_SAID, {}).routine == routine


class TestSittingOrLying:
    def test_keeps_the_legs_and_the_timing_of_the_trial(self, library: Library) -> None:
        fit = fitted(library, "trial-nightly", NOTHING_SAID, sit=True)

        assert names(fit) == ["seated-two-hand-calf-stretch", "seated-hamstring-stretch"]
        assert [
            (step.timing, step.sides)
            for step in fit.routine.steps
            if isinstance(step, ExerciseStep)
        ] == [(Hold(10, 3, 10), "alternate")] * 2
        assert fit.is_sitting

    def test_takes_the_timing_that_suits_the_other_exercise(self) -> None:
        seated = a_seated_exercise(sides="affected", timing=Hold(20, 2, 5))
        routine = a_routine(a_step(Hold(30, 1, 5), "each", steadier="seated"))

        fit = fit_routine(routine, NOTHING_SAID, {"seated": seated}, sit=True)

        assert fit.routine.steps == (ExerciseStep(seated, Hold(20, 2, 5), "each", 10),)
        assert fit.changes == (Change("instead", "Calf stretch", "Replaced by Seated."),)

    @pytest.mark.parametrize(
        ("written", "stand_in", "sides"),
        [
            ("affected", "affected", "affected"),
            ("affected", "each", "affected"),
            ("affected", "both", "both"),
            ("each", "both", "both"),
            ("each", "alternate", "alternate"),
            ("both", "each", "each"),
            ("both", "affected", "each"),
            ("alternate", "each", "alternate"),
            ("alternate", "both", "both"),
        ],
    )
    @pytest.mark.parametrize("timing", [Hold(30, 1, 5), Hold(10, 3, 10)])
    def test_is_done_on_the_same_legs_if_the_other_exercise_allows_it(
        self, written: Sides, stand_in: Sides, sides: Sides, timing: Hold
    ) -> None:
        seated = a_seated_exercise(sides=stand_in)
        routine = a_routine(a_step(timing, written, steadier="seated"))

        fit = fit_routine(routine, NOTHING_SAID, {"seated": seated}, sit=True)

        (step,) = fit.routine.steps
        assert isinstance(step, ExerciseStep)
        assert (step.sides, step.timing) == (sides, timing)

    def test_only_holds_are_done_with_legs_in_turn(self) -> None:
        seated = a_seated_exercise(sides="each", timing=Continuous(20))
        routine = a_routine(a_step(sides="alternate", steadier="seated"))

        fit = fit_routine(routine, NOTHING_SAID, {"seated": seated}, sit=True)

        (step,) = fit.routine.steps
        assert isinstance(step, ExerciseStep)
        assert (step.sides, step.timing) == ("each", Continuous(20))

    @pytest.mark.parametrize("sides", ["each", "alternate"])
    def test_leaves_time_to_change_legs(self, sides: Sides) -> None:
        seated = a_seated_exercise(sides="each")
        hasty = a_routine(a_step(sides=sides, steadier="seated"), change_sides_s=3)
        slow = replace(hasty, change_sides_s=12)

        changes = [
            fit_routine(it, NOTHING_SAID, {"seated": seated}, sit=True).routine.change_sides_s
            for it in (hasty, slow)
        ]

        assert changes == [CHANGE_LYING_LEGS_S, 12]

    def test_leaves_time_to_change_legs_while_lying(self) -> None:
        lying = a_step(sides="each", id="lying", position=("lying",))
        routine = a_routine(a_step(steadier="seated"), lying)

        fit = fit_routine(routine, NOTHING_SAID, {"seated": a_seated_exercise()}, sit=True)

        assert routine.change_sides_s < CHANGE_LYING_LEGS_S
        assert fit.routine.change_sides_s == CHANGE_LYING_LEGS_S

    def test_leaves_time_to_turn_over(self) -> None:
        on_side = an_exercise(id="on-side", position=("lying", "on-side"), sides="each")
        routine = a_routine(a_step(sides="each", steadier="on-side"))

        fit = fit_routine(routine, NOTHING_SAID, {"on-side": on_side}, sit=True)

        assert fit.routine.change_sides_s == TURN_OVER_S

    @pytest.mark.parametrize("steadier", [None, "missing", "card", "stands", "rubs"])
    def test_leaves_out_what_nothing_suitable_replaces(self, steadier: str | None) -> None:
        others = {
            "card": an_exercise(id="card", position=("sitting",), timing=None),
            "stands": an_exercise(id="stands"),
            "rubs": an_exercise(id="rubs", position=("sitting",), category=("massage",)),
        }
        seated = a_step(id="seated", position=("sitting",))
        routine = a_routine(a_step(steadier=steadier), seated)

        fit = fit_routine(routine, Settings(varicose_veins=True), others, sit=True)

        assert fit.routine.steps == (seated,)
        assert [(it.kind, it.text) for it in fit.changes] == [
            ("left-out", "Left out. There is no seated or lying version of it.")
        ]

    @pytest.mark.parametrize("order", [1, -1])
    def test_does_not_repeat_what_the_routine_has(self, order: int) -> None:
        seated = a_seated_exercise()
        steps = [a_step(steadier="seated"), ExerciseStep(seated, Continuous(9), "both", 10)]

        fit = fit_routine(a_routine(*steps[::order]), NOTHING_SAID, {"seated": seated}, sit=True)

        assert fit.routine.steps == (steps[1],)
        assert [it.text for it in fit.changes] == [
            "Left out. Seated, which would replace it, is already in this routine."
        ]

    def test_does_not_repeat_a_stand_in(self) -> None:
        seated = a_seated_exercise()
        steps = [a_step(id=name, steadier="seated") for name in ("one", "two", "three")]

        fit = fit_routine(a_routine(*steps), NOTHING_SAID, {"seated": seated}, sit=True)

        assert names(fit) == ["seated"]
        assert [it.kind for it in fit.changes] == ["instead", "left-out", "left-out"]

    def test_is_no_reason_to_leave_out_what_the_routine_has_twice(self) -> None:
        seated = a_step(id="seated", position=("sitting",))
        routine = a_routine(seated, a_step(id="toes", position=("any",)), seated)

        assert fit_routine(routine, NOTHING_SAID, {}, sit=True).routine == routine

    def test_replaces_what_ends_standing_too(self) -> None:
        seated = a_seated_exercise()
        routine = a_routine(a_step(id="rise", position=("sitting", "standing"), steadier="seated"))

        fit = fit_routine(routine, NOTHING_SAID, {"seated": seated}, sit=True)

        assert names(fit) == ["seated"]

    def test_is_offered_where_it_makes_a_difference(self, library: Library) -> None:
        offered = {name for name in library.routines if fitted(library, name, NOTHING_SAID).can_sit}

        assert offered == {
            name
            for name, routine in library.routines.items()
            if any(it.steadier or stands(it) for it in routine.exercises)
        }
        assert not fit_routine(a_routine(), NOTHING_SAID, {}).can_sit, "nothing would be left"


class TestBloodThinners:
    def test_leave_out_firm_pressure_and_make_other_rubbing_light(self, library: Library) -> None:
        changed = changed_exercises(library, Settings(blood_thinners=True))

        assert changed == (FIRM, (RUBBING | RUBBING_IN_PART) - FIRM)


class TestFeetThatFeelLittle:
    def test_keep_their_slippers_on(self, library: Library) -> None:
        left_out, cared_for = changed_exercises(library, Settings(numb_feet=True))

        assert left_out == {"warm-compress"}
        assert cared_for == {
            "cold-water-feet",
            "cold-floor-walk",
            "calm-sit-stand",
            "sit-tap-stand",
            "standing-forward-fold",
        }


class TestFlatFeet:
    def test_are_told_what_may_help(self) -> None:
        fit = fit_routine(a_routine(), Settings(flat_feet=True), {})

        (advice,) = fit.advice
        assert "massage" in advice
        assert (fit.routine, fit.changes, fit.rules) == (a_routine(), (), ())

    def test_are_not_told_of_massage_with_varicose_veins(self) -> None:
        (advice,) = fit_routine(
            a_routine(), Settings(flat_feet=True, varicose_veins=True), {}
        ).advice

        assert "massage" not in advice


@pytest.mark.parametrize(
    ("profile", "rules"),
    [
        (Settings(pregnant=True, ill=True), ("D9", "D10")),
        (Settings(numb_feet=True), ("D10",)),
        (Settings(blood_thinners=True), ("D10",)),
        (Settings(varicose_veins=True, injured=True), ("D8", "D13")),
        (Settings(unsteady=True, no_floor=True, flat_feet=True), ()),
    ],
)
def test_health_brings_its_doctor_rules(profile: Settings, rules: tuple[str, ...]) -> None:
    assert fit_routine(a_routine(), profile, {}).rules == rules


class TestWordsOfCare:
    def test_are_told_while_getting_ready(self) -> None:
        fit = fit_routine(a_routine(a_step()), Settings(unsteady=True), {})

        ready, *_ = plan(fit.routine)
        assert ready.kind == "get-ready"
        assert ready.sentences == ("Face the wall.", HOLD_ON)

    def test_are_told_first_where_there_is_no_time_to_get_ready(self) -> None:
        fit = fit_routine(a_routine(a_step(get_ready_s=0)), Settings(unsteady=True), {})

        assert plan(fit.routine)[0].sentences == ("Face the wall.", HOLD_ON, "Lean in.")

    def test_are_told_once_if_a_routine_is_fitted_again(self) -> None:
        profile = Settings(unsteady=True)
        fitted_once = fit_routine(a_routine(), profile, {}).routine

        assert fit_routine(fitted_once, profile, {}).routine == fitted_once

    def test_about_the_bed_are_not_repeated_in_the_session(self) -> None:
        routine = a_routine(a_step(position=("lying",)))

        fit = fit_routine(routine, Settings(no_floor=True), {})

        assert [it.kind for it in fit.changes] == ["care"]
        assert fit.routine == routine


def test_sitting_is_told_with_the_purpose() -> None:
    seated = a_seated_exercise()
    routine = a_routine(a_step(steadier="seated"))

    purposes = [
        fit_routine(it, NOTHING_SAID, {"seated": seated}, sit=True).routine.purpose
        for it in (routine, a_routine(ExerciseStep(seated, Hold(9, 1, 5), "both", 10)))
    ]

    assert purposes == [f"{routine.purpose} {SITTING_OR_LYING}", routine.purpose]


def test_a_routine_without_exercises_stays_as_it_is() -> None:
    routine = a_routine(RestStep(2.0, "Rest a moment."), WaitStep("Breathe calmly."))
    profile = Settings(unsteady=True, varicose_veins=True)
    for sit in (False, True):
        assert fit_routine(routine, profile, {}, sit=sit).routine == routine


def test_nothing_is_left_but_waits_is_nothing() -> None:
    routine = a_routine(
        WaitStep("Lie down."),
        a_step(category=("massage",)),
        RestStep(20, "Rest."),
        a_step(rubbing="all"),
    )

    fit = fit_routine(routine, Settings(varicose_veins=True), {})

    assert fit.routine.steps == ()
    assert len(fit.changes) == 2


@pytest.mark.parametrize("sit", [False, True])
@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_routine_makes_sense_for_everybody(
    library: Library, name: str, *, sit: bool
) -> None:
    written = library.routines[name]
    for profile in PROFILES:
        fit = fitted(library, name, profile, sit=sit)
        done = names(fit)
        exercises = [library.exercises[it] for it in done]
        assert len(done) == len(set(done)), "every exercise once"
        assert not (sit and any(stands(it) for it in exercises))
        assert not (profile.unsteady and any(it.stance for it in exercises))
        assert hasty_steps(fit.routine) == ()
        if profile.no_floor:
            assert not any("floor" in text for text in waits_to_lie_down(fit.routine))
        for own in said_in_each_part(fit.routine):
            assert not (sit and any("stand" in it.lower() for it in own)), "a seated plan sits"
            told = " ".join(own).lower().replace("keep holding on", "")
            assert told.count("hold on") + told.count("holding ") <= 1, told
        assert bool(fit.routine.steps) == bool(done)
        assert len(done) + sum(it.kind == "left-out" for it in fit.changes) == len(
            written.exercises
        )
