"""The display of a session, for processes that were not told of it, on real X servers."""

from __future__ import annotations

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


def test_who_has_none_finds_the_one_that_was_kept(path: Path, screen: Screen) -> None:
    store_display(path, {"DISPLAY": screen.display, "XAUTHORITY": "/none", "SECRET": "ours"})

    assert with_display({"HOME": "/home"}, path) == {
        "HOME": "/home",
        "DISPLAY": screen.display,
        "XAUTHORITY": "/none",
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_that_does_not_answer_gives_way(path: Path, screen: Screen) -> None:
    store_display(path, {"DISPLAY": screen.display})
    old = {"DISPLAY": ":4711", "XAUTHORITY": "/old", "WAYLAND_DISPLAY": "none"}
    assert with_display(old, path) == {"DISPLAY": screen.display}


def test_ones_own_that_answers_comes_first(path: Path, screen: Screen) -> None:
    store_display(path, {"DISPLAY": ":4711"})
    assert with_display({"DISPLAY": screen.display}, path) == {"DISPLAY": screen.display}


@pytest.mark.parametrize(
    "text", [None, "", "[]", "nonsense", '{"DISPLAY": 3}', '{"DISPLAY": ":4711"}', "\\udc80"]
)
def test_what_is_no_display_changes_nothing(path: Path, text: str | None) -> None:
    path.parent.mkdir()
    if text is not None:
        path.write_text(text)
    assert with_display({"DISPLAY": ":4712"}, path) == {"DISPLAY": ":4712"}


def test_it_is_written_when_it_has_changed_and_only_then(path: Path) -> None:
    store_display(path, {"XAUTHORITY": "/cookie"})
    assert not path.exists()
    store_display(path, {"WAYLAND_DISPLAY": "wayland-0"})
    first = path.stat().st_ino
    store_display(path, {"WAYLAND_DISPLAY": "wayland-0"})
    assert path.stat().st_ino == first
    store_display(path, {"WAYLAND_DISPLAY": "wayland-1"})
    assert "wayland-1" in path.read_text()
    delete_stored_display(path)
    assert list(path.parent.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    store_display(tmp_path / "state" / "display.json", {"DISPLAY": ":1"})
    delete_stored_display(tmp_path / "state" / "display.json")
