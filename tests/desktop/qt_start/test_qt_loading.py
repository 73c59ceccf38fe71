"""Loading Qt, and the sentence about a missing system library."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from stretchapp.desktop.qt_start.qt_loading import (
    PLUGINS,
    XCB_PACKAGES,
    load_qt,
    missing_library_sentence,
    plugin_problem,
)
from tests.app_process import environment

QT = Path(PySide6.__path__[0], "Qt")
NEEDS_ICCCM = Path("lib", "libQt6XcbQpa.so.6")


@pytest.fixture
def broken_plugins(tmp_path: Path) -> Path:
    """The folder of platform plugins in a Qt whose X11 plugin needs a library no machine has."""
    for folder in ("lib", "plugins/platforms"):
        (tmp_path / folder).mkdir(parents=True)
        for path in (QT / folder).iterdir():
            (tmp_path / folder / path.name).symlink_to(path)
    content = (QT / NEEDS_ICCCM).read_bytes()
    # The other name has the same length, so nothing else in the file moves.
    broken = content.replace(b"libxcb-icccm.so.4\0", b"libxcb-icccn.so.4\0")
    assert broken != content
    (tmp_path / NEEDS_ICCCM).unlink()
    (tmp_path / NEEDS_ICCCM).write_bytes(broken)
    # The loader looks for libraries beside the real file of the plugin, so it has to be a copy.
    plugin = tmp_path / "plugins" / "platforms" / "libqxcb.so"
    plugin.unlink()
    shutil.copy(QT / "plugins" / "platforms" / "libqxcb.so", plugin)
    return plugin.parent


@pytest.mark.parametrize("platforms", [[], ["offscreen"], ["darwin"]])
def test_qt_loads(platforms: list[str]) -> None:
    assert load_qt(platforms) is None


def test_a_library_missing_from_the_x11_plugin_is_named_with_all_its_packages(
    broken_plugins: Path,
) -> None:
    problem = plugin_problem(["xcb"], broken_plugins)

    assert problem is not None
    assert "libxcb-icccn.so.4" in problem
    assert problem.endswith(f"apt-get install {XCB_PACKAGES}")


def test_one_display_that_works_is_enough(broken_plugins: Path) -> None:
    wayland = broken_plugins / PLUGINS["wayland"]
    wayland.unlink(missing_ok=True)
    wayland.symlink_to(QT / "plugins" / "platforms" / "libqoffscreen.so")

    assert plugin_problem(["xcb", "wayland"], broken_plugins) is None


def test_qt_itself_may_lack_a_library(tmp_path: Path) -> None:
    # As on a machine without libGL: the import fails with the message of the loader.
    (tmp_path / "PySide6.py").write_text(
        "raise ImportError('libGL.so.1: cannot open shared object file: No such file or directory')"
    )
    program = "from stretchapp.desktop.qt_start.qt_loading import load_qt; print(load_qt(['xcb']))"
    changes = {"PYTHONPATH": f"{tmp_path}:{environment()['PYTHONPATH']}"}

    printed = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        encoding="utf-8",
        env=environment(changes),
        stdout=subprocess.PIPE,
    ).stdout

    assert "libGL.so.1" in printed


@pytest.mark.parametrize(
    ("error", "end"),
    [
        (
            "libxcb-cursor.so.0: cannot open shared object file: No such file or directory",
            f"missing. On Debian or Ubuntu, type: sudo apt-get install {XCB_PACKAGES}",
        ),
        (
            "libodd-2.so: cannot open shared object file: No such file or directory",
            "libodd-2.so is missing. Install the package that contains it.",
        ),
        (
            "No module named 'PySide6'",
            "(No module named 'PySide6'); run 'make setup' or install PySide6-Essentials.",
        ),
    ],
)
def test_a_message_of_the_loader_becomes_a_sentence(error: str, end: str) -> None:
    assert missing_library_sentence(error).endswith(end)
