"""The line for the log after a cramp: what is known is filled in, all else may stay empty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from stretchapp.diary.cramp_records import LONGEST_NOTE, SIDES, STRONGEST, CrampDetails
from stretchapp.ui.widgets.fields.chip_group import Chip, ChipGroup
from stretchapp.ui.widgets.fields.cramp_questions import (
    HELPED_QUESTION,
    LENGTH_HINT,
    LENGTH_QUESTION,
    NOTE_QUESTION,
    NOTHING_HELPED,
    SIDE_CHIPS,
    SIDE_QUESTION,
    STRENGTH_CHIPS,
    STRENGTH_QUESTION,
    TRIGGER_QUESTION,
    read_length,
)
from stretchapp.ui.widgets.labels import ENTER_KEYS, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.session import countdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

    from stretchapp.application.relief_run import ReliefRun
    from stretchapp.library.texts.diary import Trigger
    from stretchapp.ui.theme.appearance import Appearance

_NOTHING = "nothing"


class AfterCrampPage(Page):
    """Asks for what is not known yet; everything is kept as soon as it is said.

    Signals:
        done: The page is left.
    """

    done = Signal()

    def __init__(
        self, appearance: Appearance, relief_run: ReliefRun, triggers: Sequence[Trigger]
    ) -> None:
        """Make the page of the cramp that ``relief_run`` has led through.

        Args:
            appearance: Fonts and colours.
            relief_run: The relief, which is over.
            triggers: What may have set the cramp off.
        """
        super().__init__(appearance, "Your diary: this cramp")
        self._relief_run = relief_run
        self._details = CrampDetails()
        known = relief_run.details()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.column.addWidget(text_label("It has passed", font=appearance.font(1.6, bold=True)))
        self._kept = text_label(
            "This is kept in your diary. You need not fill in anything.", quiet=True
        )
        self.column.addWidget(self._kept)
        self.column.addWidget(text_label(f"Where: {known.title}"))
        self._side = self._chips(SIDE_QUESTION, SIDE_CHIPS, self._on_side)
        self._strength = self._chips(
            f"{STRENGTH_QUESTION} Type the number, or choose it.",
            STRENGTH_CHIPS,
            self._on_strength,
        )
        self._length = self._field(LENGTH_QUESTION, countdown(known.length_s))
        self._length.textEdited.connect(self._on_length)
        self._helped = self._chips(
            HELPED_QUESTION,
            [
                *(Chip(it.id, it.name, f"Helped: {it.name}") for it in known.tried),
                Chip(_NOTHING, NOTHING_HELPED),
            ],
            self._on_helped,
            is_one=False,
        )
        self._helped.choose({it.id for it in known.tried if it.helped})
        self._was_nothing = False
        if triggers:
            self._triggers = self._chips(
                TRIGGER_QUESTION,
                [Chip(it.id, it.label) for it in triggers],
                self._on_triggers,
                is_one=False,
            )
        self._note = self._field(NOTE_QUESTION, "")
        self._note.setMaxLength(LONGEST_NOTE)
        self._note.textEdited.connect(self._on_note)
        self.column.addStretch(1)
        # In sight wherever one has scrolled to.
        self._problem = text_label()
        self.add_line(self._problem)
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
        if self._relief_run.problem is not None:
            self._relief_run.fill_in(self._details)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits as the strength and Enter as done, wherever nothing is being written.

        Backspace takes the strength back.
        """
        text = event.text()
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.leave()
        elif text.isdecimal() and len(text) == 1:
            self._type(int(text))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._strength.choose(frozenset())
            self._on_strength()
        else:
            super().keyPressEvent(event)

    def _type(self, digit: int) -> None:
        # A 1 and then a 0 are a 10.
        is_ten = digit == 0 and self._details.strength == 1
        self._strength.buttons[str(STRONGEST if is_ten else digit)].click()

    def _on_side(self) -> None:
        self._say(side=next((it for it in SIDES if it == self._side.value), None))

    def _on_strength(self) -> None:
        strength = self._strength.value
        self._say(strength=None if strength is None else int(strength))

    def _on_length(self, text: str) -> None:
        length_s = read_length(text)
        if length_s is None and text.strip():
            self._tell(LENGTH_HINT)
        else:
            self._say(length_s=length_s)

    def _on_helped(self) -> None:
        chosen = self._helped.chosen
        if _NOTHING in chosen and not self._was_nothing:
            self._helped.choose({_NOTHING})
        elif len(chosen) > 1:
            self._helped.choose(chosen - {_NOTHING})
        self._was_nothing = _NOTHING in self._helped.chosen
        self._say(helped=self._helped.chosen - {_NOTHING}, nothing_helped=self._was_nothing)

    def _on_triggers(self) -> None:
        self._say(triggers=self._triggers.chosen)

    def _on_note(self, text: str) -> None:
        self._say(note=text)

    def _say(self, **changes: object) -> None:
        """Keep what was said, and all that was said before in case that could not be kept.

        None takes back what was said or filled in.
        """
        unknown = {name for name, value in changes.items() if value is None}
        self._details = replace(
            self._details, **changes, unknown=self._details.unknown - changes.keys() | unknown
        )
        self._relief_run.fill_in(self._details)
        self._show_problem()

    def _show_problem(self) -> None:
        problem = self._relief_run.problem or ""
        self._kept.setVisible(not problem)
        self._tell(problem)

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _chips(
        self,
        question: str,
        chips: Sequence[Chip],
        on_change: Callable[[], object],
        *,
        is_one: bool = True,
    ) -> ChipGroup:
        made = ChipGroup(
            self._appearance,
            question,
            chips,
            on_change,
            is_one=is_one,
            may_be_unsaid=is_one,
        )
        self.column.addLayout(made)
        return made

    def _field(self, label: str, text: str) -> QLineEdit:
        self.column.addWidget(text_label(label))
        field = QLineEdit(text)
        field.setAccessibleName(label)
        field.returnPressed.connect(self.leave)
        self.column.addWidget(field)
        return field
