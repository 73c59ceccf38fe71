"""The aftercare: a nearly dark screen with one line and the time that is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from stretchapp.ui.relief.cramp_countdown import seconds
from stretchapp.ui.theme.appearance import BODY_PT
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from stretchapp.relief.events import ReliefSnapshot
    from stretchapp.ui.theme.appearance import Appearance

DONE = "Done"
CRAMP_IS_BACK = "It is back"
END = "End"
DONE_NAME = "Done, Space or Enter"
CRAMP_IS_BACK_NAME = "The cramp is back, right arrow"
END_NAME = "End the aftercare, Escape"


DIM = 0.5
"""How much of the light of the text is left; large text can just be read."""

BRIGHT_S = 10.0
"""So long each line can be read well before it becomes dim, and after a key or the pointer."""

LARGEST = 4.0


class AftercareView(QWidget):
    """Shows one thing to do after a cramp; it is dim but for some seconds.

    Signals:
        moved: The pointer has moved over it.
        done_chosen: The present thing is done.
        back_chosen: The cramp has come back.
        end_chosen: The aftercare is to end.
    """

    moved = Signal()
    done_chosen = Signal()
    back_chosen = Signal()
    end_chosen = Signal()

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty view with ``appearance``."""
        super().__init__()
        self._bright_until_s = 0.0
        self._offset_s = 0.0
        self._stage_and_text: tuple[str, str] | None = None
        self.setMouseTracking(True)
        body = BODY_PT / appearance.font().pointSizeF()
        self._line = FittingLabel(
            appearance, smallest=body, largest=LARGEST, alignment=Qt.AlignmentFlag.AlignHCenter
        )
        self._line.setMouseTracking(True)
        self._left = FittingLabel(
            appearance,
            smallest=body,
            largest=0.7 * LARGEST,
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        self._left.setMouseTracking(True)
        self._left.setAccessibleName("Time left")
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for text, key, chosen, name in (
            (DONE, "Space", self.done_chosen, DONE_NAME),
            (CRAMP_IS_BACK, "→", self.back_chosen, CRAMP_IS_BACK_NAME),
            (END, "Esc", self.end_chosen, END_NAME),
        ):
            row.addWidget(KeyButton(appearance, text, key, chosen.emit, large=True, name=name), 1)
        policy = self._buttons.sizePolicy()
        # The line must not jump when they go.
        policy.setRetainSizeWhenHidden(True)
        self._buttons.setSizePolicy(policy)
        column = QVBoxLayout(self)
        margin = appearance.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(appearance.px(12))
        column.addStretch(1)
        column.addWidget(self._line, 4)
        column.addWidget(self._left, 2)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(1.0)
        self.setGraphicsEffect(self._effect)

    @property
    def is_dim(self) -> bool:
        """Whether the screen is nearly dark."""
        return self._effect.opacity() < 1.0

    def show_moment(self, snapshot: ReliefSnapshot) -> bool:
        """Show what is done and how long; return whether it is something else than before."""
        now = (snapshot.segment.exercise or "", snapshot.text)
        is_new = now != self._stage_and_text
        self._offset_s = snapshot.offset_s
        if is_new:
            self._stage_and_text = now
            self._bright_until_s = self._offset_s + BRIGHT_S
            self._line.show_text(snapshot.text)
        remaining_s = snapshot.remaining_s
        self._left.show_text("" if remaining_s is None else seconds(remaining_s))
        self._light_up()
        return is_new

    def wake(self) -> None:
        """Let it be read well for some seconds."""
        self._bright_until_s = self._offset_s + BRIGHT_S
        self._light_up()

    def set_factor(self, factor: float) -> None:
        """Use a font of ``factor`` times the size of body text on the buttons."""
        for item in self._buttons.findChildren(KeyButton):
            item.set_factor(factor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let it be read well when the pointer moves."""
        super().mouseMoveEvent(event)
        self.moved.emit()

    def _light_up(self) -> None:
        is_bright = self._offset_s < self._bright_until_s
        if is_bright == self.is_dim:
            self._effect.setOpacity(1.0 if is_bright else DIM)
            self._buttons.setVisible(is_bright)
