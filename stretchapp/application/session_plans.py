"""The plans of sessions that would start now, and how long they are expected to take.

This is the one place that knows what makes a session longer than its exercises: the waits, which
end after the time in the settings, and the voice, which needs time to speak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stretchapp.base.clock import Clock
    from stretchapp.base.settings import SettingsFile
    from stretchapp.desktop.sound.cue_output import CueOutput
    from stretchapp.library.routines.models import Routine
    from stretchapp.session.timeline import Segment


class SessionPlans:
    """Computes plans with the waits, and with the time for the voice if it would speak now.

    Sentences that have not been rendered yet are estimated. A wait without an end takes no time.
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
            settings: How long waits last, whether sessions are spoken, and the quiet hours.
            clock: Tells whether it is a quiet hour.
            output: Returns the voice and the sound output.
            has_screen_reader: Return whether a screen reader is running.
        """
        self._settings = settings
        self._clock = clock
        self._output = output
        self._has_screen_reader = has_screen_reader

    def plan(self, routine: Routine) -> tuple[Segment, ...]:
        """Return the plan of a session that would start now."""
        # Imported here, as in the other methods: the first frame of the window does not need it.
        from stretchapp.session.timeline import plan

        segments = plan(routine, self._settings.settings.wait_s)
        if not self._is_spoken(routine):
            return segments
        from stretchapp.session.fit_to_speech import fit_to_speech

        return fit_to_speech(segments, self._output().length_of)

    def plan_and_render(self, routine: Routine) -> tuple[Segment, ...]:
        """Return the same plan, and begin to render its sentences if they would be spoken."""
        segments = self.plan(routine)
        if self._is_spoken(routine):
            from stretchapp.session.cues import all_sentences

            self._output().prepare(all_sentences(segments))
        return segments

    def expected_s(self, routine: Routine) -> float:
        """Return how long a session would take in seconds."""
        from stretchapp.session.timeline import total_s

        return total_s(self.plan(routine))

    def other_lengths(self, routines: Iterable[Routine]) -> dict[str, float]:
        """Return the expected lengths, by id, of routines whose exercises alone are shorter."""
        lengths = ((routine, self.expected_s(routine)) for routine in routines)
        return {
            routine.id: length_s
            for routine, length_s in lengths
            if round(length_s) > round(routine.total_s)
        }

    def _is_spoken(self, routine: Routine) -> bool:
        """Return whether a session that starts now would be spoken by the app's own voice."""
        if routine.when == "cramp":
            return False
        from stretchapp.application.quiet_hours import is_quiet_now

        settings = self._settings.settings
        if settings.cues != "voice" or is_quiet_now(settings, self._clock):
            return False
        has_reader = self._has_screen_reader() and not settings.voice_with_reader
        return self._output().has_voice and not has_reader
