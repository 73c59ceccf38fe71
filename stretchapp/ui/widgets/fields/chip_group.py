"""A group of chips of which one, or any number, can be chosen."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from stretchapp.base.i18n import N_, _
from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.key_button import KeyButton
from stretchapp.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from PySide6.QtGui import QKeyEvent

    from stretchapp.ui.theme.appearance import Appearance

EMPTY = "○"
"""The mark of a chip that is not chosen."""

NOT_SAID = N_("Not filled in")
"""The text of the chip that clears the choice."""

_NONE = ""
"""The value of the chip that clears the choice."""


_ARROWS: dict[int, int] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class Chip(NamedTuple):
    """One value to choose.

    Attributes:
        value: The value.
        text: The text on the chip.
        name: The accessible name, if it differs from the text.
    """

    value: str
    text: str
    name: str = ""


class _RadioChip(KeyButton):
    """A chip of which one in a group can be chosen: a radio button to screen readers.

    The arrow keys choose the chip before or after it.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose another chip by an arrow key; handle other keys as usual."""
        step = _ARROWS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
            return
        chips = [chip for chip in self.group().buttons() if not chip.isHidden()]
        chip = chips[(chips.index(self) + step) % len(chips)]
        chip.setFocus()
        chip.click()


class ChipGroup(QVBoxLayout):
    """A question and its chips below it, in rows.

    Where one chip can be chosen, Tab comes to the chosen one, and the arrow keys to the others.

    Attributes:
        buttons: The chips by their values.
    """

    def __init__(
        self,
        appearance: Appearance,
        question: str,
        chips: Sequence[Chip],
        on_change: Callable[[], object],
        *,
        is_one: bool,
        may_be_unsaid: bool = False,
    ) -> None:
        """Make a group with nothing chosen.

        A second click on the only choice does not clear it: a double click must not undo an answer
        unnoticed.

        Args:
            appearance: Fonts and sizes.
            question: The question above the chips.
            chips: The chips.
            on_change: Called when the choice has changed.
            is_one: Whether at most one chip can be chosen.
            may_be_unsaid: Whether to add a "not said" chip that clears the choice.
        """
        super().__init__()
        self._on_change = on_change
        self._is_one = is_one
        self.setSpacing(appearance.px(6))
        self.addWidget(text_label(question))
        row = FlowLayout(appearance.px(8))
        self.buttons: dict[str, KeyButton] = {}
        make = _RadioChip if is_one else KeyButton
        group = QButtonGroup(self)
        group.setExclusive(False)
        none = Chip(
            _NONE,
            _(NOT_SAID),
            # Translators: what a screen reader says of the button that clears an answer.
            _("Not filled in: {question}").format(question=question),
        )
        for chip in (*chips, none) if may_be_unsaid else chips:
            item = make(
                appearance,
                chip.text,
                EMPTY,
                functools.partial(self._choose, chip.value),
                name=chip.name or chip.text,
            )
            item.setCheckable(True)
            if is_one:
                # To screen readers this is a radio button. Which one is chosen is decided here,
                # because there may be none.
                item.setAutoExclusive(True)
                group.addButton(item)
            self.buttons[chip.value] = item
            row.addWidget(item)
        self.addLayout(row)
        self.choose(frozenset())

    @property
    def chosen(self) -> frozenset[str]:
        """The chosen values."""
        return frozenset(
            value for value, chip in self.buttons.items() if value and chip.isChecked()
        )

    @property
    def value(self) -> str | None:
        """The chosen value of a group with at most one; None if none is chosen."""
        return next(iter(self.chosen), None)

    def choose(self, values: AbstractSet[str]) -> None:
        """Choose exactly these values; ignore values without a chip."""
        for value, chip in self.buttons.items():
            chip.setChecked(value in values)
        if _NONE in self.buttons:
            self.buttons[_NONE].setChecked(not self.chosen)
        if self._is_one:
            self._set_tab_stop()

    def _set_tab_stop(self) -> None:
        """Let Tab come to the chosen chip, or to the first one if none is chosen."""
        chips = list(self.buttons.values())
        stop = next((chip for chip in chips if chip.isChecked()), chips[0])
        for chip in chips:
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus if chip is stop else Qt.FocusPolicy.NoFocus)

    def _choose(self, value: str) -> None:
        if self._is_one:
            self.choose({value})
        self._on_change()
