"""The keys of relief; they work wherever the focus is while the page is shown."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.ui.relief.actions import ReliefActions


def add_shortcuts(
    page: QWidget,
    actions: ReliefActions,
    flows: Sequence[ReliefFlow],
    on_any_key: Callable[[], object],
) -> None:
    """Add a shortcut for every action but two: the page handles Enter, the window Escape.

    Args:
        page: The page that the shortcuts belong to.
        actions: The actions.
        flows: The places that may cramp; each has a number as its key.
        on_any_key: Called before the action of any key.
    """
    keys: dict[Qt.Key | str, Callable[[], object]] = {
        Qt.Key.Key_Space: actions.eased,
        Qt.Key.Key_Right: actions.still_cramping,
        Qt.Key.Key_Down: actions.cannot,
        Qt.Key.Key_0: actions.coming_on,
        Qt.Key.Key_M: actions.show_urgent,
        Qt.Key.Key_W: actions.show_water,
        Qt.Key.Key_L: actions.toggle_lighter,
        Qt.Key.Key_S: actions.toggle_voice,
        Qt.Key.Key_C: actions.close_card,
    }
    for flow in flows:
        keys[str(flow.key)] = functools.partial(actions.change_place, flow.id)
    for key, action in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        # A key that is held down counts once.
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(on_any_key)
        shortcut.activated.connect(action)
