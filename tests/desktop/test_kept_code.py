"""What PySide and dataclasses compile is compiled once, and not at every start."""

from __future__ import annotations

import builtins
import dataclasses
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from stretchapp.desktop.kept_code import MOST, KeptCode
from tests.app_process import environment

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import builtins, sys
from pathlib import Path

compiled = []
really_compile = builtins.compile

def listen(source, name, *rest, **options):
    compiled.append(name)
    return really_compile(source, name, *rest, **options)

builtins.compile = listen
from stretchapp.desktop.kept_code import KeptCode
with KeptCode(Path(sys.argv[1])):
    import PySide6.QtWidgets
    import stretchapp.library.routines.models as models
hold, other = models.Hold(3.0, 2, 1.0), models.Hold(3.0, 2, 1.0)
print(hold, hold == other, hash(hold) == hash(other))
print(len([name for name in compiled if name.startswith(("shibokensupport/", "signature_boot"))]))
print(compiled.count("<string>"))
"""


def start(file: Path) -> tuple[str, int, int]:
    """Let a start keep its code in ``file``.

    Returns:
        What its values look like, and how much of PySide's and of dataclasses it has compiled.
    """
    printed = subprocess.run(
        [sys.executable, "-c", PROGRAM, file],
        check=True,
        encoding="utf-8",
        env=environment(),
        stdout=subprocess.PIPE,
    ).stdout
    values, modules, methods = printed.splitlines()
    return values, int(modules), int(methods)


def test_only_the_first_start_compiles(tmp_path: Path) -> None:
    kept = tmp_path / "new" / "code.bin"

    values, modules, methods = start(kept)
    assert modules > 10
    assert methods > 20
    assert start(kept) == (values, 0, 0)
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("keep", [0, 100, -1])
def test_what_is_damaged_is_made_anew(tmp_path: Path, keep: int) -> None:
    kept = tmp_path / "code.bin"
    first = start(kept)
    whole = kept.read_bytes()
    kept.write_bytes(whole[:keep])

    assert start(kept) == first
    assert kept.read_bytes() == whole


def test_what_another_python_has_kept_is_made_anew(tmp_path: Path) -> None:
    kept = tmp_path / "code.bin"
    first = start(kept)
    whole = kept.read_bytes()
    kept.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])

    assert start(kept) == first
    assert kept.read_bytes() == whole


def test_where_nothing_can_be_written_it_is_compiled_each_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = tmp_path / "file" / "code.bin"

    assert start(kept) == start(kept)


def value_of(kept: Path, text: bytes, name: str = "shibokensupport/some.py") -> object:
    """Return what a text of PySide's, or another one, makes of ``value``."""
    names: dict[str, object] = {}
    with KeptCode(kept):
        exec(compile(text, name, "exec"), names)  # noqa: S102 -- written here
    return names["value"]


def test_only_the_code_of_that_very_text_is_taken(tmp_path: Path) -> None:
    kept = tmp_path / "code.bin"

    texts = (b"value = 1", b"value = 2", b"value = 1")
    assert [value_of(kept, text) for text in texts] == [1, 2, 1]


def test_all_other_code_is_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "code.bin"

    assert value_of(kept, b"value = 3", "other.py") == 3
    assert not kept.exists()


def test_what_one_start_needs_does_not_drive_out_what_another_one_does(tmp_path: Path) -> None:
    kept = tmp_path / "code.bin"
    value_of(kept, b"value = 1")
    value_of(kept, b"value = 2")
    before = kept.read_bytes()

    assert value_of(kept, b"value = 1") == 1
    assert kept.read_bytes() == before


def test_it_does_not_grow_for_ever(tmp_path: Path) -> None:
    kept = tmp_path / "code.bin"
    with KeptCode(kept):
        for number in range(MOST):
            compile(f"value = {number}".encode(), "shibokensupport/some.py", "exec")
    full = kept.stat().st_size

    value_of(kept, b"value = -1")

    assert kept.stat().st_size < full / 100


def test_everything_is_as_before_at_its_end(tmp_path: Path) -> None:
    before = builtins.compile

    with KeptCode(tmp_path / "code.bin") as code:
        code.end()
        assert builtins.compile is before

    assert builtins.compile is before
    assert not hasattr(dataclasses, "exec")


def test_everything_is_as_before_after_a_failure(tmp_path: Path) -> None:
    before = builtins.compile

    with pytest.raises(ZeroDivisionError), KeptCode(tmp_path / "code.bin"):
        _ = 1 / 0

    assert builtins.compile is before
