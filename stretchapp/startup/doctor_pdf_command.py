"""The pages for the doctor, written by a command: no window, but Qt's own PDF writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.application.doctor_report import doctor_report
from stretchapp.library.texts.diary import read_diary_texts
from stretchapp.ui.diary.doctor_pdf import write_without_window
from stretchapp.wording.names import names_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from stretchapp.diary.nights import Entries
    from stretchapp.library.routines.models import Library
    from stretchapp.library.texts.text_files import TextFiles


def write_report(
    path: Path, entries: Entries, library: Library, texts: TextFiles, now: datetime
) -> None:
    """Write the pages for the doctor.

    Args:
        path: The PDF file.
        entries: The whole diary.
        library: What exercises and places are called.
        texts: The shipped texts.
        now: The present moment, in the zone of the person.

    Raises:
        UserError: The file cannot be written, or a text of ours cannot be read.
    """
    diary_texts = read_diary_texts(texts)
    names = names_of(library.flows.values(), library.exercises.values(), diary_texts.triggers)
    zone = now.tzinfo
    assert zone is not None  # noqa: S101 -- moments are aware
    write_without_window(path, doctor_report(entries, names, diary_texts.rules, now, zone))
