"""Deleting entries that something else has damaged, so that nothing can be made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.diary.storage.errors import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_DELETIONS = {
    "session": "DELETE FROM session WHERE id = ?",
    "cramp": "DELETE FROM cramp WHERE id = ?",
    "night": "DELETE FROM quiet_night WHERE night = ?",
}


def delete_damaged(connection: sqlite3.Connection, names: Iterable[str]) -> None:
    """Delete damaged entries for good.

    Args:
        connection: The database.
        names: Their names as ``rows.usable`` gives them: ``cramp 12``.

    Raises:
        UserError: The diary cannot be written to; nothing is deleted.
    """
    with transaction(connection):
        for name in names:
            kind, _, key = name.partition(" ")
            connection.execute(_DELETIONS[kind], (key,))
