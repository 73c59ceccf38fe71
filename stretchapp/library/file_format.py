"""The routine file format: what may stand in an exercise file and in a routine file.

These structs are the one description of the format: files are checked against them, the JSON
Schema is made from them, and ``docs/routine-format.md`` is tested against them. ``Meta.extra``
holds the sentence that tells an author what to write instead.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from stretchapp.library.durations import PATTERN as DURATION_PATTERN
from stretchapp.library.models import At, PhaseKind, Sides, TimingSource, When

FORMAT = 1

Duration = Annotated[
    str,
    Meta(
        pattern=DURATION_PATTERN,
        description="A length of time: 30s, 1m30s or 1:30 (minutes and seconds).",
        examples=["30s", "1m30s", "1:30"],
        extra={"hint": "write a length such as 30s, 1m30s or 1:30"},
    ),
]
Id = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        max_length=64,
        description="A name for programs: small letters, digits and hyphens.",
        extra={"hint": "write a name of small letters, digits and hyphens, such as calf-stretch"},
    ),
]
Word = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        max_length=40,
        description="A word to filter by: small letters and hyphens, such as front-thigh.",
        extra={"hint": "write a word of small letters and hyphens, such as front-thigh"},
    ),
]
Line = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=120,
        pattern=r"^[^\x00-\x1f]+$",
        description="One line of text.",
        extra={"hint": "write one line of text of at most 120 characters"},
    ),
]
Text = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=1000,
        description="A sentence or a few.",
        extra={"hint": "write some text, of at most 1000 characters"},
    ),
]
Sentence = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=300,
        description="One sentence, short enough to be followed while moving.",
        extra={"hint": "write a sentence of at most 300 characters"},
    ),
]
Count = Annotated[
    int,
    Meta(
        ge=1,
        le=200,
        description="A whole number from 1 to 200.",
        extra={"hint": "write a whole number from 1 to 200"},
    ),
]
LineNumber = Annotated[
    int,
    Meta(ge=1, le=1_000_000, extra={"hint": "write the number of a line, such as 129"}),
]
Format = Annotated[
    Literal[1],
    Meta(description="The version of this format.", extra={"hint": "write 'format: 1'"}),
]


class _Written(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of everything that is written in a file: unknown keys are refused."""


class WrittenSource(_Written):
    """Where an exercise or routine comes from."""

    document: Annotated[Line, Meta(description="The document, in quotes if it is a number.")]
    line: Annotated[LineNumber | UnsetType, Meta(description="The line in it.")] = UNSET
    quote: Annotated[Sentence | UnsetType, Meta(description="The document's own words.")] = UNSET


class WrittenInstruction(_Written):
    """A sentence of instruction that says when it is for."""

    text: Annotated[Sentence, Meta(description="The sentence.")]
    at: Annotated[
        At,
        Meta(
            description="When it is shown: ready (while getting ready), work (during the first "
            "hold, the repetitions or the movement), rest (between two holds), again (in the "
            "holds after the first) or change (while changing sides).",
        ),
    ]


class WrittenPhase(_Written):
    """One of several movements or holds within an exercise."""

    text: Annotated[Sentence, Meta(description="What to do; shown while the phase lasts.")]
    length: Annotated[Duration, Meta(description="How long the phase lasts.")]
    kind: Annotated[
        PhaseKind, Meta(description="Whether one moves, holds or rests in it.")
    ] = "move"


class WrittenTiming(_Written):
    """How long an exercise takes: a hold, repetitions, a continuous movement, or phases."""

    hold: Annotated[
        Duration | UnsetType, Meta(description="A position is held: how long one hold lasts.")
    ] = UNSET
    times: Annotated[
        Count | UnsetType, Meta(description="With hold: how many holds; 1 if left out.")
    ] = UNSET
    rest: Annotated[
        Duration | UnsetType,
        Meta(description="With hold: the rest between two holds; 5s if left out."),
    ] = UNSET
    repetitions: Annotated[
        Count | UnsetType, Meta(description="A movement is repeated: how many times.")
    ] = UNSET
    each: Annotated[
        Duration | UnsetType, Meta(description="With repetitions: how long one of them lasts.")
    ] = UNSET
    continuous: Annotated[
        Duration | UnsetType, Meta(description="A movement goes on: for how long.")
    ] = UNSET
    phases: Annotated[
        Annotated[list[WrittenPhase], Meta(min_length=1, max_length=50)] | UnsetType,
        Meta(description="Several movements or holds, one after the other."),
    ] = UNSET


Timing = Annotated[
    WrittenTiming,
    Meta(
        extra_json_schema={
            "oneOf": [
                {"required": ["hold"]},
                {"required": ["repetitions"]},
                {"required": ["continuous"]},
                {"required": ["phases"]},
            ],
            "dependentRequired": {
                "times": ["hold"],
                "rest": ["hold"],
                "each": ["repetitions"],
                "repetitions": ["each"],
            },
        }
    ),
]
Words = Annotated[list[Word], Meta(min_length=1, max_length=12)]
Sources = Annotated[list[WrittenSource], Meta(max_length=40)]


