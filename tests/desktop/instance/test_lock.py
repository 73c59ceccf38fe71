"""Locks, held by real processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from stretchapp.desktop.instance.lock import Lock, locked_folder
from tests.app_process import environment

HOLD = """
import sys
from pathlib import Path
from stretchapp.desktop.instance.lock import Lock
lock = Lock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lock"


def start_holder(path: Path) -> subprocess.Popen[str]:
    """Start a process that takes the lock and holds it."""
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


def open_files() -> int:
    """Return the number of files that this process has open."""
    return len(list(Path("/proc/self/fd").iterdir()))


def is_waited_for(folder: Path) -> bool:
    """Return whether a lock on ``folder`` is waited for."""
    inode = f":{folder.stat().st_ino} "
    lines = Path("/proc/locks").read_text("ascii").splitlines()
    # An arrow marks a process that waits: 1: -> FLOCK ADVISORY WRITE 4711 08:01:123456 0 EOF
    return any("->" in line and inode in line for line in lines)


def test_a_lock_has_one_holder(path: Path) -> None:
    first, second = Lock(path), Lock(path)

    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()
    second.release()


def test_a_lock_ends_with_its_process(path: Path) -> None:
    with start_holder(path) as holder:
        assert not Lock(path).acquire()
        holder.kill()

    lock = Lock(path)
    assert lock.acquire()
    lock.release()


def test_a_started_program_does_not_inherit_a_lock(path: Path) -> None:
    lock = Lock(path)
    assert lock.acquire()
    # A program that inherits every file that can be inherited.
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False) as child:
        lock.release()
        assert lock.acquire()
        child.kill()
    lock.release()


def test_a_lock_that_is_taken_leaves_no_file_open(path: Path) -> None:
    lock = Lock(path)
    assert lock.acquire()
    before = open_files()

    assert not Lock(path).acquire()

    assert open_files() == before
    lock.release()


def test_a_lock_is_released_once(path: Path) -> None:
    Lock(path).release()
    lock = Lock(path)
    assert lock.acquire()
    lock.release()
    # This file gets the number of the released one.
    with path.open() as file:
        lock.release()
        assert file.read() == ""


def test_a_lock_file_is_private(path: Path) -> None:
    lock = Lock(path)
    assert lock.acquire()
    assert path.stat().st_mode & 0o777 == 0o600
    lock.release()


def test_a_lock_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Lock(tmp_path / "none" / "lock").acquire()


def test_a_locked_folder_is_waited_for(tmp_path: Path) -> None:
    order: list[str] = []

    def enter() -> None:
        with locked_folder(tmp_path):
            order.append("second")

    thread = threading.Thread(target=enter)
    with locked_folder(tmp_path):
        thread.start()
        while thread.is_alive() and not is_waited_for(tmp_path):
            thread.join(0.01)
        order.append("first")
    thread.join()

    assert order == ["first", "second"]
