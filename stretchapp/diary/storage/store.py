"""Opens the database of the diary, creates or migrates it, and replaces a damaged file.

A file that a newer version wrote is refused and left as it is. A damaged file is set aside only
when the caller is about to write, so that what happens tonight can be saved.
"""

from __future__ import annotations

import functools
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.files import make_private_folder
from stretchapp.base.i18n import _
from stretchapp.base.paths import is_missing
from stretchapp.base.problems import UserError
from stretchapp.diary.storage.backups import back_up, is_backup_due, list_backups
from stretchapp.diary.storage.errors import advice_on, error_code
from stretchapp.diary.storage.migrations import MIGRATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

TIMEOUT_S = 5.0
"""How long to wait for another process's lock, in seconds."""

WINDOW_TIMEOUT_S = 0.1
"""How long the thread of a window waits for it: somebody may press a key with a cramp."""

PRIVATE_FILE = 0o600

DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class DamagedError(UserError):
    """The file is not a database, or is a damaged one."""


def open_store(
    path: Path,
    migrations: Sequence[Sequence[str]] = MIGRATIONS,
    *,
    timeout_s: float = TIMEOUT_S,
) -> sqlite3.Connection:
    """Open the database at ``path``; create it if it does not exist, and migrate an older one.

    Before a migration, a copy of the file is made.

    Args:
        path: The file; its folder is created.
        migrations: The steps that lead to the present version.
        timeout_s: How long to wait for another process's lock, now and later.

    Raises:
        DamagedError: The file is damaged; it is left as it is.
        UserError: The file cannot be opened, or was written by a newer version; it is left as it
            is.
    """
    try:
        make_private_folder(path.parent)
        if not path.exists():
            path.touch(mode=PRIVATE_FILE)
        # No isolation level: every statement is its own transaction unless one is begun.
        connection = sqlite3.connect(path, timeout=timeout_s, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        message = _("The diary {file} cannot be opened ({reason}); check the folder's permissions.")
        raise UserError(message.format(file=path, reason=error)) from error
    try:
        _set_up_reading(connection)
        migrate(connection, path, migrations, keep_older=back_up)
        # What was shown as saved must survive a power cut too. The journal mode stays SQLite's
        # default: WAL saves a millisecond, but does not work on network drives, and processes
        # that switch a new file to it at the same moment get "database is locked" at once.
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error as error:
        connection.close()
        if error_code(error) in DAMAGE_CODES:
            message = _("The diary {file} is damaged ({reason}); move it aside to begin a new one.")
            raise DamagedError(message.format(file=path, reason=error)) from error
        advice = advice_on(error) or _("check its permissions and the disk")
        message = _("The diary {file} cannot be used ({reason}); {advice}.")
        raise UserError(message.format(file=path, reason=error, advice=advice)) from error
    except UserError:
        connection.close()
        raise
    return connection


def open_for_writing(
    path: Path, now: datetime, report: Callable[[str], None], *, timeout_s: float = TIMEOUT_S
) -> sqlite3.Connection:
    """Open the database to write to it; set a damaged file aside, and make the weekly copy.

    Args:
        path: The file.
        now: The present moment.
        report: Called with a sentence if the file was set aside, or if the copy failed.
        timeout_s: How long to wait for another process's lock, now and later.

    Raises:
        UserError: As for ``open_store``; also if a damaged file cannot be set aside.
    """
    try:
        connection = open_store(path, timeout_s=timeout_s)
        try:
            check_pages(connection, path)
        except DamagedError:
            connection.close()
            raise
    except DamagedError as damage:
        report(_set_aside(path, damage))
        connection = open_store(path, timeout_s=timeout_s)
    try:
        if is_backup_due(connection, path, now):
            _back_up_once(connection, path)
    except (OSError, sqlite3.Error) as error:
        # While another process writes, it may be making the copy; if not, the next start will.
        if error_code(error) != sqlite3.SQLITE_BUSY:
            message = _("The weekly backup of the diary {file} failed ({reason}); check the disk.")
            report(message.format(file=path, reason=error))
    return connection


def _back_up_once(connection: sqlite3.Connection, path: Path) -> None:
    """Make the weekly copy, unless another process has made it meanwhile."""
    before = list_backups(path)
    # The lock lets others read, but not make a copy as well.
    connection.execute("BEGIN IMMEDIATE")
    try:
        if list_backups(path) == before:
            back_up(path)
    finally:
        connection.rollback()


def open_to_read(path: Path) -> sqlite3.Connection:
    """Open the database to read it; where there is none, none is created.

    Raises:
        UserError: As for ``open_store``.
    """
    return empty_store() if is_missing(path) else open_store(path)


def empty_store() -> sqlite3.Connection:
    """Return an empty database in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _set_up_reading(connection)
    migrate(connection, Path(":memory:"))
    return connection


def journal_of(path: Path) -> Path:
    """Return the file in which SQLite keeps what it needs to undo an unfinished change."""
    file = path.resolve()
    return file.with_name(f"{file.name}-journal")


def free_name_aside(path: Path) -> Path:
    """Return a name under which a damaged diary can be kept."""
    file = path.resolve()
    number = 1
    while (aside := file.with_name(f"{file.name}.broken-{number}")).exists():
        number += 1
    return aside


def file_identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def damaged_files(path: Path) -> list[Path]:
    """Return the damaged files that were set aside and replaced by a new diary."""
    file = path.resolve()
    return sorted(file.parent.glob(f"{file.name}.broken*"))


def check_pages(connection: sqlite3.Connection, path: Path) -> None:
    """Check every page now: on its own, SQLite notices a damaged page only when it reads it.

    Raises:
        DamagedError: A page is damaged. A locked file is not checked.
    """
    try:
        result: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if error_code(error) not in DAMAGE_CODES:
            # Another process holds the lock; if that lasts, the first write reports it.
            return
        result = str(error)
    if result != "ok":
        message = _("The diary {file} is damaged ({reason}).")
        raise DamagedError(message.format(file=path, reason=result.splitlines()[0]))


def migrate(
    connection: sqlite3.Connection,
    path: Path,
    migrations: Sequence[Sequence[str]] = MIGRATIONS,
    keep_older: Callable[[Path], object] | None = None,
) -> None:
    """Bring a database to the present version.

    Args:
        connection: The database.
        path: Its file.
        migrations: The steps that lead to the present version.
        keep_older: Copies the file before an older version is changed; None where it stays anyway.

    Raises:
        UserError: A newer version wrote it, or it cannot be copied; it is unchanged.
        sqlite3.Error: It cannot be read or written.
    """
    if _version(connection) < len(migrations):
        # Take the lock first: another process may be doing the same steps.
        connection.execute("BEGIN IMMEDIATE")
        done = _version(connection)
        if 0 < done < len(migrations) and keep_older is not None:
            _keep_older_version(path, keep_older)
        for number, step in enumerate(migrations[done:], start=done + 1):
            for statement in step:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")
    if _version(connection) > len(migrations):
        message = _("The diary {file} comes from a newer version of stretchapp; update stretchapp.")
        raise UserError(message.format(file=path))


def _keep_older_version(path: Path, keep_older: Callable[[Path], object]) -> None:
    try:
        keep_older(path)
    except OSError as error:
        message = _(
            "The diary {file} has an older form and cannot be updated, because no backup of it can"
            " be made ({reason}); check the folder 'backups' beside it, and the disk."
        )
        raise UserError(message.format(file=path, reason=error.strerror)) from error


def _set_aside(path: Path, damage: DamagedError) -> str:
    """Rename a damaged file and return a sentence that says so."""
    # A link to it stays, and leads to the new diary.
    file = path.resolve()
    aside = free_name_aside(path)
    try:
        # Its journal goes along: SQLite would play it back over the new diary.
        journal = journal_of(path)
        if journal.exists():
            journal.rename(aside.with_name(f"{aside.name}-journal"))
        file.rename(aside)
    except OSError as error:
        message = _("{problem} It cannot be renamed ({reason}).")
        raise UserError(message.format(problem=damage, reason=error.strerror)) from error
    copies = list_backups(path)
    told = _(
        "The diary {file} is damaged. It was renamed to {name}, and a new diary was begun."
    ).format(file=path, name=aside.name)
    if not copies:
        return told
    restoring = _(
        "The last backup is {file}. To use it instead of the new diary, type: {command}"
    ).format(file=copies[0], command=f"stretchapp diary restore {copies[0].stem}")
    return f"{told} {restoring}"


def _set_up_reading(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    # One damaged byte must not make everything unreadable that is read along with it.
    connection.text_factory = functools.partial(bytes.decode, errors="replace")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
