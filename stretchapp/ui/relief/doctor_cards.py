"""The doctor cards of relief: one beside the instruction, and one in place of everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from stretchapp.base.i18n import N_, _
from stretchapp.ui.theme.appearance import BODY_PT
from stretchapp.ui.widgets.fitting_label import FittingLabel
from stretchapp.ui.widgets.key_button import KeyButton, space_key
from stretchapp.ui.widgets.labels import BACK

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from stretchapp.library.texts.relief import ReliefCard
    from stretchapp.ui.theme.appearance import Appearance

CLOSE = N_("Close")
CLOSE_NAME = N_("Close the card, C")
BACK_NAME = N_("Back, Space or Enter")

TITLE_FACTOR = 1.15
"""The largest size of the title of a side card, as a factor of body text."""

LARGEST_BESIDE = 1.7
"""The largest size of the text of a side card, as a factor of body text."""

SMALLEST_PT = 12.0
"""The smallest size of the text of a side card."""

ROOMY_PX = 150
"""The height of a side card from which it has a margin, in pixels at 100 %."""

LARGEST = 3.0
"""The largest size of the texts of a full card, as a factor of body text."""


class SideCard(QWidget):
    """A card beside the instruction; it covers nothing and can be closed.

    Neither this card nor the full one quotes the documents: at night nobody needs them.
    """

    def __init__(
        self, appearance: Appearance, card: ReliefCard, on_close: Callable[[], object]
    ) -> None:
        """Make a card; an urgent card has a thick outline.

        Args:
            appearance: Fonts and colours.
            card: The texts.
            on_close: Called by the button of the card.
        """
        super().__init__()
        self._appearance = appearance
        self._is_urgent = card.urgent
        self.setAccessibleName(f"{card.title}. {card.text}")
        smallest = SMALLEST_PT / appearance.font().pointSizeF()
        self._title = FittingLabel(appearance, smallest=smallest, largest=TITLE_FACTOR, bold=True)
        self._title.show_text(card.title)
        self._text = FittingLabel(
            appearance, smallest=smallest, largest=LARGEST_BESIDE, bold=card.urgent
        )
        self._text.show_text(card.text)
        self._close = KeyButton(appearance, _(CLOSE), "C", on_close, name=_(CLOSE_NAME))
        gap = appearance.px(3)
        top = QHBoxLayout()
        top.setSpacing(gap)
        top.addWidget(self._title, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setSpacing(gap)
        column.addLayout(top)
        column.addWidget(self._text, 1)
        self._column = column
        # The layout of the page decides on the height.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def set_factor(self, factor: float) -> None:
        """Use a font of ``factor`` times the size of body text."""
        self._title.set_largest(factor * TITLE_FACTOR)
        self._close.set_factor(factor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a margin where there is room for one."""
        super().resizeEvent(event)
        has_room = event.size().height() >= self._appearance.px(ROOMY_PX)
        margin = self._appearance.px(10 if has_room else 3)
        self._column.setContentsMargins(margin, margin, margin, margin)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self._appearance.px(4 if self._is_urgent else 1)
        painter.setPen(QPen(QColor(theme.accent if self._is_urgent else theme.line), line))
        painter.setBrush(QColor(theme.surface))
        outline = QRectF(self.rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(outline, self._appearance.px(10), self._appearance.px(10))


class FullCard(QWidget):
    """A card in place of everything else, because it is more urgent than the cramp.

    Attributes:
        back: The only button.
    """

    def __init__(
        self, appearance: Appearance, card: ReliefCard, on_back: Callable[[], object]
    ) -> None:
        """Make a card.

        Args:
            appearance: Fonts and colours.
            card: The texts.
            on_back: Called by the button.
        """
        super().__init__()
        self.setAccessibleName(f"{card.title}. {card.text}")
        smallest = BODY_PT / appearance.font().pointSizeF()
        title = FittingLabel(appearance, smallest=smallest, largest=LARGEST, bold=True)
        title.show_text(card.title)
        text = FittingLabel(appearance, smallest=smallest, largest=LARGEST)
        text.show_text(card.text)
        self.back = KeyButton(
            appearance,
            _(BACK),
            space_key(),
            on_back,
            large=True,
            primary=True,
            name=_(BACK_NAME),
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.back, 1)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        margin = appearance.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(appearance.px(10))
        column.addWidget(title, 1)
        column.addWidget(text, 4)
        column.addLayout(buttons)

    def set_factor(self, factor: float) -> None:
        """Use a font of ``factor`` times the size of body text on the button."""
        self.back.set_factor(factor)
