"""Counted things and lists of words inside a sentence."""

from __future__ import annotations

import pytest

from stretchapp.wording.lists import counted, joined


def test_one_thing_is_singular_and_several_are_plural() -> None:
    assert [counted(count, "night") for count in range(3)] == ["0 nights", "1 night", "2 nights"]
    assert counted(2, "copy", "copies") == "2 copies"


@pytest.mark.parametrize(
    ("words", "sentence"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_the_last_word_of_a_list_follows_an_and(words: list[str], sentence: str) -> None:
    assert joined(words) == sentence
