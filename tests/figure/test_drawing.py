"""From posed skeletons to shapes: which limb is where, and which muscle glows."""

from __future__ import annotations

from typing import get_args

import pytest

from stretchapp.figure.body import Body, BodyPose, Leg, pose_body
from stretchapp.figure.body_drawing import body_shapes
from stretchapp.figure.feet import FeetPose, FootOfPair, Viewpoint
from stretchapp.figure.feet_drawing import feet_shapes
from stretchapp.figure.foot import FootPose, Hand, HandPlace, pose_foot
from stretchapp.figure.foot_drawing import foot_shapes
from stretchapp.figure.geometry import Point
from stretchapp.figure.shapes import Capsule, Ellipse, Muscle, Shape, bounds

MUSCLES: tuple[Muscle, ...] = get_args(Muscle)
HAND_PLACES: tuple[HandPlace, ...] = get_args(HandPlace)

# One leg ahead of the other, so that no limb hides another.
BODY = pose_body(
    BodyPose(
        hip=Point(0, 85),
        near_leg=Leg(thigh=-80, shin=-100),
        far_leg=Leg(thigh=-110, shin=-115, foot=-20),
    )
)
FEET = FeetPose(left=FootOfPair(heel=Point(-30, 0)), right=FootOfPair(heel=Point(30, 0)))


def glowing(shapes: list[Shape]) -> list[Shape]:
    return [shape for shape in shapes if shape.tone == "glow"]


def middle(shape: Shape) -> Point:
    left, bottom, right, top = bounds(shape)
    return Point((left + right) / 2, (bottom + top) / 2)


def side_of(body: Body, first: str, second: str, point: Point) -> float:
    """Return on which side of a bone a point lies: positive is in front of a hanging leg."""
    begin, end = body.joints[first], body.joints[second]
    return (end.x - begin.x) * (point.y - begin.y) - (end.y - begin.y) * (point.x - begin.x)


@pytest.mark.parametrize(
    ("muscle", "first", "second", "front"),
    [
        ("calf", "near_knee", "near_ankle", False),
        ("other-calf", "far_knee", "far_ankle", False),
        ("shin", "near_knee", "near_ankle", True),
        ("hamstring", "near_hip", "near_knee", False),
        ("front-thigh", "near_hip", "near_knee", True),
    ],
)
def test_a_muscle_glows_on_its_bone_and_its_side(
    muscle: Muscle, first: str, second: str, *, front: bool
) -> None:
    shapes = glowing(body_shapes(BODY, [muscle]))

    assert len(shapes) == 1
    point = middle(shapes[0])
    assert (side_of(BODY, first, second, point) > 0) is front
    begin, end = BODY.joints[first], BODY.joints[second]
    assert begin.distance(point) + point.distance(end) < begin.distance(end) + 2


@pytest.mark.parametrize(("muscle", "first", "second"), [("sole", "heel", "ball")])
def test_the_sole_glows_below_and_the_toes_ahead(muscle: Muscle, first: str, second: str) -> None:
    sole = middle(glowing(body_shapes(BODY, [muscle]))[0])
    toes = middle(glowing(body_shapes(BODY, ["toes"]))[0])

    assert BODY.joints[f"near_{first}"].x < sole.x < BODY.joints[f"near_{second}"].x
    assert sole.y < BODY.joints["near_ankle"].y
    assert toes.x > BODY.joints["near_ball"].x


@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_muscle_glows_somewhere(muscle: Muscle) -> None:
    assert glowing(body_shapes(BODY, [muscle]))
    assert not glowing(body_shapes(BODY, []))


def test_a_whole_leg_glows_in_three_places() -> None:
    assert len(glowing(body_shapes(BODY, ["whole-leg"]))) == 3


def test_far_limbs_lie_behind_the_trunk_and_near_limbs_before_it() -> None:
    shapes = body_shapes(BODY, ["calf"])
    tones = [shape.tone for shape in shapes]
    head = next(number for number, shape in enumerate(shapes) if isinstance(shape, Ellipse))

    assert set(tones[: tones.index("near")]) == {"far"}
    assert "far" not in tones[head:]
    assert tones.index("glow") > head


def test_an_edged_arm_has_an_outline_behind_it() -> None:
    plain, edged = body_shapes(BODY, []), body_shapes(BODY, [], edged_arm=True)

    extra = edged[len(plain) - 3 : -3]
    assert edged[-3:] == plain[-3:]
    assert len(extra) == 3
    assert {shape.tone for shape in extra} == {"far"}
    for edge, limb in zip(extra, plain[-3:], strict=True):
        assert isinstance(edge, Capsule)
        assert isinstance(limb, Capsule)
        assert edge.end_radius > limb.end_radius


