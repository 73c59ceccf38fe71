"""The sessions of the window: at most one runs, and whatever happens to it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchapp.application.session_run import SessionRun
    from stretchapp.diary.session_log import SessionRecord
    from stretchapp.library.routines.models import Routine
    from stretchapp.session.timeline import Segment
    from stretchapp.ui.dependencies import Services
    from stretchapp.ui.figures.figure_cache import FigureCache
    from stretchapp.ui.session.player_page import PlayerPage
    from stretchapp.ui.session.session_devices import SessionDevices
    from stretchapp.ui.theme.theme import Appearance


class SessionController(QObject):
    """Starts and stops sessions, and finds those that were cut off.

    Signals:
        ended: A session is over, finished or stopped by the person; with its session run.
        setting_chosen: A setting is to be kept: its name and the value.
    """

    ended = Signal(object)
    setting_chosen = Signal(str, object)

    def __init__(
        self, services: Services, appearance: Appearance, figures: FigureCache, parent: QObject
    ) -> None:
        """Begin without a session.

        Args:
            services: The clock, the settings and the log.
            appearance: Fonts and colours of the player.
            figures: The figures of the exercises.
            parent: The owner.
        """
        super().__init__(parent)
        self._services = services
        self._appearance = appearance
        self._figures = figures
        self._has_offered = False
        self.session_run: SessionRun | None = None
        self._player: PlayerPage | None = None
        self._devices: SessionDevices | None = None

    @property
    def player(self) -> PlayerPage:
        """The page of the session that runs; there must be one."""
        assert self._player is not None  # noqa: S101 -- the caller has looked
        return self._player

    @property
    def is_relief(self) -> bool:
        """Whether the session that runs is for a cramp."""
        return self.session_run is not None and self.session_run.routine.when == "cramp"

    def prepare(
        self, routine: Routine, *, speed: float = 1.0, resume: SessionRecord | None = None
    ) -> None:
        """Make a session ready to be played; one that runs is stopped and kept first.

        Raises:
            UserError: The log cannot be opened; nothing runs then.
        """
        # Imported here: the first picture of the home page does not need them.
        from stretchapp.application.session_run import SessionRun

        self.stop()
        self.session_run = SessionRun(
            routine,
            self._services.clock,
            self._services.log(),
            "window",
            speed=speed,
            resume=resume,
        )

    def make_player(self) -> PlayerPage:
        """Return the page that plays the session, which is ready."""
        from stretchapp.ui.session.player_page import PlayerPage

        assert self.session_run is not None  # noqa: S101 -- prepared before
        still = self._services.settings.settings.still
        self._player = PlayerPage(
            self._appearance, self.session_run, self._figures, self.devices, still=still
        )
        self._player.ended.connect(self._on_ended)
        # Not before the first picture of the session is there.
        QTimer.singleShot(0, self._player, self._services.withdraw_reminders)
        return self._player

    def spoken_plan(self, routine: Routine) -> tuple[Segment, ...] | None:
        """Return the plan with the time for a voice, if one would speak; its words are rendered."""
        from stretchapp.application.spoken_durations import spoken_plan

        segments = spoken_plan(self._services, routine)
        if segments is not None:
            # So that the session can begin with them.
            from stretchapp.session.cues import sentences_of

            self._services.cue_output().prepare(sentences_of(segments))
        return segments

    def devices(self) -> SessionDevices:
        """Return what goes along with the sessions; made when it is first wanted."""
        if self._devices is None:
            # Imported here: the first picture does without voice, sounds and the buses.
            from stretchapp.ui.session.session_devices import SessionDevices

            self._devices = SessionDevices(self._services, self)
            self._devices.setting_chosen.connect(self.setting_chosen)
        return self._devices

    def when_heard(self, then: Callable[[], object]) -> None:
        """Call ``then`` once the end of the last session has been heard, or at once."""
        if self._devices is None:
            then()
        else:
            self._devices.cues.when_heard(then)

    def stop_speaking(self) -> None:
        """Let the last words of a session that is over give way to others."""
        if self._devices is not None and self.session_run is None:
            self._devices.cues.end()

    def pause(self) -> None:
        """Let a session that runs stand still."""
        if self.session_run is not None and self.session_run.snapshot().state == "running":
            self.player.toggle()

    def stop(self) -> None:
        """Stop a session that runs, without showing its end."""
        if self._player is not None:
            self._player.ended.disconnect(self._on_ended)
            self._player.stop()
        self.session_run = self._player = None
        self.stop_speaking()

    def cut_off(
        self, find: Callable[[str], Routine | None]
    ) -> tuple[SessionRecord, Routine] | None:
        """Return a session that was cut off and its routine; once, and none while one runs.

        Args:
            find: Returns a routine by its id, as it suits the person, if it is still there.

        Raises:
            UserError: The log cannot be read.
        """
        if self.session_run is not None or self._has_offered:
            return None
        self._has_offered = True
        record = self._services.cut_off_session()
        routine = None if record is None else find(record.routine)
        if record is None or routine is None or not routine.steps:
            return None
        return record, routine

    def record_of(self, session_run: SessionRun) -> SessionRecord | None:
        """Return what the log keeps of a session.

        Raises:
            UserError: The log cannot be read.
        """
        records = self._services.log().sessions()
        return next((record for record in records if record.id == session_run.session_id), None)

    def leave(self, record: SessionRecord) -> None:
        """Keep that a session which was cut off will not be gone on with.

        Raises:
            UserError: The log cannot be written.
        """
        self._services.log().leave(record.id)

    def _on_ended(self) -> None:
        session_run = self.session_run
        self.session_run = self._player = None
        self.ended.emit(session_run)
