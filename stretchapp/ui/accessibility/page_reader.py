"""Reads the present page aloud on request, and stops when another page is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from stretchapp.ui.accessibility.read_page_aloud import lines_of
from stretchapp.ui.accessibility.sentence_reader import SentenceReader

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.sound.cue_output import CueOutput


class PageReader(QObject):
    """Reads the present page of a stack aloud."""

    def __init__(self, pages: QStackedWidget, settings: SettingsFile, output: CueOutput) -> None:
        """Prepare; nothing is read yet.

        Args:
            pages: The stack of pages; the owner of the reader.
            settings: The choice of the voice and its speed.
            output: The voice output.
        """
        super().__init__(pages)
        self._pages = pages
        self._settings = settings
        self._output = output
        self._reader = SentenceReader(output, self)
        pages.currentChanged.connect(self._reader.stop)

    def toggle(self) -> str | None:
        """Read the present page, or stop reading.

        Returns:
            Why the page cannot be read; None if it can.
        """
        page = self._pages.currentWidget()
        if self._reader.is_reading:
            self._reader.stop()
        elif not self._output.has_voice:
            return self._output.missing
        elif page is not None:
            self._output.change(self._settings.settings)
            self._reader.read(lines_of(page))
        return None
