"""Starting programs that go on without us, now or at a moment to come.

What the service of a timer starts belongs to that service. So the user manager is asked to start
it, where there is one: then it is a service of its own, with the environment of the desktop, which
may have come up only after us.
"""

from __future__ import annotations

import subprocess
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

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
    if _systemd_run(("--description=stretchapp",), command, environ):
        return
    subprocess.Popen(
        command,
        env=environ,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def start_at(
    moment: datetime, name: str, command: Sequence[str], environ: Mapping[str, str]
) -> bool:
    """Let the user manager start a program at a moment, without anybody who waits.

    Args:
        moment: When; it counts by the wall clock, and is made up for after a sleep.
        name: The beginning of a name for the units; letters, digits and hyphens.
        command: The program, with its full path, and its arguments.
        environ: The environment variables.

    Returns:
        Whether it will; False where no manager runs.
    """
    # Not a moment too early.
    second = (moment.astimezone(UTC) + timedelta(seconds=1)).replace(microsecond=0)
    options = (
        f"--unit={name}-{second:%H%M%S}",
        f"--on-calendar={second:%Y-%m-%d %H:%M:%S} UTC",
        "--timer-property=AccuracySec=1s",
        "--description=A reminder of stretchapp that was put off",
        # What it starts goes on after it.
        "--property=KillMode=process",
    )
    return _systemd_run(options, command, environ)


def _systemd_run(
    options: Sequence[str], command: Sequence[str], environ: Mapping[str, str]
) -> bool:
    """Ask the user manager, and return whether it does it."""
    if not Path(environ.get("XDG_RUNTIME_DIR", ""), "systemd").exists():
        return False
    passed_on = [f"--setenv={name}={environ[name]}" for name in PASSED_ON if name in environ]
    # The manager takes what follows a dollar sign for a variable.
    words = [word.replace("$", "$$") for word in command]
    try:
        done = subprocess.run(
            ["systemd-run", "--user", "--collect", "--quiet", *options, *passed_on, "--", *words],  # noqa: S607 -- wherever it is installed
            check=False,
            env=environ,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            timeout=TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
