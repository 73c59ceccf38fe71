"""Why an exercise or a routine is as it is: what an article gives, what was chosen, the sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.library.routines.models import Exercise, ExerciseStep, Routine
from stretchapp.wording.sources import documents_in_words, source_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import TimingSource

WHY = "Why?"

TIMES: Mapping[TimingSource, str] = {
    "document": "The times are those of an article.",
    "partly": "A part of the times is an article's, the rest is chosen.",
    "chosen": "The times are chosen: no article gives them.",
}
OWN_TIMES = "The times here are those of this routine."
GENERAL_CARE = "The advice on breathing and safety is chosen, unless it is quoted here."
RELIEF_OF = "Relief of a cramp:"
CHOSEN_FLOW = "Chosen: no article describes this one."

_PLACE = re.compile(r"\b(\d{3}):\d+\b")
"""A line of an article, such as ``003:129``."""


@dataclass(frozen=True, slots=True)
class Why:
    """The reasons for an exercise, a step or a routine; empty if nothing is known.

    Attributes:
        lines: What an article gives and what was chosen, in sentences.
        sources: The sources with their quotes.
    """

    lines: tuple[str, ...]
    sources: tuple[str, ...]

    def __bool__(self) -> bool:
        """Return whether there is anything to tell."""
        return bool(self.lines or self.sources)


def why(subject: Exercise | ExerciseStep | Routine, titles: Mapping[str, str]) -> Why:
    """Return the reasons for an exercise, for a step with its own timing, or for a routine.

    Args:
        subject: What to give reasons for.
        titles: The titles of the articles by their numbers.
    """
    match subject:
        case Routine():
            lines, sources = [subject.note], subject.sources
        case Exercise():
            lines, sources = [*_times(subject), *_care(subject), subject.note], subject.sources
        case ExerciseStep(exercise=exercise):  # pragma: no branch -- there is nothing else
            is_own = subject.timing != exercise.timing
            times = [OWN_TIMES] if is_own else _times(exercise)
            lines, sources = [*times, *_care(exercise), exercise.note], exercise.sources
    return Why(
        tuple(_with_titles(line, titles) for line in lines if line),
        tuple(source_in_words(source, titles) for source in sources),
    )


def why_in_brief(step: ExerciseStep, titles: Mapping[str, str]) -> str:
    """Return one line about a step: whether its times are chosen, and which articles it is from."""
    exercise = step.exercise
    times = [OWN_TIMES] if step.timing != exercise.timing else _times(exercise)[:1]
    documents = documents_in_words((source.document for source in exercise.sources), titles)
    return " ".join([*times, f"{documents}."] if documents else times)


def flows_in_words(flows: Iterable[ReliefFlow]) -> list[str]:
    """Return lines with the places of relief flows; each flow that was chosen says so."""
    known: list[str] = []
    chosen: list[str] = []
    for flow in flows:
        if flow.is_sourced:
            known.append(flow.title)
        else:
            chosen.append(f"{RELIEF_OF} {flow.title}. {CHOSEN_FLOW}")
    return [*([f"{RELIEF_OF} {'; '.join(known)}."] if known else []), *chosen]


def _times(exercise: Exercise) -> list[str]:
    """Return whether the times are an article's; nothing where there are none to speak of."""
    is_silent = exercise.origin == "yours" and exercise.timing_source == "chosen"
    if exercise.timing is None or is_silent:
        return [exercise.timing_note]
    return [TIMES[exercise.timing_source], exercise.timing_note]


def _care(exercise: Exercise) -> list[str]:
    has_advice = exercise.origin == "shipped" and (exercise.breathing or exercise.safety)
    return [GENERAL_CARE] if has_advice else []


def _with_titles(text: str, titles: Mapping[str, str]) -> str:
    """Return a text in which articles that are named by a line are named by their titles."""

    def name(place: re.Match[str]) -> str:
        title = titles.get(place[1])
        return place[0] if title is None else f"“{title}”"

    return _PLACE.sub(name, text)
