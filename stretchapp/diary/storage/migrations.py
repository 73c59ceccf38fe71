"""The migrations of the database, as SQL.

Step n takes a file from ``user_version`` n to n + 1. A step that was released is never changed.
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
        # NULL means unknown. A cramp that was entered by hand has no process.
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
    (
        # What the routine was for; unknown for earlier sessions.
        "ALTER TABLE session ADD COLUMN occasion TEXT",
        # AUTOINCREMENT: timers and the history refer to a number, so it is never used twice.
        """
        CREATE TABLE reminder (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            times TEXT NOT NULL,
            before_bed INTEGER CHECK ((before_bed IS NULL) = (times <> '')),
            weekdays TEXT NOT NULL,
            routine TEXT NOT NULL,
            title TEXT NOT NULL,
            occasion TEXT NOT NULL CHECK (occasion IN ('evening', 'daytime')),
            text TEXT NOT NULL,
            zone TEXT,
            is_on INTEGER NOT NULL CHECK (is_on IN (0, 1))
        ) STRICT
        """,
        # The history of a reminder stays when the reminder is removed.
        """
        CREATE TABLE reminder_due (
            reminder INTEGER NOT NULL,
            due_at TEXT NOT NULL,
            title TEXT NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN (
                'waiting', 'claimed', 'shown', 'snoozed', 'started', 'declined', 'dropped'
            )),
            reason TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            snoozes INTEGER NOT NULL DEFAULT 0,
            is_told INTEGER NOT NULL DEFAULT 0 CHECK (is_told IN (0, 1)),
            notification INTEGER,
            PRIMARY KEY (reminder, due_at)
        ) STRICT
        """,
        """
        CREATE TABLE reminder_state (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            bedtimes TEXT NOT NULL,
            paused_night TEXT,
            paused_until TEXT
        ) STRICT
        """,
    ),
    (
        # What identifies an entry in every copy of the diary. The uid of an older entry is derived
        # from its content, so that two copies of an old file give it the same one.
        "ALTER TABLE session ADD COLUMN uid TEXT",
        "UPDATE session SET uid = 'session-' || id || '-' || started_at",
        "CREATE UNIQUE INDEX session_by_uid ON session (uid)",
        """
        CREATE TRIGGER session_uid AFTER INSERT ON session WHEN NEW.uid IS NULL BEGIN
            UPDATE session SET uid = lower(hex(randomblob(16))) WHERE id = NEW.id;
        END
        """,
        "ALTER TABLE cramp ADD COLUMN uid TEXT",
        "UPDATE cramp SET uid = 'cramp-' || id || '-' || started_at",
        "CREATE UNIQUE INDEX cramp_by_uid ON cramp (uid)",
        """
        CREATE TRIGGER cramp_uid AFTER INSERT ON cramp WHEN NEW.uid IS NULL BEGIN
            UPDATE cramp SET uid = lower(hex(randomblob(16))) WHERE id = NEW.id;
        END
        """,
        # Moments are stored with their own offsets, so their texts do not sort by time.
        "CREATE INDEX session_by_start ON session (julianday(started_at))",
        "CREATE INDEX cramp_by_start ON cramp (julianday(started_at))",
        # Nights about which the person said that there was no cramp, by the date of the evening.
        """
        CREATE TABLE quiet_night (
            night TEXT PRIMARY KEY,
            saved_at TEXT NOT NULL
        ) STRICT
        """,
        # The nights that a doctor rule was based on when it was dismissed.
        """
        CREATE TABLE dismissed_night (
            rule TEXT NOT NULL,
            night TEXT NOT NULL,
            PRIMARY KEY (rule, night)
        ) STRICT
        """,
        """
        CREATE TABLE six_weeks (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            begins TEXT NOT NULL
        ) STRICT
        """,
    ),
    (
        # What identifies a reminder in every calendar in the world, and counts its changes, so that
        # a calendar replaces its older entry.
        "ALTER TABLE reminder ADD COLUMN uid TEXT",
        "ALTER TABLE reminder ADD COLUMN changes INTEGER NOT NULL DEFAULT 0",
        "UPDATE reminder SET uid = lower(hex(randomblob(16)))",
        "CREATE UNIQUE INDEX reminder_by_uid ON reminder (uid)",
        """
        CREATE TRIGGER reminder_uid AFTER INSERT ON reminder WHEN NEW.uid IS NULL BEGIN
            UPDATE reminder SET uid = lower(hex(randomblob(16))) WHERE id = NEW.id;
        END
        """,
        """
        CREATE TRIGGER reminder_changes
        AFTER UPDATE OF times, before_bed, weekdays, title, text, zone, is_on ON reminder BEGIN
            UPDATE reminder SET changes = changes + 1 WHERE id = NEW.id;
        END
        """,
        """
        CREATE TRIGGER bedtime_changes AFTER UPDATE OF bedtimes ON reminder_state BEGIN
            UPDATE reminder SET changes = changes + 1 WHERE before_bed IS NOT NULL;
        END
        """,
        """
        CREATE TRIGGER first_bedtime_changes AFTER INSERT ON reminder_state BEGIN
            UPDATE reminder SET changes = changes + 1 WHERE before_bed IS NOT NULL;
        END
        """,
    ),
)
"""The SQL statements of each step."""
