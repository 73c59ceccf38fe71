"""Checking a YAML value against the file format, one field at a time.

``msgspec`` stops at the first error; authors want all of them. So lists and mappings are walked
here, each leaf is converted on its own, and every problem is told with its place in plain words.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from msgspec import UNSET, Struct
from msgspec import inspect as mi

from stretchapp.base.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from stretchapp.library.yaml_text import Node

_T = TypeVar("_T", bound=Struct)

MAX_SHOWN = 40


def convert(node: Node, written: type[_T], path: Path, problems: list[Problem]) -> _T | None:
    """Turn ``node`` into a ``written`` struct.

    Args:
        node: The root of a file.
        written: The struct that describes this kind of file.
        path: Named in the problems.
        problems: Every problem found is added to it.

    Returns:
        The struct, or None when anything in it is wrong.
    """
    before = len(problems)
    value = _Conversion(path, problems).value(node, _shape_of(written), "the file")
    return cast("_T", value) if len(problems) == before else None


class _Shape(NamedTuple):
    """What the format says of one value, unfolded once so that reading many files is quick."""

    type: mi.Type
    hint: str
    one_of: tuple[str, ...]
    needs: Mapping[str, Sequence[str]]
    fields: Mapping[str, _Shape]
    required: frozenset[str]
    members: tuple[_Shape, ...]


@functools.cache
def _shape_of(written: type[Struct]) -> _Shape:
    return _shape(mi.type_info(written))


def _shape(info: mi.Type) -> _Shape:
    hint = ""
    one_of: tuple[str, ...] = ()
    needs: Mapping[str, Sequence[str]] = {}
    while isinstance(info, mi.Metadata):
        extra = info.extra or {}
        schema = info.extra_json_schema or {}
        hint = hint or str(extra.get("hint", ""))
        one_of = one_of or tuple(rule["required"][0] for rule in schema.get("oneOf", ()))
        needs = needs or schema.get("dependentRequired", {})
        info = info.type
    struct_fields = info.fields if isinstance(info, mi.StructType) else ()
    members: tuple[mi.Type, ...] = ()
    if isinstance(info, mi.ListType):
        members = (info.item_type,)
    if isinstance(info, mi.UnionType):
        members = info.types
    return _Shape(
        type=info,
        hint=hint,
        one_of=one_of,
        needs=needs,
        fields={field.name: _shape(field.type) for field in struct_fields},
        required=frozenset(field.name for field in struct_fields if field.required),
        members=tuple(_shape(member) for member in members),
    )


class _Conversion:
    """The conversion of one file."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems

    def value(self, node: Node, shape: _Shape, name: str) -> object:
        """Convert one value; what is returned after a problem is never looked at."""
        match shape.type:
            case mi.StructType():
                return self._struct(node, shape, name)
            case mi.ListType():
                return self._list(node, shape, name)
            case mi.UnionType():
                # Either text or a mapping: what stands there says which one is meant.
                return self.value(node, _chosen(node, shape), name)
            case _:
                return self._leaf(node, shape, name)

    def _struct(self, node: Node, shape: _Shape, name: str) -> object:
        struct = cast("mi.StructType", shape.type)
        fields = shape.fields
        if not isinstance(node.value, dict):
            self._tell(node, f"{name} must have keys such as {_listed(list(fields)[:3])}")
            return UNSET
        entries = cast("dict[str, Node]", node.value)
        found: dict[str, object] = {}
        before = len(self._problems)
        for key, child in entries.items():
            if key not in fields:
                self._unknown_key(child, key, name, fields)
                continue
            found[key] = self.value(child, fields[key], f"'{key}'")
        for key in fields:
            if key in shape.required and key not in entries:
                self._tell(node, f"{name} has no '{key}'; add it")
        self._check_choice(node, entries, shape, name)
        if len(self._problems) > before:
            return UNSET
        return struct.cls(**found)

    def _check_choice(
        self, node: Node, entries: Mapping[str, Node], shape: _Shape, name: str
    ) -> None:
        chosen = [key for key in shape.one_of if key in entries]
        if shape.one_of and not chosen:
            self._tell(node, f"{name} needs one of {_listed(shape.one_of)}")
        for key in chosen[1:]:
            self._tell_key(
                entries[key], f"{name} cannot have both '{chosen[0]}' and '{key}'; remove one"
            )
        for key, needed in shape.needs.items():
            for other in needed:
                if key in entries and other not in entries and chosen[:1] != [other]:
                    self._tell_key(entries[key], f"'{key}' goes with '{other}'; add it or remove this")

    def _list(self, node: Node, shape: _Shape, name: str) -> object:
        info = cast("mi.ListType", shape.type)
        if not isinstance(node.value, list):
            self._tell(node, f"{name} must be a list; write each entry on a line of its own after '- '")
            return UNSET
        items = cast("list[Node]", node.value)
        if len(items) < (info.min_length or 0):
            self._tell(node, f"{name} is empty; write at least {info.min_length} entry")
        if info.max_length is not None and len(items) > info.max_length:
            self._tell(node, f"{name} has {len(items)} entries; {info.max_length} are allowed")
        return [self.value(item, shape.members[0], f"an entry of {name}") for item in items]

    def _leaf(self, node: Node, shape: _Shape, name: str) -> object:
        if _fits(node.value, shape.type):
            return node.value
        self._tell(node, f"{name} is {_shown(node.value)}; {shape.hint or _hint(shape.type)}")
        return UNSET

    def _unknown_key(
        self, child: Node, key: str, name: str, fields: Mapping[str, object]
    ) -> None:
        # Imported here: only a file with a mistake needs it.
        import difflib

        near = difflib.get_close_matches(key, fields, n=1)
        advice = f"did you mean '{near[0]}'?" if near else f"it may have {_listed(tuple(fields))}"
        self._tell_key(child, f"'{key}' is not a key of {name}; {advice}")

    def _tell(self, node: Node, message: str) -> None:
        self._problems.append(Problem(self._path, node.line, node.column, message))

    def _tell_key(self, node: Node, message: str) -> None:
        self._problems.append(Problem(self._path, node.key_line, node.key_column, message))


