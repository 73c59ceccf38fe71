"""Loading Qt, and what is said when a system library is missing."""

from __future__ import annotations

import builtins
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from stretchapp.desktop.qt_start import qt_loading
from stretchapp.desktop.qt_start.qt_loading import (
    DEBIAN_PACKAGES,
    load_qt,
    missing_library_sentence,
)
from tests.app_process import environment

QT = Path(PySide6.__path__[0], "Qt")
NEEDS_ICCCM = Path("lib", "libQt6XcbQpa.so.6")
HOOK = "__feature_import__"


@pytest.fixture
def broken_qt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Qt in which a library of its X11 plugin needs one that no machine has."""
    for folder in ("lib", "plugins/platforms"):
        (tmp_path / folder).mkdir(parents=True)
        for path in (QT / folder).iterdir():
            (tmp_path / folder / path.name).symlink_to(path)
    content = (QT / NEEDS_ICCCM).read_bytes()
    # The name is as long, so that nothing else in the file moves.
    broken = content.replace(b"libxcb-icccm.so.4\0", b"libxcb-icccn.so.4\0")
    assert broken != content
    (tmp_path / NEEDS_ICCCM).unlink()
    (tmp_path / NEEDS_ICCCM).write_bytes(broken)
    # The loader looks beside the plugin, so this one is a file of its own as well.
    plugin = tmp_path / "plugins" / "platforms" / "libqxcb.so"
    plugin.unlink()
    shutil.copy(QT / "plugins" / "platforms" / "libqxcb.so", plugin)
    monkeypatch.setattr(qt_loading, "plugin_folder", lambda: plugin.parent)


@pytest.mark.parametrize("platforms", [[], ["offscreen"], ["darwin"]])
def test_qt_loads(platforms: list[str]) -> None:
    assert load_qt(platforms) is None


def test_a_library_that_is_missing_is_named(broken_qt: None) -> None:
    assert load_qt(["xcb"]) == (
        "Qt cannot open a window: the system library libxcb-icccn.so.4 is missing (install it)."
    )


def test_the_package_of_a_library_is_named(
    broken_qt: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DEBIAN_PACKAGES, "libxcb-icccn.so.4", "libxcb-icccn4")

    problem = load_qt(["xcb"])

    assert problem is not None
    assert problem.endswith("type: sudo apt-get install libxcb-icccn4).")


def test_one_display_that_works_is_enough(broken_qt: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(qt_loading.PLUGINS, "wayland", "libqoffscreen.so")

    assert load_qt(["xcb", "wayland"]) is None


def test_qt_itself_may_be_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # As on a machine without libGL: the import fails with what the loader says.
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

    assert printed == (
        "Qt cannot open a window: the system library libGL.so.1 is missing"
        " (type: sudo apt-get install libgl1).\n"
    )


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            "libEGL.so.1: cannot open shared object file: No such file or directory",
            "the system library libEGL.so.1 is missing (type: sudo apt-get install libegl1).",
        ),
        (
            "libodd-2.so: cannot open shared object file: No such file or directory",
            "the system library libodd-2.so is missing (install it).",
        ),
        (
            "No module named 'PySide6'",
            "(No module named 'PySide6'); run 'make setup' or install PySide6-Essentials.",
        ),
    ],
)
def test_what_the_loader_says_becomes_a_sentence(error: str, sentence: str) -> None:
    assert missing_library_sentence(error).endswith(sentence)


def test_the_packages_of_the_plugin_are_known() -> None:
    listed = subprocess.run(
        ["ldd", QT / "plugins" / "platforms" / "libqxcb.so"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout
    needed = {line.split()[0] for line in listed.splitlines() if "=> /" in line}
    of_qt = {name for name in needed if name.startswith("libQt6")}
    of_every_system = {"libc.so.6", "libm.so.6", "libstdc++.so.6", "libgcc_s.so.1", "libz.so.1"}
    direct = needed - of_qt - of_every_system

    assert {name for name in direct if name.startswith(("libxcb", "libxkb", "libX11"))} <= (
        DEBIAN_PACKAGES.keys()
    )


def test_imports_are_left_alone() -> None:
    load_qt([])

    assert builtins.__import__.__name__ != HOOK


def test_pyside_still_has_the_hook_that_is_taken_away() -> None:
    program = "import builtins, PySide6; print(builtins.__import__.__name__)"

    printed = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8"
    ).stdout

    assert printed == f"{HOOK}\n"
