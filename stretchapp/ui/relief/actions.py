"""What a person can do during relief; buttons and keys call the same actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class ReliefActions:
    """The actions of the relief page.

    Attributes:
        eased: Answer that the cramp has eased; leave a full card; finish a step of the aftercare.
        still_cramping: Answer that it still cramps, or that the cramp is back; to a question before
            an exercise, give the answer that leads to it.
        cannot: Answer that the exercise cannot be done; to a question before it, give the answer
            that rules it out.
        coming_on: Say that the cramp is only coming on.
        change_place: Say where it cramps, by the id of a flow.
        show_urgent: Show when help is needed at once.
        show_water: Show what to do in water.
        toggle_lighter: Make the screen lighter, or dark again.
        toggle_voice: Turn the voice on or off.
        close_card: Close the card beside the instruction.
        leave: End relief.
    """

    eased: Callable[[], object]
    still_cramping: Callable[[], object]
    cannot: Callable[[], object]
    coming_on: Callable[[], object]
    change_place: Callable[[str], object]
    show_urgent: Callable[[], object]
    show_water: Callable[[], object]
    toggle_lighter: Callable[[], object]
    toggle_voice: Callable[[], object]
    close_card: Callable[[], object]
    leave: Callable[[], object]
