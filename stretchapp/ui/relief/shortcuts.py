"""Adds the keys of relief: they work wherever the focus is, as long as the page is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget


def add_shortcuts(
    page: QWidget,
    actions: Mapping[Qt.Key | str, Callable[[], object]],
    on_any: Callable[[], object],
) -> None:
    """Let keys call actions while ``page`` is shown.

    Args:
        page: Where the keys work.
        actions: What each key does.
        on_any: Called before the action of any key.
    """
    for key, action in actions.items():
        shortcut = QShortcut(QKeySequence(key), page)
        # A key that is held down counts once.
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(on_any)
        shortcut.activated.connect(action)
