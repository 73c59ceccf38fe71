"""Running other programs, none of which outlives this process, however it ends."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

_GUARD = ("/bin/sh", "-c", "read -r _; kill -s KILL 0")
"""Waits for the end of its input, and then kills its group of processes, itself included.

The system ends the input when this process ends, even if it is killed and can do nothing more. The
program that is guarded joins the group, and so does everything that it starts.
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """A program that has ended by itself.

    Attributes:
        code: The exit code.
        output: What it wrote to standard output.
        errors: What it wrote to standard error.
    """

    code: int
    output: bytes
    errors: bytes


def run(
    command: Sequence[str],
    timeout_s: float,
    *,
    text: str = "",
    environ: Mapping[str, str] | None = None,
) -> Finished:
    """Run a program to its end.

    Args:
        command: The program and its arguments.
        timeout_s: Afterwards the program is killed, with all programs that it has started.
        text: The input.
        environ: Its environment variables; None for those of this process.

    Raises:
        OSError: The program cannot be started.
        TimeoutError: It did not end in time.
    """
    with started(command, environ=environ, errors=subprocess.PIPE) as process:
        try:
            output, errors = process.communicate(text.encode(), timeout_s)
        except subprocess.TimeoutExpired as error:
            message = _("{program} did not end within {seconds} s")
            message = message.format(program=command[0], seconds=f"{timeout_s:g}")
            raise TimeoutError(message) from error
        return Finished(process.returncode, output, errors)


@contextmanager
def started(
    command: Sequence[str],
    *,
    environ: Mapping[str, str] | None = None,
    buffer_size: int = -1,
    errors: int | None = None,
) -> Generator[subprocess.Popen[bytes]]:
    """Start a program, and kill it at the end of the block with all that it has started.

    Args:
        command: The program and its arguments.
        environ: Its environment variables; None for those of this process.
        buffer_size: The size of the buffers of its pipes; as in ``open``.
        errors: Where its standard error goes, as in ``Popen``; by default where ours goes.

    Raises:
        OSError: The program cannot be started.
    """
    # Started first: this process may be killed right after it has started the program.
    guard = _start_guard()
    try:
        with _start(command, environ, buffer_size, errors, guard) as process:
            try:
                yield process
            finally:
                _end(process, guard)
    finally:
        if guard is not None:
            guard.communicate()


def _start_guard() -> subprocess.Popen[bytes] | None:
    """Start a guard with a group of its own; return None where there is no shell."""
    try:
        return subprocess.Popen(
            _GUARD,
            process_group=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def _start(
    command: Sequence[str],
    environ: Mapping[str, str] | None,
    buffer_size: int,
    errors: int | None,
    guard: subprocess.Popen[bytes] | None,
) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            command,
            bufsize=buffer_size,
            env=environ,
            process_group=None if guard is None else guard.pid,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
    except ValueError as error:
        message = _("{program} cannot be started: {reason}")
        raise OSError(message.format(program=command[0], reason=error)) from error


def _end(process: subprocess.Popen[bytes], guard: subprocess.Popen[bytes] | None) -> None:
    """Kill the program; with a guard, also all that it has started."""
    if guard is None:
        process.kill()
    else:
        guard.communicate()
