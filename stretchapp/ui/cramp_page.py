"""The line for the log after a cramp: what is known is filled in, all else may stay empty."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from stretchapp.diary.cramp_records import CrampDetails
from stretchapp.ui.flow_layout import FlowLayout
from stretchapp.ui.labels import ENTER_KEYS, button, text_label
from stretchapp.ui.page import Page
from stretchapp.ui.relief_button import ReliefButton
from stretchapp.words import countdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from stretchapp.diary.cramp_records import CrampSide
    from stretchapp.library.texts import Trigger
    from stretchapp.relief_runner import ReliefRunner
    from stretchapp.ui.theme import Looks

STRONGEST = 10
EMPTY = "○"
LENGTH = re.compile(r"\s*(\d{1,4})(?::([0-5]\d))?\s*")
"""Minutes, or minutes and seconds."""

LONGEST_NOTE = 1000

_SIDES: tuple[tuple[str, CrampSide], ...] = (("Left", "left"), ("Right", "right"), ("Both", "both"))

_Field = Literal["side", "strength", "length_s", "triggers", "helped", "nothing_helped", "note"]


class CrampPage(Page):
    """Asks for what is not known yet; everything is kept as soon as it is said.

    Signals:
        done: The page is left.
    """

    done = Signal()

    def __init__(self, looks: Looks, runner: ReliefRunner, triggers: Sequence[Trigger]) -> None:
        """Make the page of the cramp that ``runner`` has led through.

        Args:
            looks: Fonts and colours.
            runner: The relief, which is over.
            triggers: What may have set the cramp off.
        """
        super().__init__(looks, "Your diary: this cramp")
        self._runner = runner
        self._details = CrampDetails()
        known = runner.details()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.column.addWidget(text_label("It has passed", font=looks.font(1.6, bold=True)))
        self.column.addWidget(
            text_label("This is kept in your diary. You need not fill in anything.", quiet=True)
        )
        self.column.addWidget(text_label(f"Where: {known.title}"))
        sides = [self._chip(text, self._on_side, f"{text} leg") for text, _ in _SIDES[:2]]
        sides.append(self._chip(_SIDES[2][0], self._on_side, "Both legs"))
        self._sides = sides
        self._add("Which leg?", sides)
        self._strengths = [
            self._chip(str(number), self._on_strength, f"Strength {number}", mark="")
            for number in range(STRONGEST + 1)
        ]
        self._add("How strong, from 0 to 10? Type the number, or choose it.", self._strengths)
        self._length = self._field("How long, in minutes", countdown(known.length_s))
        self._length.textEdited.connect(self._on_length)
        self._helped = {
            tried.id: self._chip(tried.name, self._on_helped, f"Helped: {tried.name}")
            for tried in known.tried
        }
        for tried in known.tried:
            self._helped[tried.id].setChecked(tried.helped)
        self._nothing = self._chip("Nothing helped", self._on_nothing)
        self._add("What helped?", [*self._helped.values(), self._nothing])
        self._triggers = {it.id: self._chip(it.label, self._on_triggers) for it in triggers}
        if triggers:
            self._add("What went before?", list(self._triggers.values()))
        self._note = self._field("Anything else", "")
        self._note.setMaxLength(LONGEST_NOTE)
        self._note.textEdited.connect(self._on_note)
        self._problem = text_label(quiet=True)
        self.column.addWidget(self._problem)
        self.column.addStretch(1)
        self.add_buttons(button("Done", self.leave, primary=True, player=True, name="Done, Enter"))
        self._show_problem()

    def focus_first(self) -> None:
        """Give the focus to the page: a key that is still being pressed must choose nothing."""
        self.setFocus()

    def leave(self) -> None:
        """Leave what is known as it is."""
        self.keep()
        self.done.emit()

    def keep(self) -> None:
        """Try once more to keep what could not be written."""
        if self._runner.problem is not None:
            self._runner.tick()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits as the strength and Enter as done, wherever nothing is being written."""
        text = event.text()
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.leave()
        elif text.isdecimal() and len(text) == 1:
            self._type(int(text))
        else:
            super().keyPressEvent(event)

    def _type(self, digit: int) -> None:
        # A 1 and then a 0 are a 10.
        is_ten = digit == 0 and self._details.strength == 1
        self._strengths[STRONGEST if is_ten else digit].click()

    def _on_side(self, chosen: ReliefButton) -> None:
        _choose_one(self._sides, chosen)
        self._say(side=_SIDES[self._sides.index(chosen)][1])

    def _on_strength(self, chosen: ReliefButton) -> None:
        _choose_one(self._strengths, chosen)
        self._say(strength=self._strengths.index(chosen))

    def _on_length(self, text: str) -> None:
        found = LENGTH.fullmatch(text)
        if found is None:
            self._problem.setText("Write the length as minutes, or as minutes and seconds: 2:30.")
            return
        minutes, seconds = found.groups(default="0")
        self._say(length_s=float(int(minutes) * 60 + int(seconds)))

    def _on_helped(self, _chosen: ReliefButton) -> None:
        helped = frozenset(it for it, chip in self._helped.items() if chip.isChecked())
        if helped:
            self._nothing.setChecked(False)
        self._say(helped=helped, nothing_helped=self._nothing.isChecked())

    def _on_nothing(self, _chosen: ReliefButton) -> None:
        if self._nothing.isChecked():
            for chip in self._helped.values():
                chip.setChecked(False)
        self._on_helped(self._nothing)

    def _on_triggers(self, _chosen: ReliefButton) -> None:
        self._say(triggers=frozenset(it for it, chip in self._triggers.items() if chip.isChecked()))

    def _on_note(self, text: str) -> None:
        self._say(note=text)

    def _say(self, **changes: object) -> None:
        """Keep what was said, and all that was said before in case that could not be kept."""
        self._details = replace(self._details, **changes)
        self._runner.fill_in(self._details)
        self._show_problem()

    def _show_problem(self) -> None:
        self._problem.setText(self._runner.problem or "")

    def _chip(
        self,
        text: str,
        on_click: Callable[[ReliefButton], object],
        name: str = "",
        *,
        mark: str = EMPTY,
    ) -> ReliefButton:
        chip = ReliefButton(self._looks, text, mark, lambda: on_click(chip), name=name or text)
        chip.setCheckable(True)
        return chip

    def _field(self, label: str, text: str) -> QLineEdit:
        self.column.addWidget(text_label(label))
        field = QLineEdit(text)
        field.setAccessibleName(label)
        field.returnPressed.connect(self.leave)
        self.column.addWidget(field)
        return field

    def _add(self, label: str, chips: Sequence[QWidget]) -> None:
        self.column.addWidget(text_label(label))
        row = FlowLayout(self._looks.px(8))
        for chip in chips:
            row.addWidget(chip)
        self.column.addLayout(row)


def _choose_one(chips: Sequence[ReliefButton], chosen: ReliefButton) -> None:
    for chip in chips:
        chip.setChecked(chip is chosen)
