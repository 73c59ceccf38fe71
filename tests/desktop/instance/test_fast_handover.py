"""The quick end of the hand-over: it says what the whole command line says, or leaves it to it."""

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

from stretchapp.base.paths import shipped_routines, user_paths
from stretchapp.desktop.instance import fast_handover
from stretchapp.desktop.instance.fast_handover import (
    ACCEPTED,
    FLOWS,
    INTERRUPTED,
    PROBLEMS,
    PlainCommand,
    exchange,
    pass_on,
    read_plain,
    state_folder,
)
from stretchapp.desktop.instance.request import Request, encode, socket_path
from stretchapp.startup import cli
from tests.app_process import CHECKOUT, TIMEOUT_S, App, environment
from tests.desktop.instance.test_request import answer_once

if TYPE_CHECKING:
    from collections.abc import Iterator

ROUTINES = sorted(path.stem for path in shipped_routines().glob("*.yaml"))

WORDS = (
    *("relief", "start", "routines", "", "-", "--", "nose", "../evening-stretch", "Évening"),
    *("--data-dir", "/it", "data", "~", "--data-dir=/it", "--terminal", "--version"),
    *("--quit-after-first-frame", "--quit-when-done", "--speed", "2", *FLOWS, *ROUTINES[:3]),
)
"""What command lines are made of, sense or nonsense."""


def said_by_the_whole(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> tuple[bytes, str] | None:
    """Return what the whole command line would send and where; None if it sends nothing."""
    said: list[tuple[bytes, str]] = []

    def keep(request: Request, path: Path) -> bool:
        said.append((encode(request), os.fspath(path)))
        return True

    monkeypatch.setattr(cli, "hand_over", keep)
    assert cli.main(arguments) == cli.GOOD
    return said[0] if said else None


def said_at_once(arguments: list[str]) -> tuple[bytes, str] | None:
    """Return what the quick end would send and where; None if it leaves it to the whole."""
    command = read_plain(arguments)
    state = None if command is None else state_folder(command.data_dir)
    if command is None or state is None:
        return None
    return command.message(), fast_handover.socket_path(state)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(arguments=st.lists(st.sampled_from(WORDS), max_size=6))
def test_whatever_it_reads_the_whole_command_line_reads_too(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = said_at_once(arguments)

    assert said is None or said == said_by_the_whole(arguments, monkeypatch)


@pytest.mark.parametrize("option", [[], ["--data-dir", "/it"], ["--data-dir", "it"]], ids=str)
@pytest.mark.parametrize(
    ("command", "request_"),
    [
        ([], Request()),
        (["relief"], Request(relief="calf")),
        *((["relief", flow], Request(relief=flow)) for flow in FLOWS),
        *((["start", routine], Request(routine=routine)) for routine in ROUTINES),
    ],
    ids=str,
)
def test_it_reads_every_plain_command(
    command: list[str], option: list[str], request_: Request
) -> None:
    state = user_paths(Path(option[1]) if option else None).state
    expected = encode(request_), os.fspath(socket_path(state))

    assert said_at_once([*option, *command]) == expected
    assert said_at_once([*command, *option]) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["relief", "nose"],
        ["relief", "my-own-flow"],
        ["relief", "calf", "toes"],
        ["start"],
        ["start", "my-own-routine"],
        ["start", "exercises"],
        ["start", "../routines/evening-stretch"],
        ["start", "evening-stretch", "--speed", "2"],
        ["start", "evening-stretch", "--terminal"],
        ["--data-dir"],
        ["--data-dir", ""],
        ["--data-dir", "~somebody"],
        ["relief", "--data-dir"],
        ["relief", "--data-dir", "it", "calf"],
        ["--quit-after-first-frame", "routines"],
        ["--version"],
        ["--help"],
        ["routines"],
    ],
    ids=str,
)
def test_it_leaves_all_else_to_the_whole_command_line(arguments: list[str]) -> None:
    assert read_plain(arguments) is None


