"""The lock, held by real processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.instance.lock import Lock, one_after_the_other
from tests.app_process import environment

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys
from pathlib import Path
from stretchapp.desktop.instance.lock import Lock
lock = Lock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def start_holding(path: Path) -> subprocess.Popen[str]:
    """Start a process that takes the lock and keeps it."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        encoding="utf-8",
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    return process


def test_a_lock_is_for_one(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock"), Lock(tmp_path / "lock")

    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_lock_is_for_one_process(tmp_path: Path) -> None:
    with start_holding(tmp_path / "lock") as holder:
        assert not Lock(tmp_path / "lock").acquire()
        holder.kill()

    lock = Lock(tmp_path / "lock")
    assert lock.acquire()
    lock.release()


def test_a_lock_is_not_passed_on_to_programs_that_are_started(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "lock")
    assert lock.acquire()
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as child:
        lock.release()
        assert lock.acquire()
        child.kill()
    lock.release()


def test_a_lock_that_was_not_taken_can_be_released(tmp_path: Path) -> None:
    Lock(tmp_path / "lock").release()


def test_a_lock_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lock(tmp_path / "none" / "lock").acquire()


def test_one_waits_for_the_other(tmp_path: Path) -> None:
    order: list[str] = []
    begun = threading.Event()

    def second() -> None:
        begun.set()
        with one_after_the_other(tmp_path):
            order.append("second")

    with one_after_the_other(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        begun.wait()
        order.append("first")
    thread.join()

    assert order == ["first", "second"]
