"""Reads lines of text aloud, one sentence after another."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.desktop.sound.cue_output import CueOutput

GAP_S = 0.35
"""Pause between two sentences, in seconds."""

RETRY_S = 0.05
"""Retry interval for a sentence that is due but not rendered yet, in seconds."""

RENDER_AHEAD = 4
"""Number of sentences that are rendered before they are due."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


class SentenceReader(QObject):
    """Says sentences one after another through a voice output.

    Signals:
        ended: The last sentence has been said, or the reading was stopped.
    """

    ended = Signal()

    def __init__(self, output: CueOutput, parent: QObject | None = None) -> None:
        """Prepare; nothing is read yet.

        Args:
            output: The voice output.
            parent: The owner.
        """
        super().__init__(parent)
        self._output = output
        self._sentences: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._say_next)

    @property
    def is_reading(self) -> bool:
        """Whether sentences are being said or waited for."""
        return self._timer.isActive()

    def read(self, lines: Iterable[str], *, after_s: float = 0.0) -> None:
        """Say ``lines`` in place of those that are being said; without a voice, do nothing.

        Args:
            lines: The lines.
            after_s: Seconds to wait before the first one.
        """
        if self.is_reading:
            self._output.stop()
        self._sentences = _sentences(lines)
        if self._sentences and self._output.has_voice:
            self._output.open()
            self._output.prepare(self._sentences[:RENDER_AHEAD])
            self._wait(after_s)

    def append(self, lines: Iterable[str]) -> None:
        """Say ``lines`` after those that are being said."""
        if self.is_reading:
            self._sentences += _sentences(lines)
            self._output.prepare(self._sentences[:RENDER_AHEAD])
        else:
            self.read(lines)

    def stop(self) -> None:
        """Stop reading at once, even within a word."""
        if self.is_reading:
            self._output.stop()
            self._end()

    def _say_next(self) -> None:
        self._output.prepare(self._sentences[:RENDER_AHEAD])
        while self._sentences and not self._output.length_of(self._sentences[0]):
            # The voice cannot say this sentence.
            del self._sentences[0]
        if not self._sentences:
            self._end()
        elif self._output.is_ready(self._sentences[0]):
            text = self._sentences.pop(0)
            self._output.speak(text)
            self._wait(self._output.length_of(text) + GAP_S)
        else:
            self._wait(RETRY_S)

    def _wait(self, seconds: float) -> None:
        self._timer.start(math.ceil(seconds * 1000))

    def _end(self) -> None:
        self._timer.stop()
        self._sentences = []
        self._output.close()
        self.ended.emit()


def _sentences(lines: Iterable[str]) -> list[str]:
    return [text for line in lines for text in sentences_in(line)]


def sentences_in(line: str) -> list[str]:
    """Return the sentences of a line."""
    return [text for text in _SENTENCE_END.split(line.strip()) if text]
