"""Rules of the architecture that the import contracts in ``pyproject.toml`` cannot express."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "stretchapp"
FILES = sorted(PACKAGE.rglob("*.py"))
MAX_LINES = 400
PURE_PACKAGES = ("base", "diary", "figure", "library", "relief", "reminders", "session", "wording")


def name_of(path: Path) -> str:
    """Return the name of a module, such as ``stretchapp.base.clock``."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def loaded_by(*modules: str) -> set[str]:
    """Return the top-level names of everything that is loaded when modules are imported."""
    program = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    return {name.partition(".")[0] for name in loaded.split()}


def test_a_file_is_short() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}

    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def test_a_file_says_what_it_is_for() -> None:
    assert [name_of(path) for path in FILES if not ast.get_docstring(parsed(path))] == []


@pytest.mark.parametrize(
    "module", ["stretchapp.startup.cli", "stretchapp.desktop.instance.request"]
)
def test_handing_over_to_a_running_window_loads_nothing_slow(module: str) -> None:
    assert loaded_by(module).isdisjoint({"PySide6", "msgspec", "rich", "yaml"})


def test_pure_packages_need_no_qt() -> None:
    modules = [
        name_of(path)
        for package in PURE_PACKAGES
        for path in PACKAGE.joinpath(package).rglob("*.py")
        # The shapes of a figure are painted with Qt.
        if path != PACKAGE / "figure" / "paint.py"
    ]

    assert loaded_by(*modules).isdisjoint({"PySide6", "shiboken6"})


def imports_of(path: Path) -> set[str]:
    """Return the modules of the package that a module imports, type-only imports included."""
    modules = {name_of(file) for file in FILES}
    imported: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module is not None:
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                imported.add(submodule if submodule in modules else node.module)
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
    return imported & modules


def circle_in(imports: dict[str, set[str]]) -> list[str]:
    """Return the modules of circles and those that import them; nothing without a circle."""
    remaining = dict(imports)
    # A module that imports no remaining module is in no circle.
    while free := [name for name, used in remaining.items() if used.isdisjoint(remaining)]:
        for name in free:
            del remaining[name]
    return sorted(remaining)


def test_no_modules_import_one_another_in_a_circle() -> None:
    imports = {name_of(path): imports_of(path) for path in FILES}

    assert circle_in({name: used - {name} for name, used in imports.items()}) == []


def test_a_circle_is_found() -> None:
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}, "e": set()}) == [*"abcd"]


def test_every_file_that_the_documents_name_exists() -> None:
    documents = [ROOT / "docs" / "architecture.md", ROOT / "docs" / "decisions.md"]
    named = {
        path
        for document in documents
        for path in re.findall(r"`((?:\w+/)+\w+\.py)`", document.read_text("utf-8"))
    }

    assert named
    assert {path for path in named if not (PACKAGE / path).exists()} == set()
