"""A label whose text has the largest size that fits, to be read from a distance."""

from __future__ import annotations

import math
from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from stretchapp.ui.widgets.long_words import with_breaks_for
from stretchapp.wording.line_breaks import with_breaks

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from stretchapp.ui.theme.appearance import Appearance

STEP = 0.1
"""The step between the sizes that are tried, as a factor of body text."""

SHARES_WITHOUT_ROOM = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""The sizes of a text for which there is no room, as factors of the smallest size."""

ANY_HEIGHT = 10_000
"""A height without a limit, in pixels, for measuring texts."""


class FittingLabel(QLabel):
    """Shows a text as large as it fits, between two sizes; smaller only where it would be cut."""

    def __init__(
        self,
        appearance: Appearance,
        *,
        smallest: float,
        largest: float,
        bold: bool = False,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """Make an empty label.

        Args:
            appearance: Fonts and colours.
            smallest: The smallest size, as a factor of body text.
            largest: The largest size, as a factor of body text.
            bold: Whether the text is bold.
            alignment: Left, right or centred; vertically the text is always centred.
        """
        super().__init__()
        self._appearance = appearance
        self._smallest = smallest
        self._largest = largest
        self._bold = bold
        self._flags = int(alignment | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def set_largest(self, factor: float) -> None:
        """Set the largest size, as a factor of body text."""
        self._largest = max(factor, self._smallest)
        self.updateGeometry()
        self.update()

    def show_text(self, text: str) -> bool:
        """Show a text in the size that fits, and return whether the text has changed."""
        is_new = text != self.text()
        if is_new:
            self.setText(text)
        return is_new

    def hasHeightForWidth(self) -> bool:
        """Return True: a narrow label is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of one large line, or of the lines that body text needs."""
        line = QFontMetrics(self._font(self._largest)).height()
        factor = min(max(1.0, self._smallest), self._largest)
        needed = self._box(factor, QRect(0, 0, width, ANY_HEIGHT)).height()
        return max(line, needed)

    def sizeHint(self) -> QSize:
        """Return the size of the text on one line, in its smallest size."""
        metrics = QFontMetrics(self._font(self._smallest))
        return QSize(metrics.horizontalAdvance(self.text()), metrics.height())

    def minimumSizeHint(self) -> QSize:
        """Return the height of one line; words may wrap as they must."""
        return QSize(self._appearance.px(80), QFontMetrics(self._font(self._smallest)).height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text."""
        painter = QPainter(self)
        painter.setPen(QColor(self._appearance.theme.text))
        factor = self._fitting()
        painter.setFont(self._font(factor))
        painter.drawText(self.rect(), self._flags, self._text_in(factor, self.width()))

    def _fitting(self) -> float:
        """Return the largest size that fits, and a smaller one than wanted if there is no room."""
        steps = range(math.ceil((self._largest - self._smallest) / STEP))
        sizes = [self._largest - step * STEP for step in steps]
        sizes += [self._smallest * share for share in SHARES_WITHOUT_ROOM]
        # A text that fits in one size fits in all smaller ones: a binary search finds the size.
        found = bisect_left(sizes, 1, key=self._fits)
        return sizes[min(found, len(sizes) - 1)]

    def _fits(self, factor: float) -> bool:
        box = self._box(factor, self.rect())
        return box.width() <= self.width() and box.height() <= self.height()

    def _box(self, factor: float, inside: QRect) -> QRect:
        metrics = QFontMetrics(self._font(factor))
        return metrics.boundingRect(inside, self._flags, self._text_in(factor, inside.width()))

    def _text_in(self, factor: float, width: int) -> str:
        """Return the text with breaks in long words; in the smallest size, wherever they must."""
        text = with_breaks(self.text())
        if factor > self._smallest:
            return text
        return with_breaks_for(text, QFontMetrics(self._font(factor)), width)

    def _font(self, factor: float) -> QFont:
        return self._appearance.font(factor, bold=self._bold)
