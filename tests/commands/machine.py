"""Runs single checks of ``diagnose``, and puts programs on its machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.commands.diagnose import Machine, run_check

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.paths import Paths
    from stretchapp.commands.finding import Finding


def check(name: str, paths: Paths) -> Finding:
    """Run one check of ``diagnose`` and return its finding."""
    return run_check(name, Machine(paths))


def put_program(folder: Path, name: str, script: str) -> None:
    """Put a program into the folder in which programs are found."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
