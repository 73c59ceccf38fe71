"""Values as JSON and back: frozen dataclasses, by what their own fields say they may hold.

What is read is held against the annotations of the classes, and anything else is refused: another
field, another type, a word that is none of a ``Literal``. Nothing that was read is ever run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from types import NoneType, SimpleNamespace
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    NamedTuple,
    NoReturn,
    Protocol,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import ForwardRef

_T = TypeVar("_T")

_LEAVES: dict[object, tuple[type, ...]] = {
    str: (str,),
    int: (int,),
    # A whole number may stand where any number may.
    float: (float, int),
    bool: (bool,),
    NoneType: (NoneType,),
}


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


class _Form(NamedTuple):
    """How what one annotation allows is written and read.

    Attributes:
        write: Turns a value into what JSON can hold.
        read: Turns that back. Raises ValueError for anything else.
        holds: The types of the values.
        appearance: Their types in JSON.
        is_plain: Whether all values of these types are allowed, and are the same in JSON.
    """

    write: Callable[[Any], object]
    read: Callable[[Any], Any]
    holds: tuple[type, ...]
    appearance: tuple[type, ...]
    is_plain: bool = False


class ValueJson:
    """Turns values of some classes into what JSON can hold, and back.

    A dataclass becomes an object with all of its fields; where it may be one of several kinds,
    another object around it names the kind. Tuples, named ones too, become lists.
    """

    def __init__(
        self,
        kinds: Iterable[type],
        names: Mapping[str, object],
        known: Mapping[type, Mapping[str, object]],
    ) -> None:
        """Learn what the classes may hold.

        Args:
            kinds: The dataclasses, all of them with slots, and the named tuples.
            names: Whatever their annotations mention, by name.
            known: Values by class and id; where others hold them, only the id is written.
        """
        self._known = known
        self._members = {kind: _annotations(kind) for kind in kinds}
        # Each of them once and all together: to resolve them is the greater part of the work.
        texts = {text for members in self._members.values() for text in members.values()}
        holder = SimpleNamespace(__annotations__={text: text for text in texts})
        self._hints: dict[str, Any] = get_type_hints(holder, dict(names))
        self._forms: dict[str, _Form] = {}
        self._kinds: dict[type, _Form] = {}

    def plain(self, value: object) -> dict[str, object]:
        """Return a dataclass as an object of JSON, its fields in their order."""
        return {
            name: form.write(getattr(value, name))
            for name, form in self._fields(type(value)).items()
        }

    def value(self, kind: type[_T], plain: object) -> _T:
        """Return the value of a ``kind`` that ``plain`` was made from.

        Raises:
            ValueError: It was made from something else.
        """
        try:
            value: _T = self._kind(kind).read(plain)
        except (KeyError, OverflowError, TypeError) as error:
            raise ValueError("this was not made from such a value") from error
        return value

    def _fields(self, kind: type) -> dict[str, _Form]:
        result: dict[str, _Form] = {}
        for name, text in self._members[kind].items():
            if text not in self._forms:
                self._forms[text] = self._form(self._hints[text])
            result[name] = self._forms[text]
        return result

    def _form(self, hint: object) -> _Form:
        if hint in _LEAVES:
            return _leaf(hint)
        if isinstance(hint, type):
            known = self._known.get(hint)
            return self._kind(hint) if known is None else _reference(hint, known)
        arguments: tuple[object, ...] = get_args(hint)
        origin: object = get_origin(hint)
        if origin is Literal:
            return _word(frozenset(arguments))
        if origin is tuple:
            return _tuple(self._form(arguments[0]))
        return _mapping(self._form(arguments[1])) if origin is Mapping else self._one_of(arguments)

    def _kind(self, kind: type) -> _Form:
        if kind not in self._kinds:
            make = self._named_tuple if hasattr(kind, "_fields") else self._dataclass
            self._kinds[kind] = make(kind)
        return self._kinds[kind]

    def _dataclass(self, kind: type) -> _Form:
        members = [
            (
                name,
                form.appearance,
                None if form.is_plain else form.read,
                getattr(kind, name).__set__,
            )
            for name, form in self._fields(kind).items()
        ]
        count = len(members)
        make = cast("Callable[[type], object]", object.__new__)

        def read(plain: object) -> object:
            contents = _object(plain)
            if len(contents) != count:
                _refuse(plain)
            # A start from a compiled form does little else than this. So the slots are filled at
            # once: the __init__ of a frozen dataclass takes three times as long.
            value = make(kind)
            for name, types, read_member, fill in members:
                content = contents[name]
                if read_member is not None:
                    content = read_member(content)
                elif type(content) not in types:
                    _refuse(plain)
                fill(value, content)
            return value

        return _Form(self.plain, read, (kind,), (dict,))

    def _named_tuple(self, kind: type) -> _Form:
        forms = list(self._fields(kind).values())

        def write(value: tuple[object, ...]) -> object:
            return [form.write(part) for form, part in zip(forms, value, strict=True)]

        def read(plain: object) -> object:
            parts = _list(plain)
            if len(parts) != len(forms):
                _refuse(plain)
            return kind(*[form.read(part) for form, part in zip(forms, parts, strict=True)])

        return _Form(write, read, (kind,), (list,))

    def _one_of(self, hints: tuple[object, ...]) -> _Form:
        forms = [self._form(hint) for hint in hints if not self._is_named(hint)]
        named = [hint for hint in hints if self._is_named(hint)]
        if named:
            forms.append(self._one_of_kinds(named))
        by_type = {kind: form for form in forms for kind in form.holds}
        by_look = {look: form for form in forms for look in form.appearance}
        is_plain = all(form.is_plain for form in forms)

        def write(value: object) -> object:
            return by_type[type(value)].write(value)

        def read(plain: object) -> object:
            form = by_look.get(type(plain))
            return _refuse(plain) if form is None else form.read(plain)

        return _Form(write, read, tuple(by_type), tuple(by_look), is_plain)

    def _is_named(self, hint: object) -> bool:
        """Return whether values of this kind carry its name where they are one of several."""
        return is_dataclass(hint) and hint not in self._known

    def _one_of_kinds(self, hints: list[object]) -> _Form:
        kinds = cast("list[type]", hints)
        by_name = {kind.__name__: self._kind(kind) for kind in kinds}

        def write(value: object) -> object:
            return {type(value).__name__: self.plain(value)}

        def read(plain: object) -> object:
            named = _object(plain)
            if len(named) != 1:
                _refuse(plain)
            ((name, content),) = named.items()
            form = by_name.get(name)
            return _refuse(plain) if form is None else form.read(content)

        return _Form(write, read, tuple(kinds), (dict,))


def in_lines(content: object, depth: int) -> str:
    """Return the text of a JSON file that has a line for each thing ``depth`` levels deep."""
    return _lines(content, depth) + "\n"


def _lines(content: object, depth: int) -> str:
    if depth and isinstance(content, dict):
        members = cast("dict[str, object]", content).items()
        lines = [f"{_lines(key, 0)}: {_lines(part, depth - 1)}" for key, part in members]
        return "\n".join(["{", ",\n".join(lines), "}"])
    if depth and isinstance(content, list):
        parts = cast("list[object]", content)
        return "\n".join(["[", ",\n".join(_lines(part, depth - 1) for part in parts), "]"])
    return json.dumps(content, allow_nan=False, ensure_ascii=False, separators=(",", ":"))


def _annotations(kind: type) -> dict[str, str]:
    """Return the annotations of a class as they are written."""
    if is_dataclass(kind):
        return {field.name: str(field.type) for field in fields(kind)}
    # A named tuple wraps its own for whoever resolves them.
    wrapped = cast("dict[str, ForwardRef]", kind.__annotations__)
    return {name: hint.__forward_arg__ for name, hint in wrapped.items()}


def _leaf(hint: object) -> _Form:
    types = _LEAVES[hint]

    def read(plain: object) -> object:
        return plain if type(plain) in types else _refuse(plain)

    def read_number(plain: object) -> object:
        is_number = type(plain) in types and isfinite(cast("float", plain))
        return plain if is_number else _refuse(plain)

    if hint is float:
        return _Form(_same, read_number, types, types)
    return _Form(_same, read, types, types, is_plain=True)


def _reference(kind: type, known: Mapping[str, object]) -> _Form:
    def write(value: _HasId) -> object:
        return value.id

    def read(plain: object) -> object:
        return known[plain] if isinstance(plain, str) and plain in known else _refuse(plain)

    return _Form(write, read, (kind,), (str,))


def _word(words: frozenset[object]) -> _Form:
    def read(plain: object) -> object:
        return plain if plain in words else _refuse(plain)

    return _Form(_same, read, (str,), (str,))


def _tuple(part: _Form) -> _Form:
    read_part = part.read

    def write(value: tuple[object, ...]) -> object:
        return [part.write(one) for one in value]

    def read(plain: object) -> object:
        return tuple([read_part(one) for one in _list(plain)])

    def read_plain(plain: object) -> object:
        parts = _list(plain)
        for one in parts:
            if type(one) not in part.appearance:
                _refuse(plain)
        return tuple(parts)

    return _Form(write, read_plain if part.is_plain else read, (tuple,), (list,))


def _mapping(part: _Form) -> _Form:
    def write(value: Mapping[str, object]) -> object:
        return {key: part.write(one) for key, one in value.items()}

    def read(plain: object) -> object:
        return {key: part.read(one) for key, one in _object(plain).items()}

    return _Form(write, read, (dict,), (dict,))


def _same(value: object) -> object:
    return value


def _list(plain: object) -> list[object]:
    return cast("list[object]", plain) if type(plain) is list else _refuse(plain)


def _object(plain: object) -> dict[str, object]:
    return cast("dict[str, object]", plain) if type(plain) is dict else _refuse(plain)


def _refuse(plain: object) -> NoReturn:
    raise ValueError(f"a {type(plain).__name__} that cannot stand here")
