"""The cues of a session in the window, and the modes that choose among them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from stretchapp.library.routines.models import Hold, RestStep, WaitStep
from stretchapp.session.cue_words import HALFWAY, HOLD
from stretchapp.ui.session.cue_speaker import NO_OUTPUT, NO_VOICE, SCREEN_READER_SPEAKS, CueSpeaker
from stretchapp.ui.session.done_page import WELL_DONE
from stretchapp.ui.session.sound_mode_label import MODES, SoundModeLabel
from tests.fakes import FakeClock, FakeOutput, a_routine, a_step

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from stretchapp.library.routines.models import Routine
    from tests.ui.stage import Stage

KEY = Qt.Key
ROUTINE = a_routine(a_step(sides="each"), title="Calves")
"""10 s to get ready and a hold of 30 s with the left leg, 5 s and 30 s with the right one."""


class Listener:
    """A session and its cues; the voice takes a twentieth of a second for a letter."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.output = stage.output
        self.begin_s = 0.0

    def start(self, routine: Routine = ROUTINE) -> Listener:
        self.begin_s = self.stage.clock.monotonic_s()
        self.stage.window.start(routine)
        self.stage.settle()
        return self

    @property
    def heard(self) -> list[str]:
        return [what for _, what in self.output.heard]

    @property
    def said(self) -> list[str]:
        return [what for what in self.heard if not what.startswith("<")]

    def at_s(self, what: str) -> list[float]:
        """Return when a cue was heard, in seconds from the start."""
        return [at_s - self.begin_s for at_s, heard in self.output.heard if heard == what]

    def hear(self, seconds: float) -> list[str]:
        """Return the cues of the next seconds."""
        before = len(self.output.heard)
        self.stage.pass_s(seconds)
        return self.heard[before:]

    @property
    def mode_label(self) -> SoundModeLabel:
        (label,) = self.stage.all_of(SoundModeLabel)
        return label


@pytest.fixture
def listener(stage: Stage) -> Listener:
    """A listener at a computer with a voice."""
    stage.output.has_voice = True
    return Listener(stage)


def at(hour: int) -> FakeClock:
    return FakeClock(datetime(2026, 11, 22, hour, tzinfo=UTC))


def set_clock(stage: Stage, clock: FakeClock) -> None:
    stage.clock = clock
    stage.output = FakeOutput(clock, has_voice=True)


def test_a_session_has_cues_from_start_to_end(listener: Listener) -> None:
    listener.start()
    listener.stage.pass_s(80)
    listener.stage.clock.advance(1)

    assert listener.heard == [
        "<change>",
        "Left leg. Calf stretch.",
        "Face the wall.",
        "<start>",
        "Lean in.",
        HOLD,
        "<halfway>",
        HALFWAY,
        *"321",
        "<change>",
        "Change legs. Right leg.",
        "<start>",
        "Lean in.",
        HOLD,
        "<halfway>",
        HALFWAY,
        *"321",
        "<finish>",
    ]
    assert listener.at_s("<start>") == [10, 45]
    assert listener.at_s("3") == [37, 72]


def test_the_last_words_follow_the_last_sound(listener: Listener, qtbot: QtBot) -> None:
    listener.start()
    listener.stage.pass_s(75)
    qtbot.waitUntil(lambda: listener.said[-1] != "1")

    assert listener.said[-1] == "Ease off."


