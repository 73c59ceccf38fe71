"""The folders of the user and of the shipped content."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import platformdirs
import pytest

from stretchapp.base import paths as paths_module
from stretchapp.base.paths import (
    desktop_config,
    documents_folder,
    is_missing,
    shipped_assets,
    shipped_routines,
    user_paths,
)
from stretchapp.base.problems import UserError


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


class TestMissing:
    def test_is_what_is_not_there(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()

        assert is_missing(tmp_path / "none")
        assert is_missing(tmp_path / "none" / "of it")
        assert is_missing(tmp_path / "file" / "of it")
        assert not is_missing(tmp_path / "file")
        assert not is_missing(tmp_path)

    def test_is_no_link_that_leads_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "loop").symlink_to("loop")

        assert not is_missing(tmp_path / "loop")

    def test_is_not_what_may_not_be_looked_at(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise PermissionError

        with monkeypatch.context() as patch:
            patch.setattr(os, "stat", refuse)
            assert not is_missing(tmp_path / "none")


class TestDesktopConfig:
    @pytest.mark.parametrize("variable", [None, "", "relative"])
    def test_is_in_the_home_folder_of_the_account(self, variable: str | None) -> None:
        environ = {} if variable is None else {"HOME": variable}

        assert desktop_config(environ) == Path(pwd.getpwuid(os.getuid()).pw_dir, ".config")

    def test_is_where_the_specification_says(self) -> None:
        assert desktop_config({"HOME": "/home/me"}) == Path("/home/me/.config")
        assert desktop_config({"HOME": "/home/me", "XDG_CONFIG_HOME": "/c"}) == Path("/c")
        assert desktop_config({"HOME": "/home/me", "XDG_CONFIG_HOME": "c"}) == Path(
            "/home/me/.config"
        )

    def test_is_nowhere_without_a_home_folder(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: int) -> None:
            raise KeyError

        monkeypatch.setattr(pwd, "getpwuid", refuse)

        with pytest.raises(UserError, match="HOME"):
            desktop_config({})


def test_without_a_home_folder_files_for_the_person_go_to_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> str:
        raise RuntimeError

    monkeypatch.setattr(platformdirs, "user_documents_dir", refuse)

    assert documents_folder(user_paths(tmp_path)) == tmp_path
