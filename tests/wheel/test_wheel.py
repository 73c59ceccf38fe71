"""The wheel, built and installed as a user would, away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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

    tracked = run("git", "ls-files", "stretchapp", "routines", "assets", cwd=CHECKOUT).split()
    shipped = {name if name.startswith("stretchapp/") else f"stretchapp/{name}" for name in tracked}
    assert shipped <= packed
    assert {name.partition("/")[0] for name in packed} == {"stretchapp"}


def test_the_installed_app_lists_its_routines(stretchapp: Path, tmp_path: Path) -> None:
    routines = json.loads(
        run(stretchapp, "--data-dir", tmp_path, "routines", "--json", cwd=tmp_path)
    )

    assert "evening-stretch" in {routine["id"] for routine in routines}


def test_the_installed_app_finds_its_own_content_in_order(
    stretchapp: Path, environment: Path, tmp_path: Path
) -> None:
    (content,) = environment.glob("lib/python*/site-packages/stretchapp/routines")

    run(stretchapp, "--data-dir", tmp_path, "check", content, cwd=tmp_path)


def test_the_installed_app_opens_its_window(
    stretchapp: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    printed = run(stretchapp, "--quit-after-first-frame", "--data-dir", tmp_path, cwd=tmp_path)

    assert "Traceback" not in printed
