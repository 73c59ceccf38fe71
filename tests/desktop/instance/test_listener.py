"""The single instance and its requests, with real locks and real sockets."""

from __future__ import annotations

import errno
import fcntl
import os
import socket
import subprocess
import sys
import termios
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.desktop.instance import connection as connection_module
from stretchapp.desktop.instance.listener import MAX_CONNECTIONS, SingleInstance
from stretchapp.desktop.instance.request import (
    NOT_UNDERSTOOD,
    OTHER_VERSION,
    Request,
    encode,
    hand_over,
    socket_path,
)
from tests.app_process import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

HOLD_THE_LOCK = """
import sys
from pathlib import Path
from stretchapp.desktop.instance.listener import SingleInstance
instance = SingleInstance(Path(sys.argv[1]), Path(sys.argv[2]))
print(instance.acquire(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """The lock file."""
    return tmp_path / "state" / "instance.lock"


@pytest.fixture
def path() -> Path:
    """The socket of the instance."""
    return Path(os.environ["XDG_RUNTIME_DIR"], "test.sock")


@pytest.fixture
def instance(lock: Path, path: Path, qapp: object) -> Iterator[SingleInstance]:
    """The single instance, in this process."""
    instance = SingleInstance(lock, path)
    assert instance.acquire()
    yield instance
    instance.release()


@pytest.fixture
def other(lock: Path, path: Path, qapp: object) -> Iterator[subprocess.Popen[str]]:
    """Another process that is the single instance, and never reads from its socket."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(lock), str(path)],
        encoding="utf-8",
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "True\n"
        yield process
        process.kill()


def in_background(act: Callable[[], object]) -> list[object]:
    """Call ``act`` in another thread, and return a list that will contain its result."""
    results: list[object] = []

    def do() -> None:
        try:
            results.append(act())
        except UserError as error:
            results.append(str(error))

    threading.Thread(target=do, daemon=True).start()
    return results