@pytest.mark.parametrize(
    ("state", "home"),
    [("/elsewhere", "/home/me"), ("", "/home/me"), (None, "/home/me"), ("/elsewhere/", "/")],
)
def test_it_finds_the_usual_folder(
    state: str | None, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", home)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    if state is not None:
        monkeypatch.setenv("XDG_STATE_HOME", state)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/nowhere")

    said = said_at_once([])

    assert said is not None
    assert Path(said[1]) == socket_path(user_paths().state)


@pytest.mark.parametrize(("name", "value"), [("XDG_STATE_HOME", "here"), ("HOME", "here")])
def test_it_does_not_guess_the_usual_folder(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv(name, value)

    assert state_folder(None) is None


@pytest.mark.parametrize("words", ["", "relief toes", "start seated-desk"])
def test_a_trial_is_known_wherever_it_is_asked_for(words: str) -> None:
    option = "--quit-after-first-frame"
    commands = [read_plain(it) for it in ([option, *words.split()], [*words.split(), option])]

    assert [command is not None and command.is_trial for command in commands] == [True, True]
    usual = read_plain(words.split())
    assert usual is not None
    assert not usual.is_trial


class TestPassingOn:
    @pytest.fixture
    def command(self, tmp_path: Path) -> PlainCommand:
        """A plain command."""
        return PlainCommand(str(tmp_path), None, "toes", is_trial=False)

    @pytest.fixture
    def listener(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
        """A socket where an instance would listen."""
        monkeypatch.setattr(fast_handover, "ANSWER_TIMEOUT_S", 0.2)
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(os.fspath(socket_path(user_paths(tmp_path).state)))
            listener.listen()
            yield listener

    def test_where_nobody_listens_is_left_to_the_whole_command_line(
        self, command: PlainCommand
    ) -> None:
        assert pass_on(command) is None

    def test_ends_well(
        self,
        command: PlainCommand,
        listener: socket.socket,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        received = answer_once(listener, ACCEPTED)

        assert pass_on(command) == 0
        assert received == [encode(Request(relief="toes"))]
        assert capsys.readouterr() == ("", "")

    @pytest.mark.parametrize(
        ("answer", "sentence"),
        [
            ("It is too late.", "It is too late."),
            ("", "It is already running but does not answer; end it and try again."),
        ],
    )
    def test_tells_why_it_was_refused(
        self,
        command: PlainCommand,
        listener: socket.socket,
        answer: str,
        sentence: str,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        answer_once(listener, answer.encode())

        assert pass_on(command) == PROBLEMS
        assert capsys.readouterr() == ("", f"stretchapp: {sentence}\n")

    def test_can_be_interrupted(
        self, command: PlainCommand, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(fast_handover, exchange.__name__, interrupt)

        assert pass_on(command) == INTERRUPTED


@pytest.mark.parametrize("command", ["", "relief", "relief toes", "start seated-desk"])
def test_it_imports_next_to_nothing(command: str, tmp_path: Path) -> None:
    importing = (sys.executable, "-X", "importtime", "-m", "stretchapp")
    # Where coverage is measured, every process would import what measures it.
    environ = {name: it for name, it in environment().items() if not name.startswith("COVERAGE")}
    with App(tmp_path / "data") as app:
        app.wait_until_open()
        done = subprocess.run(
            [*importing, "--data-dir", str(app.data_dir), *command.split()],
            capture_output=True,
            check=True,
            cwd=CHECKOUT,
            encoding="utf-8",
            env=environ,
            timeout=TIMEOUT_S,
        )
        assert app.process.poll() is None

    lines = done.stderr.splitlines()
    imported = {line.rpartition("|")[2].strip() for line in lines}
    ours = {name for name in imported if name.startswith("stretchapp")}
    assert ours == {
        "stretchapp",
        "stretchapp.desktop",
        "stretchapp.desktop.instance",
        "stretchapp.desktop.instance.fast_handover",
    }
    assert imported.isdisjoint(
        {"PySide6", "yaml", "msgspec", "argparse", "dataclasses", "json", "pathlib", "typing"}
    )
