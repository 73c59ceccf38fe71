"""``stretchapp diary list``: the session log."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

from stretchapp.diary.sessions import SessionLog
from stretchapp.diary.store import open_store
from stretchapp.library.durations import format_duration

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stretchapp.diary.sessions import SessionRecord


def recorded_sessions(diary: Path) -> list[SessionRecord]:
    """Return all sessions, the latest first; looking makes no diary where there is none.

    Raises:
        UserError: The diary cannot be read.
    """
    if not diary.exists():
        return []
    with closing(open_store(diary)) as connection:
        return SessionLog(connection).sessions()


def session_lines(records: Sequence[SessionRecord], *, as_json: bool) -> list[str]:
    """Return the sessions, the latest first, one line each or as JSON."""
    if as_json:
        return [json.dumps([_plain(record) for record in records], indent=2)]
    if not records:
        return ["No session has been recorded yet."]
    return [
        f"{record.started_at:%Y-%m-%d %H:%M}  {record.state:8}"
        f"  {format_duration(record.active_s):>6} of {format_duration(record.planned_s):>6}"
        f"  {record.title}"
        for record in records
    ]


def _plain(record: SessionRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "routine": record.routine,
        "title": record.title,
        "state": record.state,
        "started_at": record.started_at.isoformat(),
        "ended_at": None if record.state == "running" else record.saved_at.isoformat(),
        "planned_s": record.planned_s,
        "active_s": record.active_s,
        "part": record.part,
        "parts": record.parts,
        "player": record.player,
    }
