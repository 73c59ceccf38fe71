"""Finds the texts in the source that people could read and that are not marked for translation."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = frozenset(["_", "N_", "NC_", "ngettext", "pgettext"])

NOT_FOR_PEOPLE = "not for people"
"""A comment with these words stands beside or above a text that only programs read."""

_SENTENCE = re.compile(r"[^\W\d_]{2,}[,.:;]? [^\W\d_]{2,}")
"""Two words."""

_WORD = re.compile(r"[A-Z][a-z]{2,}(?![a-z]*[A-Z])")
"""A word with one capital letter, at the beginning of a text; names of programs have more."""

_FOR_PROGRAMS = re.compile(
    r"^stretchapp |\b(SELECT|CREATE|INSERT|UPDATE|DELETE|PRAGMA|ALTER|DROP|ATTACH|BEGIN|WITH|WHERE"
    r"|ORDER BY|ON CONFLICT)\b"
)
"""A command of the app, or words of the database."""

_CODE = re.compile(r"<[!/a-zA-Z]|^[A-Z]\w+=|\n[A-Z]\w+=|\$\w")
"""Markup, the lines of a configuration file, or the variables of a script."""

_KEYS_OR_STYLE = re.compile(r"^(Ctrl|Alt|Shift)\+|\dpx|^px|px |\bQ[A-Z][a-z]")
"""A key with a modifier, or a part of a style sheet."""

_QUIET_CALLS = frozenset(
    [
        *("getLogger", "compile", "setObjectName", "getattr", "NewType", "TypeVar", "Meta"),
        *(
            "setApplicationName",
            "setStyleSheet",
            "sub",
            "fullmatch",
            "match",
            "NotImplementedError",
        ),
        *("AssertionError", "RuntimeError", "TypeError"),
    ]
)
"""What is passed to these is no text for people, or it is a fault of the program."""


def unmarked(source: str, *, has_names: bool = False) -> Iterator[tuple[int, str]]:
    """Return the lines and the texts that look as if people read them and are not marked.

    Args:
        source: The text of a module.
        has_names: Whether single words are names for programs, as on a bus or in a database.
    """
    lines = ["", *source.splitlines()]
    finder = _Finder()
    finder.visit(ast.parse(source))
    for line, text in finder.found:
        is_name = has_names and not _SENTENCE.search(text)
        if not is_name and NOT_FOR_PEOPLE not in lines[line - 1] + lines[line]:
            yield line, text


class _Finder(ast.NodeVisitor):
    """Collects the texts outside of marks, docstrings, annotations and internal errors."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str]] = []

    def visit_Constant(self, node: ast.Constant) -> None:
        text = node.value
        if (
            isinstance(text, str)
            and (_SENTENCE.search(text) or _WORD.match(text))
            and not _FOR_PROGRAMS.search(text)
            and not _KEYS_OR_STYLE.search(text)
            and not _CODE.search(text)
            # Codes of territories and units.
            and not text.isupper()
        ):
            self.found.append((node.lineno, text))

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name in MARKS:
            # Tools find only plain texts in marks.
            for argument in node.args:
                if not isinstance(argument, ast.Constant):
                    self.visit(argument)
            return
        if name in _QUIET_CALLS:
            return
        if name == "cast":
            # The first argument is a type.
            self.visit(node.args[1])
            return
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        # The words of another program.
        if node.arg != "pattern":
            self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        # A text that stands alone is a docstring.
        if not isinstance(node.value, ast.Constant):
            self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        # Literal["..."] and Annotated[...] are types.
        if isinstance(node.value, ast.Name) and node.value.id in {"Literal", "Annotated"}:
            return
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Assert(self, node: ast.Assert) -> None:
        """Skip it: it is a fault of the program."""
