"""The stored display of a session, with a real X server."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.qt_start.remembered_display import (
    delete_stored_display,
    store_display,
    with_display,
)
from tests.e2e.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with Screen(tmp_path_factory.mktemp("screen")) as screen:
        yield screen


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "display.json"


def test_a_process_without_a_display_gets_the_stored_one(path: Path, screen: Screen) -> None:
    store_display(path, {"DISPLAY": screen.display, "XAUTHORITY": "/none", "SECRET": "ours"})

    assert with_display({"HOME": "/home"}, path) == {
        "HOME": "/home",
        "DISPLAY": screen.display,
        "XAUTHORITY": "/none",
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_stored_display_replaces_one_that_does_not_answer(path: Path, screen: Screen) -> None:
    store_display(path, {"DISPLAY": screen.display})
    old = {"DISPLAY": ":4711", "XAUTHORITY": "/old", "WAYLAND_DISPLAY": "none"}
    assert with_display(old, path) == {"DISPLAY": screen.display}


def test_a_display_that_answers_is_kept(path: Path, screen: Screen) -> None:
    store_display(path, {"DISPLAY": ":4711"})
    assert with_display({"DISPLAY": screen.display}, path) == {"DISPLAY": screen.display}


def test_only_variables_that_name_a_display_are_read(path: Path, screen: Screen) -> None:
    path.parent.mkdir()
    stored = {"DISPLAY": screen.display, "XAUTHORITY": "no\0path", "PATH": "/evil"}
    path.write_text(json.dumps(stored))

    assert with_display({"PATH": "/bin"}, path) == {"PATH": "/bin", "DISPLAY": screen.display}


@pytest.mark.parametrize(
    "text",
    [
        *(None, "", "[]", "nonsense", '{"DISPLAY": 3}', '{"DISPLAY": ":4711"}', "\\udc80"),
        *('{"DISPLAY": ":0.\\ud800"}', '{"XAUTHORITY": "\\ud800"}', "[" * 5_000),
    ],
)
def test_a_stored_display_that_is_broken_or_does_not_answer_changes_nothing(
    path: Path, text: str | None
) -> None:
    path.parent.mkdir()
    if text is not None:
        path.write_text(text)
    assert with_display({"DISPLAY": ":4712"}, path) == {"DISPLAY": ":4712"}


def test_without_a_display_nothing_is_stored(path: Path) -> None:
    store_display(path, {"XAUTHORITY": "/cookie", "DISPLAY": ""})

    assert not path.exists()


def test_the_file_is_written_only_if_the_display_has_changed(path: Path) -> None:
    store_display(path, {"WAYLAND_DISPLAY": "wayland-0"})
    inode = path.stat().st_ino
    store_display(path, {"WAYLAND_DISPLAY": "wayland-0"})
    assert path.stat().st_ino == inode
    store_display(path, {"WAYLAND_DISPLAY": "wayland-1"})
    assert "wayland-1" in path.read_text()


def test_the_stored_display_can_be_deleted(path: Path) -> None:
    store_display(path, {"DISPLAY": ":1"})
    delete_stored_display(path)
    delete_stored_display(path)

    assert list(path.parent.iterdir()) == []


def test_a_folder_without_write_access_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")

    store_display(tmp_path / "state" / "display.json", {"DISPLAY": ":1"})
    delete_stored_display(tmp_path / "state" / "display.json")

    assert (tmp_path / "state").read_text() == "in the way"
