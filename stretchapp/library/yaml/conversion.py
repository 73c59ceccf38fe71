"""Conversion of YAML nodes into the structs of the file format, with every problem at its place.

``msgspec`` stops at the first error, but authors want to see all of them. So the struct types are
turned into forms once, and each node is checked against its form.
"""

from __future__ import annotations

import functools
import math
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec import UNSET
from msgspec import inspect as mi

from stretchapp.base.unseen import UNSEEN, named, remedy, without_unseen
from stretchapp.library.yaml.near_names import near_name
from stretchapp.library.yaml.quoting import MAX_QUOTED, listed, quoted
from stretchapp.library.yaml.strict_text import Refused, resolve
from stretchapp.library.yaml.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stretchapp.base.problems import FileProblems
    from stretchapp.library.yaml.strict_text import Node

_W = TypeVar("_W", bound=Written)


def convert(
    node: Node, written: type[_W], problems: FileProblems | None, name: str = "the file"
) -> _W | None:
    """Convert ``node`` into a ``written`` struct.

    Of a list that is too long, what is over the limit is removed, so that nobody looks at it.

    Args:
        node: The root of a file, or a part of it.
        written: The type of the struct.
        problems: Every problem of the node is added to it; None if nobody wants to know them.
        name: The name of ``node`` in the problems.

    Returns:
        The struct, or None if the node has a problem.
    """
    conversion = _Conversion(problems)
    value = conversion.value(node, _group_form(written), name)
    return None if conversion.failed else cast("_W", value)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """The form of a text, a number or a truth value.

    Attributes:
        fits: Whether a value has this form.
        is_text: Whether the value is a text.
        hint: The end of a problem message: what to write instead.
    """

    fits: Callable[[object], bool]
    is_text: bool
    hint: str


@dataclass(frozen=True, slots=True)
class _List:
    """The form of a list whose entries all have one form."""

    entry: _Form
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class _Group:
    """The form of a group of keys with their values."""

    written: type[Written]
    fields: Mapping[str, _Form]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _TextOrGroup:
    """The form of a value that is either a text or a group of keys."""

    text: _Form
    group: _Group


@dataclass(frozen=True, slots=True)
class _TextOrList:
    """The form of a value that is either a text or a list of texts."""

    text: _Form
    several: _List


_Form = _Leaf | _List | _Group | _TextOrGroup | _TextOrList


@functools.cache
def _group_form(written: type[Written]) -> _Group:
    return _group(mi.type_info(written))


def _group(info: mi.Type) -> _Group:
    assert isinstance(info, mi.StructType)  # noqa: S101 -- the type is a struct
    return _Group(
        written=cast("type[Written]", info.cls),
        fields={field.name: _form(field.type) for field in info.fields},
        required=tuple(field.name for field in info.fields if field.required),
    )


def _form(info: mi.Type) -> _Form:
    hint = ""
    while isinstance(info, mi.Metadata):
        hint = cast("dict[str, str]", info.extra or {}).get("hint", hint)
        info = info.type
    match info:
        case mi.StructType():
            return _group(info)
        case mi.ListType():
            return _list(info)
        case mi.UnionType():
            text, other = info.types
            if isinstance(other, mi.ListType):
                return _TextOrList(_form(text), _list(other))
            return _TextOrGroup(_form(text), _group(other))
        case _:
            return _leaf(info, hint)


def _list(info: mi.ListType) -> _List:
    shortest, longest = info.min_length or 0, info.max_length or sys.maxsize
    return _List(_form(info.item_type), shortest, longest)


def _leaf(info: mi.Type, hint: str) -> _Leaf:
    match info:
        case mi.StrType():
            pattern = re.compile(info.pattern or r"[\s\S]*")
            shortest, longest = info.min_length or 0, info.max_length or sys.maxsize
            return _Leaf(
                lambda value: (
                    isinstance(value, str)
                    and shortest <= len(value) <= longest
                    and pattern.fullmatch(value) is not None
                ),
                is_text=True,
                hint=hint,
            )
        case mi.IntType():
            lowest, highest = info.ge or 0, info.le or sys.maxsize
            return _Leaf(
                # In Python, True is an int.
                lambda value: type(value) is int and lowest <= value <= highest,
                is_text=False,
                hint=hint,
            )
        case mi.FloatType():
            least = -math.inf if info.ge is None else info.ge
            most = math.inf if info.le is None else info.le
            return _Leaf(
                # In Python, True is an int. NaN is in no range.
                lambda value: (
                    isinstance(value, int | float)
                    and not isinstance(value, bool)
                    and least <= value <= most
                ),
                is_text=False,
                hint=hint,
            )
        case mi.BoolType():
            return _Leaf(
                lambda value: isinstance(value, bool), is_text=False, hint="write true or false"
            )
        case mi.LiteralType():
            values = info.values
            return _Leaf(
                # In Python, True and 1.0 equal 1.
                lambda value: any(
                    type(value) is type(known) and value == known for known in values
                ),
                is_text=isinstance(values[0], str),
                hint=hint or f"write {listed([str(value) for value in values])}",
            )
        case _:
            raise TypeError(info)


