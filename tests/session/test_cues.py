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
from stretchapp.session.cue_words import HOLD, ending_words, opening_words
from stretchapp.session.cues import (
    HELD_AT_LEAST_S,
    CueStyle,
    all_sentences,
    end_cues,
    is_in_quiet_hours,
    next_mode,
    requested_cues,
    segment_cues,
)
from stretchapp.session.timeline import HALFWAY_FROM_S, plan
from tests.fakes import a_routine, a_step
from tests.session.plans import plans
from tests.session.voices import a_style, cues, said, sounds, spoken_styles, styles

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Routine, Saying
    from stretchapp.session.timeline import Segment


def openings(routine: Routine) -> list[str]:
    segments = plan(routine)
    return [opening_words(segments, segment.index) for segment in segments]


class TestWords:
    def test_side_and_name_are_spoken_while_getting_ready(self) -> None:
        assert openings(a_routine(a_step(sides="each", name="Wall calf stretch"))) == [
            "Left leg. Wall calf stretch.",
            "",
            "Change legs. Right leg.",
            "",
        ]

    def test_both_legs_are_not_mentioned(self) -> None:
        assert openings(a_routine(a_step(name="Toe rises."))) == ["Toe rises.", ""]

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
            "Calf stretch.",
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


class TestTheWordHold:
    @staticmethod
    def said_in_hold(
        *sentences: str, hold_s: float = 30, get_ready_s: float = 10, says: tuple[Saying, ...] = ()
    ) -> list[str]:
        """Return what is said in the first hold of an exercise with these sentences."""
        steps = (Instruction("Stand.", "ready"), *(Instruction(it, "work") for it in sentences))
        step = a_step(Hold(hold_s, 2, 5), "both", get_ready_s, steps=steps, says=says)
        segments = plan(a_routine(step))
        return said(cues(segments, 1 if get_ready_s else 0))

    def test_comes_after_the_last_movement(self) -> None:
        heard = self.said_in_hold("Lean in.", "Keep the heel down.", hold_s=14)

        assert heard == ["Lean in.", "Keep the heel down.", HOLD]

    def test_comes_after_the_movement_where_there_is_no_time_to_get_ready(self) -> None:
        heard = self.said_in_hold("Lean in.", hold_s=14, get_ready_s=0)

        assert heard == ["Calf stretch.", "Stand.", "Lean in.", HOLD]

    def test_is_not_said_if_the_instructions_say_so(self) -> None:
        heard = self.said_in_hold("Lean in.", "Stay there.", hold_s=14, says=("hold",))

        assert heard == ["Lean in.", "Stay there."]

    def test_is_said_if_the_instructions_are_about_holding_on(self) -> None:
        heard = self.said_in_hold("Lean in.", "Hold a chair.", hold_s=14, says=("hold-on",))

        assert heard == ["Lean in.", "Hold a chair.", HOLD]

    @pytest.mark.parametrize(("hold_s", "letters"), [(8, 40), (20, 80)])
    def test_is_left_out_if_the_hold_is_nearly_over_or_half_of_it(
        self, hold_s: float, letters: int
    ) -> None:
        heard = self.said_in_hold("Lean in.", "x" * letters, hold_s=hold_s)

        assert "x" * letters in heard
        assert HOLD not in heard

    def test_comes_alone_if_there_is_no_room_for_the_movement(self) -> None:
        assert self.said_in_hold("x" * 400, hold_s=10) == [HOLD]

    @given(plans, spoken_styles)
    def test_never_comes_before_a_movement(
        self, segments: tuple[Segment, ...], style: CueStyle
    ) -> None:
        for segment in segments:
            words = cues(segments, segment.index, style)
            held_s = [cue.offset_s for cue in words if cue.kind == "hold"]
            moved_s = [cue.end_s for cue in words if cue.kind in ("opening", "sentence")]

            assert len(held_s) <= (segment.kind == "hold")
            if held_s:
                assert max(moved_s, default=0) <= held_s[0] <= segment.length_s - HELD_AT_LEAST_S
            if held_s and segment.length_s >= HALFWAY_FROM_S:
                assert held_s[0] <= segment.length_s / 2


class TestHolds:
    def test_a_hold_of_30_seconds_has_all_its_cues(self) -> None:
        hold = cues(plan(a_routine(a_step())), 1)

        assert [(cue.text or cue.sound, cue.offset_s) for cue in hold] == [
            ("start", 0),
            ("Lean in.", 0.5),
            ("Hold.", pytest.approx(0.5 + 8 * 0.05 + 0.25)),
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
        assert said(hold) == ["a" * 60, "b" * 60, "Halfway.", "c" * 60, *"321"]

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

    def test_without_time_to_get_ready_all_instructions_are_more_important(self) -> None:
        steps = (Instruction("Stand.", "ready"), Instruction("Rise, then sink.", "work"))
        step = a_step(Repetitions(8, 1), get_ready_s=0, steps=steps)

        told = said(cues(plan(a_routine(step)), 0))
        assert {"Stand.", "Rise, then sink."} <= set(told)

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
    @given(plans, spoken_styles)
    def test_no_two_sentences_overlap(self, segments: tuple[Segment, ...], style: CueStyle) -> None:
        for segment in segments:
            spoken = [cue for cue in cues(segments, segment.index, style) if cue.text]
            assert all(one.end_s <= other.offset_s for one, other in pairwise(spoken))

    @given(plans, styles)
    def test_every_cue_lies_within_its_segment(
        self, segments: tuple[Segment, ...], style: CueStyle
    ) -> None:
        for segment in segments:
            end_s = segment.length_s or math.inf
            for cue in cues(segments, segment.index, style):
                assert cue.offset_s >= 0
                assert cue.end_s <= end_s

    @given(plans, spoken_styles)
    def test_the_name_comes_first_and_whole_or_not_at_all(
        self, segments: tuple[Segment, ...], style: CueStyle
    ) -> None:
        for segment in segments:
            spoken = [cue for cue in cues(segments, segment.index, style) if cue.text]
            opens = [cue for cue in spoken if cue.kind == "opening"]
            assert opens == spoken[: len(opens)]
            assert all(cue.length_s == style.speech_length_s(cue.text) for cue in opens)

    @given(plans)
    def test_there_are_no_cues_in_silence(self, segments: tuple[Segment, ...]) -> None:
        assert not any(cues(segments, it.index, a_style("silent")) for it in segments)

    @given(plans)
    def test_there_are_no_sentences_in_sounds_mode(self, segments: tuple[Segment, ...]) -> None:
        assert not any(said(cues(segments, it.index, a_style("sounds"))) for it in segments)

    @given(plans, spoken_styles)
    def test_every_sentence_is_known_in_advance(
        self, segments: tuple[Segment, ...], style: CueStyle
    ) -> None:
        known = all_sentences(segments, breathing=style.breathing)
        for segment in segments:
            assert set(said(cues(segments, segment.index, style))) <= set(known)
