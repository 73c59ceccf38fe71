"""The parts that a window and the waiting without one have in common, each made when first used."""

from __future__ import annotations

import functools
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.base.settings import SettingsFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from PySide6.QtWidgets import QApplication

    from stretchapp.application.reminder_delivery import ReminderDelivery
    from stretchapp.base.paths import Paths
    from stretchapp.desktop.instance.request import Request
    from stretchapp.ui.dependencies import ReminderServices
    from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints
    from stretchapp.ui.window.main_window import MainWindow
    from stretchapp.ui.window.qt_application import QuitPolicy

MENU_ENTRY = "applications/stretchapp.desktop"
"""In the user's folder of what desktops share; ``desktop.launcher`` writes it."""


class ProcessComponents:
    """The parts of one process.

    Attributes:
        app: The application.
        paths: The user's folders.
        settings: The settings.
    """

    def __init__(
        self,
        app: QApplication,
        paths: Paths,
        make_window: Callable[[ProcessComponents], MainWindow],
    ) -> None:
        """Read the settings; everything else waits.

        Args:
            app: The application.
            paths: The user's folders.
            make_window: Makes the window.
        """
        self.app = app
        self.paths = paths
        self.settings = SettingsFile(paths.settings)
        self._make_window = make_window
        self._made_window: MainWindow | None = None
        self._made_waiting: ReminderDelivery | None = None
        self._made_ways_in: ReliefEntryPoints | None = None

    @property
    def existing_window(self) -> MainWindow | None:
        """The window, if there is one yet."""
        return self._made_window

    def window(self) -> MainWindow:
        """Return the window."""
        if self._made_window is None:
            self._made_window = self._make_window(self)
        return self._made_window

    def quit(self) -> None:
        """End the app, and with it what the window is doing."""
        if self._made_window is not None:
            self._made_window.close()
        self.app.quit()

    @functools.cached_property
    def command(self) -> tuple[str, ...]:
        """What starts the app with these folders."""
        # Imported here, as everything in this file: the first picture does without.
        from stretchapp.desktop.menu.menu_entry import launch_command

        # An instance of its own is reached by its own command only.
        return launch_command(self.paths.named)

    @functools.cached_property
    def store(self) -> Connection:
        """The diary.

        Raises:
            UserError: It cannot be opened.
        """
        from stretchapp.diary.storage.store import open_for_writing

        return open_for_writing(self.paths.diary, SystemClock().now(), self._tell)

    def _tell(self, sentence: str) -> None:
        sys.stderr.write(f"stretchapp: {sentence}\n")
        window = self._made_window
        if window is not None:
            # What opens the diary is at work on a page; what is shown comes after it.
            QTimer.singleShot(0, window, lambda: window.tell(sentence))

    def waiting(self) -> ReminderDelivery:
        """Return what waits for the reminders.

        Raises:
            UserError: The diary cannot be opened.
        """
        if self._made_waiting is None:
            from stretchapp.application.reminder_delivery import ReminderDelivery

            self._made_waiting = ReminderDelivery(
                self.store, self.paths, self.settings, self.command, self.app
            )
        return self._made_waiting

    def reminders(self) -> ReminderServices:
        """Return what the pages of reminders need.

        Raises:
            UserError: The diary cannot be opened.
        """
        from stretchapp.startup.reminder_wiring import reminder_services

        return reminder_services(self.waiting(), self.command)

    def entry_points(self) -> ReliefEntryPoints | None:
        """Return the ways into relief from outside of the window; None where there are none."""
        if self._made_ways_in is None and sys.platform.startswith("linux"):
            from stretchapp.desktop.menu.menu_entry import Installation
            from stretchapp.ui.entry_points.entry_points import ReliefEntryPoints, WindowAccess

            installation = Installation(self.command, shipped_assets() / "icons", self.paths.share)
            entrance = WindowAccess(self.window, self.quit)
            made = ReliefEntryPoints(self.settings, installation, os.environ, entrance, self.app)
            self.app.lastWindowClosed.connect(made.on_window_closed)
            self._made_ways_in = made
        return self._made_ways_in

    def stays_running(self) -> bool:
        """Return whether the app is to go on when its window is closed."""
        return self._is_in_tray or (
            self._made_waiting is not None and self._made_waiting.stays_running
        )

    def is_needed(self) -> bool:
        """Return whether an app without a window is to go on: it waits, or is in the tray."""
        return self._is_in_tray or self._made_waiting is None or self._made_waiting.is_needed

    @property
    def _is_in_tray(self) -> bool:
        return self._made_ways_in is not None and self._made_ways_in.is_in_tray

    def request_handler(
        self, quit_policy: QuitPolicy, to_window: Callable[[Request], object]
    ) -> Callable[[Request], None]:
        """Return what takes the requests of other processes.

        Args:
            quit_policy: Ends this process when nobody needs it any more.
            to_window: Does in the window what is asked for.
        """

        def take(request: Request) -> None:
            if request.waits:
                self._wait_as_chosen()
                quit_policy.look()
            else:
                to_window(request)

        return take

    def _wait_as_chosen(self) -> None:
        """Wait for reminders as another process has chosen."""
        self.settings.reload()
        try:
            self.waiting().renew()
        except UserError as error:
            sys.stderr.write(f"stretchapp: {error}\n")

    def has_reminders(self) -> bool:
        """Return whether there are any; a diary is not made for that.

        Raises:
            UserError: The diary cannot be opened or read.
        """
        if not self.paths.diary.exists():
            return False
        from stretchapp.diary.reminder_store import ReminderStore

        return bool(ReminderStore(self.store).rules())

    def begin(self) -> None:
        """Begin with everything that goes on beside the window, as far as it is switched on."""
        chosen = self.settings.settings
        entry_points = self.entry_points() if chosen.tray or chosen.cramp_key else None
        if entry_points is not None:
            entry_points.begin()
        share = self.paths.share
        try:
            if share is not None and (share / MENU_ENTRY).exists():
                from stretchapp.desktop.menu.menu_entry import renew_paths

                # The installation may have been moved.
                renew_paths(share, self.command)
            if self._made_waiting is not None or self.has_reminders():
                self.waiting().renew()
        except UserError as error:
            sys.stderr.write(f"stretchapp: {error}\n")
