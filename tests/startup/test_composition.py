"""The components of a process, on a diary that other processes replace."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.storage.store import open_store
from stretchapp.startup.composition import ProcessComponents
from stretchapp.startup.library_access import library_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def components(tmp_path: Path) -> ProcessComponents:
    paths = user_paths(tmp_path)
    no_app: QApplication = None  # pyright: ignore[reportAssignmentType] -- the diary needs none

    def no_window(_components: ProcessComponents) -> None:
        pytest.fail("no window is needed")

    return ProcessComponents(no_app, paths, library_files(paths), no_window)  # pyright: ignore[reportArgumentType] -- it is never made


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine be in Berlin."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_diary_is_the_same_as_long_as_its_file_is(components: ProcessComponents) -> None:
    assert components.diary_access.diary is components.diary_access.diary


@pytest.mark.parametrize("replacement", ["deleted", "set aside", "replaced"])
def test_a_diary_whose_file_was_replaced_is_opened_anew(
    components: ProcessComponents, replacement: str
) -> None:
    path = components.paths.diary
    components.diary_access.diary.add(CrampEntry(started_at=AT), AT)
    if replacement == "deleted":
        path.unlink()
    elif replacement == "set aside":
        path.rename(path.with_name("diary.sqlite.broken-1"))
    else:
        _another_diary(path).replace(path)

    assert components.diary_access.diary.all_entries().cramps == []
    components.diary_access.diary.add(CrampEntry(started_at=AT, note="new"), AT)
    assert [cramp.note for cramp in components.diary_access.diary.all_entries().cramps] == ["new"]


def test_after_a_journey_the_night_is_that_of_the_new_place(
    components: ProcessComponents, berlin: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert components.diary_access.diary.zone == ZoneInfo("Europe/Berlin")
    monkeypatch.setenv("TZ", "Pacific/Auckland")

    assert components.diary_access.diary.zone == ZoneInfo("Pacific/Auckland")
    assert components.diary_access.diary.tonight(AT).isoformat() == "2026-11-22"


def _another_diary(path: Path) -> Path:
    """Return an empty diary of another place."""
    other = path.with_name("other.sqlite")
    open_store(other).close()
    return other
