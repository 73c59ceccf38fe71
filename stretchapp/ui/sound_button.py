"""The button that says how a session is told, and goes on to the next way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QSizePolicy

if TYPE_CHECKING:
    from collections.abc import Callable


class SoundButton(QPushButton):
    """Shows the mode of the cues.

    Attributes:
        name: The mode, as a screen reader says it.
    """

    def __init__(self, on_click: Callable[[], object]) -> None:
        """Make the button; it is hidden until there is a mode to show."""
        super().__init__()
        self.name = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())  # noqa: PLW0108 -- it takes no argument
        self.hide()

    def show_mode(self, mode: str, problem: str) -> None:
        """Show a mode.

        Args:
            mode: In words.
            problem: Why less is heard, as a sentence; empty if nothing is amiss.
        """
        self.name = f"Sound: {mode.lower()}, M changes it"
        self.setText(f"{mode} (M)")
        self.setAccessibleName(self.name)
        self.setAccessibleDescription(problem)
        self.setToolTip(problem)
        self.show()