class TestEnd:
    """``session_ended`` comes when the end of a session was heard: then the app may quit."""

    def finish(self, listener: Listener, *, stop: bool = False) -> list[str]:
        """Play a session to its end; return a list that gets an item once the end was heard."""
        notes: list[str] = []
        listener.stage.window.session_ended.connect(lambda: notes.append("heard"))
        listener.start(a_routine(a_step(Hold(5, 1, 0))))
        listener.stage.pass_s(10)
        if stop:
            listener.stage.press(KEY.Key_Escape)
        else:
            listener.stage.pass_s(5)
        return notes

    def test_it_comes_after_the_last_word(self, listener: Listener, qtbot: QtBot) -> None:
        notes = self.finish(listener)
        qtbot.waitUntil(lambda: listener.said[-1].startswith("Well done"))
        assert notes == []

        qtbot.waitUntil(lambda: notes == ["heard"])

    def test_without_a_voice_it_comes_after_the_last_sound(
        self, stage: Stage, qtbot: QtBot
    ) -> None:
        notes = self.finish(Listener(stage))
        assert notes == []

        qtbot.waitUntil(lambda: notes == ["heard"])

    @pytest.mark.parametrize("why", ["silent", "no output", "stopped"])
    def test_it_comes_at_once_if_nothing_is_heard(self, why: str, listener: Listener) -> None:
        if why == "silent":
            listener.stage.settings.change(cues="silent")
        if why == "no output":
            listener.output.problem = "There is no sound on this computer."

        assert self.finish(listener, stop=why == "stopped") == ["heard"]

    @pytest.mark.parametrize("key", [KEY.Key_F2, KEY.Key_F3])
    def test_it_never_comes_if_something_else_begins_before(
        self, key: Qt.Key, listener: Listener
    ) -> None:
        notes = self.finish(listener)
        listener.stage.press(key)

        (speaker,) = listener.stage.window.findChildren(CueSpeaker)
        speaker.call_after_end(lambda: notes.append("called at once"))
        assert notes == ["called at once"]

    def test_reading_the_page_replaces_the_last_words(
        self, listener: Listener, qtbot: QtBot
    ) -> None:
        self.finish(listener)
        listener.stage.press(KEY.Key_R)
        qtbot.waitUntil(lambda: listener.said[-1] == WELL_DONE)

        assert "Ease off." not in listener.said


def test_a_long_name_gets_the_time_it_needs(listener: Listener) -> None:
    listener.start(a_routine(a_step(name="x" * 299)))

    # The name takes 15 s, "Face the wall." less than one.
    listener.stage.pass_s(17)
    assert listener.said == ["x" * 299 + ".", "Face the wall."]
    assert listener.at_s("<start>") == [17]


def test_nothing_is_said_twice_or_late_after_a_pause(listener: Listener) -> None:
    listener.start()
    listener.stage.pass_s(12)
    listener.stage.press(KEY.Key_Space)
    assert listener.hear(60) == []

    listener.stage.press(KEY.Key_Space)
    assert listener.hear(15) == ["<halfway>", HALFWAY]


def test_a_pause_is_silent_at_once_and_a_cut_name_is_said_again(listener: Listener) -> None:
    listener.start()
    listener.stage.pass_s(1)
    listener.output.stopped_at_s.clear()
    listener.stage.press(KEY.Key_Space)

    assert listener.output.stopped_at_s == [listener.stage.clock.monotonic_s()]
    listener.stage.press(KEY.Key_Space)
    assert listener.hear(3) == ["Face the wall."]
    assert listener.said == [*["Left leg. Calf stretch."] * 2, "Face the wall."]


def test_next_and_back_begin_with_the_first_cues(listener: Listener) -> None:
    listener.start()
    listener.stage.pass_s(12)
    listener.stage.press(KEY.Key_Right)
    listener.stage.pass_s(1)
    assert listener.heard[-2:] == ["<change>", "Change legs. Right leg."]

    listener.stage.press(KEY.Key_Left)
    listener.stage.press(KEY.Key_Left)
    listener.stage.pass_s(1)
    assert listener.heard[-2:] == ["<change>", "Left leg. Calf stretch."]


def test_stop_is_silent(listener: Listener) -> None:
    listener.start()
    listener.stage.pass_s(12)
    before = len(listener.heard)
    listener.stage.press(KEY.Key_Escape)

    assert listener.heard[before:] == []
    assert not listener.output.is_open


def test_ten_seconds_more_delay_the_count(listener: Listener) -> None:
    listener.start()
    listener.stage.pass_s(36)
    listener.stage.press(KEY.Key_Plus)
    listener.stage.pass_s(15)

    assert listener.at_s("3") == [47]


def test_a_wait_says_its_text_and_the_next_exercise(listener: Listener) -> None:
    listener.start(a_routine(a_step(), WaitStep("Fetch a towel."), a_step(name="Rub")))
    listener.stage.pass_s(40)
    said = listener.hear(3)

    assert said == ["Ease off. Fetch a towel.", "Next: Rub."]
    listener.stage.press(KEY.Key_Space)
    assert listener.hear(2) == ["Rub.", "Face the wall."]


def test_a_wait_that_is_held_is_not_counted_down(listener: Listener) -> None:
    listener.start(a_routine(WaitStep("Fetch a towel."), a_step(name="Rub")))
    listener.stage.pass_s(5)
    listener.stage.press(KEY.Key_P)
    assert listener.hear(600) == []

    listener.stage.press(KEY.Key_Space)
    assert listener.hear(2) == ["Rub.", "Face the wall."]


