"""The characters that terminals send for keys."""

from __future__ import annotations

import pytest

from stretchapp.terminal.keys import is_unfinished, keys_in


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        (" ", ["toggle"]),
        ("\r", ["toggle"]),
        ("n", ["next"]),
        ("N", ["next"]),
        ("b", ["back"]),
        ("+", ["more-time"]),
        ("=", ["more-time"]),
        ("r", ["restart-part"]),
        ("q", ["stop"]),
        ("\x03", ["stop"]),
        ("\x1b", ["stop"]),
        ("\x1b[C", ["next"]),
        ("\x1bOC", ["next"]),
        ("\x1b[D", ["back"]),
        ("\x1b[1;5C", ["next"]),
        ("nn+ ", ["next", "next", "more-time", "toggle"]),
        ("\x1b[Cn\x1b[Dq", ["next", "next", "back", "stop"]),
    ],
)
def test_keys(sent: str, keys: list[str]) -> None:
    assert list(keys_in(sent)) == keys


@pytest.mark.parametrize(
    "sent", ["", "x", "ä", "\x1b[A", "\x1bOP", "\x1b[15~", "\x1bq", "\x1b[I", "\x1b[200~", "\x1b["]
)
def test_other_keys_have_no_meaning(sent: str) -> None:
    """They begin with an Escape too, and must not end the session."""
    assert list(keys_in(sent)) == []


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ("", False),
        ("n", False),
        ("\x1b", True),
        ("\x1b[", True),
        ("\x1bO", True),
        ("\x1b[1;5", True),
        ("\x1b[C", False),
        ("\x1b[C\x1b", True),
        ("\x1bn", False),
        ("\x1b[Cn", False),
    ],
)
def test_the_sequence_of_a_key_may_arrive_in_pieces(sent: str, *, expected: bool) -> None:
    assert is_unfinished(sent) is expected
