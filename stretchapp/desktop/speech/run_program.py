"""Running the program of a speech engine, with text as input and a time limit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from stretchapp.desktop.child_process import run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIMEOUT_S = 10.0


def output_of(
    command: Sequence[str],
    text: str = "",
    *,
    timeout_s: float | None = None,
    environ: Mapping[str, str] | None = None,
) -> bytes:
    """Return the output of a program, or nothing if it fails or runs into the timeout.

    Args:
        command: The program and its arguments; the text must not be one of them.
        text: The input.
        timeout_s: Afterwards the program is killed; ``TIMEOUT_S`` by default.
        environ: Environment variables in addition to those of this process.
    """
    try:
        done = run(
            command,
            timeout_s or TIMEOUT_S,
            text=text,
            environ=None if environ is None else {**os.environ, **environ},
        )
    except OSError:
        return b""
    return done.output if done.code == 0 else b""
