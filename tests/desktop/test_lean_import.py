"""A library is imported without what it is never used for."""

from __future__ import annotations

import subprocess
import sys

from tests.app_process import environment


def printed_by(program: str) -> str:
    """Return what a program of its own prints."""
    return subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        encoding="utf-8",
        env=environment(),
        stdout=subprocess.PIPE,
    ).stdout


def test_sound_needs_nothing_of_the_network() -> None:
    program = "import sys, stretchapp.desktop.sound.output as it; it.output_names();"
    program += "print(sorted({'http.client', 'ssl', 'urllib.request'} & set(sys.modules)))"

    assert printed_by(program) == "[]\n"


def test_whoever_wants_the_part_afterwards_has_it() -> None:
    program = "import stretchapp.desktop.sound.output, urllib.request as it; print(it.urlopen)"

    assert printed_by(program).startswith("<function urlopen")


def test_the_part_stays_where_it_is_already() -> None:
    program = "import urllib.request as it, stretchapp.desktop.sound.output, sys;"
    program += "print(sys.modules['urllib.request'] is it)"

    assert printed_by(program) == "True\n"


def test_the_library_still_imports_what_is_left_out() -> None:
    program = "import sys, miniaudio; print('urllib.request' in sys.modules)"

    assert printed_by(program) == "True\n"