def test_a_wait_that_ends_by_itself_counts_its_last_seconds(listener: Listener) -> None:
    listener.start(a_routine(WaitStep("Fetch a towel."), a_step(name="Rub")))
    listener.stage.pass_s(32)

    assert listener.said[:5] == ["Fetch a towel.", "Next: Rub.", "3", "2", "1"]
    assert listener.said[5:] == ["Rub.", "Face the wall."]


def test_a_rest_counts_its_last_seconds(listener: Listener) -> None:
    listener.start(a_routine(RestStep(20, "Shake your legs."), a_step()))
    listener.stage.pass_s(20)

    assert listener.said[:3] == ["Shake your legs.", "Next: Calf stretch.", "3"]


def test_a_sentence_that_is_not_rendered_is_said_as_soon_as_it_is(listener: Listener) -> None:
    listener.output.unready.add("Left leg. Calf stretch.")
    listener.start()
    assert listener.hear(2) == []

    listener.output.unready.clear()
    assert listener.hear(1) == ["Left leg. Calf stretch."]


def test_all_sentences_are_rendered_before_they_are_due(listener: Listener) -> None:
    listener.start()

    assert {"Left leg. Calf stretch.", HALFWAY, "Change legs. Right leg."} <= set(
        listener.output.prepared
    )


def test_the_last_words_are_rendered_before_they_are_due(listener: Listener) -> None:
    listener.start(a_routine(a_step(Hold(65, 1, 0))))
    listener.stage.pass_s(11)

    assert listener.output.prepared[-2:] == ["Ease off.", "Well done, that was 1 minute."]


def test_at_ten_times_the_speed_sentences_that_do_not_fit_are_left_out(
    listener: Listener,
) -> None:
    stage = listener.stage
    stage.window.start(ROUTINE, speed=10.0)
    stage.settle()
    stage.pass_s(8)

    # The name takes 1.2 seconds, which are 12 seconds of the session.
    assert listener.said == ["Face the wall.", "Lean in.", HOLD, "Lean in.", HOLD]


class TestWithoutVoice:
    def test_sounds_replace_the_voice(self, stage: Stage) -> None:
        listener = Listener(stage).start()
        listener.stage.pass_s(45)

        assert listener.heard == [
            "<change>",
            "<start>",
            "<halfway>",
            *["<count>"] * 3,
            "<change>",
            "<start>",
        ]
        assert listener.mode_label.text() == "Sounds (M)"

    def test_the_page_says_so_during_the_time_to_get_ready(self, stage: Stage) -> None:
        listener = Listener(stage).start()
        stage.pass_s(1)

        sentence = NO_VOICE
        assert sentence in stage.texts()
        assert listener.mode_label.accessibleDescription() == sentence
        stage.pass_s(10)
        assert sentence not in stage.texts()

    def test_m_changes_between_sounds_and_silence(self, stage: Stage) -> None:
        listener = Listener(stage).start()
        modes: list[str] = []
        for _ in range(2):
            stage.press(KEY.Key_M)
            modes.append(listener.mode_label.text())

        assert modes == ["Silent (M)", "Sounds (M)"]

    def test_r_says_nothing(self, stage: Stage) -> None:
        listener = Listener(stage).start()
        stage.press(KEY.Key_R)

        assert listener.said == []


def test_a_missing_output_is_reported(listener: Listener) -> None:
    listener.output.problem = "There is no sound on this computer."
    listener.start()
    listener.stage.pass_s(1)

    assert NO_OUTPUT in listener.stage.texts()


