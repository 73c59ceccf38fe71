"""The words of cues in another language than English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.library.routines.models import Hold, Repetitions, RestStep, WaitStep
from stretchapp.session.cue_words import ending_words, side_and_name
from stretchapp.session.cues import all_sentences, end_cues
from stretchapp.session.timeline import plan
from tests.fakes import a_routine, a_step
from tests.session.voices import a_style, cues, said

if TYPE_CHECKING:
    from pathlib import Path

ROUTINE = a_routine(
    a_step(Hold(30, 2, 10), "each"),
    a_step(Hold(20, 2, 10), "alternate"),
    RestStep(20, "Shake."),
    a_step(Repetitions(3, 4), "both"),
    WaitStep("Sit down."),
    a_step(Hold(20, 1, 0), "affected", 0),
)
OWN_SENTENCES = {
    *(instruction.text for exercise in ROUTINE.exercises for instruction in exercise.steps),
    "Shake.",
    "Sit down.",
}
"""What the routine of a person says itself, which nobody translates."""


def is_translated(text: str) -> bool:
    """Return whether there are words of the made-up language, which stand in brackets."""
    return "[" in text and "]" in text


def test_everything_but_what_a_routine_says_itself_is_translated(pseudo_language: Path) -> None:
    spoken = all_sentences(plan(ROUTINE), breathing=True)

    left = {text for text in spoken if not is_translated(text) and not text.isdigit()}
    assert left <= OWN_SENTENCES


def test_what_is_rendered_ahead_is_what_is_spoken(pseudo_language: Path) -> None:
    segments = plan(ROUTINE)
    style = a_style(letter_s=0.01, breathing=True)

    spoken = {text for it in segments for text in said(cues(segments, it.index, style))}

    assert spoken <= set(all_sentences(segments, breathing=True))
    assert said(end_cues(590.0, style)) == [ending_words(590.0)]
    assert is_translated(ending_words(590.0))


def test_side_and_name_are_one_text_for_translators(pseudo_language: Path) -> None:
    named = {it.side: side_and_name(it) for it in plan(ROUTINE) if it.exercise is not None}

    assert set(named) == {"left", "right", "both", "affected"}
    assert all(text.count("[") == 1 and is_translated(text) for text in named.values())
