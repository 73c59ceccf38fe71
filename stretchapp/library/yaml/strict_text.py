"""Strict reading of YAML text into nodes, which are values with their places.

PyYAML's C parser does the scanning; the values follow the YAML 1.2 core schema instead of
PyYAML's YAML 1.1 (where ``no`` is false, ``010`` is eight and ``1:30`` is ninety). What routine
files do not need is refused: duplicate keys, anchors, aliases, tags, several documents, deep
nesting and large files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from stretchapp.base.i18n import _, ngettext
from stretchapp.base.problems import FileProblems
from stretchapp.base.text_encoding import EncodingError, decode
from stretchapp.base.unseen import (
    UNSEEN,
    UNSEEN_AT_END,
    UNSEEN_AT_START,
    without_unseen,
)
from stretchapp.library.yaml.quoting import quoted
from stretchapp.library.yaml.syntax_errors import (
    LINE_BREAK,
    SyntaxProblem,
    explain,
    unseen_before_lines,
)
from stretchapp.library.yaml.unseen_problems import unseen_problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from yaml.events import Event

MAX_BYTES = 256 * 1024
"""Upper limit of a file."""

MAX_DEPTH = 20
"""Upper limit of lists and groups within one another."""

_NULL = frozenset({"", "~", "null", "Null", "NULL"})  # not for people
# not for people
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# In its strictest configuration Python reads at most 640 digits. Longer numbers become floats.
_INT = re.compile(r"[-+]?[0-9]{1,640}")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(
    r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
# Three line breaks of YAML are among them: editors do not show them as such, so that every line
# after one would have another number there.
_NO_YAML = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


class Refused:
    """Placeholder for a value that was already reported: an alias or a text with a tag."""


REFUSED = Refused()

Scalar = str | int | float | Refused | None


class Node:
    """A value of a YAML file with its place.

    Attributes:
        value: A text, a number, a truth value, None, a list of nodes, or nodes by key.
        written: The text, number, truth value or null as in the file, without quotes.
        line: 1-based line of the value.
        column: 1-based column of the value.
        key_line: 1-based line of the value's key; in a list, the line of the value.
        key_column: 1-based column of the value's key; in a list, the column of the value.
    """

    __slots__ = ("column", "key_column", "key_line", "line", "value", "written")

    def __init__(
        self,
        value: Scalar | list[Node] | dict[str, Node],
        line: int,
        column: int,
        written: str = "",
    ) -> None:
        """Make a node without a key; it gets the key's place when it is put into a group."""
        self.value = value
        self.written = written
        self.line = self.key_line = line
        self.column = self.key_column = column

    @property
    def entries(self) -> Mapping[str, Node]:
        """The values by their keys; empty for a value that is not a group of keys."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> Sequence[Node]:
        """The entries of a list; empty for any other value."""
        return self.value if isinstance(self.value, list) else ()


class Reading(NamedTuple):
    """The root value of a text, or None if it could not be read, and all problems.

    Attributes:
        root: The root value.
        problems: The problems of the file.
        is_lasting: Whether the file has to change before it can be read in another way.
    """

    root: Node | None
    problems: FileProblems
    is_lasting: bool = True


class _Unreadable(Exception):  # noqa: N818 -- it ends the reading of one file, it is no error of ours
    """The file cannot be read any further."""

    def __init__(self, *problems: SyntaxProblem) -> None:
        super().__init__(problems)
        self.problems = problems


def read_yaml(content: bytes, path: Path) -> Reading:
    """Read one YAML document.

    Args:
        content: The bytes of the file.
        path: Named in the problems.

    Returns:
        The root value, or None when the text is not YAML, with all problems in the order of their
        places. A value that was refused is ``REFUSED`` or missing.
    """
    problems = FileProblems(path)
    root: Node | None = None
    try:
        text = _decode(content)
        root = _Composer(text, problems).compose(_events(text))
    except _Unreadable as stop:
        for problem in stop.problems:
            problems.add(*problem)
    return Reading(root, problems)


def resolve(text: str) -> Scalar:
    """Return the value of a plain scalar by the YAML 1.2 core schema."""
    if text in _NULL:
        return None
    first = text[0]
    if first.isalpha() or not (first.isdigit() or first in "-+."):
        return _BOOL.get(text, text)
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    return text


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        pattern = _("the file is larger than {size} KiB; split it into smaller files")
        message = pattern.format(size=MAX_BYTES // 1024)
        raise _Unreadable(SyntaxProblem(1, 1, message))
    try:
        text = decode(content)
    except EncodingError as error:
        raise _Unreadable(_end_of(error.before, str(error))) from None
    no_yaml = _NO_YAML.search(text)
    if no_yaml is not None:
        pattern = _("the control character {number} cannot be used here; delete it")
        message = pattern.format(number=f"U+{ord(no_yaml[0]):04X}")
        raise _Unreadable(_end_of(text[: no_yaml.start()], message))
    unseen = unseen_before_lines(text)
    if unseen:
        raise _Unreadable(*unseen)
    return text


def _end_of(text: str, message: str) -> SyntaxProblem:
    lines = LINE_BREAK.split(text)
    return SyntaxProblem(len(lines), len(lines[-1]) + 1, message)


def _events(text: str) -> Iterator[Event]:
    try:
        # yaml.parse does the same, but has no types.
        yield from iter(yaml.CBaseLoader(text).get_event, None)
    except yaml.MarkedYAMLError as error:
        raise _Unreadable(*explain(error, text)) from None


class _Level:
    """A list or a group of keys that is not complete yet.

    Attributes:
        items: The entries of a list so far; None in a group of keys.
        entries: The values of a group so far, by their keys.
        key: The key whose value comes next; None if a key comes next.
    """

    __slots__ = ("entries", "items", "key")

    def __init__(self, node: Node) -> None:
        self.items = node.value if isinstance(node.value, list) else None
        self.entries = node.value if isinstance(node.value, dict) else {}
        self.key: Node | None = None


class _Composer:
    """Builds nodes from parser events without recursion, so that deep nesting is harmless."""

    def __init__(self, text: str, problems: FileProblems) -> None:
        self._text = text
        self._has_unseen = UNSEEN.search(text) is not None
        self._problems = problems
        self._root: Node | None = None
        self._levels: list[_Level] = []

    def compose(self, events: Iterator[Event]) -> Node:
        """Return the root of the first document, and refuse a second one."""
        for event in events:
            match event:
                case ScalarEvent():
                    self._attach(self._scalar(event))
                case MappingStartEvent() | SequenceStartEvent():
                    node = self._collection(event)
                    self._attach(node)
                    self._levels.append(_Level(node))
                case MappingEndEvent() | SequenceEndEvent():
                    self._levels.pop()
                case AliasEvent():
                    alias = quoted(f"*{event.anchor}")
                    pattern = _("the alias {alias} cannot be used; write out what it stands for")
                    self._refuse(event, pattern.format(alias=alias))
                    self._attach(Node(REFUSED, *_place(event)))
                case DocumentStartEvent() if self._root is not None:
                    message = _("a second document begins here; give it a file of its own")
                    self._refuse(event, message)
                    break
                case _:
                    pass
        if self._root is None:
            raise _Unreadable(
                SyntaxProblem(1, 1, _("the file is empty; start it with 'format: 1'"))
            )
        return self._root

    def _attach(self, node: Node) -> None:
        if not self._levels:
            self._root = node
            return
        level = self._levels[-1]
        if level.items is not None:
            level.items.append(node)
        elif level.key is None:
            level.key = node
        else:
            self._enter(level.entries, level.key, node)
            level.key = None

    def _enter(self, entries: dict[str, Node], key: Node, node: Node) -> None:
        name = key.value
        if not isinstance(name, str):
            if name is not REFUSED:
                message = _("a list or a group cannot be a key; put the text in quotes")
                self._problems.add(key.line, key.column, message)
        elif name in entries:
            first = entries[name].key_line
            pattern = _("the key {key} appears twice (first in line {line}); remove one")
            self._problems.add(key.line, key.column, pattern.format(key=quoted(name), line=first))
        else:
            node.key_line, node.key_column = key.line, key.column
            entries[name] = node

    def _scalar(self, event: ScalarEvent) -> Node:
        line, column = _place(event)
        text = event.value
        if event.tag is not None or event.anchor is not None:
            self._refuse_properties(event)
        if event.tag is not None:
            return Node(REFUSED, line, column)
        is_key = self._awaits_key()
        if self._has_unseen and self._refuse_unseen(event, is_key=is_key):
            # The key is known all the same, so that nobody is told that it is missing.
            return Node(without_unseen(text).strip() if is_key else REFUSED, line, column)
        value = resolve(text) if event.implicit[0] and not is_key else text
        return Node(value, line, column, text)

    def _refuse_unseen(self, event: ScalarEvent, *, is_key: bool) -> bool:
        """Add a problem if something that cannot be seen makes a key or a value another one.

        In a key it may stand nowhere, in a value not at its ends: within a text some of it has its
        uses. Written as a code in double quotes, it can be seen and may stand anywhere.
        """
        text = event.value
        start = UNSEEN.search(text) if is_key else UNSEEN_AT_START.match(text)
        found = start or UNSEEN_AT_END.search(text)
        if found is None:
            return False
        letter = found[0] if is_key else found[1]
        first, last = event.start_mark, event.end_mark
        assert first is not None  # noqa: S101 -- the parser places every event
        assert last is not None  # noqa: S101
        source = self._text[first.index : last.index]
        place = source.find(letter) if start else source.rfind(letter)
        if place < 0:
            return False
        end = _end_of(source[:place], "")
        column = end.column + first.column if end.line == 1 else end.column
        ends = "key" if is_key else "value-start" if start else "value-end"
        self._problems.add(first.line + end.line, column, unseen_problem(letter, ends))
        return True

    def _awaits_key(self) -> bool:
        if not self._levels:
            return False
        level = self._levels[-1]
        return level.items is None and level.key is None

    def _collection(self, event: MappingStartEvent | SequenceStartEvent) -> Node:
        line, column = _place(event)
        if len(self._levels) >= MAX_DEPTH:
            pattern = ngettext(
                "this is nested more than {count} level deep; use fewer levels",
                "this is nested more than {count} levels deep; use fewer levels",
                MAX_DEPTH,
            )
            raise _Unreadable(SyntaxProblem(line, column, pattern.format(count=MAX_DEPTH)))
        self._refuse_properties(event)
        return Node({} if isinstance(event, MappingStartEvent) else [], line, column)

    def _refuse_properties(
        self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent
    ) -> None:
        if event.anchor is not None:
            anchor = quoted(f"&{event.anchor}")
            message = _("the anchor {anchor} cannot be used; remove it").format(anchor=anchor)
            self._refuse(event, message)
        if event.tag is not None:
            tag = quoted(event.tag.replace("tag:yaml.org,2002:", "!!"))
            self._refuse(event, _("the tag {tag} cannot be used; remove it").format(tag=tag))

    def _refuse(self, event: Event, message: str) -> None:
        self._problems.add(*_place(event), message)


def _place(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    assert mark is not None  # noqa: S101 -- the parser places every event
    return mark.line + 1, mark.column + 1
