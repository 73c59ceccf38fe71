"""Telling a screen reader what a person must hear without having looked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Let a screen reader, if one runs, say ``text``, which ``widget`` shows.

    Args:
        widget: What shows it.
        text: What is to be said.
        assertive: Whether it is said at once, whatever is being said at the time.
    """
    # Imported here: PySide makes large enums for them, and the first picture does without.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, text)
        if assertive:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
