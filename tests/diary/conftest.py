"""A diary for each test of this folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.diary.storage.store import open_store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a diary that does not exist yet, in a folder that does not either."""
    return tmp_path / "data" / "diary.sqlite"


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    """A new diary at ``path``."""
    connection = open_store(path)
    yield connection
    connection.close()
