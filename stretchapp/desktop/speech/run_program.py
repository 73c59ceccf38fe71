"""Running the program of a speech engine, with text as input and a time limit."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING

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
        timeout_s: Afterwards the program is killed, with all programs that it has started;
            ``TIMEOUT_S`` by default.
        environ: Environment variables in addition to those of this process.
    """
    try:
        process = subprocess.Popen(
            command,
            env=None if environ is None else {**os.environ, **environ},
            process_group=None if os.name == "nt" else 0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError):
        return b""
    with process:
        try:
            output, _ = process.communicate(text.encode(), timeout=timeout_s or TIMEOUT_S)
        except subprocess.TimeoutExpired:
            _kill(process)
            return b""
    return output if process.returncode == 0 else b""


def _kill(process: subprocess.Popen[bytes]) -> None:
    if os.name == "nt":
        process.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
