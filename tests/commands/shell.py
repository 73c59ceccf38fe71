"""Runs the subcommands of one command in this process, on a data folder of its own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from stretchapp.base.paths import user_paths
from stretchapp.startup.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Shell:
    """Runs subcommands.

    Attributes:
        paths: The folders that the commands use.
        errors: What the last subcommand printed to standard error.
    """

    def __init__(self, command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        """Run subcommands of ``command`` with the data folder ``folder``."""
        self.paths = user_paths(folder)
        self.errors = ""
        self._command = command
        self._capsys = capsys

    def __call__(self, *words: str) -> str:
        """Return the output of a subcommand, which must succeed without errors."""
        code, output = self.end(*words)
        assert (code, self.errors) == (0, "")
        return output

    def lines(self, *words: str) -> list[str]:
        """Return the lines of output of a subcommand, which must succeed without errors."""
        return self(*words).splitlines()

    def json(self, *words: str) -> Any:  # noqa: ANN401 -- whatever the JSON holds
        """Return what a subcommand prints as JSON."""
        return json.loads(self(*words, "--json"))

    def end(self, *words: str) -> tuple[int | str | None, str]:
        """Return the exit code of a subcommand and its output."""
        arguments = ["--data-dir", str(self.paths.data), self._command, *words]
        try:
            code: int | str | None = main(arguments)
        except SystemExit as ended:
            code = ended.code
        printed = self._capsys.readouterr()
        self.errors = printed.err
        return code, printed.out
