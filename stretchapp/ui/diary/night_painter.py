"""Painting a night in a cell: a bar for a stretch, a disc with the strength for cramps, a ring.

Shapes and numbers tell it; colour only helps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QStyleOptionViewItem

    from stretchapp.diary.nights import Night
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.theme.colours import Theme

    AnyIndex = QModelIndex | QPersistentModelIndex

UNKNOWN_STRENGTH = "?"
WIDEST = "30"
DISC_LINES = 1.25
BAR_LINES = 0.3
CELL_LINES = 3.1
RING_INSET = 0.22
DISC_INSIDE = 0.72
SMALLEST_FACTOR = 0.5
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)


class SignColours(NamedTuple):
    """The colours that signs are painted in, as ``#rrggbb``.

    Attributes:
        sign: The disc and the ring.
        on_sign: The number in the disc.
        bar: The bar of a stretch.
    """

    sign: str
    on_sign: str
    bar: str


def screen_colours(theme: Theme) -> SignColours:
    """Return the colours of the signs in a theme."""
    return SignColours(theme.text, theme.background, theme.accent)


def cell_font(appearance: Appearance, width: int) -> QFont:
    """Return the font of a cell: body text, or smaller where two digits do not fit."""
    font = appearance.font()
    needed = QFontMetrics(font).horizontalAdvance(WIDEST) * 1.9
    return appearance.font(min(1.0, max(SMALLEST_FACTOR, width / needed)))


def cell_height(appearance: Appearance, width: int) -> int:
    """Return the height of a cell of a given width."""
    return round(QFontMetrics(cell_font(appearance, width)).height() * CELL_LINES)


class NightPainter(QStyledItemDelegate):
    """Paints the cells of a calendar."""

    def __init__(self, appearance: Appearance, tonight: date, role: int) -> None:
        """Prepare.

        Args:
            appearance: Fonts and colours.
            tonight: The present night, which has a thicker outline.
            role: Under which a cell gives its night.
        """
        super().__init__()
        self._appearance = appearance
        self._tonight = tonight
        self._role = role

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint one cell."""
        text: str | None = index.data()
        if text is None:
            return
        night: Night | None = index.data(self._role)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] -- missing in the stubs
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue] -- the same
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = cell_font(self._appearance, rect.width())
        theme = self._appearance.theme
        gap = self._appearance.px(2)
        box = QRectF(rect).adjusted(gap, gap, -gap, -gap)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if night is not None:
            self._paint_box(painter, box, has_focus=has_focus)
        is_tonight = night is not None and night.evening == self._tonight
        font.setBold(is_tonight)
        font.setUnderline(is_tonight)
        painter.setFont(font)
        painter.setPen(QColor(theme.text if night is not None else theme.quiet))
        line = QFontMetrics(font).height()
        top = QRectF(box.left(), box.top() + line * 0.1, box.width(), line)
        painter.drawText(top, _CENTRED, text)
        if night is not None:
            font.setUnderline(False)
            painter.setFont(font)
            middle = QRectF(box.left(), top.bottom(), box.width(), line * DISC_LINES)
            colours = screen_colours(theme)
            paint_night(painter, middle, night, colours)
            if night.is_stretched:
                paint_bar(painter, box, line, colours)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRectF, *, has_focus: bool) -> None:
        theme = self._appearance.theme
        line = self._appearance.px(3 if has_focus else 1)
        painter.setPen(QPen(QColor(theme.focus if has_focus else theme.line), line))
        painter.setBrush(QColor(theme.raised if has_focus else theme.surface))
        radius = self._appearance.px(6)
        inset = line / 2
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def paint_night(painter: QPainter, room: QRectF, night: Night, colours: SignColours) -> None:
    """Paint the sign of a night: a disc with the strength, a ring, or nothing.

    Args:
        painter: The painter, whose font is used.
        room: The rectangle; the sign is centred in it.
        night: The night.
        colours: The colours.
    """
    if night.state == "quiet":
        paint_ring(painter, room, colours)
    elif night.state == "cramps":
        strength = UNKNOWN_STRENGTH if night.strongest is None else str(night.strongest)
        count = f"×{len(night.cramps)}" if len(night.cramps) > 1 else ""
        paint_disc(painter, room, colours, strength, count)


def paint_ring(painter: QPainter, room: QRectF, colours: SignColours) -> None:
    """Paint the ring of a night without a cramp, centred in a rectangle."""
    disc = _disc(room)
    painter.setPen(QPen(QColor(colours.sign), max(1.0, disc.width() / 10)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    small = disc.width() * RING_INSET
    painter.drawEllipse(disc.adjusted(small, small, -small, -small))


def paint_disc(
    painter: QPainter, room: QRectF, colours: SignColours, strength: str, count: str = ""
) -> None:
    """Paint the disc of cramps, centred in a rectangle.

    Args:
        painter: The painter, whose font is used.
        room: The rectangle.
        colours: The colours.
        strength: The number in the disc.
        count: The number of cramps, painted beside the disc if there is room.
    """
    disc = _disc(room)
    metrics = QFontMetrics(painter.font(), painter.device())
    if count:
        # Disc and count are centred together.
        width = metrics.horizontalAdvance(count)
        if disc.width() + width <= room.width():
            disc.translate(-width / 2, 0)
        else:
            count = ""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.sign))
    painter.drawEllipse(disc)
    painter.setPen(QColor(colours.on_sign))
    full = painter.font()
    inside = painter.font()
    widest = metrics.horizontalAdvance(WIDEST)
    inside.setPointSizeF(full.pointSizeF() * min(1.0, disc.width() * DISC_INSIDE / widest))
    painter.setFont(inside)
    painter.drawText(disc, _CENTRED, strength)
    painter.setFont(full)
    if count:
        painter.setPen(QColor(colours.sign))
        beside = QRectF(disc.right(), disc.top(), room.right() - disc.right(), disc.height())
        painter.drawText(
            beside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), count
        )


def paint_bar(painter: QPainter, box: QRectF, line: float, colours: SignColours) -> None:
    """Paint the bar of a stretch at the bottom of a box.

    Args:
        painter: The painter.
        box: The box.
        line: The height of a line of text.
        colours: The colours.
    """
    height = line * BAR_LINES
    margin = max(4.0, box.width() * 0.12)
    bar = QRectF(
        box.left() + margin,
        box.bottom() - height - margin * 0.5,
        box.width() - 2 * margin,
        height,
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.bar))
    painter.drawRoundedRect(bar, height / 2, height / 2)


def _disc(room: QRectF) -> QRectF:
    size = min(room.height() * 0.92, room.width() * 0.6)
    disc = QRectF(0, 0, size, size)
    disc.moveCenter(room.center())
    return disc
