"""The picture of what is to be done: a figure that moves as the session goes on.

It is told the time and has no timer of its own. Only what can be seen to have changed is painted
again: nothing in a pause, and of a body that holds still no more than its chest.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

from stretchapp.figure.motion import end_of, figure_shapes, frame_of, scene, things
from stretchapp.figure.paint import fit, paint_shapes
from stretchapp.figure.shapes import change
from stretchapp.ui.figures.figure_animation import Moment, between, moment_of, still_moment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from stretchapp.figure.motion import Figure
    from stretchapp.figure.shapes import Shape, Tone
    from stretchapp.session.timeline import Segment
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.theme.colours import Theme

BLEND_S = 0.8
"""How long a figure takes from where one segment left it to where the next one has it."""

TURN_S = 1.2
"""How long it takes to turn round."""

SEEN_PX = 0.25
"""What moves by less is not seen to move."""

SOFT_PX = 2
"""How far the soft edge of a shape may reach beyond it."""


class FigureView(QLabel):
    """Shows the figure of an exercise, and takes no room where there is none.

    Put it into a layout before the first figure is shown. It is a label because Qt tells screen
    readers that a label with a pixmap is a graphic; of other widgets it can be told nothing.
    """

    def __init__(self, appearance: Appearance, *, still: bool = False) -> None:
        """Make a view without a figure.

        Args:
            appearance: Colours and sizes.
            still: Whether it shows the end of each motion instead of moving.
        """
        super().__init__()
        self._appearance = appearance
        self._still = still
        self._figure: Figure | None = None
        self._mirrored = False
        # How wide it is: 1 looking to the right, -1 to the left, and between while it turns.
        self._width = self._turned_from = 1.0
        self._segment: Segment | None = None
        self._begin_s = self._offset_s = 0.0
        # What the last segment left, what is to be seen, and how it was last painted.
        self._left: Moment | None = None
        self._moment: Moment | None = None
        self._shapes: Sequence[Shape] = ()
        nothing = QPixmap(1, 1)
        nothing.fill(Qt.GlobalColor.transparent)
        self.setPixmap(nothing)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hide()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(self._appearance.px(420), self._appearance.px(420))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which a figure could not be made out."""
        return QSize(self._appearance.px(160), self._appearance.px(160))

    def show_figure(self, figure: Figure | None, name: str = "", *, mirrored: bool = False) -> None:
        """Show the figure of an exercise as it gets ready, or nothing.

        Args:
            figure: The figure; None hides the view.
            name: The name of the exercise, for screen readers.
            mirrored: Whether it looks to the left, as it does for the left leg. One that is shown
                already turns round in the moments that follow.
        """
        self._mirrored = mirrored
        if figure is self._figure:
            return
        self._figure = figure
        self._segment = self._moment = None
        if figure is not None:
            self.setAccessibleName(f"Picture: {name}")
            self._width = self._facing
            self._moment = Moment(end_of(figure) if self._still else figure.poses[figure.ready])
            self._shapes = figure_shapes(figure, *self._moment)
        self.setVisible(figure is not None)
        self.update()

    def show_moment(self, segment: Segment, offset_s: float, *, running: bool = True) -> None:
        """Show the figure at a moment of its exercise; call it as often as it should move.

        Args:
            segment: The present segment of the session.
            offset_s: Seconds into it.
            running: Whether the session runs; without it nothing is on its way anywhere.
        """
        figure = self._figure
        if figure is None:
            return
        if segment is not self._segment or offset_s < self._offset_s:
            is_on_the_way = running and not self._still
            self._left = self._moment if is_on_the_way and self._segment else None
            self._turned_from = self._width if is_on_the_way else self._facing
            self._segment, self._begin_s = segment, offset_s
        self._offset_s = offset_s
        since_s = offset_s - self._begin_s
        if self._still:
            moment = still_moment(figure, segment)
        else:
            moment = moment_of(figure, segment, offset_s)
            if self._left is not None and since_s < BLEND_S:
                moment = between(self._left, moment, since_s / BLEND_S)
        turned = (1 - math.cos(math.pi * min(1.0, since_s / TURN_S))) / 2
        self._turn(self._turned_from + (self._facing - self._turned_from) * turned)
        self._move(figure, moment)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure and the things around it, as far as they are needed."""
        figure = self._figure
        if figure is None:
            return
        room, frame = QRectF(self.rect()), frame_of(figure)
        part = None
        if abs(self._width) == 1.0:
            part = fit(room, frame).frame(self._flipped(QRectF(event.rect())))
        paint_shapes(
            QPainter(self),
            room,
            frame,
            [*things(figure), *self._shapes],
            _colours(self._appearance.theme),
            turn=self._width,
            part=part,
        )

    @property
    def _facing(self) -> float:
        return -1.0 if self._mirrored else 1.0

    def _turn(self, width: float) -> None:
        """Be as wide as ``width`` says, if that can be seen."""
        moved_px = abs(width - self._width) * self.width() / 2
        if moved_px >= SEEN_PX or (moved_px and width == self._facing):
            self._width = width
            self.update()

    def _move(self, figure: Figure, moment: Moment) -> None:
        """Show ``moment``, and paint again where that can be seen."""
        before, self._moment = self._moment, moment
        if (
            before is not None
            and before.pose is moment.pose
            and before.breath_cm == moment.breath_cm
        ):
            return
        place = fit(QRectF(self.rect()), frame_of(figure))
        shapes = figure_shapes(figure, *moment)
        self._shapes, part = change(self._shapes, shapes, SEEN_PX / place.scale)
        if part is not None:
            self.update(self._rect(place.rect(part)))

    def _rect(self, part: QRectF) -> QRect:
        """Return where a part of a figure is painted that looks to the right or to the left."""
        if abs(self._width) < 1.0:
            return self.rect()
        around = self._flipped(part).toAlignedRect()
        return around.adjusted(-SOFT_PX, -SOFT_PX, SOFT_PX, SOFT_PX)

    def _flipped(self, part: QRectF) -> QRectF:
        """Return the same part of a figure that looks to the left, if it does."""
        if self._width < 0:
            part.moveRight(self.width() - part.left())
        return part


def thumbnail(
    figure: Figure,
    appearance: Appearance,
    size: QSize,
    *,
    at_start: bool = False,
    ratio: float = 1.0,
) -> QPixmap:
    """Return a small picture of an exercise, with nothing behind the figure.

    Args:
        figure: The figure.
        appearance: Its colours.
        size: How large the picture is.
        at_start: Whether it shows how one gets ready instead of how the exercise ends.
        ratio: How many pixels of the screen a pixel has.
    """
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    pose = figure.poses[figure.ready] if at_start else end_of(figure)
    painter = QPainter(picture)
    paint_shapes(
        painter,
        QRectF(0.0, 0.0, size.width(), size.height()),
        frame_of(figure),
        scene(figure, pose),
        _colours(appearance.theme),
    )
    painter.end()
    return picture


def _colours(theme: Theme) -> dict[Tone, QColor]:
    return {
        "near": QColor(theme.figure),
        "far": QColor(theme.figure_far),
        "prop": QColor(theme.figure_prop),
        "glow": QColor(theme.figure_glow),
    }
