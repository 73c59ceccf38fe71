"""The pages for the doctor, written by a command: no window, but Qt's own PDF writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.application.doctor_report import doctor_report
from stretchapp.base.paths import compiled_forms, shipped_assets
from stretchapp.library.texts.diary import diary_texts
from stretchapp.ui.diary.doctor_pdf import write_without_window
from stretchapp.wording.names import names_of

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from stretchapp.diary.nights import Entries
    from stretchapp.library.routines.models import Library


def write_report(path: Path, entries: Entries, library: Library, now: datetime) -> None:
    """Write the pages for the doctor.

    Args:
        path: The PDF file.
        entries: The whole diary.
        library: What exercises and places are called.
        now: The present moment, in the zone of the person.

    Raises:
        UserError: The file cannot be written, or a text of ours cannot be read.
    """
    texts = diary_texts(shipped_assets() / "texts", compiled_forms() / "diary.json")
    names = names_of(library.flows.values(), library.exercises.values(), texts.triggers)
    zone = now.tzinfo
    assert zone is not None  # noqa: S101 -- moments are aware
    write_without_window(path, doctor_report(entries, names, texts.rules, now, zone))
