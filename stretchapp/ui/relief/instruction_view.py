"""The view during a cramp: the instruction, its figure and countdown, and the answers."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from stretchapp.base.i18n import N_, _
from stretchapp.ui.relief.cramp_countdown import CrampCountdown
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.key_button import KeyButton, escape_key, space_key, with_key
from stretchapp.ui.widgets.labels import text_label
from stretchapp.wording.lengths import countdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from stretchapp.figure.motion import Figure
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.relief.events import ReliefSnapshot, ReliefState
    from stretchapp.ui.figures.figure_view import FigureView
    from stretchapp.ui.relief.actions import ReliefActions
    from stretchapp.ui.relief.doctor_cards import SideCard
    from stretchapp.ui.theme.appearance import Appearance

EASED = N_("It has eased")
EASED_NAME = N_("It has eased, Space or Enter")
STILL_CRAMPING = N_("Still cramping")
CANNOT = N_("I can't do this")
NO = N_("No")
YES = N_("Yes")
URGENT = N_("Not just the leg? Get help")
EARLY = N_("Only starting?")
LIGHTER = N_("Brighter")
LIGHTER_NAME = N_("Brighter screen, L")
IN_WATER = N_("In water")
VOICE = N_("Voice")
LEAVE = N_("Leave")
LEAVE_NAME = N_("Leave, Escape")

UNSAVED = N_("Relief continues, but it is not saved.")

LARGEST = 6.0
"""The largest size of the instruction, as a factor of body text."""

SMALLEST_PT = 14.0
"""The smallest size of the instruction, for windows that are too small for everything.

