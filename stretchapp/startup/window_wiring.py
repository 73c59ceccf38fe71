"""The composition of the main window: every controller gets the few things it needs."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from stretchapp.application.routine_catalogue import RoutineCatalogue
from stretchapp.application.session_plans import SessionPlans
from stretchapp.application.unfinished_sessions import UnfinishedSessions
from stretchapp.base.problems import UserError
from stretchapp.ui.figures.exercise_figures import ExerciseFigures
from stretchapp.ui.home.home_controller import HomeController
from stretchapp.ui.relief.relief_controller import ReliefController
from stretchapp.ui.session.session_controller import SessionController
from stretchapp.ui.theme.appearance import Appearance
from stretchapp.ui.widgets.pages.page_id import PageId
from stretchapp.ui.widgets.pages.page_stack import PageStack
from stretchapp.ui.window.main_window import MainWindow
from stretchapp.ui.window.navigation import Navigation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from stretchapp.application.relief_run import ReliefRun
    from stretchapp.application.session_run import SessionRun
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.relief.models import ReliefFlow
    from stretchapp.library.routines.models import Routine
    from stretchapp.library.texts.diary import Trigger
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.startup.composition import ProcessComponents
    from stretchapp.ui.accessibility.page_reader import PageReader
    from stretchapp.ui.diary.cramp_controller import CrampController
    from stretchapp.ui.diary.diary_controller import DiaryController
    from stretchapp.ui.diary.history_controller import HistoryController
    from stretchapp.ui.exercises.exercises_controller import ExercisesController
    from stretchapp.ui.home.preview_controller import PreviewController
    from stretchapp.ui.reading.reading_controller import ReadingController
    from stretchapp.ui.reminders.reminders_controller import RemindersController
    from stretchapp.ui.session.session_devices import SessionDevices
    from stretchapp.ui.settings.settings_controller import SettingsController
    from stretchapp.ui.widgets.fields.settings_section import SettingsSection


def make_window(components: ProcessComponents) -> MainWindow:
    """Return the window, without a page and not shown yet."""
    return _WindowWiring(components).window


class _WindowWiring:
    """Makes the controllers of the window; those that a start does not need, when first used."""

    def __init__(self, components: ProcessComponents) -> None:
        self._components = components
        chosen = components.settings.settings
        self._appearance = Appearance(components.app, chosen.theme, chosen.text_size)
        self._pages = PageStack()
        self._figures = ExerciseFigures(self._appearance, components.figure_files)
        self._catalogue = RoutineCatalogue(
            components.load_library,
            components.is_library_current,
            load_soon=components.load_library_soon,
            figure_files=components.figure_files,
            settings=components.settings,
            texts=components.texts,
            clock=components.clock,
        )
        self._plans = SessionPlans(
            components.settings,
            components.clock,
            lambda: components.output,
            components.has_screen_reader,
        )
        self._sessions = SessionController(
            self._appearance,
            self._pages,
            settings=components.settings,
            figures=self._figures,
            make_run=self._make_session_run,
            make_devices=self._make_devices,
            withdraw_reminders=components.saving.withdraw_reminders,
            unsaved=components.saving.unsaved,
        )
        relief = ReliefController(
            self._appearance,
            self._pages,
            settings=components.settings,
            figures=self._figures,
            flows=lambda: self._catalogue.guided_flows,
            texts=components.relief_texts,
            triggers=self._triggers,
            make_run=self._make_relief_run,
            output=lambda: components.output,
        )
        home = HomeController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            plans=self._plans,
            unfinished=UnfinishedSessions(
                self._cut_off_session,
                lambda: components.diary_access.session_log,
            ),
            settings=components.settings,
        )
        self.window = MainWindow(
            appearance=self._appearance,
            pages=self._pages,
            settings=components.settings,
            catalogue=self._catalogue,
            home=home,
            sessions=self._sessions,
            relief=relief,
            navigation=Navigation(
                self._open_page,
                preview=lambda: self._preview,
                exercises=lambda: self._exercises,
                reading=lambda: self._reading,
                settings=lambda: self._settings,
                reader=lambda: self._reader,
            ),
            window_state=components.paths.state / "window.json",
        )
        relief.ended.connect(self._tell_findings)
        self.window.greeted.connect(
            functools.partial(self.window.call_when_free, self._tell_missed_reminder)
        )

    def _open_page(self, page_id: PageId) -> None:
        match page_id:
            case PageId.EXERCISES:
                self._exercises.show()
            case PageId.DIARY:
                self._diary.show()
            case PageId.CALENDAR | PageId.CHARTS | PageId.WHAT_HELPS | PageId.SIX_WEEKS:
                self._history.show(page_id)
            case PageId.REMINDERS:
                self._reminders.show()
            case PageId.SETTINGS:
                self._settings.show()
            case PageId.HELP:
                self._reading.show_help()
            case PageId.PROBLEMS:
                self._reading.show_problems()
            case (
                PageId.EVENINGS
                | PageId.DOCTOR
                | PageId.IN_WATER
                | PageId.ARTICLES
                | PageId.LEFT_OUT
            ):
                self._reading.show(page_id)

    def _cut_off_session(self) -> SessionRecord | None:
        return self._components.diary_access.cut_off_session()

    def _make_session_run(
        self, routine: Routine, speed: float, resume: SessionRecord | SessionRun | None
    ) -> SessionRun:
        # Imported here, as everything below: the first frame of the home page does not need it.
        from stretchapp.application.session_run import SessionRun

        components = self._components
        return SessionRun(
            routine,
            components.clock,
            components.saving.saver,
            "window",
            wait_s=components.settings.settings.wait_s,
            speed=speed,
            resume=resume,
        )

    def _make_devices(self) -> SessionDevices:
        from stretchapp.ui.session.session_devices import SessionDevices

        components = self._components
        devices = SessionDevices(
            components.clock, components.settings, components.output, self._sessions
        )
        devices.cues.mode_chosen.connect(functools.partial(self.window.change_setting, "cues"))
        return devices

    def _make_relief_run(
        self, flows: Mapping[str, ReliefFlow], place: str, texts: ReliefTexts, speed: float
    ) -> ReliefRun:
        from stretchapp.application.relief_run import ReliefRun
        from stretchapp.relief.limits import limits_for

        components = self._components
        return ReliefRun(
            flows,
            place,
            components.clock,
            components.saving.saver,
            limits=limits_for(components.settings.settings),
            texts=texts,
            speed=speed,
        )

    def _triggers(self) -> Sequence[Trigger]:
        """Return what may have set a cramp off; nothing where it cannot be read."""
        try:
            return self._components.diary_texts().triggers
        except UserError:
            # Everything else about the cramp can still be entered.
            return ()

    @functools.cached_property
    def _preview(self) -> PreviewController:
        from stretchapp.ui.home.preview_controller import PreviewController

        preview = PreviewController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            plans=self._plans,
            figures=self._figures,
            documents=self._components.documents,
            titles=self._titles,
        )
        preview.start_chosen.connect(self.window.start)
        preview.relief_chosen.connect(self.window.start_relief)
        preview.tonight_chosen.connect(functools.partial(self.window.change_setting, "tonight"))
        return preview

    @functools.cached_property
    def _exercises(self) -> ExercisesController:
        from stretchapp.ui.exercises.exercises_controller import ExercisesController

        exercises = ExercisesController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            plans=self._plans,
            figures=self._figures,
            settings=self._components.settings,
            titles=self._titles,
        )
        window = self.window

        def start_here(routine: Routine) -> None:
            window.start(routine, back_to=window.page)

        exercises.start_chosen.connect(start_here)
        exercises.routine_chosen.connect(self.window.show_preview)
        return exercises

    def _titles(self) -> Mapping[str, str]:
        """Return the titles of the articles; nothing where they cannot be read."""
        try:
            return self._components.article_titles()
        except UserError:
            # The articles are then named by their numbers.
            return {}

    @functools.cached_property
    def _reading(self) -> ReadingController:
        from stretchapp.ui.reading.reading_controller import ReadingController

        return ReadingController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            texts=self._components.texts,
            settings=self._components.settings,
            open_path=self._components.open_path,
        )

    @functools.cached_property
    def _settings(self) -> SettingsController:
        from stretchapp.ui.settings.settings_controller import SettingsController

        components = self._components
        settings = SettingsController(
            self._appearance,
            self._pages,
            settings=components.settings,
            catalogue=self._catalogue,
            user_routines=components.paths.user_routines,
            output=lambda: components.output,
            make_section=self._make_entry_points_section,
            open_path=components.open_path,
        )
        settings.setting_chosen.connect(self.window.change_setting)
        return settings

    def _make_entry_points_section(self) -> SettingsSection | None:
        from stretchapp.ui.entry_points.settings_section import CrampKeySection

        entry_points = self._components.entry_points()
        if entry_points is None:
            return None
        settings = self._components.settings.settings
        section = CrampKeySection(self._appearance, entry_points, settings)
        section.changed.connect(self.window.change_setting)
        # After it: the setting then has its new value.
        section.changed.connect(entry_points.follow)
        return section

    @functools.cached_property
    def _reminders(self) -> RemindersController:
        from stretchapp.ui.reminders.reminders_controller import RemindersController

        components = self._components
        return RemindersController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            setup=components.reminder_setup,
            documents=components.documents,
            clock=components.clock,
        )

    @functools.cached_property
    def _cramps(self) -> CrampController:
        from stretchapp.ui.diary.cramp_controller import CrampController

        components = self._components
        return CrampController(
            self._appearance,
            self._pages,
            diary=lambda: components.diary_access.diary,
            texts=components.diary_texts,
            catalogue=self._catalogue,
            clock=components.clock,
        )

    @functools.cached_property
    def _history(self) -> HistoryController:
        from stretchapp.ui.diary.history_controller import HistoryController

        components = self._components
        return HistoryController(
            self._appearance,
            self._pages,
            diary=lambda: components.diary_access.diary,
            names=lambda: self._cramps.names,
            clock=components.clock,
        )

    @functools.cached_property
    def _diary(self) -> DiaryController:
        from stretchapp.ui.diary.diary_controller import DiaryController

        components = self._components
        return DiaryController(
            self._appearance,
            self._pages,
            diary=lambda: components.diary_access.diary,
            diary_file=components.diary_access.file,
            texts=components.diary_texts,
            cramps=self._cramps,
            history=self._history,
            documents=components.documents,
            clock=components.clock,
        )

    @functools.cached_property
    def _reader(self) -> PageReader:
        from stretchapp.ui.accessibility.page_reader import PageReader

        components = self._components
        return PageReader(self._pages, components.settings, components.output)

    def _tell_findings(self) -> None:
        self._diary.tell_findings()

    def _tell_missed_reminder(self) -> None:
        try:
            has_reminders = self._components.diary_access.has_reminders()
        except UserError as error:
            self.window.show_message(str(error))
            return
        if has_reminders:
            self._reminders.tell_missed()
