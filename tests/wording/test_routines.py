"""Routines in words."""

from __future__ import annotations

from stretchapp.wording.routines import tag_in_words


def test_a_tag_is_read_as_words_unless_it_has_words_of_its_own() -> None:
    assert tag_in_words("front-thigh") == "front of thigh"
    assert tag_in_words("chair-or-table") == "chair or table"
    assert tag_in_words("none") == "nothing"
    assert tag_in_words("towel") == "towel"
