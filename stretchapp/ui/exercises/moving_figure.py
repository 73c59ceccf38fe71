"""The figure of an exercise that shows its movement again and again, without a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from stretchapp.ui.figures.figure_view import FigureView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent, QShowEvent

    from stretchapp.figure.motion import Figure
    from stretchapp.session.timeline import Segment
    from stretchapp.ui.theme.appearance import Appearance

TICK_MS = 50
LONGEST_S = 8.0
"""A longer segment is shown for this long: nobody watches a figure hold still for half a minute."""

READY_S = 2.0
"""The same for getting ready, in which the figure does not move."""


class MovingFigure(FigureView):
    """Shows one leg's part of an exercise from its beginning to its end, and begins again."""

    def __init__(self, appearance: Appearance, segments: Sequence[Segment], *, still: bool) -> None:
        """Make a view without a figure; ``play`` shows one.

        Args:
            appearance: Colours and sizes.
            segments: The plan of the exercise; empty if it has no timing, and does not move.
            still: Whether figures stand still.
        """
        super().__init__(appearance, still=still)
        self._is_still = still
        self._segments = [segment for segment in segments if segment.part == 0]
        self._index = 0
        self._passed_s = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def play(self, figure: Figure, name: str) -> None:
        """Show a figure, which moves while it is visible; the view must be in a layout.

        Args:
            figure: The figure.
            name: The name of the exercise, for screen readers.
        """
        self.show_figure(figure, name)
        if self._segments and self._is_still:
            work = next((it for it in self._segments if it.is_work), self._segments[0])
            self.show_moment(work, 0.0, running=False)

    def tick(self) -> None:
        """Go on by one tick."""
        self._passed_s += TICK_MS / 1000
        segment = self._segments[self._index]
        if self._passed_s >= _shown_s(segment):
            self._passed_s = 0.0
            self._index = (self._index + 1) % len(self._segments)
            segment = self._segments[self._index]
        self.show_moment(segment, self._passed_s)

    def showEvent(self, event: QShowEvent) -> None:
        """Move from now on."""
        super().showEvent(event)
        if self._segments and not self._is_still:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still while nobody can see it."""
        super().hideEvent(event)
        self._timer.stop()


def _shown_s(segment: Segment) -> float:
    return min(segment.length_s, LONGEST_S if segment.kind != "get-ready" else READY_S)
