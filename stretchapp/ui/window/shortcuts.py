"""The shortcuts of the window: those that work everywhere, and those of a session."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from stretchapp.ui.session.player_page import PlayerPage

SESSION_KEYS: tuple[tuple[Qt.Key, Callable[[PlayerPage], None]], ...] = (
    (Qt.Key.Key_Space, lambda player: player.toggle()),
    (Qt.Key.Key_MediaTogglePlayPause, lambda player: player.toggle()),
    (Qt.Key.Key_P, lambda player: player.pause()),
    (Qt.Key.Key_Right, lambda player: player.next()),
    (Qt.Key.Key_Left, lambda player: player.back()),
    (Qt.Key.Key_Plus, lambda player: player.more_time()),
    # On many keyboards plus is on this key.
    (Qt.Key.Key_Equal, lambda player: player.more_time()),
    (Qt.Key.Key_M, lambda player: player.change_sound()),
)
"""The action of each key in a session."""


def add_keys(window: QWidget, keys: Sequence[tuple[str, Callable[[], object]]]) -> None:
    """Add shortcuts that work everywhere in ``window``."""
    for sequence, act in keys:
        _shortcut(QKeySequence(sequence), window).activated.connect(act)


def add_session_keys(window: QWidget, player: Callable[[], PlayerPage]) -> list[QShortcut]:
    """Add the shortcuts of a session, disabled, and return them.

    Enable them only while a session is shown: elsewhere the widgets use these keys.

    Args:
        window: The window.
        player: Returns the page of the session.
    """
    shortcuts: list[QShortcut] = []
    for key, command in SESSION_KEYS:
        shortcut = _shortcut(QKeySequence(key), window)
        shortcut.setEnabled(False)
        shortcut.activated.connect(functools.partial(_command, command, player))
        shortcuts.append(shortcut)
    return shortcuts


def _shortcut(sequence: QKeySequence, window: QWidget) -> QShortcut:
    shortcut = QShortcut(sequence, window)
    # A key that is held down counts once: the next page must not receive its repeats.
    shortcut.setAutoRepeat(False)
    return shortcut


def _command(command: Callable[[PlayerPage], None], player: Callable[[], PlayerPage]) -> None:
    command(player())
