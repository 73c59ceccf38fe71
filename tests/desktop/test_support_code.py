"""PySide's own Python code is compiled once, and not at every start."""

from __future__ import annotations

import builtins
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.support_code import compiled_once
from tests.app_process import environment

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import builtins, sys
from pathlib import Path

compiled = []
really_compile = builtins.compile

def listen(source, name, *rest, **options):
    if isinstance(source, bytes):
        compiled.append(name)
    return really_compile(source, name, *rest, **options)

builtins.compile = listen
from stretchapp.desktop.support_code import compiled_once
with compiled_once(Path(sys.argv[1])):
    import PySide6.QtWidgets
print(len([name for name in compiled if name.startswith(("shibokensupport/", "signature_boot"))]))
"""


def compiled_in_a_start(file: Path) -> int:
    """Return how many modules of PySide's a start compiles that keeps them in ``file``."""
    printed = subprocess.run(
        [sys.executable, "-c", PROGRAM, file],
        check=True,
        encoding="utf-8",
        env=environment(),
        stdout=subprocess.PIPE,
    ).stdout
    return int(printed)


def test_only_the_first_start_compiles_what_pyside_carries(tmp_path: Path) -> None:
    kept = tmp_path / "new" / "qt-code.bin"

    assert compiled_in_a_start(kept) > 10
    assert compiled_in_a_start(kept) == 0
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("keep", [0, 3, 100, -1])
def test_what_is_damaged_is_made_anew(tmp_path: Path, keep: int) -> None:
    kept = tmp_path / "qt-code.bin"
    compiled_in_a_start(kept)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:keep])

    assert compiled_in_a_start(kept) > 10
    assert kept.read_bytes() == whole


def test_what_another_python_has_kept_is_made_anew(tmp_path: Path) -> None:
    kept = tmp_path / "qt-code.bin"
    compiled_in_a_start(kept)
    whole = kept.read_bytes()
    kept.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])

    assert compiled_in_a_start(kept) > 10
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_written_it_is_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert compiled_in_a_start(tmp_path / "file" / "qt-code.bin") > 10


def test_only_the_code_of_that_very_text_is_taken(tmp_path: Path) -> None:
    kept = tmp_path / "qt-code.bin"

    def value(text: bytes, name: str = "shibokensupport/some.py") -> object:
        names: dict[str, object] = {}
        with compiled_once(kept):
            exec(compile(text, name, "exec"), names)  # noqa: S102 -- written here
        return names["value"]

    assert [value(b"value = 1"), value(b"value = 2"), value(b"value = 1")] == [1, 2, 1]
    before = kept.read_bytes()
    assert value(b"value = 3", "other.py") == 3
    assert kept.read_bytes() == before


def test_compiling_is_as_before_afterwards(tmp_path: Path) -> None:
    before = builtins.compile
    problem = "it fails"

    with pytest.raises(ValueError, match=problem), compiled_once(tmp_path / "qt-code.bin"):
        raise ValueError(problem)

    assert builtins.compile is before
