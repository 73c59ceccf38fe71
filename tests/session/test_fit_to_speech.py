"""Plans with enough time for the voice."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from stretchapp.library.routines.models import Hold, Instruction, RestStep, WaitStep
from stretchapp.session.cue_words import begins_part, upcoming_words
from stretchapp.session.cues import CueStyle
from stretchapp.session.fit_to_speech import fit_to_speech
from stretchapp.session.player import Player
from stretchapp.session.timeline import plan, sentence_times, total_s
from tests.fakes import a_routine, a_step
from tests.session.plans import START_S, plans
from tests.session.voices import a_style, cues, said, voice, voices

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.session.timeline import Segment


def test_getting_ready_becomes_long_enough_for_a_long_name() -> None:
    # 99 letters and a full stop take 10 s; "Face the wall." takes 1.4 s.
    segments = fit_to_speech(plan(a_routine(a_step(name="x" * 99))), voice(0.1))

    # 0.5 s for the sound, and 0.25 s of silence after each sentence.
    assert [segment.length_s for segment in segments] == [13, 30]
    assert [segment.start_s for segment in segments] == [0, 13]
    assert said(cues(segments, 0, a_style(letter_s=0.1))) == ["x" * 99 + ".", "Face the wall."]


def test_changing_sides_becomes_long_enough_too() -> None:
    segments = fit_to_speech(plan(a_routine(a_step(sides="each"), change_sides_s=1)), voice(0.1))

    # "Change legs. Right leg." takes 2.3 s.
    assert segments[2].length_s == 4
    assert said(cues(segments, 2, a_style(letter_s=0.1))) == ["Change legs. Right leg."]


def test_a_wait_becomes_long_enough_to_say_what_to_do_and_what_comes_next() -> None:
    routine = a_routine(WaitStep("a" * 100), a_step(name="b" * 93))
    segments = fit_to_speech(plan(routine, 15), voice(0.1))

    # 10 s for each sentence, 0.5 s for the sound, 0.25 s after each sentence, 3 s to count.
    assert segments[0].length_s == 24
    spoken = said(cues(segments, 0, a_style(letter_s=0.1)))
    assert spoken == ["a" * 100, f"Next: {'b' * 93}.", "3", "2", "1"]


def test_a_wait_without_end_stays_without_one() -> None:
    segments = fit_to_speech(plan(a_routine(WaitStep("a" * 100), a_step())), voice(0.1))

    assert segments[0].length_s == 0


def test_a_plan_with_enough_time_stays_the_same() -> None:
    routine = a_routine(a_step(), RestStep(5, "Rest. " * 100))
    segments = fit_to_speech(plan(routine), voice())

    assert [segment.length_s for segment in segments] == [10, 30, 5]
    assert total_s(segments) == routine.total_s


def test_each_sentence_is_shown_when_it_is_spoken() -> None:
    ready = (Instruction("a" * 20, "ready"), Instruction("b" * 20, "ready"))
    segments = fit_to_speech(plan(a_routine(a_step(steps=ready))), voice(0.1))

    heard = cues(segments, 0, a_style(letter_s=0.1))
    first, second = (cue for cue in heard if cue.kind == "sentence")
    assert sentence_times(segments[0]) == (0, second.offset_s)
    assert first.end_s < second.offset_s


@given(plans, voices)
def test_no_segment_becomes_shorter_or_changes_its_position(
    written: tuple[Segment, ...], speech_length_s: Callable[[str], float]
) -> None:
    stretched = fit_to_speech(written, speech_length_s)

    assert len(stretched) == len(written)
    start_s = 0.0
    for before, after in zip(written, stretched, strict=True):
        assert after.length_s >= before.length_s
        may_grow = before.kind in ("get-ready", "change-sides", "wait") and before.length_s
        if not may_grow and not (before.is_work and begins_part(written, before.index)):
            assert after.length_s == before.length_s
        assert after.start_s == start_s
        assert (after.kind, after.part, after.index, after.sentences, after.name) == (
            before.kind,
            before.part,
            before.index,
            before.sentences,
            before.name,
        )
        start_s += after.length_s


@given(plans, voices, st.floats(0, 1))
def test_a_plan_that_is_fitted_while_it_runs_ends_like_one_fitted_before(
    segments: tuple[Segment, ...], speech_length_s: Callable[[str], float], share: float
) -> None:
    player = Player(segments)
    player.start(START_S)
    player.replan(fit_to_speech(segments, speech_length_s), START_S)

    stretched = Player(fit_to_speech(segments, speech_length_s))
    stretched.start(START_S)
    later_s = START_S + share * 2.9
    assert player.advance(later_s) == stretched.advance(later_s)
    assert player.snapshot(later_s) == stretched.snapshot(later_s)


def test_an_exercise_without_time_to_get_ready_gets_the_time_for_its_instructions() -> None:
    ready = (Instruction("a" * 49, "ready"), Instruction("b" * 49, "work"))
    routine = a_routine(a_step(Hold(10, 2, 5), get_ready_s=0, name="c" * 48, steps=ready))
    segments = fit_to_speech(plan(routine), voice(0.1))

    # 5 s for each of the three, and half of the hold afterwards; the second hold is as written.
    assert [segment.length_s for segment in segments] == [21, 5, 10]
    assert said(cues(segments, 0, a_style(letter_s=0.1)))[:3] == [
        "c" * 48 + ".",
        "a" * 49,
        "b" * 49,
    ]


@given(plans, voices)
def test_every_sentence_before_an_exercise_is_known_is_spoken(
    written: tuple[Segment, ...], speech_length_s: Callable[[str], float]
) -> None:
    segments = fit_to_speech(written, speech_length_s)
    style = CueStyle(mode="voice", speech_length_s=speech_length_s)

    for segment in segments:
        is_first = begins_part(segments, segment.index)
        if segment.kind in ("hold", "continuous") and is_first:
            told = " ".join(said(cues(segments, segment.index, style)))
            assert all(sentence in told for sentence in segment.sentences)


@given(plans, voices)
def test_every_sentence_of_getting_ready_and_waiting_is_spoken(
    written: tuple[Segment, ...], speech_length_s: Callable[[str], float]
) -> None:
    segments = fit_to_speech(written, speech_length_s)
    style = CueStyle(mode="voice", speech_length_s=speech_length_s)

    for segment in segments:
        if segment.kind in ("get-ready", "change-sides"):
            told = " ".join(said(cues(segments, segment.index, style)))
            assert segment.kind == "change-sides" or segment.name in told
            assert all(sentence in told for sentence in segment.sentences)
        if segment.kind == "wait":
            spoken = cues(segments, segment.index, style)
            told = " ".join(said(spoken))
            assert all(sentence in told for sentence in segment.sentences)
            assert upcoming_words(segments, segment.index) in told
            assert all(cue.end_s <= (segment.length_s or math.inf) for cue in spoken)


@given(plans, voices)
def test_sentences_are_shown_in_order_within_their_segment(
    written: tuple[Segment, ...], speech_length_s: Callable[[str], float]
) -> None:
    for segment in fit_to_speech(written, speech_length_s):
        times = sentence_times(segment)
        assert times[0] == 0
        assert list(times) == sorted(times)
        assert times[-1] <= segment.length_s
