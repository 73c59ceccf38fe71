"""Announcements: texts that a screen reader says without being asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str, *, assertive: bool = False) -> None:
    """Let the screen reader say a text; nothing happens if none runs.

    Args:
        widget: The widget that shows the text.
        text: The text.
        assertive: Whether the text interrupts what the screen reader is saying.
    """
    # Imported here: PySide makes large enums for these classes, and the first frame needs neither.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        event = QAccessibleAnnouncementEvent(widget, text)
        if assertive:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)
