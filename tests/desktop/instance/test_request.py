"""The messages to the running instance, and the socket that they are sent to."""

from __future__ import annotations

import json
import os
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import UserError
from stretchapp.desktop.instance import transport
from stretchapp.desktop.instance.request import (
    NOT_UNDERSTOOD,
    OTHER_VERSION,
    Request,
    decode,
    encode,
    hand_over,
    is_speed,
    socket_path,
)
from stretchapp.desktop.instance.transport import ACCEPTED, is_private, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUEST = Request(routine="evening-stretch", speed=60.0, quit_when_done=True)
RELIEF = Request(relief="calf")
PREVIEW = Request(preview="in-bed")
WAITS = Request(waits=True)


class TestMessage:
    @pytest.mark.parametrize("request_", [Request(), REQUEST, RELIEF, PREVIEW, WAITS])
    def test_comes_back_as_it_was(self, request_: Request) -> None:
        assert decode(encode(request_)) == request_

    def test_is_one_line(self) -> None:
        message = encode(Request(routine="a\nb"))

        assert message.count(b"\n") == 1
        assert message.endswith(b"\n")

    @pytest.mark.parametrize(
        "message",
        [
            b"",
            b"\n",
            b"\xff\xfe",
            b"null",
            b"[]",
            b"[" * 4096,
            b"{" * 4096,
            b'{"version": 5}',
        ],
    )
    def test_that_is_not_valid_is_refused(self, message: bytes) -> None:
        with pytest.raises(UserError, match=NOT_UNDERSTOOD):
            decode(message)

    @pytest.mark.parametrize(
        ("member", "value"),
        [
            ("routine", 3),
            ("routine", ["evening-stretch"]),
            ("relief", 1),
            ("relief", True),
            ("preview", 1),
            ("speed", "60"),
            ("speed", None),
            ("speed", True),
            ("speed", 0),
            ("speed", float("nan")),
            ("speed", float("inf")),
            ("quit_when_done", 1),
            ("quit_when_done", None),
            ("activation", 1),
            ("activation", ""),
            ("activation", "x" * 2000),
            ("colour", "red"),
        ],
    )
    def test_with_an_invalid_member_is_refused(self, member: str, value: object) -> None:
        message = json.loads(encode(REQUEST)) | {member: value}

        with pytest.raises(UserError, match=NOT_UNDERSTOOD):
            decode(json.dumps(message).encode())

    @pytest.mark.parametrize("version", [0, 4, 6, "5", None])
    def test_of_another_version_is_refused(self, version: object) -> None:
        message = json.loads(encode(REQUEST)) | {"version": version, "new": 1}

        with pytest.raises(UserError, match=OTHER_VERSION):
            decode(json.dumps(message).encode())


@pytest.mark.parametrize(
    ("value", "fits"),
    [(1, True), (0.01, True), (1000.0, True), (1000.1, False), (0, False), (-1.0, False)],
)
def test_a_speed_has_limits(value: float, *, fits: bool) -> None:
    assert is_speed(value) is fits


class TestSocketPath:
    def test_is_in_the_runtime_folder(self, tmp_path: Path) -> None:
        path = socket_path(tmp_path / "state")

        assert str(path.parent) == os.environ["XDG_RUNTIME_DIR"]
        assert path != socket_path(tmp_path / "other")

    def test_is_the_same_for_a_link_to_the_folder(self, tmp_path: Path) -> None:
        (tmp_path / "state").mkdir()
        (tmp_path / "link").symlink_to("state")

        assert socket_path(tmp_path / "link") == socket_path(tmp_path / "state")

    @pytest.mark.parametrize("runtime", [None, "", "relative", "/nowhere"])
    def test_is_in_the_state_folder_where_there_is_no_runtime_folder(
        self, runtime: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("XDG_RUNTIME_DIR")
        if runtime is not None:
            monkeypatch.setenv("XDG_RUNTIME_DIR", runtime)

        assert socket_path(tmp_path).parent == tmp_path

    def test_is_not_in_a_runtime_folder_that_is_open_to_others(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shared = tmp_path / "shared"
        shared.mkdir()
        shared.chmod(0o777)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(shared))

        assert socket_path(tmp_path / "state").parent == tmp_path / "state"


class TestPrivateFolder:
    def test_is_ours_and_closed(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o700)

        assert is_private(str(tmp_path))

    @pytest.mark.parametrize("mode", [0o777, 0o1777, 0o770, 0o750, 0o701])
    def test_is_not_open_to_others(self, tmp_path: Path, mode: int) -> None:
        tmp_path.chmod(mode)

        assert not is_private(str(tmp_path))

    def test_does_not_belong_to_another_user(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tmp_path.chmod(0o700)
        monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)

        assert not is_private(str(tmp_path))

    def test_is_not_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "folder").mkdir(mode=0o700)
        (tmp_path / "link").symlink_to("folder")

        assert not is_private(str(tmp_path / "link"))

    def test_exists(self, tmp_path: Path) -> None:
        assert not is_private(str(tmp_path / "none"))


class TestHandingOver:
    @pytest.fixture
    def path(self, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The path of a socket, at which nothing listens yet."""
        monkeypatch.setattr(transport, "ANSWER_TIMEOUT_S", 0.2)
        return Path(os.environ["XDG_RUNTIME_DIR"], "test.sock")

    @pytest.fixture
    def listener(self, path: Path) -> Iterator[socket.socket]:
        """A socket at that path."""
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(path))
            listener.listen()
            yield listener

    def test_is_not_possible_without_a_socket(self, path: Path) -> None:
        assert hand_over(REQUEST, path) is False

    def test_is_not_possible_with_the_socket_of_a_killed_instance(
        self, path: Path, listener: socket.socket
    ) -> None:
        listener.close()

        assert path.is_socket()
        assert hand_over(REQUEST, path) is False

    def test_is_not_tried_in_a_folder_that_is_open_to_others(
        self, path: Path, listener: socket.socket
    ) -> None:
        path.parent.chmod(0o777)

        assert hand_over(REQUEST, path) is False

    def test_ends_with_the_answer(self, path: Path, listener: socket.socket) -> None:
        received = answer_once(listener, ACCEPTED)

        assert hand_over(REQUEST, path) is True
        assert decode(received.pop()) == REQUEST

    def test_reports_a_refusal_as_it_is(self, path: Path, listener: socket.socket) -> None:
        answer_once(listener, b"It is too late.")

        with pytest.raises(UserError, match=r"^It is too late\.$"):
            hand_over(REQUEST, path)

    def test_reports_a_missing_answer(self, path: Path, listener: socket.socket) -> None:
        with pytest.raises(UserError, match=refusal(b"")):
            hand_over(REQUEST, path)

    def test_reports_a_connection_that_is_closed_without_an_answer(
        self, path: Path, listener: socket.socket
    ) -> None:
        answer_once(listener, b"")

        with pytest.raises(UserError, match=refusal(b"")):
            hand_over(REQUEST, path)


def answer_once(listener: socket.socket, answer: bytes) -> list[bytes]:
    """Answer the first connection in another thread; return a list that will hold its message."""
    received: list[bytes] = []

    def serve() -> None:
        connection, _ = listener.accept()
        with connection:
            received.append(connection.recv(4096))
            connection.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return received
