"""The frames of a session in the terminal."""

from __future__ import annotations

from io import BytesIO, StringIO, TextIOWrapper

import pytest
from rich.console import Console

from stretchapp.library.routines.models import Hold, Repetitions, Routine, WaitStep
from stretchapp.session.player import Player
from stretchapp.session.timeline import plan
from stretchapp.terminal.big_digits import HEIGHT, big_digits, width
from stretchapp.terminal.frame import HAS_EASED, Frame
from stretchapp.wording.session import next_part_in_words
from tests.fakes import a_routine, a_step

TWO_HOLDS = a_routine(a_step(Hold(20, 2, 5), "each"), WaitStep("Lie down."))
"""Left leg: 0 to 55 s, right leg: to 105 s."""


def at(routine: Routine, at_s: float, *, wait_s: float = 0) -> Player:
    player = Player(plan(routine, wait_s), speed=max(at_s, 1))
    player.start(0)
    player.advance(1 if at_s else 0)
    return player


def drawn(
    player: Player,
    columns: int = 80,
    rows: int = 24,
    gap_s: float = 0,
    problem: str | None = None,
    *,
    is_relief: bool = False,
) -> str:
    out = StringIO()
    console = Console(file=out, width=columns, height=rows)
    snapshot = player.snapshot(1)
    frame = Frame("Evening", 3, snapshot, is_relief=is_relief, gap_s=gap_s, problem=problem)
    console.print(frame)
    return out.getvalue()


def test_it_shows_the_current_and_the_next_part() -> None:
    player = at(TWO_HOLDS, 37)
    snapshot = player.snapshot(1)
    text = drawn(player)

    for words in (
        "Evening",
        "part 1 of 3 · 1:08 left",
        "Hold 2 of 2 · Left leg",
        "Calf stretch",
        "Lean in.",
        next_part_in_words(snapshot.next_part, snapshot.segment),
        "Space pause",
    ):
        assert words in text
    assert big_digits("0:18").splitlines()[0] in text


def test_the_bar_shows_the_progress() -> None:
    bars = [
        line.strip()
        for line in drawn(at(TWO_HOLDS, 63), columns=84).splitlines()
        if "━" in line or "─" in line
    ]

    assert bars == ["━" * 48 + "─" * 32]


def test_the_countdown_is_small_without_room() -> None:
    assert "0:18" in drawn(at(TWO_HOLDS, 37), rows=20)
    assert "0:18" in drawn(at(TWO_HOLDS, 37), columns=28)


@pytest.mark.parametrize("rows", [12, 20, 24])
def test_everything_fits(rows: int) -> None:
    assert len(drawn(at(TWO_HOLDS, 37), rows=rows).splitlines()) <= rows


def test_a_long_line_is_wrapped() -> None:
    text = drawn(at(a_routine(a_step(name="A stretch of a great many words")), 5), columns=24)

    assert all(len(line) <= 24 for line in text.splitlines())
    assert "words" in text


def test_repetitions_are_counted() -> None:
    assert "2 of 3" in drawn(at(a_routine(a_step(Repetitions(3, 4), get_ready_s=0)), 5))


def test_a_wait_asks_and_has_no_countdown() -> None:
    player = at(a_routine(WaitStep("Lie down."), a_step()), 0)
    text = drawn(player)

    assert "Lie down." in text
    assert "Press Space when you are ready." in text
    assert "Space I am ready" in text
    assert "██" not in text


def test_a_wait_with_an_end_is_counted_down_and_says_so() -> None:
    player = at(a_routine(WaitStep("Lie down."), a_step()), 5, wait_s=30)
    text = drawn(player)

    assert "Lie down." in text
    assert "██" in text
    assert "It continues by itself, or at once when you press Space." in text
    assert "p wait for me" in text

    player.pause(1)
    assert "Press Space when you are ready." in drawn(player)


def test_relief_says_what_to_press_when_the_cramp_has_eased() -> None:
    player = at(TWO_HOLDS, 37)

    assert HAS_EASED in drawn(player, is_relief=True)
    assert HAS_EASED not in drawn(player)
    # After the last step nothing follows.
    assert HAS_EASED not in drawn(at(a_routine(), 5), is_relief=True)
    player.pause(1)
    assert HAS_EASED not in drawn(player, is_relief=True)


def test_the_last_part_is_followed_by_the_end() -> None:
    player = at(a_routine(), 5)

    assert next_part_in_words(None, player.snapshot(5).segment) in drawn(player)


def test_the_next_part_may_have_no_side() -> None:
    lines = [line.strip() for line in drawn(at(TWO_HOLDS, 70)).splitlines()]

    assert "Next: When you are ready" in lines


def test_a_pause_is_shown() -> None:
    player = at(TWO_HOLDS, 37)
    player.pause(1)

    assert "Paused." in drawn(player)
    assert "Space continue" in drawn(player)


def test_an_interruption_asks_for_a_choice() -> None:
    player = at(TWO_HOLDS, 37)
    player.advance(1000)

    text = drawn(player, gap_s=754)
    assert "The session was interrupted for 12 min 34 s. Continue?" in text
    assert "Space continue   r repeat this step   q end" in text


@pytest.mark.parametrize("is_longer", [False, True], ids=["English", "longer words"])
def test_keys_stay_beside_their_words(request: pytest.FixtureRequest, *, is_longer: bool) -> None:
    if is_longer:
        request.getfixturevalue("pseudo_language")
    routine = a_routine(WaitStep("Lie down."), a_step())
    text = drawn(at(routine, 5, wait_s=30))

    lines = [line.strip() for line in text.splitlines()]
    keys = "\n".join(lines).strip().rpartition("\n\n")[2].splitlines()
    assert len(keys) == (2 if is_longer else 1)
    assert all(len(line) <= 76 for line in keys)
    entries = "   ".join(keys).split("   ")
    assert len(entries) == 6
    assert [entry.partition(" ")[0] for entry in entries][1:] == ["p", "n", "b", "+", "q"]
    assert len(lines) <= 24


def test_a_problem_is_shown_beside_the_session() -> None:
    text = drawn(at(TWO_HOLDS, 37), problem="The session is not saved.")

    assert "The session is not saved." in text
    assert "Lean in." in text


def test_a_terminal_without_block_characters_gets_ascii() -> None:
    out = TextIOWrapper(BytesIO(), encoding="ascii", errors="replace", write_through=True)
    console = Console(file=out, width=80, height=24)

    console.print(Frame("Evening", 3, at(TWO_HOLDS, 37).snapshot(1)))
    out.seek(0)
    text = out.read()
    assert "0:18" in text
    assert "#####" in text


def test_the_frame_after_the_end_offers_no_keys() -> None:
    assert "Space" not in drawn(at(a_routine(), 40))


def test_all_digits_have_one_height() -> None:
    lines = big_digits("12:30").splitlines()

    assert len(lines) == HEIGHT
    assert width("88:88") == len("██████  ██████  ██  ██████  ██████")
