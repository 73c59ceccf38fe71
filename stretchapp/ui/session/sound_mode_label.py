"""The sign that says how a session is told, and by which key that is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from stretchapp.session.cues import CueMode

_SHORT: dict[CueMode, str] = {"silent": "Silent", "sounds": "Sounds", "voice": "Voice"}
_WORDS: dict[CueMode, str] = {
    "silent": "silent",
    "sounds": "sounds",
    "voice": "voice and sounds",
}


class SoundModeLabel(QLabel):
    """Shows the mode of the cues, on one line.

    Attributes:
        name: The mode, as a screen reader says it.
    """

    def __init__(self) -> None:
        """Make the sign; it shows no mode yet."""
        super().__init__()
        self.name = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("quiet", True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def show_mode(self, mode: CueMode, problem: str) -> None:
        """Show a mode.

        Args:
            mode: The mode.
            problem: Why less is heard, shortly; empty if nothing is amiss.
        """
        self.name = f"Sound: {_WORDS[mode]}, M changes it"
        self.setText(f"{_SHORT[mode]} (M)")
        self.setAccessibleName(self.name)
        self.setAccessibleDescription(problem)
        self.setToolTip(problem)
