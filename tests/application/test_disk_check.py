"""A disk that does not answer holds nobody up for longer than a moment."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from stretchapp.application import disk_check
from stretchapp.application.disk_check import FRESH_S, NO_ANSWER, DiskCheck, use_disk_of
from stretchapp.base.problems import UserError
from tests.fakes import FakeClock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Disk:
    """Counts how often it is asked, and in which threads; it may hang."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.free.set()
        self.threads: list[threading.Thread] = []

    def ask(self) -> None:
        self.threads.append(threading.current_thread())
        self.free.wait()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    monkeypatch.setattr(disk_check, "PATIENCE_S", 0.05)
    disk = Disk()
    yield disk
    disk.free.set()


def test_the_disk_is_asked_in_another_thread_and_an_answer_holds_for_a_while(disk: Disk) -> None:
    clock = FakeClock()
    check = DiskCheck(clock, disk.ask)

    check.wait()
    check.wait()

    assert len(disk.threads) == 1
    assert threading.current_thread() not in disk.threads
    clock.advance(FRESH_S)
    check.wait()
    assert len(disk.threads) == 2


def test_without_an_answer_that_is_said_until_there_is_one(disk: Disk) -> None:
    check = DiskCheck(FakeClock(), disk.ask)
    disk.free.clear()

    for _ in range(3):
        with pytest.raises(UserError, match=NO_ANSWER):
            check.wait()

    # Nothing is piled up on a disk that hangs.
    (thread,) = disk.threads
    disk.free.set()
    thread.join()
    check.wait()


def test_who_has_asked_is_told_of_the_answer(disk: Disk) -> None:
    answered = threading.Event()

    DiskCheck(FakeClock(), disk.ask).begin(answered.set)

    assert answered.wait(10)


def test_using_a_disk_leaves_nothing_and_needs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "file").write_bytes(b"x" * 3_000_000)

    use_disk_of(folder / "file")
    use_disk_of(folder / "none" / "file")

    assert [path.name for path in folder.iterdir()] == ["file"]
