"""The keys of the window: those that work everywhere and those of a session."""

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
    (Qt.Key.Key_Right, lambda player: player.next()),
    (Qt.Key.Key_Left, lambda player: player.back()),
    (Qt.Key.Key_Plus, lambda player: player.more_time()),
    # The key that carries the plus on many keyboards.
    (Qt.Key.Key_Equal, lambda player: player.more_time()),
    (Qt.Key.Key_M, lambda player: player.change_sound()),
)
"""What each key does in a session."""


def add_keys(window: QWidget, keys: Sequence[tuple[str, Callable[[], object]]]) -> None:
    """Let keys work everywhere in ``window``."""
    for sequence, act in keys:
        _shortcut(QKeySequence(sequence), window).activated.connect(act)


def add_session_keys(window: QWidget, player: Callable[[], PlayerPage]) -> list[QShortcut]:
    """Add the keys of a session, switched off, and return them.

    They may be on only while a session is shown: elsewhere these keys belong to the controls.

    Args:
        window: Where they work.
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
    # A key that is held down is meant once: the next page would take it for itself.
    shortcut.setAutoRepeat(False)
    return shortcut


def _command(command: Callable[[PlayerPage], None], player: Callable[[], PlayerPage]) -> None:
    command(player())
