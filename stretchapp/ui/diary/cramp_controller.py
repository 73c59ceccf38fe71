"""The controller of the cramp form: adds, changes and deletes cramps."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from stretchapp.base.i18n import _
from stretchapp.base.nights import night_of, start_of_night
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.ui.diary.cramp_form import CrampForm, usual_moment
from stretchapp.ui.widgets.pages.page_controller import PageController
from stretchapp.wording.diary import cramp_in_words, no_longer_quiet
from stretchapp.wording.names import Names, names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from stretchapp.application.diary import Diary
    from stretchapp.application.routine_catalogue import RoutineCatalogue
    from stretchapp.base.clock import Clock
    from stretchapp.diary.cramp_records import CrampRecord
    from stretchapp.library.texts.diary import DiaryTexts, DoctorRule, Trigger
    from stretchapp.ui.theme.appearance import Appearance
    from stretchapp.ui.widgets.pages.page_stack import PageStack

PROMPTS = ("D7", "D12")
"""The doctor rules below the form: when to get help at once, and when to look for a cause."""


class CrampController(PageController):
    """Shows the form of a cramp, and saves what is entered there.

    Signals:
        changed: The diary has changed: a text to show, and a callable that undoes it (or None).
    """

    changed = Signal(str, object)

    def __init__(
        self,
        appearance: Appearance,
        pages: PageStack,
        *,
        diary: Callable[[], Diary],
        texts: Callable[[], DiaryTexts],
        catalogue: RoutineCatalogue,
        clock: Clock,
    ) -> None:
        """Prepare; nothing is read before it is asked for.

        Args:
            appearance: Fonts and colours.
            pages: Where the form is shown.
            diary: Opens the diary. Raises UserError when it cannot.
            texts: Returns the triggers and doctor rules. Raises UserError when they cannot be read.
            catalogue: The exercises and flows that the diary names.
            clock: Tells the present moment.
        """
        super().__init__(appearance, pages)
        self._diary = diary
        self._texts = texts
        self._catalogue = catalogue
        self._clock = clock

    @property
    def names(self) -> Names:
        """The names of places, exercises and triggers."""
        library = self._catalogue.library
        return names_of(library.flows.values(), library.exercises.values(), self._triggers)

    @property
    def short_names(self) -> Names:
        """The names that can be had without reading a text: all but the triggers."""
        library = self._catalogue.library
        return names_of(library.flows.values(), library.exercises.values(), ())

    def add(self, moment: datetime) -> None:
        """Show the form of a new cramp at a moment."""
        self._show(CrampEntry(started_at=moment), None)

    def add_to(self, evening: date, now: datetime) -> None:
        """Show the form of a new cramp in a night."""
        noon = start_of_night(evening, self._diary().zone)
        self.add(usual_moment(noon, now))

    def change(self, record: CrampRecord) -> None:
        """Show the form of a cramp from the diary."""
        self._show(record.entry, record)

    def delete(self, record: CrampRecord) -> None:
        """Delete a cramp; it can be restored while the page is shown."""
        diary = self._diary()
        deleted = diary.delete(record.id)
        line = cramp_in_words(record, self.short_names)
        self.changed.emit(
            _("Deleted: {cramp}.").format(cramp=line), functools.partial(self._restore, deleted)
        )

    @property
    def _triggers(self) -> Sequence[Trigger]:
        """The triggers; empty if they cannot be read."""
        try:
            return self._texts().triggers
        except UserError:
            # Everything else about the cramp can still be entered.
            return ()

    def _show(self, entry: CrampEntry, record: CrampRecord | None) -> None:
        page = CrampForm(
            self._appearance,
            entry,
            self.names,
            self._first_aid(),
            self._clock.now,
            self._diary().zone,
            is_new=record is None,
            is_by_hand=record is None or record.process is None,
            prompts=[rule.text for rule in self._prompts()],
        )
        page.saved.connect(functools.partial(self._attempt, self._save, record))
        self._open(page)

    def _save(self, record: CrampRecord | None, entry: CrampEntry) -> None:
        diary, now = self._diary(), self._clock.now()
        night = night_of(entry.started_at)
        was_quiet = diary.is_quiet(night)
        if record is None:
            diary.add(entry, now)
        else:
            diary.change(record.id, entry, now)
        self._pages.close_page()
        line = cramp_in_words(entry, self.short_names)
        sentences = [_("Saved: {cramp}.").format(cramp=line)]
        if was_quiet:
            sentences.append(no_longer_quiet(night))
        self.changed.emit(" ".join(sentences), None)

    def _restore(self, record: CrampRecord) -> None:
        self._diary().restore(record)
        self.changed.emit("", None)

    def _first_aid(self) -> dict[str, list[str]]:
        """Return the first-aid exercises of each place, in the order of its relief flow."""
        return {
            flow.id: list(
                dict.fromkeys(
                    step.exercise.id
                    for stage in flow.stages
                    for step in (*stage.steps, *stage.alternatives)
                )
            )
            for flow in self._catalogue.library.guided_flows.values()
        }

    def _prompts(self) -> list[DoctorRule]:
        try:
            return [rule for rule in self._texts().rules if rule.id in PROMPTS]
        except UserError:
            return []
