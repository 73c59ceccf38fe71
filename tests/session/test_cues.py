"""The sentences and sounds of a session, and when they are due."""

from __future__ import annotations

import math
from datetime import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from stretchapp.library.routines.models import (
    Continuous,
    Hold,
    Instruction,
    Phase,
    Phases,
    Repetitions,
    RestStep,
    WaitStep,
)
from stretchapp.session.cue_words import ending_words, opening_words
from stretchapp.session.cues import (
    CueStyle,
    all_sentences,
    end_cues,
    is_in_quiet_hours,
    next_mode,
    requested_cues,
    segment_cues,
)
from stretchapp.session.timeline import plan
from tests.fakes import a_routine, a_step
from tests.session.plans import routines
from tests.session.voices import a_style, cues, said, sounds, spoken_styles, styles

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Routine


def openings(routine: Routine) -> list[str]:
    segments = plan(routine)
    return [opening_words(segments, segment.index) for segment in segments]


class TestWords:
    def test_side_and_name_are_spoken_while_getting_ready(self) -> None:
        assert openings(a_routine(a_step(sides="each", name="Wall calf stretch"))) == [
            "Left leg. Wall calf stretch.",
            "Hold.",
            "Change legs. Right leg.",
            "Hold.",
        ]

    def test_both_legs_are_not_mentioned(self) -> None:
        assert openings(a_routine(a_step(name="Toe rises."))) == ["Toe rises.", "Hold."]

    def test_the_cramping_leg_is_named(self) -> None:
        routine = a_routine(a_step(sides="affected", name="Pull"))

        assert openings(routine)[0] == "The cramping leg. Pull."

    def test_a_hold_is_followed_by_easing_off_and_what_is_next(self) -> None:
        routine = a_routine(a_step(), a_step(sides="affected", name="Pull"))

        assert openings(routine)[2] == "Ease off. Next: the cramping leg. Pull."

    def test_a_rest_between_two_holds_says_ease_off_itself(self) -> None:
        assert openings(a_routine(a_step(Hold(10, 2, 5))))[2] == "Ease off and rest."

    def test_a_rest_between_exercises_says_ease_off_and_what_is_next(self) -> None:
        routine = a_routine(a_step(), RestStep(20, "Shake your legs."), a_step(name="Walk"))
        segments = plan(routine)

        assert said(cues(segments, 2)) == ["Ease off. Shake your legs.", "Next: Walk.", *"321"]
        # The exercise has been announced already.
        assert opening_words(segments, 3) == "Walk."

    def test_a_rest_after_a_rest_says_neither_ease_off_nor_what_is_next(self) -> None:
        segments = plan(a_routine(RestStep(10, "Sit."), RestStep(10, "Stand.")))

        assert [said(cues(segments, index)) for index in (0, 1)] == [["Sit."], ["Stand."]]

    def test_the_text_of_a_wait_is_spoken_at_once_however_long_it_is(self) -> None:
        segments = plan(a_routine(a_step(), WaitStep("Fetch a towel. " * 20), a_step(name="Rub")))

        opens, following = said(cues(segments, 2))
        assert opens.startswith("Ease off. Fetch a towel.")
        assert following == "Next: Rub."

    def test_without_time_to_get_ready_the_name_is_spoken_at_the_start_of_the_exercise(
        self,
    ) -> None:
        routine = a_routine(a_step(get_ready_s=0), a_step(Continuous(20), get_ready_s=0))

        assert openings(routine) == [
            "Calf stretch. Hold.",
            "Ease off. Next: Calf stretch.",
        ]

    def test_a_second_phase_is_not_named_again(self) -> None:
        timing = Phases((Phase("Walk.", 15, "move"), Phase("Roll.", 15, "move")))

        assert openings(a_routine(a_step(timing))) == ["Calf stretch.", "", ""]

    @pytest.mark.parametrize(
        ("active_s", "words"),
        [
            (20, "Ease off. Well done."),
            (80, "Ease off. Well done, that was 1 minute."),
            (590, "Ease off. Well done, that was 10 minutes."),
        ],
    )
    def test_the_ending_says_how_long_the_session_was(self, active_s: float, words: str) -> None:
        assert ending_words(active_s) == words


