"""The view of the aftercare: a dark screen with one instruction and the time left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsOpacityEffect, QHBoxLayout, QVBoxLayout, QWidget

from stretchapp.base.i18n import N_, _
from stretchapp.ui.theme.appearance import BODY_PT
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.key_button import KeyButton, escape_key, space_key
from stretchapp.wording.lengths import short_countdown

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from stretchapp.relief.events import ReliefSnapshot
    from stretchapp.ui.relief.actions import ReliefActions
    from stretchapp.ui.theme.appearance import Appearance

SKIP = N_("Skip")
CRAMP_IS_BACK = N_("It's back")
CLOSE = N_("Close")
SKIP_NAME = N_("Skip this step, Space or Enter")
CRAMP_IS_BACK_NAME = N_("The cramp is back, right arrow")
CLOSE_NAME = N_("Close the aftercare, Escape")

DIM = 0.5
"""Opacity of the dimmed view, at which large text can just be read."""

BRIGHT_S = 10.0
"""How long the view stays bright after a new instruction or any input, in seconds."""

LARGEST = 4.0
"""The largest size of the instruction, as a factor of body text."""


class AftercareView(QWidget):
    """Shows one step of the aftercare; it becomes dim after some seconds without input."""

    def __init__(self, appearance: Appearance, actions: ReliefActions) -> None:
        """Make an empty view.

        Args:
            appearance: Fonts and colours.
            actions: The actions of the buttons.
        """
        super().__init__()
        self._bright_until_s = 0.0
        self._offset_s = 0.0
        self._step: tuple[str, str] | None = None
        self.setMouseTracking(True)
        body = BODY_PT / appearance.font().pointSizeF()
        self._instruction = FittingLabel(
            appearance, smallest=body, largest=LARGEST, alignment=Qt.AlignmentFlag.AlignHCenter
        )
        self._instruction.setMouseTracking(True)
        self._time_left = FittingLabel(
            appearance,
            smallest=body,
            largest=0.7 * LARGEST,
            alignment=Qt.AlignmentFlag.AlignHCenter,
        )
        self._time_left.setMouseTracking(True)
        self._time_left.setAccessibleName(_("Time left"))
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for text, key, action, name in (
            (_(SKIP), space_key(), actions.eased, _(SKIP_NAME)),
            (_(CRAMP_IS_BACK), "→", actions.still_cramping, _(CRAMP_IS_BACK_NAME)),
            (_(CLOSE), escape_key(), actions.leave, _(CLOSE_NAME)),
        ):
            row.addWidget(KeyButton(appearance, text, key, action, large=True, name=name), 1)
        policy = self._buttons.sizePolicy()
        # The instruction must not move when the buttons are hidden.
        policy.setRetainSizeWhenHidden(True)
        self._buttons.setSizePolicy(policy)
        column = QVBoxLayout(self)
        margin = appearance.px(24)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(appearance.px(12))
        column.addStretch(1)
        column.addWidget(self._instruction, 4)
        column.addWidget(self._time_left, 2)
        column.addStretch(1)
        column.addWidget(self._buttons)
        self._effect = QGraphicsOpacityEffect(self)
        self._effect.setOpacity(1.0)
        self.setGraphicsEffect(self._effect)

    @property
    def is_dim(self) -> bool:
        """Whether the view is dimmed."""
        return self._effect.opacity() < 1.0

    def show_snapshot(self, snapshot: ReliefSnapshot) -> bool:
        """Show the present step and its time; return whether the step is a new one."""
        step = (snapshot.segment.exercise or "", snapshot.text)
        is_new = step != self._step
        self._offset_s = snapshot.offset_s
        if is_new:
            self._step = step
            self._bright_until_s = self._offset_s + BRIGHT_S
            self._instruction.show_text(snapshot.text)
        remaining_s = snapshot.remaining_s
        self._time_left.show_text("" if remaining_s is None else short_countdown(remaining_s))
        self._apply_brightness()
        return is_new

    def brighten(self) -> None:
        """Make the view bright for some seconds."""
        self._bright_until_s = self._offset_s + BRIGHT_S
        self._apply_brightness()

    def set_factor(self, factor: float) -> None:
        """Use a font of ``factor`` times the size of body text on the buttons."""
        for button in self._buttons.findChildren(KeyButton):
            button.set_factor(factor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Brighten the view when the mouse moves."""
        super().mouseMoveEvent(event)
        self.brighten()

    def _apply_brightness(self) -> None:
        is_bright = self._offset_s < self._bright_until_s
        if is_bright == self.is_dim:
            self._effect.setOpacity(1.0 if is_bright else DIM)
            self._buttons.setVisible(is_bright)
