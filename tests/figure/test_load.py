"""Loading of pose files: the figures, and every mistake with its place and its message."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from stretchapp.base.problems import MOST_TOLD
from stretchapp.figure.body import Arm, BodyPose, Leg
from stretchapp.figure.feet import FeetPose, FootOfPair
from stretchapp.figure.file_format import MOST_POSES
from stretchapp.figure.foot import STANDING, FootPose, Hand
from stretchapp.figure.geometry import Point
from stretchapp.figure.load import load_figure
from stretchapp.figure.props import Prop
from stretchapp.library.yaml.quoting import MOST_LISTED

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.problems import Problem
    from stretchapp.figure.motion import Figure

BODY = """\
format: 1
kind: figure
exercise: calf-stretch
view: body
props:
  - kind: wall
    x: 70
glow:
  - calf
poses:
  stand:
    hip: [0, 88.5]
    near_arm:
      reach: [65, 132]
      hand: 80
    far_arm:
      hold: near_tips
    near_leg:
      at: [-4, 0]
    far_leg:
      thigh: -80
      shin: -100
  lean:
    hip: [-2, 82]
    torso: 78
    head: 70
ready: stand
path:
  - stand
  - lean
"""

FOOT = """\
format: 1
kind: figure
exercise: toe-pull
view: foot
cycle: 6s
edged_arm: true
poses:
  rest:
    shin: 80
  pulled:
    ankle: [1, 30]
    foot: 20
    toe_base: 50
    hands:
      - at: tips
        points: 190
ready: rest
path: [rest]
meanwhile: [pulled]
phases:
  - [rest, pulled]
  - [pulled]
"""

FEET = """\
format: 1
kind: figure
exercise: heels-out
view: feet-above
poses:
  ahead:
    left: {heel: [-25, 0]}
    right: {heel: [25, 0], points: 80, roll: 3, lift: 2, bend: 4, spread: 5, curl: 6}
