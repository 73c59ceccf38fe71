"""Lists of words inside a sentence."""

from __future__ import annotations

import pytest

from stretchapp.wording.lists import joined


@pytest.mark.parametrize(
    ("words", "sentence"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_the_last_word_of_a_list_follows_an_and(words: list[str], sentence: str) -> None:
    assert joined(words) == sentence
