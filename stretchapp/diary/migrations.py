"""The steps by which the database came to its present shape.

Step n brings a file from ``user_version`` n to n + 1. A step that was released is never changed.
"""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE session (
            id INTEGER PRIMARY KEY,
            routine TEXT NOT NULL,
            title TEXT NOT NULL,
            player TEXT NOT NULL CHECK (player IN ('window', 'terminal')),
            process INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped', 'left')),
            started_at TEXT NOT NULL,
            saved_at TEXT NOT NULL,
            planned_s REAL NOT NULL,
            active_s REAL NOT NULL,
            part INTEGER NOT NULL,
            parts INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX session_by_state ON session (state)",
    ),
)
"""The SQL statements of each step."""
