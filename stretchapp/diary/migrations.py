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
    (
        # What is not known is NULL. An entry that was made by hand has no process.
        """
        CREATE TABLE cramp (
            id INTEGER PRIMARY KEY,
            state TEXT NOT NULL CHECK (state IN ('running', 'ended')),
            process INTEGER CHECK (process IS NOT NULL OR state = 'ended'),
            started_at TEXT NOT NULL,
            saved_at TEXT NOT NULL,
            muscle TEXT,
            side TEXT CHECK (side IN ('left', 'right', 'both')),
            strength INTEGER CHECK (strength BETWEEN 0 AND 10),
            length_s REAL CHECK (length_s >= 0),
            eased INTEGER NOT NULL DEFAULT 0 CHECK (eased IN (0, 1)),
            nothing_helped INTEGER NOT NULL DEFAULT 0 CHECK (nothing_helped IN (0, 1)),
            note TEXT NOT NULL DEFAULT ''
        ) STRICT
        """,
        "CREATE INDEX cramp_by_state ON cramp (state)",
        """
        CREATE TABLE cramp_trigger (
            cramp INTEGER NOT NULL REFERENCES cramp (id) ON DELETE CASCADE,
            trigger TEXT NOT NULL,
            PRIMARY KEY (cramp, trigger)
        ) STRICT
        """,
        """
        CREATE TABLE cramp_tried (
            cramp INTEGER NOT NULL REFERENCES cramp (id) ON DELETE CASCADE,
            exercise TEXT NOT NULL,
            helped INTEGER NOT NULL CHECK (helped IN (0, 1)),
            PRIMARY KEY (cramp, exercise)
        ) STRICT
        """,
    ),
)
"""The SQL statements of each step."""
