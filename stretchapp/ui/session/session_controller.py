"""Starts and stops sessions in the window; at most one runs, and every one is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from stretchapp.base.i18n import N_, _
from stretchapp.library.routines.models import SINGLE_EXERCISE
from stretchapp.ui.widgets.later import do_later

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.application.session_run import SessionRun
    from stretchapp.base.settings import SettingsFile
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.routines.models import Routine
    from stretchapp.ui.figures.exercise_figures import ExerciseFigures
    from stretchapp.ui.session.done_page import DonePage
    from stretchapp.ui.session.player_page import PlayerPage
    from stretchapp.ui.session.session_devices import SessionDevices
    from stretchapp.ui.theme.appearance import Appearance

    MakeRun = Callable[[Routine, float, SessionRecord | SessionRun | None], SessionRun]
    """Makes a session from a routine, a speed, and a session to continue."""

NOT_SAVED = N_(
    "Your last session is not saved in your diary yet. {problem} It will be saved as soon as"
    " possible; close the window once more to leave without saving."
)


class SessionController(QObject):
    """Makes the pages and the devices of sessions.

    Attributes:
        session_run: The session that runs or is prepared; None without one.

    Signals:
        ended: A session is over, finished or stopped by the person; with its ``SessionRun``.
    """

    ended = Signal(object)

    def __init__(
        self,
        appearance: Appearance,
        parent: QObject,
        *,
        settings: SettingsFile,
        figures: ExerciseFigures,
        make_run: MakeRun,
        make_devices: Callable[[], SessionDevices],
        withdraw_reminders: Callable[[], None],
        unsaved: Callable[[], str | None],
    ) -> None:
        """Begin without a session.

        Args:
            appearance: Fonts and colours of the player.
            parent: The owner.
            settings: Whether figures stand still.
            figures: The figures of the exercises.
            make_run: Makes a session.
            make_devices: Makes the voice, the sounds and the other devices of sessions.
            withdraw_reminders: Withdraws reminders that are shown, because a routine has begun; a
                single exercise is not what they ask for.
            unsaved: Waits a moment, and returns why something is not in the diary yet, if it is so.
        """
        super().__init__(parent)
        self._appearance = appearance
        self._settings = settings
        self._figures = figures
        self._make_run = make_run
        self._make_devices = make_devices
        self._withdraw_reminders = withdraw_reminders
        self._unsaved = unsaved
        self._was_unsaved_told = False
        self.session_run: SessionRun | None = None
        self._player: PlayerPage | None = None
        self._devices: SessionDevices | None = None

    @property
    def player(self) -> PlayerPage:
        """The page of the session that runs; there must be one."""
        assert self._player is not None  # noqa: S101 -- callers check that a session runs
        return self._player

    @property
    def is_relief(self) -> bool:
        """Whether the session that runs is for a cramp."""
        return self.session_run is not None and self.session_run.routine.when == "cramp"

    def prepare(
        self,
        routine: Routine,
        *,
        speed: float = 1.0,
        resume: SessionRecord | SessionRun | None = None,
    ) -> None:
        """Prepare a session; a session that runs is stopped and saved."""
        self.stop()
        self._was_unsaved_told = False
        self.session_run = self._make_run(routine, speed, resume)

    def make_player(self) -> PlayerPage:
        """Return the page that plays the prepared session."""
        # Imported here: the first frame of the home page does not need it.
        from stretchapp.ui.session.player_page import PlayerPage

        assert self.session_run is not None  # noqa: S101 -- callers prepare it
        self._player = PlayerPage(
            self._appearance,
            self.session_run,
            self._figures,
            self.devices,
            still=self._settings.settings.still,
        )
        self._player.ended.connect(self._on_ended)
        if self.session_run.routine.when != SINGLE_EXERCISE:
            # After the first frame of the session.
            do_later(self._player, self._withdraw_reminders)
        return self._player

    def devices(self) -> SessionDevices:
        """Return the devices of sessions, which are made when first needed."""
        if self._devices is None:
            self._devices = self._make_devices()
        return self._devices

    def make_done_page(self, run: SessionRun, *, leads_home: bool) -> DonePage:
        """Return the page that is shown after a session.

        Args:
            run: The session.
            leads_home: Whether the home page is next, or the page where the session was started.
        """
        from stretchapp.ui.session.done_page import DonePage

        exercise = run.snapshot().segment.exercise
        picture = None if exercise is None else self._figures.thumbnail(exercise)
        return DonePage(self._appearance, run, picture, leads_home=leads_home)

    def call_after_end(self, callback: Callable[[], object]) -> None:
        """Call ``callback`` once the end of the last session was heard, or at once."""
        if self._devices is None:
            callback()
        else:
            self._devices.cues.call_after_end(callback)

    def stop_speaking(self) -> None:
        """Stop the last words of a session that is over."""
        if self._devices is not None and self.session_run is None:
            self._devices.cues.end()

    def pause(self) -> None:
        """Pause a session that runs."""
        if self.session_run is not None and self.session_run.snapshot().state == "running":
            self.player.pause()

    def stop(self) -> None:
        """Stop a session that runs, without showing its end."""
        if self._player is not None:
            self._player.ended.disconnect(self._on_ended)
            self._player.stop()
        self.session_run = self._player = None
        self.stop_speaking()

    def tell_unsaved(self) -> str | None:
        """Return, once, why what was done last is not in the diary yet; None if it is."""
        problem = self._unsaved()
        if problem is None or self._was_unsaved_told:
            return None
        self._was_unsaved_told = True
        return _(NOT_SAVED).format(problem=problem)

    def _on_ended(self) -> None:
        session_run = self.session_run
        self.session_run = self._player = None
        self.ended.emit(session_run)
