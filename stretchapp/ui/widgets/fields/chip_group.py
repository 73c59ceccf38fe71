"""Groups of chips to choose from: one of them, or as many as are true."""

from __future__ import annotations

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
"""Stands on a chip that is not chosen."""

NOT_SAID = "Not said"
"""Stands on the chip that takes an answer back."""

_NONE = ""
"""The value of that chip."""


class Chip(NamedTuple):
    """One thing to choose.

    Attributes:
        value: What it stands for.
        text: What stands on it.
        name: What a screen reader says, where that is more than the text.
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
        """Make a group of which nothing is chosen.

        Where one is chosen, choosing it again changes nothing: a click that became two must not
        take it back unseen.

        Args:
            appearance: Fonts and sizes.
            question: What stands above them.
            chips: What there is to choose.
            on_change: Called when the person has chosen something.
            is_one: Whether at most one is chosen.
            may_be_unsaid: Whether there is a chip more, which takes the chosen one back.
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
            made = KeyButton(
                appearance, chip.text, EMPTY, lambda it=chip.value: self._choose(it), name=chip.name
            )
            made.setCheckable(True)
            if not chip.name:
                made.setAccessibleName(chip.text)
            self.buttons[chip.value] = made
            row.addWidget(made)
        self.addLayout(row)
        self.choose(frozenset())

    @property
    def chosen(self) -> frozenset[str]:
        """The values that are chosen."""
        return frozenset(it for it, chip in self.buttons.items() if it and chip.isChecked())

    @property
    def value(self) -> str | None:
        """The value that is chosen, where it can be one at most; None if none is."""
        return next(iter(self.chosen), None)

    def choose(self, values: AbstractSet[str]) -> None:
        """Let exactly these be chosen; what is not there to choose is left out."""
        for value, chip in self.buttons.items():
            chip.setChecked(value in values)
        if _NONE in self.buttons:
            self.buttons[_NONE].setChecked(not self.chosen)

    def _choose(self, value: str) -> None:
        if self._is_one:
            self.choose({value})
        self._on_change()
