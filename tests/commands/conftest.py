"""The machine on which the tests of commands run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import user_paths
from tests.desktop.dbus.bus import Bus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.base.paths import Paths


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """The folders of a user who has not used the app yet."""
    return user_paths(tmp_path / "data")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which programs are found; it is empty."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """The session bus of the desktop."""
    with Bus() as bus:
        for name, value in bus.environ.items():
            monkeypatch.setenv(name, value)
        yield bus
