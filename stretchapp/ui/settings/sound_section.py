"""The settings of voice and sounds, and a button that tries them."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from stretchapp.ui.accessibility.announce import announce
from stretchapp.ui.accessibility.sentence_reader import SentenceReader, sentences_in
from stretchapp.ui.widgets.fields.choice_form import ChoiceForm
from stretchapp.ui.widgets.labels import button, text_label

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from stretchapp.base.settings import Settings
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.desktop.speech.speaker import Voice
    from stretchapp.ui.theme.theme import Appearance

TEST_SENTENCE = "Left leg. This is the voice of your stretches."

LOOK_AGAIN_MS = 50
SOUND_MS = 700
"""How long to wait after a sound before one says whether it was heard."""

USUAL = "The usual one"

MODES = (("Voice and sounds", "voice"), ("Sounds", "sounds"), ("Silent", "silent"))
SPEEDS = (("Very slow", 100), ("Slow", 125), ("Calm", 150), ("Quick", 180), ("Fast", 220))
PITCHES = (("Low", 30), ("Normal", 50), ("High", 70))
VOLUMES = tuple((f"{percent} %", percent) for percent in (10, 25, 40, 55, 70, 85, 100))
HOURS = tuple((f"{hour}:00", f"{hour:02d}:00") for hour in range(24))
NEVER = "Never"


class SoundSection(QWidget):
    """Shows the settings of voice and sounds; each change holds at once.

    Signals:
        changed: A setting got a new value: its name and the value.
    """

    changed = Signal(str, object)

    def __init__(self, appearance: Appearance, settings: Settings, output: CueOutput) -> None:
        """Show ``settings``.

        Args:
            appearance: Fonts and sizes.
            settings: The settings in force.
            output: The voice and the sound output; asked what there is to choose from.
        """
        super().__init__()
        self._settings = settings
        self._output = output
        self._reader = SentenceReader(output, self)
        self._reader.ended.connect(self._tell_result)
        self._voices: list[Voice] = []
        self._form = ChoiceForm(appearance)
        self._form.changed.connect(self._on_changed)
        self._result = text_label()
        self._result.hide()
        self._add_settings()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(12))
        column.addWidget(text_label("Voice and sounds", font=appearance.font(1.15, bold=True)))
        if output.missing:
            column.addWidget(text_label(f"{output.missing} Until then, sounds take over."))
        column.addWidget(self._form)
        test = button("Test voice and sound", self.test)
        test.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addWidget(test)
        column.addWidget(self._result)
        self._sound_is_over = QTimer(self)
        self._sound_is_over.setSingleShot(True)
        self._sound_is_over.timeout.connect(self._tell_result)
        self._search = _Search(output)
        self._look = QTimer(self)
        self._look.timeout.connect(self._show_found)
        self._look.start(LOOK_AGAIN_MS)

    def test(self) -> None:
        """Play a sound and say a sentence, and then tell in words what should have been heard."""
        self._output.change(self._settings)
        self._output.open()
        self._output.sound("start")
        self._show_result("Listen …")
        if self._output.has_voice:
            self._reader.read([TEST_SENTENCE], after_s=SOUND_MS / 1000)
        else:
            self._sound_is_over.start(SOUND_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        """Be silent when the page is left."""
        super().hideEvent(event)
        self._reader.stop()
        if self._sound_is_over.isActive():
            self._sound_is_over.stop()
            self._output.close()

    def _tell_result(self) -> None:
        output = self._output
        output.close()
        if output.problem:
            self._show_result(f"Nothing was to be heard. {output.problem}")
        elif not output.has_voice:
            self._show_result("A sound was played, and no sentence: there is no voice.")
        elif any(not output.length_of(text) for text in sentences_in(TEST_SENTENCE)):
            self._show_result("A sound was played, but the voice did not speak. Try another one.")
        else:
            self._show_result(
                "A sound was played and a sentence was said. If you heard nothing, look at the"
                " volume and the sound output, here and on your desktop."
            )

    def _show_result(self, text: str) -> None:
        self._result.setText(text)
        self._result.show()
        announce(self._result, text)

    def _add_settings(self) -> None:
        form, settings = self._form, self._settings
        form.add("In a session", "cues", MODES, settings.cues)
        is_never = settings.quiet_from == settings.quiet_until
        starts = [*HOURS, (NEVER, NEVER)]
        form.add("Silent from", "quiet_from", starts, NEVER if is_never else settings.quiet_from)
        form.add("Silent until", "quiet_until", HOURS, settings.quiet_until)
        language = settings.language
        form.add("Language", "language", [(_language(language), language)], language)
        form.add("Voice", "voice", [(USUAL, "")], settings.voice)
        form.add("Speed", "words_per_minute", SPEEDS, settings.words_per_minute)
        form.add("Pitch", "pitch", PITCHES, settings.pitch)
        form.add("Volume", "volume", VOLUMES, settings.volume)
        form.add("Sound output", "sound_output", [(USUAL, "")], settings.sound_output)
        form.add(
            "Breathing",
            "breathing",
            (("No reminders", False), ("Reminders", True)),
            settings.breathing,
        )
        form.add(
            "With a screen reader",
            "voice_with_reader",
            (("Only the reader speaks", False), ("The voice speaks too", True)),
            settings.voice_with_reader,
        )
        form.add(
            "Media keys",
            "media_keys",
            (("Command a session", True), ("Are left alone", False)),
            settings.media_keys,
        )
        form.add(
            "Screen while you stretch",
            "keep_awake",
            (("Stays on", True), ("May go dark", False)),
            settings.keep_awake,
        )

    def _on_changed(self, setting: str, value: object) -> None:
        if (setting, value) == ("quiet_from", NEVER):
            # Hours that end as they begin are none.
            value = self._settings.quiet_until
        self._change(setting, value)
        if setting == "language":
            self._change("voice", "")
            self._offer_voices()

    def _change(self, setting: str, value: object) -> None:
        self._settings = replace(self._settings, **{setting: value})  # pyright: ignore[reportArgumentType] -- by name
        self.changed.emit(setting, value)

    def _show_found(self) -> None:
        """Offer the voices and outputs of this machine once they are known."""
        if self._search.is_over:
            self._look.stop()
            self._voices = self._search.voices
            self._offer_voices()
            outputs = [(USUAL, ""), *((name, name) for name in self._search.outputs)]
            self._form.offer("sound_output", outputs, self._settings.sound_output)

    def _offer_voices(self) -> None:
        settings = self._settings
        languages = {settings.language, *(_main(voice.language) for voice in self._voices)}
        named = sorted((_language(code), code) for code in languages)
        self._form.offer("language", named, settings.language)
        fitting = [
            (voice.name, voice.key)
            for voice in self._voices
            if _main(voice.language) == _main(settings.language)
        ]
        self._form.offer("voice", [(USUAL, ""), *fitting], settings.voice)


class _Search:
    """Looks for voices and sound outputs in a thread, for programs are started for that."""

    def __init__(self, output: CueOutput) -> None:
        self._output = output
        self.voices: list[Voice] = []
        self.outputs: list[str] = []
        self._thread = threading.Thread(target=self._work, name="search", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether everything has been found."""
        return not self._thread.is_alive()

    def _work(self) -> None:
        self.voices = self._output.voices()
        self.outputs = self._output.outputs()


def _main(language: str) -> str:
    """Return a language without its country or region."""
    return language.partition("-")[0]


def _language(code: str) -> str:
    """Return the name of a language, such as ``English``."""
    language = QLocale(_main(code)).language()
    return code if language == QLocale.Language.C else QLocale.languageToString(language)
