"""A relief flow that needs no file, for a night in which every shipped one is damaged.

The tests hold it to the shipped flow of the calf.
"""

from __future__ import annotations

from stretchapp.base.i18n import NC_, pgettext
from stretchapp.library.relief.models import AFTERCARE, ReliefFlow, ReliefStage, ReliefStep
from stretchapp.library.routines.models import Exercise

FIRST_LINE = NC_(
    "relief:calf:stages.steps.say", "Straighten your knee. Pull your toes towards your shin."
)


def first_line() -> str:
    """Return what relief says first."""
    return pgettext("relief:calf:stages.steps.say", FIRST_LINE)


def built_in_flow() -> ReliefFlow:
    """Return the relief of the calf with nothing but its first exercise."""
    pull = ReliefStep(
        exercise=Exercise(
            id="toe-pull-hold",
            name=pgettext("exercise:toe-pull-hold:name", "Toe pull and hold"),
            category=("stretch", "relief"),
            body=("calf", "foot"),
            position=("lying", "sitting"),
            equipment=(),
            guided=False,
            sides="affected",
            timing=None,
            timing_source="document",
            timing_note="",
            steps=(),
            breathing="",
            safety="",
            rubbing=None,
            steadier=None,
            stance=None,
            says=(),
            note="",
            sources=(),
            origin="shipped",
            path="",
        ),
        timing=None,
        say=(first_line(),),
        ask="",
        stands=False,
        rubs=False,
    )
    stage = ReliefStage(
        id="pull",
        steps=(pull,),
        alternatives=(),
        eased=AFTERCARE,
        still="pull",
        cannot="pull",
    )
    return ReliefFlow(
        id="calf",
        title=pgettext("relief:calf:title", "Calf"),
        key=1,
        is_sourced=True,
        first=stage.id,
        early=None,
        stages=(stage,),
        aftercare=(),
        card=(),
        note="",
        sources=(),
        origin="shipped",
        path="",
    )
