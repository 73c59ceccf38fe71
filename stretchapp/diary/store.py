"""Opening the database: its settings, its version and its migrations."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.files import make_private_folder
from stretchapp.base.problems import UserError
from stretchapp.diary.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENING_TIMEOUT_S = 5.0
"""How long another process may keep the file locked while it is opened."""

BUSY_TIMEOUT_MS = 2000
"""How long it may later. Shorter than the standstill after which a session counts as interrupted:
saving it must not be what interrupts it."""

PRIVATE_FILE = 0o600


def open_store(path: Path, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> sqlite3.Connection:
    """Open the database at ``path``, create it if need be, and bring it up to date.

    Args:
        path: The file; its folder is created.
        migrations: The steps that lead to the present version.

    Raises:
        UserError: The file cannot be opened, is damaged, or was written by a newer version; it
            is left as it was.
    """
    try:
        make_private_folder(path.parent)
        path.touch(mode=PRIVATE_FILE)
        # Each statement is a transaction of its own unless one is begun.
        connection = sqlite3.connect(path, OPENING_TIMEOUT_S, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise UserError(
            f"The diary {path} cannot be opened ({error}); check the folder's permissions."
        ) from error
    try:
        connection.row_factory = sqlite3.Row
        _migrate(connection, path, migrations)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        # What was shown as saved must survive a lost power supply too. The journal stays SQLite's
        # usual one: WAL saves a millisecond, but does not work on network drives, and processes
        # that switch a new file to it at the same moment get "database is locked" at once.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.OperationalError as error:
        connection.close()
        raise UserError(
            f"The diary {path} cannot be used ({error}); check its permissions and the disk."
        ) from error
    except sqlite3.Error as error:
        connection.close()
        raise UserError(
            f"The diary {path} is damaged ({error}); move the file aside to begin a new one."
        ) from error
    except UserError:
        connection.close()
        raise
    return connection


def empty_store() -> sqlite3.Connection:
    """Return a database in memory: for looking where there is no diary yet, without making one."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    _migrate(connection, Path(":memory:"), MIGRATIONS)
    return connection


def _migrate(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Sequence[str]]
) -> None:
    if _version(connection) < len(migrations):
        # The lock comes first: another process may be at the same steps.
        connection.execute("BEGIN IMMEDIATE")
        done = _version(connection)
        for number, step in enumerate(migrations[done:], start=done + 1):
            for statement in step:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    if _version(connection) > len(migrations):
        raise UserError(
            f"The diary {path} was written by a newer version of stretchapp; update stretchapp."
        )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
