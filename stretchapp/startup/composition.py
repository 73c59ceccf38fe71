"""The components of one process, with or without a window, each made when first needed."""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import is_missing, shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.library.texts.text_files import TextFiles
from stretchapp.startup.diary_reports import DiaryReports
from stretchapp.startup.settings_access import load_settings
from stretchapp.startup.warn import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from stretchapp.application.reminder_delivery import ReminderDelivery
    from stretchapp.application.reminder_setup import ReminderSetup
    from stretchapp.base.clock import Clock
    from stretchapp.base.paths import Paths
    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.instance.request import Request
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.figure.figure_files import FigureFiles
    from stretchapp.library.library_files import LibraryFiles
    from stretchapp.library.models import Library
    from stretchapp.library.texts.diary import DiaryTexts
    from stretchapp.library.texts.relief import ReliefTexts
    from stretchapp.startup.diary_access import DiaryAccess
    from stretchapp.startup.diary_saving import DiarySaving
    from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints
    from stretchapp.ui.window.main_window import MainWindow
    from stretchapp.ui.window.qt_application import QuitPolicy

MENU_ENTRY = "applications/stretchapp.desktop"
"""The menu entry in the user's shared data folder; ``desktop.menu.menu_entry`` writes it."""


class ProcessComponents:
    """Makes and holds what a process needs; only ``startup`` knows it.

    Attributes:
        app: The application.
        paths: The user's folders.
        texts: The shipped texts.
    """

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        files: LibraryFiles,
        make_window: Callable[[ProcessComponents], MainWindow],
    ) -> None:
        """Prepare; nothing is made yet.

        Args:
            app: The application.
            paths: The user's folders.
            files: The routine files.
            make_window: Makes the window.
        """
        self.app = app
        self.paths = paths
        self.texts = TextFiles(shipped_assets() / "texts", paths.cache)
        self._files = files
        self._make_window = make_window
        self._existing_window: MainWindow | None = None
        self._existing_delivery: ReminderDelivery | None = None
        self._existing_entry_points: ReliefEntryPoints | None = None
        self._begun_at = SystemClock().now()
        self._reports = DiaryReports(app)

    @functools.cached_property
    def clock(self) -> Clock:
        """The clocks of the machine."""
        return SystemClock()

    @functools.cached_property
    def settings(self) -> SettingsFile:
        """The settings and their file."""
        return load_settings(self.paths)

    # The window.

    def window(self) -> MainWindow:
        """Return the window."""
        if self._existing_window is None:
            window = self._existing_window = self._make_window(self)
            window.closed_by_person.connect(self._on_closed_by_person)
            # A page may be being opened at this moment; the message is shown after that.
            self._reports.told.connect(window.show_message, Qt.ConnectionType.QueuedConnection)
        return self._existing_window

    def quit(self) -> None:
        """End the app, and with it what the window is doing."""
        if self._existing_window is not None:
            self._existing_window.close()
        self.app.quit()

    @functools.cached_property
    def command(self) -> tuple[str, ...]:
        """The command that starts the app with these folders."""
        # Imported here, as everything below: the first frame does not need it.
        from stretchapp.desktop.launching.installation import launch_command

        # An instance with folders of its own is reached by its own command only.
        return launch_command(self.paths.data_dir)

    def open_path(self, path: Path) -> bool:
        """Open a file or folder in the desktop's own program; return False if that fails."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        return QDesktopServices.openUrl(QUrl.fromLocalFile(os.fspath(path)))

    def documents(self) -> Path:
        """Return the folder in which people look for their files."""
        from stretchapp.base.paths import documents_folder

        return documents_folder(self.paths)

    def has_screen_reader(self) -> bool:
        """Return whether a screen reader is running."""
        from PySide6.QtGui import QAccessible

        return QAccessible.isActive()

    # The library.

    def load_library(self) -> Library:
        """Load all routines; quick when no file has changed."""
        return self._files.load()

    def load_library_soon(self) -> Library:
        """Load what relief needs, without waiting for large files of the user."""
        return self._files.load_soon()

    def is_library_current(self) -> bool:
        """Return whether the routine files are as they were when last loaded."""
        return self._files.is_current()

    @functools.cached_property
    def figure_files(self) -> FigureFiles:
        """The pose files."""
        from stretchapp.figure.figure_files import FigureFiles

        poses = shipped_assets() / "poses"
        return FigureFiles(poses, self.paths.user_poses, self.paths.cache)

    def relief_texts(self) -> ReliefTexts:
        """Return the texts of relief.

        Raises:
            UserError: They cannot be read.
        """
        from stretchapp.library.texts.read_texts import read_relief_texts

        return read_relief_texts(self.texts)

    def diary_texts(self) -> DiaryTexts:
        """Return the texts of the diary.

        Raises:
            UserError: They cannot be read.
        """
        from stretchapp.library.texts.read_texts import read_diary_texts

        return read_diary_texts(self.texts)

    def article_titles(self) -> Mapping[str, str]:
        """Return the titles of the articles by their numbers.

        Raises:
            UserError: They cannot be read.
        """
        from stretchapp.library.texts.articles import titles_of
        from stretchapp.library.texts.read_texts import read_articles

        return titles_of(read_articles(self.texts))

    # Voice and sounds.

    @functools.cached_property
    def output(self) -> CueOutput:
        """The voice and the sound output."""
        from stretchapp.desktop.sound.cue_output import SystemCueOutput

        output = SystemCueOutput(self.clock, self.settings.settings)
        # Its worker threads must end before what they use.
        self.app.aboutToQuit.connect(output.end)
        return output

    # The diary. Sessions and relief wait for nothing.

    @functools.cached_property
    def saving(self) -> DiarySaving:
        """What saves sessions and cramps in the background."""
        from stretchapp.startup.diary_saving import DiarySaving, background_saver

        return DiarySaving(background_saver(self.paths, self.clock, self._report), self.clock)

    @functools.cached_property
    def diary_access(self) -> DiaryAccess:
        """The diary for pages."""
        from stretchapp.startup.diary_access import DiaryAccess

        return DiaryAccess(
            self.paths, self.clock, self._report, begun_at=self._begun_at, parent=self.app
        )

    def _report(self, sentence: str) -> None:
        """Report what happened to the diary while it was opened."""
        warn(sentence)
        self._reports.told.emit(sentence)

    # The reminders.

    def delivery(self) -> ReminderDelivery:
        """Return what starts due reminders.

        Raises:
            UserError: The diary cannot be opened.
        """
        # Read each time: it says so where the disk does not answer.
        store = self.diary_access.store
        if self._existing_delivery is None:
            from stretchapp.application.reminder_delivery import ReminderDelivery

            self._existing_delivery = ReminderDelivery(
                store, self.paths, self.settings, self.command, self.app
            )
        return self._existing_delivery

    def reminder_setup(self) -> ReminderSetup:
        """Return what the pages of reminders need.

        Raises:
            UserError: The diary cannot be opened.
        """
        from stretchapp.application.reminder_setup import SystemReminderSetup

        return SystemReminderSetup(self.delivery(), self.command)

    def _renew_delivery(self) -> None:
        """Start due reminders in the way that another process has chosen."""
        self.settings.reload()
        try:
            self.delivery().update()
        except UserError as error:
            warn(error)

    # What happens beside the window.

    def entry_points(self) -> ReliefEntryPoints | None:
        """Return the ways to start relief from outside the window; None where there are none."""
        if self._existing_entry_points is None and sys.platform.startswith("linux"):
            from stretchapp.desktop.launching.installation import Installation
            from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints, WindowAccess

            installation = Installation(self.command, shipped_assets() / "icons", self.paths.share)
            access = WindowAccess(self.window, self.quit)
            entry_points = ReliefEntryPoints(
                self.settings, installation, os.environ, access, self.app
            )
            self._existing_entry_points = entry_points
        return self._existing_entry_points

    def _on_closed_by_person(self) -> None:
        if self._existing_entry_points is not None:
            self._existing_entry_points.on_window_closed()

    def stays_running(self) -> bool:
        """Return whether the app keeps running when its window is closed."""
        delivery = self._existing_delivery
        return self._is_in_tray or (delivery is not None and delivery.stays_running)

    def is_needed(self) -> bool:
        """Return whether an app without a window keeps running: for reminders or in the tray."""
        delivery = self._existing_delivery
        return self._is_in_tray or delivery is None or delivery.is_needed

    @property
    def _is_in_tray(self) -> bool:
        return self._existing_entry_points is not None and self._existing_entry_points.is_in_tray

    def request_handler(
        self, quit_policy: QuitPolicy, to_window: Callable[[Request], object]
    ) -> Callable[[Request], None]:
        """Return a handler for requests from other stretchapp processes.

        Args:
            quit_policy: Ends this process when it is no longer needed.
            to_window: Does in the window what a request asks for.
        """

        def handle(request: Request) -> None:
            if request.waits:
                self._renew_delivery()
                quit_policy.check()
            else:
                to_window(request)

        return handle

    def begin(self) -> None:
        """Start everything that runs beside the window, but for the reminders."""
        chosen = self.settings.settings
        entry_points = self.entry_points() if chosen.tray or chosen.cramp_key else None
        if entry_points is not None:
            entry_points.begin()
        share = self.paths.share
        try:
            if share is not None and not is_missing(share / MENU_ENTRY):
                from stretchapp.desktop.launching.menu_entry import update_commands

                # The installation may have been moved.
                update_commands(share, self.command)
        except UserError as error:
            warn(error)

    def deliver_reminders(self) -> None:
        """Let the reminders be delivered, if there are any; this may wait for the desktop."""
        try:
            if self._existing_delivery is not None or self.diary_access.has_reminders():
                self.delivery().update()
        except UserError as error:
            warn(error)