In a window of 1024 x 700 pixels it has 48 points or more.
"""

FIGURE_PX = 330
"""The height beside the instruction below which there is no room for a figure and a countdown."""

LINE_SHARE, SIDE_SHARE = 15, 9
"""The shares of the width of the instruction and of the column beside it."""

NARROW_PX = 800
"""The width of the view below which Leave is hidden."""

LOW_PX = 600
"""The height of the view below which its margins are small."""

GAP_PX = 6
MARGIN_PX, SMALL_MARGIN_PX = 12, 6
"""These do not grow with the text: the words need the room. The small margin is for low windows."""

_ANSWERS = (STILL_CRAMPING, CANNOT)
_ANSWERS_TO_QUESTIONS: Mapping[ReliefState, tuple[str, str]] = {
    "check": (NO, YES),
    "offer": (YES, NO),
}
"""The answers to a question before an exercise: one leads to it, the other past it."""


class InstructionView(QWidget):
    """Everything that is shown while it cramps."""

    def __init__(
        self,
        appearance: Appearance,
        actions: ReliefActions,
        flows: Sequence[ReliefFlow],
        texts: ReliefTexts,
    ) -> None:
        """Make an empty view.

        Args:
            appearance: Fonts and colours.
            actions: The actions of the buttons.
            flows: The places that may cramp, each with a key.
            texts: The warnings to show below the instruction.
        """
        super().__init__()
        self._appearance = appearance
        self._texts = texts
        self._factor = 1.0
        self._figure: FigureView | None = None
        self._card: SideCard | None = None
        self._places = {
            flow.id: self._small_button(
                flow.title, str(flow.key), functools.partial(actions.change_place, flow.id)
            )
            for flow in flows
        }
        self._leave = self._small_button(_(LEAVE), escape_key(), actions.leave, _(LEAVE_NAME))
        smallest = SMALLEST_PT / appearance.font().pointSizeF()
        self._instruction = FittingLabel(appearance, smallest=smallest, largest=LARGEST, bold=True)
        self._countdown = CrampCountdown(appearance)
        self._cramp_length = text_label()
        self._cramp_length.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._warning = text_label()
        self._problem = text_label(quiet=True, spoken=True)
        self._eased = KeyButton(
            appearance,
            _(EASED),
            space_key(),
            actions.eased,
            large=True,
            primary=True,
            name=_(EASED_NAME),
        )
        self._still = KeyButton(
            appearance, _(STILL_CRAMPING), "→", actions.still_cramping, large=True
        )
        self._cannot = KeyButton(appearance, _(CANNOT), "↓", actions.cannot, large=True)
        self._name_answers(_ANSWERS)
        urgent = self._small_button(_(URGENT), "M", actions.show_urgent)
        self._coming_on = self._small_button(_(EARLY), "0", actions.coming_on)
        self._lighter = self._small_button(_(LIGHTER), "L", actions.toggle_lighter, _(LIGHTER_NAME))
        water = self._small_button(_(IN_WATER), "W", actions.show_water)
        self._voice = self._small_button(_(VOICE), "S", actions.toggle_voice)
        self._voice.hide()
        for switch in (*self._places.values(), self._lighter, self._voice):
            switch.setCheckable(True)
        self._lay_out(
            (*self._places.values(), self._leave),
            (urgent, self._coming_on, self._lighter, water, self._voice),
        )

    def focus_eased(self) -> None:
        """Give the focus to the button for "it has eased", so that Enter means it."""
        self._eased.setFocus()

    def show_snapshot(self, snapshot: ReliefSnapshot, *, is_saved: bool) -> bool:
        """Show the state of the relief.

        Args:
            snapshot: The state.
            is_saved: Whether the record of the cramp could be saved.

        Returns:
            Whether the instruction is another one than before.
        """
        is_new = self._instruction.show_text(snapshot.text)
        # A question without an end has no countdown, and in a small window a card replaces it.
        is_counting = snapshot.state != "asking" or not snapshot.counts_up
        has_room = self._card is None or self._side_height >= FIGURE_PX
        self._countdown.setVisible(is_counting and has_room)
        self._cramp_length.setVisible(has_room)
        self._countdown.show_snapshot(snapshot)
        cramp_length = countdown(math.floor(snapshot.cramp_s))
        # Translators: {time} is how long the cramp has lasted, such as "2:10".
        self._cramp_length.setText(_("Cramp {time}").format(time=cramp_length))
        for flow, item in self._places.items():
            item.setChecked(flow == snapshot.flow)
        self._coming_on.setVisible(snapshot.is_early)
        # In a small window the words need the room, and the window's frame has a close button.
        self._leave.setVisible(self.width() >= NARROW_PX)
        warning = ""
        if snapshot.is_rubbing and snapshot.state != "check":
            warning = self._texts.warning
        elif snapshot.is_early and is_saved:
            warning = self._texts.panic
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self._problem.setText("" if is_saved else _(UNSAVED))
        self._problem.setVisible(not is_saved)
        self._name_answers(_ANSWERS_TO_QUESTIONS.get(snapshot.state, _ANSWERS))
        return is_new

    def offer_voice(self) -> None:
        """Show the button of the voice."""
        self._voice.show()

    def show_switches(self, *, is_lighter: bool, is_speaking: bool) -> None:
        """Show which switches are on."""
        self._lighter.setChecked(is_lighter)
        self._voice.setChecked(is_speaking)

    def add_figure(self, figure: FigureView) -> None:
        """Add the view that shows figures."""
        self._figure = figure
        self._side.insertWidget(0, figure, 3)

    def show_figure(self, figure: Figure | None, snapshot: ReliefSnapshot) -> None:
        """Show the figure of the present exercise, where there is room for one."""
        if self._figure is None:
            return
        has_room = self._card is None and self._side_height >= FIGURE_PX
        segment = snapshot.segment
        self._figure.show_figure(figure if has_room else None, segment.name)
        self._figure.show_moment(segment, snapshot.offset_s, running=snapshot.state == "doing")

    @property
    def has_figures(self) -> bool:
        """Whether the view that shows figures was added."""
        return self._figure is not None

    @property
    def is_moving(self) -> bool:
        """Whether a figure is shown, which may move."""
        return self._figure is not None and not self._figure.isHidden()

    def show_card(self, card: SideCard | None) -> None:
        """Show a card in place of the figure, or remove it."""
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = card
        if card is not None:
            card.set_factor(self._factor)
            self._side.insertWidget(0, card, 10)

    @property
    def card(self) -> SideCard | None:
        """The card that is shown."""
        return self._card

    def set_factor(self, factor: float) -> None:
        """Use a font of ``factor`` times body text for everything but the instruction."""
        self._factor = factor
        for button in self.findChildren(KeyButton):
            button.set_factor(factor)
        for label in (self._cramp_length, self._warning, self._problem):
            label.setFont(self._appearance.font(factor))
        if self._card is not None:
            self._card.set_factor(factor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put instruction and figure side by side, or one below the other in a narrow window."""
        super().resizeEvent(event)
        margin = MARGIN_PX if event.size().height() >= LOW_PX else SMALL_MARGIN_PX
        self._column.setContentsMargins(margin, margin, margin, margin)
        is_narrow = event.size().width() < event.size().height() * 0.9
        self._middle.setDirection(
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )

    @property
    def _side_height(self) -> int:
        """The height of the column beside the instruction."""
        return self._middle.geometry().height()

    def _name_answers(self, names: tuple[str, str]) -> None:
        still, cannot = map(_, names)
        self._still.rename(still, with_key(still, _("right arrow")))
        self._cannot.rename(cannot, with_key(cannot, _("down arrow")))

    def _small_button(
        self, text: str, key: str, on_click: Callable[[], object], name: str = ""
    ) -> KeyButton:
        return KeyButton(self._appearance, text, key, on_click, name=name)

    def _lay_out(self, top: Sequence[QWidget], bottom: Sequence[QWidget]) -> None:
        rows = FlowLayout(GAP_PX), FlowLayout(GAP_PX)
        for row, buttons in zip(rows, (top, bottom), strict=True):
            for button in buttons:
                row.addWidget(button)
        self._side = QVBoxLayout()
        self._side.setSpacing(GAP_PX)
        self._side.addWidget(self._countdown, 2)
        self._side.addWidget(self._cramp_length)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(2 * GAP_PX)
        self._middle.addWidget(self._instruction, LINE_SHARE)
        self._middle.addLayout(self._side, SIDE_SHARE)
        answers = QHBoxLayout()
        answers.setSpacing(GAP_PX)
        for button in (self._eased, self._still, self._cannot):
            answers.addWidget(button, 1)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(GAP_PX)
        column.addLayout(rows[0])
        column.addLayout(self._middle, 1)
        column.addWidget(self._warning)
        column.addWidget(self._problem)
        column.addLayout(answers)
        column.addLayout(rows[1])
