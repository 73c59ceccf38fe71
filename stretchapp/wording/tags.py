"""The tags of exercises in words: positions, parts of the body, equipment and kinds."""

from __future__ import annotations

from typing import NamedTuple

from stretchapp.base.i18n import NC_, pgettext


class _Words(NamedTuple):
    """The words for a tag.

    Attributes:
        alone: As a choice of its own.
        listed: In a list, after other words.
    """

    alone: str
    listed: str


_WORDS = {
    # Parts of the body.
    "any-muscle": _Words(NC_("tag", "Any muscle"), NC_("tag in a list", "any muscle")),
    "calf": _Words(NC_("tag", "Calf"), NC_("tag in a list", "calf")),
    "foot": _Words(NC_("tag", "Foot"), NC_("tag in a list", "foot")),
    "front-thigh": _Words(NC_("tag", "Front of thigh"), NC_("tag in a list", "front of thigh")),
    "hamstring": _Words(NC_("tag", "Back of thigh"), NC_("tag in a list", "back of thigh")),
    "shin": _Words(NC_("tag", "Shin"), NC_("tag in a list", "shin")),
    "toes": _Words(NC_("tag", "Toes"), NC_("tag in a list", "toes")),
    "whole-leg": _Words(NC_("tag", "Whole leg"), NC_("tag in a list", "whole leg")),
    # Positions.
    "any": _Words(NC_("tag", "Any position"), NC_("tag in a list", "any position")),
    "in-bed": _Words(NC_("tag", "In bed"), NC_("tag in a list", "in bed")),
    "in-water": _Words(NC_("tag", "In water"), NC_("tag in a list", "in water")),
    "lying": _Words(NC_("tag", "Lying"), NC_("tag in a list", "lying")),
    "on-side": _Words(NC_("tag", "On your side"), NC_("tag in a list", "on your side")),
    "sitting": _Words(NC_("tag", "Sitting"), NC_("tag in a list", "sitting")),
    "standing": _Words(NC_("tag", "Standing"), NC_("tag in a list", "standing")),
    "wall": _Words(NC_("tag", "Wall"), NC_("tag in a list", "wall")),
    # Equipment.
    "bed": _Words(NC_("tag", "Bed"), NC_("tag in a list", "bed")),
    "chair-or-table": _Words(NC_("tag", "Chair or table"), NC_("tag in a list", "chair or table")),
    "cold-water": _Words(NC_("tag", "Cold water"), NC_("tag in a list", "cold water")),
    "cool-floor": _Words(NC_("tag", "Cool floor"), NC_("tag in a list", "cool floor")),
    "ledge": _Words(NC_("tag", "Ledge"), NC_("tag in a list", "ledge")),
    "massager-optional": _Words(
        NC_("tag", "Massager (optional)"), NC_("tag in a list", "massager (optional)")
    ),
    "none": _Words(NC_("tag", "Nothing"), NC_("tag in a list", "nothing")),
    "pillow": _Words(NC_("tag", "Pillow"), NC_("tag in a list", "pillow")),
    "socks": _Words(NC_("tag", "Socks"), NC_("tag in a list", "socks")),
    "towel": _Words(NC_("tag", "Towel"), NC_("tag in a list", "towel")),
    "towel-optional": _Words(
        NC_("tag", "Towel (optional)"), NC_("tag in a list", "towel (optional)")
    ),
    "warm-water": _Words(NC_("tag", "Warm water"), NC_("tag in a list", "warm water")),
    # Kinds.
    "acupressure": _Words(NC_("tag", "Acupressure"), NC_("tag in a list", "acupressure")),
    "aftercare": _Words(NC_("tag", "Aftercare"), NC_("tag in a list", "aftercare")),
    "firm-massage": _Words(NC_("tag", "Firm massage"), NC_("tag in a list", "firm massage")),
    "massage": _Words(NC_("tag", "Massage"), NC_("tag in a list", "massage")),
    "mobility": _Words(NC_("tag", "Mobility"), NC_("tag in a list", "mobility")),
    "morning": _Words(NC_("tag", "Morning"), NC_("tag in a list", "morning")),
    "relief": _Words(NC_("tag", "Relief"), NC_("tag in a list", "relief")),
    "strength": _Words(NC_("tag", "Strength"), NC_("tag in a list", "strength")),
    "stretch": _Words(NC_("tag", "Stretch"), NC_("tag in a list", "stretch")),
    "warmth": _Words(NC_("tag", "Warmth"), NC_("tag in a list", "warmth")),
}


def tag_alone(tag: str) -> str:
    """Return the words for a tag as a choice, such as ``Front of thigh``."""
    words = _WORDS.get(tag)
    return _as_written(tag) if words is None else pgettext("tag", words.alone)


def tag_in_words(tag: str) -> str:
    """Return the words for a tag in a list, such as ``front of thigh``."""
    words = _WORDS.get(tag)
    return _as_written(tag) if words is None else pgettext("tag in a list", words.listed)


def _as_written(tag: str) -> str:
    """Return a tag of a user's file, which is in the user's language, as words."""
    return tag.replace("-", " ")
