"""Runs single checks of ``diagnose``, puts programs on its machine, and waits for processes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from stretchapp.commands.diagnose import Machine, run_check
from tests.app_process import POLL_S, TIMEOUT_S

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stretchapp.base.paths import Paths
    from stretchapp.commands.diagnose_row import Row


def check(name: str, paths: Paths) -> Row:
    """Run one check of ``diagnose`` and return its row."""
    return run_check(name, Machine(paths))


def put_program(folder: Path, name: str, script: str) -> None:
    """Put a program into the folder in which programs are found."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def wait_until(condition: Callable[[], object]) -> None:
    """Wait until ``condition`` holds; fail after a minute."""
    for _ in range(round(TIMEOUT_S / POLL_S)):
        if condition():
            return
        time.sleep(POLL_S)  # noqa: TID251 -- another process has to do something
    assert condition()
