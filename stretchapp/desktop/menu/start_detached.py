"""Starting programs that go on without us.

What the service of a timer starts belongs to that service. So the user manager is asked to start
it, where there is one: then it is a service of its own, with the environment of the desktop, which
may have come up only after us.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIMEOUT_S = 10.0

PASSED_ON = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "QT_QPA_PLATFORM",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "LANG",
    "LC_ALL",
    "TZ",
)
"""Variables that somebody may have set for us and not for the manager."""


def start_detached(command: Sequence[str], environ: Mapping[str, str]) -> None:
    """Start a program that outlives this one and everything that this one belongs to.

    Args:
        command: The program, with its full path, and its arguments.
        environ: The environment variables.

    Raises:
        OSError: It cannot be started.
    """
    if _systemd_run(command, environ):
        return
    # The child of a child that has ended belongs to nobody here: nobody has to wait for its end.
    path = environ.get("PATH")
    if shutil.which(command[0], path=path) is None:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), command[0])
    fork = ("setsid", "--fork") if shutil.which("setsid", path=path) else ()
    started = subprocess.Popen(
        [*fork, *command],
        env=environ,
        start_new_session=not fork,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    if fork:
        # It forks and ends at once.
        started.wait()


def _systemd_run(command: Sequence[str], environ: Mapping[str, str]) -> bool:
    """Ask the user manager, and return whether it does it."""
    if not Path(environ.get("XDG_RUNTIME_DIR", ""), "systemd").exists():
        return False
    passed_on = [f"--setenv={name}={environ[name]}" for name in PASSED_ON if name in environ]
    # The manager takes what follows a dollar sign for a variable.
    words = [word.replace("$", "$$") for word in command]
    run = ["systemd-run", "--user", "--collect", "--quiet", "--description=stretchapp"]
    try:
        done = subprocess.run(
            [*run, *passed_on, "--", *words],
            check=False,
            env=environ,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
