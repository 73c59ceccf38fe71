"""The relief of a cramp, one situation at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stretchapp.base.settings import Settings
from stretchapp.library.routines.models import (
    Continuous,
    Hold,
    Instruction,
    Phase,
    Phases,
    Repetitions,
)
from stretchapp.relief.events import (
    Answered,
    Eased,
    Ended,
    MachineSlept,
    ReliefEvent,
    StepStarted,
    SwellingReported,
    TextChanged,
    ThresholdReached,
)
from stretchapp.relief.limits import Limits, limits_for
from stretchapp.relief.relief import ASK_TEXT
from tests.fakes import an_exercise
from tests.relief.flows import (
    ALL,
    GET_UP,
    QUESTION,
    Cramp,
    a_flow,
    a_relief,
    a_relief_step,
    a_rubbing_step,
    a_stage,
    a_standing_step,
    all_rubbing,
    calf,
    toes,
)

PULL = a_relief_step("pull")

COMMANDS = ("advance", "eased", "still", "cannot", "coming_on", "switch", "pause", "resume", "end")


def started(events: list[ReliefEvent]) -> list[str]:
    return [event.exercise for event in events if isinstance(event, StepStarted)]


def thresholds(events: list[ReliefEvent]) -> list[ReliefEvent]:
    return [event for event in events if isinstance(event, ThresholdReached)]


def at(*commands: str) -> Cramp:
    """Return a cramp in the calf after ``commands``."""
    cramp = Cramp()
    cramp.do(*commands)
    return cramp


class TestStart:
    def test_it_needs_stages_and_a_speed(self) -> None:
        with pytest.raises(ValueError, match="stages"):
            a_relief(a_flow())
        with pytest.raises(ValueError, match="speed"):
            a_relief(speed=0)

    def test_nothing_happens_before_the_start(self) -> None:
        relief = a_relief()

        for command in ("advance", "eased", "still", "cannot", "coming_on", "pause", "resume"):
            assert getattr(relief, command)(5000) == []
        assert relief.switch(toes(), 5000) == []
        assert relief.end(5000) == []
        shown = relief.snapshot(5000)
        assert (shown.state, shown.stage, shown.cramp_s, shown.text) == ("doing", "pull", 0, "")

    def test_the_first_instruction_is_shown_at_once(self) -> None:
        cramp = Cramp()

        assert cramp.events == [StepStarted(0, "pull", "pull"), TextChanged(0, "Pull.")]
        shown = cramp.shown
        assert (shown.state, shown.flow, shown.stage) == ("doing", "calf", "pull")
        assert (shown.text, shown.remaining_s, shown.length_s) == ("Pull.", 15, 15)
        assert shown.segment.kind == "hold"

    def test_a_second_start_changes_nothing(self) -> None:
        cramp = Cramp()
        cramp.pass_s(3)

        assert cramp.do("start") == []
        assert cramp.shown.cramp_s == 3


class TestStage:
    def test_its_holds_and_rests_follow_one_another(self) -> None:
        events = Cramp().pass_s(35)

        assert events == [
            TextChanged(15, "Ease off and rest."),
            TextChanged(20, "Pull."),
            TextChanged(35, ASK_TEXT),
        ]

    def test_a_rest_has_the_sentence_of_the_exercise(self) -> None:
        steps = (Instruction("Lean in.", "work"), Instruction("Let the foot go.", "rest"))
        pull = a_relief_step("pull", Hold(15, 2, 5), say=("Pull hard.",), steps=steps)
        cramp = Cramp(a_flow(a_stage("pull", pull, still="pull")))

        cramp.pass_s(15)
        assert cramp.shown.text == "Let the foot go."
        cramp.pass_s(5)
        assert cramp.shown.text == "Pull hard."

    def test_each_phase_has_a_line_including_rests(self) -> None:
        phases = Phases((Phase("A", 5, "move"), Phase("B", 3, "rest"), Phase("C", 4, "hold")))
        step = a_relief_step("pull", phases, say=("Little.", "Loosen.", "Full."))

        cramp = Cramp(a_flow(a_stage("pull", step, still="pull")))
        cramp.pass_s(12)

        assert cramp.events[1:] == [
            TextChanged(0, "Little."),
            TextChanged(5, "Loosen."),
            TextChanged(8, "Full."),
            TextChanged(12, ASK_TEXT),
        ]

    @pytest.mark.parametrize("timing", [Continuous(12), Repetitions(4, 3)])
    def test_a_continuous_exercise_has_one_line(self, timing: Continuous | Repetitions) -> None:
        cramp = Cramp(a_flow(a_stage("roll", a_relief_step("roll", timing), still="roll")))
        cramp.pass_s(12)

        assert cramp.events[1:] == [TextChanged(0, "Roll."), TextChanged(12, ASK_TEXT)]

    def test_its_exercises_follow_one_another_without_a_question(self) -> None:
        cramp = at("still")

        assert cramp.pass_s(60) == [
            StepStarted(30, "stand", "walk"),
            TextChanged(30, "Walk."),
            TextChanged(60, ASK_TEXT),
        ]

    def test_the_text_of_an_exercise_is_reported_even_if_it_was_shown_before(self) -> None:
        words = ("Rest.",)
        steps = (a_relief_step("lie", say=words), a_relief_step("sit", say=words))

        assert Cramp(a_flow(a_stage("a", *steps, still="a"))).pass_s(30) == [
            StepStarted(30, "a", "sit"),
            TextChanged(30, "Rest."),
        ]

    def test_an_exercise_is_for_the_cramping_leg_unless_it_is_for_both(self) -> None:
        one = a_relief_step("pull", sides="each")
        both = a_relief_step("pull", sides="both")

        assert Cramp(a_flow(a_stage("a", one, still="a"))).shown.segment.side == "affected"
        assert Cramp(a_flow(a_stage("a", both, still="a"))).shown.segment.side == "both"


class TestQuestionAfterAStage:
    def test_it_is_shown_for_ten_seconds(self) -> None:
        cramp = Cramp()
        cramp.pass_s(38)

        shown = cramp.shown
        assert (shown.state, shown.text) == ("asking", ASK_TEXT)
        assert (shown.remaining_s, shown.length_s, shown.counts_up) == (7, 10, False)
        # The figure of the last exercise stays.
        assert (shown.segment.exercise, shown.offset_s) == ("pull", 18)

    def test_it_is_short_enough_to_be_read_half_asleep(self) -> None:
        assert len(ASK_TEXT.split()) <= 12

    def test_no_answer_means_still_cramping(self) -> None:
        cramp = Cramp()
        cramp.pass_s(44)

        assert cramp.pass_s(1) == [
            Answered(45, "pull", "none"),
            StepStarted(45, "stand", "stand"),
            TextChanged(45, "Stand."),
        ]

    @pytest.mark.parametrize(
        ("answer", "stage"), [("eased", "aftercare"), ("still", "stand"), ("cannot", "pull")]
    )
    def test_it_has_the_same_answers_as_the_exercise(self, answer: str, stage: str) -> None:
        cramp = Cramp()
        cramp.pass_s(40)

        assert cramp.do(answer)[0] == Answered(40, "pull", answer)  # pyright: ignore[reportArgumentType]
        assert cramp.shown.stage == stage

    def test_without_answers_the_flow_is_repeated(self) -> None:
        cramp = Cramp()
        cramp.pass_s(420)

        assert started(cramp.events) == [
            *("pull", "stand", "walk", "warm"),
            *("pull", "stand", "walk", "warm"),
            *("pull", "stand", "walk"),
        ]


class TestAnswers:
    def test_still_leads_to_the_next_stage_at_once(self) -> None:
        cramp = Cramp()
        cramp.pass_s(3)

        assert cramp.do("still") == [
            Answered(3, "pull", "still"),
            StepStarted(3, "stand", "stand"),
            TextChanged(3, "Stand."),
        ]

    def test_cannot_offers_the_alternatives_and_then_the_other_stage(self) -> None:
        cramp = Cramp()

        assert started(cramp.do("cannot")) == ["towel"]
        assert cramp.shown.stage == "pull"
        assert started(cramp.do("cannot")) == ["bend"]
        assert cramp.do("cannot") == [Answered(0, "bend", "cannot"), TextChanged(0, QUESTION)]
        assert cramp.shown.stage == "rub"

    def test_an_alternative_is_offered_again_when_the_stage_is_repeated(self) -> None:
        cramp = at("cannot", *["still"] * 7)
        assert cramp.shown.stage == "pull"

        assert started(cramp.do("cannot")) == ["towel"]

    def test_an_alternative_replaces_the_whole_stage(self) -> None:
        cramp = at("cannot")

        cramp.pass_s(40)
        assert cramp.shown.stage == "stand"

    def test_still_leads_to_the_next_exercise_and_then_to_the_next_stage(self) -> None:
        cramp = at("still")

        assert started(cramp.do("still")) == ["walk"]
        cramp.do("still")
        assert (cramp.shown.state, cramp.shown.stage) == ("check", "rub")

    def test_still_leads_from_an_alternative_to_the_next_stage(self) -> None:
        assert started(at("cannot").do("still")) == ["stand"]

    def test_eased_leads_to_the_aftercare(self) -> None:
        cramp = Cramp()
        cramp.pass_s(12)

        assert cramp.do("eased") == [
            Answered(12, "pull", "eased"),
            Eased(12),
            StepStarted(12, "aftercare", "raise"),
            TextChanged(12, "Raise."),
        ]

    def test_eased_may_lead_to_another_stage(self) -> None:
        flow = a_flow(
            a_stage("pull", a_relief_step("pull"), still="pull", eased="loosen"),
            a_stage("loosen", a_relief_step("loosen"), still="pull"),
        )
        cramp = Cramp(flow)

        assert cramp.do("eased")[1:] == [
            StepStarted(0, "loosen", "loosen"),
            TextChanged(0, "Loosen."),
        ]
        assert cramp.shown.state == "doing"

    def test_only_coming_on_leads_to_the_early_stage(self) -> None:
        cramp = Cramp()
        assert cramp.shown.is_early

        assert started(cramp.do("coming_on")) == ["loosen"]
        assert not cramp.shown.is_early
        assert started(cramp.do("still")) == ["pull"]
        assert not cramp.shown.is_early

    def test_only_coming_on_is_not_offered_later(self) -> None:
        cramp = at("still")

        assert not cramp.shown.is_early
        assert cramp.do("coming_on") == []

    def test_a_flow_without_an_early_stage_does_not_offer_it(self) -> None:
        cramp = Cramp(toes())

        assert not cramp.shown.is_early
        assert cramp.do("coming_on") == []

    def test_a_late_answer_is_for_what_is_shown_by_then(self) -> None:
        cramp = Cramp()
        cramp.pass_s(20)
        cramp.sleep(29)

        assert cramp.do("still")[-3:] == [
            Answered(49, "stand", "still"),
            StepStarted(49, "stand", "walk"),
            TextChanged(49, "Walk."),
        ]
        assert started(cramp.events) == ["pull", "stand", "walk"]


class TestCards:
    def flow(self, *after: str) -> Cramp:
        steps = (a_relief_step("card", None), *(a_relief_step(name) for name in after))
        first = a_stage("card", *steps, still="other")
        return Cramp(a_flow(first, a_stage("other", a_relief_step("other"), still="card")))

    def test_a_card_stays_until_it_is_answered_and_counts_up(self) -> None:
        cramp = self.flow()

        assert cramp.pass_s(200) == []
        shown = cramp.shown
        assert (shown.remaining_s, shown.length_s, shown.counts_up) == (None, 0, True)
        assert (shown.text, shown.offset_s, shown.segment.kind) == ("Card.", 200, "wait")

    def test_still_leads_to_the_exercise_after_the_card(self) -> None:
        assert started(self.flow("pull").do("still")) == ["pull"]

    def test_still_leads_to_the_next_stage_after_the_last_card(self) -> None:
        assert started(self.flow().do("still")) == ["other"]


class TestRubbing:
    def test_the_question_about_swelling_is_shown_for_fifteen_seconds_before_it(self) -> None:
        cramp = at("still", "still")

        assert cramp.do("still") == [Answered(0, "walk", "still"), TextChanged(0, QUESTION)]
        shown = cramp.shown
        assert (shown.state, shown.text, shown.remaining_s) == ("check", QUESTION, 15)
        assert (shown.segment.exercise, shown.offset_s, shown.is_rubbing) == ("rub", 0, True)
        cramp.pass_s(14)
        assert (cramp.shown.offset_s, cramp.shown.remaining_s) == (0, 1)

    def test_without_an_answer_nothing_is_rubbed(self) -> None:
        cramp = at("still", "still", "still")

        assert cramp.pass_s(15) == [StepStarted(15, "warm", "warm"), TextChanged(15, "Warm.")]

    def test_a_question_without_an_answer_is_not_asked_again_while_nobody_answers(self) -> None:
        cramp = at("still", "still", "still")
        cramp.pass_s(1000)

        assert {"rub", "pinch"}.isdisjoint(started(cramp.events))
        assert questions(cramp) == 1

    def test_it_is_asked_again_once_somebody_answers(self) -> None:
        cramp = at("still", "still", "still")
        cramp.pass_s(15)

        # To the next round, in which the stage that rubs comes again.
        cramp.do("still", "still", "still", "still")
        assert cramp.shown.state == "check"

    def test_still_answers_that_the_leg_is_not_swollen(self) -> None:
        cramp = at("still", "still", "still")

        assert cramp.do("still") == [StepStarted(0, "rub", "rub"), TextChanged(0, "Rub.")]

    def test_the_answer_that_the_leg_is_not_swollen_holds_for_the_whole_cramp(self) -> None:
        cramp = at(*["still"] * 4)
        assert started(cramp.pass_s(30)) == ["pinch"]

        cramp.pass_s(1000)
        assert started(cramp.events).count("rub") > 1
        assert questions(cramp) == 1

    def test_cannot_answers_that_the_leg_is_swollen_and_rubbing_is_left_out(self) -> None:
        cramp = at("still", "still", "still")

        assert cramp.do("cannot") == [
            SwellingReported(0),
            StepStarted(0, "warm", "warm"),
            TextChanged(0, "Warm."),
        ]
        cramp.pass_s(1000)
        assert {"rub", "pinch"}.isdisjoint(started(cramp.events))
        assert "walk" in started(cramp.events)

    @pytest.mark.parametrize("answer", ["cannot", "none"])
    def test_without_rubbing_the_stage_continues(self, answer: str) -> None:
        stage = a_stage("a", a_rubbing_step("rub"), a_relief_step("warm"), still="a")

        assert started(give(at_check(stage), answer)) == ["warm"]

    @pytest.mark.parametrize("answer", ["cannot", "none"])
    def test_without_rubbing_the_alternative_that_does_not_rub_is_offered(
        self, answer: str
    ) -> None:
        others = (a_rubbing_step("pinch"), a_relief_step("warm"))
        stage = a_stage("a", a_rubbing_step("rub"), alternatives=others, still="a")

        cramp = at_check(stage)
        assert started(give(cramp, answer)) == ["warm"]
        # When the stage is repeated without an answer, only the alternative is left.
        assert started(cramp.pass_s(40)) == ["warm"]

    def test_eased_at_the_question_about_swelling_means_eased(self) -> None:
        cramp = at("still", "still", "still")

        assert cramp.do("eased")[:2] == [Answered(0, "walk", "eased"), Eased(0)]

    def test_swelling_is_asked_about_before_an_alternative_that_rubs(self) -> None:
        stage = a_stage(
            "a", a_relief_step("pull"), alternatives=(a_rubbing_step("rub"),), still="a"
        )
        cramp = Cramp(a_flow(stage))

        cramp.do("cannot")
        assert cramp.shown.state == "check"

    def test_leaving_the_question_does_not_answer_it(self) -> None:
        early = a_stage("early", a_relief_step("pull"), a_rubbing_step("pinch"), still="rub")
        cramp = Cramp(
            a_flow(a_stage("rub", a_rubbing_step("rub"), still="rub"), early, early="early")
        )

        cramp.do("coming_on")
        cramp.pass_s(30)
        assert (cramp.shown.state, cramp.shown.stage) == ("check", "early")

    def test_a_flow_that_only_rubs_asks_how_it_is_if_nobody_answers(self) -> None:
        cramp = at_check(a_stage("a", a_rubbing_step("rub"), still="a"))

        assert give(cramp, "none") == [TextChanged(15, ASK_TEXT)]
        assert cramp.do("still")[-1] == TextChanged(15, QUESTION)


def questions(cramp: Cramp) -> int:
    """Return how often the question about swelling was asked."""
    return [e.text for e in cramp.events if isinstance(e, TextChanged)].count(QUESTION)


def give(cramp: Cramp, answer: str) -> list[ReliefEvent]:
    """Answer a question before a step, or let it pass without an answer."""
    return cramp.pass_s(15) if answer == "none" else cramp.do(answer)


def at_check(*stages: object) -> Cramp:
    """Return a cramp at the question about swelling, in a flow of ``stages``."""
    cramp = Cramp(a_flow(*stages))  # pyright: ignore[reportArgumentType]
    assert cramp.shown.state == "check"
    return cramp


class TestWithVaricoseVeins:
    def test_stages_that_only_rub_are_skipped(self) -> None:
        cramp = Cramp(limits=Limits(rubbing=True))
        cramp.pass_s(1000)

        assert {"rub", "pinch"}.isdisjoint(started(cramp.events))
        assert QUESTION not in [e.text for e in cramp.events if isinstance(e, TextChanged)]

    def test_the_path_of_cannot_is_used_if_that_of_still_has_nothing(self) -> None:
        flow = a_flow(
            a_stage("pull", a_relief_step("pull"), still="rub"),
            a_stage("rub", a_rubbing_step("rub"), still="knead", cannot="warm"),
            a_stage("knead", a_rubbing_step("knead"), still="rub", cannot="rub"),
            a_stage("warm", a_relief_step("warm"), still="pull"),
        )

        assert started(Cramp(flow, limits=Limits(rubbing=True)).do("still")) == ["warm"]

    def test_another_stage_is_used_if_no_path_has_anything(self) -> None:
        flow = a_flow(
            a_stage("rub", a_rubbing_step("rub"), still="rub", eased="warm"),
            a_stage("warm", a_relief_step("warm"), still="rub"),
        )
        cramp = Cramp(flow, limits=Limits(rubbing=True))

        assert started(cramp.events) == ["warm"]
        assert started(cramp.do("still")) == ["warm"]

    def test_a_flow_that_only_rubs_asks_until_the_person_answers(self) -> None:
        cramp = Cramp(all_rubbing(calf()), limits=Limits(rubbing=True))

        assert cramp.events == [TextChanged(0, ASK_TEXT)]
        assert cramp.pass_s(200) == []
        shown = cramp.shown
        assert (shown.state, shown.remaining_s, shown.segment.exercise) == ("asking", None, None)
        assert not shown.is_rubbing
        for answer in ("still", "cannot"):
            assert cramp.do(answer) == [Answered(200, "", answer)]  # pyright: ignore[reportArgumentType]
            assert cramp.shown.state == "asking"
        assert cramp.do("eased") == [Answered(200, "", "eased"), Eased(200), Ended(200)]

    def test_eased_does_not_lead_back_to_the_cramp_through_a_stage_that_rubs(self) -> None:
        flow = a_flow(
            a_stage("pull", a_relief_step("pull"), still="pull", eased="rub"),
            a_stage("rub", a_rubbing_step("rub"), still="pull"),
        )

        assert Eased(0) in Cramp(flow, limits=Limits(rubbing=True)).do("eased")

    def test_eased_leads_out_of_a_circle_of_stages_that_rub(self) -> None:
        flow = a_flow(
            a_stage("pull", a_relief_step("pull"), still="pull", eased="rub"),
            a_stage("rub", a_rubbing_step("rub"), still="pull", eased="knead"),
            a_stage("knead", a_rubbing_step("knead"), still="pull", eased="rub"),
        )

        assert Eased(0) in Cramp(flow, limits=Limits(rubbing=True)).do("eased")


TOWEL = "Is there a towel?"


class TestOffer:
    def at_offer(self, *more: object, limits: Limits = ALL) -> Cramp:
        warm = a_relief_step("warm", ask=TOWEL)
        stages = (a_stage("warm", warm, still="pull"), a_stage("pull", PULL, still="warm"), *more)
        cramp = Cramp(a_flow(*stages), limits=limits)  # pyright: ignore[reportArgumentType]
        assert (cramp.shown.state, cramp.shown.text, cramp.shown.remaining_s) == (
            "offer",
            TOWEL,
            15,
        )
        return cramp

    def test_still_answers_that_the_thing_is_at_hand(self) -> None:
        assert started(self.at_offer().do("still")) == ["warm"]

    def test_cannot_answers_that_it_is_not_and_it_is_not_asked_again(self) -> None:
        cramp = self.at_offer()

        assert started(cramp.do("cannot")) == ["pull"]
        assert started(cramp.do("still")) == ["pull"]

    def test_without_an_answer_it_is_left_out_until_somebody_answers(self) -> None:
        cramp = self.at_offer()

        assert started(cramp.pass_s(15)) == ["pull"]
        assert started(cramp.pass_s(40)) == ["pull"]
        assert cramp.do("still")[-1] == TextChanged(55, TOWEL)

    def test_it_is_asked_again_in_the_next_round(self) -> None:
        cramp = self.at_offer()
        cramp.do("still", "still")

        assert cramp.do("still")[-1] == TextChanged(0, TOWEL)

    def test_eased_means_eased(self) -> None:
        assert Eased(0) in self.at_offer().do("eased")

    def test_swelling_is_asked_about_first(self) -> None:
        rub = a_relief_step("rub", ask=TOWEL, rubs=True)
        cramp = at_check(a_stage("a", rub, still="a"))

        assert cramp.do("still") == [TextChanged(0, TOWEL)]
        assert started(cramp.do("still")) == ["rub"]


class TestGettingUp:
    def flow(self) -> Cramp:
        stand = a_stage("stand", a_standing_step("stand"), a_standing_step("walk"), still="pull")
        return Cramp(a_flow(stand, a_stage("pull", PULL, still="stand")))

    def test_it_is_said_first_how_to_get_up(self) -> None:
        cramp = self.flow()

        shown = cramp.shown
        assert (shown.text, shown.remaining_s, shown.segment.exercise) == (GET_UP, 10, "stand")
        assert cramp.pass_s(10) == [TextChanged(10, "Stand.")]

    def test_whoever_is_up_stays_up_for_the_next_exercise(self) -> None:
        cramp = self.flow()
        cramp.pass_s(40)

        assert cramp.shown.text == "Walk."

    def test_it_is_said_again_after_an_exercise_that_is_not_done_standing(self) -> None:
        cramp = self.flow()
        cramp.pass_s(10)
        cramp.do("still", "still", "still")

        assert cramp.shown.text == GET_UP

    def test_it_is_said_again_after_a_sleep_of_the_machine(self) -> None:
        cramp = self.flow()
        cramp.pass_s(20)
        cramp.sleep(4000)
        cramp.do("advance", "still")

        assert cramp.shown.text == "Pull."
        cramp.do("still")
        assert cramp.shown.text == GET_UP

    def test_it_is_said_again_if_the_first_exercise_was_passed_over_meanwhile(self) -> None:
        cramp = self.flow()
        cramp.do("still")

        assert (cramp.shown.text, cramp.shown.segment.exercise) == (GET_UP, "walk")

    def test_it_is_said_before_a_card_too(self) -> None:
        cramp = Cramp(a_flow(a_stage("a", a_standing_step("card", None), still="a")))
        cramp.pass_s(10)

        assert (cramp.shown.text, cramp.shown.counts_up) == ("Card.", True)


class TestWhoCannotStand:
    def flow(self, **limits: bool) -> Cramp:
        others = (a_standing_step("lean"), a_relief_step("bend"), a_relief_step("loosen"))
        stand = a_stage("stand", a_standing_step("stand"), alternatives=others, still="walk")
        walk = a_stage("walk", a_standing_step("walk"), still="pull")
        pull = a_stage("pull", PULL, still="stand")
        return Cramp(a_flow(stand, walk, pull), limits=Limits(**limits))

    def test_is_offered_what_needs_no_standing(self) -> None:
        assert started(self.flow().do("cannot")) == ["bend"]

    def test_is_not_asked_to_stand_for_the_rest_of_the_cramp(self) -> None:
        cramp = self.flow()
        cramp.do("cannot")

        assert started(cramp.pass_s(200)) == ["pull", "bend", "pull", "bend", "pull"]

    def test_is_led_to_another_stage_if_nothing_else_is_left_in_this_one(self) -> None:
        cramp = self.flow()
        cramp.do("still")

        assert started(cramp.do("cannot")) == ["pull"]

    def test_may_say_so_when_asked_how_it_is(self) -> None:
        cramp = self.flow()
        cramp.pass_s(45)
        assert cramp.shown.state == "asking"

        assert started(cramp.do("cannot")) == ["bend"]

    def test_may_still_not_be_able_to_do_something_else(self) -> None:
        cramp = self.flow()

        assert started(cramp.do("cannot", "cannot")) == ["loosen"]

    def test_can_stand_if_it_was_something_else_that_they_cannot_do(self) -> None:
        stand = a_stage("stand", a_standing_step("stand"), still="pull")
        cramp = Cramp(a_flow(a_stage("pull", PULL, still="stand"), stand))

        assert started(cramp.do("cannot")) == ["stand"]

    def test_gets_no_standing_aftercare(self) -> None:
        aftercare = (a_standing_step("walk"), a_relief_step("raise"))
        flow = a_flow(a_stage("a", PULL, still="a"), aftercare=aftercare)
        cramp = Cramp(flow)
        cramp.do("eased")
        assert cramp.shown.text == GET_UP

        assert started(cramp.do("cannot")) == ["raise"]


class TestWithPoorBalance:
    LIMITS = Limits(unsafe_stances=True)

    def test_nothing_is_done_on_one_leg_or_bent_forward(self) -> None:
        steps = (a_relief_step(it, stands=True, stance=it) for it in ("one-leg", "bent-forward"))
        stand = a_standing_step("stand")
        cramp = Cramp(a_flow(a_stage("a", *steps, stand, still="a")), limits=self.LIMITS)

        assert started(cramp.events) == ["stand"]

    @pytest.mark.parametrize("place", ["steps", "alternatives"])
    def test_nobody_gets_up_where_something_else_is_to_do(self, place: str) -> None:
        stand, bend = a_standing_step("stand"), a_relief_step("bend")
        lean = a_standing_step("lean")
        steps, others = ((stand, bend), ()) if place == "steps" else ((stand,), (lean, bend))
        stage = a_stage("a", *steps, alternatives=others, still="a")

        assert started(Cramp(a_flow(stage), limits=self.LIMITS).events) == ["bend"]


class TestLimits:
    def test_of_somebody_who_said_nothing_leave_out_nothing(self) -> None:
        assert limits_for(Settings()) == ALL

    @pytest.mark.parametrize(
        ("said", "left_out"),
        [
            ("varicose_veins", Limits(rubbing=True)),
            ("blood_thinners", Limits(firm_pressure=True)),
            ("numb_feet", Limits(warmth=True, cold=True)),
            ("unsteady", Limits(unsafe_stances=True)),
        ],
    )
    def test_follow_from_the_profile(self, said: str, left_out: Limits) -> None:
        assert limits_for(replace(Settings(), **{said: True})) == left_out

    @pytest.mark.parametrize(
        ("limits", "kinds"),
        [
            (Limits(firm_pressure=True), {"category": ("massage", "firm-massage")}),
            (Limits(firm_pressure=True), {"category": ("acupressure",)}),
            (Limits(warmth=True), {"category": ("warmth",)}),
            (Limits(cold=True), {"equipment": ("cool-floor",)}),
            (Limits(cold=True), {"equipment": ("cold-water", "towel")}),
        ],
    )
    def test_leave_out_kinds_of_exercises(
        self, limits: Limits, kinds: dict[str, tuple[str, ...]]
    ) -> None:
        first, second = a_relief_step("first"), a_relief_step("second")
        first = replace(first, exercise=an_exercise(id="first", **kinds))
        flow = a_flow(a_stage("a", first, second, still="a"))

        assert started(Cramp(flow).events) == ["first"]
        assert started(Cramp(flow, limits=limits).events) == ["second"]


class TestThresholds:
    def test_they_are_reached_after_four_and_ten_minutes(self) -> None:
        cramp = Cramp()

        assert thresholds(cramp.pass_s(239.9)) == []
        cramp.pass_s(0.3)
        assert thresholds(cramp.events) == [ThresholdReached(240, "long")]
        assert cramp.shown.thresholds == ("long",)
        cramp.pass_s(1000)
        assert thresholds(cramp.events) == [
            ThresholdReached(240, "long"),
            ThresholdReached(600, "very-long"),
        ]
        assert cramp.shown.thresholds == ("long", "very-long")

    def test_they_interrupt_nothing(self) -> None:
        cramp = Cramp(a_flow(a_stage("a", a_relief_step("walk", Continuous(700)), still="a")))

        assert cramp.pass_s(650) == [
            ThresholdReached(240, "long"),
            ThresholdReached(600, "very-long"),
        ]
        assert (cramp.shown.text, cramp.shown.remaining_s) == ("Walk.", 50)

    def test_a_threshold_comes_before_other_events_of_the_same_moment(self) -> None:
        cramp = Cramp(a_flow(a_stage("a", a_relief_step("walk", Continuous(240)), still="a")))

        assert cramp.pass_s(240) == [ThresholdReached(240, "long"), TextChanged(240, ASK_TEXT)]

    def test_none_is_reached_after_the_cramp_has_eased(self) -> None:
        cramp = Cramp()
        cramp.pass_s(239)
        cramp.do("eased")
        cramp.pass_s(1000)

        assert thresholds(cramp.events) == []

    def test_they_are_reached_if_the_cramp_returns(self) -> None:
        cramp = Cramp()
        cramp.pass_s(239)
        cramp.do("eased")
        cramp.pass_s(25)
        cramp.do("still")
        cramp.pass_s(0.9)
        assert thresholds(cramp.events) == []
        cramp.pass_s(1.1)

        assert thresholds(cramp.events) == [ThresholdReached(240, "long")]
        assert cramp.shown.cramp_s == 241


class TestAftercare:
    def test_its_exercises_follow_one_another(self) -> None:
        cramp = at("eased")

        assert cramp.shown.state == "aftercare"
        assert cramp.pass_s(30) == [StepStarted(0, "aftercare", "socks"), TextChanged(0, "Socks.")]

    def test_a_card_waits_for_an_answer(self) -> None:
        cramp = at("eased")
        cramp.pass_s(30)

        assert cramp.pass_s(600) == []
        assert cramp.do("eased") == [Ended(0)]
        assert cramp.shown.state == "ended"

    @pytest.mark.parametrize("answer", ["eased", "cannot"])
    def test_it_can_be_ended_early(self, answer: str) -> None:
        assert started(at("eased").do(answer)) == ["socks"]

    def test_it_ends_by_itself_if_it_has_no_card(self) -> None:
        flow = a_flow(
            a_stage("a", a_relief_step("pull"), still="a"), aftercare=(a_relief_step("raise"),)
        )
        cramp = Cramp(flow)
        cramp.pass_s(3)
        cramp.do("eased")

        assert cramp.pass_s(60) == [Ended(3)]
        shown = cramp.shown
        assert (shown.state, shown.stage, shown.cramp_s) == ("ended", "aftercare", 3)
        assert (shown.remaining_s, shown.counts_up) == (None, False)

    def test_the_cramp_clock_is_stopped(self) -> None:
        cramp = Cramp()
        cramp.pass_s(12)
        cramp.do("eased")
        cramp.pass_s(20)

        assert cramp.shown.cramp_s == 12

    def test_if_the_cramp_returns_the_flow_restarts_and_the_cramp_clock_resumes(self) -> None:
        cramp = Cramp()
        cramp.pass_s(12)
        cramp.do("eased")
        cramp.pass_s(20)

        assert cramp.do("still") == [
            Answered(12, "raise", "still"),
            StepStarted(12, "pull", "pull"),
            TextChanged(12, "Pull."),
        ]
        assert cramp.shown.is_early
        cramp.pass_s(3)
        assert cramp.shown.cramp_s == 15

    def after_rubbing(self) -> Cramp:
        flow = a_flow(
            a_stage("a", a_relief_step("pull"), still="a"),
            aftercare=(a_rubbing_step("stroke"), a_relief_step("raise")),
        )
        cramp = Cramp(flow)
        cramp.do("eased")
        assert (cramp.shown.state, cramp.shown.stage) == ("check", "aftercare")
        return cramp

    def test_it_asks_about_swelling_even_if_the_question_was_just_shown(self) -> None:
        rubbing = a_stage("a", a_rubbing_step("rub"), still="a")
        cramp = Cramp(a_flow(rubbing, aftercare=(a_rubbing_step("stroke"),)))

        assert cramp.do("eased")[-1] == TextChanged(0, QUESTION)

    def test_without_swelling_it_rubs(self) -> None:
        assert started(self.after_rubbing().do("still")) == ["stroke"]

    @pytest.mark.parametrize("answer", ["eased", "cannot", "none"])
    def test_without_that_answer_rubbing_is_left_out(self, answer: str) -> None:
        assert started(give(self.after_rubbing(), answer)) == ["raise"]


class TestSwitching:
    def test_the_other_flow_starts_and_the_cramp_clock_continues(self) -> None:
        cramp = Cramp()
        cramp.pass_s(50)

        assert cramp.do("switch") == [
            StepStarted(50, "release", "release"),
            TextChanged(50, "Release."),
        ]
        assert (cramp.shown.flow, cramp.shown.cramp_s) == ("toes", 50)

    def test_the_same_place_changes_nothing(self) -> None:
        cramp = at("switch")
        cramp.pass_s(5)

        assert cramp.do("switch") == []
        assert cramp.shown.offset_s == 5

    def test_in_the_aftercare_it_means_that_the_cramp_has_returned(self) -> None:
        raise_legs = (a_relief_step("raise"),)
        cramp = Cramp(a_flow(*toes().stages, name="toes", aftercare=raise_legs))
        cramp.pass_s(7)
        cramp.do("eased")
        cramp.pass_s(5)

        assert started(cramp.do("switch")) == ["release"]
        assert cramp.shown.cramp_s == 7

    def test_a_swollen_leg_stays_swollen(self) -> None:
        cramp = at("still", "still", "still", "cannot")
        flow = a_flow(a_stage("rub", a_rubbing_step("rub"), still="rub"), name="thigh")

        assert cramp.relief.switch(flow, cramp.now_s) == [TextChanged(0, ASK_TEXT)]

    def test_a_swollen_leg_is_not_warmed_either(self) -> None:
        cramp = at("still", "still", "still", "cannot")
        warm = a_relief_step("warm", category=("warmth",))
        flow = a_flow(a_stage("warm", warm, a_relief_step("pull"), still="warm"), name="thigh")

        assert started(cramp.relief.switch(flow, cramp.now_s)) == ["pull"]

    def test_swelling_is_asked_about_again_because_it_may_be_the_other_leg(self) -> None:
        cramp = at(*["still"] * 4)
        flow = a_flow(a_stage("rub", a_rubbing_step("rub"), still="rub"), name="thigh")

        assert cramp.relief.switch(flow, cramp.now_s) == [TextChanged(0, QUESTION)]

    def test_a_card_is_refused(self) -> None:
        cramp = Cramp()

        with pytest.raises(ValueError, match="stages"):
            cramp.relief.switch(a_flow(name="in-water"), cramp.now_s)


class TestPausing:
    def test_the_timer_is_paused_and_the_cramp_clock_continues(self) -> None:
        cramp = Cramp()
        cramp.pass_s(10)

        assert cramp.do("pause") == []
        assert cramp.pass_s(100) == []
        shown = cramp.shown
        assert (shown.state, shown.offset_s, shown.remaining_s) == ("paused", 10, 5)
        assert (shown.text, shown.cramp_s) == ("Pull.", 110)

    def test_it_resumes_at_its_position(self) -> None:
        cramp = Cramp()
        cramp.pass_s(10)
        cramp.do("pause")
        cramp.pass_s(100)

        assert cramp.do("resume") == []
        assert (cramp.shown.state, cramp.shown.offset_s) == ("doing", 10)
        assert cramp.pass_s(5) == [TextChanged(115, "Ease off and rest.")]

    def test_thresholds_are_reached_all_the_same(self) -> None:
        cramp = at("pause")

        assert thresholds(cramp.pass_s(300)) == [ThresholdReached(240, "long")]

    def test_answers_do_not_count(self) -> None:
        cramp = at("pause")

        for command in ("eased", "still", "cannot", "coming_on", "switch", "pause"):
            assert cramp.do(command) == []
        assert cramp.shown.state == "paused"

    def test_it_can_be_left(self) -> None:
        assert at("pause").do("end") == [Ended(0)]

    def test_resuming_without_a_pause_changes_nothing(self) -> None:
        cramp = Cramp()
        cramp.pass_s(3)

        assert cramp.do("resume") == []
        assert cramp.shown.offset_s == 3


class TestSleepOfTheMachine:
    def test_a_gap_does_not_count_and_the_question_is_asked(self) -> None:
        cramp = Cramp()
        cramp.pass_s(10)
        cramp.sleep(4000)

        assert cramp.do("advance") == [MachineSlept(10, 4000), TextChanged(10, ASK_TEXT)]
        assert cramp.pass_s(500, 20) == [ThresholdReached(240, "long")]
        shown = cramp.shown
        assert (shown.state, shown.remaining_s, shown.counts_up) == ("asking", None, True)
        assert (shown.cramp_s, shown.offset_s) == (510, 510)

    def test_ticks_thirty_seconds_apart_are_not_a_gap(self) -> None:
        cramp = Cramp()
        cramp.sleep(30)

        assert cramp.do("advance") == [
            TextChanged(15, "Ease off and rest."),
            TextChanged(20, "Pull."),
        ]

    @pytest.mark.parametrize("answer", ["eased", "still", "cannot"])
    def test_an_answer_that_finds_the_gap_does_not_count(self, answer: str) -> None:
        cramp = Cramp()
        cramp.sleep(4000)

        assert cramp.do(answer) == [MachineSlept(0, 4000), TextChanged(0, ASK_TEXT)]
        assert len(cramp.do(answer)) > 2

    def test_switching_counts_at_once(self) -> None:
        cramp = Cramp()
        cramp.sleep(4000)

        assert started(cramp.do("switch")) == ["release"]

    def test_after_a_pause_the_question_is_asked(self) -> None:
        cramp = Cramp()
        cramp.pass_s(10)
        cramp.do("pause")
        cramp.pass_s(20)
        cramp.sleep(4000)

        assert cramp.do("advance") == [MachineSlept(30, 4000), TextChanged(30, ASK_TEXT)]
        cramp.pass_s(5)
        assert cramp.shown.state == "paused"
        cramp.do("resume")
        shown = cramp.shown
        assert (shown.state, shown.remaining_s, shown.offset_s) == ("asking", None, 10)
        cramp.pass_s(7)
        assert cramp.shown.offset_s == 17

    def test_the_question_about_swelling_is_asked_again(self) -> None:
        others = (a_rubbing_step("pinch"),)
        cramp = at_check(a_stage("a", a_rubbing_step("rub"), alternatives=others, still="a"))
        cramp.do("still")
        cramp.sleep(4000)
        cramp.do("advance")

        cramp.do("cannot")
        assert cramp.shown.state == "check"

    def test_the_aftercare_continues(self) -> None:
        cramp = at("eased")
        cramp.pass_s(10)
        cramp.sleep(4000)

        assert cramp.do("advance") == [MachineSlept(0, 4000)]
        assert (cramp.shown.state, cramp.shown.remaining_s) == ("aftercare", 20)


class TestEnd:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_nothing_happens_after_the_end(self, command: str) -> None:
        cramp = Cramp()
        cramp.pass_s(7)

        assert cramp.do("end") == [Ended(7)]
        before = cramp.shown
        cramp.sleep(400)
        assert cramp.do(command) == []
        assert cramp.shown == before
        assert (before.state, before.stage, before.cramp_s) == ("ended", "pull", 7)
        assert not before.is_early

    def test_it_never_ends_by_itself_before_it_has_eased(self) -> None:
        cramp = Cramp()
        cramp.pass_s(20_000, 29)

        assert cramp.shown.state != "ended"


class TestClock:
    def test_a_clock_that_goes_back_changes_nothing(self) -> None:
        cramp = Cramp()
        cramp.pass_s(10)
        before = cramp.shown
        cramp.now_s -= 5

        assert cramp.do("advance") == []
        cramp.now_s += 5
        assert cramp.shown == before

    def test_a_snapshot_is_not_later_than_the_last_call(self) -> None:
        cramp = Cramp()
        cramp.pass_s(10)
        before = cramp.shown
        cramp.sleep(20)

        assert cramp.shown == before

    def test_a_higher_speed_lets_more_time_pass(self) -> None:
        cramp = Cramp(speed=60)
        cramp.pass_s(4)

        assert cramp.shown.cramp_s == 240
        assert thresholds(cramp.events) == [ThresholdReached(240, "long")]