def _chosen(node: Node, union: _Shape) -> _Shape:
    """Return the member of a union that what is written there was meant to be."""
    is_mapping = isinstance(node.value, dict)
    for shape in union.members:
        if isinstance(shape.type, mi.StructType) == is_mapping:
            return shape
    return union.members[0]


def _fits(value: object, info: mi.Type) -> bool:
    """Return whether a leaf's value is of the type and within the limits of ``info``."""
    match info:
        case mi.StrType():
            return (
                isinstance(value, str)
                and (info.min_length or 0) <= len(value)
                and (info.max_length is None or len(value) <= info.max_length)
                and (info.pattern is None or re.search(info.pattern, value) is not None)
            )
        case mi.IntType():
            return (
                isinstance(value, int)
                and not isinstance(value, bool)
                and (info.ge is None or info.ge <= value)
                and (info.le is None or value <= info.le)
            )
        case mi.BoolType():
            return isinstance(value, bool)
        case mi.LiteralType():
            return not isinstance(value, bool | float) and value in info.values
        case _:
            raise TypeError(info)


def _hint(info: mi.Type) -> str:
    match info:
        case mi.LiteralType():
            return f"write {_listed([str(value) for value in info.values])}"
        case _:
            return "write true or false"


def _shown(value: object) -> str:
    """Return what stands in the file, short enough for a sentence."""
    match value:
        case None:
            return "empty"
        case bool():
            return f"'{str(value).lower()}'"
        case list():
            return "a list"
        case dict():
            return "a group of keys"
        case str() if len(value) > MAX_SHOWN:
            return f"'{value[:MAX_SHOWN]}…' ({len(value)} characters)"
        case _:
            return f"'{value}'"


def _listed(words: Sequence[str]) -> str:
    """Return ``a, b or c``."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
