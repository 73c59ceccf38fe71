"""Something to do later, unless the widget that it is for is gone by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable


def do_later(owner: QObject, act: Callable[[], object], delay_ms: int = 0) -> None:
    """Call ``act`` after a delay, or when pending events have been handled if there is none.

    ``QTimer.singleShot`` with a context keeps the context in memory for ever if it is deleted
    before the call: a page that was left early would never go.

    Args:
        owner: Nothing is called once it is deleted.
        act: Called without arguments.
        delay_ms: The delay in milliseconds.
    """
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(act)
    timer.timeout.connect(timer.deleteLater)
    timer.start(delay_ms)
