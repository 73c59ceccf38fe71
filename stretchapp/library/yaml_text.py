"""Strict reading of YAML text into values that know where they stand.

PyYAML's C parser does the scanning; the values follow the YAML 1.2 core schema instead of
PyYAML's YAML 1.1 (where ``no`` is false, ``010`` is eight and ``1:30`` is ninety). What routine
files have no use for is refused: duplicate keys, anchors, aliases, tags, several documents, deep
nesting and large files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from stretchapp.base.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,18}")
_OCTAL_OR_HEX = re.compile(r"0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan")


class Node:
    """A value of a YAML file with its place.

    Attributes:
        value: Text, number, truth value, nothing, a list of nodes, or nodes by key.
        line: 1-based line of the value.
        column: 1-based column of the value.
        key_line: 1-based line of the key that leads to it; its own line in a list.
        key_column: 1-based column of that key.
    """

    __slots__ = ("column", "key_column", "key_line", "line", "value")

    def __init__(self, value: object, line: int, column: int) -> None:
        """Place ``value``; the key's place is the value's until a key is known."""
        self.value = value
        self.line = self.key_line = line
        self.column = self.key_column = column


class Reading(NamedTuple):
    """What a text held: its value, if it could be read at all, and every problem found."""

    root: Node | None
    problems: list[Problem]


class _Unreadable(Exception):  # noqa: N818 -- it ends the reading of one file, it is no error of ours
    """Nothing more can be understood of this file."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.message = message


def read_yaml(content: bytes, path: Path) -> Reading:
    """Read one YAML document.

    Args:
        content: The bytes of the file.
        path: Named in the problems.

    Returns:
        The root value, or None when the text is not YAML or holds what is refused, with all
        problems in the order of their places.
    """
    problems: list[Problem] = []
    try:
        text = _decode(content)
        root = _Composer(path, problems).compose(_events(text))
    except _Unreadable as stop:
        problems.append(Problem(path, stop.line, stop.column, stop.message))
        return Reading(None, problems)
    return Reading(root, problems)