class WrittenExercise(_Written, kw_only=True):
    """An exercise file: one exercise that routines can use by its id."""

    format: Format
    kind: Annotated[Literal["exercise"], Meta(description="Says that this is an exercise.")]
    id: Annotated[Id, Meta(description="The name by which routines use it.")]
    name: Annotated[Line, Meta(description="The name that people see.")]
    category: Annotated[
        Words, Meta(description="What it is for, such as stretch, relief or mobility.")
    ] = msgspec.field(default_factory=lambda: ["stretch"])
    body: Annotated[Words, Meta(description="The part of the body, such as calf or toes.")]
    position: Annotated[
        Words, Meta(description="How one starts: standing, sitting, lying, wall, in-bed or any.")
    ]
    equipment: Annotated[
        Words, Meta(description="What one needs, such as wall or chair-or-table; none if nothing.")
    ] = msgspec.field(default_factory=lambda: ["none"])
    guided: Annotated[
        bool, Meta(description="Whether it runs as timed steps; false makes it a text card.")
    ] = True
    sides: Annotated[
        Sides,
        Meta(
            description="both legs at once, each leg one after the other, or the affected one only."
        ),
    ] = "both"
    timing: Annotated[
        Timing | UnsetType,
        Meta(description="How long it takes: a hold, repetitions, continuous or phases."),
    ] = UNSET
    timing_source: Annotated[
        TimingSource,
        Meta(description="Whether the timing stands in a document, partly does, or was chosen."),
    ] = "chosen"
    timing_note: Annotated[Text | UnsetType, Meta(description="Why this timing.")] = UNSET
    steps: Annotated[
        list[Sentence | WrittenInstruction],
        Meta(
            min_length=1,
            max_length=20,
            description="The instruction, one sentence each, in order. A plain sentence counts "
            "as ready if it is the first of several, otherwise as work.",
        ),
    ]
    breathing: Annotated[Text | UnsetType, Meta(description="How to breathe.")] = UNSET
    safety: Annotated[Text | UnsetType, Meta(description="What to take care of.")] = UNSET
    note: Annotated[Text | UnsetType, Meta(description="A note for authors.")] = UNSET
    sources: Annotated[Sources, Meta(description="Where it comes from.")] = msgspec.field(
        default_factory=list
    )


class WrittenStep(_Written):
    """A step of a routine: an exercise, a rest of fixed length, or a wait for the person."""

    exercise: Annotated[
        Id | UnsetType, Meta(description="Do an exercise: the id of it.")
    ] = UNSET
    sides: Annotated[
        Sides | UnsetType,
        Meta(description="With exercise: which legs; as the exercise says if left out."),
    ] = UNSET
    timing: Annotated[
        Timing | UnsetType,
        Meta(description="With exercise: how long; as the exercise says if left out."),
    ] = UNSET
    get_ready: Annotated[
        Duration | UnsetType,
        Meta(
            description="With exercise: time to get into position; as the routine says if left out."
        ),
    ] = UNSET
    rest: Annotated[Duration | UnsetType, Meta(description="Rest: for how long.")] = UNSET
    text: Annotated[
        Sentence | UnsetType, Meta(description="With rest: what is shown meanwhile.")
    ] = UNSET
    wait: Annotated[
        Sentence | UnsetType,
        Meta(description="Wait until the person goes on: what to do meanwhile."),
    ] = UNSET


Step = Annotated[
    WrittenStep,
    Meta(
        extra_json_schema={
            "oneOf": [{"required": ["exercise"]}, {"required": ["rest"]}, {"required": ["wait"]}],
            "dependentRequired": {
                "sides": ["exercise"],
                "timing": ["exercise"],
                "get_ready": ["exercise"],
                "text": ["rest"],
            },
        }
    ),
]


class WrittenRoutine(_Written, kw_only=True):
    """A routine file: exercises in an order, run as one session."""

    format: Format
    kind: Annotated[Literal["routine"], Meta(description="Says that this is a routine.")]
    id: Annotated[Id, Meta(description="The name by which commands and reminders use it.")]
    title: Annotated[Line, Meta(description="The title that people see.")]
    purpose: Annotated[Text, Meta(description="What it is good for, in a sentence.")]
    when: Annotated[
        When, Meta(description="The time of day it is meant for, or cramp for relief.")
    ] = "evening"
    get_ready: Annotated[
        Duration, Meta(description="Time to get into position before each exercise.")
    ] = "10s"
    change_sides: Annotated[Duration, Meta(description="Time to change from left to right.")] = "5s"
    steps: Annotated[
        list[Step],
        Meta(min_length=1, description="The steps in their order: exercise, rest or wait."),
    ]
    note: Annotated[Text | UnsetType, Meta(description="A note for authors.")] = UNSET
    sources: Annotated[Sources, Meta(description="Where it comes from.")] = msgspec.field(
        default_factory=list
    )


WRITTEN_KINDS: dict[str, type[WrittenExercise | WrittenRoutine]] = {"exercise": WrittenExercise, "routine": WrittenRoutine}
"""The kinds of files, by the value of their key ``kind``."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of every kind of routine file."""
    schemas, components = msgspec.json.schema_components(
        WRITTEN_KINDS.values(), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "stretchapp routine files",
        "description": f"Exercise and routine files, format {FORMAT}.",
        "oneOf": list(schemas),
        "$defs": components,
    }
