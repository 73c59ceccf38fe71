"""The evening that the tests of firing and withdrawing reminders take place on."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from stretchapp.diary.storage.store import open_store
from tests.application.evening import Evening
from tests.reminders.rules import LONG_AGO, a_rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stretchapp.reminders.rules import Rule


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[Evening]:
    """An evening without reminders."""
    with closing(open_store(tmp_path / "diary.sqlite")) as connection:
        yield Evening(connection)


@pytest.fixture
def rule(evening: Evening) -> Rule:
    """The reminder of the evening, which is due."""
    return evening.reminders.add(a_rule(text="Heels down."), LONG_AGO)