ready: ahead
path: [ahead]
"""

NUMBER = "write a number from -400 to 400"
MUSCLE = "write calf, front-thigh, hamstring, other-calf, shin, sole, toes or whole-leg"
PROP = "write basin, bed, bed-above, chair, chair-legs, floor, ledge, pillow, table, towel or wall"
PLACE = "write each entry on a line of its own after '- '"


def written(folder: Path, text: str) -> Path:
    """Write a pose file, named after its exercise."""
    exercise = re.search(r"^exercise: ([a-z-]+)$", text, re.MULTILINE)
    path = folder / f"{exercise[1] if exercise else 'none'}.yaml"
    path.write_text(text, "utf-8")
    return path


def figure_of(folder: Path, text: str) -> Figure:
    problems: list[Problem] = []
    figure = load_figure(written(folder, text), problems)
    assert problems == []
    assert figure is not None
    return figure


def problems_in(folder: Path, text: str) -> list[str]:
    """Return the problems of a file as ``line:column: message``."""
    path = written(folder, text)
    problems: list[Problem] = []
    assert (load_figure(path, problems) is None) is bool(problems)
    return [str(problem).removeprefix(f"{path}:") for problem in problems]


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


def test_a_body_is_read(tmp_path: Path) -> None:
    figure = figure_of(tmp_path, BODY)

    assert (figure.exercise, figure.view) == ("calf-stretch", "body")
    assert figure.props == (Prop("wall", x=70),)
    assert figure.glow == ("calf",)
    assert (figure.ready, figure.path, figure.phases) == ("stand", ("stand", "lean"), ())
    assert (figure.cycle_s, figure.edged_arm, figure.meanwhile) == (4.0, False, ())
    assert figure.poses == {
        "stand": BodyPose(
            hip=Point(0, 88.5),
            near_arm=Arm(target=Point(65, 132), hand=80),
            far_arm=Arm(target="near_tips"),
            near_leg=Leg(target=Point(-4, 0), touch="heel"),
            far_leg=Leg(thigh=-80, shin=-100, touch="heel"),
        ),
        "lean": BodyPose(
            hip=Point(-2, 82),
            torso=78,
            head=70,
            near_leg=Leg(touch="heel"),
            far_leg=Leg(touch="heel"),
        ),
    }


def test_a_foot_is_read(tmp_path: Path) -> None:
    figure = figure_of(tmp_path, FOOT)

    assert figure.poses == {
        "rest": FootPose(ankle=STANDING, shin=80),
        "pulled": FootPose(ankle=Point(1, 30), foot=20, toe_base=50, hands=(Hand("tips", 190),)),
    }
    assert (figure.cycle_s, figure.edged_arm, figure.meanwhile) == (6.0, True, ("pulled",))
    assert figure.phases == (("rest", "pulled"), ("pulled",))
    assert (figure.props, figure.glow) == ((), ())


def test_two_feet_are_read(tmp_path: Path) -> None:
    right = FootOfPair(heel=Point(25, 0), points=80, roll=3, lift=2, bend=4, spread=5, curl=6)

    assert figure_of(tmp_path, FEET).poses == {
        "ahead": FeetPose(left=FootOfPair(heel=Point(-25, 0)), right=right)
    }


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        # The file as a whole.
        ("format: 1", "format: 2", ["1:9: 'format' is '2'; write 'format: 1'"]),
        ("kind: figure", "kind: exercise", ["2:7: 'kind' is 'exercise'; write figure"]),
        ("exercise: calf-stretch\n", "", ["1:1: the file has no 'exercise'; add it"]),
        (
            "exercise: calf-stretch",
            "exercise: Calf stretch",
            [
                ("3:11: 'exercise' is 'Calf stretch'; write at most 64 small letters, digits and "
                "hyphens, such as calf-stretch")
            ],
        ),
        (
            "view: body",
            "view: side",
            ["4:7: 'view' is 'side'; write body, feet-above, feet-ahead, feet-behind or foot"],
        ),
        ("view: body\n", "", ["1:1: the file has no 'view'; add it"]),
        (
            "glow:",
            "glows:",
            ["8:1: 'glows' is not a key of the file; did you mean 'glow'?"],
        ),
        (
            "- calf",
            "- knee",
            [
                f"9:5: an entry of 'glow' is 'knee'; {MUSCLE}"
            ],
        ),
        (
            "kind: wall",
            "kind: sofa",
            [
                f"6:11: 'kind' is 'sofa'; {PROP}"
            ],
        ),
        ("x: 70", "x: seventy", [f"7:8: 'x' is 'seventy'; {NUMBER}"]),
        ("view: body\n", "view: body\nview: body\n", [
            "5:1: the key 'view' appears twice (first in line 4); remove one"
        ]),
        # Poses.
        ("poses:", "pose:", [
            "10:1: 'pose' is not a key of the file; did you mean 'poses'?",
        ]),
        (
            "hip: [0, 88.5]\n    near_arm",
            "near_arm",
            ["12:5: the pose 'stand' has no 'hip'; add it"],
        ),
        ("[-2, 82]", "[-2]", ["24:10: 'hip' has too few entries (1); write at least 2"]),
        (
            "[-2, 82]",
            "[-2, 82, 0]",
            ["24:10: 'hip' has too many entries (3); at most 2 are allowed"],
        ),
        ("[-2, 82]", "5", [f"24:10: 'hip' is '5' where a list is needed; {PLACE}"]),
        ("[-2, 82]", "[-2, up]", [f"24:15: an entry of 'hip' is 'up'; {NUMBER}"]),
        ("torso: 78", "torso: 401", [f"25:12: 'torso' is '401'; {NUMBER}"]),
        ("torso: 78", "torso: -400.5", [f"25:12: 'torso' is '-400.5'; {NUMBER}"]),
        ("torso: 78", "torso: .nan", [f"25:12: 'torso' is '.nan'; {NUMBER}"]),
        ("torso: 78", "torso: .inf", [f"25:12: 'torso' is '.inf'; {NUMBER}"]),
        ("torso: 78", "torso: -.inf", [f"25:12: 'torso' is '-.inf'; {NUMBER}"]),
        ("torso: 78", "torso: true", [f"25:12: 'torso' is 'true'; {NUMBER}"]),
        ("torso: 78", "torso:", [f"25:11: 'torso' is empty; {NUMBER}"]),
        (
            "torso: 78",
            "torso: '78'",
            ["25:12: 'torso' is '78' in quotes, which makes it text; remove the quotes"],
        ),
        (
            "torso: 78",
            "trunk: 78",
            [
                ("25:5: 'trunk' is not a key of the pose 'lean'; it may have hip, torso, head, "
                "near_arm, far_arm, near_leg or far_leg")
            ],
        ),
        (
            "near_tips",
            "near_wrist",
            [
                ("17:13: 'hold' is 'near_wrist'; write a joint of a leg, such as near_tips or "
                "far_knee")
            ],
        ),
        ("reach:", "hold: far_knee\n      reach:", [
            "14:7: 'near_arm' cannot have both 'reach' and 'hold'; remove one"
        ]),
        ("hand: 80", "lower: 80", [
            "15:7: 'near_arm' cannot have both 'reach' and 'lower'; remove one"
        ]),
        ("at: [-4, 0]", "at: [-4, 0]\n      thigh: 3", [
            "20:7: 'near_leg' cannot have both 'at' and 'thigh'; remove one"
        ]),
        ("at: [-4, 0]", "touch: ball", [
            "19:7: 'touch' goes with 'at', which is missing; add 'at'"
        ]),
        ("at: [-4, 0]", "at: [-4, 0]\n      touch: toe", [
            "20:14: 'touch' is 'toe'; write ankle, ball or heel"
        ]),
        # Names.
        ("ready: stand", "ready: sit", [
            "27:8: there is no pose 'sit'; write 'stand' or 'lean', or add it"
        ]),
        ("  - lean", "  - bend", [
            "30:5: there is no pose 'bend'; write 'stand' or 'lean', or add it"
        ]),
        ("  - lean", "  - lean\nphases:\n  - [lean]\n  - [stand, bend]\nmeanwhile: [twist]", [
            "33:13: there is no pose 'bend'; write 'stand' or 'lean', or add it",
            "34:13: there is no pose 'twist'; write 'stand' or 'lean', or add it",
        ]),
        ("  - stand\n  - lean\n", "  []\n", ["29:3: 'path' is empty; write at least 1 entry"]),
        ("ready: stand\n", "", ["1:1: the file has no 'ready'; add it"]),
        ("ready: stand", "ready: 3", [
            "27:8: 'ready' is '3' without quotes, which is not text; put it in quotes"
        ]),
    ],
)  # fmt: skip
def test_mistakes_are_reported_at_their_place(
    tmp_path: Path, old: str, new: str, problems: list[str]
) -> None:
    assert problems_in(tmp_path, changed(BODY, old, new)) == problems


@pytest.mark.parametrize(
    ("poses", "problem"),
    [
        ("poses:", "10:7: 'poses' has no poses; write the name of one below it"),
        ("poses: {}", "10:8: 'poses' has no poses; write the name of one below it"),
        ("poses: [a]", "10:8: 'poses' has no poses; write the name of one below it"),
        ("poses: stand", "10:8: 'poses' has no poses; write the name of one below it"),
        ("poses: !!str x", "10:8: the tag '!!str' cannot be used; remove it"),
        ("poses: *a", None),
    ],
)
def test_poses_have_to_be_there(tmp_path: Path, poses: str, problem: str | None) -> None:
    before, _, after = BODY.partition("poses:\n")
    text = f"{before}{poses}\nready:{after.partition('ready:')[2]}"

    found = problems_in(tmp_path, text)

    assert len(found) == 1
    assert problem is None or found == [problem]


def test_without_poses_the_file_says_so(tmp_path: Path) -> None:
    before, _, after = BODY.partition("poses:\n")
    text = f"{before}ready:{after.partition('ready:')[2]}"

    assert problems_in(tmp_path, text) == ["1:1: the file has no 'poses'; add them"]


def test_a_pose_of_another_view_is_reported(tmp_path: Path) -> None:
    assert problems_in(tmp_path, changed(FOOT, "view: foot", "view: feet-above")) == [
        "9:5: 'shin' is not a key of the pose 'rest'; it may have left or right",
        "9:5: the pose 'rest' has no 'left'; add it",
        "9:5: the pose 'rest' has no 'right'; add it",
        "11:5: 'ankle' is not a key of the pose 'pulled'; it may have left or right",
        "11:5: the pose 'pulled' has no 'left'; add it",
        "11:5: the pose 'pulled' has no 'right'; add it",
        "12:5: 'foot' is not a key of the pose 'pulled'; it may have left or right",
        "13:5: 'toe_base' is not a key of the pose 'pulled'; it may have left or right",
        "14:5: 'hands' is not a key of the pose 'pulled'; it may have left or right",
    ]


def test_all_mistakes_are_reported_at_once_in_their_order(tmp_path: Path) -> None:
    text = changed(changed(BODY, "torso: 78", "torso: x"), "format: 1", "format: 3")
    text = changed(text, "ready: stand", "ready: sit")

    places = [problem.split(": ")[0] for problem in problems_in(tmp_path, text)]
    assert places == ["1:9", "25:12", "27:8"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1:1: the file is empty; start it with 'format: 1'"),
        ("- 1", "1:1: the file is a list; write keys such as format, kind or exercise below it"),
        ("format: [1", None),
    ],
)
def test_a_file_without_keys_is_reported(tmp_path: Path, text: str, problem: str | None) -> None:
    found = problems_in(tmp_path, text)

    assert len(found) == 1
    assert problem is None or found == [problem]


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    problems: list[Problem] = []
    path = tmp_path / "none.yaml"

    assert load_figure(path, problems) is None
    assert [str(problem) for problem in problems] == [
        (
            f"{path}:1:1: this file cannot be read (No such file or directory); "
            "check its name and permissions"
        )
    ]


def test_earlier_problems_do_not_spoil_a_good_file(tmp_path: Path) -> None:
    problems: list[Problem] = []
    load_figure(tmp_path / "none.yaml", problems)

    assert load_figure(written(tmp_path, BODY), problems) is not None
    assert len(problems) == 1


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    problems: list[Problem] = []
    path = tmp_path / "calf-stretch.yaml"
    os.mkfifo(path)

    assert load_figure(path, problems) is None
    assert [str(problem) for problem in problems] == [
        f"{path}:1:1: this is not a text file; remove it"
    ]


def test_a_file_is_named_after_its_exercise(tmp_path: Path) -> None:
    problems: list[Problem] = []
    path = written(tmp_path, BODY).rename(tmp_path / "calf-strech.yaml")

    assert load_figure(path, problems) is None
    assert [str(problem) for problem in problems] == [
        (
            f"{path}:3:11: 'exercise' is 'calf-stretch', but the file is named 'calf-strech'; "
            "write 'exercise: calf-strech' or rename the file"
        )
    ]


@pytest.mark.parametrize("suffix", [".yml", ".YAML", ".YML"])
def test_a_file_may_have_the_other_ending(tmp_path: Path, suffix: str) -> None:
    problems: list[Problem] = []
    path = written(tmp_path, BODY)

    assert load_figure(path.rename(path.with_suffix(suffix)), problems) is not None
    assert problems == []


def test_of_two_files_with_different_endings_only_one_is_used(tmp_path: Path) -> None:
    problems: list[Problem] = []
    path = written(tmp_path, BODY)
    other = tmp_path / "calf-stretch.yml"
    other.write_text(BODY, "utf-8")

    assert load_figure(path, problems) is not None
    assert problems == []
    assert load_figure(other, problems) is None
    assert [str(problem) for problem in problems] == [
        (
            f"{other}:1:1: 'calf-stretch.yaml' beside it is used for the same exercise; "
            "remove one of them"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "poses:\n",
            "poses:\n" + "".join(f"  p{it}: {{}}\n" for it in range(200)),
            "'poses' has too many poses (20",
        ),
        ("  - kind: wall\n", "  - kind: wall\n" * 30, "'props' has too many entries (30)"),
    ],
    ids=["poses", "props"],
)
def test_there_are_limits_beyond_which_nothing_is_looked_at(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    problems: list[Problem] = []

    load_figure(written(tmp_path, BODY.replace(old, new, 1)), problems)

    assert any(it.message.startswith(problem) for it in problems)
    assert len(problems) <= MOST_TOLD + 1


def test_of_many_poses_a_few_are_named(tmp_path: Path) -> None:
    poses = "".join(f"  pose-{number}: {{hip: [0, 88]}}\n" for number in range(MOST_POSES - 5))
    problems: list[Problem] = []

    text = BODY.replace("poses:\n", f"poses:\n{poses}").replace("ready: ", "ready: x")
    load_figure(written(tmp_path, text), problems)

    (problem,) = problems
    assert problem.message.count("pose-") == MOST_LISTED
