"""Painting shapes: the only module of the room that knows Qt.

Everything round is painted as a polygon, fine enough that nobody sees it: Qt fills those several
times as fast as curves.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from stretchapp.figure.geometry import Point
from stretchapp.figure.shapes import Box, Frame, Limb, Oval, bounds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QColor

    from stretchapp.figure.shapes import Shape, Tone

TURN = 256
"""The finest division of a circle."""

COARSEST = 16
"""The coarsest division takes every so many of them."""

OFF_PX = 0.2
"""How far the edge of a polygon may lie from the curve that it stands for."""

EDGE_ON = 0.01
"""The width of a picture that is seen from its edge."""

_WHOLE = 2 * math.pi
_STEPS = TURN / _WHOLE
# Two turns, so that an arc can go on beyond the first.
_CIRCLE = [
    (math.cos(2 * math.pi * step / TURN), math.sin(2 * math.pi * step / TURN))
    for step in range(2 * TURN + 1)
]


class Fit(NamedTuple):
    """How a frame lies in the room that it is painted in.

    Attributes:
        scale: The length of 1 in it.
        left: Where x is 0.
        ground: Where y is 0.
    """

    scale: float
    left: float
    ground: float

    def rect(self, frame: Frame) -> QRectF:
        """Return where a part of the plane is painted."""
        (left, bottom), (right, top) = frame
        return QRectF(
            self.left + left * self.scale,
            self.ground - top * self.scale,
            (right - left) * self.scale,
            (top - bottom) * self.scale,
        )

    def frame(self, rect: QRectF) -> Frame:
        """Return which part of the plane is painted in ``rect``."""
        left, right = ((x - self.left) / self.scale for x in (rect.left(), rect.right()))
        bottom, top = ((self.ground - y) / self.scale for y in (rect.bottom(), rect.top()))
        return Frame(Point(left, bottom), Point(right, top))


def fit(room: QRectF, frame: Frame) -> Fit:
    """Return how ``frame`` fills ``room`` as far as its proportions allow, in its middle."""
    (left, bottom), (right, top) = frame
    scale = min(room.width() / (right - left), room.height() / (top - bottom))
    centre = room.center()
    return Fit(
        scale,
        centre.x() - (left + right) / 2 * scale,
        centre.y() + (bottom + top) / 2 * scale,
    )


def paint_shapes(
    painter: QPainter,
    room: QRectF,
    frame: Frame,
    shapes: Sequence[Shape],
    colours: Mapping[Tone, QColor],
    *,
    turn: float = 1.0,
    part: Frame | None = None,
) -> None:
    """Paint ``shapes`` so that ``frame`` fills ``room`` as far as its proportions allow.

    Args:
        painter: Where to paint.
        room: The place for the picture, in the painter's coordinates.
        frame: The part of the plane to show; what lies outside is cut off.
        shapes: From back to front.
        colours: The colour of each tone.
        turn: How wide the picture is, from 1 over 0, seen from its edge, to -1, its mirror image.
        part: The part that is needed; what lies outside may be left out.
    """
    scale, left, ground = fit(room, frame)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = room.center().x()
    painter.translate(middle, ground)
    painter.scale(math.copysign(max(EDGE_ON, abs(turn)), turn) * scale, -scale)
    painter.translate((left - middle) / scale, 0.0)
    painter.setClipRect(_rect(frame.low.x, frame.low.y, frame.high.x, frame.high.y))
    scale_px = abs(painter.deviceTransform().m22())
    for shape in shapes:
        if part is not None and not bounds(shape).meets(part):
            continue
        painter.setBrush(colours[shape.tone])
        match shape:
            case Limb():
                painter.drawPolygon(_limb(shape, scale_px))
            case Oval():
                painter.drawPolygon(_oval(shape, scale_px))
            case Box(low, high, rounding):  # pragma: no branch -- there is no other shape
                painter.drawRoundedRect(_rect(low.x, low.y, high.x, high.y), rounding, rounding)
    painter.restore()


def _rect(left: float, bottom: float, right: float, top: float) -> QRectF:
    return QRectF(left, bottom, right - left, top - bottom)


def _limb(limb: Limb, scale_px: float) -> list[QPointF]:
    begin, end, first, second = limb[:4]
    distance = begin.distance(end)
    if distance <= abs(first - second):
        # One end lies within the other.
        centre, radius = (begin, first) if first > second else (end, second)
        return _arc(centre.x, centre.y, radius, 0.0, 2 * math.pi, scale_px)
    # The straight edges touch both circles: they lean towards the smaller one.
    straight = math.atan2(end.y - begin.y, end.x - begin.x)
    lean = math.acos((first - second) / distance)
    round_begin = (straight + lean, straight + 2 * math.pi - lean)
    round_end = (straight - lean, straight + lean)
    return [
        *_arc(begin.x, begin.y, first, *round_begin, scale_px),
        *_arc(end.x, end.y, second, *round_end, scale_px),
    ]


def _arc(
    x: float, y: float, radius: float, begin: float, end: float, scale_px: float
) -> list[QPointF]:
    """Return the points of an arc between two directions in radians, its ends included."""
    # As a table has the points between, only the ends are computed.
    first, turned = begin % _WHOLE, end - begin
    stride = _stride(radius * scale_px)
    between = _CIRCLE[math.ceil(first * _STEPS) : math.ceil((first + turned) * _STEPS) : stride]
    return [
        QPointF(x + radius * math.cos(begin), y + radius * math.sin(begin)),
        *[QPointF(x + radius * across, y + radius * up) for across, up in between],
        QPointF(x + radius * math.cos(end), y + radius * math.sin(end)),
    ]


def _oval(oval: Oval, scale_px: float) -> list[QPointF]:
    (x, y), long, short, angle, _ = oval
    across, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return [
        QPointF(
            x + long * cosine * across - short * sine * up,
            y + long * cosine * up + short * sine * across,
        )
        for cosine, sine in _CIRCLE[: TURN : _stride(long * scale_px)]
    ]


def _stride(radius_px: float) -> int:
    """Return how many steps of a circle may be taken at once."""
    # The middle of an edge lies r (1 - cos (a / 2)), about r a² / 8, from its arc of the angle a.
    angle = math.sqrt(8 * OFF_PX / max(radius_px, OFF_PX))
    return max(1, min(COARSEST, int(angle / (2 * math.pi) * TURN)))
