"""The documentation of pose files explains every key, and its example is valid."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from stretchapp.figure.file_format import (
    WrittenArm,
    WrittenBodyPose,
    WrittenFeetPose,
    WrittenFigure,
    WrittenFootOfPair,
    WrittenFootPose,
    WrittenHand,
    WrittenLeg,
    WrittenProp,
)
from stretchapp.figure.load import load_figure

if TYPE_CHECKING:
    from stretchapp.base.problems import Problem

DOCUMENT = (Path(__file__).parents[2] / "docs" / "pose-format.md").read_text("utf-8")


@pytest.mark.parametrize(
    "written",
    [
        WrittenFigure,
        WrittenProp,
        WrittenBodyPose,
        WrittenArm,
        WrittenLeg,
        WrittenFootPose,
        WrittenHand,
        WrittenFeetPose,
        WrittenFootOfPair,
    ],
)
def test_every_key_is_explained(written: type[msgspec.Struct]) -> None:
    explained = set(re.findall(r"`(\w+)`", DOCUMENT)) | {"format", "kind"}

    assert [field.name for field in msgspec.structs.fields(written)] == [
        field.name for field in msgspec.structs.fields(written) if field.name in explained
    ]


def test_the_example_is_a_figure(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    path = tmp_path / "my-stretch.yaml"
    path.write_text(example, "utf-8")
    problems: list[Problem] = []

    figure = load_figure(path, problems)

    assert problems == []
    assert figure is not None
    assert figure.exercise == "my-stretch"
