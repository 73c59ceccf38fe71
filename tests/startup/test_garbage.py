"""Garbage collection is paused during a start-up only."""

from __future__ import annotations

import gc

import pytest

from stretchapp.startup.garbage import collection_paused


def test_it_is_paused_until_the_end_of_the_block() -> None:
    with collection_paused():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_it_is_paused_until_the_start_up_is_over() -> None:
    with collection_paused() as end:
        end()
        assert gc.isenabled()
        gc.unfreeze()


def test_it_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), collection_paused():
        _ = 1 / 0

    assert gc.isenabled()
