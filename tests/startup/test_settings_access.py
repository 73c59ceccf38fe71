"""Commands tell of settings that cannot be read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from stretchapp.startup.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "command", ["reminders wait", "reminders list", "reminders add --at 21:00", "routines"]
)
def test_what_cannot_be_read_is_told_once(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = user_paths(tmp_path).settings
    settings.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(settings)

    main(["--data-dir", str(tmp_path), *command.split()])

    told = capsys.readouterr().err
    assert told.count(str(settings)) == 1
