"""The format of exercise files and routine files, as structs.

These structs and those of ``relief.file_format`` are the only description of the format: files are
checked against them, the JSON Schema is generated from them, and ``docs/routine-format.md`` is
tested against them. ``Meta.extra`` holds the hint that follows a problem: what to write instead.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from stretchapp.base.i18n import N_
from stretchapp.library.routines.models import (
    REST_TEXT,
    At,
    PhaseKind,
    Rubbing,
    Saying,
    Sides,
    Stance,
    TimingSource,
    When,
)
from stretchapp.library.yaml.durations import ABOVE_ZERO_PATTERN, PATTERN
from stretchapp.library.yaml.written import Written

FORMAT = 1
MAX_STEPS = 500

_NAME_PATTERN = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
# At least one visible character, and no control characters.
_LINE_PATTERN = r"^[^\x00-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\xa0][^\x00-\x1f\x7f-\x9f]*$"
_TEXT_PATTERN = (
    r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\xa0][^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"
)

Duration = Annotated[
    str,
    Meta(
        pattern=ABOVE_ZERO_PATTERN,
        title="A length of time above zero: 30s, 1m30s or 1:30 (minutes and seconds)",
        examples=["30s", "1m30s", "1:30"],
        extra={"hint": N_("write a length above zero such as 30s, 1m30s or 1:30")},
    ),
]
Pause = Annotated[
    str,
    Meta(
        pattern=PATTERN,
        title="A length of time: 0s, 30s, 1m30s or 1:30 (minutes and seconds)",
        examples=["0s", "10s", "1m30s", "1:30"],
        extra={"hint": N_("write a length such as 10s, 1m30s or 1:30")},
    ),
]
Id = Annotated[
    str,
    Meta(
        pattern=_NAME_PATTERN,
        max_length=64,
        title="A name for programs: small letters, digits and hyphens",
        extra={
            "hint": N_("write at most 64 small letters, digits and hyphens, such as calf-stretch")
        },
    ),
]
Word = Annotated[
    str,
    Meta(
        pattern=_NAME_PATTERN,
        max_length=40,
        title="A word to filter by: small letters, digits and hyphens",
        extra={
            "hint": N_("write at most 40 small letters, digits and hyphens, such as front-thigh")
        },
    ),
]
Line = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=120,
        pattern=_LINE_PATTERN,
        title="One line of text",
        extra={"hint": N_("write one line of text of at most 120 characters")},
    ),
]
Text = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=1000,
        pattern=_TEXT_PATTERN,
        title="A sentence or a few",
        extra={"hint": N_("write some text of at most 1000 characters")},
    ),
]
Sentence = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=300,
        pattern=_TEXT_PATTERN,
        title="One sentence, short enough to be followed while moving",
        extra={"hint": N_("write a sentence of at most 300 characters")},
    ),
]
Count = Annotated[
    int,
    Meta(
        ge=1,
        le=200,
        title="A whole number from 1 to 200",
        extra={"hint": N_("write a whole number from 1 to 200")},
    ),
]
LineNumber = Annotated[
    int,
    Meta(
        ge=1,
        le=1_000_000,
        title="The number of a line",
        extra={"hint": N_("write the number of a line, such as 129")},
    ),
]
Format = Annotated[Literal[1], Meta(extra={"hint": N_("write 'format: 1'")})]
Words = Annotated[list[Word], Meta(min_length=1, max_length=12)]


class WrittenSource(Written, frozen=True):
    """Where an exercise or a routine comes from."""

    document: Annotated[Line, Meta(description="The document, in quotes if it is a number.")]
    line: Annotated[LineNumber | UnsetType, Meta(description="The line in it.")] = UNSET
    quote: Annotated[Sentence | UnsetType, Meta(description="The document's own words.")] = UNSET


class WrittenInstruction(Written, frozen=True):
    """A sentence of instruction that says when it is for."""

    translated: ClassVar[tuple[str, ...]] = ("text",)

    text: Annotated[Sentence, Meta(description="The sentence.")]
    at: Annotated[
        At,
        Meta(
            description="When it is shown: ready (while getting ready), work (during the first "
            "hold, the repetitions or the movement), rest (between two holds), again (in the "
            "holds after the first) or change (while changing sides)."
        ),
    ]


class WrittenPhase(Written, frozen=True):
    """One of several movements or holds within an exercise."""

    translated: ClassVar[tuple[str, ...]] = ("text",)

    text: Annotated[Sentence, Meta(description="What to do; shown while the phase lasts.")]
    length: Annotated[Duration, Meta(description="How long the phase lasts.")]
    kind: Annotated[PhaseKind, Meta(description="Whether one moves, holds or rests in it.")] = (
        "move"
    )


Phases = Annotated[list[WrittenPhase], Meta(min_length=1, max_length=50)]


class WrittenTiming(Written, frozen=True):
    """How long an exercise takes: a hold, repetitions, a continuous movement, or phases."""

    one_of: ClassVar[tuple[str, ...]] = ("hold", "repetitions", "continuous", "phases")
    goes_with: ClassVar[dict[str, str]] = {
        "times": "hold",
        "rest": "hold",
        "repetitions": "each",
        "each": "repetitions",
    }

    hold: Annotated[
        Duration | UnsetType, Meta(description="A position is held: how long one hold lasts.")
    ] = UNSET
    times: Annotated[Count, Meta(description="With hold: how many holds.")] = 1
    rest: Annotated[Pause, Meta(description="With hold: the rest between two holds.")] = "5s"
    repetitions: Annotated[
        Count | UnsetType, Meta(description="A movement is repeated: how many times.")
    ] = UNSET
    each: Annotated[
        Duration | UnsetType, Meta(description="With repetitions: how long one of them lasts.")
    ] = UNSET
    continuous: Annotated[
        Duration | UnsetType, Meta(description="A movement continues: for how long.")
    ] = UNSET
    phases: Annotated[
        Phases | UnsetType,
        Meta(description="Several movements or holds, one after the other."),
    ] = UNSET


Sources = Annotated[list[WrittenSource], Meta(max_length=40)]


class WrittenExercise(Written, frozen=True, kw_only=True):
    """An exercise file: one exercise that routines can use by its id."""

    translated: ClassVar[tuple[str, ...]] = (
        "name",
        "timing_note",
        "steps",
        "breathing",
        "safety",
        "note",
    )

    format: Annotated[Format, Meta(description="The version of this format.")]
    kind: Annotated[Literal["exercise"], Meta(description="Says that this is an exercise.")]
    id: Annotated[Id, Meta(description="The name by which routines use it.")]
    name: Annotated[Line, Meta(description="The name that people see.")]
    category: Annotated[
        Words, Meta(description="What it is for, such as stretch, relief or mobility.")
    ] = msgspec.field(default_factory=lambda: ["stretch"])
    body: Annotated[Words, Meta(description="The part of the body, such as calf or toes.")]
    position: Annotated[
        Words,
        Meta(description="How one starts: standing, sitting, lying, wall, in-bed, on-side or any."),
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
            description="both legs at once, each leg one after the other, legs that alternate "
            "from hold to hold, or the affected one only."
        ),
    ] = "both"
    timing: Annotated[
        WrittenTiming | UnsetType,
        Meta(description="How long it takes; needed unless it is a text card."),
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
    rubbing: Annotated[
        Rubbing | UnsetType,
        Meta(
            description="Whether it is rubbing altogether or in part, which is left out with "
            "varicose veins; all for massage and acupressure if left out."
        ),
    ] = UNSET
    steadier: Annotated[
        Id | UnsetType,
        Meta(description="The id of an exercise to do instead, sitting or lying."),
    ] = UNSET
    stance: Annotated[
        Stance | UnsetType,
        Meta(
            description="How one stands if that is not safe with poor balance: on one-leg, "
            "bent-forward, or narrow: on a part of the feet only."
        ),
    ] = UNSET
    says: Annotated[
        list[Saying],
        Meta(
            max_length=2,
            description="What the instructions themselves say, so that the app does not add it: "
            "hold (to stay in the position) or hold-on (to hold on to something).",
        ),
    ] = msgspec.field(default_factory=list)
    note: Annotated[Text | UnsetType, Meta(description="A note for authors.")] = UNSET
    sources: Annotated[Sources, Meta(description="Where it comes from.")] = msgspec.field(
        default_factory=list
    )


class WrittenStep(Written, frozen=True):
    """A step of a routine: an exercise, a rest of fixed length, or a wait for the person."""

    one_of: ClassVar[tuple[str, ...]] = ("exercise", "rest", "wait")
    goes_with: ClassVar[dict[str, str]] = {
        "sides": "exercise",
        "timing": "exercise",
        "get_ready": "exercise",
        "text": "rest",
        "floor": "wait",
    }
    translated: ClassVar[tuple[str, ...]] = ("text", "wait")

    exercise: Annotated[Id | UnsetType, Meta(description="Do an exercise: the id of it.")] = UNSET
    sides: Annotated[
        Sides | UnsetType,
        Meta(description="With exercise: which legs; as the exercise says if left out."),
    ] = UNSET
    timing: Annotated[
        WrittenTiming | UnsetType,
        Meta(description="With exercise: how long; as the exercise says if left out."),
    ] = UNSET
    get_ready: Annotated[
        Pause | UnsetType,
        Meta(
            description="With exercise: time to get into position; as the routine says if left out."
        ),
    ] = UNSET
    rest: Annotated[Duration | UnsetType, Meta(description="Rest: for how long.")] = UNSET
    text: Annotated[
        Sentence | UnsetType,
        Meta(description=f"With rest: what is shown meanwhile; '{REST_TEXT}' if left out."),
    ] = UNSET
    wait: Annotated[
        Sentence | UnsetType,
        Meta(
            description="Wait for the person: what to do meanwhile. The session continues by "
            "itself after the time in the settings, unless the person continues it or pauses."
        ),
    ] = UNSET
    floor: Annotated[
        bool,
        Meta(
            description="With wait: whether the sentence offers the floor to lie down on; it is "
            "replaced for a person who cannot lie down there."
        ),
    ] = False


class WrittenRoutine(Written, frozen=True, kw_only=True):
    """A routine file: exercises in an order, run as one session."""

    translated: ClassVar[tuple[str, ...]] = ("title", "purpose", "note")

    format: Annotated[Format, Meta(description="The version of this format.")]
    kind: Annotated[Literal["routine"], Meta(description="Says that this is a routine.")]
    id: Annotated[Id, Meta(description="The name by which commands and reminders use it.")]
    title: Annotated[Line, Meta(description="The title that people see.")]
    purpose: Annotated[Text, Meta(description="What it is good for, in a sentence.")]
    when: Annotated[
        When, Meta(description="The time of day it is meant for, or cramp for relief.")
    ] = "evening"
    get_ready: Annotated[
        Pause, Meta(description="Time to get into position before each exercise.")
    ] = "10s"
    change_sides: Annotated[Pause, Meta(description="Time to change from left to right.")] = "5s"
    steps: Annotated[
        list[WrittenStep],
        Meta(
            min_length=1,
            max_length=MAX_STEPS,
            description="The steps in their order: exercise, rest or wait.",
        ),
    ]
    note: Annotated[Text | UnsetType, Meta(description="A note for authors.")] = UNSET
    sources: Annotated[Sources, Meta(description="Where it comes from.")] = msgspec.field(
        default_factory=list
    )
