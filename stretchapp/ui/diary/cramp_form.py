"""The form to add or change a cramp; every field but the time is optional."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from stretchapp.base.i18n import N_, _
from stretchapp.diary.cramp_records import EARLIEST_YEAR, CrampDetails
from stretchapp.ui.widgets.fields.chip_group import Chip, ChipGroup
from stretchapp.ui.widgets.fields.cramp_questions import CrampQuestions
from stretchapp.ui.widgets.fields.date_field import DateField
from stretchapp.ui.widgets.fields.time_field import TimeField
from stretchapp.ui.widgets.labels import CANCEL, SAVE, button, text_label
from stretchapp.ui.widgets.pages.scrolling_page import Page
from stretchapp.wording.dates import day_in_words, time_in_words
from stretchapp.wording.diary import cramp_in_words
from stretchapp.wording.names import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import tzinfo

    from PySide6.QtWidgets import QWidget

    from stretchapp.diary.cramp_records import CrampEntry
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.wording.names import Names

DATE_QUESTION = N_("Day")
TIME_QUESTION = N_("Time")
PLACE_QUESTION = N_("Where?")


class CrampForm(Page):
    """A form for one cramp.

    Signals:
        saved: Save the cramp; with its ``CrampEntry``.
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
            entry: The known details.
            names: The words for the ids.
            first_aid: The exercises that each place has as first aid.
            now: Returns the present moment, which is the latest start of a cramp.
            zone: Where the person is now.
            is_new: Whether the cramp is not in the diary yet.
            is_by_hand: Whether the cramp was not recorded by a relief. Then an exercise that is no
                longer chosen was chosen by mistake; a relief knows that it was tried.
            prompts: What a doctor should know of, in sentences of the documents.
        """
        title = _("Add a cramp") if is_new else _("Change a cramp")
        super().__init__(appearance, title)
        self._entry = entry
        self._is_by_hand = is_by_hand
        self._names = names
        self._first_aid = first_aid
        self._now = now
        self._zone = _zone_of(entry.started_at, zone)
        self.column.addWidget(text_label(title, font=appearance.font(1.6, bold=True)))
        self.column.addWidget(
            text_label(_("You can leave questions open. Press Ctrl+Enter to save."), quiet=True)
        )
        begin = entry.started_at.astimezone(self._zone)
        self._date = DateField(_(DATE_QUESTION), begin.date())
        self._time = TimeField(_(TIME_QUESTION), [begin.time()])
        self._written = (self._date.text(), self._time.text())
        self._add(_("Day (year, month, day)"), self._date)
        self._add(_(TIME_QUESTION), self._time)
        self._place = ChipGroup(
            appearance,
            _(PLACE_QUESTION),
            [Chip(place, name) for place, name in _offered(names.places, entry.muscle).items()],
            self._on_place,
            is_one=True,
            may_be_unsaid=True,
        )
        self._place.choose({entry.muscle or ""})
        self.column.addLayout(self._place)
        self._questions = self._make_questions()
        self.column.addLayout(self._questions)
        for prompt in prompts:
            self.column.addWidget(text_label(prompt, quiet=True))
        self._sentence = text_label(font=appearance.font(1.0, bold=True))
        self.column.addWidget(self._sentence)
        self.column.addStretch(1)
        # Always visible, because it says why the cramp cannot be saved.
        self._obstacle = text_label(font=appearance.font(1.0, bold=True), spoken=True)
        self.add_line(self._obstacle)
        self._save = button(_(SAVE), self._on_save, primary=True, name=_("Save, Ctrl+Enter"))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            # Works in every field, because there are many before the button.
            QShortcut(
                QKeySequence(keys),
                self,
                self._on_save,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )
        self.add_buttons(self._save, button(_(CANCEL), self.back_chosen.emit))
        self._date.textChanged.connect(self._show)
        self._time.edited.connect(self._show)
        self._questions.changed.connect(self._show)
        for field in (self._date, self._time):
            field.returnPressed.connect(self._on_save)
        self._questions.submitted.connect(self._on_save)
        self._on_place()

    def focus_first(self) -> None:
        """Give the focus to the time, the only required field."""
        self._time.setFocus()
        self._time.selectAll()

    @property
    def entry(self) -> CrampEntry:
        """The cramp as entered; there must be no problem."""
        details = self._questions.details
        helped = details.helped or frozenset()
        tried = {
            exercise: exercise in helped
            for exercise, has_helped in self._entry.tried
            if exercise in helped or not (has_helped and self._is_by_hand)
        }
        added = [exercise for exercise in self._exercises() if exercise in helped]
        return replace(
            self._entry,
            started_at=self._begin() or self._entry.started_at,
            muscle=self._place.value,
            side=details.side,
            strength=details.strength,
            length_s=details.length_s,
            nothing_helped=bool(details.nothing_helped),
            note=details.note or "",
            triggers=details.triggers or frozenset(),
            tried=tuple((tried | dict.fromkeys(added, True)).items()),
        )

    def _begin(self) -> datetime | None:
        """Return the start of the cramp; None if it is not valid."""
        if (self._date.text(), self._time.text()) == self._written:
            # Unchanged: keep the seconds that relief has saved.
            return self._entry.started_at
        day, times = self._date.day, self._time.times
        if day is None or len(times) != 1:
            return None
        moment = datetime.combine(day, times[0], self._zone)
        # A wall time that the clock skips becomes the time after the change.
        return moment.astimezone(UTC).astimezone(self._zone)

    def _problem(self) -> str:
        """Return why the cramp cannot be saved; empty if it can."""
        return self._problem_of_moment() or self._questions.problem

    def _problem_of_moment(self) -> str:
        if self._date.day is None:
            return _("'{text}' is not a valid date. Example: {example}").format(
                text=self._date.text(), example=self._now().date()
            )
        if self._time.problem:
            return self._time.problem
        begin = self._begin()
        if begin is None:
            return _("Enter one time. Example: {example}").format(
                example=time_in_words(time(3, 10))
            )
        if begin > self._now():
            return _("This moment is in the future. Enter when the cramp was.")
        if begin.year < EARLIEST_YEAR:
            return _("The date must not be before {year}.").format(year=EARLIEST_YEAR)
        return ""

    def _show(self) -> None:
        problem = self._problem()
        self._save.setEnabled(not problem)
        self._obstacle.setText(problem)
        self._obstacle.setVisible(bool(problem))
        self._sentence.setVisible(not problem)
        if not problem:
            entry = self.entry
            words = cramp_in_words(entry, self._names)
            day = day_in_words(entry.started_at.date())
            self._sentence.setText(_("{day}, {cramp}.").format(day=day, cramp=words))

    def _on_save(self) -> None:
        if not self._problem():
            self.saved.emit(self.entry)

    def _on_place(self) -> None:
        offered = set(self._first_aid.get(self._place.value or "", ()))
        if not offered:
            offered = {exercise for group in self._first_aid.values() for exercise in group[:1]}
        self._questions.offer_exercises(offered | dict(self._entry.tried).keys())
        self._show()

    def _make_questions(self) -> CrampQuestions:
        entry, names = self._entry, self._names
        return CrampQuestions(
            self._appearance,
            CrampDetails(
                side=entry.side,
                strength=entry.strength,
                length_s=entry.length_s,
                triggers=entry.triggers,
                helped=frozenset(exercise for exercise, has_helped in entry.tried if has_helped),
                nothing_helped=entry.nothing_helped,
                note=entry.note,
            ),
            exercises={exercise: names.exercise(exercise) for exercise in self._exercises()},
            triggers=_offered(names.triggers, *sorted(entry.triggers)),
        )

    def _exercises(self) -> list[str]:
        """Return the ids of the exercises to choose from: those tried, then all first aid."""
        exercises = dict.fromkeys(dict(self._entry.tried))
        for group in self._first_aid.values():
            exercises |= dict.fromkeys(group)
        return list(exercises)

    def _add(self, label: str, field: QWidget) -> None:
        self.column.addWidget(text_label(label))
        self.column.addWidget(field)


def _offered(names: Mapping[str, str], *used: str | None) -> dict[str, str]:
    """Return the names to choose from, including removed ones that this entry uses."""
    removed = [key for key in used if key is not None and key not in names]
    return {**names, **{key: words_of(key) for key in removed}}


def _zone_of(moment: datetime, here: tzinfo) -> tzinfo:
    """Return the zone of the wall times of a cramp: the one of the place where it was entered.

    Args:
        moment: When the cramp began, with its own offset.
        here: The zone in which the person is now, which knows when the clocks change.
    """
    was_here = moment.astimezone(here).utcoffset() == moment.utcoffset()
    return here if was_here or moment.tzinfo is None else moment.tzinfo


def usual_moment(evening: datetime, now: datetime) -> datetime:
    """Return the default moment of a cramp in a night: 3 in the morning, or now if that is earlier.

    Args:
        evening: The noon at which the night begins.
        now: The present moment.
    """
    return min(evening + timedelta(hours=15), now)
