"""The keys of relief: they work wherever the focus is, as long as its page is shown."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.ui.relief.relief_page import ReliefPage

RELIEF_KEYS: tuple[tuple[Qt.Key, Callable[[ReliefPage], None]], ...] = (
    (Qt.Key.Key_Space, lambda page: page.eased()),
    (Qt.Key.Key_Right, lambda page: page.still_cramping()),
    (Qt.Key.Key_Down, lambda page: page.cannot()),
    (Qt.Key.Key_0, lambda page: page.coming_on()),
    (Qt.Key.Key_M, lambda page: page.show_urgent()),
    (Qt.Key.Key_W, lambda page: page.show_water()),
    (Qt.Key.Key_L, lambda page: page.toggle_lighter()),
    (Qt.Key.Key_C, lambda page: page.close_card()),
)
"""What each key does, besides Enter, the numbers of the places, and the voice's key."""

VOICE_KEY = Qt.Key.Key_S


def add_relief_keys(page: ReliefPage, flows: Iterable[ReliefFlow]) -> None:
    """Add the keys, and a number for each place that may cramp."""
    for key, command in RELIEF_KEYS:
        _add(page, QKeySequence(key), functools.partial(command, page))
    for flow in flows:
        _add(page, QKeySequence(str(flow.key)), functools.partial(page.switch, flow.id))


def add_voice_key(page: ReliefPage) -> None:
    """Add the key of the voice, which is there."""
    _add(page, QKeySequence(VOICE_KEY), page.toggle_voice)


def _add(page: ReliefPage, sequence: QKeySequence, act: Callable[[], object]) -> None:
    shortcut = QShortcut(sequence, page)
    # A key that is held down is meant once.
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(page.light_up)
    shortcut.activated.connect(act)
