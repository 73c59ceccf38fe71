"""A group of chips of which one, or any number, can be chosen."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QVBoxLayout

from stretchapp.ui.widgets.flow_layout import FlowLayout
from stretchapp.ui.widgets.key_button import KeyButton
from stretchapp.ui.widgets.labels import text_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from stretchapp.ui.theme.appearance import Appearance

EMPTY = "○"
"""The mark of a chip that is not chosen."""

NOT_SAID = "Not said"
"""The text of the chip that clears the choice."""

_NONE = ""
"""The value of the chip that clears the choice."""


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


class ChipGroup(QVBoxLayout):
    """A question and its chips below it, in rows.

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
        none = Chip(_NONE, NOT_SAID, f"{NOT_SAID}: {question}")
        for chip in (*chips, none) if may_be_unsaid else chips:
            item = KeyButton(
                appearance,
                chip.text,
                EMPTY,
                functools.partial(self._choose, chip.value),
                name=chip.name or chip.text,
            )
            item.setCheckable(True)
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

    def _choose(self, value: str) -> None:
        if self._is_one:
            self.choose({value})
        self._on_change()
