"""Whether a process is alive, asked of real ones."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from stretchapp.desktop.instance.process_check import is_alive


def test_this_process_is_alive() -> None:
    assert is_alive(os.getpid())


def test_a_killed_process_is_not() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with process:
        assert is_alive(process.pid)
        process.kill()

    assert not is_alive(process.pid)


@pytest.mark.parametrize("number", [-1, 0, 2**40])
def test_what_is_no_number_of_a_process_is_not(number: int) -> None:
    assert not is_alive(number)
