"""Tags in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.wording.routines import tags_of
from stretchapp.wording.tags import tag_alone, tag_in_words
from tests.translation.pseudo import pseudo

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.library.models import Library


@pytest.mark.parametrize("name", ["body", "position", "equipment", "category"])
def test_every_tag_of_the_shipped_exercises_can_be_translated(
    name: str, library: Library, pseudo_language: Path
) -> None:
    for tag in tags_of(library.exercises.values(), name):
        # Words in the made-up language stand in brackets.
        assert tag_alone(tag)[0] == "[", tag
        assert tag_in_words(tag)[0] == "[", tag


def test_a_tag_has_words_for_a_choice_and_for_a_list() -> None:
    assert tag_alone("front-thigh") == "Front of thigh"
    assert tag_in_words("front-thigh") == "front of thigh"
    assert tag_in_words("none") == "nothing"


def test_a_tag_of_a_user_is_shown_as_written(pseudo_language: Path) -> None:
    assert tag_alone("roter-ball") == tag_in_words("roter-ball") == "roter ball"
    assert tag_in_words("towel") == pseudo("towel")
