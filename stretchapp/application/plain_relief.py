"""The routines that are the plain list of a relief flow: for the terminal, and for paper.

Relief itself asks how the cramp is and goes on until it has eased, so the window leads to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stretchapp.library.models import Library
    from stretchapp.library.routines.models import Routine

PLAIN_ROUTINES = {
    "calf": "quick-relief-calf",
    "toes": "quick-relief-toes",
    "thigh": "quick-relief-thigh",
}
"""The routine of each relief flow that has one."""


def relief_place(routine: Routine, library: Library) -> str | None:
    """Return the relief flow that does better what a routine does; None if there is none.

    A routine of the user's own that takes the place of a shipped one is played as it is.
    """
    if routine.origin != "shipped":
        return None
    places = (place for place, plain in PLAIN_ROUTINES.items() if plain == routine.id)
    return next((place for place in places if place in library.guided_flows), None)
