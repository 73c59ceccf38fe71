"""Fitting a routine to the person: exercises to leave out, to replace, or to do with care.

Some rules come from the source documents: no rubbing with varicose veins (003:139), what may help
flat feet (002:42), and advice to ask a doctor or midwife. The rules for poor balance, for blood
thinners and for feet that feel little are chosen. Firm pressure may bruise and is left out, while
light rubbing is done with care. Skin that feels little may be harmed unnoticed: warmth is left out,
slippers stay on, and water is tested with the wrist.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from stretchapp.base.i18n import N_, _
from stretchapp.library.routines.models import ExerciseStep, Hold, Instruction, WaitStep
from stretchapp.library.routines.postures import lies, stands
from stretchapp.library.routines.rubbing import is_firm, rubbing_in
from stretchapp.library.routines.transitions import (
    CHANGE_LYING_LEGS_S,
    TURN_OVER_S,
    hasty_steps,
)
from stretchapp.library.routines.waits_that_fit import with_waits_that_fit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretchapp.base.settings import Settings
    from stretchapp.library.routines.models import Exercise, Routine, Sides, Stance, Step, Timing

ChangeKind = Literal["left-out", "instead", "care"]

_NOT_WITH_THAT_STANCE: dict[Stance, str] = {
    "one-leg": N_("Not on one leg with poor balance."),
    "bent-forward": N_("Not bent forward with poor balance."),
    "narrow": N_("Not on toes, heels or edges of the feet with poor balance."),
}

_NOTHING_LIKE_IT = N_("There is no seated or lying version of it.")

SITTING_OR_LYING = N_("This version is done sitting or lying.")
"""What a routine adds to its purpose, which may speak of standing."""

LIE_DOWN_IN_BED = N_("Lie down on your bed.")
"""What a wait says instead of a text that offers the floor."""

_BARE_FEET = "cool-floor"
"""The equipment of exercises that are done barefoot, for the sake of the cool floor."""

_WATER = frozenset({"cold-water", "warm-water"})


@dataclass(frozen=True, slots=True)
class Change:
    """A difference from the routine as written.

    Attributes:
        kind: Whether a step is left out, replaced, or to be done with care.
        step: The name of the exercise: the written one if it is left out or replaced.
        text: Sentences with the change and its reason.
    """

    kind: ChangeKind
    step: str
    text: str


@dataclass(frozen=True, slots=True)
class FittedRoutine:
    """A routine that is fitted to a person.

    Attributes:
        routine: The fitted routine; it has no steps if no exercise is left.
        changes: The differences from the routine as written.
        rules: The ids of the doctor rules for the person's health.
        advice: What the articles advise the person beside exercises, in sentences.
        can_sit: Whether standing exercises can be replaced by sitting or lying ones, or left out.
        is_sitting: Whether they are.
    """

    routine: Routine
    changes: tuple[Change, ...]
    rules: tuple[str, ...]
    advice: tuple[str, ...]
    can_sit: bool
    is_sitting: bool


class _Care(NamedTuple):
    """Words of care for an exercise.

    Attributes:
        text: The words.
        is_first: Whether they come before the instructions, and not after them.
    """

    text: str
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class _Exchange:
    """Why an exercise is not done, and what is done instead, if anything.

    The reason is empty if the person has chosen to sit or lie: that says enough.
    """

    reason: str
    stand_in: Exercise | None


@dataclass(frozen=True, slots=True)
class _Fitter:
    """Fits single steps to a person.

    Attributes:
        profile: What the person has said.
        exercises: The exercises that may replace another one, by id.
        sits: Whether the person sits or lies.
    """

    profile: Settings
    exercises: Mapping[str, Exercise]
    sits: bool

    def fit(self, routine: Routine) -> tuple[list[Step | None], tuple[Change, ...]]:
        """Return what becomes of each step, None if it is left out, and the changes."""
        # A stand-in is not repeated, and does not come beside the same exercise of the routine.
        present = {it.id for it in routine.exercises if self._exchange(it) is None}
        steps: list[Step | None] = []
        changes: list[Change] = []
        for step in routine.steps:
            if not isinstance(step, ExerciseStep):
                steps.append(step)
                continue
            fitted, change = self._fit_step(step, present)
            steps.append(fitted)
            if change is not None:
                changes.append(change)
            if fitted is not None:
                present.add(fitted.exercise.id)
                changes += _cares(fitted.exercise, self.profile)
        return steps, tuple(changes)

    def _fit_step(
        self, step: ExerciseStep, present: set[str]
    ) -> tuple[ExerciseStep | None, Change | None]:
        exchange = self._exchange(step.exercise)
        if exchange is None:
            return step, None
        name = step.exercise.name
        stand_in, reason = exchange.stand_in, exchange.reason
        if stand_in is None:
            text = _("Left out. {reason}").format(reason=reason or _(_NOTHING_LIKE_IT))
            return None, Change("left-out", name, text)
        if stand_in.id in present:
            text = _("Left out. {exercise}, which would replace it, is already in this routine.")
            return None, Change("left-out", name, text.format(exercise=stand_in.name))
        # Translators: {reason} is a sentence, or nothing.
        pattern = _("Replaced by {exercise}. {reason}")
        text = pattern.format(exercise=stand_in.name, reason=reason).rstrip()
        return _instead(step, stand_in), Change("instead", name, text)

    def _exchange(self, exercise: Exercise) -> _Exchange | None:
        """Return why an exercise is not done; None if it is."""
        reason = self._objection(exercise)
        stand_in = self._suitable(exercise.steadier)
        if reason is None and self.sits and stand_in is not None:
            # It can be done sitting, but ends standing.
            reason = ""
        return None if reason is None else _Exchange(reason, stand_in)

    def _objection(self, exercise: Exercise) -> str | None:
        """Return why the person cannot do an exercise, or None if they can."""
        profile = self.profile
        if profile.varicose_veins and rubbing_in(exercise) == "all":
            return _("No rubbing with varicose veins.")
        if profile.blood_thinners and is_firm(exercise):
            return _("No firm pressure with blood thinners, or if you bruise easily.")
        if profile.numb_feet and "warmth" in exercise.category:
            return _("No warmth on skin with little feeling.")
        if self.sits and stands(exercise):
            return ""
        if profile.unsteady and exercise.stance is not None:
            return _(_NOT_WITH_THAT_STANCE[exercise.stance])
        return None

    def _suitable(self, exercise_id: str | None) -> Exercise | None:
        """Return an exercise that may replace another one, if it suits the person."""
        exercise = self.exercises.get(exercise_id or "")
        if exercise is None or exercise.timing is None or self._objection(exercise) is not None:
            return None
        return exercise


def fit_routine(
    routine: Routine,
    profile: Settings,
    exercises: Mapping[str, Exercise],
    *,
    sit: bool = False,
) -> FittedRoutine:
    """Fit ``routine`` to ``profile``.

    Args:
        routine: The routine as written.
        profile: The settings about the person's health; other settings are not used.
        exercises: The exercises that may replace another one, by id.
        sit: Whether to replace or leave out standing exercises.
    """
    as_written, changes = _Fitter(profile, exercises, sits=False).fit(routine)
    sitting, changes_to_sit = _Fitter(profile, exercises, sits=True).fit(routine)
    fitted = _with_steps(routine, sitting if sit else as_written)
    if sit and fitted != routine:
        fitted = replace(fitted, purpose=f"{routine.purpose} {_(SITTING_OR_LYING)}")
    return FittedRoutine(
        _with_words_of_care(fitted, profile),
        changes_to_sit if sit else changes,
        _rules(profile),
        _advice(profile),
        can_sit=sitting != as_written and bool(_exercises_of(sitting)),
        is_sitting=sit,
    )


def _with_steps(routine: Routine, steps: Sequence[Step | None]) -> Routine:
    """Return ``routine`` with what has become of its steps, and with waits and times to match."""
    if tuple(steps) == routine.steps:
        return routine
    if not _exercises_of(steps):
        return replace(routine, steps=())
    fitted = replace(routine, steps=with_waits_that_fit(routine.steps, steps))
    change_sides_s = max(routine.change_sides_s, _time_to_change_legs(fitted, routine))
    return replace(fitted, change_sides_s=change_sides_s)


def _with_words_of_care(routine: Routine, profile: Settings) -> Routine:
    """Return ``routine`` with the words of care that are told in the session as well."""
    return replace(routine, steps=tuple(_with_care(step, profile) for step in routine.steps))


def _with_care(step: Step, profile: Settings) -> Step:
    if profile.no_floor and isinstance(step, WaitStep) and step.floor:
        return WaitStep(_(LIE_DOWN_IN_BED))
    if not isinstance(step, ExerciseStep):
        return step
    exercise = step.exercise
    told = {instruction.text for instruction in exercise.steps}
    words = [it for it in _words_of_care(exercise, profile) if it.text not in told]
    if not words:
        return step
    before = [Instruction(it.text, "ready") for it in words if it.is_first]
    after = [Instruction(it.text, "ready") for it in words if not it.is_first]
    return replace(step, exercise=replace(exercise, steps=(*before, *exercise.steps, *after)))


def _time_to_change_legs(fitted: Routine, written: Routine) -> float:
    """Return the shortest time to change legs, in seconds; 0 if the routine leaves enough.

    It takes long while lying, and in every stand-in: sitting, one changes hands or a towel as well.
    """
    shortages = {it.shortage for it in hasty_steps(fitted)}
    if "turn-over" in shortages:
        return TURN_OVER_S
    changes_in_stand_in = any(
        isinstance(step, ExerciseStep)
        and step.sides in ("each", "alternate")
        and step not in written.steps
        for step in fitted.steps
    )
    return CHANGE_LYING_LEGS_S if changes_in_stand_in or "change-legs" in shortages else 0.0


def _exercises_of(steps: Sequence[Step | None]) -> list[Exercise]:
    return [step.exercise for step in steps if isinstance(step, ExerciseStep)]


def _cares(exercise: Exercise, profile: Settings) -> list[Change]:
    texts = [care.text for care in _words_of_care(exercise, profile)]
    if profile.no_floor and lies(exercise):
        # Not told in the session: whoever lies on the bed need not hear it before each exercise.
        texts.append(_("Do this one on your bed instead of the floor."))
    return [Change("care", exercise.name, text) for text in texts]


def _words_of_care(exercise: Exercise, profile: Settings) -> list[_Care]:
    rubs = rubbing_in(exercise) is not None
    needs_water = bool(_WATER.intersection(exercise.equipment))
    cares = (
        (
            profile.varicose_veins and rubs,
            _Care(_("Leave out the rubbing: not with varicose veins.")),
        ),
        (
            profile.blood_thinners and rubs,
            _Care(_("Rub only lightly, so that you do not bruise.")),
        ),
        (
            profile.unsteady and stands(exercise) and "hold-on" not in exercise.says,
            _Care(_("Hold on to something stable the whole time.")),
        ),
        (
            profile.numb_feet and _BARE_FEET in exercise.equipment,
            _Care(_("Put your slippers on before you stand up."), is_first=True),
        ),
        (
            profile.numb_feet and needs_water,
            _Care(_("Test the water with your wrist, not with your foot.")),
        ),
    )
    return [care for applies, care in cares if applies]


def _instead(step: ExerciseStep, stand_in: Exercise) -> ExerciseStep:
    """Return a step with the stand-in, its timing, and the same legs."""
    assert stand_in.timing is not None  # noqa: S101 -- the caller has checked it
    timing: Timing = stand_in.timing
    is_own = step.timing != step.exercise.timing
    if is_own and isinstance(step.timing, Hold) and isinstance(timing, Hold):
        # If the routine sets its own timing for a hold, that also applies to the other hold.
        timing = step.timing
    return replace(step, exercise=stand_in, timing=timing, sides=_sides(step, stand_in, timing))


def _sides(step: ExerciseStep, stand_in: Exercise, timing: Timing) -> Sides:
    """Return on which legs a stand-in is done: as the step says, if the stand-in allows it."""
    if stand_in.sides == "both" or step.sides == "affected":
        return "both" if stand_in.sides == "both" else "affected"
    alternates = "alternate" in (step.sides, stand_in.sides) and isinstance(timing, Hold)
    return "alternate" if alternates else "each"


def _rules(profile: Settings) -> tuple[str, ...]:
    conditions = (
        ("D8", profile.varicose_veins),
        ("D9", profile.pregnant),
        # Diabetes is a long-term illness, and blood thinners are medicines: that rule has both.
        ("D10", profile.ill or profile.numb_feet or profile.blood_thinners),
        ("D13", profile.injured),
    )
    return tuple(rule for rule, applies in conditions if applies)


def _advice(profile: Settings) -> tuple[str, ...]:
    if not profile.flat_feet:
        return ()
    if profile.varicose_veins:
        return (_("With flat feet, special shoes or insoles may help."),)
    return (_("With flat feet, special shoes or insoles and a foot massage may help."),)
