"""Exports of real processes: where they go, and in which encoding."""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.app_process import COMMAND, TIMEOUT_S, environment, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NOTE = "Füße „weh“ – 足"

ASCII_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
"""The environment of a process that can neither read nor print anything but ASCII."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a cramp and a reminder."""
    folder = tmp_path / "data"
    for words in (
        ("diary", "add", "--note", NOTE, "--at", "2026-11-20T02:00"),
        ("reminders", "add", "--at", "21:45", "--text", NOTE),
    ):
        assert run("--data-dir", folder, *words).returncode == 0
    return folder


def output_of(folder: Path, *words: str, env: Mapping[str, str | None] | None = None) -> bytes:
    """Return the bytes that a command prints."""
    command = [*COMMAND, "--data-dir", str(folder), *words]
    return subprocess.run(
        command, check=True, capture_output=True, env=environment(env), timeout=TIMEOUT_S
    ).stdout


class TestEncoding:
    @pytest.mark.parametrize("env", [{}, ASCII_LOCALE], ids=["usual", "ascii"])
    def test_printed_exports_are_utf_8_in_every_locale(
        self, folder: Path, env: Mapping[str, str]
    ) -> None:
        exported = json.loads(output_of(folder, "diary", "export", env=env).decode())
        table = output_of(folder, "diary", "export", "--format", "csv", env=env).decode()
        (row,) = csv.DictReader(io.StringIO(table))

        assert exported["cramps"][0]["note"] == row["note"] == NOTE
        assert exported["reminders"][0]["text"] == NOTE

    @pytest.mark.parametrize(
        "words",
        [
            ("diary", "list", "--json"),
            ("reminders", "list", "--json"),
            ("routines", "--json"),
            ("exercises", "--json"),
            ("schema",),
        ],
        ids=" ".join,
    )
    def test_json_is_the_same_in_every_locale(self, folder: Path, words: tuple[str, ...]) -> None:
        printed = output_of(folder, *words, env=ASCII_LOCALE)

        assert printed == output_of(folder, *words)
        json.loads(printed.decode())

    def test_a_note_in_utf_8_is_read_in_every_locale(self, tmp_path: Path) -> None:
        words = ("diary", "add", "--json", "--note", NOTE)

        assert json.loads(output_of(tmp_path, *words, env=ASCII_LOCALE))["note"] == NOTE

    def test_a_note_that_is_no_utf_8_is_refused(self, tmp_path: Path) -> None:
        command = [*COMMAND, "--data-dir", str(tmp_path), "diary", "add", "--note"]
        done = subprocess.run(
            [*map(os.fsencode, command), b"F\xfc\xdfe"],
            check=False,
            capture_output=True,
            env=environment(),
            timeout=TIMEOUT_S,
        )

        assert (done.returncode, done.stdout) == (2, b"")
        assert b"from character 2 on; write it as UTF-8" in done.stderr


class TestPlaces:
    """Everywhere a file is written to, a pipe or the standard output may be named."""

    EXPORTS = (
        (("diary", "export", "--output"), b"{"),
        (("diary", "export", "--format", "csv", "--output"), codecs.BOM_UTF8),
        (("diary", "export", "--format", "pdf", "--output"), b"%PDF"),
        (("reminders", "export"), b"BEGIN:VCALENDAR"),
    )

    @pytest.mark.parametrize(("words", "begin"), EXPORTS, ids=str)
    @pytest.mark.parametrize("place", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
    def test_the_standard_output_holds_the_file_alone(
        self, folder: Path, place: str, words: tuple[str, ...], begin: bytes
    ) -> None:
        piped = output_of(folder, *words, place)
        target = folder / "target"
        target.write_bytes(b"before\n")
        with target.open("ab") as stream:
            command = [*COMMAND, "--data-dir", str(folder), *words, place]
            subprocess.run(command, check=True, stdout=stream, env=environment(), timeout=TIMEOUT_S)
        appended = target.read_bytes()

        assert piped.startswith(begin)
        assert not piped.endswith(b"/stdout.\n")
        assert appended.startswith(b"before\n" + begin)

    @pytest.mark.parametrize(("words", "begin"), EXPORTS, ids=str)
    def test_another_program_reads_it_through_a_pipe(
        self, folder: Path, words: tuple[str, ...], begin: bytes
    ) -> None:
        script = 'out=$1; shift; "$@" >(cat >"$out"); wait $!'
        out = folder / "out"
        command = [*COMMAND, "--data-dir", str(folder), *words]
        subprocess.run(
            ["bash", "-c", script, "bash", str(out), *command],
            check=True,
            capture_output=True,
            env=environment(),
            timeout=TIMEOUT_S,
        )

        assert out.read_bytes().startswith(begin)
