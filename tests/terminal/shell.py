"""A minimal shell, which gives its terminal to stretchapp as shells do with a job.

It prints ``[job stopped]`` and ``[job ended: CODE]``, each with the state of the terminal.
A stopped job is continued by ``fg`` or ``bg``, and ended by ``kill``.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import termios
from pathlib import Path


def main() -> None:
    """Run one job to its end."""
    # The terminal becomes the one of this session, so that its keys send signals.
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    before = termios.tcgetattr(0)
    program = Path(__file__).with_name("job.py")
    job = subprocess.Popen([sys.executable, str(program), *sys.argv[1:]], process_group=0)
    os.tcsetpgrp(0, job.pid)
    # The shell restores the terminal while the job still has it.
    signal.signal(signal.SIGTTOU, signal.SIG_IGN)
    while True:
        _pid, status = os.waitpid(job.pid, os.WUNTRACED)
        os.tcsetpgrp(0, os.getpgrp())
        if not os.WIFSTOPPED(status):
            break
        say("job stopped")
        termios.tcsetattr(0, termios.TCSADRAIN, before)
        match sys.stdin.readline().strip():
            case "fg":
                os.tcsetpgrp(0, job.pid)
            case "kill":
                # The job receives the signal in the background, as in other shells.
                os.kill(job.pid, signal.SIGTERM)
            case _:
                pass
        os.kill(job.pid, signal.SIGCONT)
    say(f"job ended: {os.waitstatus_to_exitcode(status)}")


def say(text: str) -> None:
    """Print ``text`` and whether the terminal echoes and waits for whole lines."""
    flags = termios.tcgetattr(0)[3]
    is_set_back = flags & termios.ECHO and flags & termios.ICANON
    sys.stdout.write(f"[{text}, terminal {'as before' if is_set_back else 'changed'}]\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
