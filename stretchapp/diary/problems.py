"""How the problems of the database are told."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def problems_told() -> Generator[None]:
    """Turn what SQLite and unreadable values raise into a ``UserError``."""
    try:
        yield
    except (sqlite3.Error, ValueError) as error:
        raise UserError(f"The diary cannot be read or written ({error}).") from error
