"""The base class of the sections of the settings page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class SettingsSection(QWidget):
    """A part of the settings page with a heading of its own.

    Signals:
        changed: A setting has a new value: its name and the value.
        failed: An action failed; a sentence says why.
    """

    changed = Signal(str, object)
    failed = Signal(str)
