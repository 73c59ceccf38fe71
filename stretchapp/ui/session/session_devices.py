"""The devices of a session: voice, sounds, keep-awake, media keys, sleep watch.

While a session runs, the screen stays on, media keys control the session, and it is paused before
the computer sleeps. The devices are made after the first frame of the player.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer

from stretchapp.base.i18n import N_, _
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
    from stretchapp.session.snapshot import Snapshot

MAY_TURN_OFF = N_("The screen may turn off.")

WAIT_SCREEN_ON_MS = 15 * 60_000
"""Upper limit for keeping the screen on in a wait: the person may have fallen asleep."""


class SessionPage(Protocol):
    """What the devices call on the page of a session."""

    def tick(self) -> None:
        """Let time pass and show the present state."""

    def toggle(self) -> None:
        """Pause, or continue."""

    def pause(self) -> None:
        """Pause, or hold a wait that would end by itself."""

    def next(self) -> None:
        """Go to the next part."""

    def back(self) -> None:
        """Start the part again, or go to the part before."""

    def stop(self) -> None:
        """Stop the session."""

    def interrupt(self) -> None:
        """Pause because the computer is about to sleep."""

    def window(self) -> QWidget:
        """Return the window of the page."""
        ...


class SessionDevices(QObject):
    """Lets the devices follow one session after another.

    Attributes:
        cues: Plays the cues of the session.
    """

    def __init__(
        self,
        clock: Clock,
        settings: SettingsFile,
        output: CueOutput,
        parent: QObject,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """Prepare; the desktop is not asked for anything yet.

        Args:
            clock: The clock of the sessions.
            settings: The settings of the cues, and which devices are used.
            output: The voice and the sound output.
            parent: The owner.
            environ: The environment variables, with the addresses of the buses.
        """
        super().__init__(parent)
        self._settings = settings
        self._session_run: SessionRun | None = None
        self._page: SessionPage | None = None
        self._published: tuple[object, ...] | None = None
        self.cues = CueSpeaker(clock, settings, output, self)
        self._keep_awake = KeepAwake(environ, self)
        self._wait_timer = QTimer(self)
        self._wait_timer.setSingleShot(True)
        self._wait_timer.setInterval(WAIT_SCREEN_ON_MS)
        self._wait_timer.timeout.connect(self._keep_awake.release)
        self._sleep = SleepWatch(environ, self)
        self._sleep.about_to_sleep.connect(self._on_sleep)
        self._player = MprisPlayer(environ, clock, self)
        self._player.command_received.connect(self._on_command)

    @property
    def problem(self) -> str:
        """What is missing and the person should know, in a short sentence; empty if nothing is."""
        return self.cues.problem or (_(MAY_TURN_OFF) if self._keep_awake.problem else "")

    def begin(self, page: SessionPage, session_run: SessionRun, *, is_relief: bool) -> None:
        """Begin to follow a session.

        Args:
            page: The page of the session.
            session_run: The session.
            is_relief: Whether the session relieves a cramp.
        """
        self._page = page
        self._session_run = session_run
        self._published = None
        self._sleep.start()
        self.cues.begin(session_run, page.tick, is_relief=is_relief)
        self.update(session_run.snapshot())

    def update(self, snapshot: Snapshot) -> None:
        """Follow the present state of the session; called after every tick and command."""
        if self._session_run is None:
            return
        self.cues.update(snapshot)
        if snapshot.is_over:
            self._end()
            return
        self._update_keep_awake(snapshot)
        published = (snapshot.segment.index, snapshot.state, snapshot.length_s)
        if published != self._published:
            self._published = published
            if self._settings.settings.media_keys:
                self._player.show(now_playing(self._session_run, snapshot))

    def drop_due_cues(self) -> None:
        """Drop the cues of the present segment, because the person goes to another part."""
        self._published = None
        self.cues.drop_due_cues()

    def _update_keep_awake(self, snapshot: Snapshot) -> None:
        """Keep the screen on while the session runs, and in a wait for a limited time."""
        if self._settings.settings.keep_awake and snapshot.state in ("running", "waiting"):
            self._keep_awake.hold()
        else:
            self._keep_awake.release()
        if snapshot.state != "waiting":
            self._wait_timer.stop()
        elif not self._wait_timer.isActive():
            self._wait_timer.start()

    def _end(self) -> None:
        self._session_run = None
        self._page = None
        self._wait_timer.stop()
        self._keep_awake.release()
        self._sleep.stop()
        self._player.hide()

    def _on_sleep(self) -> None:
        if self._page is not None:
            self._page.interrupt()

    def _on_command(self, command: str) -> None:
        page, session_run = self._page, self._session_run
        if page is not None and session_run is not None:
            is_running = session_run.snapshot().state == "running"
            commands: dict[str, Callable[[], object]] = {
                "play_pause": page.toggle,
                "play": _do_nothing if is_running else page.toggle,
                "pause": page.pause if is_running else _do_nothing,
                "next": page.next,
                "previous": page.back,
                "stop": page.stop,
                "raise": lambda: _bring_up(page.window()),
            }
            commands[command]()


def _do_nothing() -> None:
    """Do nothing: the session is in the requested state already."""


def _bring_up(window: QWidget) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()


def now_playing(session_run: SessionRun, snapshot: Snapshot) -> NowPlaying:
    """Return the session as the desktop shows it: each part is a track."""
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
