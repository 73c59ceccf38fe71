"""A session of ten minutes, recorded by a process that is not this one."""

from __future__ import annotations

from stretchapp.diary.session_log import NewSession

OTHER_PROCESS = 4_000_000
PLANNED_S = 600.0


def a_stretch(occasion: str = "evening") -> NewSession:
    """Return a session that another process starts."""
    return NewSession(
        routine="in-bed",
        title="In bed",
        player="window",
        process=OTHER_PROCESS,
        planned_s=PLANNED_S,
        parts=4,
        occasion=occasion,
    )
