"""Export and deletion of a whole diary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.files import write_user_file
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.diary.exchange.export_csv import csv_file
from stretchapp.diary.exchange.export_json import json_export
from stretchapp.diary.storage.erase import erase, list_contents

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from stretchapp.application.diary import Diary
    from stretchapp.base.clock import Clock


class DiaryFile:
    """Exports and deletes the diary in one database file.

    Every method raises ``UserError`` when the diary cannot be read or a file cannot be written.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, diary: Diary, clock: Clock
    ) -> None:
        """Use an open diary.

        Args:
            connection: The database.
            path: The file of the database.
            diary: The diary in it.
            clock: Read for the moment of an export.
        """
        self._connection = connection
        self._path = path
        self._diary = diary
        self._clock = clock

    def export(self, form: str, path: Path) -> None:
        """Write the diary to ``path``, as ``csv`` or as ``json``."""
        # Imported here, as below: the diary is seldom exported or deleted.
        if form == "csv":
            content = csv_file(self._diary.all_entries())
        else:
            content = json_export(self._connection, self._clock.now(), is_alive)
        write_user_file(path, content)

    def contents(self) -> list[str]:
        """Return one sentence for each kind of entry that ``erase`` would delete."""
        return list_contents(self._connection, self._path)

    def erase(self) -> None:
        """Delete everything in the diary."""
        erase(self._connection, self._path)
        self._diary.clear_cache()
