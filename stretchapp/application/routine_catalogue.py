"""The routines of the window: the library as it is now, fitted to the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from stretchapp.base.problems import Problem
    from stretchapp.library.routines.fit_to_person import FittedRoutine
    from stretchapp.library.routines.models import Library, Routine
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.ui.dependencies import Services


class RoutineCatalogue:
    """Everything there is to choose from."""

    def __init__(self, services: Services) -> None:
        """Prepare; nothing is loaded yet."""
        self._services = services
        self._library: Library | None = None
        self._is_fresh = False

    @property
    def library(self) -> Library:
        """The library as written; loaded when it is first wanted."""
        if self._library is None:
            self._library = self._services.load_library()
            self._is_fresh = True
        return self._library

    @property
    def routines(self) -> list[Routine]:
        """All routines, as they suit the person."""
        return [self.fit(routine).routine for routine in self.library.routines.values()]

    @property
    def tonight(self) -> Routine | None:
        """Tonight's stretch, if there is a routine of that name."""
        return self.routine(self._services.settings.settings.tonight)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in routine files, and in those pose files that were read."""
        return (*self.library.problems, *self._services.poses.problems)

    def routine(self, routine_id: str) -> Routine | None:
        """Return a routine as it suits the person, or None if there is none of that id."""
        routine = self.library.routines.get(routine_id)
        return None if routine is None else self.fit(routine).routine

    def fit(self, routine: Routine, *, sit: bool = False) -> FittedRoutine:
        """Return ``routine`` as written, fitted to the person.

        Args:
            routine: The routine, fitted already or not.
            sit: Whether to sit or lie down where that is possible.
        """
        # Imported here: relief is not fitted to the person in this way.
        from stretchapp.library.routines.fit_to_person import fit_routine

        written = self.library.routines.get(routine.id, routine)
        profile = self._services.settings.settings
        return fit_routine(written, profile, self.library.exercises, sit=sit)

    def rules(self, fit: FittedRoutine) -> tuple[list[DoctorRule], str | None]:
        """Return the doctor rules that go with a fitted routine, and why they cannot be read."""
        if not fit.rules:
            return [], None
        # Imported here: most people have no need of them.
        from stretchapp.library.texts.diary import read_diary_texts

        try:
            rules = read_diary_texts(self._services.texts).rules
        except UserError as error:
            return [], str(error)
        return [rule for rule in rules if rule.id in fit.rules], None

    def tip(self) -> str:
        """Return today's tip; nothing where the tips cannot be read."""
        from stretchapp.library.texts.tips import read_tips, tip_of_the_day

        try:
            tips = read_tips(self._services.texts)
        except UserError:
            # The page of tips tells it when it is opened.
            return ""
        return tip_of_the_day(tips, self._services.clock.now().date()).text if tips else ""

    def reload_if_changed(self) -> bool:
        """Load again what has changed on the disk.

        Returns:
            Whether the library is another one, or pose files have other problems.
        """
        if self._is_fresh:
            # The window comes up right after the first load: nothing has had time to change.
            self._is_fresh = False
            return False
        is_another = self._services.poses.reload_if_changed()
        if self._library is None or self._services.is_library_current():
            return is_another
        before = self._library
        self._library = self._services.load_library()
        return is_another or self._library != before
