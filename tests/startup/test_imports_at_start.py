"""What a start does not load: voice, sound and buses wait until the first picture is there."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.app_process import CHECKOUT, TIMEOUT_S, environment

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
from stretchapp.startup.cli import main
assert main(sys.argv[1:]) == 0
print("loaded:", *sys.modules)
"""
ROOM = "stretchapp.desktop."
HEAVY = {"_cffi_backend", "jeepney", "miniaudio", "subprocess", "wave"}
MACHINE = ("dbus.", "power.", "sound.", "speech.")


@pytest.mark.parametrize("words", ["", "relief"])
def test_the_first_picture_waits_for_none_of_it(words: str, tmp_path: Path) -> None:
    command = [sys.executable, "-c", PROGRAM, "--data-dir", str(tmp_path), *words.split()]
    done = subprocess.run(
        [*command, "--quit-after-first-frame"],
        capture_output=True,
        check=True,
        cwd=CHECKOUT,
        encoding="utf-8",
        env=environment(),
        timeout=TIMEOUT_S,
    )
    loaded = set(done.stdout.rpartition("loaded:")[2].split())
    machine = {name.removeprefix(ROOM) for name in loaded if name.startswith(ROOM)}

    assert "stretchapp.ui.window.main_window" in loaded
    assert {name.partition(".")[0] for name in loaded} & HEAVY == set()
    assert [name for name in machine if name.startswith(MACHINE)] == []
