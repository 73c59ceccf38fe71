"""The one instance: who is it, and what it makes of what it hears. Real locks, real sockets."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.desktop.instance.listener import SingleInstance
from stretchapp.desktop.instance.request import Request, encode, hand_over
from tests.app_process import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

HOLD_THE_LOCK = """
import sys
from pathlib import Path
from stretchapp.desktop.instance.listener import SingleInstance
instance = SingleInstance(Path(sys.argv[1]), Path(sys.argv[2]))
assert instance.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """Where the lock is."""
    return tmp_path / "state" / "instance.lock"


@pytest.fixture
def path() -> Path:
    """Where the instance listens."""
    return Path(os.environ["XDG_RUNTIME_DIR"], "test.sock")


@pytest.fixture
def instance(lock: Path, path: Path, qapp: object) -> Iterator[SingleInstance]:
    """The one instance."""
    instance = SingleInstance(lock, path)
    assert instance.acquire()
    yield instance
    instance.release()


@pytest.fixture
def other(lock: Path, path: Path, qapp: object) -> Iterator[subprocess.Popen[str]]:
    """A process that is the one instance and never looks after its socket."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(lock), str(path)],
        encoding="utf-8",
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def in_background(act: Callable[[], object]) -> list[object]:
    """Do something in another thread, as it waits for this one; its result, once there is one."""
    results: list[object] = []

    def do() -> None:
        try:
            results.append(act())
        except UserError as error:
            results.append(str(error))

    threading.Thread(target=do, daemon=True).start()
    return results


def say(path: Path, *messages: bytes) -> bytes:
    """Send something to a socket, bit by bit, and return the answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        for message in messages:
            connection.sendall(message)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(4096)


class TestBeingTheOne:
    def test_needs_no_folder_to_be_there(self, instance: SingleInstance, lock: Path) -> None:
        assert lock.exists()
        assert lock.parent.stat().st_mode & 0o777 == 0o700

    def test_is_for_one_only(self, other: subprocess.Popen[str], lock: Path, path: Path) -> None:
        assert not SingleInstance(lock, path).acquire()

    def test_ends_with_the_process_however_it_ends(
        self, other: subprocess.Popen[str], lock: Path, path: Path
    ) -> None:
        other.kill()
        other.wait()
        assert path.is_socket()

        instance = SingleInstance(lock, path)
        assert instance.acquire()
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
        instance.release()

    def test_ends_with_its_release(self, instance: SingleInstance, lock: Path, path: Path) -> None:
        instance.release()

        assert not path.exists()
        again = SingleInstance(lock, path)
        assert again.acquire()
        again.release()

    @pytest.mark.parametrize(
        ("folder", "message"),
        [
            ("/dev/null/state", r"The folder /dev/null/state cannot be used \(.+\)\."),
            ("/proc/self", r"The folder /proc/self cannot be used \(.+\)\."),
        ],
    )
    def test_is_told_where_it_cannot_be(
        self, folder: str, message: str, path: Path, qapp: object
    ) -> None:
        with pytest.raises(UserError, match=message):
            SingleInstance(Path(folder, "instance.lock"), path).acquire()

    @pytest.mark.parametrize("mode", [0o777, 0o1777])
    def test_works_alone_where_others_could_listen(
        self, lock: Path, tmp_path: Path, qapp: object, mode: int
    ) -> None:
        (tmp_path / "open").mkdir()
        (tmp_path / "open").chmod(mode)
        instance = SingleInstance(lock, tmp_path / "open" / "socket")

        assert instance.acquire()
        assert not (tmp_path / "open" / "socket").exists()
        instance.release()

    def test_works_alone_where_the_path_is_too_long(self, lock: Path, qapp: object) -> None:
        lock.parent.mkdir(mode=0o700)
        instance = SingleInstance(lock, lock.parent / ("x" * 200))

        assert instance.acquire()
        instance.release()


class TestListening:
    def test_is_for_the_user_only(self, instance: SingleInstance, path: Path) -> None:
        assert path.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize("asked", [Request(), Request(routine="seated-desk", speed=2.5)])
    def test_passes_a_request_on(
        self, instance: SingleInstance, path: Path, qtbot: QtBot, asked: Request
    ) -> None:
        heard: list[Request] = []
        instance.requested.connect(heard.append)

        results = in_background(lambda: hand_over(asked, path))

        qtbot.waitUntil(lambda: bool(results))
        assert heard == [asked]
        assert results == [True]

    def test_hears_what_was_said_before_it_listened_to_qt(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        with socket.socket(socket.AF_UNIX) as early:
            early.connect(str(path))
            early.sendall(encode(Request()))
            with qtbot.waitSignal(instance.requested):
                pass
            assert early.recv(100) == b"accepted"

    def test_puts_a_message_together(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        message = encode(Request(routine="seated-desk"))
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(message[:10])
            qtbot.wait(1)
            with qtbot.waitSignal(instance.requested):
                connection.sendall(message[10:])

    def test_hears_several_at_once(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        heard: list[Request] = []
        instance.requested.connect(heard.append)
        results = [in_background(lambda: hand_over(Request(), path)) for _ in range(5)]

        qtbot.waitUntil(lambda: all(results))
        assert results == [[True]] * 5
        assert heard == [Request()] * 5

    @pytest.mark.parametrize(
        ("messages", "answer"),
        [
            ([b"\n"], b"The message was not understood."),
            ([b"\x00\xff\n"], b"The message was not understood."),
            ([b'{"version": 1}\n'], b"Another version of stretchapp is running; quit it and"),
            ([encode(Request()).replace(b"null", b"3")], b"The message was not understood."),
            ([b"x" * 10_000], b"The message was not understood."),
            ([b"no end"], b"The message was not understood."),
            ([], b"The message was not understood."),
        ],
        ids=["empty", "junk", "version", "type", "long", "cut off", "nothing"],
    )
    def test_answers_what_it_does_not_understand(
        self,
        instance: SingleInstance,
        path: Path,
        qtbot: QtBot,
        messages: list[bytes],
        answer: bytes,
    ) -> None:
        with qtbot.assertNotEmitted(instance.requested):
            results = in_background(lambda: say(path, *messages))
            qtbot.waitUntil(lambda: bool(results))

        (heard,) = results
        assert isinstance(heard, bytes)
        assert heard.startswith(answer)

    def test_does_nothing_for_those_who_did_not_wait(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        with socket.socket(socket.AF_UNIX) as impatient:
            impatient.connect(str(path))
            impatient.sendall(encode(Request(routine="seated-desk")))

        with qtbot.assertNotEmitted(instance.requested):
            results = in_background(lambda: say(path, b"\n"))
            qtbot.waitUntil(lambda: bool(results))
