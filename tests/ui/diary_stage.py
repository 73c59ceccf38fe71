"""A window on a diary that has something in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.night_log import NightLog
from stretchapp.diary.session_log import NewSession
from stretchapp.ui.home.home_page import DIARY

if TYPE_CHECKING:
    from datetime import date

    from tests.ui.stage import Stage


def open_diary(stage: Stage) -> None:
    """Open the diary as people do."""
    stage.open()
    stage.click(DIARY)


def stretch(stage: Stage, *days_ago: int) -> None:
    """Let there have been a finished session at 21:00 on some evenings."""
    for days in days_ago:
        begin = stage.clock.now().replace(hour=21) - timedelta(days=days)
        session = NewSession(
            routine="evening-stretch",
            title="Evening stretch",
            player="window",
            process=1,
            planned_s=590.0,
            parts=6,
        )
        number = stage.log.start(session, begin)
        stage.log.save(number, "finished", 590.0, 5, begin + timedelta(seconds=590))


def cramp(stage: Stage, moment: str, **known: object) -> int:
    """Let there have been a cramp, such as at ``2026-11-20 03:10``."""
    begin = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    entry = CrampEntry(started_at=begin, **{"muscle": "calf", **known})  # pyright: ignore[reportArgumentType] -- what a test is about
    return stage.cramps.add(entry, stage.clock.now())


def quiet(stage: Stage, *nights: date) -> None:
    """Let there have been nights without a cramp."""
    log = NightLog(stage.connection)
    for night in nights:
        log.add_quiet(night, stage.clock.now())


def field(stage: Stage, name: str) -> QLineEdit:
    """Return a field to write in."""
    (found,) = [it for it in stage.all_of(QLineEdit) if it.accessibleName() == name]
    return found


def write(stage: Stage, name: str, text: str) -> None:
    """Write something into a field instead of what it holds."""
    entry = field(stage, name)
    entry.setFocus()
    entry.selectAll()
    stage.type(text)
