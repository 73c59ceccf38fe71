"""How long routines take when a voice speaks the instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.library.routines.models import Routine
    from stretchapp.session.timeline import Segment


class SpokenDurations:
    """Computes plans that leave the voice the time it needs, if a session would have one now.

    Sentences that have not been rendered yet are estimated.
    """

    def __init__(
        self,
        settings: SettingsFile,
        clock: Clock,
        output: Callable[[], CueOutput],
        has_screen_reader: Callable[[], bool],
    ) -> None:
        """Prepare; the output is not opened yet.

        Args:
            settings: Whether sessions are spoken, and the quiet hours.
            clock: Tells whether it is a quiet hour.
            output: Returns the voice and the sound output.
            has_screen_reader: Return whether a screen reader is running.
        """
        self._settings = settings
        self._clock = clock
        self._output = output
        self._has_screen_reader = has_screen_reader

    def plan(self, routine: Routine) -> tuple[Segment, ...] | None:
        """Return the plan with the time for the voice, or None if no voice would speak."""
        if not self._is_spoken or routine.when == "cramp" or not routine.steps:
            return None
        # Imported here, as in the other methods: the first frame of the window does not need it.
        from stretchapp.session.fit_to_speech import fit_to_speech
        from stretchapp.session.timeline import plan

        return fit_to_speech(plan(routine), self._output().length_of)

    def plan_and_render(self, routine: Routine) -> tuple[Segment, ...] | None:
        """Return the same plan, and begin to render its sentences for the session."""
        segments = self.plan(routine)
        if segments is not None:
            from stretchapp.session.cues import all_sentences

            self._output().prepare(all_sentences(segments))
        return segments

    def lengths(self, routines: Iterable[Routine]) -> dict[str, float]:
        """Return the length of each spoken routine in seconds, by id; empty without a voice."""
        plans = ((routine, self.plan(routine)) for routine in routines)
        return {
            routine.id: sum(segment.length_s for segment in segments)
            for routine, segments in plans
            if segments is not None
        }

    @property
    def _is_spoken(self) -> bool:
        """Whether a session that starts now would be spoken by the app's own voice."""
        from stretchapp.application.quiet_hours import is_quiet_now

        settings = self._settings.settings
        if settings.cues != "voice" or is_quiet_now(settings, self._clock):
            return False
        has_reader = self._has_screen_reader() and not settings.voice_with_reader
        return self._output().has_voice and not has_reader
