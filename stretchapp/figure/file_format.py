"""The figure file format: what may stand in a pose file.

Read by the same strict reader as routine files, so that every mistake has its line and column.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta, UnsetType

from stretchapp.figure.body import Touch
from stretchapp.figure.foot import Grip
from stretchapp.figure.motion import View
from stretchapp.figure.props import PropKind
from stretchapp.figure.shapes import Muscle
from stretchapp.library.routines.file_format import Duration, Format, Id
from stretchapp.library.yaml.written import Written

Number = Annotated[
    float,
    Meta(ge=-400, le=400, extra={"hint": "write a number from -400 to 400"}),
]
Place = Annotated[
    list[Number],
    Meta(min_length=2, max_length=2, description="A place: x to the right, y up, in centimetres."),
]
Joint = Annotated[
    str,
    Meta(
        pattern=r"^(near|far)_(hip|knee|ankle|heel|ball|tips)$",
        extra={"hint": "write a joint of a leg, such as near_tips or far_knee"},
    ),
]
Path = Annotated[list[Id], Meta(min_length=1, max_length=12)]
Thing = Annotated[PropKind, Meta(description="What stands beside the figure.")]
Glow = Annotated[Muscle, Meta(description="A muscle that should feel it.")]
Lies = Annotated[Grip, Meta(description="Where a hand lies.")]
Touches = Annotated[Touch, Meta(description="Which point of a foot is where it should be.")]
Seen = Annotated[View, Meta(description="Which skeleton is shown, and from where.")]


class WrittenProp(Written, frozen=True):
    """A thing beside the figure."""

    kind: Thing
    x: Number = 0.0
    y: Number = 0.0
    length: Number = 0.0


class WrittenArm(Written, frozen=True):
    """One arm: bone by bone, or by what its wrist reaches."""

    upper: Number = -90.0
    lower: Number = -90.0
    hand: Number | UnsetType = UNSET
    reach: Place | UnsetType = UNSET
    hold: Joint | UnsetType = UNSET


class WrittenLeg(Written, frozen=True):
    """One leg: bone by bone, or by where its foot is."""

    goes_with: ClassVar[dict[str, str]] = {"touch": "at"}

    thigh: Number = -90.0
    shin: Number = -90.0
    foot: Number = 0.0
    toes: Number | UnsetType = UNSET
    at: Place | UnsetType = UNSET
    touch: Touches = "heel"


class WrittenBodyPose(Written, frozen=True):
    """A position of the whole body."""

    hip: Place
    torso: Number = 90.0
    head: Number | UnsetType = UNSET
    near_arm: WrittenArm = WrittenArm()
    far_arm: WrittenArm = WrittenArm()
    near_leg: WrittenLeg = WrittenLeg()
    far_leg: WrittenLeg = WrittenLeg()


class WrittenHand(Written, frozen=True):
    """A hand on the large foot."""

    at: Lies
    points: Number


class WrittenFootPose(Written, frozen=True):
    """A position of the large foot."""

    ankle: Place | UnsetType = UNSET
    shin: Number = 90.0
    foot: Number = 0.0
    toe_base: Number | UnsetType = UNSET
    toe_tip: Number | UnsetType = UNSET
    hands: list[WrittenHand] | UnsetType = UNSET


class WrittenOneOfTwo(Written, frozen=True):
    """One of two feet."""

    heel: Place
    points: Number = 90.0
    roll: Number = 0.0
    lift: Number = 0.0
    bend: Number = 0.0
    spread: Number = 0.0
    curl: Number = 0.0


class WrittenFeetPose(Written, frozen=True):
    """A position of two feet."""

    left: WrittenOneOfTwo
    right: WrittenOneOfTwo


class WrittenFigure(Written, frozen=True, kw_only=True):
    """A pose file, apart from its poses: what stands in them depends on the view."""

    format: Format
    kind: Literal["figure"]
    exercise: Id
    view: Seen
    props: list[WrittenProp] | UnsetType = UNSET
    glow: list[Glow] | UnsetType = UNSET
    edged_arm: bool = False
    cycle: Duration = "4s"
    ready: Id
    path: Path
    phases: list[Path] | UnsetType = UNSET
    meanwhile: Path | UnsetType = UNSET


EITHER_OR: tuple[tuple[str, str], ...] = (
    ("reach", "hold"),
    ("reach", "upper"),
    ("reach", "lower"),
    ("hold", "upper"),
    ("hold", "lower"),
    ("at", "thigh"),
    ("at", "shin"),
)
"""Keys of an arm or a leg that say the same in two ways."""

POSES: dict[str, type[WrittenBodyPose | WrittenFootPose | WrittenFeetPose]] = {
    "body": WrittenBodyPose,
    "foot": WrittenFootPose,
    "feet-above": WrittenFeetPose,
    "feet-behind": WrittenFeetPose,
    "feet-ahead": WrittenFeetPose,
}
"""What a pose is made of in each view."""
