"""The base class of everything that people write in YAML files."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct


class Written(Struct, frozen=True, forbid_unknown_fields=True):
    """A group of keys in a file; unknown keys are refused.

    Attributes:
        one_of: Keys of which exactly one must be there.
        goes_with: Keys that make sense only beside another key, with that other key.
        translated: Keys whose texts people read, so that they are translated.
    """

    one_of: ClassVar[tuple[str, ...]] = ()
    goes_with: ClassVar[dict[str, str]] = {}
    translated: ClassVar[tuple[str, ...]] = ()
