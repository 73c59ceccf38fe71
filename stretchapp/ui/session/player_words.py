"""What the player says of a moment of the session: beside the ring, and to a screen reader."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from stretchapp.base.i18n import N_, _
from stretchapp.wording.lengths import length_in_words, short_countdown
from stretchapp.wording.session import segment_heading

if TYPE_CHECKING:
    from stretchapp.session.snapshot import Snapshot

PAUSED = N_("Paused")
PRESS_SPACE, UNTIL_IT_CONTINUES = N_("Press Space to continue"), N_("until it continues")
CONTINUES_IN = N_("Continues in {length}.")


def ring_words(snapshot: Snapshot) -> tuple[str, str]:
    """Return the count in the ring and the words below it."""
    if snapshot.state == "waiting":
        return "…", _(PRESS_SPACE)
    return short_countdown(snapshot.remaining_s), _caption(snapshot)


def ring_share(snapshot: Snapshot, *, still: bool) -> float:
    """Return how much of the ring is left, from 0 to 1.

    Args:
        snapshot: The session.
        still: Whether the ring moves once a second.
    """
    if snapshot.state == "waiting":
        return 0.0
    remaining_s = math.ceil(snapshot.remaining_s) if still else snapshot.remaining_s
    return remaining_s / snapshot.length_s


def announcement(name: str, side: str, snapshot: Snapshot) -> str:
    """Return what a screen reader says when a part begins.

    Args:
        name: The name of the part.
        side: The leg that does it; may be empty.
        snapshot: The session.
    """
    words = [*(f"{text}." for text in (name, side) if text), snapshot.sentence]
    if snapshot.is_running_wait:
        words.append(_(CONTINUES_IN).format(length=length_in_words(snapshot.remaining_s)))
    return " ".join(words)


def is_time_to_read(snapshot: Snapshot) -> bool:
    """Return whether the person may be reading the page: before the first exercise, or paused."""
    is_first = snapshot.segment.index == 0 and snapshot.state == "running"
    return is_first or snapshot.state == "paused"


def _caption(snapshot: Snapshot) -> str:
    if snapshot.state == "paused":
        return _(PAUSED)
    if snapshot.is_running_wait:
        return _(UNTIL_IT_CONTINUES)
    if snapshot.repetition:
        # Translators: a repetition of an exercise, such as "3 of 10".
        pattern = _("{number} of {count}")
        return pattern.format(number=snapshot.repetition, count=snapshot.segment.repetitions)
    return segment_heading(snapshot.segment)
