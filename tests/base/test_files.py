"""Writing files atomically."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.files import make_private_folder, write_atomically, write_user_file
from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with some content, the only one in its folder."""
    folder = tmp_path / "config"
    folder.mkdir()
    path = folder / "settings.json"
    path.write_bytes(b"old, and longer than what replaces it")
    return path


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_private_folder_is_made_with_private_parents(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b" / "c")

    assert [mode(tmp_path / "a"), mode(tmp_path / "a/b"), mode(tmp_path / "a/b/c")] == [0o700] * 3


def test_a_folder_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)

    make_private_folder(folder)
    assert mode(folder) == 0o755


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    with pytest.raises(OSError, match=r"exists|Not a directory"):
        make_private_folder(tmp_path / "a")


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.json"

    write_atomically(path, b"{}")

    assert path.read_bytes() == b"{}"
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_a_file_is_replaced(path: Path) -> None:
    write_atomically(path, b"new")

    assert path.read_bytes() == b"new"
    assert list(path.parent.iterdir()) == [path]


def test_a_reader_keeps_the_old_content(path: Path) -> None:
    old = path.read_bytes()

    with path.open("rb") as reader:
        write_atomically(path, b"new")
        assert reader.read() == old


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_when_it_fails_the_old_file_stays_and_nothing_is_left_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    old = path.read_bytes()

    def no_space(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, failing, no_space)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new")

    assert path.read_bytes() == old
    assert list(path.parent.iterdir()) == [path]


def test_a_user_file_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("in the way")

    with pytest.raises(UserError, match=r"folder/file cannot be written .*; check its folder"):
        write_user_file(tmp_path / "folder" / "file", b"content")