def test_a_body_out_of_breath_has_a_wider_chest() -> None:
    usual, out = body_shapes(BODY, []), body_shapes(BODY, [], 0.5)

    wider = [other for one, other in zip(usual, out, strict=True) if one != other]
    assert len(wider) == 1


@pytest.mark.parametrize(
    ("muscle", "count"),
    [
        ("calf", 1),
        ("shin", 1),
        ("sole", 1),
        ("toes", 2),
        ("hamstring", 0),
        ("front-thigh", 0),
        ("whole-leg", 1),
        ("other-calf", 0),
    ],
)
def test_a_large_foot_shows_what_it_has(muscle: Muscle, count: int) -> None:
    assert len(glowing(foot_shapes(pose_foot(FootPose()), [muscle]))) == count


def test_the_calf_of_a_foot_lies_behind_its_shin_and_both_above_its_sole() -> None:
    foot = pose_foot(FootPose())
    muscles: tuple[Muscle, ...] = ("calf", "shin", "sole")
    calf, shin, sole = (middle(glowing(foot_shapes(foot, [muscle]))[0]) for muscle in muscles)

    assert calf.x < shin.x
    assert sole.y < min(calf.y, shin.y)


@pytest.mark.parametrize("place", HAND_PLACES)
def test_a_hand_lies_where_it_should(place: HandPlace) -> None:
    foot = pose_foot(FootPose(hands=(Hand(place, 180),)))
    hand = [shape for shape in foot_shapes(foot, []) if shape.tone == "far"]
    ends = [shape.end for shape in hand if isinstance(shape, Capsule)]
    joint = foot.joints[place]

    # On the joint or a little beside it.
    assert min(end.distance(joint) for end in ends) < 16


def test_a_gliding_hand_is_between_its_two_places() -> None:
    def fingers(hand: Hand) -> list[Point]:
        shapes = foot_shapes(pose_foot(FootPose(hands=(hand,))), [])
        return [shape.end for shape in shapes if isinstance(shape, Capsule) and shape.tone == "far"]

    begin, end = fingers(Hand("heel", 90)), fingers(Hand("ball", 90))
    between = fingers(Hand("heel", 90, "ball", 0.5))

    for first, middle_, second in zip(begin, between, end, strict=True):
        assert middle_ == pytest.approx(first.between(second, 0.5))


@pytest.mark.parametrize("viewpoint", get_args(Viewpoint))
def test_two_feet_are_mirror_images_of_one_another(viewpoint: Viewpoint) -> None:
    feet = FeetPose(
        left=FootOfPair(heel=Point(-30, 0), points=110, roll=10, lift=3, bend=20, spread=5),
        right=FootOfPair(heel=Point(30, 0), points=70, roll=10, lift=3, bend=20, spread=5),
    )
    shapes = feet_shapes(feet, viewpoint, ["calf", "sole", "toes"])

    half = len(shapes) // 2
    places = [bounds(shape) for shape in shapes]
    for left, right in zip(places[:half], places[half:], strict=True):
        assert (-left.right, left.bottom, -left.left, left.top) == pytest.approx(right)


@pytest.mark.parametrize(
    ("viewpoint", "muscle"), [("behind", "calf"), ("behind", "sole"), ("above", "toes")]
)
def test_both_feet_glow(viewpoint: Viewpoint, muscle: Muscle) -> None:
    shapes = glowing(feet_shapes(FEET, viewpoint, [muscle]))

    assert {middle(shape).x < 0 for shape in shapes} == {True, False}
    assert not glowing(feet_shapes(FEET, viewpoint, []))


def test_curled_toes_hide_their_nails() -> None:
    def nails(curl: float) -> int:
        foot = FootOfPair(heel=Point(0, 0), curl=curl)
        shapes = feet_shapes(FeetPose(left=foot, right=foot), "above", [])
        return sum(isinstance(shape, Ellipse) for shape in shapes)

    assert (nails(0), nails(60)) == (10, 0)


@pytest.mark.parametrize("roll", [-35, -10, 0, 20, 35])
@pytest.mark.parametrize("lift", [0, 6])
def test_a_rolled_foot_stands_on_its_edge(roll: float, lift: float) -> None:
    foot = FootOfPair(heel=Point(30, 0), roll=roll, lift=lift)
    shapes = feet_shapes(FeetPose(left=FEET.left, right=foot), "behind", [])
    lowest = min(bounds(shape).bottom for shape in shapes[len(shapes) // 2 :])

    assert lowest == pytest.approx(lift, abs=3)
