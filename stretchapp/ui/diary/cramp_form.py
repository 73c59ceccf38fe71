"""A cramp to be written down or changed: by the keyboard, and as much of it as one likes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from stretchapp.diary.cramp_records import EARLIEST_YEAR, LONGEST_NOTE, LONGEST_S
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
from stretchapp.ui.widgets.fields.date_field import DateField
from stretchapp.ui.widgets.fields.time_field import TimeField
from stretchapp.ui.widgets.labels import button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.diary import cramp_in_words, day_in_words
from stretchapp.wording.session import countdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import tzinfo

    from PySide6.QtWidgets import QWidget

    from stretchapp.diary.cramp_records import CrampEntry, CrampSide
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.wording.names import Names

_NOTHING = "nothing-helped"


class CrampForm(Page):
    """Shows one cramp to be written down or changed.

    Signals:
        saved: It is to be kept; with the entry.
    """

    saved = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        entry: CrampEntry,
        names: Names,
        first_aid: Mapping[str, Sequence[str]],
        now: Callable[[], datetime],
        zone: tzinfo,
        *,
        is_new: bool,
        is_by_hand: bool = True,
        prompts: Sequence[str] = (),
    ) -> None:
        """Show a cramp.

        Args:
            appearance: Fonts and sizes.
            entry: What is known of it.
            names: The words for the ids.
            first_aid: The exercises that each place has as first aid.
            now: Returns the present moment; no cramp begins after it.
            zone: Where the person is.
            is_new: Whether it is not in the diary yet.
            is_by_hand: Whether no relief has led through it. What helps no longer was then chosen
                by mistake; a relief knows that it was tried.
            prompts: What a doctor should know of, in sentences of the documents.
        """
        title = "Add a cramp" if is_new else "Change a cramp"
        super().__init__(appearance, title)
        self._entry = entry
        self._is_by_hand = is_by_hand
        self._names = names
        self._first_aid = first_aid
        self._now = now
        self._zone = zone
        self.column.addWidget(text_label(title, font=appearance.font(1.6, bold=True)))
        self.column.addWidget(
            text_label("You need not fill in everything. Ctrl+Enter saves it.", quiet=True)
        )
        begin = entry.started_at.astimezone(zone)
        self._date = DateField("On which day?", begin.date())
        self._time = TimeField("At what time?", [begin.time()])
        self._written = (self._date.text(), self._time.text())
        self._add("On which day? Year, month, day. Up and Down move it.", self._date)
        self._add("At what time?", self._time)
        self._place = self._chips(
            "Where?", [Chip(it, words) for it, words in self._offered(names.places, entry.muscle)]
        )
        self._side = self._chips(SIDE_QUESTION, SIDE_CHIPS)
        self._strength = self._chips(STRENGTH_QUESTION, STRENGTH_CHIPS)
        self._length = QLineEdit(countdown(entry.length_s) if entry.length_s else "")
        self._length.setAccessibleName(LENGTH_QUESTION)
        self._length_written = self._length.text()
        self._add(LENGTH_QUESTION, self._length)
        self._tried = dict(entry.tried)
        self._helped = self._make_helped()
        self._triggers = self._chips(
            TRIGGER_QUESTION,
            [
                Chip(it, words)
                for it, words in self._offered(names.triggers, *sorted(entry.triggers))
            ],
            is_one=False,
        )
        self._note = QLineEdit(entry.note)
        self._note.setMaxLength(LONGEST_NOTE)
        self._note_written = self._note.text()
        self._note.setAccessibleName(NOTE_QUESTION)
        self._add(NOTE_QUESTION, self._note)
        for prompt in prompts:
            self.column.addWidget(text_label(prompt, quiet=True))
        self._sentence = text_label(font=appearance.font(1.0, bold=True))
        self.column.addWidget(self._sentence)
        self.column.addStretch(1)
        # In sight wherever one has scrolled to, for it says why there is no saving.
        self._obstacle = text_label(font=appearance.font(1.0, bold=True))
        self.add_line(self._obstacle)
        self._save = button("Save", self._on_save, primary=True, name="Save, Ctrl+Enter")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            # From a choice as well, of which there are many before the button.
            QShortcut(
                QKeySequence(keys),
                self,
                self._on_save,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        self.add_buttons(self._save, button("Cancel", self.back_chosen.emit))
        self._fill()
        for field in (self._date, self._length, self._note):
            field.textChanged.connect(self._show)
        self._time.edited.connect(self._show)
        for field in (self._date, self._time, self._length, self._note):
            field.returnPressed.connect(self._on_save)
        self._show()

    def focus_first(self) -> None:
        """Give the focus to the time, which is what has to be right."""
        self._time.setFocus()
        self._time.selectAll()

    @property
    def entry(self) -> CrampEntry:
        """The cramp as it is written now; there must be no problem."""
        strength = self._strength.value
        helped = self._helped.chosen - {_NOTHING}
        tried = {
            it: it in helped
            for it, has_helped in self._tried.items()
            if it in helped or not (has_helped and self._is_by_hand)
        }
        tried |= dict.fromkeys((it for it in self._helped.buttons if it in helped), True)
        side: CrampSide | None = None
        for known in ("left", "right", "both"):
            if known == self._side.value:
                side = known
        length_s = self._entry.length_s
        if self._length.text() != self._length_written:
            length_s = read_length(self._length.text()) if self._length.text().strip() else None
        # A field has one line; a note that was read in may have more.
        is_same_note = self._note.text() == self._note_written
        return replace(
            self._entry,
            started_at=self._begin() or self._entry.started_at,
            muscle=self._place.value,
            side=side,
            strength=None if strength is None else int(strength),
            length_s=length_s,
            nothing_helped=_NOTHING in self._helped.chosen,
            note=self._entry.note if is_same_note else self._note.text().strip(),
            triggers=self._triggers.chosen,
            tried=tuple(tried.items()),
        )

    def _begin(self) -> datetime | None:
        """Return when it began; None if that cannot be read."""
        if (self._date.text(), self._time.text()) == self._written:
            # To the second, as relief has kept it.
            return self._entry.started_at
        day, times = self._date.day, self._time.times
        if day is None or len(times) != 1:
            return None
        moment = datetime.combine(day, times[0], self._zone)
        # A time that the clock skips becomes the one that it showed then.
        return moment.astimezone(UTC).astimezone(self._zone)

    def _problem(self) -> str:
        """Return why it cannot be kept as it is; nothing if it can."""
        return self._problem_of_moment() or self._problem_of_length()

    def _problem_of_moment(self) -> str:
        if self._date.day is None:
            return f"'{self._date.text()}' is no date such as {self._now().date()}."
        if self._time.problem:
            return self._time.problem
        begin = self._begin()
        if begin is None:
            return "Write one time of day, such as 03:10."
        if begin > self._now():
            return "That moment is still to come; write when the cramp was."
        if begin.year < EARLIEST_YEAR:
            return f"A cramp of before {EARLIEST_YEAR} cannot be written down; correct the date."
        return ""

    def _problem_of_length(self) -> str:
        if self._length.text().strip() in ("", self._length_written):
            return ""
        length_s = read_length(self._length.text())
        if length_s is None:
            return LENGTH_HINT
        if length_s > LONGEST_S:
            return "A cramp of more than 24 hours cannot be written down; correct the length."
        return ""

    def _show(self) -> None:
        problem = self._problem()
        self._save.setEnabled(not problem)
        self._obstacle.setText(problem)
        self._obstacle.setVisible(bool(problem))
        self._sentence.setVisible(not problem)
        if not problem:
            entry = self.entry
            day = entry.started_at.astimezone(self._zone).date()
            said = f"{day_in_words(day)}, {cramp_in_words(entry, self._zone, self._names)}."
            self._sentence.setText(said)

    def _on_save(self) -> None:
        if not self._problem():
            self.saved.emit(self.entry)

    def _on_place(self) -> None:
        offered = set(self._first_aid.get(self._place.value or "", ()))
        if not offered:
            offered = {it for group in self._first_aid.values() for it in group[:1]}
        for it, chip in self._helped.buttons.items():
            chip.setVisible(it in offered | {_NOTHING} or it in self._tried or chip.isChecked())
        self._show()

    def _on_helped(self) -> None:
        chosen = self._helped.chosen
        if _NOTHING in chosen and not self._was_nothing:
            self._helped.choose({_NOTHING})
        elif len(chosen) > 1:
            # Something else was chosen after it.
            self._helped.choose(chosen - {_NOTHING})
        self._was_nothing = _NOTHING in self._helped.chosen
        self._show()

    def _make_helped(self) -> ChipGroup:
        known = dict.fromkeys(self._tried)
        for group in self._first_aid.values():
            known |= dict.fromkeys(group)
        chips = [
            Chip(it, self._names.exercise(it), f"Helped: {self._names.exercise(it)}")
            for it in known
        ]
        made = ChipGroup(
            self._appearance,
            HELPED_QUESTION,
            [*chips, Chip(_NOTHING, NOTHING_HELPED)],
            self._on_helped,
            is_one=False,
        )
        self.column.addLayout(made)
        return made

    def _fill(self) -> None:
        entry = self._entry
        self._place.choose({entry.muscle or ""})
        self._side.choose({entry.side or ""})
        self._strength.choose({str(entry.strength)})
        helped = {it for it, has_helped in entry.tried if has_helped}
        self._helped.choose({_NOTHING} if entry.nothing_helped else helped)
        self._was_nothing = entry.nothing_helped
        self._triggers.choose(entry.triggers)
        self._on_place()

    def _chips(self, question: str, chips: Sequence[Chip], *, is_one: bool = True) -> ChipGroup:
        on_change = self._on_place if question == "Where?" else self._show
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

    def _offered(self, words: Mapping[str, str], *used: str | None) -> list[tuple[str, str]]:
        """Return what there is to choose, with what this entry has though it is gone."""
        gone = [it for it in used if it is not None and it not in words]
        return [*words.items(), *((it, it.replace("-", " ").capitalize()) for it in gone)]

    def _add(self, label: str, field: QWidget) -> None:
        self.column.addWidget(text_label(label))
        self.column.addWidget(field)


def usual_moment(evening: datetime, now: datetime) -> datetime:
    """Return the moment that a cramp of a night is offered with: 3 in the morning, or now.

    Args:
        evening: The noon at which the night begins.
        now: The present moment.
    """
    return min(evening + timedelta(hours=15), now)
