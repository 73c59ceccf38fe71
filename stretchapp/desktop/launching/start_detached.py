"""Starting programs that outlive this process.

A program that the service of a system timer starts would belong to that service. So the systemd
user manager, where there is one, is asked to start the program: as a service of its own, and with
the environment of a desktop that may have started after this process.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from stretchapp.base.paths import is_missing
from stretchapp.desktop.child_process import run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIMEOUT_S = 10.0

PASSED_VARIABLES = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_ACTIVATION_TOKEN",
    "QT_QPA_PLATFORM",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "LANG",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "LC_NUMERIC",
    "LC_PAPER",
    "LC_TIME",
    "TZ",
)
"""Environment variables that may be set for this process and not for the user manager."""


def start_detached(command: Sequence[str], environ: Mapping[str, str]) -> None:
    """Start a program that outlives this process and its service.

    Args:
        command: The program with its full path, and its arguments.
        environ: The environment variables.

    Raises:
        OSError: The program cannot be started.
    """
    if _start_with_systemd(command, environ):
        return
    path = environ.get("PATH")
    if shutil.which(command[0], path=path) is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), command[0])
    # setsid forks and ends at once, so no process here has to wait for the end of the program.
    fork = ("setsid", "--fork") if shutil.which("setsid", path=path) else ()
    process = subprocess.Popen(
        [*fork, *command],
        env=environ,
        start_new_session=not fork,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    if fork:
        process.wait()


def _start_with_systemd(command: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Ask the user manager to start a program, and return whether it did."""
    if is_missing(Path(environ.get("XDG_RUNTIME_DIR", ""), "systemd")):
        return False
    variables = [f"--setenv={name}={environ[name]}" for name in PASSED_VARIABLES if name in environ]
    # The manager would replace a word after a dollar sign by the variable of that name.
    words = [word.replace("$", "$$") for word in command]
    ask = ["systemd-run", "--user", "--collect", "--quiet", "--description=stretchapp"]
    try:
        done = run([*ask, *variables, "--", *words], TIMEOUT_S, environ=environ)
    except OSError:
        return False
    return done.code == 0
