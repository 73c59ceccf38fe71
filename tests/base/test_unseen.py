"""Characters that cannot be seen, shown by their numbers."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.unseen import UNSEEN, is_blank, named, shown, without_unseen

UNSEEN_LETTERS = [
    chr(code)
    for code in (
        *(0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x2800, 0x3000, 0x3164),
        *(0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)),
        *(*range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFE0F, 0xFEFF, 0xE0001, 0xE0100),
    )
]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Wade – große Zehe, 夜", "Wade – große Zehe, 夜"),
        ("\x1b[31mred\n", "[U+001B][31mred[U+000A]"),
        ("a\u00a0b\u200bc", "a[U+00A0]b[U+200B]c"),
        ("half \ud800", "half [U+D800]"),
        ("\x9b2J", "[U+009B]2J"),
    ],
)
def test_what_cannot_be_seen_is_shown_by_its_number(text: str, plain: str) -> None:
    assert shown(text) == plain


@given(st.text())
def test_nothing_that_cannot_be_seen_is_left(text: str) -> None:
    plain = shown(text)

    assert plain.isprintable()
    assert UNSEEN.search(plain) is None
    assert shown(plain) == plain


@pytest.mark.parametrize("letter", UNSEEN_LETTERS, ids=ascii)
def test_each_is_known_and_named(letter: str) -> None:
    assert UNSEEN.fullmatch(letter)
    assert named(letter).startswith(f"U+{ord(letter):04X} (")
    assert named(letter).isascii()
    assert is_blank(letter) is (without_unseen(letter) == " ")


@given(st.characters(categories=["Zs", "Cf"], exclude_characters=" "))
def test_every_blank_and_format_character_is_shown(letter: str) -> None:
    assert shown(letter) != letter


@given(st.characters(categories=["L", "N", "P"]))
def test_letters_numbers_and_marks_are_not(letter: str) -> None:
    assert (shown(letter) == letter) is (UNSEEN.match(letter) is None)
    assert category(letter)
