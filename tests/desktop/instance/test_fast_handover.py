"""The fast hand-over sends what the whole command line would send, or leaves the command to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stretchapp.base.exit_codes import GOOD, INTERRUPTED, PROBLEMS
from stretchapp.base.paths import user_paths
from stretchapp.desktop.instance import fast_handover, transport
from stretchapp.desktop.instance.fast_handover import (
    REFUSED,
    exchange,
    hand_over_at_once,
    plain_message,
    usual_state_folder,
)
from stretchapp.desktop.instance.request import Request, encode, socket_path
from stretchapp.desktop.instance.transport import ACCEPTED, NO_WINDOW, refusal
from stretchapp.startup import cli, session_commands
from tests.app_process import CHECKOUT, TIMEOUT_S, environment
from tests.desktop.instance.test_request import answer_once

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = (
    *("relief", "calf", "toes", "thigh", "thigh-back", "nose", "Calf", "start", "in-bed", ""),
    *("-", "--", "--data-dir", "/it", "--terminal", "--speed", "2", "--version"),
)
"""Words of command lines, which may or may not make sense together."""

PLAIN: list[tuple[list[str], Request]] = [
    ([], Request()),
    (["relief"], Request(relief="calf")),
    (["relief", "calf"], Request(relief="calf")),
    (["relief", "toes"], Request(relief="toes")),
    (["relief", "thigh"], Request(relief="thigh")),
]


def sent_by_cli(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> list[tuple[bytes, Path]]:
    """Return the messages that the whole command line sends, and where it sends them."""
    sent: list[tuple[bytes, Path]] = []

    def accept(request: Request, path: Path) -> bool:
        sent.append((encode(request), path))
        return True

    monkeypatch.setattr(session_commands, "hand_over", accept)
    assert cli.main(arguments) == GOOD
    return sent


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arguments=st.lists(st.sampled_from(WORDS), max_size=3))
def test_it_sends_what_the_whole_command_line_would_send(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    message = plain_message(arguments)
    state = usual_state_folder()

    if message is not None and state is not None:
        place = Path(transport.socket_path(state))
        assert sent_by_cli(arguments, monkeypatch) == [(message, place)]


@pytest.mark.parametrize(("arguments", "request_"), PLAIN, ids=str)
def test_it_knows_the_plain_commands(arguments: list[str], request_: Request) -> None:
    assert plain_message(arguments) == encode(request_)


@pytest.mark.parametrize(
    ("token", "startup_id", "passed"),
    [
        ("a-token", None, "a-token"),
        ("a-token", "other_TIME1", "a-token"),
        (None, "other_TIME1", "other_TIME1"),
        ("", "", None),
        ('with "quotes"', None, None),
        ("back\\slash", None, None),
        ("letters like ä", None, None),
        ("x" * 5000, None, None),
    ],
)
def test_it_passes_on_what_lets_the_window_take_the_keyboard(
    token: str | None,
    startup_id: str | None,
    passed: str | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in (("XDG_ACTIVATION_TOKEN", token), ("DESKTOP_STARTUP_ID", startup_id)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    expected = encode(Request(relief="toes", activation=passed))

    assert plain_message(["relief", "toes"]) == expected
    ((sent, _),) = sent_by_cli(["relief", "toes"], monkeypatch)
    assert sent == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["relief", "thigh-back"],
        ["relief", "my-own-flow"],
        ["relief", "calf", "toes"],
        ["relief", "--terminal"],
        ["--data-dir", "it"],
        ["--data-dir", "it", "relief"],
        ["--quit-after-first-frame"],
        ["start", "seated-desk"],
        ["routines"],
        ["--help"],
    ],
    ids=str,
)
def test_it_leaves_every_other_command_to_the_whole_command_line(arguments: list[str]) -> None:
    assert plain_message(arguments) is None


@pytest.mark.parametrize(
    ("state", "home_folder"),
    [("/elsewhere", "/home/me"), ("", "/home/me"), (None, "/home/me"), ("/elsewhere/", "/")],
)
def test_it_finds_the_usual_state_folder(
    state: str | None, home_folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", home_folder)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    if state is not None:
        monkeypatch.setenv("XDG_STATE_HOME", state)

    found = usual_state_folder()

    assert found is not None
    assert Path(found) == user_paths().state


@pytest.mark.parametrize(("name", "value"), [("XDG_STATE_HOME", "here"), ("HOME", "here")])
def test_it_does_not_guess_the_usual_state_folder(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv(name, value)

    assert usual_state_folder() is None


class TestHandingOver:
    @pytest.fixture
    def listener(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
        """A socket where an instance with the usual folders would listen."""
        monkeypatch.setattr(transport, "ANSWER_TIMEOUT_S", 0.2)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.fspath(socket_path(user_paths().state)))
            listener.listen()
            yield listener

    def test_is_left_to_the_whole_command_line_where_no_instance_listens(self) -> None:
        assert hand_over_at_once([]) is None

    def test_ends_well(self, listener: socket.socket, capsys: pytest.CaptureFixture[str]) -> None:
        received = answer_once(listener, ACCEPTED)

        assert hand_over_at_once(["relief", "toes"]) == GOOD
        assert received == [encode(Request(relief="toes"))]
        assert capsys.readouterr() == ("", "")

    def test_sends_nothing_of_any_other_command(self, listener: socket.socket) -> None:
        received = answer_once(listener, ACCEPTED)

        assert hand_over_at_once(["routines"]) is None
        assert hand_over_at_once(["relief"]) == GOOD
        assert received == [encode(Request(relief="calf"))]

    @pytest.mark.parametrize(
        ("answer", "sentence"),
        [
            ("It is too late.", "It is too late."),
            ("", refusal(b"")),
        ],
    )
    def test_tells_why_it_was_refused(
        self,
        listener: socket.socket,
        answer: str,
        sentence: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        answer_once(listener, answer.encode())

        assert hand_over_at_once([]) == PROBLEMS
        assert capsys.readouterr() == ("", f"stretchapp: {sentence}\n")

    @pytest.mark.usefixtures("pseudo_desktop")
    def test_tells_it_in_the_language_of_the_environment(
        self, listener: socket.socket, capsys: pytest.CaptureFixture[str]
    ) -> None:
        english = refusal(b"")
        answer_once(listener, b"")

        assert hand_over_at_once([]) == PROBLEMS
        assert capsys.readouterr().err == f"stretchapp: {refusal(b'')}\n"
        assert refusal(b"") != english

    @pytest.mark.parametrize("answer", [b"It is too late.", b""])
    def test_leaves_relief_that_is_refused_to_the_command_line(
        self, listener: socket.socket, answer: bytes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        answer_once(listener, answer)

        assert hand_over_at_once(["relief"]) == REFUSED
        assert capsys.readouterr() == ("", "")

    @pytest.mark.parametrize("arguments", [[], ["relief"]], ids=str)
    def test_leaves_what_an_instance_without_a_window_refuses_to_the_command_line(
        self,
        arguments: list[str],
        listener: socket.socket,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        answer_once(listener, NO_WINDOW)

        assert hand_over_at_once(arguments) == REFUSED
        assert capsys.readouterr() == ("", "")

    def test_can_be_interrupted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(fast_handover, exchange.__name__, interrupt)

        assert hand_over_at_once([]) == INTERRUPTED

    @pytest.mark.parametrize("arguments", [[], ["relief"], ["relief", "toes"]], ids=str)
    def test_imports_next_to_nothing(self, arguments: list[str], listener: socket.socket) -> None:
        answer_once(listener, ACCEPTED)
        # Where coverage is measured, every process imports what measures it.
        environ = {
            name: value for name, value in environment().items() if not name.startswith("COVERAGE")
        }

        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "stretchapp", *arguments],
            capture_output=True,
            check=True,
            cwd=CHECKOUT,
            encoding="utf-8",
            env=environ,
            timeout=TIMEOUT_S,
        )

        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert {name for name in imported if name.startswith("stretchapp")} == {
            "stretchapp",
            "stretchapp.base",
            "stretchapp.base.exit_codes",
            "stretchapp.desktop",
            "stretchapp.desktop.instance",
            "stretchapp.desktop.instance.fast_handover",
            "stretchapp.desktop.instance.transport",
            "stretchapp.startup",
            "stretchapp.startup.standard_streams",
        }
        assert imported.isdisjoint(
            {"PySide6", "yaml", "msgspec", "argparse", "dataclasses", "json", "pathlib", "typing"}
        )
