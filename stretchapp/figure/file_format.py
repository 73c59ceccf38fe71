"""The format of pose files, as classes that the strict YAML reader fills.

It is the reader of routine files, so every mistake is reported with its line and column.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from msgspec import UNSET, Meta, UnsetType

from stretchapp.base.i18n import N_
from stretchapp.figure.body import Touch
from stretchapp.figure.foot import HandPlace
from stretchapp.figure.motion import View
from stretchapp.figure.props import PropKind
from stretchapp.figure.shapes import Muscle
from stretchapp.library.routines.file_format import Duration, Format, Id
from stretchapp.library.yaml.written import Written

Number = Annotated[
    float,
    Meta(ge=-400, le=400, extra={"hint": N_("write a number from -400 to 400")}),
]
Place = Annotated[
    list[Number],
    Meta(min_length=2, max_length=2, description="A place: x to the right, y up, in centimetres."),
]
Joint = Annotated[
    str,
    Meta(
        pattern=r"^(near|far)_(hip|knee|ankle|heel|ball|tips)$",
        extra={"hint": N_("write a joint of a leg, such as near_tips or far_knee")},
    ),
]
Path = Annotated[list[Id], Meta(min_length=1, max_length=12)]
WrittenPropKind = Annotated[PropKind, Meta(description="What stands beside the figure.")]
WrittenMuscle = Annotated[Muscle, Meta(description="A muscle that should feel it.")]
WrittenHandPlace = Annotated[HandPlace, Meta(description="Where a hand lies.")]
WrittenTouch = Annotated[Touch, Meta(description="Which point of a foot is where it should be.")]
WrittenView = Annotated[View, Meta(description="Which skeleton is shown, and from where.")]


class WrittenProp(Written, frozen=True):
    """A prop beside the figure."""

    kind: WrittenPropKind
    x: Number = 0.0
    y: Number = 0.0
    length: Number = 0.0


class WrittenArm(Written, frozen=True):
    """One arm: the directions of its bones, or the place of its wrist."""

    upper: Number = -90.0
    lower: Number = -90.0
    hand: Number | UnsetType = UNSET
    reach: Place | UnsetType = UNSET
    hold: Joint | UnsetType = UNSET


class WrittenLeg(Written, frozen=True):
    """One leg: the directions of its bones, or the place of its foot."""

    goes_with: ClassVar[dict[str, str]] = {"touch": "at"}

    thigh: Number = -90.0
    shin: Number = -90.0
    foot: Number = 0.0
    toes: Number | UnsetType = UNSET
    at: Place | UnsetType = UNSET
    touch: WrittenTouch = "heel"


class WrittenBodyPose(Written, frozen=True):
    """A pose of the whole body."""

    hip: Place
    torso: Number = 90.0
    head: Number | UnsetType = UNSET
    near_arm: WrittenArm = WrittenArm()
    far_arm: WrittenArm = WrittenArm()
    near_leg: WrittenLeg = WrittenLeg()
    far_leg: WrittenLeg = WrittenLeg()


class WrittenHand(Written, frozen=True):
    """A hand on the large foot."""

    at: WrittenHandPlace
    points: Number


class WrittenFootPose(Written, frozen=True):
    """A pose of the large foot."""

    ankle: Place | UnsetType = UNSET
    shin: Number = 90.0
    foot: Number = 0.0
    toe_base: Number | UnsetType = UNSET
    toe_tip: Number | UnsetType = UNSET
    hands: Annotated[list[WrittenHand], Meta(max_length=4)] | UnsetType = UNSET


class WrittenFootOfPair(Written, frozen=True):
    """One of two feet."""

    heel: Place
    points: Number = 90.0
    roll: Number = 0.0
    lift: Number = 0.0
    bend: Number = 0.0
    spread: Number = 0.0
    curl: Number = 0.0


class WrittenFeetPose(Written, frozen=True):
    """A pose of two feet."""

    left: WrittenFootOfPair
    right: WrittenFootOfPair


class WrittenFigure(Written, frozen=True, kw_only=True):
    """A pose file without its poses, whose form depends on the view."""

    format: Format
    kind: Literal["figure"]
    exercise: Id
    view: WrittenView
    props: Annotated[list[WrittenProp], Meta(max_length=20)] | UnsetType = UNSET
    glow: Annotated[list[WrittenMuscle], Meta(max_length=12)] | UnsetType = UNSET
    edged_arm: bool = False
    cycle: Duration = "4s"
    ready: Id
    path: Path
    phases: Annotated[list[Path], Meta(max_length=50)] | UnsetType = UNSET
    meanwhile: Path | UnsetType = UNSET


MOST_POSES = 100

ALTERNATIVE_KEYS: tuple[tuple[str, str], ...] = (
    ("reach", "hold"),
    ("reach", "upper"),
    ("reach", "lower"),
    ("hold", "upper"),
    ("hold", "lower"),
    ("at", "thigh"),
    ("at", "shin"),
)
"""Pairs of keys of an arm or a leg of which only one can be used."""

POSE_FORMS: dict[str, type[WrittenBodyPose | WrittenFootPose | WrittenFeetPose]] = {
    "body": WrittenBodyPose,
    "foot": WrittenFootPose,
    "feet-above": WrittenFeetPose,
    "feet-behind": WrittenFeetPose,
    "feet-ahead": WrittenFeetPose,
}
"""The form of a pose in each view."""
