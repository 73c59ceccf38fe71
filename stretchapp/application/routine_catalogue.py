"""The routines that can be chosen: the library as it is now, fitted to the person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stretchapp.base.clock import Clock
    from stretchapp.base.problems import Problem
    from stretchapp.base.settings import SettingsFile
    from stretchapp.figure.figure_files import FigureFiles
    from stretchapp.library.models import Library
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.fit_to_person import FittedRoutine
    from stretchapp.library.routines.models import Exercise, Routine
    from stretchapp.library.texts.diary import DoctorRule
    from stretchapp.library.texts.text_files import TextFiles


class RoutineCatalogue:
    """Loads the library when it is first wanted, and again after files have changed."""

    def __init__(
        self,
        load: Callable[[], Library],
        is_current: Callable[[], bool],
        *,
        load_soon: Callable[[], Library],
        figure_files: FigureFiles,
        settings: SettingsFile,
        texts: TextFiles,
        clock: Clock,
    ) -> None:
        """Prepare; nothing is loaded yet.

        Args:
            load: Loads the library.
            is_current: Return whether no routine file has changed since the last load.
            load_soon: Loads what relief needs, without waiting for large files of the user.
            figure_files: The pose files, whose problems are reported with those of the routines.
            settings: What the person has said of themselves, and tonight's stretch.
            texts: The shipped texts.
            clock: Tells the day for the tip of the day.
        """
        self._load = load
        self._is_current = is_current
        self._load_soon = load_soon
        self._figure_files = figure_files
        self._settings = settings
        self._texts = texts
        self._clock = clock
        self._library: Library | None = None
        self._is_fresh = False

    @property
    def library(self) -> Library:
        """The library as written; loaded when it is first wanted."""
        if self._library is None:
            self._library = self._load()
            self._is_fresh = True
        return self._library

    @property
    def guided_flows(self) -> Mapping[str, ReliefFlow]:
        """The relief flows that lead through a cramp, by id; had at once at any time."""
        library = self._load_soon() if self._library is None else self._library
        return library.guided_flows

    @property
    def routines(self) -> list[Routine]:
        """All routines, fitted to the person."""
        return [self.fit(routine).routine for routine in self.library.routines.values()]

    @property
    def tonight(self) -> Routine | None:
        """Tonight's stretch, or None if there is no such routine."""
        return self.routine(self._settings.settings.tonight)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the routine files, and of those pose files that were read."""
        return (*self.library.problems, *self._figure_files.problems)

    def routine(self, routine_id: str) -> Routine | None:
        """Return a routine fitted to the person, or None if there is none with that id."""
        routine = self.library.routines.get(routine_id)
        return None if routine is None else self.fit(routine).routine

    def fit(self, routine: Routine, *, sit: bool = False) -> FittedRoutine:
        """Return ``routine`` as written, fitted to the person.

        Args:
            routine: The routine, fitted already or not.
            sit: Whether to sit or lie down where that is possible.
        """
        # Imported here: relief, which must start fast, is not fitted in this way.
        from stretchapp.library.routines.fit_to_person import fit_routine

        written = self.library.routines.get(routine.id, routine)
        return fit_routine(written, self._settings.settings, self.library.exercises, sit=sit)

    def session(self, id_: str) -> Routine | None:
        """Return a routine, or else a single exercise, fitted to the person; None without either.

        An exercise without a timing cannot be played and is not returned either.
        """
        exercise = self.library.exercises.get(id_)
        if id_ in self.library.routines or exercise is None:
            return self.routine(id_)
        fit = self.fit_exercise(exercise)
        return None if fit is None else fit.routine

    def fit_exercise(self, exercise: Exercise) -> FittedRoutine | None:
        """Return a single exercise, fitted to the person; None if it has no timing."""
        # Imported here: only the page of an exercise and a start by command need it.
        from stretchapp.library.routines.fit_to_person import fit_routine
        from stretchapp.library.routines.single_exercise import named_after_exercise, routine_of

        routine = routine_of(exercise)
        if routine is None:
            return None
        fit = fit_routine(routine, self._settings.settings, self.library.exercises)
        return replace(fit, routine=named_after_exercise(fit.routine))

    def relief_place(self, routine: Routine) -> str | None:
        """Return the relief flow that does better what ``routine`` does, if there is one."""
        # Imported here: the first frame of the home page does not need it.
        from stretchapp.application.plain_relief import relief_place

        return relief_place(routine, self.library)

    def rules(self, fit: FittedRoutine) -> tuple[list[DoctorRule], str | None]:
        """Return the doctor rules of a fitted routine, and why they cannot be read, if so."""
        if not fit.rules:
            return [], None
        # Imported here: few people have a routine with such rules.
        from stretchapp.library.texts.read_texts import read_diary_texts

        try:
            rules = read_diary_texts(self._texts).rules
        except UserError as error:
            return [], str(error)
        return [rule for rule in rules if rule.id in fit.rules], None

    def tip(self) -> str:
        """Return the tip of the day; nothing where the tips cannot be read."""
        from stretchapp.library.texts.read_texts import read_tips
        from stretchapp.library.texts.tips import tip_of_the_day

        try:
            tips = read_tips(self._texts)
        except UserError:
            # The page of tips reports the problem when it is opened.
            return ""
        return tip_of_the_day(tips, self._clock.now().date()).text if tips else ""

    def reload_if_changed(self) -> bool:
        """Load files that have changed on the disk.

        Returns:
            Whether the library is a different one, or pose files have other problems.
        """
        if self._library is None:
            # Relief was started, and waits for no file of the user's.
            return False
        # The window becomes active for the first time as it opens, when no figure is shown yet.
        has_changed = not self._is_fresh and self._figure_files.reload_if_changed()
        self._is_fresh = False
        if self._is_current():
            return has_changed
        before = self._library
        self._library = self._load()
        return has_changed or self._library != before
