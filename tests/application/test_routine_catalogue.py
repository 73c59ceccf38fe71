"""When the library is loaded, and when files are looked at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.application.routine_catalogue import RoutineCatalogue
from stretchapp.base.clock import SystemClock
from stretchapp.base.paths import shipped_assets, shipped_routines
from stretchapp.base.settings import SettingsFile
from stretchapp.figure.figure_files import FigureFiles
from stretchapp.library.library_files import SOON_READ_BYTES, LibraryFiles
from stretchapp.library.texts.text_files import TextFiles

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The folder of the user's own routine files."""
    folder = tmp_path / "routines"
    folder.mkdir()
    return folder


@pytest.fixture
def poses(tmp_path: Path) -> Path:
    """The folder of the user's own pose files."""
    folder = tmp_path / "poses"
    folder.mkdir()
    return folder


@pytest.fixture
def catalogue(tmp_path: Path, user: Path, poses: Path) -> RoutineCatalogue:
    """What comes with the app, and what the user has."""
    cache = tmp_path / "cache"
    files = LibraryFiles(shipped_routines(), user, cache)
    return RoutineCatalogue(
        files.load,
        files.is_current,
        load_soon=files.load_soon,
        figure_files=FigureFiles(shipped_assets() / "poses", poses, cache),
        settings=SettingsFile(tmp_path / "settings.json"),
        texts=TextFiles(shipped_assets() / "texts", cache),
        clock=SystemClock(),
    )


def test_problems_that_are_mended_before_the_window_is_first_active_go(
    catalogue: RoutineCatalogue, user: Path
) -> None:
    (user / "broken.yaml").write_text("[")
    assert catalogue.problems

    (user / "broken.yaml").unlink()

    assert catalogue.reload_if_changed()
    assert catalogue.problems == ()


def test_relief_reads_no_large_file_of_the_users(
    catalogue: RoutineCatalogue, user: Path, poses: Path
) -> None:
    (user / "broken.yaml").write_text("\t\n" * SOON_READ_BYTES)
    (poses / "squats.yaml").write_text("[")

    assert catalogue.guided_flows
    assert not catalogue.reload_if_changed()

    assert len(catalogue.library.problems) > 1
    assert catalogue.guided_flows == catalogue.library.guided_flows


def test_pose_files_are_looked_at_when_one_comes_back(
    catalogue: RoutineCatalogue, poses: Path
) -> None:
    (poses / "squats.yaml").write_text("[")
    assert catalogue.problems == ()
    catalogue.reload_if_changed()

    assert catalogue.reload_if_changed()

    assert [problem.path.name for problem in catalogue.problems] == ["squats.yaml"]