class TestHolds:
    def test_a_hold_of_30_seconds_has_all_its_cues(self) -> None:
        hold = cues(plan(a_routine(a_step())), 1)

        assert [(cue.text or cue.sound, cue.offset_s) for cue in hold] == [
            ("start", 0),
            ("Hold.", 0.5),
            ("Lean in.", 1.0),
            ("halfway", 15),
            ("Halfway.", 15.5),
            ("3", 27),
            ("2", 28),
            ("1", 29),
        ]

    @pytest.mark.parametrize(
        ("hold_s", "heard"),
        [
            (10, ["start"]),
            (15, ["start", "count", "count", "count"]),
            (20, ["start", "halfway", "count", "count", "count"]),
        ],
    )
    def test_short_holds_have_no_halfway_signal_and_no_count(
        self, hold_s: float, heard: list[str]
    ) -> None:
        segments = plan(a_routine(a_step(Hold(hold_s, 1, 5))))

        assert [name for name, _ in sounds(cues(segments, 1, a_style("sounds")))] == heard

    def test_a_voice_too_slow_to_count_seconds_does_not_count(self) -> None:
        hold = cues(plan(a_routine(a_step())), 1, a_style(letter_s=1.1))

        assert "3" not in said(hold)

    def test_instructions_make_room_for_halfway_and_count(self) -> None:
        steps = tuple(Instruction(letter * 60, "work") for letter in "abcd")
        hold = cues(plan(a_routine(a_step(steps=steps))), 1, a_style(letter_s=0.1))

        # Each takes 6 s: there is room for two before the middle, and for one after it.
        assert said(hold) == ["Hold.", "a" * 60, "b" * 60, "Halfway.", "c" * 60, *"321"]

    def test_without_time_to_get_ready_instructions_are_more_important_than_the_count(self) -> None:
        steps = tuple(Instruction(letter * 50, "work") for letter in "ab")
        routine = a_routine(a_step(Hold(15, 1, 0), get_ready_s=0, steps=steps))

        assert said(cues(plan(routine), 0, a_style(letter_s=0.1)))[1:] == ["a" * 50, "b" * 50]

    def test_breathing_is_mentioned_on_request_only(self) -> None:
        segments = plan(a_routine(a_step(breathing="Breathe slowly.")))

        assert "Breathe." not in said(cues(segments, 1))
        told = said(cues(segments, 1, a_style(breathing=True)))
        assert told.count("Breathe slowly.") == 1
        assert told.count("Breathe.") == 2
        assert "Breathe." not in said(cues(segments, 0, a_style(breathing=True)))

    def test_without_breathing_in_the_file_there_is_only_the_reminder(self) -> None:
        segments = plan(a_routine(a_step(Continuous(25))))

        assert said(cues(segments, 1, a_style(breathing=True))).count("Breathe.") == 2


class TestRepetitions:
    def test_they_are_counted_at_their_pace_after_the_instruction(self) -> None:
        segments = plan(a_routine(a_step(Repetitions(4, 3))))

        told = [(cue.text, cue.offset_s) for cue in cues(segments, 1) if cue.text]
        assert told == [("Lean in.", 0.5), ("2", 3), ("3", 6), ("4", 9)]

    def test_a_sound_replaces_the_number(self) -> None:
        segments = plan(a_routine(a_step(Repetitions(3, 3))))

        assert sounds(cues(segments, 1, a_style("sounds"))) == [
            ("start", 0),
            ("count", 3),
            ("count", 6),
        ]

    def test_added_repetitions_are_counted_too(self) -> None:
        segments = plan(a_routine(a_step(Repetitions(3, 3))))

        longer = segment_cues(segments, 1, 15, a_style("sounds"))
        assert [offset_s for name, offset_s in sounds(longer) if name == "count"] == [3, 6, 9, 12]

    def test_numbers_that_a_voice_cannot_speak_in_time_are_left_out(self) -> None:
        segments = plan(a_routine(a_step(Repetitions(4, 1))))

        # Each number takes longer than a repetition.
        assert said(cues(segments, 1, a_style(letter_s=1.1))) == ["2", "3"]


