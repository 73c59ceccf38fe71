"""The settings of voice and sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox

from stretchapp.base.settings import Settings, SettingsFile
from stretchapp.desktop.speech.speaker import Voice
from tests.ui.settings.test_settings_page import choose, saved, show

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
def heard(stage: Stage) -> Stage:
    """A machine with voices and outputs, and the settings page that has found them."""
    stage.output.has_voice = True
    stage.output.names = (VOICES, ["Headphones", "HDMI"])
    return stage


def values(stage: Stage, name: str) -> list[str]:
    """Return what can be chosen."""
    (box,) = [it for it in stage.all_of(QComboBox) if it.accessibleName() == name]
    return [box.itemText(index) for index in range(box.count())]


def show_found(stage: Stage, qtbot: QtBot) -> None:
    """Go to the settings, and wait until the machine has been asked."""
    show(stage)
    qtbot.waitUntil(lambda: "HDMI" in values(stage, "Sound output"))


@pytest.mark.parametrize(
    ("name", "value", "settings"),
    [
        ("In a session", "Sounds", Settings(cues="sounds")),
        ("Silent from", "21:00", Settings(quiet_from="21:00")),
        ("Silent from", "Never", Settings(quiet_from="07:00", quiet_until="07:00")),
        ("Silent until", "6:00", Settings(quiet_until="06:00")),
        ("Speed", "Slow", Settings(words_per_minute=125)),
        ("Pitch", "Low", Settings(pitch=30)),
        ("Volume", "25 %", Settings(volume=25)),
        ("Breathing", "Reminders", Settings(breathing=True)),
        ("With a screen reader", "The voice speaks too", Settings(voice_with_reader=True)),
        ("Media keys", "Are left alone", Settings(media_keys=False)),
        ("Screen while you stretch", "May go dark", Settings(keep_awake=False)),
    ],
)
def test_what_is_chosen_is_saved(stage: Stage, name: str, value: str, settings: Settings) -> None:
    show(stage)
    choose(stage, name, value)

    assert saved(stage) == settings


def test_no_quiet_hours_are_shown_as_never(stage: Stage) -> None:
    stage.settings.change(quiet_from="05:00", quiet_until="05:00")
    show(stage)

    (box,) = [it for it in stage.all_of(QComboBox) if it.accessibleName() == "Silent from"]
    assert box.currentText() == "Never"


def test_a_value_that_was_written_by_hand_is_shown(stage: Stage) -> None:
    stage.settings.change(volume=33)
    show(stage)

    assert "33" in values(stage, "Volume")
    assert SettingsFile(stage.paths.settings).settings.volume == 33


def test_voices_of_the_language_can_be_chosen(heard: Stage, qtbot: QtBot) -> None:
    show_found(heard, qtbot)

    assert values(heard, "Language") == ["English", "German", "qya"]
    assert values(heard, "Voice") == [
        "The usual one",
        "English (Great Britain)",
        "English (America)",
    ]
    choose(heard, "Voice", "English (America)")
    assert saved(heard).voice == "espeak-ng:en-us"


def test_another_language_has_other_voices(heard: Stage, qtbot: QtBot) -> None:
    heard.settings.change(voice="espeak-ng:en-us")
    show_found(heard, qtbot)
    choose(heard, "Language", "German")

    assert (saved(heard).language, saved(heard).voice) == ("de", "")
    assert values(heard, "Voice") == ["The usual one", "German"]


def test_an_output_can_be_chosen(heard: Stage, qtbot: QtBot) -> None:
    show_found(heard, qtbot)
    choose(heard, "Sound output", "HDMI")

    assert saved(heard).sound_output == "HDMI"


def test_an_output_that_is_not_there_now_stays_chosen(heard: Stage, qtbot: QtBot) -> None:
    heard.settings.change(sound_output="Loudspeaker")
    show_found(heard, qtbot)

    assert values(heard, "Sound output") == ["The usual one", "Headphones", "HDMI", "Loudspeaker"]


class TestTrying:
    def test_a_sound_and_a_sentence_are_heard_and_told(self, heard: Stage, qtbot: QtBot) -> None:
        show_found(heard, qtbot)
        choose(heard, "Speed", "Slow")
        heard.click("Test voice and sound")
        assert "Listen …" in heard.texts()

        qtbot.waitUntil(lambda: "a sentence was said" in heard.text())
        assert [what for _, what in heard.output.heard] == [
            "<start>",
            "Left leg.",
            "This is the voice of your stretches.",
        ]
        assert heard.output.settings.words_per_minute == 125
        assert not heard.output.is_open

    def test_without_a_voice_it_says_what_to_install(self, stage: Stage, qtbot: QtBot) -> None:
        show(stage)
        assert "There is no voice. Until then, sounds take over." in stage.texts()
        stage.click("Test voice and sound")

        qtbot.waitUntil(lambda: "there is no voice" in stage.text())
        assert [what for _, what in stage.output.heard] == ["<start>"]

    def test_without_an_output_it_says_why(self, heard: Stage, qtbot: QtBot) -> None:
        heard.output.problem = "No sound server answers."
        show_found(heard, qtbot)
        heard.click("Test voice and sound")

        qtbot.waitUntil(lambda: "Nothing was to be heard" in heard.text())
        assert "No sound server answers." in heard.text()

    def test_a_voice_that_does_not_speak_is_told(self, heard: Stage, qtbot: QtBot) -> None:
        heard.output.mute = True
        show_found(heard, qtbot)
        heard.click("Test voice and sound")

        qtbot.waitUntil(lambda: "the voice did not speak" in heard.text())

    def test_it_stops_when_the_page_is_left(self, heard: Stage, qtbot: QtBot) -> None:
        show_found(heard, qtbot)
        heard.click("Test voice and sound")
        heard.click("Back")

        assert heard.output.stopped_at_s

    def test_without_a_voice_it_lets_go_of_the_output_then_too(self, stage: Stage) -> None:
        show(stage)
        stage.click("Test voice and sound")
        stage.click("Back")

        assert not stage.output.is_open
