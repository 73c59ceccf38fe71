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

from stretchapp.base.i18n import N_, _, ngettext
from stretchapp.base.unseen import UNSEEN, without_unseen
from stretchapp.library.yaml.description import described
from stretchapp.library.yaml.near_names import near_name
from stretchapp.library.yaml.quoting import listed, quoted
from stretchapp.library.yaml.strict_text import Refused, resolve
from stretchapp.library.yaml.unseen_problems import unseen_problem
from stretchapp.library.yaml.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stretchapp.base.problems import FileProblems
    from stretchapp.library.yaml.strict_text import Node

_W = TypeVar("_W", bound=Written)


def convert(
    node: Node, written: type[_W], problems: FileProblems | None, name: str = ""
) -> _W | None:
    """Convert ``node`` into a ``written`` struct.

    Of a list that is too long, what is over the limit is removed, so that nobody looks at it.

    Args:
        node: The root of a file, or a part of it.
        written: The type of the struct.
        problems: Every problem of the node is added to it; None if nobody wants to know them.
        name: The name of ``node`` in the problems; that of a whole file if empty.

    Returns:
        The struct, or None if the node has a problem.
    """
    conversion = _Conversion(problems)
    value = conversion.value(node, _group_form(written), name or _("the file"))
    return None if conversion.failed else cast("_W", value)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """The form of a text, a number or a truth value.

    Attributes:
        fits: Whether a value has this form.
        is_text: Whether the value is a text.
        hint: The end of a problem message, to be translated: what to write instead.
        choices: What can be written, where there is no hint.
    """

    fits: Callable[[object], bool]
    is_text: bool
    hint: str
    choices: tuple[str, ...] = ()


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
                lambda value: isinstance(value, bool), is_text=False, hint=N_("write true or false")
            )
        case mi.LiteralType():
            values = info.values
            return _Leaf(
                # In Python, True and 1.0 equal 1.
                lambda value: any(
                    type(value) is type(known) and value == known for known in values
                ),
                is_text=isinstance(values[0], str),
                hint=hint,
                choices=tuple(str(value) for value in values),
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
            self._add_problem(node, _problem_of(node, form, name))
        return node.value

    def _list(self, node: Node, form: _List, name: str) -> object:
        if not isinstance(node.value, list):
            # Translators: {what} is such as "'steps'" or "an entry of 'steps'", {value} such as
            # "'calf-stretch'" or "a group of keys".
            pattern = _(
                "{what} is {value} where a list is needed; write each entry on a line of its own"
                " after '- '"
            )
            self._add_problem(node, pattern.format(what=name, value=described(node)))
            return UNSET
        count = len(node.value)
        if count < form.least:
            pattern = (
                _("{what} has too few entries ({count}); write at least {least}")
                if count
                else ngettext(
                    "{what} is empty; write at least {least} entry",
                    "{what} is empty; write at least {least} entries",
                    form.least,
                )
            )
            self._add_problem(node, pattern.format(what=name, count=count, least=form.least))
        if count > form.most:
            pattern = _("{what} has too many entries ({count}); at most {most} are allowed")
            self._add_problem(node, pattern.format(what=name, count=count, most=form.most))
            del node.value[form.most :]
        # Translators: {what} is such as "'steps'".
        entry = _("an entry of {what}").format(what=name)
        return [self.value(item, form.entry, entry) for item in node.value]

    def _text_or_group(self, node: Node, form: _TextOrGroup, name: str) -> object:
        if not isinstance(node.value, dict):
            return self.value(node, form.text, name)
        if not form.group.fields.keys() & node.value.keys():
            # The author wrote "Note: keep the heel down" and meant a sentence.
            # Translators: {what} is such as "an entry of 'steps'".
            pattern = _("{what} has a colon that makes it a key; put the whole text in quotes")
            self._add_problem(node, pattern.format(what=name))
            return UNSET
        return self.value(node, form.group, name)

    def _group(self, node: Node, form: _Group, name: str) -> object:
        if not isinstance(node.value, dict):
            needed = _keys_needed(node, form)
            self._add_problem(node, _is(name, described(node), needed))
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
                # Translators: {what} is such as "the file" or "'timing'"; {keys} is a list.
                pattern = _("{key} is not a key of {what}; it may have {keys}")
                message = pattern.format(key=quoted(key), what=name, keys=listed(form.fields))
            else:
                misspelt.add(near)
                pattern = _("{key} is not a key of {what}; did you mean '{other}'?")
                message = pattern.format(key=quoted(key), what=name, other=near)
            self._add_key_problem(child, message)
        for key in form.required:
            if key not in entries and key not in misspelt:
                pattern = _("{what} has no '{key}'; add it")
                self._add_problem(node, pattern.format(what=name, key=key))
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
                # Translators: {keys} is such as "'hold', 'repetitions' or 'phases'".
                pattern = _("{what} has none of {keys}; add one of them")
                self._add_problem(node, pattern.format(what=name, keys=keys))
            return
        for key in chosen[1:]:
            pattern = _("{what} cannot have both '{first}' and '{second}'; remove one")
            message = pattern.format(what=name, first=chosen[0], second=key)
            self._add_key_problem(entries[key], message)
        for key, other in written.goes_with.items():
            if key in entries and other not in entries:
                pattern = (
                    _("'{key}' goes with '{other}', not with '{present}'; remove it")
                    if other in written.one_of
                    else _("'{key}' goes with '{other}', which is missing; add '{other}'")
                )
                message = pattern.format(key=key, other=other, present=chosen[0] if chosen else "")
                self._add_key_problem(entries[key], message)

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
        return unseen_problem(unseen[0], "value")
    if node.written:
        example = quoted(f"{first}: {node.written}")
        return _("write a key before it, such as {example}").format(example=example)
    return _("write keys such as {keys} below it").format(keys=listed([first, *others[:2]]))


def _problem_of(node: Node, form: _Leaf, name: str) -> str:
    """Return the problem of a value with a name, and what to write instead."""
    written = described(node)
    if isinstance(node.value, str):
        plain = without_unseen(node.value).strip()
        unseen = UNSEEN.search(node.value)
        if unseen is not None and plain and (form.fits(plain) or form.fits(resolve(plain))):
            return _is(name, written, unseen_problem(unseen[0], "value"))
        if not form.is_text and form.fits(resolve(node.value)):
            pattern = _("{what} is {value} in quotes, which makes it text; remove the quotes")
            return pattern.format(what=name, value=written)
    elif node.value is not None and form.fits(node.written):
        pattern = _("{what} is {value} without quotes, which is not text; put it in quotes")
        return pattern.format(what=name, value=written)
    if form.hint:
        return _is(name, written, _(form.hint))
    return _is(name, written, _("write {choices}").format(choices=listed(form.choices)))


def _is(name: str, value: str, advice: str) -> str:
    # Translators: such as "'hold' is '30'; write a length such as 10s, 1m30s or 1:30".
    return _("{what} is {value}; {advice}").format(what=name, value=value, advice=advice)
