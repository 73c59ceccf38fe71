"""The diary for the pages of a process. Sessions and relief save in another way and never wait."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from stretchapp.base.paths import is_missing
from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from sqlite3 import Connection

    from stretchapp.application.diary import Diary
    from stretchapp.application.diary_file import DiaryFile
    from stretchapp.application.disk_check import DiskCheck
    from stretchapp.base.clock import Clock
    from stretchapp.base.paths import Paths
    from stretchapp.diary.session_log import SessionLog, SessionRecord

GREETING_PATIENCE_MS = 1000
"""How long a start waits for the diary before it goes on without it."""


class DiaryAccess(QObject):
    """Opens the diary when it is first needed, and anew once its file was replaced.

    The file is checked, and its weekly copy made, in a thread; and before every use it is asked
    there whether the disk answers. Everything raises ``UserError`` when the diary cannot be opened.
    """

    _answered = Signal()

    def __init__(
        self,
        paths: Paths,
        clock: Clock,
        report: Callable[[str], None],
        *,
        begun_at: datetime,
        parent: QObject | None,
    ) -> None:
        """Open nothing yet.

        Args:
            paths: The user's folders.
            clock: Tells the present moment.
            report: Called, in any thread, with a sentence on what happened to the diary.
            begun_at: When this process began; what it saved since is its own.
            parent: The owner.
        """
        super().__init__(parent)
        self._paths = paths
        self._clock = clock
        self._report = report
        self._begun_at = begun_at
        self._checked_file: tuple[int, int] | None = None
        self._disk: DiskCheck | None = None
        self._store: Connection | None = None
        self._store_file: tuple[int, int] | None = None
        self._diary: Diary | None = None
        self._waiting: list[Callable[[], object]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(GREETING_PATIENCE_MS)
        self._patience.timeout.connect(self._go_on)
        self._answered.connect(self._go_on)

    def call_when_checked(self, callback: Callable[[], object]) -> None:
        """Check the diary in the background; call back then, or after a second at the latest."""
        self._waiting.append(callback)
        self._patience.start()
        self._disk_check().begin(self._tell_answer)

    def _tell_answer(self) -> None:
        """Go on in the thread of the window; called in that of the disk."""
        # The app may have ended meanwhile.
        with suppress(RuntimeError):
            self._answered.emit()

    def _go_on(self) -> None:
        self._patience.stop()
        waiting, self._waiting = self._waiting, []
        for callback in waiting:
            callback()

    @property
    def store(self) -> Connection:
        """The database of the diary, for the thread of the window, which must not wait."""
        # Imported here, as all below: the first frame needs no diary.
        from stretchapp.diary.storage.store import WINDOW_TIMEOUT_S, file_identity, open_store

        self._disk_check().wait()
        if self._store is not None and file_identity(self._paths.diary) != self._store_file:
            # It was deleted, set aside or replaced by another one.
            self._store = self._diary = None
        if self._store is None:
            self._store = open_store(self._paths.diary, timeout_s=WINDOW_TIMEOUT_S)
            self._store_file = file_identity(self._paths.diary)
        return self._store

    @property
    def session_log(self) -> SessionLog:
        """The session log."""
        from stretchapp.diary.session_log import SessionLog

        return SessionLog(self.store)

    @property
    def diary(self) -> Diary:
        """The diary; another one once its file was replaced, or the person has travelled."""
        from stretchapp.application.diary import Diary
        from stretchapp.desktop.local_zone import local_zone

        store = self.store
        zone = local_zone(self._clock.now())
        if self._diary is None or self._diary.zone != zone:
            self._diary = Diary(store, zone)
        return self._diary

    def file(self) -> DiaryFile:
        """Return the diary as a whole."""
        from stretchapp.application.diary_file import DiaryFile

        return DiaryFile(self.store, self._paths.diary, self.diary, self._clock)

    def cut_off_session(self) -> SessionRecord | None:
        """Return the session that a killed process left, if there is one."""
        from stretchapp.application.unfinished_sessions import cut_off_session
        from stretchapp.desktop.instance.process_check import is_alive

        if self._is_missing():
            return None
        now, begun_at = self._clock.now(), self._begun_at
        return cut_off_session(self.session_log, is_alive, now, begun_at=begun_at)

    def has_reminders(self) -> bool:
        """Return whether there are reminders, without creating a diary."""
        if self._is_missing():
            return False
        from stretchapp.diary.reminder_store import ReminderStore

        return bool(ReminderStore(self.store).rules())

    def _is_missing(self) -> bool:
        self._disk_check().wait()
        return is_missing(self._paths.diary)

    def _disk_check(self) -> DiskCheck:
        from stretchapp.application.disk_check import DiskCheck

        if self._disk is None:
            self._disk = DiskCheck(self._clock, self._ask)
        return self._disk

    def _ask(self) -> None:
        """Check a diary that is new here and make its weekly copy; later only use the disk."""
        from stretchapp.application.disk_check import use_disk_of
        from stretchapp.diary.storage.store import (
            WINDOW_TIMEOUT_S,
            file_identity,
            open_for_writing,
        )

        diary = self._paths.diary
        if is_missing(diary) or file_identity(diary) == self._checked_file:
            use_disk_of(diary)
            return
        try:
            open_for_writing(
                diary, self._clock.now(), self._report, timeout_s=WINDOW_TIMEOUT_S
            ).close()
            self._checked_file = file_identity(diary)
        except UserError:
            # The window meets the same problem when it opens the diary, and tells it.
            return
