"""Copies of the diary beside it: one before each migration and one each week, the last four.

A diary that was replaced by one of its copies is kept there too, until everything is deleted.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stretchapp.base.files import make_private_folder
from stretchapp.base.i18n import _
from stretchapp.diary.storage.copy_database import copy_database
from stretchapp.diary.storage.moments import from_julian


class DamagedCopyError(sqlite3.DatabaseError):
    """A copy was not kept, because the diary is damaged."""


MAX_COPIES = 4

BACKUP_INTERVAL = timedelta(days=7)

START_UP = timedelta(minutes=1)
"""The longest time between the start of a process and its look at the copies."""

ABANDONED_AFTER_S = 3600.0
"""Age, in seconds, above which an unfinished copy must come from a process that was killed."""

_EARLIEST = 2440000.0
"""A Julian day of 1968; what is said to be of before is of no moment at all."""

_NAME = re.compile(r"(diary|replaced)-([0-9]{4,9})\.sqlite")


def backup_folder(diary: Path) -> Path:
    """Return the folder of the copies of a diary."""
    return diary.parent / "backups"


def list_backups(diary: Path) -> list[Path]:
    """Return the copies of a diary, the latest first."""
    return _numbered(diary, "diary")


def list_replaced(diary: Path) -> list[Path]:
    """Return the diaries that were replaced by a copy, the latest first."""
    return _numbered(diary, "replaced")


def back_up(diary: Path) -> Path:
    """Copy a diary as it was last saved, delete all but the last four copies, return the new one.

    Other processes may write meanwhile. The copy gets its name only when it is complete.

    Raises:
        OSError: The copy cannot be written.
        sqlite3.Error: The copy cannot be written, or the diary is damaged.
    """
    earlier = list_backups(diary)
    copy = _copy_beside(diary, "diary", earlier)
    abandoned = [
        path for path in unfinished_copies(diary) if _age_s(path, copy) > ABANDONED_AFTER_S
    ]
    for path in [*earlier[MAX_COPIES - 1 :], *abandoned]:
        path.unlink(missing_ok=True)
    return copy


def keep_replaced(diary: Path) -> Path:
    """Copy a diary that is about to be replaced, and return the copy; no other copy is deleted.

    Raises:
        OSError: The copy cannot be written.
        sqlite3.Error: The copy cannot be written, or the diary is damaged.
    """
    return _copy_beside(diary, "replaced", list_replaced(diary))


def _numbered(diary: Path, kind: str) -> list[Path]:
    numbered = [
        (int(name[2]), path)
        for path in backup_folder(diary).glob(f"{kind}-*.sqlite")
        if (name := _NAME.fullmatch(path.name)) is not None
    ]
    return [path for _, path in sorted(numbered, reverse=True)]


def _copy_beside(diary: Path, kind: str, earlier: list[Path]) -> Path:
    """Copy a diary, and name the copy by the next number."""
    folder = backup_folder(diary)
    make_private_folder(folder)
    # mkstemp creates the file with mode 0600.
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".diary.")
    os.close(descriptor)
    temporary = Path(name)
    try:
        _copy(diary, temporary)
        number = 1 + max((int(path.stem.partition("-")[2]) for path in earlier), default=0)
        copy = folder / f"{kind}-{number:04d}.sqlite"
        temporary.replace(copy)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return copy


def unfinished_copies(diary: Path) -> list[Path]:
    """Return the copies that are being written, or that a killed process left behind."""
    return list(backup_folder(diary).glob(".diary.*"))


def is_backup_due(connection: sqlite3.Connection, diary: Path, now: datetime) -> bool:
    """Return whether the last copy, or the first entry if there is no copy, is a week old.

    Raises:
        sqlite3.Error: The diary cannot be read.
    """
    copies = list_backups(diary)
    if copies:
        since = datetime.fromtimestamp(copies[0].stat().st_mtime, UTC)
    else:
        first = connection.execute(
            "SELECT min(first) FROM (SELECT julianday(started_at) AS first FROM session"
            " UNION ALL SELECT julianday(started_at) FROM cramp) WHERE first > ?",
            (_EARLIEST,),
        ).fetchone()[0]
        if first is None:
            return False
        since = from_julian(first)
    # A copy from the future was made while the clock was wrong; or by a process that starts just
    # now, a moment after this one looked at the clock.
    return not -START_UP <= now - since < BACKUP_INTERVAL


def _age_s(path: Path, newer: Path) -> float:
    return newer.stat().st_mtime - path.stat().st_mtime


def _copy(diary: Path, target: Path) -> None:
    with closing(sqlite3.connect(diary)) as source, closing(sqlite3.connect(target)) as copy:
        # Nobody reads the copy before it is complete, so it needs no journal.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        copy_database(source, copy)
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            # A damaged copy must not replace an intact one.
            raise DamagedCopyError(_("the diary is damaged"))
    with target.open("rb") as stream:
        os.fsync(stream.fileno())