class _Conversion:
    """The conversion of one node.

    Attributes:
        failed: Whether a problem has been found.
    """

    def __init__(self, problems: FileProblems | None) -> None:
        self._problems = problems
        self.failed = False

    def value(self, node: Node, form: _Form, name: str) -> object:
        """Convert one value; after a problem, the result is not used."""
        if isinstance(node.value, Refused):
            # A problem has already been reported for this value.
            self.failed = True
            return UNSET
        if isinstance(form, _Leaf):
            return self._leaf(node, form, name)
        if isinstance(form, _List):
            return self._list(node, form, name)
        if isinstance(form, _Group):
            return self._group(node, form, name)
        if isinstance(form, _TextOrList):
            is_list = isinstance(node.value, list)
            return self.value(node, form.several if is_list else form.text, name)
        return self._text_or_group(node, form, name)

    def _leaf(self, node: Node, form: _Leaf, name: str) -> object:
        if not form.fits(node.value):
            self._add_problem(node, f"{name} {_advice(node, form)}")
        return node.value

    def _list(self, node: Node, form: _List, name: str) -> object:
        if not isinstance(node.value, list):
            self._add_problem(
                node,
                f"{name} is {described(node)} where a list is needed; "
                "write each entry on a line of its own after '- '",
            )
            return UNSET
        count = len(node.value)
        if count < form.least:
            least = "1 entry" if form.least == 1 else f"{form.least} entries"
            has = "is empty" if count == 0 else f"has {count} of them"
            self._add_problem(node, f"{name} {has}; write at least {least}")
        if count > form.most:
            self._add_problem(node, f"{name} has {count} entries; {form.most} are allowed")
            del node.value[form.most :]
        return [self.value(item, form.entry, f"an entry of {name}") for item in node.value]

    def _text_or_group(self, node: Node, form: _TextOrGroup, name: str) -> object:
        if not isinstance(node.value, dict):
            return self.value(node, form.text, name)
        if not form.group.fields.keys() & node.value.keys():
            # The author wrote "Note: keep the heel down" and meant a sentence.
            self._add_problem(
                node, f"{name} has a colon that makes it a key; put the whole text in quotes"
            )
            return UNSET
        return self.value(node, form.group, name)

    def _group(self, node: Node, form: _Group, name: str) -> object:
        if not isinstance(node.value, dict):
            self._add_problem(node, f"{name} is {described(node)}; {_keys_needed(node, form)}")
            return UNSET
        entries = node.value
        values: dict[str, object] = {}
        misspelt: set[str] = set()
        for key, child in entries.items():
            field = form.fields.get(key)
            if field is not None:
                values[key] = self.value(child, field, f"'{key}'")
                continue
            self.failed = True
            if self._problems is None:
                continue
            unused = [field for field in form.fields if field not in entries]
            near = near_name(key.casefold(), unused, self._problems)
            if near is None:
                advice = f"it may have {listed(form.fields)}"
            else:
                misspelt.add(near)
                advice = f"did you mean '{near}'?"
            self._add_key_problem(child, f"{quoted(key)} is not a key of {name}; {advice}")
        for key in form.required:
            if key not in entries and key not in misspelt:
                self._add_problem(node, f"{name} has no '{key}'; add it")
        self._check_choice(node, form.written, name, misspelt)
        return UNSET if self.failed else form.written(**values)

    def _check_choice(
        self, node: Node, written: type[Written], name: str, misspelt: set[str]
    ) -> None:
        entries = node.entries
        chosen = [key for key in written.one_of if key in entries]
        if written.one_of and not chosen:
            if misspelt.isdisjoint(written.one_of):
                keys = listed([f"'{key}'" for key in written.one_of])
                self._add_problem(node, f"{name} has none of {keys}; add one of them")
            return
        for key in chosen[1:]:
            message = f"{name} cannot have both '{chosen[0]}' and '{key}'; remove one"
            self._add_key_problem(entries[key], message)
        for key, other in written.goes_with.items():
            if key in entries and other not in entries:
                advice = (
                    f"not with '{chosen[0]}'; remove it"
                    if other in written.one_of
                    else f"which is missing; add '{other}'"
                )
                self._add_key_problem(entries[key], f"'{key}' goes with '{other}', {advice}")

    def _add_problem(self, node: Node, message: str) -> None:
        self.failed = True
        if self._problems is not None:
            self._problems.add(node.line, node.column, message)

    def _add_key_problem(self, node: Node, message: str) -> None:
        self.failed = True
        if self._problems is not None:
            self._problems.add(node.key_line, node.key_column, message)


def _keys_needed(node: Node, form: _Group) -> str:
    """Return advice for a value that should be a group of keys."""
    first, *others = form.fields
    unseen = UNSEEN.search(node.written)
    if unseen is not None:
        return _about_unseen(unseen[0])
    if node.written:
        return f"write a key before it, such as {quoted(f'{first}: {node.written}')}"
    return f"write keys such as {listed([first, *others[:2]])} below it"


def _advice(node: Node, form: _Leaf) -> str:
    """Return the problem of a value, and what to write instead."""
    written = described(node)
    if isinstance(node.value, str):
        plain = without_unseen(node.value).strip()
        unseen = UNSEEN.search(node.value)
        if unseen is not None and plain and (form.fits(plain) or form.fits(resolve(plain))):
            return f"is {written}; {_about_unseen(unseen[0])}"
        if not form.is_text and form.fits(resolve(node.value)):
            return f"is {written} in quotes, which makes it text; remove the quotes"
    elif node.value is not None and form.fits(node.written):
        return f"is {written} without quotes, which is not text; put it in quotes"
    return f"is {written}; {form.hint}"


def _about_unseen(letter: str) -> str:
    return f"it has {named(letter)} in it, {remedy(letter)}"


def described(node: Node) -> str:
    """Return a short description of a value for a sentence."""
    match node.value:
        case None:
            return "empty"
        case list():
            return "a list"
        case dict():
            return "a group of keys"
        case str() if len(node.value) > MAX_QUOTED:
            return f"{quoted(node.value)} ({len(node.value)} characters)"
        case _:
            return quoted(node.written)
