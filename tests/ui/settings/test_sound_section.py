"""The settings of voice and sounds, and the test of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.base.settings import Settings
from stretchapp.desktop.speech.engine import Voice
from stretchapp.ui.settings.sound_section import (
    LISTEN,
    NEVER,
    NO_VOICE,
    PLAYED,
    TEST,
    VOICE_FAILED,
)
from stretchapp.ui.widgets.labels import BACK
from tests.ui.settings.setting_rows import choose, offered, row, saved, show_settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.stage import Stage

VOICES = [
    Voice(key="espeak-ng:en-gb", name="English (Great Britain)", language="en-gb"),
    Voice(key="espeak-ng:en-us", name="English (America)", language="en-us"),
    Voice(key="espeak-ng:de", name="German", language="de"),
    Voice(key="espeak-ng:qya", name="Quenya", language="qya"),
]


@pytest.fixture
def with_voices(stage: Stage) -> Stage:
    """A machine with voices and sound outputs."""
    stage.output.has_voice = True
    stage.output.names = (VOICES, ["Headphones", "HDMI"])
    return stage


def show_found(stage: Stage, qtbot: QtBot) -> None:
    """Open the settings page, and wait for the search for voices and outputs."""
    show_settings(stage)
    qtbot.waitUntil(lambda: "HDMI" in offered(stage, "sound_output"))


@pytest.mark.parametrize(
    ("setting", "value", "settings"),
    [
        ("cues", "sounds", Settings(cues="sounds")),
        ("quiet_from", "21:00", Settings(quiet_from="21:00")),
        ("quiet_from", NEVER, Settings(quiet_from="07:00", quiet_until="07:00")),
        ("quiet_until", "06:00", Settings(quiet_until="06:00")),
        ("words_per_minute", 125, Settings(words_per_minute=125)),
        ("pitch", 30, Settings(pitch=30)),
        ("volume", 25, Settings(volume=25)),
        ("breathing", True, Settings(breathing=True)),
        ("voice_with_reader", True, Settings(voice_with_reader=True)),
        ("media_keys", False, Settings(media_keys=False)),
        ("keep_awake", False, Settings(keep_awake=False)),
    ],
)
def test_a_change_is_saved(stage: Stage, setting: str, value: object, settings: Settings) -> None:
    show_settings(stage)
    choose(stage, setting, value)

    assert saved(stage) == settings


def test_quiet_hours_without_length_are_shown_as_never(stage: Stage) -> None:
    stage.settings.change(quiet_from="05:00", quiet_until="05:00")
    show_settings(stage)

    assert row(stage, "quiet_from").currentData() == NEVER


def test_a_value_that_was_written_by_hand_is_shown(stage: Stage) -> None:
    stage.settings.change(volume=33)
    show_settings(stage)

    assert row(stage, "volume").currentText() == "33"
    assert saved(stage).volume == 33


class TestVoicesAndOutputs:
    def test_voices_of_the_language_can_be_chosen(self, with_voices: Stage, qtbot: QtBot) -> None:
        show_found(with_voices, qtbot)

        assert offered(with_voices, "language") == ["en", "de", "qya"]
        languages = row(with_voices, "language")
        assert [languages.itemText(index) for index in range(3)] == ["English", "German", "qya"]
        assert offered(with_voices, "voice") == ["", "espeak-ng:en-gb", "espeak-ng:en-us"]
        choose(with_voices, "voice", "espeak-ng:en-us")
        assert saved(with_voices).voice == "espeak-ng:en-us"

    def test_another_language_has_other_voices(self, with_voices: Stage, qtbot: QtBot) -> None:
        with_voices.settings.change(voice="espeak-ng:en-us")
        show_found(with_voices, qtbot)
        choose(with_voices, "language", "de")

        assert (saved(with_voices).language, saved(with_voices).voice) == ("de", "")
        assert offered(with_voices, "voice") == ["", "espeak-ng:de"]

    def test_an_output_can_be_chosen(self, with_voices: Stage, qtbot: QtBot) -> None:
        show_found(with_voices, qtbot)
        choose(with_voices, "sound_output", "HDMI")

        assert saved(with_voices).sound_output == "HDMI"

    def test_an_output_that_is_missing_now_stays_chosen(
        self, with_voices: Stage, qtbot: QtBot
    ) -> None:
        with_voices.settings.change(sound_output="Loudspeaker")
        show_found(with_voices, qtbot)

        outputs = offered(with_voices, "sound_output")
        assert outputs == ["", "Headphones", "HDMI", "Loudspeaker"]
        assert row(with_voices, "sound_output").currentData() == "Loudspeaker"


class TestTest:
    def test_a_sound_and_a_sentence_are_heard(self, with_voices: Stage, qtbot: QtBot) -> None:
        show_found(with_voices, qtbot)
        choose(with_voices, "words_per_minute", 125)
        with_voices.click(TEST)
        assert LISTEN in with_voices.texts()

        qtbot.waitUntil(lambda: LISTEN not in with_voices.texts())
        assert PLAYED in with_voices.text()
        assert [what for _, what in with_voices.output.heard] == [
            "<start>",
            "Left leg.",
            "This is the voice of your stretches.",
        ]
        assert with_voices.output.settings.words_per_minute == 125
        assert not with_voices.output.is_open

    def test_without_a_voice_a_sound_is_heard(self, stage: Stage, qtbot: QtBot) -> None:
        show_settings(stage)
        assert any(text.startswith(stage.output.missing) for text in stage.texts())
        stage.click(TEST)

        qtbot.waitUntil(lambda: NO_VOICE in stage.texts())
        assert [what for _, what in stage.output.heard] == ["<start>"]

    def test_without_an_output_it_says_why(self, with_voices: Stage, qtbot: QtBot) -> None:
        with_voices.output.problem = "No sound server answers."
        show_found(with_voices, qtbot)
        with_voices.click(TEST)

        qtbot.waitUntil(lambda: "No sound server answers." in with_voices.text())

    def test_a_voice_that_fails_is_reported(self, with_voices: Stage, qtbot: QtBot) -> None:
        with_voices.output.mute = True
        show_found(with_voices, qtbot)
        with_voices.click(TEST)

        qtbot.waitUntil(lambda: VOICE_FAILED in with_voices.texts())

    def test_it_stops_when_the_page_is_left(self, with_voices: Stage, qtbot: QtBot) -> None:
        show_found(with_voices, qtbot)
        with_voices.click(TEST)
        with_voices.click(BACK)

        assert with_voices.output.stopped_at_s

    def test_without_a_voice_leaving_the_page_closes_the_output(self, stage: Stage) -> None:
        show_settings(stage)
        stage.click(TEST)
        assert stage.output.is_open

        stage.click(BACK)

        assert not stage.output.is_open
