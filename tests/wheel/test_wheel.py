"""The wheel, built and installed as a user would, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.wheel

CHECKOUT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    """Run ``command`` in ``cwd`` and return what it prints; fail with all of it if it fails."""
    result = subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


def files_below(folder: Path) -> Iterator[Path]:
    """Find the files in ``folder`` without what Python makes and what translators work with."""
    left_out = {".pyc", ".po", ".pot"}
    return (path for path in folder.rglob("*") if path.is_file() and path.suffix not in left_out)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source archive, so that both are known to be complete."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, cwd=CHECKOUT)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with nothing but the installed wheel."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    pip = (folder / "bin/python", "-m", "pip", "install", "-qq", "--disable-pip-version-check")
    run(*pip, "--constraint", CHECKOUT / "constraints.txt", wheel, cwd=folder)
    return folder


@pytest.fixture
def stretchapp(environment: Path) -> Path:
    """The installed command."""
    return environment / "bin/stretchapp"


def test_the_wheel_holds_the_package_and_its_content_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}

    package, *content = (CHECKOUT / name for name in ("stretchapp", "routines", "assets"))
    shipped = {f"stretchapp/{path.relative_to(package)}" for path in files_below(package)}
    for folder in content:
        shipped |= {f"stretchapp/{path.relative_to(CHECKOUT)}" for path in files_below(folder)}
    assert packed == shipped


def test_the_installed_app_lists_its_routines(stretchapp: Path, tmp_path: Path) -> None:
    routines = json.loads(
        run(stretchapp, "--data-dir", tmp_path, "routines", "--json", cwd=tmp_path)
    )

    assert "evening-stretch" in {routine["id"] for routine in routines}


def test_the_installed_app_reads_no_yaml_at_its_second_start(
    environment: Path, tmp_path: Path
) -> None:
    program = """
import json
import sys
from pathlib import Path
from stretchapp.base.paths import shipped_assets, user_paths
from stretchapp.figure.figure_files import FigureFiles
from stretchapp.startup.library_access import library_files

paths = user_paths(Path("data"))
library = library_files(paths).load()
figures = FigureFiles(shipped_assets() / "poses", paths.user_poses, paths.cache)
guided = [id_ for id_, exercise in library.exercises.items() if exercise.guided]
print(json.dumps({
    "counts": [len(guided), len(library.routines), len(library.flows)],
    "without figure": [id_ for id_ in guided if not figures.figure(id_)],
    "parses": bool({"yaml", "msgspec"} & set(sys.modules)),
}))
"""
    first, second = (
        json.loads(run(environment / "bin/python", "-c", program, cwd=tmp_path)) for _ in range(2)
    )

    assert all(first["counts"])
    assert first["without figure"] == []
    assert first["parses"]
    assert second == {**first, "parses": False}


def test_the_installed_app_finds_no_problem_in_its_own_content(
    stretchapp: Path, tmp_path: Path
) -> None:
    run(stretchapp, "--data-dir", tmp_path, "check", cwd=tmp_path)


def test_the_installed_app_opens_its_window(
    stretchapp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    printed = run(stretchapp, "--quit-after-first-frame", "--data-dir", tmp_path, cwd=tmp_path)

    assert "Traceback" not in printed
