"""What leads through a cramp: what to do, its picture and count, and the buttons to answer with."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from stretchapp.ui.relief.cramp_countdown import CrampCountdown
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.key_button import KeyButton
from stretchapp.ui.widgets.labels import text_label
from stretchapp.wording.session import countdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from stretchapp.figure.motion import Figure
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.relief.events import ReliefSnapshot
    from stretchapp.ui.figures.figure_view import FigureView
    from stretchapp.ui.relief.doctor_cards import SideCard
    from stretchapp.ui.theme.appearance import Appearance

EASED = "It has eased"
EASED_NAME = "It has eased, Space or Enter"
STILL_CRAMPING = "Still cramping"
CANNOT = "I can't do this"
NO = "No"
YES = "Yes"
URGENT = "More than the leg? Fainted?"
EARLY = "Only coming on?"
LIGHTER = "Lighter"
IN_WATER = "In water"
VOICE = "Voice"
LEAVE_NAME = "Leave, Escape"


LARGEST = 6.0
"""What to do is at most so many times as large as body text."""

SMALLEST_PT = 14.0
"""In a window that is much too small; in one of 1024 x 700 pixels it has 48 points or more."""

FIGURE_PX = 330
"""Where the place beside the words is lower, there is no room for a figure and a count."""

LINE_SHARE, SIDE_SHARE = 15, 9
"""How the width is shared by what to do and by what is beside it."""

NARROW_PX = 800
GAP_PX = 8
MARGIN_PX = 12

UNSAVED = "It goes on, but it is not saved."

_ANSWERS = ((STILL_CRAMPING, "→"), (CANNOT, "↓"))
_ANSWERS_TO_CHECK = (NO, YES)


class InstructionView(QWidget):
    """Everything that is shown while it cramps.

    Signals:
        eased_chosen: It has eased.
        still_chosen: It still cramps; or, asked about swelling, there is none.
        cannot_chosen: This cannot be done; or, asked about swelling, there is some.
        place_chosen: It cramps somewhere else: the id of that flow.
        early_chosen: The cramp is only coming on.
        urgent_chosen: It is more than the leg.
        water_chosen: Show what to do in water.
        lighter_chosen: Make the screen lighter, or dark again.
        voice_chosen: Switch the voice on or off.
        leave_chosen: Leave.
    """

    eased_chosen = Signal()
    still_chosen = Signal()
    cannot_chosen = Signal()
    place_chosen = Signal(str)
    early_chosen = Signal()
    urgent_chosen = Signal()
    water_chosen = Signal()
    lighter_chosen = Signal()
    voice_chosen = Signal()
    leave_chosen = Signal()

    def __init__(
        self, appearance: Appearance, flows: Sequence[ReliefFlow], texts: ReliefTexts
    ) -> None:
        """Make an empty view.

        Args:
            appearance: Fonts and colours.
            flows: The places that may cramp, each with a key.
            texts: What is told beside what to do.
        """
        super().__init__()
        self._appearance = appearance
        self._texts = texts
        self._figure: FigureView | None = None
        self._card: SideCard | None = None
        self._places = {
            flow.id: self._small(flow.title, str(flow.key), lambda it=flow: self._choose(it))
            for flow in flows
        }
        for item in self._places.values():
            item.setCheckable(True)
        self._leave = self._small("Leave", "Esc", self.leave_chosen.emit, LEAVE_NAME)
        smallest = SMALLEST_PT / appearance.font().pointSizeF()
        self._line = FittingLabel(appearance, smallest=smallest, largest=LARGEST, bold=True)
        self._count = CrampCountdown(appearance)
        self._clock = text_label()
        self._clock.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._aside = text_label()
        self._problem = text_label(UNSAVED, quiet=True)
        self.eased = KeyButton(
            appearance,
            EASED,
            "Space",
            self.eased_chosen.emit,
            large=True,
            primary=True,
            name=EASED_NAME,
        )
        self._still, self._cannot = (
            KeyButton(appearance, text, key, chosen.emit, large=True)
            for (text, key), chosen in zip(
                _ANSWERS, (self.still_chosen, self.cannot_chosen), strict=True
            )
        )
        self._name_answers(is_check=False)
        urgent = self._small(URGENT, "M", self.urgent_chosen.emit)
        self._early = self._small(EARLY, "0", self.early_chosen.emit)
        self._lighter = self._small(LIGHTER, "L", self.lighter_chosen.emit)
        self._lighter.setCheckable(True)
        water = self._small(IN_WATER, "W", self.water_chosen.emit)
        self._voice = self._small(VOICE, "S", self.voice_chosen.emit)
        self._voice.setCheckable(True)
        self._voice.hide()
        self._lay_out(
            (*self._places.values(), self._leave),
            (urgent, self._early, self._lighter, water, self._voice),
        )

    def show_moment(self, snapshot: ReliefSnapshot, *, is_saved: bool) -> bool:
        """Show how the relief stands; return whether there are other words than before.

        Args:
            snapshot: How it stands.
            is_saved: Whether the record is being kept.
        """
        is_new = self._line.show_text(snapshot.text)
        # Without an end a question has no count, and in a small window a card takes its place.
        is_counting = snapshot.state != "asking" or not snapshot.counts_up
        has_room = self._card is None or self._side_height >= FIGURE_PX
        self._count.setVisible(is_counting and has_room)
        self._count.show_moment(snapshot)
        self._clock.setText(f"Cramp {countdown(math.floor(snapshot.cramp_s))}")
        for flow, item in self._places.items():
            item.setChecked(flow == snapshot.flow)
        self._early.setVisible(snapshot.is_early)
        # In a small window the words need the room more, and the window has a frame to close it by.
        self._leave.setVisible(self.width() >= NARROW_PX)
        is_check = snapshot.state == "check"
        aside = ""
        if snapshot.is_rubbing and not is_check:
            aside = self._texts.warning
        elif snapshot.is_early and is_saved:
            aside = self._texts.panic
        self._aside.setText(aside)
        self._aside.setVisible(bool(aside))
        self._problem.setVisible(not is_saved)
        self._name_answers(is_check=is_check)
        return is_new

    def offer_voice(self) -> None:
        """Show that there is a voice to be switched on."""
        self._voice.show()

    def show_switches(self, *, is_lighter: bool, is_speaking: bool) -> None:
        """Tick what is switched on."""
        self._lighter.setChecked(is_lighter)
        self._voice.setChecked(is_speaking)

    def add_figure(self, figure: FigureView) -> None:
        """Begin to show figures."""
        self._figure = figure
        self._side.insertWidget(0, figure, 3)

    def show_figure(self, figure: Figure | None, snapshot: ReliefSnapshot) -> None:
        """Show the figure of what is done, where there is room for one."""
        if self._figure is None:
            return
        has_room = self._card is None and self._side_height >= FIGURE_PX
        segment = snapshot.segment
        self._figure.show_figure(figure if has_room else None, segment.name)
        self._figure.show_moment(segment, snapshot.offset_s, running=snapshot.state == "doing")

    @property
    def has_figures(self) -> bool:
        """Whether figures are shown where there is room for them."""
        return self._figure is not None

    @property
    def is_moving(self) -> bool:
        """Whether there is a figure, which moves."""
        return self._figure is not None and not self._figure.isHidden()

    def show_card(self, card: SideCard | None) -> None:
        """Show a card in the place of the figure, or none any more."""
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
        self._card = card
        if card is not None:
            self._side.insertWidget(0, card, 10)

    @property
    def card(self) -> SideCard | None:
        """The card that is shown."""
        return self._card

    def set_factor(self, factor: float) -> None:
        """Use a font of ``factor`` times the size of body text for all but the line."""
        for item in self.findChildren(KeyButton):
            item.set_factor(factor)
        for label in (self._clock, self._aside, self._problem):
            label.setFont(self._appearance.font(factor))
        if self._card is not None:
            self._card.set_factor(factor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put words and figure side by side, or one below the other in a narrow window."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < event.size().height() * 0.9
        self._middle.setDirection(
            QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        )

    @property
    def _side_height(self) -> int:
        """The height of what is beside the words."""
        return self._middle.geometry().height()

    def _name_answers(self, *, is_check: bool) -> None:
        names = _ANSWERS_TO_CHECK if is_check else tuple(text for text, _ in _ANSWERS)
        for item, text, key in zip(
            (self._still, self._cannot), names, ("right arrow", "down arrow"), strict=True
        ):
            item.rename(text, f"{text}, {key}")

    def _choose(self, flow: ReliefFlow) -> None:
        self.place_chosen.emit(flow.id)

    def _small(self, text: str, key: str, act: Callable[[], object], name: str = "") -> KeyButton:
        return KeyButton(self._appearance, text, key, act, name=name)

    def _lay_out(self, top: Sequence[QWidget], bottom: Sequence[QWidget]) -> None:
        # They do not grow with the text: the room is for the words.
        gap, margin = GAP_PX, MARGIN_PX
        rows = FlowLayout(gap), FlowLayout(gap)
        for row, items in zip(rows, (top, bottom), strict=True):
            for item in items:
                row.addWidget(item)
        self._side = QVBoxLayout()
        self._side.setSpacing(gap)
        self._side.addWidget(self._count, 2)
        self._side.addWidget(self._clock)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(2 * gap)
        self._middle.addWidget(self._line, LINE_SHARE)
        self._middle.addLayout(self._side, SIDE_SHARE)
        answers = QHBoxLayout()
        answers.setSpacing(gap)
        for item in (self.eased, self._still, self._cannot):
            answers.addWidget(item, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(gap)
        column.addLayout(rows[0])
        column.addLayout(self._middle, 1)
        for item in (self._aside, self._problem):
            column.addWidget(item)
        column.addLayout(answers)
        column.addLayout(rows[1])
