"""The label that shows the cue mode of a session, and the key that changes it."""

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
    """Shows the cue mode on one line; the accessible name says more."""

    def __init__(self) -> None:
        """Make an empty label."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("quiet", True)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)

    def show_mode(self, mode: CueMode, problem: str) -> None:
        """Show a mode.

        Args:
            mode: The mode.
            problem: Why less is heard than was chosen; empty if nothing is missing.
        """
        self.setText(f"{_SHORT[mode]} (M)")
        self.setAccessibleName(f"Sound: {_WORDS[mode]}, M changes it")
        self.setAccessibleDescription(problem)
        self.setToolTip(problem)
