"""Small files are read only if no other user can have written them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.private_files import read_private

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "private"
    folder.mkdir(mode=0o700)
    (folder / "file").write_bytes(b"content")
    return folder / "file"


def test_one_of_ours_is_read(file: Path) -> None:
    assert read_private(file, 7) == b"content"


def test_a_larger_one_is_not(file: Path) -> None:
    assert read_private(file, 6) is None


def test_one_that_is_not_there_is_not(file: Path) -> None:
    assert read_private(file.with_name("none"), 7) is None


@pytest.mark.parametrize("mode", [0o666, 0o620, 0o602])
def test_one_that_others_can_write_to_is_not(file: Path, mode: int) -> None:
    file.chmod(mode)

    assert read_private(file, 7) is None


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o770])
def test_one_in_a_folder_that_others_can_write_to_is_not(file: Path, mode: int) -> None:
    file.parent.chmod(mode)

    assert read_private(file, 7) is None


def test_one_of_another_user_is_not(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = file.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)

    assert read_private(file, 7) is None


def test_what_is_no_plain_file_is_not(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)
    assert read_private(file, 7) is None

    file.unlink()
    file.mkdir()
    assert read_private(file, 7) is None
