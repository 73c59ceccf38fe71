"""The voice of relief, which is off until the person turns it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.ui.accessibility.sentence_reader import SentenceReader


class ReliefVoice:
    """Reads instructions and cards aloud while it is turned on.

    Attributes:
        is_on: Whether the voice is turned on.
    """

    def __init__(self) -> None:
        """Begin turned off and without a reader."""
        self.is_on = False
        self._reader: SentenceReader | None = None

    def set_reader(self, reader: SentenceReader) -> None:
        """Set the reader; the voice stays off until it is toggled."""
        self._reader = reader

    def toggle(self) -> None:
        """Turn the voice on or off; without a reader it stays off."""
        if self._reader is not None:
            self.is_on = not self.is_on
            self._reader.stop()

    def read_if_on(self, line: str) -> None:
        """Read a line in place of the one that is being read, if the voice is on."""
        if self.is_on:
            self.read(line)

    def append_if_on(self, line: str) -> None:
        """Read a line after the one that is being read, if the voice is on."""
        if self._reader is not None and self.is_on:
            self._reader.append([line])

    def read(self, *lines: str) -> None:
        """Read lines even if the voice is off."""
        if self._reader is not None:
            self._reader.read(lines)
