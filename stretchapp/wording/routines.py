"""Routines, their steps and the problems of their files in words."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, NC_, _, ngettext, pgettext
from stretchapp.library.routines.models import (
    Continuous,
    ExerciseStep,
    Hold,
    Phases,
    Repetitions,
    RestStep,
    WaitStep,
)
from stretchapp.wording.lengths import length_in_words, minutes_in_words
from stretchapp.wording.tags import tag_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stretchapp.base.problems import Problem
    from stretchapp.library.routines.fit_to_person import FittedRoutine
    from stretchapp.library.routines.models import Exercise, Occasion, Routine, Sides, Step, Timing

_WHEN: dict[Occasion, str] = {
    "evening": NC_("time of a routine", "evening"),
    "bedtime": NC_("time of a routine", "bedtime"),
    "daytime": NC_("time of a routine", "daytime"),
    "morning": NC_("time of a routine", "morning"),
    "cramp": NC_("time of a routine", "during a cramp"),
    "exercise": "",
}

_SIDES: dict[Sides, str] = {
    "each": NC_("legs in a list", "each leg"),
    "both": "",
    "alternate": NC_("legs in a list", "legs in turn"),
    "affected": NC_("legs in a list", "the cramping leg"),
}

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")

CARE_FOR_ALL = N_("For all steps, unless one says otherwise: {care}")

NOTHING_LEFT = N_("This routine has no exercise left for you. Choose another one.")


def problems_in_words(problems: Sequence[Problem]) -> str:
    """Return how many files have problems, in a sentence."""
    count = len({problem.path for problem in problems})
    return ngettext(
        "{count} file has problems and is ignored until it is fixed.",
        "{count} files have problems and are ignored until they are fixed.",
        count,
    ).format(count=count)


def routine_name(routine: Routine) -> str:
    """Return the title of a routine, with a mark if it is the user's own."""
    return yours(routine.title) if routine.origin == "yours" else routine.title


def yours(name: str) -> str:
    """Return the name of a routine or exercise with a mark that it is the user's own."""
    return _("{name} (yours)").format(name=name)


def routine_facts(routine: Routine, length_s: float | None = None) -> str:
    """Return the facts for choosing a routine: length, time of day, position, body, equipment.

    Args:
        routine: The routine.
        length_s: Its length, if it is not that of the file.
    """
    facts = [
        minutes_in_words(routine.total_s if length_s is None else length_s),
        pgettext("time of a routine", when) if (when := _WHEN[routine.when]) else "",
        ", ".join(_tags_in_words(routine, "position")),
        ", ".join(_tags_in_words(routine, "body")),
    ]
    equipment = _tags_in_words(routine, "equipment")
    if equipment:
        facts.append(_("needs {things}").format(things=", ".join(equipment)))
    return " · ".join(fact for fact in facts if fact)


def changes_in_words(fit: FittedRoutine) -> list[str]:
    """Return what has changed for the person and why, and what the articles advise them."""
    # Translators: {step} is the name of an exercise, {change} a sentence about it.
    pattern = _("{step}: {change}")
    changes = (pattern.format(step=change.step, change=change.text) for change in fit.changes)
    return [*changes, *fit.advice]


def tags_of(exercises: Iterable[Exercise], name: str) -> list[str]:
    """Return the tags that exercises have under ``name``, each once."""
    tags = (tag for exercise in exercises for tag in getattr(exercise, name))
    return [tag for tag in dict.fromkeys(tags) if tag not in ("none", "any")]


def step_timing(step: Step) -> str:
    """Return how long a step takes, such as ``Hold 20 s, 2 times, each leg``."""
    match step:
        case ExerciseStep():
            # In turn, one leg rests while the other holds: there is no rest between the holds.
            rests = step.sides != "alternate"
            parts = (_timing_in_words(step.timing, rests=rests), sides_in_words(step.sides))
            return ", ".join(part for part in parts if part)
        case RestStep():
            return length_in_words(step.length_s)
        case WaitStep():
            return _("As long as you like")


def in_all(timing: str, length: str) -> str:
    """Return a timing with the whole length, such as ``Hold 20 s, each leg · 50 s in all``."""
    # Translators: {timing} is such as "Hold 20 s, each leg", {length} such as "50 s".
    return _("{timing} · {length} in all").format(timing=timing, length=length)


def care_for_all(steps: Sequence[Step]) -> str:
    """Return what most exercises of a routine say of breathing and safety, to be told once.

    It is empty if nothing is said by more than one of them.
    """
    said = [_care_sentences(step) for step in steps if isinstance(step, ExerciseStep)]
    counts = Counter(text for own in said for text in own)
    least = max(2, math.ceil(len(said) / 2))
    return " ".join(text for text, count in counts.items() if count >= least)


def step_care(step: ExerciseStep, told: str) -> str:
    """Return what an exercise says of breathing and safety, but for the sentences in ``told``."""
    said = set(_SENTENCE_END.split(told))
    return " ".join(text for text in _care_sentences(step) if text not in said)


def sides_in_words(sides: Sides) -> str:
    """Return the legs that do an exercise, such as ``each leg``; empty for both at once."""
    words = _SIDES[sides]
    return pgettext("legs in a list", words) if words else ""


def step_sentences(step: Step) -> list[str]:
    """Return the instructions of a step, one sentence each."""
    match step:
        case ExerciseStep():
            return [instruction.text for instruction in step.exercise.steps]
        case RestStep() | WaitStep():
            return [step.text]


def _tags_in_words(routine: Routine, name: str) -> list[str]:
    return [tag_in_words(tag) for tag in tags_of(routine.exercises, name)]


def _timing_in_words(timing: Timing, *, rests: bool) -> str:
    match timing:
        case Hold(hold_s, times, rest_s):
            parts = [_("Hold {length}").format(length=length_in_words(hold_s))]
            if times > 1:
                parts.append(_times_in_words(times))
                if rests:
                    pattern = _("{length} rest between")
                    parts.append(pattern.format(length=length_in_words(rest_s)))
            return ", ".join(parts)
        case Repetitions(count, each_s):
            each = _("{length} each").format(length=length_in_words(each_s))
            return f"{_times_in_words(count)}, {each}"
        case Continuous(length_s):
            return length_in_words(length_s)
        case Phases(phases):
            return " + ".join(length_in_words(phase.length_s) for phase in phases)


def _care_sentences(step: ExerciseStep) -> list[str]:
    texts = (step.exercise.breathing, step.exercise.safety)
    return [sentence for text in texts if text for sentence in _SENTENCE_END.split(text)]


def _times_in_words(times: int) -> str:
    return ngettext("{count} time", "{count} times", times).format(count=times)
