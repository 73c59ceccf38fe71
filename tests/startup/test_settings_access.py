"""Commands use the settings, and tell of those that cannot be read."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from stretchapp.base import language
from stretchapp.base.i18n import ENGLISH, use_language
from stretchapp.base.paths import user_paths
from stretchapp.startup.cli import main
from tests.translation.pseudo import LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
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


@pytest.fixture
def in_other_language(
    tmp_path: Path, pseudo_catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A data folder with settings that choose the made-up language."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "locale").symlink_to(pseudo_catalogue)
    monkeypatch.setattr(language, "shipped_assets", lambda: tmp_path / "assets")
    settings = user_paths(tmp_path / "data").settings
    settings.parent.mkdir()
    settings.write_text(json.dumps({"display_language": LANGUAGE}))
    yield tmp_path / "data"
    use_language(pseudo_catalogue, [ENGLISH])


@pytest.mark.parametrize(
    "command",
    [
        *("routines", "exercises", "timeline evening-stretch", "check", "launcher remove"),
        *("diary list", "diary restore", "reminders list", "reminders fire 1"),
    ],
)
def test_the_language_of_the_settings_is_used_by_every_command(
    command: str, in_other_language: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--data-dir", str(in_other_language), *command.split()])

    said = capsys.readouterr()
    assert "~]" in said.out + said.err
