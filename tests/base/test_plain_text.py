"""Text without control characters."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.base.plain_text import harmless, without_control_characters


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Wade – große Zehe, 夜", "Wade – große Zehe, 夜"),
        ("two\nlines", "two\nlines"),
        ("tab\there", "tab here"),
        ("\x1b[31mred\x07\x00", " [31mred  "),
        ("\x1f!~\x7f\x80\x9f\xa0", " !~   \xa0"),
        ("\ud7ff\ud800\udfff\ue000", "\ud7ff  \ue000"),
        ("half \ud800 of one", "half   of one"),
        ("\x9b2J", " 2J"),
        ("zero\u200bwidth", "zero\u200bwidth"),
    ],
)
def test_control_characters_become_spaces(text: str, plain: str) -> None:
    assert without_control_characters(text) == plain


def test_line_breaks_stay_only_if_they_are_kept() -> None:
    assert without_control_characters("two\nlines", keep="") == "two lines"


@given(st.text(max_size=50))
def test_no_control_character_is_left(text: str) -> None:
    plain = without_control_characters(text)

    assert plain == without_control_characters(plain)
    assert not {"Cc", "Cs"}.intersection(category(letter) for letter in plain if letter != "\n")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Füße „weh“\n\t–\u00a0\u200d", "Füße „weh“\n\t–\u00a0\u200d"),
        ("\x1b[31mred\x07", "[U+001B][31mred[U+0007]"),
        ("back\rward \x9b2J", "back[U+000D]ward [U+009B]2J"),
        ("gpj.\u202eexe\u2066", "gpj.[U+202E]exe[U+2066]"),
        ("x\udcff", "x[U+DCFF]"),
    ],
)
def test_what_would_be_obeyed_becomes_a_number(text: str, plain: str) -> None:
    assert harmless(text) == plain


@given(st.text(max_size=50))
def test_what_is_harmless_stays_so_and_can_be_printed(text: str) -> None:
    plain = harmless(text)

    assert plain == harmless(plain)
    plain.encode()
