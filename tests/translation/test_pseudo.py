"""The made-up language, and what its catalogue says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.base.i18n import _, language, ngettext
from stretchapp.wording.lengths import length_in_words
from tests.translation.pseudo import LANGUAGE, pseudo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "text", ["Hold", "{count} nights", "Every evening, {time}, you are reminded to stretch."]
)
def test_it_is_longer_in_brackets_and_keeps_its_places(text: str) -> None:
    words = pseudo(text)

    assert words[0] + words[-1] == "[]"
    assert len(words) >= 1.35 * len(text.replace("{count}", "").replace("{time}", ""))
    assert [it in words for it in ("{count}", "{time}")] == [
        it in text for it in ("{count}", "{time}")
    ]


def test_texts_are_in_it_while_the_fixture_holds(pseudo_language: Path) -> None:
    assert language() == LANGUAGE
    assert pseudo_language.is_dir()
    assert length_in_words(75) == pseudo("{minutes} min {seconds} s").format(minutes=1, seconds=15)


def test_without_the_fixture_texts_are_english() -> None:
    assert _("Slow") == "Slow"
    assert ngettext("night", "nights", 2) == "nights"
