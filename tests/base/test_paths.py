"""The folders of the user and of the shipped content."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base import paths as paths_module
from stretchapp.base.paths import shipped_assets, shipped_routines, user_paths

if TYPE_CHECKING:
    import pytest


def test_a_data_dir_holds_everything(tmp_path: Path) -> None:
    root = tmp_path / "elsewhere"

    paths = user_paths(root)

    every_path = [paths.config, paths.data, paths.state, paths.cache, paths.settings]
    every_path += [paths.user_routines, paths.diary, paths.lock]
    assert all(path == root or root in path.parents for path in every_path)
    assert paths.share is None


def test_asking_makes_nothing(tmp_path: Path, home: Path) -> None:
    root = tmp_path / "elsewhere"

    user_paths(root)
    user_paths()

    assert not root.exists()
    assert [path for path in home.rglob("*") if path.name == "stretchapp"] == []


def test_a_data_dir_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert user_paths(Path("mine")).data == tmp_path / "mine"


def test_a_data_dir_may_lie_in_the_home_folder(home: Path) -> None:
    assert user_paths(Path("~/mine")).data == home / "mine"


def test_without_one_the_places_of_the_desktop_are_used(home: Path) -> None:
    paths = user_paths()

    assert paths.settings == home / ".config/stretchapp/settings.json"
    assert paths.diary == home / ".local/share/stretchapp/diary.sqlite"
    assert paths.user_routines == home / ".local/share/stretchapp/routines"
    assert paths.lock == home / ".local/state/stretchapp/instance.lock"
    assert paths.cache == home / ".cache/stretchapp"
    assert paths.share == home / ".local/share"


def test_what_is_shipped_lies_beside_the_package_in_a_checkout() -> None:
    assert (shipped_routines() / "evening-stretch.yaml").is_file()
    assert shipped_assets().name == "assets"


def test_what_is_shipped_lies_in_the_package_once_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "routines").mkdir()
    monkeypatch.setattr(paths_module, "PACKAGE", tmp_path)

    assert shipped_routines() == tmp_path / "routines"
