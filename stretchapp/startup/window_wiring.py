"""The composition of the main window: every controller gets the few things it needs."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from stretchapp.application.routine_catalogue import RoutineCatalogue
from stretchapp.application.spoken_durations import SpokenDurations
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
    from collections.abc import Sequence

    from stretchapp.application.relief_run import ReliefRun
    from stretchapp.application.session_run import SessionRun
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.routines.models import Routine
    from stretchapp.library.texts.diary import Trigger
    from stretchapp.startup.composition import ProcessComponents
    from stretchapp.ui.accessibility.page_reader import PageReader
    from stretchapp.ui.diary.cramp_controller import CrampController
    from stretchapp.ui.diary.diary_controller import DiaryController
    from stretchapp.ui.diary.history_controller import HistoryController
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
            figure_files=components.figure_files,
            settings=components.settings,
            texts=components.texts,
            clock=components.clock,
        )
        self._durations = SpokenDurations(
            components.settings, components.clock, components.output, components.has_screen_reader
        )
        self._sessions = SessionController(
            self._appearance,
            self._pages,
            settings=components.settings,
            figures=self._figures,
            make_run=self._make_session_run,
            make_devices=self._make_devices,
            withdraw_reminders=components.withdraw_reminders,
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
            output=components.output,
        )
        home = HomeController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            durations=self._durations,
            unfinished=UnfinishedSessions(components.cut_off_session, components.session_log),
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
            navigation=self._navigation(),
            window_state=components.paths.state / "window.ini",
        )
        relief.ended.connect(lambda: self._diary().tell_findings())
        self.window.greeted.connect(self._tell_missed_reminder)

    def _navigation(self) -> Navigation:
        return Navigation(
            {
                PageId.DIARY: lambda: self._diary().show(),
                PageId.CALENDAR: functools.partial(self._show_history, PageId.CALENDAR),
                PageId.CHARTS: functools.partial(self._show_history, PageId.CHARTS),
                PageId.WHAT_HELPS: functools.partial(self._show_history, PageId.WHAT_HELPS),
                PageId.SIX_WEEKS: functools.partial(self._show_history, PageId.SIX_WEEKS),
                PageId.REMINDERS: lambda: self._reminders().show(),
                PageId.SETTINGS: lambda: self._settings().show(),
                PageId.HELP: lambda: self._reading().show_help(),
                PageId.PROBLEMS: lambda: self._reading().show_problems(),
                PageId.EVENINGS: functools.partial(self._show_text, PageId.EVENINGS),
                PageId.DOCTOR: functools.partial(self._show_text, PageId.DOCTOR),
                PageId.IN_WATER: functools.partial(self._show_text, PageId.IN_WATER),
                PageId.LEFT_OUT: functools.partial(self._show_text, PageId.LEFT_OUT),
            },
            preview=self._preview,
            reading=self._reading,
            settings=self._settings,
            reader=self._reader,
        )

    def _show_text(self, page_id: PageId) -> None:
        self._reading().show(page_id)

    def _show_history(self, page_id: PageId) -> None:
        self._history().show(page_id)

    def _make_session_run(
        self, routine: Routine, speed: float, resume: SessionRecord | None
    ) -> SessionRun:
        # Imported here, as everything below: the first frame of the home page does not need it.
        from stretchapp.application.session_run import SessionRun

        components = self._components
        return SessionRun(
            routine,
            components.clock,
            components.session_log(),
            "window",
            speed=speed,
            resume=resume,
        )

    def _make_devices(self) -> SessionDevices:
        from stretchapp.ui.session.session_devices import SessionDevices

        components = self._components
        devices = SessionDevices(
            components.clock, components.settings, components.output(), self._sessions
        )
        devices.cues.mode_chosen.connect(functools.partial(self.window.change_setting, "cues"))
        return devices

    def _make_relief_run(self, flow: str, speed: float) -> ReliefRun:
        from stretchapp.application.relief_run import ReliefRun

        components = self._components
        return ReliefRun(
            dict(self._catalogue.guided_flows),
            flow,
            components.clock,
            components.cramp_log,
            skips_rubbing=components.settings.settings.varicose_veins,
            question=components.relief_texts().question,
            speed=speed,
        )

    def _triggers(self) -> Sequence[Trigger]:
        """Return what may have set a cramp off; nothing where it cannot be read."""
        try:
            return self._components.diary_texts().triggers
        except UserError:
            # Everything else about the cramp can still be entered.
            return ()

    @functools.cache  # noqa: B019 -- the wiring lives as long as the window, as below
    def _preview(self) -> PreviewController:
        from stretchapp.ui.home.preview_controller import PreviewController

        preview = PreviewController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            durations=self._durations,
            figures=self._figures,
            documents=self._components.documents,
        )
        preview.message.connect(self.window.show_message)
        preview.start_chosen.connect(self.window.start)
        preview.tonight_chosen.connect(functools.partial(self.window.change_setting, "tonight"))
        return preview

    @functools.cache  # noqa: B019
    def _reading(self) -> ReadingController:
        from stretchapp.ui.reading.reading_controller import ReadingController

        reading = ReadingController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            texts=self._components.texts,
            open_path=self._components.open_path,
        )
        reading.message.connect(self.window.show_message)
        return reading

    @functools.cache  # noqa: B019
    def _settings(self) -> SettingsController:
        from stretchapp.ui.settings.settings_controller import SettingsController

        components = self._components
        settings = SettingsController(
            self._appearance,
            self._pages,
            settings=components.settings,
            catalogue=self._catalogue,
            user_routines=components.paths.user_routines,
            output=components.output,
            make_section=self._make_entry_points_section,
            open_path=components.open_path,
        )
        settings.message.connect(self.window.show_message)
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

    @functools.cache  # noqa: B019
    def _reminders(self) -> RemindersController:
        from stretchapp.ui.reminders.reminders_controller import RemindersController

        components = self._components
        reminders = RemindersController(
            self._appearance,
            self._pages,
            catalogue=self._catalogue,
            setup=components.reminder_setup,
            documents=components.documents,
            clock=components.clock,
        )
        reminders.message.connect(self.window.show_message)
        return reminders

    @functools.cache  # noqa: B019
    def _cramps(self) -> CrampController:
        from stretchapp.ui.diary.cramp_controller import CrampController

        components = self._components
        cramps = CrampController(
            self._appearance,
            self._pages,
            diary=components.diary,
            texts=components.diary_texts,
            catalogue=self._catalogue,
            clock=components.clock,
        )
        cramps.message.connect(self.window.show_message)
        return cramps

    @functools.cache  # noqa: B019
    def _history(self) -> HistoryController:
        from stretchapp.ui.diary.history_controller import HistoryController

        components = self._components
        history = HistoryController(
            self._appearance,
            self._pages,
            diary=components.diary,
            names=lambda: self._cramps().names,
            clock=components.clock,
        )
        history.message.connect(self.window.show_message)
        return history

    @functools.cache  # noqa: B019
    def _diary(self) -> DiaryController:
        from stretchapp.ui.diary.diary_controller import DiaryController

        components = self._components
        diary = DiaryController(
            self._appearance,
            self._pages,
            diary=components.diary,
            diary_file=components.diary_file,
            texts=components.diary_texts,
            cramps=self._cramps(),
            history=self._history(),
            documents=components.documents,
            clock=components.clock,
        )
        diary.navigate.connect(self.window.navigate)
        diary.message.connect(self.window.show_message)
        return diary

    @functools.cache  # noqa: B019
    def _reader(self) -> PageReader:
        from stretchapp.ui.accessibility.page_reader import PageReader

        components = self._components
        return PageReader(self._pages, components.settings, components.output())

    def _tell_missed_reminder(self) -> None:
        try:
            has_reminders = self._components.has_reminders()
        except UserError as error:
            self.window.show_message(str(error))
            return
        if has_reminders:
            self._reminders().tell_missed()
