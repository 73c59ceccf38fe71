"""Checks of real processes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from stretchapp.desktop.instance.process_check import is_alive


def test_this_process_is_alive() -> None:
    assert is_alive(os.getpid())


def test_a_killed_process_is_not_alive() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    with process:
        assert is_alive(process.pid)
        process.kill()

    assert not is_alive(process.pid)


@pytest.mark.parametrize("number", [-1, 0, 2**40])
def test_an_invalid_number_is_not_alive(number: int) -> None:
    assert not is_alive(number)
