"""Copies of the diary, beside it: one before each migration and one each week, the last four."""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from stretchapp.base.files import make_private_folder
from stretchapp.diary.storage.moments import from_julian

KEPT = 4

EVERY = timedelta(days=7)

LEFT_AFTER_S = 3600.0
"""An unfinished copy that is older was left by a process that was killed."""

_NAME = re.compile(r"diary-([0-9]{4,9})\.sqlite")


def backup_folder(diary: Path) -> Path:
    """Return the folder that the copies of a diary lie in."""
    return diary.parent / "backups"


def backups(diary: Path) -> list[Path]:
    """Return the copies of a diary, the latest first."""
    found = [
        (int(name[1]), path)
        for path in backup_folder(diary).glob("diary-*.sqlite")
        if (name := _NAME.fullmatch(path.name)) is not None
    ]
    return [path for _, path in sorted(found, reverse=True)]


def back_up(diary: Path) -> Path:
    """Copy a diary as it was last saved, forget all but the last four copies, return the new one.

    Other processes may go on writing meanwhile. The copy takes its place when it is whole.

    Raises:
        OSError: The copy cannot be written.
        sqlite3.Error: It cannot be written, or the diary is damaged.
    """
    folder = backup_folder(diary)
    make_private_folder(folder)
    earlier = backups(diary)
    # mkstemp creates the file with mode 0600.
    descriptor, name = tempfile.mkstemp(dir=folder, prefix=".diary.")
    os.close(descriptor)
    temporary = Path(name)
    try:
        _copy(diary, temporary)
        number = 1 + max((int(path.stem.partition("-")[2]) for path in earlier), default=0)
        copy = folder / f"diary-{number:04d}.sqlite"
        temporary.replace(copy)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    left = [path for path in unfinished(diary) if _age_s(path, copy) > LEFT_AFTER_S]
    for path in [*earlier[KEPT - 1 :], *left]:
        path.unlink(missing_ok=True)
    return copy


def unfinished(diary: Path) -> list[Path]:
    """Return the copies that were never finished, or are just being made."""
    return list(backup_folder(diary).glob(".diary.*"))


def is_backup_due(connection: sqlite3.Connection, diary: Path, now: datetime) -> bool:
    """Return whether the last copy, or the first entry if there is none, is a week old.

    Raises:
        sqlite3.Error: The diary cannot be read.
    """
    copies = backups(diary)
    if copies:
        since = datetime.fromtimestamp(copies[0].stat().st_mtime, UTC)
    else:
        first = connection.execute(
            "SELECT min(first) FROM (SELECT min(julianday(started_at)) AS first FROM session"
            " UNION ALL SELECT min(julianday(started_at)) FROM cramp)"
        ).fetchone()[0]
        if first is None:
            return False
        since = from_julian(first)
    # A copy that comes from the future was made while the clock was wrong.
    return not timedelta(0) <= now - since < EVERY


def _age_s(path: Path, than: Path) -> float:
    return than.stat().st_mtime - path.stat().st_mtime


def _copy(diary: Path, target: Path) -> None:
    with closing(sqlite3.connect(diary)) as source, closing(sqlite3.connect(target)) as copy:
        # Nobody reads it before it is whole: it needs no journal.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            # It would drive out a copy that is whole.
            raise sqlite3.DatabaseError("the diary is damaged")
    with target.open("rb") as stream:
        os.fsync(stream.fileno())
