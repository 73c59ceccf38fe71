"""Painting shapes: the only module of the room that knows Qt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPolygonF

from stretchapp.figure.shapes import Box, Limb, Oval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QColor

    from stretchapp.figure.shapes import Frame, Shape, Tone


def paint_shapes(
    painter: QPainter,
    room: QRectF,
    frame: Frame,
    shapes: Sequence[Shape],
    colours: Mapping[Tone, QColor],
) -> None:
    """Paint ``shapes`` so that ``frame`` fills ``room`` as far as its proportions allow.

    Args:
        painter: Where to paint.
        room: The place for the picture, in the painter's coordinates.
        frame: The part of the plane to show; what lies outside is cut off.
        shapes: From back to front.
        colours: The colour of each tone.
    """
    width, height = frame.high.x - frame.low.x, frame.high.y - frame.low.y
    scale = min(room.width() / width, room.height() / height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(room.center())
    painter.scale(scale, -scale)
    painter.translate(-(frame.low.x + frame.high.x) / 2, -(frame.low.y + frame.high.y) / 2)
    painter.setClipRect(QRectF(frame.low.x, frame.low.y, width, height))
    brushes = {tone: QBrush(colour) for tone, colour in colours.items()}
    for shape in shapes:
        painter.setBrush(brushes[shape.tone])
        match shape:
            case Limb():
                _paint_limb(painter, shape)
            case Oval():
                _paint_oval(painter, shape)
            case Box(low, high, rounding):
                box = QRectF(low.x, low.y, high.x - low.x, high.y - low.y)
                painter.drawRoundedRect(box, rounding, rounding)
    painter.restore()


def _paint_limb(painter: QPainter, limb: Limb) -> None:
    begin, end, first, second = limb[:4]
    painter.drawEllipse(QPointF(begin.x, begin.y), first, first)
    painter.drawEllipse(QPointF(end.x, end.y), second, second)
    distance = begin.distance(end)
    if distance <= abs(first - second):
        return
    # The straight edges touch both circles: they lean towards the smaller one.
    lean = math.degrees(math.acos((first - second) / distance))
    straight = begin.direction(end)
    corners = (
        begin.moved(straight + lean, first),
        end.moved(straight + lean, second),
        end.moved(straight - lean, second),
        begin.moved(straight - lean, first),
    )
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))


def _paint_oval(painter: QPainter, oval: Oval) -> None:
    painter.save()
    painter.translate(oval.centre.x, oval.centre.y)
    painter.rotate(oval.angle)
    painter.drawEllipse(QPointF(0.0, 0.0), oval.long, oval.short)
    painter.restore()
