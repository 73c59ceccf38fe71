"""The compiled forms that are shipped: made from the YAML files as they are."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.app_process import CHECKOUT
from tests.library.shipped import compiled_assets
from tests.library.shipped.compiled_assets import (
    DIARY,
    FIGURES,
    LIBRARY,
    RELIEF,
    TIPS,
    diary_form,
    figures_form,
    library_form,
    relief_form,
    tips_form,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.base.problems import Problem


def words_of_relief(_: list[Problem]) -> str:
    """Return the compiled form of the words of relief."""
    return relief_form()


def words_of_the_diary(_: list[Problem]) -> str:
    """Return the compiled form of what the diary tells."""
    return diary_form()


def all_tips(_: list[Problem]) -> str:
    """Return the compiled form of the tips."""
    return tips_form()


every_form = pytest.mark.parametrize(
    ("path", "make"),
    [
        (LIBRARY, library_form),
        (FIGURES, figures_form),
        (RELIEF, words_of_relief),
        (DIARY, words_of_the_diary),
        (TIPS, all_tips),
    ],
    ids=["library", "figures", "relief", "diary", "tips"],
)


@every_form
def test_it_is_up_to_date(path: Path, make: Callable[[list[Problem]], str]) -> None:
    problems: list[Problem] = []
    is_current = make(problems) == path.read_text("utf-8")

    assert problems == []
    if not is_current:
        pytest.fail(
            f"{path.name} differs from what the YAML files say; run make compiled", pytrace=False
        )


@every_form
def test_it_is_always_made_the_same(path: Path, make: Callable[[list[Problem]], str]) -> None:
    assert make([]) == make([])


def test_all_are_written_as_they_are_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "compiled"
    monkeypatch.setattr(compiled_assets, "FOLDER", folder)
    monkeypatch.setattr(compiled_assets, "LIBRARY", folder / LIBRARY.name)
    monkeypatch.setattr(compiled_assets, "FIGURES", folder / FIGURES.name)
    monkeypatch.setattr(compiled_assets, "RELIEF", folder / RELIEF.name)
    monkeypatch.setattr(compiled_assets, "DIARY", folder / DIARY.name)
    monkeypatch.setattr(compiled_assets, "TIPS", folder / TIPS.name)

    compiled_assets.main()

    names = [DIARY.name, FIGURES.name, LIBRARY.name, RELIEF.name, TIPS.name]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert (folder / LIBRARY.name).read_text("utf-8") == library_form([])
    assert (folder / FIGURES.name).read_text("utf-8") == figures_form([])
    assert (folder / RELIEF.name).read_text("utf-8") == relief_form()
    assert (folder / DIARY.name).read_text("utf-8") == diary_form()
    assert (folder / TIPS.name).read_text("utf-8") == tips_form()


def test_none_is_written_while_something_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.yaml").write_text("[", "utf-8")
    monkeypatch.setattr(compiled_assets, "FOLDER", tmp_path / "compiled")
    monkeypatch.setattr(compiled_assets, "shipped_routines", lambda: tmp_path)

    with pytest.raises(SystemExit, match=r"broken\.yaml:1:2"):
        compiled_assets.main()

    assert not (tmp_path / "compiled").exists()


@pytest.mark.parametrize(
    ("command", "reader"),
    [
        ("--quit-after-first-frame", "stretchapp.library.shipped.load"),
        ("routines", "stretchapp.library.shipped.load"),
        ("start seated-desk --speed 1000 --quit-when-done", "stretchapp.figure.compiled"),
    ],
)
def test_the_very_first_start_reads_no_yaml(tmp_path: Path, command: str, reader: str) -> None:
    """A whole session does not either: its figures come from the compiled form too."""
    program = [sys.executable, "-X", "importtime", "-m", "stretchapp", "--data-dir", tmp_path]
    result = subprocess.run(
        [*program, *command.split()],
        capture_output=True,
        check=True,
        cwd=CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        text=True,
        timeout=60,
    )

    imported = {line.split("|")[-1].strip() for line in result.stderr.splitlines()}
    assert reader in imported
    assert not {"yaml", "msgspec"} & imported
