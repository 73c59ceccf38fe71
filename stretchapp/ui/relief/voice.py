"""The voice of relief: silent until somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.ui.accessibility.sentence_reader import SentenceReader


class ReliefVoice:
    """Says what is shown, as long as it is switched on.

    Attributes:
        is_on: Whether it is.
    """

    def __init__(self) -> None:
        """Begin without anybody who could speak."""
        self.is_on = False
        self._reader: SentenceReader | None = None

    def begin(self, reader: SentenceReader) -> None:
        """Speak through ``reader`` from now on, once it is switched on."""
        self._reader = reader

    def toggle(self) -> None:
        """Switch it on, if there is a voice, or off."""
        self.is_on = self._reader is not None and not self.is_on
        if self._reader is not None:
            self._reader.stop()

    def tell(self, line: str) -> None:
        """Say a line instead of the one before, if the voice is on."""
        if self.is_on:
            self.say(line)

    def add(self, line: str) -> None:
        """Say a line after what is being said, if the voice is on."""
        if self._reader is not None and self.is_on:
            self._reader.append([line])

    def say(self, *lines: str) -> None:
        """Say lines even if the voice is switched off."""
        if self._reader is not None:
            self._reader.read(lines)
