"""Puts together what the window needs for the diary."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from stretchapp.application.diary import Diary
from stretchapp.base.files import write_user_file
from stretchapp.diary.storage.erase import contents, erase
from stretchapp.library.texts.diary import read_diary_texts
from stretchapp.ui.dependencies import DiaryServices

if TYPE_CHECKING:
    import sqlite3
    from datetime import tzinfo
    from pathlib import Path

    from stretchapp.base.clock import Clock
    from stretchapp.library.texts.diary import DiaryTexts
    from stretchapp.library.texts.text_files import TextFiles


def diary_services(
    connection: sqlite3.Connection, zone: tzinfo, diary_file: Path, texts: TextFiles, clock: Clock
) -> DiaryServices:
    """Return what the pages of the diary need.

    Args:
        connection: The diary.
        zone: Where the person is.
        diary_file: The file of the diary.
        texts: The shipped texts.
        clock: Says when an export was made.
    """
    diary = Diary(connection, zone)

    @cache
    def read_texts() -> DiaryTexts:
        return read_diary_texts(texts)

    def export(form: str, path: Path) -> None:
        from stretchapp.desktop.instance.process_check import is_alive

        if form == "csv":
            from stretchapp.diary.exchange.export_csv import csv_file

            content = csv_file(diary.everything(), zone)
        else:
            from stretchapp.diary.exchange.export_json import json_export

            content = json_export(connection, clock.now(), is_alive)
        write_user_file(path, content)

    return DiaryServices(
        diary=diary,
        texts=read_texts,
        export=export,
        contents=lambda: contents(connection, diary_file),
        erase=lambda: erase(connection, diary_file),
    )
