"""What happened to the diary, on its way from the thread that opened it to the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class DiaryReports(QObject):
    """Passes on what happened to the diary, from whichever thread opened it.

    Signals:
        told: A sentence for the person.
    """

    told = Signal(str)
