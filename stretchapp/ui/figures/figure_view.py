"""The figure of an exercise, animated in step with a session, and thumbnails of figures.

The view has no timer: the session tells it the time. It repaints only what visibly changes: nothing
in a pause, and only the chest of a body that holds still.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

from stretchapp.figure.motion import (
    background_shapes,
    figure_shapes,
    key_pose,
    picture_bounds,
    scene,
)
from stretchapp.figure.paint import fit, paint_shapes
from stretchapp.figure.shapes import find_change
from stretchapp.ui.figures.figure_animation import AnimationFrame, blend, frame_at, still_frame
from stretchapp.wording.exercises import picture_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from stretchapp.figure.motion import Figure
    from stretchapp.figure.shapes import Shape, Tone
    from stretchapp.session.timeline import Segment
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.theme.colours import Theme

BLEND_S = 0.8
"""How long a figure takes from the end of one segment to the motion of the next, in seconds."""

TURN_S = 1.2
"""How long a figure takes to turn round, in seconds."""

MIN_CHANGE_PX = 0.25
"""The smallest movement that is painted, in pixels; smaller ones cannot be seen."""

ANTIALIAS_MARGIN_PX = 2
"""How far the soft edge of a shape can reach beyond its bounds, in pixels."""


class FigureView(QLabel):
    """Shows the figure of an exercise; hidden while there is none.

    It must be in a layout before the first figure is shown. It is a label because Qt describes a
    label with a pixmap as a graphic to screen readers, and offers no way to do so for other
    widgets.
    """

    def __init__(self, appearance: Appearance, *, still: bool = False) -> None:
        """Make a view without a figure.

        Args:
            appearance: Colours and sizes.
            still: Whether the figure shows the key pose of each motion instead of moving.
        """
        super().__init__()
        self._appearance = appearance
        self._still = still
        self._figure: Figure | None = None
        self._mirrored = False
        # 1 while the figure looks to the right, -1 to the left, and between while it turns.
        self._width = self._turned_from = 1.0
        self._segment: Segment | None = None
        self._begin_s = self._offset_s = 0.0
        # The last frame of the segment before, which the motion of this one is blended with.
        self._previous: AnimationFrame | None = None
        self._frame: AnimationFrame | None = None
        self._background: Sequence[Shape] = ()
        self._shapes: Sequence[Shape] = ()
        pixmap = QPixmap(1, 1)
        pixmap.fill(Qt.GlobalColor.transparent)
        self.setPixmap(pixmap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.hide()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(self._appearance.px(420), self._appearance.px(420))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which a figure could not be recognised."""
        return QSize(self._appearance.px(160), self._appearance.px(160))

    def show_figure(self, figure: Figure | None, name: str = "", *, mirrored: bool = False) -> None:
        """Show the figure of an exercise in its ready pose, or nothing.

        Args:
            figure: The figure; None hides the view.
            name: The name of the exercise, for screen readers.
            mirrored: Whether it looks to the left, as it does for the left leg. If the figure is
                already shown, it turns round while the next moments are shown.
        """
        self._mirrored = mirrored
        if figure is self._figure:
            return
        self._figure = figure
        self._segment = self._frame = None
        if figure is not None:
            self.setAccessibleName(picture_name(name))
            self._width = self._direction
            pose = key_pose(figure) if self._still else figure.poses[figure.ready]
            self._frame = AnimationFrame(pose)
            self._background = background_shapes(figure)
            self._shapes = figure_shapes(figure, pose)
        self.setVisible(figure is not None)
        self.update()

    def show_moment(self, segment: Segment, offset_s: float, *, running: bool = True) -> None:
        """Show the figure at a moment of its exercise; call it as often as it should move.

        Args:
            segment: The current segment of the session.
            offset_s: Seconds since the beginning of the segment.
            running: Whether the session runs; otherwise the figure changes without moving.
        """
        figure = self._figure
        if figure is None:
            return
        if segment is not self._segment or offset_s < self._offset_s:
            moves = running and not self._still
            self._previous = self._frame if moves and self._segment else None
            self._turned_from = self._width if moves else self._direction
            self._segment, self._begin_s = segment, offset_s
        self._offset_s = offset_s
        since_s = offset_s - self._begin_s
        if self._still:
            frame = still_frame(figure, segment)
        else:
            frame = frame_at(figure, segment, offset_s)
            if self._previous is not None and since_s < BLEND_S:
                frame = blend(self._previous, frame, since_s / BLEND_S)
        turned = (1 - math.cos(math.pi * min(1.0, since_s / TURN_S))) / 2
        self._set_width(self._turned_from + (self._direction - self._turned_from) * turned)
        self._set_frame(figure, frame)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figure and the props around it; Qt leaves out what need not be repainted."""
        if self._figure is None:
            return
        paint_shapes(
            QPainter(self),
            QRectF(self.rect()),
            picture_bounds(self._figure),
            [*self._background, *self._shapes],
            _colours(self._appearance.theme),
            width=self._width,
        )

    @property
    def _direction(self) -> float:
        return -1.0 if self._mirrored else 1.0

    def _set_width(self, width: float) -> None:
        """Change the width of the picture, if the change is visible."""
        moved_px = abs(width - self._width) * self.width() / 2
        if moved_px >= MIN_CHANGE_PX or (moved_px and width == self._direction):
            self._width = width
            self.update()

    def _set_frame(self, figure: Figure, frame: AnimationFrame) -> None:
        """Show a frame, and repaint what visibly changes."""
        before, self._frame = self._frame, frame
        if before is not None and before.pose is frame.pose and before.breath_cm == frame.breath_cm:
            return
        plane = fit(QRectF(self.rect()), picture_bounds(figure))
        shapes = figure_shapes(figure, *frame)
        self._shapes, changed = find_change(self._shapes, shapes, MIN_CHANGE_PX / plane.scale)
        if changed is not None:
            self.update(self._visible_rect(plane.rect(changed)))

    def _visible_rect(self, rect: QRectF) -> QRect:
        """Return where a part of a figure is on the widget, with its soft edges."""
        if abs(self._width) < 1.0:
            return self.rect()
        if self._width < 0.0:
            rect.moveRight(self.width() - rect.left())
        margin = ANTIALIAS_MARGIN_PX
        return rect.toAlignedRect().adjusted(-margin, -margin, margin, margin)


def thumbnail(
    figure: Figure, appearance: Appearance, size: QSize, *, ratio: float = 1.0
) -> QPixmap:
    """Return a small picture of the key pose of an exercise on a transparent background.

    Args:
        figure: The figure.
        appearance: Its colours.
        size: The size of the picture in device-independent pixels.
        ratio: The device pixel ratio of the screen.
    """
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_shapes(
        painter,
        QRectF(0.0, 0.0, size.width(), size.height()),
        picture_bounds(figure),
        scene(figure, key_pose(figure)),
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