def _decode(content: bytes) -> str:
    if len(content) > MAX_BYTES:
        raise _Unreadable(
            1, 1, f"the file is larger than {MAX_BYTES // 1024} KiB; split it into smaller files"
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Unreadable(1, 1, "the file is encoded as UTF-16; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = _place(before, len(before))
        raise _Unreadable(
            line, column, "this character is not UTF-8; save the file with UTF-8 encoding"
        ) from None
    if not text.strip():
        raise _Unreadable(1, 1, "the file is empty; start it with 'format: 1'")
    return text


def _events(text: str) -> Iterator[Event]:
    try:
        yield from yaml.parse(text, Loader=yaml.CBaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _Unreadable(line, column, _plain_syntax_message(error, text, line)) from None
    except yaml.reader.ReaderError as error:
        # The position counts bytes, and names the last character that could be read.
        before = text.encode()[: error.position].decode("utf-8", "ignore")
        line, column = _place(before, len(before))
        raise _Unreadable(
            line, column, "this file holds a control character that YAML does not allow; delete it"
        ) from None


def _place(text: str, position: int) -> tuple[int, int]:
    line = text.count("\n", 0, position) + 1
    return line, position - (text.rfind("\n", 0, position) + 1) + 1


def _plain_syntax_message(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    lines = text.splitlines()
    this_line = lines[line - 1] if line <= len(lines) else ""
    problem = (error.problem or "").strip()
    if "\t" in this_line[: len(this_line) - len(this_line.lstrip())] or "'\\t'" in problem:
        return "this line is indented with a tab; use spaces"
    if "mapping values are not allowed" in problem:
        return "a colon stands where YAML does not expect one; put the text in quotes"
    if "could not find expected ':'" in problem:
        return "this line has no colon after its key; write 'key: value'"
    if "unexpected end of stream" in problem or "found unexpected end" in problem:
        return "a quote or bracket that was opened is not closed"
    if "did not find expected key" in problem or "did not find expected '-' indicator" in problem:
        return "the indentation does not fit the lines above, or a quote is missing"
    if "cannot start any token" in problem:
        return "this character cannot begin a value; put the text in quotes"
    return f"this is not valid YAML ({problem}); check the indentation and the quotes"


class _Composer:
    """Builds nodes out of parser events without recursion, so that depth cannot hurt."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems

    def compose(self, events: Iterator[Event]) -> Node | None:
        """Return the root of the only document; refuse a second one."""
        root: Node | None = None
        documents = 0
        open_nodes: list[Node] = []
        open_keys: list[Node | None] = []
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                node = self._scalar(event, is_key=_awaits_key(open_nodes, open_keys))
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                node = self._collection(event, len(open_nodes))
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                open_nodes.pop()
                open_keys.pop()
                continue
            elif kind is AliasEvent:
                node = self._alias(event)
            else:
                if kind is DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        self._refuse(event, "a file holds one document; remove this '---'")
                        break
                continue
            if open_nodes:
                self._attach(node, open_nodes, open_keys)
            else:
                root = node
            if kind is MappingStartEvent or kind is SequenceStartEvent:
                open_nodes.append(node)
                open_keys.append(None)
        return root

    def _attach(self, node: Node, open_nodes: list[Node], open_keys: list[Node | None]) -> None:
        parent = open_nodes[-1].value
        if isinstance(parent, list):
            cast("list[Node]", parent).append(node)
            return
        key = open_keys[-1]
        if key is None:
            if not isinstance(node.value, str):
                raise _Unreadable(node.line, node.column, "a key must be plain text")
            open_keys[-1] = node
            return
        open_keys[-1] = None
        node.key_line, node.key_column = key.line, key.column
        name = str(key.value)
        entries = cast("dict[str, Node]", parent)
        if name in entries:
            first = entries[name].key_line
            self._problems.append(
                Problem(
                    self._path,
                    key.line,
                    key.column,
                    f"'{name}' stands here a second time (first in line {first}); remove one",
                )
            )
        else:
            entries[name] = node

    def _scalar(self, event: Event, *, is_key: bool) -> Node:
        assert isinstance(event, ScalarEvent)  # noqa: S101 -- narrowed by the caller
        if event.anchor is not None:
            self._refuse_anchor(event)
        if event.tag is not None:
            self._refuse_tag(event)
        mark = event.start_mark
        plain = event.implicit[0] and not is_key
        value = _resolve(event.value) if plain else event.value
        return Node(value, mark.line + 1, mark.column + 1)

    def _collection(self, event: Event, depth: int) -> Node:
        assert isinstance(event, MappingStartEvent | SequenceStartEvent)  # noqa: S101 -- narrowed
        mark = event.start_mark
        if depth >= MAX_DEPTH:
            raise _Unreadable(
                mark.line + 1, mark.column + 1, f"nested more than {MAX_DEPTH} levels deep"
            )
        if event.anchor is not None:
            self._refuse_anchor(event)
        if event.tag is not None:
            self._refuse_tag(event)
        value: object = {} if isinstance(event, MappingStartEvent) else []
        return Node(value, mark.line + 1, mark.column + 1)

    def _alias(self, event: Event) -> Node:
        assert isinstance(event, AliasEvent)  # noqa: S101 -- narrowed by the caller
        self._refuse(event, f"the alias *{event.anchor} is not allowed; write the value out")
        return Node(f"*{event.anchor}", event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse_anchor(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        self._refuse(event, f"the anchor &{event.anchor} is not allowed; remove it")

    def _refuse_tag(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        self._refuse(event, f"the tag {event.tag} is not allowed; remove it")

    def _refuse(self, event: Event, message: str) -> None:
        mark = event.start_mark
        self._problems.append(Problem(self._path, mark.line + 1, mark.column + 1, message))


def _awaits_key(open_nodes: list[Node], open_keys: list[Node | None]) -> bool:
    return bool(open_nodes) and isinstance(open_nodes[-1].value, dict) and open_keys[-1] is None


def _resolve(text: str) -> object:
    """Return the value of a plain scalar by the YAML 1.2 core schema."""
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    first = text[0]
    if first.isalpha() or not (first.isdigit() or first in "-+."):
        return text
    if _INT.fullmatch(text):
        return int(text)
    if _OCTAL_OR_HEX.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text.replace(".inf", "inf").replace(".nan", "nan"))
    return text
