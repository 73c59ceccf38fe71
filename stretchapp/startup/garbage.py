"""Garbage collection during a start-up."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


@contextmanager
def collection_paused() -> Generator[Callable[[], None]]:
    """Pause garbage collection, and yield a function that ends the pause before the block ends.

    A start-up makes many objects and hardly any garbage, and looking for it takes 10 ms. What was
    made during the pause stays as long as the app runs, so later collections leave it out.
    """

    def end() -> None:
        gc.freeze()
        gc.enable()

    gc.disable()
    try:
        yield end
    finally:
        gc.enable()
