"""A chart of weeks as bars: cramps above, nights with a stretch below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.announce import announce
from stretchapp.wording.dates import date_in_words
from stretchapp.wording.diary import week_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from stretchapp.diary.statistics import Week
    from stretchapp.ui.theme.appearance import Appearance

DAYS_OF_A_WEEK = 7
FEW = 8
"""The largest number of weeks for which each bar has a number."""

PAGE = 4
PANEL_LINES = 4.2
LEAST_PANEL_LINES = 1.9
OTHER_LINES = 4.6
"""The heights above, between and below the two panels."""

BAR_SHARE = 0.7

CRAMPS = N_("Cramps in each week")
STRETCHES = N_("Nights with a stretch, of 7")

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageUp: -PAGE,
    Qt.Key.Key_PageDown: PAGE,
}


class WeekChart(QLabel):
    """A chart in which the arrow keys move from week to week.

    It is a label because Qt tells screen readers the text of labels; of other widgets that are
    painted it can be told nothing.

    Signals:
        moved: Another week was selected.
    """

    moved = Signal()

    def __init__(self, appearance: Appearance) -> None:
        """Make an empty chart."""
        super().__init__()
        self._appearance = appearance
        self._weeks: Sequence[Week] = ()
        self._present = 0
        self._panel_lines = PANEL_LINES
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Chart: cramps per week beside nights with a stretch"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show weeks, and select the last one."""
        self._weeks = weeks
        self._present = max(0, len(weeks) - 1)
        self._tell()

    def fit(self, height: int) -> None:
        """Set the height to at most ``height``, within readable limits."""
        lines = (height / self._line - OTHER_LINES) / 2
        self._panel_lines = min(PANEL_LINES, max(LEAST_PANEL_LINES, lines))
        self.updateGeometry()

    @property
    def sentence(self) -> str:
        """The selected week in words."""
        return week_in_words(self._weeks[self._present]) if self._weeks else ""

    def sizeHint(self) -> QSize:
        """Return a size for both panels and their labels."""
        return QSize(
            self._appearance.px(480), int(self._line * (2 * self._panel_lines + OTHER_LINES))
        )

    def minimumSizeHint(self) -> QSize:
        """Return a size that may become narrow."""
        return QSize(1, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle arrow keys; let the page handle all others."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go_to(self._present + _STEPS[key])
        elif key == Qt.Key.Key_Home:
            self._go_to(0)
        elif key == Qt.Key.Key_End:
            self._go_to(len(self._weeks) - 1)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the clicked week."""
        if self._weeks:
            self.setFocus()
            room = self._room
            share = (event.position().x() - room.left()) / max(1.0, room.width())
            self._go_to(int(share * len(self._weeks)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both panels."""
        theme = self._appearance.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            width = self._appearance.px(3)
            painter.setPen(QPen(QColor(theme.focus), width))
            radius = self._appearance.px(8)
            inset = width / 2
            frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(frame, radius, radius)
        if not self._weeks:
            return
        painter.setFont(self._appearance.font())
        line = self._line
        top = self._appearance.px(8)
        room = self._room
        most = max(1, *(week.cramps for week in self._weeks))
        panel = QRectF(room.left(), top + line * 1.2, room.width(), line * self._panel_lines)
        self._paint_panel(painter, CRAMPS, panel, most, lambda week: week.cramps, theme.text)
        panel.translate(0, panel.height() + line * 1.4)
        self._paint_panel(
            painter,
            STRETCHES,
            panel,
            DAYS_OF_A_WEEK,
            lambda week: week.stretch_nights,
            theme.accent,
        )
        painter.setPen(QColor(theme.quiet))
        below = QRectF(room.left(), panel.bottom(), room.width(), line * 1.3)
        centre = Qt.AlignmentFlag.AlignVCenter
        first = date_in_words(self._weeks[0].begins)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft | centre), first)
        if len(self._weeks) > 1:
            last = date_in_words(self._weeks[-1].begins)
            painter.drawText(below, int(Qt.AlignmentFlag.AlignRight | centre), last)

    def _paint_panel(
        self,
        painter: QPainter,
        title: str,
        panel: QRectF,
        most: int,
        value_of: Callable[[Week], int],
        colour: str,
    ) -> None:
        theme = self._appearance.theme
        line = self._line
        above = QRectF(panel.left(), panel.top() - line * 1.2, panel.width(), line * 1.2)
        painter.setPen(QColor(theme.text))
        painter.drawText(above, int(Qt.AlignmentFlag.AlignVCenter), _(title))
        step = panel.width() / len(self._weeks)
        has_numbers = len(self._weeks) <= FEW
        # There must be room for the number above the highest bar.
        full = panel.height() - (line * 1.1 if has_numbers else line * 0.2)
        for number, week in enumerate(self._weeks):
            left = panel.left() + number * step
            if number == self._present:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.raised))
                width = max(step, self._appearance.px(6))
                middle = left + step / 2
                band = QRectF(middle - width / 2, panel.top(), width, panel.height())
                painter.drawRect(band)
                painter.setPen(QPen(QColor(theme.focus), self._appearance.px(2)))
                painter.drawLine(band.bottomLeft(), band.bottomRight())
            value = value_of(week)
            height = full * value / most
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            width = max(1.0, step * BAR_SHARE)
            bar = QRectF(left + (step - width) / 2, panel.bottom() - height, width, height)
            painter.drawRect(bar)
            if has_numbers:
                painter.setPen(QColor(theme.text))
                over = QRectF(left, bar.top() - line * 1.1, step, line * 1.1)
                painter.drawText(over, int(Qt.AlignmentFlag.AlignCenter), str(value))
        painter.setPen(QPen(QColor(theme.line), self._appearance.px(1)))
        painter.drawLine(panel.bottomLeft(), panel.bottomRight())
        if not has_numbers:
            painter.setPen(QColor(theme.quiet))
            scale = QRectF(panel.left() - self._axis, panel.top(), self._axis * 0.9, line)
            painter.drawText(scale, int(Qt.AlignmentFlag.AlignRight), str(most))
            scale.moveBottom(panel.bottom())
            painter.drawText(scale, int(Qt.AlignmentFlag.AlignRight), "0")

    def _go_to(self, number: int) -> None:
        number = min(max(number, 0), len(self._weeks) - 1)
        if number != self._present and self._weeks:
            self._present = number
            self._tell()
            announce(self, self.sentence)

    def _tell(self) -> None:
        self.setAccessibleDescription(self.sentence)
        self.update()
        self.moved.emit()

    @property
    def _room(self) -> QRectF:
        margin = self._appearance.px(10)
        return QRectF(self.rect()).adjusted(margin + self._axis, 0, -margin, 0)

    @property
    def _axis(self) -> float:
        return QFontMetrics(self._appearance.font()).horizontalAdvance("00") * 1.2

    @property
    def _line(self) -> int:
        return QFontMetrics(self._appearance.font()).height()
