"""The thread of the window neither checks the diary nor hangs on its disk."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from stretchapp.application import disk_check
from stretchapp.application.disk_check import NO_ANSWER
from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import user_paths
from stretchapp.base.problems import UserError
from stretchapp.diary.cramp_records import CrampEntry
from stretchapp.diary.storage import store
from stretchapp.diary.storage.backups import list_backups
from stretchapp.startup import diary_access
from stretchapp.startup.diary_access import DiaryAccess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def told() -> list[str]:
    """What was reported of the diary."""
    return []


@pytest.fixture
def access(tmp_path: Path, told: list[str], qapp: object) -> DiaryAccess:
    return DiaryAccess(
        user_paths(tmp_path / "data"), SystemClock(), told.append, begun_at=LONG_AGO, parent=None
    )


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A disk that answers once the event is set."""
    answers = threading.Event()
    monkeypatch.setattr(disk_check, "PATIENCE_S", 0.05)
    monkeypatch.setattr(diary_access, "GREETING_PATIENCE_MS", 50)

    def hang(*_: object, **__: object) -> None:
        answers.wait()

    monkeypatch.setattr(disk_check, "use_disk_of", hang)
    monkeypatch.setattr(store, "open_for_writing", hang)
    yield answers
    answers.set()


def test_the_weekly_copy_is_made_in_another_thread(
    access: DiaryAccess, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    access.diary.add(CrampEntry(started_at=LONG_AGO), LONG_AGO + timedelta(days=1))
    threads: list[threading.Thread] = []
    make_copy = store.back_up

    def back_up(diary: Path) -> Path:
        threads.append(threading.current_thread())
        return make_copy(diary)

    monkeypatch.setattr(store, "back_up", back_up)
    again = DiaryAccess(
        user_paths(tmp_path / "data"), SystemClock(), print, begun_at=LONG_AGO, parent=None
    )
    called: list[threading.Thread] = []

    again.call_when_checked(lambda: called.append(threading.current_thread()))
    qtbot.waitUntil(lambda: bool(called))

    assert called == [threading.current_thread()]
    assert len(threads) == len(list_backups(user_paths(tmp_path / "data").diary)) == 1
    assert threading.current_thread() not in threads
    again.store.close()
    access.store.close()


def test_a_damaged_diary_is_set_aside_in_another_thread(
    access: DiaryAccess, told: list[str], tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "diary.sqlite").write_bytes(b"broken beyond all recognition " * 200)

    assert access.diary.all_entries().cramps == []

    assert len(told) == 1
    access.store.close()


def test_on_a_disk_that_hangs_a_page_says_so(access: DiaryAccess, hanging: threading.Event) -> None:
    for use in (lambda: access.diary, access.has_reminders, access.cut_off_session, access.file):
        with pytest.raises(UserError, match=NO_ANSWER):
            use()

    hanging.set()


def test_on_a_disk_that_hangs_a_start_goes_on(
    access: DiaryAccess, hanging: threading.Event, qtbot: QtBot
) -> None:
    called: list[bool] = []

    access.call_when_checked(lambda: called.append(hanging.is_set()))

    qtbot.waitUntil(lambda: bool(called))
    assert called == [False]


def test_nothing_is_created_by_a_look(access: DiaryAccess, tmp_path: Path) -> None:
    assert access.cut_off_session() is None
    assert not access.has_reminders()

    assert not (tmp_path / "data").exists()
