"""Reading aloud: lines of text, said one after another."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.desktop.sound.cue_output import CueOutput

GAP_S = 0.35
LOOK_AGAIN_S = 0.05
AHEAD = 4
"""So many sentences are rendered before they are due."""

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


class SentenceReader(QObject):
    """Says lines one after another.

    Signals:
        ended: The last line has been said, or the reading was stopped.
    """

    ended = Signal()

    def __init__(self, output: CueOutput, parent: QObject | None = None) -> None:
        """Read nothing yet.

        Args:
            output: The voice.
            parent: The owner.
        """
        super().__init__(parent)
        self._output = output
        self._sentences: list[str] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_reading(self) -> bool:
        """Whether lines are being said."""
        return self._timer.isActive()

    def read(self, lines: Iterable[str], *, after_s: float = 0.0) -> None:
        """Say ``lines`` instead of those that are being said; without a voice nothing happens.

        Args:
            lines: What to say.
            after_s: How long to wait before the first one.
        """
        if self.is_reading:
            self._output.stop()
        self._sentences = _sentences(lines)
        if self._sentences and self._output.has_voice:
            self._output.open()
            self._output.prepare(self._sentences[:AHEAD])
            self._wait(after_s)

    def read_on(self, lines: Iterable[str]) -> None:
        """Say ``lines`` after those that are being said."""
        if self.is_reading:
            self._sentences += _sentences(lines)
            self._output.prepare(self._sentences[:AHEAD])
        else:
            self.read(lines)

    def stop(self) -> None:
        """Stop reading, in the middle of a word if need be."""
        if self.is_reading:
            self._output.stop()
            self._end()

    def _go_on(self) -> None:
        self._output.prepare(self._sentences[:AHEAD])
        while self._sentences and not self._output.length_of(self._sentences[0]):
            # It cannot be said.
            del self._sentences[0]
        if not self._sentences:
            self._end()
        elif self._output.is_ready(self._sentences[0]):
            text = self._sentences.pop(0)
            self._output.speak(text)
            self._wait(self._output.length_of(text) + GAP_S)
        else:
            self._wait(LOOK_AGAIN_S)

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
    """Return a line as the sentences that are said one after another."""
    return [text for text in _SENTENCE_END.split(line.strip()) if text]
