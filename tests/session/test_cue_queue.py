"""The cue queue: late ticks, pauses and sentences that take time."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from stretchapp.session.cue_queue import OVERRUN_S, CueQueue
from stretchapp.session.cues import Cue, CueStyle, requested_cues, segment_cues
from stretchapp.session.fit_to_speech import fit_to_speech
from stretchapp.session.player import Player
from stretchapp.session.timeline import plan
from tests.fakes import a_routine, a_step
from tests.session.plans import START_S, routines
from tests.session.voices import a_style, cues, said, voices

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.library.routines.models import Routine

NAME = Cue(kind="opening", offset_s=0.5, text="Left leg. Wall calf stretch.", length_s=3)
SENTENCE = Cue(kind="sentence", offset_s=4, text="Face the wall.", length_s=2)
SOUND = Cue(kind="sound", offset_s=0, sound="change")
COUNT = Cue(kind="countdown", number=3, offset_s=7, text="3", length_s=0.5)


def a_queue(*cues: Cue, length_s: float = 10) -> CueQueue:
    queue = CueQueue()
    queue.load(cues, length_s)
    return queue


def test_each_cue_is_taken_once_when_it_is_due() -> None:
    queue = a_queue(SOUND, NAME, SENTENCE)

    assert queue.take(0, 100) == [SOUND]
    assert queue.take(0.49, 100.49) == []
    assert queue.take(0.5, 100.5) == [NAME]
    assert queue.take(4, 104) == [SENTENCE]
    assert queue.take(4, 104) == []


def test_the_time_until_the_next_cue_is_known() -> None:
    queue = a_queue(SOUND, NAME)

    assert queue.wait_s(0, 100) == 0
    queue.take(0, 100)
    assert queue.wait_s(0.25, 100.25) == 0.25
    queue.take(0.5, 100.5)
    assert queue.wait_s(0.5, 100.5) is None


def test_a_sound_that_is_too_late_is_dropped() -> None:
    assert a_queue(SOUND).take(0.3, 100) == []


def test_a_sentence_waits_until_the_one_before_it_has_been_spoken() -> None:
    queue = a_queue(NAME, SENTENCE)

    assert queue.take(2, 102) == [NAME]
    assert queue.take(4, 104) == []
    assert queue.wait_s(4, 104) == 1
    assert queue.take(5, 105) == [SENTENCE]


def test_a_sentence_that_has_waited_too_long_is_dropped() -> None:
    queue = a_queue(NAME, COUNT)

    assert queue.take(6, 106) == [NAME]
    assert queue.take(7, 107) == []
    assert queue.take(9, 109) == []


def test_a_sound_does_not_wait_for_a_sentence() -> None:
    halfway = Cue(kind="sound", number=1, offset_s=2, sound="halfway")
    queue = a_queue(NAME, halfway)
    queue.take(0.5, 100.5)

    assert queue.take(2, 102) == [halfway]


def test_a_late_sentence_does_not_overlap_the_count() -> None:
    queue = a_queue(SENTENCE, COUNT)

    assert queue.take(6, 106) == []
    assert queue.take(7, 107) == [COUNT]


def test_a_late_sentence_does_not_overrun_its_segment() -> None:
    assert a_queue(SENTENCE, length_s=6).take(4 + OVERRUN_S, 104) == [SENTENCE]
    assert a_queue(SENTENCE, length_s=6).take(4.5, 104) == []


def test_the_more_important_of_two_sentences_comes_first() -> None:
    queue = a_queue(SENTENCE, NAME, length_s=20)

    assert queue.take(5, 105) == [NAME]
    assert queue.take(8, 108) == [SENTENCE]


def test_a_name_that_was_cut_off_is_repeated() -> None:
    queue = a_queue(NAME, SENTENCE)
    queue.take(0.5, 100.5)
    queue.stop_speaking(2, 102)

    assert queue.take(2, 160) == [replace(NAME, offset_s=2)]


def test_a_name_that_was_spoken_to_its_end_is_not_repeated() -> None:
    queue = a_queue(NAME)
    queue.take(0.5, 100.5)
    queue.stop_speaking(3.5, 103.5)

    assert queue.take(3.5, 160) == []


def test_other_sentences_that_were_cut_off_are_not_repeated() -> None:
    queue = a_queue(SENTENCE)
    queue.take(4, 104)
    queue.stop_speaking(5, 105)

    assert queue.take(5, 160) == []


def test_nothing_is_spoken_twice_when_a_segment_becomes_longer() -> None:
    segments = plan(a_routine(a_step()))
    queue = a_queue(*cues(segments, 1), length_s=30)
    for half_seconds in range(31):
        queue.take(half_seconds / 2, 100 + half_seconds / 2)
    assert queue.take(15.5, 115.5) != []

    queue.replan(segment_cues(segments, 1, 40, a_style()), 40)
    taken = [
        cue
        for half_seconds in range(32, 80)
        for cue in queue.take(half_seconds / 2, 100 + half_seconds / 2)
    ]
    assert said(taken) == ["3", "2", "1"]
    assert [cue.offset_s for cue in taken] == [37, 38, 39]


def test_a_sentence_waits_until_it_has_been_rendered() -> None:
    queue = a_queue(NAME)

    assert queue.take(0.5, 100.5, lambda _: False) == []
    assert queue.wait_s(0.5, 100.5) == 0
    assert queue.take(0.6, 100.6) == [NAME]


def test_an_instruction_waits_for_its_name() -> None:
    queue = a_queue(NAME, SENTENCE)

    assert queue.take(4, 104, lambda text: text != NAME.text) == []
    assert queue.take(4.1, 104.1) == [NAME]


def test_a_requested_sentence_comes_at_once_and_replaces_the_name() -> None:
    queue = a_queue(NAME, SENTENCE)
    requested = requested_cues("Left leg.", 2, a_style())
    queue.add_requested(requested)

    # The requested sentence contains the name.
    assert queue.take(2, 102) == list(requested)
    assert queue.take(4, 104) == [SENTENCE]


def test_a_requested_sound_does_not_replace_the_name() -> None:
    queue = a_queue(NAME)
    requested = requested_cues("Left leg.", 2, a_style("sounds"))
    queue.add_requested(requested)

    assert queue.take(2, 102) == [*requested, NAME]


def test_loading_a_segment_drops_the_cues_of_the_one_before() -> None:
    queue = a_queue(NAME, SENTENCE)
    queue.load([SOUND], 10)

    assert queue.take(5, 105) == []


@given(
    routines,
    voices,
    st.lists(
        st.tuples(
            st.sampled_from(["advance", "advance", "advance", "pause", "resume", "next", "back"]),
            st.floats(0.01, 2.9),
        ),
        max_size=60,
    ),
)
def test_only_cues_of_the_current_segment_are_taken_and_sentences_never_overlap(
    routine: Routine, speech_length_s: Callable[[str], float], commands: list[tuple[str, float]]
) -> None:
    segments = fit_to_speech(plan(routine), speech_length_s)
    style = CueStyle(mode="voice", speech_length_s=speech_length_s)
    player = Player(segments)
    queue = CueQueue()
    now_s = START_S
    player.start(now_s)
    present = -1
    silent_from_s = -math.inf
    for command, gap_s in commands:
        now_s += gap_s
        if command != "advance":
            queue.stop_speaking(player.snapshot(now_s).offset_s, now_s)
            silent_from_s = now_s
        getattr(player, command)(now_s)
        snapshot = player.snapshot(now_s)
        if snapshot.segment.index != present or command in ("next", "back"):
            present = snapshot.segment.index
            queue.load(segment_cues(segments, present, snapshot.length_s, style), math.inf)
        if snapshot.state != "running":
            continue
        taken = queue.take(snapshot.offset_s, now_s)
        spoken = [cue for cue in taken if cue.text]
        known = {
            (cue.kind, cue.text)
            for cue in segment_cues(segments, present, snapshot.length_s, style)
        }
        assert {(cue.kind, cue.text) for cue in taken} <= known
        assert len(spoken) <= 1
        for cue in spoken:
            assert now_s >= silent_from_s
            silent_from_s = now_s + cue.length_s
