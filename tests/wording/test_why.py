"""Why an exercise or a routine is as it is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.library.routines.models import Hold, Source
from stretchapp.wording.why import (
    CHOSEN_RELIEF_OF,
    GENERAL_CARE,
    OWN_TIMES,
    TIMES,
    flows_in_words,
    why,
    why_in_brief,
)
from tests.fakes import a_routine, a_step, an_exercise

if TYPE_CHECKING:
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import TimingSource

TITLES = {"003": "First aid", "004": "At night"}
SOURCES = (Source("003", 46, "lie or sit"), Source("003", 50, None), Source("A book", None, None))


@pytest.mark.parametrize("timing_source", TIMES)
def test_it_is_told_whether_an_article_gives_the_times(timing_source: TimingSource) -> None:
    exercise = an_exercise(timing_source=timing_source, timing_note="It says so.")

    assert why(exercise, TITLES).lines == (TIMES[timing_source], "It says so.")


def test_the_note_and_every_source_are_told_articles_by_their_titles() -> None:
    reasons = why(an_exercise(note="It rests on 003:46 and 009:1.", sources=SOURCES), TITLES)

    assert reasons.lines[-1] == "It rests on “First aid” and 009:1."
    assert reasons.sources == (
        "From “First aid”: “lie or sit”",
        "From “First aid”",
        "From A book",
    )


@pytest.mark.parametrize("care", ["breathing", "safety"])
def test_general_care_is_said_to_be_chosen(care: str) -> None:
    assert GENERAL_CARE in why(an_exercise(**{care: "Breathe."}), TITLES).lines
    own = an_exercise(**{care: "Breathe."}, origin="yours")
    assert GENERAL_CARE not in why(own, TITLES).lines


def test_times_that_a_routine_sets_are_its_own() -> None:
    step = a_step(Hold(10.0, 3, 10.0), timing_note="Thirty seconds are chosen.")

    reasons = why(step, TITLES)

    assert OWN_TIMES in reasons.lines
    assert not {TIMES["chosen"], "Thirty seconds are chosen."} & {*reasons.lines}
    as_written = a_step(timing_note="Thirty seconds are chosen.")
    assert why(as_written, TITLES) == why(as_written.exercise, TITLES)


def test_a_routine_tells_its_note_and_sources() -> None:
    reasons = why(a_routine(note="The order is chosen.", sources=SOURCES[2:]), TITLES)

    assert (reasons.lines, reasons.sources) == (("The order is chosen.",), ("From A book",))


def test_there_is_nothing_to_tell_of_what_one_has_written_without_notes() -> None:
    assert not why(a_routine(), TITLES)
    assert not why(an_exercise(origin="yours"), TITLES)
    assert why(an_exercise(origin="yours", note="Mine."), TITLES).lines == ("Mine.",)
    assert not why(an_exercise(timing=None), TITLES)


def test_one_line_names_each_document_once() -> None:
    brief = why_in_brief(a_step(sources=SOURCES, timing_note="Left out here."), TITLES)

    assert brief == f"{TIMES['chosen']} From “First aid” and A book."
    assert why_in_brief(a_step(Hold(1.0, 1, 0.0)), TITLES) == OWN_TIMES


def test_every_shipped_exercise_and_routine_has_reasons(library: Library) -> None:
    for subject in (*library.exercises.values(), *library.routines.values()):
        reasons = why(subject, TITLES)
        assert reasons, subject.id
        assert reasons.sources, subject.id


def test_a_flow_that_no_article_describes_says_so(library: Library) -> None:
    lines = flows_in_words(library.flows.values())

    for flow in library.flows.values():
        (line,) = [line for line in lines if flow.title in line]
        assert (line == CHOSEN_RELIEF_OF.format(place=flow.title)) is not flow.is_sourced
    assert flows_in_words([]) == []
