"""Why an exercise or a routine is as it is: what an article gives, what was chosen, the sources."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.library.routines.models import Exercise, ExerciseStep, Routine
from stretchapp.wording.sources import documents_in_words, in_quotation_marks, source_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import TimingSource

WHY = N_("Why?")

TIMES: Mapping[TimingSource, str] = {
    "document": N_("The times come from an article."),
    "partly": N_("Some of the times come from an article; we chose the others."),
    "chosen": N_("We chose the times: no article gives them."),
}
OWN_TIMES = N_("This routine has its own times for this exercise.")
GENERAL_CARE = N_("We chose the advice on breathing and safety, unless it is quoted here.")
# Translators: {places} is a list of places that cramp, such as "Calf; Toes".
RELIEF_OF = N_("Relief of a cramp: {places}.")
# Translators: {place} is a place that cramps, such as "Calf".
CHOSEN_RELIEF_OF = N_("Relief of a cramp: {place}. We chose it: no article describes it.")

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
            times = [_(OWN_TIMES)] if is_own else _times(exercise)
            lines, sources = [*times, *_care(exercise), exercise.note], exercise.sources
    return Why(
        tuple(_with_titles(line, titles) for line in lines if line),
        tuple(source_in_words(source, titles) for source in sources),
    )


def why_in_brief(step: ExerciseStep, titles: Mapping[str, str]) -> str:
    """Return one line about a step: whether its times are chosen, and which articles it is from."""
    exercise = step.exercise
    times = [_(OWN_TIMES)] if step.timing != exercise.timing else _times(exercise)[:1]
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
            chosen.append(_(CHOSEN_RELIEF_OF).format(place=flow.title))
    return [*([_(RELIEF_OF).format(places="; ".join(known))] if known else []), *chosen]


def _times(exercise: Exercise) -> list[str]:
    """Return whether the times are an article's; nothing where there are none to speak of."""
    is_silent = exercise.origin == "yours" and exercise.timing_source == "chosen"
    if exercise.timing is None or is_silent:
        return [exercise.timing_note]
    return [_(TIMES[exercise.timing_source]), exercise.timing_note]


def _care(exercise: Exercise) -> list[str]:
    has_advice = exercise.origin == "shipped" and (exercise.breathing or exercise.safety)
    return [_(GENERAL_CARE)] if has_advice else []


def _with_titles(text: str, titles: Mapping[str, str]) -> str:
    """Return a text in which articles that are named by a line are named by their titles."""

    def name(place: re.Match[str]) -> str:
        title = titles.get(place[1])
        return place[0] if title is None else in_quotation_marks(title)

    return _PLACE.sub(name, text)