def send(path: Path, *messages: bytes) -> bytes:
    """Send messages to a socket one after the other, and return the answer."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(path))
        for message in messages:
            connection.sendall(message)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(4096)


def has_unread(connection: socket.socket) -> bool:
    """Return whether the other end of a connection has not read everything yet."""
    size = fcntl.ioctl(connection, termios.TIOCOUTQ, bytes(4))
    return any(size)


class TestSingleInstance:
    def test_creates_its_folder(self, instance: SingleInstance, lock: Path) -> None:
        assert lock.exists()
        assert lock.parent.stat().st_mode & 0o777 == 0o700

    def test_is_one_process(self, other: subprocess.Popen[str], lock: Path, path: Path) -> None:
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

    @pytest.mark.parametrize("folder", ["/dev/null/state", "/proc/self"])
    def test_runs_alone_where_its_folder_cannot_be_used(
        self, folder: str, path: Path, qapp: object
    ) -> None:
        instance = SingleInstance(Path(folder, "instance.lock"), path)

        assert instance.acquire()

        assert folder in instance.problem
        assert not path.exists()
        instance.release()

    def test_runs_alone_where_its_lock_is_a_folder(
        self, lock: Path, path: Path, qapp: object
    ) -> None:
        lock.mkdir(parents=True)
        instance = SingleInstance(lock, path)

        assert instance.acquire()

        assert str(lock.parent) in instance.problem
        instance.release()

    def test_runs_alone_where_the_folder_belongs_to_another_user(
        self, lock: Path, path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lock.parent.mkdir()
        owner = lock.parent.stat().st_uid
        monkeypatch.setattr(os, "getuid", lambda: owner + 1)
        instance = SingleInstance(lock, path)

        assert instance.acquire()

        assert instance.problem
        assert list(lock.parent.iterdir()) == []
        instance.release()

    @pytest.mark.parametrize("mode", [0o755, 0o777, 0o750, 0o701])
    def test_closes_its_folder_to_others(
        self, mode: int, lock: Path, path: Path, qapp: object
    ) -> None:
        lock.parent.mkdir()
        lock.parent.chmod(mode)
        instance = SingleInstance(lock, path)

        assert instance.acquire()

        assert lock.parent.stat().st_mode & 0o777 == 0o700
        assert not instance.problem
        instance.release()

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

    def test_works_alone_where_the_name_of_the_socket_is_too_long(
        self, lock: Path, qapp: object
    ) -> None:
        lock.parent.mkdir(mode=0o700)
        instance = SingleInstance(lock, lock.parent / ("x" * 200))

        assert instance.acquire()
        instance.release()

    def test_listens_where_its_folder_is_a_link(
        self, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("XDG_RUNTIME_DIR")
        (tmp_path / "real").mkdir()
        (tmp_path / "link").symlink_to("real")
        path = socket_path(tmp_path / "link")
        instance = SingleInstance(tmp_path / "link" / "lock", path)
        assert instance.acquire()

        results = in_background(lambda: hand_over(Request(), path))

        qtbot.waitUntil(lambda: bool(results))
        assert results == [True]
        instance.release()

    @pytest.mark.parametrize("length", [90, 102, 103, 104, 107, 108, 109, 300])
    def test_listens_at_a_path_of_any_length(
        self, length: int, tmp_path: Path, qtbot: QtBot
    ) -> None:
        base = Path(os.environ["XDG_RUNTIME_DIR"])
        while (missing := length - len(str(base / "s"))) > 1:
            base /= "x" * min(missing - 1, 200)
        base.mkdir(parents=True, exist_ok=True)
        base.chmod(0o700)
        path = base / "s"
        instance = SingleInstance(base / "lock", path)
        assert instance.acquire()

        results = in_background(lambda: hand_over(Request(), path))

        qtbot.waitUntil(lambda: bool(results))
        assert results == [True]
        instance.release()
        assert not path.exists()


class TestListening:
    def test_is_for_the_user_only(self, instance: SingleInstance, path: Path) -> None:
        assert path.stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize(
        "asked",
        [
            Request(),
            Request(routine="seated-desk", speed=2.5),
            Request(relief="calf", activation="gnome-shell-1_TIME12345"),
        ],
    )
    def test_passes_a_request_on(
        self, instance: SingleInstance, path: Path, qtbot: QtBot, asked: Request
    ) -> None:
        received: list[Request] = []
        instance.requested.connect(received.append)

        results = in_background(lambda: hand_over(asked, path))

        qtbot.waitUntil(lambda: bool(results))
        assert received == [asked]
        assert results == [True]

    def test_receives_a_request_from_before_the_event_loop(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        with socket.socket(socket.AF_UNIX) as early:
            early.connect(str(path))
            early.sendall(encode(Request()))
            with qtbot.waitSignal(instance.requested):
                pass
            assert early.recv(100) == b"accepted"

    def test_receives_a_message_in_pieces(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        message = encode(Request(routine="seated-desk"))
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
            connection.sendall(message[:10])
            qtbot.waitUntil(lambda: not has_unread(connection))
            with qtbot.waitSignal(instance.requested):
                connection.sendall(message[10:])

    def test_receives_several_requests_at_once(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        received: list[Request] = []
        instance.requested.connect(received.append)
        results = [in_background(lambda: hand_over(Request(), path)) for _ in range(5)]

        qtbot.waitUntil(lambda: all(results))
        assert results == [[True]] * 5
        assert received == [Request()] * 5

    @pytest.mark.parametrize(
        ("messages", "answer"),
        [
            ([b"\n"], NOT_UNDERSTOOD),
            ([b"\x00\xff\n"], NOT_UNDERSTOOD),
            ([b'{"version": 1}\n'], OTHER_VERSION),
            ([encode(Request()).replace(b"null", b"3")], NOT_UNDERSTOOD),
            ([b"x" * 10_000], NOT_UNDERSTOOD),
            ([b"no end"], NOT_UNDERSTOOD),
            ([], NOT_UNDERSTOOD),
        ],
        ids=["empty", "junk", "version", "type", "long", "cut off", "nothing"],
    )
    def test_refuses_an_invalid_message(
        self,
        instance: SingleInstance,
        path: Path,
        qtbot: QtBot,
        messages: list[bytes],
        answer: str,
    ) -> None:
        with qtbot.assertNotEmitted(instance.requested):
            results = in_background(lambda: send(path, *messages))
            qtbot.waitUntil(lambda: bool(results))

        (received,) = results
        assert isinstance(received, bytes)
        assert received.decode() == answer

    def test_does_nothing_for_a_process_that_does_not_wait_for_the_answer(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        with socket.socket(socket.AF_UNIX) as impatient:
            impatient.connect(str(path))
            impatient.sendall(encode(Request(routine="seated-desk")))

        with qtbot.assertNotEmitted(instance.requested):
            results = in_background(lambda: send(path, b"\n"))
            qtbot.waitUntil(lambda: bool(results))

    def test_closes_connections_that_say_nothing(
        self,
        instance: SingleInstance,
        path: Path,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(connection_module, "TIMEOUT_MS", 1)
        with socket.socket(socket.AF_UNIX) as silent:
            silent.connect(str(path))
            silent.settimeout(0)

            qtbot.waitUntil(lambda: is_closed(silent))

    def test_answers_however_many_connections_say_nothing(
        self, instance: SingleInstance, path: Path, qtbot: QtBot
    ) -> None:
        silent = [socket.socket(socket.AF_UNIX) for _ in range(3 * MAX_CONNECTIONS)]
        for connection in silent:
            connection.connect(str(path))

        results = in_background(lambda: hand_over(Request(), path))

        qtbot.waitUntil(lambda: bool(results))
        assert results == [True]
        for connection in silent:
            connection.close()

    def test_rests_where_no_file_can_be_opened(
        self,
        instance: SingleInstance,
        path: Path,
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        tries: list[None] = []

        def refuse(_: socket.socket) -> None:
            tries.append(None)
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

        with monkeypatch.context() as patch:
            patch.setattr(socket.socket, "accept", refuse)
            results = in_background(lambda: hand_over(Request(), path))
            qtbot.waitUntil(lambda: bool(tries))
            qtbot.wait(50)
            assert len(tries) == 1

        # It goes on after a while.
        qtbot.waitUntil(lambda: bool(results))
        assert results == [True]


def is_closed(connection: socket.socket) -> bool:
    """Return whether the other end has closed a connection."""
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
