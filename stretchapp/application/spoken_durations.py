"""How long routines take when a voice says what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from stretchapp.application.quiet_hours import is_quiet_now
from stretchapp.session.fit_to_speech import stretch
from stretchapp.session.timeline import plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stretchapp.library.routines.models import Routine
    from stretchapp.session.timeline import Segment
    from stretchapp.ui.dependencies import Services


def speaks_now(services: Services) -> bool:
    """Return whether a session that is started now would be told by our voice."""
    settings = services.settings.settings
    if settings.cues != "voice" or is_quiet_now(settings, services.clock):
        return False
    is_read = QAccessible.isActive() and not settings.voice_with_reader
    return services.cue_output().has_voice and not is_read


def spoken_plan(services: Services, routine: Routine) -> tuple[Segment, ...] | None:
    """Return the plan with the time for a voice, if a session would have one now."""
    if not speaks_now(services) or routine.when == "cramp" or not routine.steps:
        return None
    return stretch(plan(routine), services.cue_output().length_of)


def spoken_lengths(services: Services, routines: Iterable[Routine]) -> dict[str, float]:
    """Return how long routines take in seconds, by id; none where no voice speaks.

    The lengths of sentences that have not been rendered yet are known about.
    """
    plans = ((routine, spoken_plan(services, routine)) for routine in routines)
    return {
        routine.id: sum(segment.length_s for segment in segments)
        for routine, segments in plans
        if segments is not None
    }
