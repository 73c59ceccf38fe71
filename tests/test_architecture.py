"""What the import contracts in ``pyproject.toml`` cannot say about the house.

They read the code; here it is run, or measured.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "stretchapp"
LONGEST_FILE = 400


def loaded_by(module: str) -> set[str]:
    """Return the top-level names of all that is loaded once ``module`` is imported."""
    program = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    return {name.partition(".")[0] for name in loaded.split()}


@pytest.mark.parametrize(
    "module", ["stretchapp.startup.cli", "stretchapp.desktop.instance.request"]
)
def test_handing_over_to_a_running_window_loads_nothing_slow(module: str) -> None:
    assert loaded_by(module).isdisjoint({"PySide6", "msgspec", "rich", "yaml"})


@pytest.mark.parametrize("room", ["base", "diary", "figure", "library", "session"])
def test_what_decides_needs_no_qt(room: str) -> None:
    modules = [
        ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for path in PACKAGE.joinpath(room).glob("*.py")
        # What has been decided is painted here.
        if path != PACKAGE / "figure" / "paint.py"
    ]

    assert loaded_by(", ".join(modules)).isdisjoint({"PySide6", "shiboken6"})


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_file_says_what_it_is_for_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= LONGEST_FILE
