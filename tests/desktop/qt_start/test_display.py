"""The displays that answer; real sockets stand in for the servers."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.qt_start import display
from stretchapp.desktop.qt_start.display import display_platforms, no_display

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def wayland(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An environment with a Wayland display that answers."""
    folder = tmp_path_factory.mktemp("w")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(folder / "wayland-0"))
        listener.listen()
        yield {"XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "wayland-0"}


@pytest.fixture
def free_port() -> int:
    """A port of this machine on which no program listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.mark.parametrize("chosen", ["offscreen", "minimal", "vnc:size=800x600", "eglfs"])
def test_a_platform_that_needs_no_display_is_not_checked(chosen: str) -> None:
    assert display_platforms({"QT_QPA_PLATFORM": chosen}) == [chosen.partition(":")[0]]


@pytest.mark.parametrize("chosen", ["", "xcb", "wayland"])
def test_without_a_display_there_is_a_reason(chosen: str) -> None:
    environ = {"QT_QPA_PLATFORM": chosen}

    assert display_platforms(environ) == []
    assert no_display(environ) == "There is no display for a window."


@pytest.mark.parametrize(
    "name",
    [
        ":4077",
        "unix:4077.0",
        "nonsense",
        ":",
        ":x",
        ":²",
        "localhost:99999999999999999999",
        f"{'x' * 300}:0",
        "\0:0",
    ],
)
def test_a_missing_display_does_not_answer(name: str) -> None:
    assert display_platforms({"DISPLAY": name}) == []
    assert no_display({"DISPLAY": name}) == f"The display {name} cannot be reached."


def test_a_port_that_refuses_does_not_answer(free_port: int) -> None:
    assert display_platforms({"DISPLAY": f"127.0.0.1:{free_port - 6000}"}) == []


def test_a_program_that_is_no_x_server_does_not_answer() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        threading.Thread(target=close_all_connections, args=[listener], daemon=True).start()
        number = listener.getsockname()[1] - 6000

        assert display_platforms({"DISPLAY": f"127.0.0.1:{number}"}) == []


def close_all_connections(listener: socket.socket) -> None:
    """Close every connection at once, until the listener is closed."""
    with contextlib.suppress(OSError):
        while True:
            listener.accept()[0].close()


def test_wayland_answers(wayland: dict[str, str]) -> None:
    assert display_platforms(wayland) == ["wayland"]


def test_a_wayland_display_that_has_ended_does_not_answer(tmp_path: Path) -> None:
    environ = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}

    assert display_platforms(environ) == []
    assert no_display(environ) == "The display wayland-0 cannot be reached."


def test_the_user_may_choose_x11_instead_of_wayland(wayland: dict[str, str]) -> None:
    assert display_platforms({**wayland, "QT_QPA_PLATFORM": "xcb"}) == []


def test_other_systems_always_have_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display.sys, "platform", "darwin")

    assert display_platforms({}) == ["darwin"]
