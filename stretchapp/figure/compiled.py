"""The compiled form of the shipped figures, of which one is found without reading the others.

It is one object of JSON with a line for each figure. Each knows the checksum of the pose file that
it was made from.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from stretchapp.figure import body, feet, foot, geometry, motion, props, shapes
from stretchapp.figure.motion import Figure
from stretchapp.library.shipped.checksums import checksum_of
from stretchapp.library.shipped.value_json import ValueJson, in_lines

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = (
    Figure,
    props.Prop,
    body.BodyPose,
    body.Arm,
    body.Leg,
    foot.FootPose,
    foot.Hand,
    feet.FeetPose,
    feet.OneOfTwo,
    geometry.Point,
)
_NAMES = {
    "Mapping": Mapping,
    "Muscle": shapes.Muscle,
    **vars(props),
    **vars(body),
    **vars(foot),
    **vars(feet),
    **vars(motion),
}


def compiled_form(figures: Mapping[Path, Figure]) -> str:
    """Return the compiled form of figures: the same on every machine.

    Args:
        figures: By the pose files that they were read from.
    """
    values = _values()
    return in_lines(
        {
            figure.exercise: {"checksum": checksum_of(path), "figure": values.plain(figure)}
            for path, figure in sorted(figures.items())
        },
        1,
    )


def read_figure(compiled: Path, path: Path) -> Figure | None:
    """Return the figure of a pose file from the compiled form.

    Args:
        compiled: The compiled form.
        path: The pose file.

    Returns:
        None if there is none that can be used, or none that was made from the file as it is.
    """
    try:
        stored = _line(compiled.read_bytes(), path.stem)
        checksum = checksum_of(path)
        if checksum is None or stored["checksum"] != checksum:
            return None
        figure = _values().value(Figure, stored["figure"])
    except (KeyError, OSError, RecursionError, TypeError, ValueError):
        # Missing, cut off, or not ours.
        return None
    return figure if figure.exercise == path.stem else None


def _line(content: bytes, exercise: str) -> dict[str, object]:
    """Return what stands in the line of one figure."""
    key = f"\n{json.dumps(exercise)}: ".encode()
    # Raises ValueError if there is no such line, or if it has no end.
    start = content.index(key) + len(key)
    line = content[start : content.index(b"\n", start)]
    return json.loads(line.removesuffix(b","))


@functools.cache
def _values() -> ValueJson:
    return ValueJson(_KINDS, _NAMES, {})
