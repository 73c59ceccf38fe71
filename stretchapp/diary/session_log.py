"""The session log: one row for each session, updated while the session runs.

A row is written when the session starts, so that a killed process leaves a session that can be
continued.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from stretchapp.diary.storage.errors import check_is_there, explain_database_errors
from stretchapp.diary.storage.moments import since_clause
from stretchapp.diary.storage.rows import check_texts, stored_length, stored_moment, usable

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

PlayerKind = Literal["window", "terminal"]

SessionState = Literal["running", "finished", "stopped", "left"]
"""``left``: the session was interrupted and will not be continued."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecord:
    """A session in the log.

    Attributes:
        id: Its number in the log.
        routine: The id of the routine.
        title: The title of the routine at the time.
        player: Where the session was played.
        process: The process that played it.
        state: Whether it is running, or how it ended.
        started_at: When it started.
        saved_at: When it was last saved; the end of a session that is over.
        planned_s: The planned length in seconds.
        active_s: The time spent in it, in seconds, without pauses and waits.
        part: The part that it had reached, counted from 0.
        parts: The number of parts of the plan.
        occasion: What the routine was for, such as ``evening``; None for old sessions.
        uid: Identifies the session in every copy of the diary.
    """

    id: int
    routine: str
    title: str
    player: PlayerKind
    process: int
    state: SessionState
    started_at: datetime
    saved_at: datetime
    planned_s: float
    active_s: float
    part: int
    parts: int
    occasion: str | None
    uid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSession:
    """What is known about a session when it is started or continued."""

    routine: str
    title: str
    player: PlayerKind
    process: int
    planned_s: float
    parts: int
    occasion: str = "evening"


class SessionLog:
    """Reads and writes the sessions of a database.

    Every method raises ``UserError`` if the file is damaged, locked or cannot be written to.

    Attributes:
        left_out: The entries that were left out of what was read last, because they are damaged.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use a connection from ``open_store``."""
        self._connection = connection
        self.left_out: list[str] = []

    def start(self, session: NewSession, now: datetime) -> int:
        """Add a session that starts now, and return its id."""
        cursor = self._execute(
            "INSERT INTO session (routine, title, player, process, state, started_at,"
            " saved_at, planned_s, active_s, part, parts, occasion)"
            " VALUES (?, ?, ?, ?, 'running', ?, ?, ?, 0, 0, ?, ?)",
            session.routine,
            session.title,
            session.player,
            session.process,
            now.isoformat(),
            now.isoformat(),
            session.planned_s,
            session.parts,
            session.occasion,
        )
        assert cursor.lastrowid is not None  # noqa: S101 -- an INSERT always has one
        return cursor.lastrowid

    def take_over(self, session_id: int, session: NewSession, now: datetime) -> None:
        """Continue an interrupted session in another process, with today's plan.

        Raises:
            UserError: As above; ``EntryGoneError`` if the session is in the diary no longer.
        """
        cursor = self._execute(
            "UPDATE session SET state = 'running', player = ?, process = ?, saved_at = ?,"
            " planned_s = ?, parts = ? WHERE id = ?",
            session.player,
            session.process,
            now.isoformat(),
            session.planned_s,
            session.parts,
            session_id,
        )
        check_is_there(cursor)

    def save(
        self, session_id: int, state: SessionState, active_s: float, part: int, now: datetime
    ) -> None:
        """Save the progress of a session, or how it ended.

        Raises:
            UserError: As above; ``EntryGoneError`` if the session is in the diary no longer.
        """
        cursor = self._execute(
            "UPDATE session SET state = ?, active_s = ?, part = ?, saved_at = ? WHERE id = ?",
            state,
            active_s,
            part,
            now.isoformat(),
            session_id,
        )
        check_is_there(cursor)

    def abandon(self, session_id: int) -> None:
        """Record that an interrupted session will not be continued."""
        self._execute("UPDATE session SET state = 'left' WHERE id = ?", session_id)

    def sessions(self, since: datetime | None = None) -> list[SessionRecord]:
        """Return all sessions, or those that started at a moment or later, the latest first."""
        clause, values = since_clause(since)
        records = self._records(f"SELECT * FROM session{clause}", *values)  # noqa: S608 -- our own words
        if since is not None:
            records = [record for record in records if record.started_at >= since]
        # Sorted here: the texts of moments in different time zones do not sort by time.
        return sorted(records, key=lambda record: (record.started_at, record.id), reverse=True)

    def running(self) -> list[SessionRecord]:
        """Return the sessions that were not ended, the last saved one first."""
        records = self._records("SELECT * FROM session WHERE state = 'running'")
        return sorted(records, key=lambda record: (record.saved_at, record.id), reverse=True)

    def _execute(self, statement: str, *values: str | float) -> sqlite3.Cursor:
        with explain_database_errors():
            return self._connection.execute(statement, values)

    def _records(self, query: str, *values: float) -> list[SessionRecord]:
        with explain_database_errors():
            self.left_out = []
            rows = self._connection.execute(query, values)
            return usable(rows, _record, self.left_out, "session")


def _record(row: sqlite3.Row) -> SessionRecord:
    values: dict[str, Any] = dict(row)
    values["started_at"] = stored_moment(row["started_at"])
    values["saved_at"] = stored_moment(row["saved_at"])
    stored_length(row["planned_s"])
    stored_length(row["active_s"])
    check_texts(row["routine"], row["title"], row["uid"])
    return SessionRecord(**values)
