"""What relief says without any file is what the shipped files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stretchapp.base.paths import shipped_routines
from stretchapp.library.load import load_library
from stretchapp.library.relief.built_in import built_in_flow

if TYPE_CHECKING:
    from stretchapp.library.relief.models import ReliefFlow


@pytest.fixture(scope="module")
def shipped() -> ReliefFlow:
    return load_library(shipped_routines(), None).flows["calf"]


def test_the_flow_begins_as_the_shipped_one(shipped: ReliefFlow) -> None:
    flow = built_in_flow()

    assert (flow.id, flow.title, flow.key) == (shipped.id, shipped.title, shipped.key)
    step, first = flow.stage(flow.first).steps[0], shipped.stage(shipped.first).steps[0]
    assert step.say == first.say
    assert (step.exercise.id, step.exercise.name) == (first.exercise.id, first.exercise.name)
    assert (step.stands, step.rubs) == (first.stands, first.rubs)


def test_every_answer_of_the_flow_leads_on() -> None:
    flow = built_in_flow()

    ids = {stage.id for stage in flow.stages} | {"aftercare"}
    assert {it for stage in flow.stages for it in (stage.eased, stage.still, stage.cannot)} <= ids
