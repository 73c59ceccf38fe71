"""The format of relief files, as structs."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from stretchapp.base.i18n import N_
from stretchapp.library.relief.models import AFTERCARE
from stretchapp.library.routines.file_format import (
    Format,
    Id,
    Line,
    Sources,
    Text,
    WrittenTiming,
)
from stretchapp.library.yaml.written import Written

MAX_WORDS = 12

# Words with spaces between them, without line breaks and control characters.
_WORD = r"[^\x00-\x20\x7f-\xa0]+"
_SPACE = r"[ \xa0]"

Spoken = Annotated[
    str,
    Meta(
        max_length=120,
        pattern=rf"^{_SPACE}*{_WORD}(?:{_SPACE}+{_WORD}){{0,{MAX_WORDS - 1}}}{_SPACE}*$",
        title=f"One line of at most {MAX_WORDS} words, to be read half asleep",
        extra={"hint": N_("write one line of at most 12 words and 120 characters")},
    ),
]
NumberKey = Annotated[
    int,
    Meta(
        ge=1,
        le=9,
        title="A number key",
        extra={"hint": N_("write a whole number from 1 to 9")},
    ),
]


class WrittenReliefStep(Written, frozen=True):
    """An exercise in the relief of a cramp, with the words that are shown for it."""

    translated: ClassVar[tuple[str, ...]] = ("say", "ask")

    exercise: Annotated[Id, Meta(description="What is done: the id of an exercise.")]
    say: Annotated[
        Spoken | Annotated[list[Spoken], Meta(min_length=1, max_length=50)],
        Meta(
            description=f"What to do, in at most {MAX_WORDS} words; a list with one line for each "
            "phase if the timing has phases."
        ),
    ]
    ask: Annotated[
        Spoken | UnsetType,
        Meta(
            description=f"What is asked first, in at most {MAX_WORDS} words, about something that "
            "one needs; without the answer yes the step is left out."
        ),
    ] = UNSET
    stands: Annotated[
        bool | UnsetType,
        Meta(
            description="Whether one gets up for it; if left out, one does for an exercise that is "
            "only done standing."
        ),
    ] = UNSET
    rubs: Annotated[
        bool | UnsetType,
        Meta(
            description="False if the lines leave out the rubbing of an exercise that rubs in part."
        ),
    ] = UNSET
    timing: Annotated[
        WrittenTiming | UnsetType,
        Meta(description="How long; as the exercise says if left out."),
    ] = UNSET


ReliefSteps = Annotated[list[WrittenReliefStep], Meta(min_length=1, max_length=20)]


class WrittenStage(Written, frozen=True, kw_only=True):
    """What is done at one point of a cramp, and where the answers lead."""

    id: Annotated[Id, Meta(description="The name by which other stages lead to it.")]
    steps: Annotated[ReliefSteps, Meta(description="What is done, one exercise after the other.")]
    alternatives: Annotated[
        list[WrittenReliefStep],
        Meta(
            max_length=20,
            description="What 'I can't do this' offers instead, one after the other.",
        ),
    ] = msgspec.field(default_factory=list)
    eased: Annotated[
        Id, Meta(description="Where 'It has eased' leads: aftercare, or the id of a stage.")
    ] = AFTERCARE
    still: Annotated[
        Id, Meta(description="The id of the stage that 'Still cramping' and no answer lead to.")
    ]
    cannot: Annotated[
        Id,
        Meta(
            description="The id of the stage that 'I can't do this' leads to when no alternative "
            "is left."
        ),
    ]


class WrittenRelief(Written, frozen=True, kw_only=True):
    """A relief file: first aid for one place that cramps, or a card to be read."""

    one_of: ClassVar[tuple[str, ...]] = ("stages", "card")
    goes_with: ClassVar[dict[str, str]] = {
        "key": "stages",
        "first": "stages",
        "early": "stages",
        "stages": "aftercare",
        "aftercare": "stages",
    }
    translated: ClassVar[tuple[str, ...]] = ("title", "note")

    format: Annotated[Format, Meta(description="The version of this format.")]
    kind: Annotated[Literal["relief"], Meta(description="Says that this is relief of a cramp.")]
    id: Annotated[Id, Meta(description="The name by which commands use it.")]
    title: Annotated[Line, Meta(description="The place that cramps, as people see it.")]
    key: Annotated[
        NumberKey | UnsetType,
        Meta(description="With stages: the number key that switches to it, 1 to 9."),
    ] = UNSET
    sourced: Annotated[
        bool, Meta(description="Whether a document gives it as first aid; otherwise it was chosen.")
    ] = False
    first: Annotated[
        Id | UnsetType,
        Meta(description="With stages: the id of the one it begins with; the first if left out."),
    ] = UNSET
    early: Annotated[
        Id | UnsetType,
        Meta(description="With stages: the id of the one for a cramp that is only coming on."),
    ] = UNSET
    stages: Annotated[
        Annotated[list[WrittenStage], Meta(min_length=1, max_length=50)] | UnsetType,
        Meta(description="What is done while it cramps."),
    ] = UNSET
    aftercare: Annotated[
        ReliefSteps | UnsetType,
        Meta(description="With stages: what is done once the cramp has passed."),
    ] = UNSET
    card: Annotated[
        Annotated[list[Id], Meta(min_length=1, max_length=20)] | UnsetType,
        Meta(description="The ids of exercises that are read as a card, without a timer."),
    ] = UNSET
    note: Annotated[Text | UnsetType, Meta(description="A note for authors.")] = UNSET
    sources: Annotated[Sources, Meta(description="Where it comes from.")] = msgspec.field(
        default_factory=list
    )
