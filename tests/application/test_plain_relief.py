"""Which routines lead to relief."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stretchapp.application.plain_relief import PLAIN_ROUTINES, relief_place

if TYPE_CHECKING:
    from stretchapp.library.models import Library


def test_the_quick_relief_routines_lead_to_their_flows(library: Library) -> None:
    places = {
        routine.id: place
        for routine in library.routines.values()
        if (place := relief_place(routine, library)) is not None
    }

    assert places == {routine: place for place, routine in PLAIN_ROUTINES.items()}
    # So every shipped routine for a cramp does.
    assert places.keys() == {it.id for it in library.routines.values() if it.when == "cramp"}


def test_a_routine_of_ones_own_in_its_place_is_played(library: Library) -> None:
    own = replace(library.routines[PLAIN_ROUTINES["calf"]], origin="yours")

    assert relief_place(own, library) is None


def test_without_its_flow_a_routine_is_played(library: Library) -> None:
    routine = library.routines[PLAIN_ROUTINES["calf"]]
    others = {id_: flow for id_, flow in library.flows.items() if id_ != "calf"}

    assert relief_place(routine, replace(library, flows=others)) is None
