"""The part of the settings page about voice and sounds, with a test of both."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QLocale, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from stretchapp.base.i18n import N_, _, pgettext
from stretchapp.base.setting_declaration import HOURS
from stretchapp.base.settings import DECLARATIONS, declared_in
from stretchapp.ui.accessibility.sentence_reader import SentenceReader, sentences_in
from stretchapp.ui.widgets.announce import announce
from stretchapp.ui.widgets.fields.choice_form import ChoiceForm, words_for
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.wording.dates import time_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from stretchapp.base.settings import Settings
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.desktop.speech.engine import Voice
    from stretchapp.ui.theme.appearance import Appearance

TEST = N_("Test voice and sound")
LISTEN = N_("Listen …")
NO_VOICE = N_("A sound was played. No voice was found, so no sentence was spoken.")
VOICE_FAILED = N_("A sound was played, but the voice did not speak. Try another voice.")
NO_SOUND = N_("No sound could be played. {reason}")
PLAYED = N_(
    "A sound was played and a sentence was spoken. If you heard nothing, check the volume and the"
    " sound output, here and in your desktop's settings."
)
HEADING = N_("Voice and sounds")

TEST_SENTENCE = N_("Left leg. This is the voice of your stretches.")

SEARCH_POLL_MS = 50
"""How often to check whether the search for voices and sound outputs has ended."""
SOUND_MS = 700
"""How long the test sound is heard, before its result is shown or the sentence begins."""

NEVER = "never"
"""Chosen in place of an hour for no quiet hours."""


class SoundSection(QWidget):
    """Shows the settings of voice and sounds; a change takes effect at once.

    Signals:
        changed: The person changed a setting: its name and the new value.
    """

    changed = Signal(str, object)

    def __init__(self, appearance: Appearance, settings: Settings, output: CueOutput) -> None:
        """Show ``settings``.

        Args:
            appearance: Fonts and sizes.
            settings: The settings in force.
            output: The output of voice and sounds, which also lists the voices and outputs here.
        """
        super().__init__()
        self._settings = settings
        self._output = output
        self._reader = SentenceReader(output, self)
        self._reader.ended.connect(self._show_test_result)
        self._voices: list[Voice] = []
        self._form = ChoiceForm(appearance, settings, declared_in("sound"))
        self._form.changed.connect(self._on_changed)
        self._offer_never()
        self._offer_voices()
        self._result = text_label()
        self._result.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(appearance.px(12))
        column.addWidget(text_label(_(HEADING), font=appearance.font(1.15, bold=True)))
        if output.missing:
            words = _("{reason} Until then, sounds are used.").format(reason=output.missing)
            column.addWidget(text_label(words))
        column.addWidget(self._form)
        test = button(_(TEST), self.test)
        test.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addWidget(test)
        column.addWidget(self._result)
        self._sound_end = QTimer(self)
        self._sound_end.setSingleShot(True)
        self._sound_end.timeout.connect(self._show_test_result)
        self._search = _Search(output)
        self._search_poll = QTimer(self)
        self._search_poll.timeout.connect(self._offer_what_was_found)
        self._search_poll.start(SEARCH_POLL_MS)

    def test(self) -> None:
        """Play a sound and say a sentence, then show what should have been heard."""
        self._output.change(self._settings)
        self._output.open()
        self._output.sound("start")
        self._show_result(_(LISTEN))
        if self._output.has_voice:
            self._reader.read([_(TEST_SENTENCE)], after_s=SOUND_MS / 1000)
        else:
            self._sound_end.start(SOUND_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the test when the page is left."""
        super().hideEvent(event)
        self._reader.stop()
        if self._sound_end.isActive():
            self._sound_end.stop()
            self._output.close()

    def _show_test_result(self) -> None:
        output = self._output
        output.close()
        if output.problem:
            self._show_result(_(NO_SOUND).format(reason=output.problem))
        elif not output.has_voice:
            self._show_result(_(NO_VOICE))
        elif any(not output.length_of(text) for text in sentences_in(_(TEST_SENTENCE))):
            self._show_result(_(VOICE_FAILED))
        else:
            self._show_result(_(PLAYED))

    def _show_result(self, text: str) -> None:
        self._result.setText(text)
        self._result.show()
        announce(self._result, text)

    def _on_changed(self, setting: str, value: object) -> None:
        if (setting, value) == ("quiet_from", NEVER):
            # Quiet hours that end when they begin mean that there are none.
            value = self._settings.quiet_until
        self._change(setting, value)
        if setting == "language":
            self._change("voice", "")
            self._offer_voices()

    def _change(self, setting: str, value: object) -> None:
        self._settings = replace(self._settings, **cast("dict[str, Any]", {setting: value}))
        self.changed.emit(setting, value)

    def _offer_never(self) -> None:
        """Offer to have no quiet hours, beside the hours at which they may begin."""
        settings = self._settings
        is_never = settings.quiet_from == settings.quiet_until
        hours = {hour: time_in_words(time.fromisoformat(hour)) for hour in HOURS}
        choices = {**hours, NEVER: pgettext("quiet hours", "Never")}
        self._form.offer("quiet_from", choices, NEVER if is_never else settings.quiet_from)
        self._form.offer("quiet_until", hours, settings.quiet_until)

    def _offer_what_was_found(self) -> None:
        """Offer the voices and sound outputs of this machine once the search has ended."""
        if self._search.is_over:
            self._search_poll.stop()
            self._voices = self._search.voices
            self._offer_voices()
            self._offer_beside_usual("sound_output", {name: name for name in self._search.outputs})

    def _offer_voices(self) -> None:
        settings = self._settings
        codes = {settings.language, *(_main(voice.language) for voice in self._voices)}
        languages = sorted((_language_name(code), code) for code in codes)
        self._form.offer("language", {code: name for name, code in languages}, settings.language)
        fitting = {
            voice.key: voice.name
            for voice in self._voices
            if _main(voice.language) == _main(settings.language)
        }
        self._offer_beside_usual("voice", fitting)

    def _offer_beside_usual(self, setting: str, choices: dict[str, str]) -> None:
        chosen: object = getattr(self._settings, setting)
        self._form.offer(setting, {**words_for(DECLARATIONS[setting].choices), **choices}, chosen)


class _Search:
    """Searches for voices and sound outputs in a thread, because that starts other programs."""

    def __init__(self, output: CueOutput) -> None:
        self._output = output
        self.voices: list[Voice] = []
        self.outputs: list[str] = []
        self._thread = threading.Thread(target=self._run, name="search", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether everything has been found."""
        return not self._thread.is_alive()

    def _run(self) -> None:
        self.voices = self._output.voices()
        self.outputs = self._output.outputs()


def _main(language: str) -> str:
    """Return a language code without its country or region."""
    return language.partition("-")[0]


def _language_name(code: str) -> str:
    """Return the name of a language, such as ``English``; its code if Qt does not know it."""
    language = QLocale(_main(code)).language()
    return code if language == QLocale.Language.C else QLocale.languageToString(language)
