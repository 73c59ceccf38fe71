"""Loading a figure from the cache, or from its pose file if it is not cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stretchapp.base.paths import is_missing
from stretchapp.figure.body import Arm, BodyPose, Leg
from stretchapp.figure.feet import FeetPose, FootOfPair
from stretchapp.figure.foot import FootPose, Hand
from stretchapp.figure.geometry import Point
from stretchapp.figure.motion import Figure
from stretchapp.figure.props import Prop
from stretchapp.library.cache import cached, file_state
from stretchapp.library.find_files import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from stretchapp.base.problems import Problem

_KINDS = (Arm, BodyPose, FeetPose, Figure, FootPose, Hand, Leg, FootOfPair, Point, Prop)


def load_cached_figure(path: Path, cache: Path, problems: list[Problem]) -> Figure | None:
    """Return the figure of a pose file.

    Args:
        path: The pose file, named after its exercise.
        cache: The folder of the cached figures.
        problems: Every problem of the file is added to it.

    Returns:
        None if anything in the file is wrong.
    """

    def load() -> Figure | None:
        # Imported here: with a cache entry nobody needs the YAML reader.
        from stretchapp.figure.load import load_figure

        return load_figure(path, problems)

    # A file with the other ending beside it makes a problem.
    beside = path.with_suffix(SUFFIXES[0])
    made_from = [file_state(path), beside == path or not is_missing(beside)]
    entry = cache / f"{path.name}.cache"
    return cached(entry, _KINDS, made_from, load, lambda figure: figure is not None)
