"""Opening the database: its settings, its version, its migrations, and what to do if it is broken.

A file that a newer version wrote is refused and left as it was. One that is damaged is set aside
where somebody is about to write, so that tonight can be kept.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.files import make_private_folder
from stretchapp.base.problems import UserError
from stretchapp.diary.storage.backups import back_up, backups, is_backup_due
from stretchapp.diary.storage.errors import error_kind
from stretchapp.diary.storage.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

OPENING_TIMEOUT_S = 5.0
"""How long another process may keep the file locked while it is opened."""

BUSY_TIMEOUT_MS = 2000
"""How long it may later. Shorter than the standstill after which a session counts as interrupted:
saving it must not be what interrupts it."""

PRIVATE_FILE = 0o600

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class DamagedError(UserError):
    """The file is no database, or a broken one."""


def open_store(path: Path, migrations: Sequence[Sequence[str]] = MIGRATIONS) -> sqlite3.Connection:
    """Open the database at ``path``, create it if need be, and bring it up to date.

    Before it is brought up to date, a copy is kept.

    Args:
        path: The file; its folder is created.
        migrations: The steps that lead to the present version.

    Raises:
        DamagedError: The file is damaged; it is left as it was.
        UserError: The file cannot be opened, or was written by a newer version; it is left as it
            was.
    """
    try:
        make_private_folder(path.parent)
        if not path.exists():
            path.touch(mode=PRIVATE_FILE)
        # Each statement is a transaction of its own unless one is begun.
        connection = sqlite3.connect(path, timeout=OPENING_TIMEOUT_S, isolation_level=None)
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
    except sqlite3.Error as error:
        connection.close()
        if error_kind(error) in _DAMAGED:
            raise DamagedError(
                f"The diary {path} is damaged ({error}); move the file aside to begin a new one."
            ) from error
        raise UserError(
            f"The diary {path} cannot be used ({error}); check its permissions and the disk."
        ) from error
    except UserError:
        connection.close()
        raise
    return connection


def open_for_writing(path: Path, now: datetime, tell: Callable[[str], None]) -> sqlite3.Connection:
    """Open the database to write in it: look after it, and begin a new one if it is damaged.

    Args:
        path: The file.
        now: The present moment: each week a copy is kept.
        tell: Called with a sentence if the file was set aside, or if no copy could be kept.

    Raises:
        UserError: As of ``open_store``; a damaged file that cannot be set aside is one of them.
    """
    try:
        connection = open_store(path)
        try:
            check_pages(connection, path)
        except DamagedError:
            connection.close()
            raise
    except DamagedError as damage:
        tell(_set_aside(path, damage))
        connection = open_store(path)
    try:
        if is_backup_due(connection, path, now):
            back_up(path)
    except (OSError, sqlite3.Error) as error:
        tell(f"The weekly copy of the diary {path} cannot be kept ({error}); check the disk.")
    return connection


def empty_store() -> sqlite3.Connection:
    """Return a database in memory: for looking where there is no diary yet, without making one."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    _migrate(connection, Path(":memory:"), MIGRATIONS)
    return connection


def damaged_files(path: Path) -> list[Path]:
    """Return the damaged files that were set aside in place of which a diary was begun."""
    return sorted(path.parent.glob(f"{path.name}.broken*"))


def _migrate(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Sequence[str]]
) -> None:
    if _version(connection) < len(migrations):
        # The lock comes first: another process may be at the same steps.
        connection.execute("BEGIN IMMEDIATE")
        done = _version(connection)
        if 0 < done < len(migrations):
            _keep_copy(path)
        for number, step in enumerate(migrations[done:], start=done + 1):
            for statement in step:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    if _version(connection) > len(migrations):
        raise UserError(
            f"The diary {path} was written by a newer version of stretchapp; update stretchapp."
        )


def _keep_copy(path: Path) -> None:
    try:
        back_up(path)
    except OSError as error:
        raise UserError(
            f"The diary {path} has an older form, and it is left so because no copy of it can be"
            f" kept ({error.strerror}); check the folder 'backups' beside it, and the disk."
        ) from error


def check_pages(connection: sqlite3.Connection, path: Path) -> None:
    """Look at every page: SQLite itself finds the damage of a page when it comes to read it.

    Raises:
        DamagedError: One of them is damaged. A file that is kept locked is not looked at.
    """
    try:
        found: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error_kind(error) not in _DAMAGED:
            # Somebody keeps it locked; that is told when something is to be written.
            return
        found = str(error)
    if found != "ok":
        raise DamagedError(f"The diary {path} is damaged ({found.splitlines()[0]}).")


def _set_aside(path: Path, damage: DamagedError) -> str:
    """Rename a damaged file and return what to tell."""
    number = 1
    while (aside := path.with_name(f"{path.name}.broken-{number}")).exists():
        number += 1
    try:
        path.rename(aside)
    except OSError as error:
        raise UserError(f"{damage} It cannot be renamed ({error.strerror}).") from error
    copies = backups(path)
    last_copy = f" The last copy of it from before is {copies[0]}." if copies else ""
    return (
        f"The diary {path} is damaged. It was kept as {aside.name}, and a new one was begun."
        f"{last_copy}"
    )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