class TestSounds:
    def test_a_hold_and_its_release_have_different_sounds(self) -> None:
        segments = plan(a_routine(a_step(Hold(10, 2, 5), sides="each"), a_step()))
        style = a_style("sounds")

        first = [sounds(cues(segments, segment.index, style))[0][0] for segment in segments]
        assert list(zip((segment.kind for segment in segments), first, strict=True)) == [
            ("get-ready", "change"),
            ("hold", "start"),
            ("rest", "end"),
            ("hold", "start"),
            ("change-sides", "change"),
            ("hold", "start"),
            ("rest", "end"),
            ("hold", "start"),
            ("get-ready", "end"),
            ("hold", "start"),
        ]

    def test_there_is_no_release_between_two_movements(self) -> None:
        timing = Phases(
            (Phase("Walk.", 9, "move"), Phase("Roll.", 9, "move"), Phase("Stay.", 9, "hold"))
        )
        segments = plan(a_routine(a_step(timing)))

        heard = [sounds(cues(segments, index))[0][0] for index in (1, 2, 3)]
        assert heard == ["start", "change", "start"]

    def test_the_end_has_cues_in_every_mode_but_silence(self) -> None:
        assert end_cues(600, a_style("silent")) == ()
        assert sounds(end_cues(600, a_style("sounds"))) == [("finish", 0)]
        assert said(end_cues(600, a_style())) == [ending_words(600)]


class TestModes:
    @pytest.mark.parametrize(
        ("now", "quiet"),
        [
            (time(22, 59), False),
            (time(23), True),
            (time(3), True),
            (time(6, 59), True),
            (time(7), False),
        ],
    )
    def test_quiet_hours_may_include_midnight(self, now: time, quiet: bool) -> None:  # noqa: FBT001 -- a table
        assert is_in_quiet_hours(now, quiet_from=time(23), quiet_until=time(7)) is quiet

    def test_quiet_hours_may_be_during_the_day(self) -> None:
        hours = [
            hour
            for hour in range(24)
            if is_in_quiet_hours(time(hour), quiet_from=time(13), quiet_until=time(15))
        ]

        assert hours == [13, 14]

    def test_there_are_no_quiet_hours_if_they_end_when_they_start(self) -> None:
        assert not is_in_quiet_hours(time(3), quiet_from=time(0), quiet_until=time(0))

    def test_the_modes_follow_one_another(self) -> None:
        assert [next_mode(mode, has_voice=True) for mode in ("silent", "voice", "sounds")] == [
            "voice",
            "sounds",
            "silent",
        ]
        assert next_mode("silent", has_voice=False) == "sounds"

    def test_a_requested_cue_is_due_at_once(self) -> None:
        asked = [requested_cues("Now.", 7, a_style(mode)) for mode in ("silent", "sounds", "voice")]
        assert asked[0] == ()
        assert sounds(asked[1]) == [("change", 7)]
        assert [(cue.text, cue.offset_s) for cue in asked[2]] == [("Now.", 7)]


class TestEveryRoutine:
    @given(routines, spoken_styles)
    def test_no_two_sentences_overlap(self, routine: Routine, style: CueStyle) -> None:
        segments = plan(routine)

        for segment in segments:
            spoken = [cue for cue in cues(segments, segment.index, style) if cue.text]
            assert all(one.end_s <= other.offset_s for one, other in pairwise(spoken))

    @given(routines, styles)
    def test_every_cue_lies_within_its_segment(self, routine: Routine, style: CueStyle) -> None:
        segments = plan(routine)

        for segment in segments:
            end_s = math.inf if segment.kind == "wait" else segment.length_s
            for cue in cues(segments, segment.index, style):
                assert cue.offset_s >= 0
                assert cue.end_s <= end_s

    @given(routines, spoken_styles)
    def test_the_name_comes_first_and_whole_or_not_at_all(
        self, routine: Routine, style: CueStyle
    ) -> None:
        segments = plan(routine)

        for segment in segments:
            spoken = [cue for cue in cues(segments, segment.index, style) if cue.text]
            opens = [cue for cue in spoken if cue.kind == "opening"]
            assert opens == spoken[: len(opens)]
            assert all(cue.length_s == style.speech_length_s(cue.text) for cue in opens)

    @given(routines)
    def test_there_are_no_cues_in_silence(self, routine: Routine) -> None:
        segments = plan(routine)

        assert not any(cues(segments, it.index, a_style("silent")) for it in segments)

    @given(routines)
    def test_there_are_no_sentences_in_sounds_mode(self, routine: Routine) -> None:
        segments = plan(routine)

        assert not any(said(cues(segments, it.index, a_style("sounds"))) for it in segments)

    @given(routines, spoken_styles)
    def test_every_sentence_is_known_in_advance(self, routine: Routine, style: CueStyle) -> None:
        segments = plan(routine)

        known = all_sentences(segments, breathing=style.breathing)
        for segment in segments:
            assert set(said(cues(segments, segment.index, style))) <= set(known)
