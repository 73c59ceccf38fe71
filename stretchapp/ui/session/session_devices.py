"""What goes along with the sessions of the window: voice and sounds, and the machine around them.

While a session runs the screen stays on, media keys command it, and it stands still before the
machine sleeps. None of it is made before the first page is on the screen, and a machine that
offers nothing of it costs nothing.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer

from stretchapp.desktop.dbus.mpris_player import MprisPlayer
from stretchapp.desktop.dbus.mpris_values import NowPlaying
from stretchapp.desktop.power.keep_awake import KeepAwake
from stretchapp.desktop.power.sleep_watch import SleepWatch
from stretchapp.ui.session.cue_speaker import CueSpeaker
from stretchapp.wording.session import side_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from stretchapp.application.session_run import SessionRun
    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.session.player import Snapshot

MAY_GO_DARK = "The screen may go dark meanwhile."

LIT_MS = 15 * 60_000
"""Who has not gone on by then after a wait may be asleep, and is not lit all night."""


class SessionPage(Protocol):
    """The page of a session, as far as devices command it."""

    def tick(self) -> None:
        """Look at the clock."""

    def toggle(self) -> None:
        """Pause, or continue."""

    def next(self) -> None:
        """Go to the next part."""

    def back(self) -> None:
        """Start the part again, or go to the part before."""

    def stop(self) -> None:
        """Stop the session."""

    def interrupt(self) -> None:
        """Pause because the machine is about to sleep."""

    def window(self) -> QWidget:
        """Return the window of the page."""
        ...


class SessionDevices(QObject):
    """Goes along with one session after another.

    Attributes:
        cues: Says and sounds what is due.
    """

    def __init__(
        self,
        clock: Clock,
        settings: SettingsFile,
        output: CueOutput,
        parent: QObject,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """Prepare; nothing is asked of the machine yet.

        Args:
            clock: The clock of the sessions.
            settings: What the person wants to hear, and which devices are used.
            output: The voice and the sound output.
            parent: The owner.
            environ: Says where the buses are.
        """
        super().__init__(parent)
        self._settings = settings
        self._session_run: SessionRun | None = None
        self._page: SessionPage | None = None
        self._shown: tuple[object, ...] | None = None
        self.cues = CueSpeaker(clock, settings, output, self)
        self._awake = KeepAwake(environ, self)
        self._lit = QTimer(self)
        self._lit.setSingleShot(True)
        self._lit.setInterval(LIT_MS)
        self._lit.timeout.connect(self._awake.release)
        self._sleep = SleepWatch(environ, self)
        self._sleep.about_to_sleep.connect(self._on_sleep)
        self._keys = MprisPlayer(environ, clock, parent=self)
        self._keys.asked.connect(self._on_asked)

    @property
    def problem(self) -> str:
        """What the person should know before facing the wall, shortly; empty if nothing."""
        return self.cues.problem or (MAY_GO_DARK if self._awake.problem else "")

    def begin(self, page: SessionPage, session_run: SessionRun, *, is_relief: bool) -> None:
        """Go along with a session.

        Args:
            page: The page that plays it.
            session_run: The session.
            is_relief: Whether a cramp is being relieved.
        """
        self._page = page
        self._session_run = session_run
        self._shown = None
        self._keys.enable(self._settings.settings.media_keys)
        self._sleep.start()
        self.cues.begin(session_run, page.tick, is_relief=is_relief)
        self.update(session_run.snapshot())

    def update(self, snapshot: Snapshot) -> None:
        """Look at how the session stands, after every tick and command."""
        if self._session_run is None:
            return
        self.cues.update(snapshot)
        if snapshot.is_over:
            self._end()
            return
        self._keep_awake(snapshot)
        shown = (snapshot.segment.index, snapshot.state, snapshot.length_s)
        if shown != self._shown:
            self._shown = shown
            self._keys.show(now_playing(self._session_run, snapshot))

    def drop_due_cues(self) -> None:
        """Forget what is due: the person goes elsewhere in the session."""
        self._shown = None
        self.cues.drop_due_cues()

    def _keep_awake(self, snapshot: Snapshot) -> None:
        """Keep the screen on while it runs; in a wait only for a while."""
        if self._settings.settings.keep_awake and snapshot.state in ("running", "waiting"):
            self._awake.hold()
        else:
            self._awake.release()
        if snapshot.state != "waiting":
            self._lit.stop()
        elif not self._lit.isActive():
            self._lit.start()

    def _end(self) -> None:
        self._session_run = None
        self._page = None
        self._lit.stop()
        self._awake.release()
        self._sleep.stop()
        self._keys.end()

    def _on_sleep(self) -> None:
        if self._page is not None:
            self._page.interrupt()

    def _on_asked(self, command: str) -> None:
        page, session_run = self._page, self._session_run
        if page is not None and session_run is not None:
            is_running = session_run.snapshot().state == "running"
            commands: dict[str, Callable[[], object]] = {
                "play_pause": page.toggle,
                "play": _nothing if is_running else page.toggle,
                "pause": page.toggle if is_running else _nothing,
                "next": page.next,
                "previous": page.back,
                "stop": page.stop,
                "raise": lambda: _bring_up(page.window()),
            }
            commands[command]()


def _nothing() -> None:
    """Do nothing: it is so already."""


def _bring_up(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def now_playing(session_run: SessionRun, snapshot: Snapshot) -> NowPlaying:
    """Return what the desktop shows: each part of the session is a track."""
    present = snapshot.segment
    part = [segment for segment in session_run.segments if segment.part == present.part]
    added_s = snapshot.length_s - present.length_s
    return NowPlaying(
        title=" – ".join(text for text in (present.name, side_in_words(present.side)) if text),
        album=session_run.routine.title,
        number=present.part + 1,
        length_s=sum(segment.length_s for segment in part) + added_s,
        position_s=present.start_s - part[0].start_s + snapshot.offset_s,
        is_playing=snapshot.state in ("running", "waiting"),
        speed=session_run.speed,
        can_go_next=snapshot.next_part is not None,
    )
