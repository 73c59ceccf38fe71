"""The words of relief: from their compiled form, and from YAML as soon as that is out of date."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_assets
from stretchapp.base.problems import UserError
from stretchapp.library.texts import load as texts
from stretchapp.library.texts.load import load_relief_texts
from stretchapp.library.texts.relief import COMPILED_RELIEF, relief_texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped texts."""
    return shutil.copytree(shipped_assets() / "texts", tmp_path / "texts")


@pytest.fixture
def compiled(folder: Path, tmp_path: Path) -> Path:
    """Their compiled form."""
    path = tmp_path / "relief.json"
    path.write_text(COMPILED_RELIEF.write(folder, load_relief_texts(folder)), "utf-8")
    return path


def refuse_to_read(_: Path) -> None:
    """Take the place of the YAML reader."""
    raise AssertionError("the YAML was read")


def test_the_compiled_form_says_what_the_files_say(
    folder: Path, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = load_relief_texts(folder)
    monkeypatch.setattr(texts, "load_relief_texts", refuse_to_read)

    assert relief_texts(folder, compiled) == expected


@pytest.mark.parametrize("name", COMPILED_RELIEF.files)
def test_a_file_that_was_edited_is_read(folder: Path, compiled: Path, name: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("# another line\n")

    assert COMPILED_RELIEF.read(folder, compiled) is None
    assert relief_texts(folder, compiled) == load_relief_texts(folder)


def cut_off(path: Path) -> None:
    """Leave half of a file."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def of_other_values(path: Path) -> None:
    """Leave a value of another type in the compiled form."""
    stored = json.loads(path.read_bytes())
    stored["texts"]["question"] = 3
    path.write_text(json.dumps(stored))


def of_nothing(path: Path) -> None:
    """Leave no values in the compiled form."""
    path.write_text("[]")


def gone(path: Path) -> None:
    """Leave no compiled form."""
    path.unlink()


@pytest.mark.parametrize("damage", [cut_off, of_other_values, of_nothing, gone])
def test_a_form_that_cannot_be_used_is_not(
    folder: Path, compiled: Path, damage: Callable[[Path], object]
) -> None:
    damage(compiled)

    assert relief_texts(folder, compiled) == load_relief_texts(folder)


def test_files_that_are_gone_are_told(folder: Path, compiled: Path) -> None:
    (folder / "relief.yaml").unlink()

    with pytest.raises(UserError, match=r"relief\.yaml cannot be read"):
        relief_texts(folder, compiled)
