"""The label that shows the cue mode of a session, and the key that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from stretchapp.base.i18n import N_, _

if TYPE_CHECKING:
    from stretchapp.session.cues import CueMode

_SHORT: dict[CueMode, str] = {
    "silent": N_("Silent (M)"),
    "sounds": N_("Sounds (M)"),
    "voice": N_("Voice (M)"),
}
"""What the label shows; M is the key that changes it."""

MODES: dict[CueMode, str] = {
    "silent": N_("No voice, no sounds. Press M to change."),
    "sounds": N_("Sounds only. Press M to change."),
    "voice": N_("Voice and sounds. Press M to change."),
}
"""What a screen reader says of each mode, marked for translation."""


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
        self.setText(_(_SHORT[mode]))
        self.setAccessibleName(_(MODES[mode]))
        self.setAccessibleDescription(problem)
        self.setToolTip(problem)
