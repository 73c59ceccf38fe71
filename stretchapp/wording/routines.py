"""The sentences of the window that are put together from values."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from stretchapp.library.routines.models import (
    Continuous,
    ExerciseStep,
    Hold,
    Phases,
    Repetitions,
    RestStep,
    WaitStep,
)
from stretchapp.wording.session import length_in_words, side_in_words, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from stretchapp.base.problems import Problem
    from stretchapp.library.routines.models import Exercise, Routine, Sides, Step, Timing
    from stretchapp.session.timeline import Segment

_WHEN = {
    "evening": "evening",
    "bedtime": "bedtime",
    "daytime": "daytime",
    "morning": "morning",
    "cramp": "during a cramp",
}


def problems_in_words(problems: Sequence[Problem]) -> str:
    """Return how many files have problems, in a sentence."""
    count = len({problem.path for problem in problems})
    if count == 1:
        return "1 file has problems and is left out."
    return f"{count} files have problems and are left out."


FROM_ARTICLE = "From article"
FROM_ARTICLES = "From the articles"
"""What the lines begin with that say where something stands."""

_ENDLESS = re.compile(r"\S{16}(?=\S{8})")


def breakable(path: Path) -> str:
    """Return a path that a label may break after each of its separators."""
    return str(path).replace(os.sep, f"{os.sep}\u200b")


def sources_in_words(sources: Sequence[str]) -> str:
    """Return where something stands, such as ``From the articles, 003:81 and 004:24``."""
    if not sources:
        return ""
    *others, last = sources
    places = f"{', '.join(others)} and {last}" if others else last
    return f"{FROM_ARTICLES}, {places}"


def quoted(words: str, source: str) -> str:
    """Return a document's own words with their place."""
    return f"“{words}” ({source})"


def with_breaks(text: str) -> str:
    """Return a text in which a label may break words that are longer than words are."""
    return _ENDLESS.sub(lambda found: f"{found[0]}\u200b", text)


def routine_name(routine: Routine) -> str:
    """Return the title, marked when the routine is the user's own."""
    return f"{routine.title} (yours)" if routine.origin == "yours" else routine.title


def routine_facts(routine: Routine, length_s: float | None = None) -> str:
    """Return what one should know before choosing: length, position, body, equipment.

    Args:
        routine: The routine.
        length_s: How long it takes, where that is not as written.
    """
    facts = [
        length_in_words(routine.total_s if length_s is None else length_s),
        _WHEN[routine.when],
        ", ".join(words_of(routine, "position")),
        ", ".join(words_of(routine, "body")),
    ]
    equipment = words_of(routine, "equipment")
    if equipment:
        facts.append(f"needs {', '.join(equipment)}")
    return " · ".join(fact for fact in facts if fact)


def words_of(routine: Routine, name: str) -> list[str]:
    """Return the words for the tags that the exercises of a routine have under ``name``."""
    return [word(tag) for tag in tags_of(routine.exercises, name)]


def tags_of(exercises: Iterable[Exercise], name: str) -> list[str]:
    """Return the tags that exercises have under ``name``, each one once."""
    tags = (tag for exercise in exercises for tag in getattr(exercise, name))
    return [tag for tag in dict.fromkeys(tags) if tag not in ("none", "any")]


def step_title(step: Step) -> str:
    """Return what a step of a routine is called."""
    match step:
        case ExerciseStep():
            return step.exercise.name
        case RestStep():
            return "Rest"
        case WaitStep():
            return "When you are ready"


def step_timing(step: Step) -> str:
    """Return how long a step takes, such as ``hold 20 s, 2 times, each leg``."""
    match step:
        case ExerciseStep():
            return ", ".join(
                part for part in (timing_in_words(step.timing), _sides(step.sides)) if part
            )
        case RestStep():
            return length_in_words(step.length_s)
        case WaitStep():
            return "as long as you like"


def step_sentences(step: Step) -> list[str]:
    """Return the instruction of a step, one sentence each."""
    match step:
        case ExerciseStep():
            return [instruction.text for instruction in step.exercise.steps]
        case RestStep() | WaitStep():
            return [step.text]


def timing_in_words(timing: Timing) -> str:
    """Return a timing such as ``hold 20 s, 2 times, 5 s rest between``."""
    match timing:
        case Hold(hold_s, times, rest_s):
            if times == 1:
                return f"hold {length_in_words(hold_s)}"
            return (
                f"hold {length_in_words(hold_s)}, {times} times,"
                f" {length_in_words(rest_s)} rest between"
            )
        case Repetitions(count, each_s):
            return f"{count} times, {length_in_words(each_s)} each"
        case Continuous(length_s):
            return length_in_words(length_s)
        case Phases(phases):
            return " + ".join(length_in_words(phase.length_s) for phase in phases)


def next_in_words(segment: Segment | None, present: Segment) -> str:
    """Return what comes next, such as ``Next: Wall lean``."""
    if segment is None:
        return "This is the last part."
    if segment.step == present.step:
        return f"Next: {side_in_words(segment.side).lower()}"
    return f"Next: {segment.name}"


def _sides(sides: Sides) -> str:
    return {
        "each": "each leg",
        "both": "",
        "alternate": "legs in turn",
        "affected": "the cramping leg",
    }[sides]