class TestModes:
    def test_m_changes_the_mode_and_says_which_one_it_is(self, listener: Listener) -> None:
        listener.start()
        names: list[str] = [listener.mode_label.accessibleName()]
        for _ in range(3):
            listener.stage.press(KEY.Key_M)
            names.append(listener.mode_label.accessibleName())

        assert names == [
            MODES["voice"],
            MODES["sounds"],
            MODES["silent"],
            MODES["voice"],
        ]

    def test_a_chosen_mode_holds_for_the_next_session(self, listener: Listener) -> None:
        listener.start()
        listener.stage.press(KEY.Key_M)

        assert listener.stage.settings.settings.cues == "sounds"
        assert listener.start().mode_label.text() == "Sounds (M)"

    def test_silence_begins_at_once(self, listener: Listener) -> None:
        listener.stage.settings.change(cues="sounds")
        listener.start()
        listener.stage.pass_s(1)
        listener.stage.press(KEY.Key_M)

        assert listener.hear(80) == []
        assert not listener.output.is_open

    def test_turning_the_voice_on_says_the_present_exercise(self, listener: Listener) -> None:
        listener.stage.settings.change(cues="silent")
        listener.start()
        listener.stage.pass_s(20)
        listener.stage.press(KEY.Key_M)

        assert listener.said == ["Left leg. Calf stretch."]
        listener.stage.pass_s(10)
        assert listener.said[1:] == [HALFWAY]

    def test_turning_the_voice_on_in_a_rest_says_its_text(self, listener: Listener) -> None:
        listener.stage.settings.change(cues="silent")
        listener.start(a_routine(RestStep(20, "Shake your legs."), a_step()))
        listener.stage.pass_s(9)
        listener.stage.press(KEY.Key_M)

        assert listener.said[0] == "Shake your legs."

    def test_quiet_hours_are_silent_and_a_mode_chosen_then_is_not_saved(self, stage: Stage) -> None:
        set_clock(stage, at(23))
        listener = Listener(stage).start()
        stage.pass_s(3)
        assert (listener.heard, listener.mode_label.text()) == ([], "Silent (M)")

        stage.press(KEY.Key_M)
        assert listener.mode_label.text() == "Voice (M)"
        assert listener.said == ["Left leg. Calf stretch."]
        stage.press(KEY.Key_M)
        assert stage.settings.settings.cues == "voice"
        assert listener.start().mode_label.text() == "Silent (M)"

    def test_the_quiet_hours_can_be_chosen(self, stage: Stage) -> None:
        stage.settings.change(quiet_from="09:00", quiet_until="10:00")
        set_clock(stage, at(9))

        assert Listener(stage).start().mode_label.text() == "Silent (M)"

    def test_a_routine_for_cramps_begins_silent(self, listener: Listener) -> None:
        listener.start(a_routine(when="cramp"))

        assert listener.mode_label.text() == "Silent (M)"


class TestScreenReader:
    """The screen reader and the voice do not speak at the same time."""

    @pytest.fixture(autouse=True)
    def screen_reader(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(QAccessible, "isActive", lambda: True)
        monkeypatch.setattr(QAccessible, "updateAccessibility", print)

    def test_sounds_replace_the_voice(self, listener: Listener) -> None:
        listener.start()
        listener.stage.pass_s(41)

        assert listener.said == []
        assert "<start>" in listener.heard
        assert listener.mode_label.accessibleName() == MODES["sounds"]

    def test_the_page_says_why(self, listener: Listener) -> None:
        listener.start()
        listener.stage.pass_s(1)

        assert SCREEN_READER_SPEAKS in listener.stage.texts()

    def test_a_setting_allows_both(self, listener: Listener) -> None:
        listener.stage.settings.change(voice_with_reader=True)
        listener.start()
        listener.stage.pass_s(5)

        assert listener.said[0] == "Left leg. Calf stretch."

    def test_durations_are_as_written(self, listener: Listener) -> None:
        listener.stage.window.show_preview(a_routine(a_step(name="x" * 299)))

        assert "without the voice" not in listener.stage.text()


class TestRepeating:
    def test_r_says_what_to_do_even_in_a_silent_session(self, listener: Listener) -> None:
        listener.stage.settings.change(cues="silent")
        listener.start()
        listener.stage.pass_s(12)
        listener.stage.press(KEY.Key_R)

        assert listener.heard == ["Left leg. Calf stretch. Lean in."]

    def test_r_works_in_a_pause(self, listener: Listener, qtbot: QtBot) -> None:
        listener.start()
        listener.stage.pass_s(12)
        listener.stage.press(KEY.Key_Space)
        listener.output.heard.clear()
        listener.stage.press(KEY.Key_R)
        qtbot.waitUntil(lambda: bool(listener.heard))

        assert listener.heard[0] == "Left leg."
        listener.stage.press(KEY.Key_Space)
        assert listener.output.is_open


def test_a_hold_of_ten_seconds_has_neither_halfway_nor_count(listener: Listener) -> None:
    listener.start(a_routine(a_step(Hold(10, 1, 5))))
    listener.stage.pass_s(19)

    assert listener.heard[3:] == ["<start>", "Lean in.", HOLD]
