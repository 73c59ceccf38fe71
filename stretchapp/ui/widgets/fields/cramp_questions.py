"""The questions about a cramp: side, strength, length, what helped, triggers and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from stretchapp.base.i18n import N_, NC_, _, pgettext
from stretchapp.base.typed_numbers import read_minutes
from stretchapp.diary.cramp_records import (
    LONGEST_NOTE,
    LONGEST_S,
    SIDES,
    STRONGEST,
    CrampDetails,
)
from stretchapp.ui.widgets.fields.chip_group import Chip, ChipGroup
from stretchapp.ui.widgets.labels import text_label
from stretchapp.wording.lengths import countdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from stretchapp.diary.cramp_records import CrampSide
    from stretchapp.ui.theme.appearance import Appearance

LENGTH_HINT = N_("Enter minutes, or minutes and seconds. Example: 2:30")
LENGTH_TOO_LONG = N_("The length must not be more than 24 hours.")

NOTHING_HELPED = N_("Nothing helped")

SIDE_QUESTION = N_("Which leg?")
STRENGTH_QUESTION = N_("How strong, from 0 to 10?")
LENGTH_QUESTION = N_("How long? (minutes, or minutes and seconds: 2:30)")
HELPED_QUESTION = N_("What helped?")
TRIGGER_QUESTION = N_("What happened before the cramp?")
NOTE_QUESTION = N_("Note (optional)")

_NOTHING = "nothing-helped"
"""The value of the chip that says that nothing helped; the other values are ids of exercises."""

_SIDE_CHIPS: dict[str, tuple[str, str]] = {
    "left": (NC_("leg", "Left"), N_("Left leg")),
    "right": (NC_("leg", "Right"), N_("Right leg")),
    "both": (NC_("leg", "Both"), N_("Both legs")),
}
"""The text and the name of each chip for a side, marked for translation."""


class CrampQuestions(QVBoxLayout):
    """Chips and text fields for the details of one cramp; every question may stay unanswered.

    Attributes:
        strength: The chips of the strength; their values are the numbers.

    Signals:
        changed: The person has changed an answer.
        submitted: The person has pressed Enter in a text field.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(
        self,
        appearance: Appearance,
        known: CrampDetails,
        *,
        exercises: Mapping[str, str],
        triggers: Mapping[str, str],
        strength_hint: str = "",
    ) -> None:
        """Ask the questions, with the known answers filled in.

        Args:
            appearance: Fonts and sizes.
            known: What is known already.
            exercises: The exercises that may have helped: their ids and names.
            triggers: What may have set the cramp off: ids and labels; without any, the question
                is left out.
            strength_hint: A sentence to show after the question for the strength.
        """
        super().__init__()
        self._appearance = appearance
        self._known = known
        self.setSpacing(appearance.px(12))
        self._side = self._add_chips(_(SIDE_QUESTION), _side_chips())
        self._side.choose({known.side or ""})
        strength_question = f"{_(STRENGTH_QUESTION)} {strength_hint}".rstrip()
        self.strength = self._add_chips(strength_question, _strength_chips())
        self.strength.choose({str(known.strength)})
        self._length = self._add_field(
            _(LENGTH_QUESTION), "" if known.length_s is None else countdown(known.length_s)
        )
        self._known_length = self._length.text()
        self._helped = self._add_helped(exercises)
        self._says_nothing_helped = bool(known.nothing_helped)
        self._helped.choose({_NOTHING} if known.nothing_helped else known.helped or frozenset())
        self._triggers: ChipGroup | None = None
        if triggers:
            chips = [Chip(trigger, label) for trigger, label in triggers.items()]
            self._triggers = self._add_chips(_(TRIGGER_QUESTION), chips, is_one=False)
            self._triggers.choose(known.triggers or frozenset())
        self._note = self._add_field(_(NOTE_QUESTION), known.note or "")
        self._note.setMaxLength(LONGEST_NOTE)
        self._known_note = self._note.text()

    @property
    def details(self) -> CrampDetails:
        """The answers; side, strength and length are ``unknown`` where there is no answer."""
        side: CrampSide | None = next(
            (option for option in SIDES if option == self._side.value), None
        )
        strength = self.strength.value
        length_s = (
            read_minutes(self._length.text()) if self._is_length_edited else self._known.length_s
        )
        answers = {"side": side, "strength": strength, "length_s": length_s}
        unknown = {name for name, answer in answers.items() if answer is None}
        if self.problem:
            # What the diary says of the length stays until it can be read.
            length_s = None
            unknown.discard("length_s")
        # A field has one line; a note that was imported may have more.
        is_note_edited = self._note.text() != self._known_note
        return CrampDetails(
            unknown=frozenset(unknown),
            side=side,
            strength=None if strength is None else int(strength),
            length_s=length_s,
            triggers=frozenset() if self._triggers is None else self._triggers.chosen,
            helped=self._helped.chosen - {_NOTHING},
            nothing_helped=_NOTHING in self._helped.chosen,
            note=self._note.text().strip() if is_note_edited else self._known.note or "",
        )

    @property
    def problem(self) -> str:
        """Why the length cannot be saved; empty if it can."""
        if not self._is_length_edited or not self._length.text().strip():
            return ""
        length_s = read_minutes(self._length.text())
        if length_s is None:
            return _(LENGTH_HINT)
        return _(LENGTH_TOO_LONG) if length_s > LONGEST_S else ""

    def offer_exercises(self, exercises: AbstractSet[str]) -> None:
        """Show the chips of these exercises only, and of those that are chosen."""
        for value, chip in self._helped.buttons.items():
            chip.setVisible(value in exercises | {_NOTHING} or chip.isChecked())

    @property
    def _is_length_edited(self) -> bool:
        return self._length.text() != self._known_length

    def _add_helped(self, exercises: Mapping[str, str]) -> ChipGroup:
        chips = [
            Chip(exercise, name, _("Helped: {exercises}").format(exercises=name))
            for exercise, name in exercises.items()
        ]
        helped = ChipGroup(
            self._appearance,
            _(HELPED_QUESTION),
            [*chips, Chip(_NOTHING, _(NOTHING_HELPED))],
            self._on_helped,
            is_one=False,
        )
        self.addLayout(helped)
        return helped

    def _on_helped(self) -> None:
        """Let "nothing" and exercises exclude each other; the latest choice wins."""
        chosen = self._helped.chosen
        if _NOTHING in chosen and not self._says_nothing_helped:
            self._helped.choose({_NOTHING})
        elif len(chosen) > 1:
            self._helped.choose(chosen - {_NOTHING})
        self._says_nothing_helped = _NOTHING in self._helped.chosen
        self.changed.emit()

    def _add_chips(self, question: str, chips: Sequence[Chip], *, is_one: bool = True) -> ChipGroup:
        group = ChipGroup(
            self._appearance,
            question,
            chips,
            self.changed.emit,
            is_one=is_one,
            may_be_unsaid=is_one,
        )
        self.addLayout(group)
        return group

    def _add_field(self, label: str, text: str) -> QLineEdit:
        self.addWidget(text_label(label))
        field = QLineEdit(text)
        field.setAccessibleName(label)
        field.textEdited.connect(self.changed)
        field.returnPressed.connect(self.submitted)
        self.addWidget(field)
        return field


def _side_chips() -> list[Chip]:
    return [
        Chip(side, pgettext("leg", text), _(name)) for side, (text, name) in _SIDE_CHIPS.items()
    ]


def _strength_chips() -> list[Chip]:
    name = _("Strength {number}")
    return [
        Chip(str(number), str(number), name.format(number=number))
        for number in range(STRONGEST + 1)
    ]
