"""Explanations of YAML syntax errors for authors who do not know YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stretchapp.base.i18n import N_, _
from stretchapp.base.unseen import UNSEEN
from stretchapp.library.yaml.unseen_problems import unseen_problem

if TYPE_CHECKING:
    import yaml

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
"""Everything that the parser counts as a line break."""

_INDENTATION = re.compile(r"[ \t]*")
_UNSEEN_BEFORE_LINE = re.compile(rf"[ \t]*({UNSEEN.pattern})")
_UNSEEN_FOR_SPACE = re.compile(rf"""[:\-,'"\]}}]({UNSEEN.pattern})""")
_END_OF_SOMETHING = re.compile(r"""[:'"\]}]""")


class SyntaxProblem(NamedTuple):
    """A syntax error: its 1-based place, and what to do about it."""

    line: int
    column: int
    message: str


class _Rule(NamedTuple):
    """The explanation for one kind of parser error.

    Attributes:
        pattern: A part of the parser's own message.
        message: The explanation.
        at_line_start: The explanation if the error is at the beginning of a line.
        where_opened: Whether the problem is placed where the faulty quote, list or word begins; if
            not, where the parser noticed it.
    """

    pattern: str
    message: str
    at_line_start: str = ""
    where_opened: bool = False


_MISALIGNED = N_("this line does not fit those above; indent it exactly like the lines beside it")
_CANNOT_BEGIN = N_("no text can begin with this character; put the text in quotes")
_CANNOT_NAME = N_("text that begins with '*', '&' or '!' means something else; put it in quotes")
_NO_DIRECTIVE = N_("a line cannot begin with '%'; remove this line")
_BACKSLASH = N_(
    "in double quotes a backslash begins a code; write two of them, or use single quotes"
)

_RULES = (
    _Rule(
        pattern="mapping values are not allowed",
        message=N_("a second colon in a line needs quotes; put the whole text in quotes"),
        at_line_start=N_(
            "this key does not fit the line above; indent it like the lines beside it, and see"
            " that the line above has a colon and a space"
        ),
    ),
    _Rule(
        pattern="did not find expected key",
        message=N_("the quotes end before this; put the whole text in double quotes"),
        at_line_start=_MISALIGNED,
    ),
    _Rule(
        pattern="did not find expected '-' indicator",
        message=N_("the quotes end before this; put the whole text in double quotes"),
        at_line_start=_MISALIGNED,
    ),
    _Rule(
        pattern="could not find expected ':'",
        message=N_("this line has no colon and space after its key; write 'key: value'"),
        where_opened=True,
    ),
    _Rule(
        pattern="end of stream",
        message=N_("the quote opened here is never closed; close it"),
        where_opened=True,
    ),
    _Rule(
        pattern="document indicator",
        message=N_("the quote opened here is not closed before '---' or '...'; close it"),
        where_opened=True,
    ),
    _Rule(
        pattern="',' or ']'",
        message=N_("the list opened here is not closed; add ']'"),
        where_opened=True,
    ),
    _Rule(
        pattern="',' or '}'",
        message=N_("the brace opened here is not closed; add '}'"),
        where_opened=True,
    ),
    _Rule(pattern="directive", message=_NO_DIRECTIVE),
    _Rule(pattern="incompatible YAML document", message=_NO_DIRECTIVE),
    _Rule(pattern="cannot start any token", message=_CANNOT_BEGIN),
    _Rule(pattern="node content", message=_CANNOT_BEGIN),
    _Rule(pattern="mapping keys are not allowed", message=_CANNOT_BEGIN),
    _Rule(
        pattern="sequence entries are not allowed",
        message=N_("write '- ' and what follows on a line of its own"),
    ),
    _Rule(pattern="an alias", message=_CANNOT_NAME, where_opened=True),
    _Rule(pattern="an anchor", message=_CANNOT_NAME, where_opened=True),
    _Rule(pattern="a tag", message=_CANNOT_NAME, where_opened=True),
    _Rule(pattern="undefined tag", message=_CANNOT_NAME, where_opened=True),
    _Rule(pattern="a quoted scalar", message=_BACKSLASH),
    _Rule(
        pattern="a block scalar",
        message=N_("the text begins on the line below '|' or '>'; move it there"),
    ),
    _Rule(pattern="<document start>", message=_MISALIGNED),
)

_UNKNOWN = _Rule("", N_("this is not valid YAML; check the indentation, the colons and the quotes"))


def explain(error: yaml.MarkedYAMLError, text: str) -> list[SyntaxProblem]:
    """Return the problem of a text, or one for every line indented with a tab.

    Args:
        error: The error of the parser, which stops at the first mistake.
        text: The whole text.
    """
    lines = LINE_BREAK.split(text)
    mark = error.problem_mark
    assert mark is not None  # noqa: S101 -- the parser always says where it stopped
    if mark.line == len(lines):
        # The last line has no line break, and the parser adds one.
        line, column = len(lines), len(lines[-1]) + 1
    else:
        line, column = mark.line + 1, mark.column + 1
    if _tab_in(lines[line - 1]) is not None:
        return _tabs(lines, line)
    context = line if error.context_mark is None else error.context_mark.line + 1
    # The parser takes a key without a space after its colon for a part of the next line.
    for number in sorted({max(1, line - 1), context, line}):
        unseen = _UNSEEN_FOR_SPACE.search(lines[number - 1]) if number <= len(lines) else None
        if unseen is not None:
            message = unseen_problem(unseen[1], "line")
            return [SyntaxProblem(number, unseen.start(1) + 1, message)]

    before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    rule = _rule(f"{error.context}: {error.problem}")
    message = rule.message
    if rule.at_line_start and not _END_OF_SOMETHING.search(before):
        message = rule.at_line_start
    if rule.message is _CANNOT_BEGIN and not after.strip():
        message = N_("the text ends inside brackets; close them")
    if rule.where_opened and error.context_mark is not None:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return [SyntaxProblem(line, column, _(message))]


def unseen_before_lines(text: str) -> list[SyntaxProblem]:
    """Return a problem for every line that begins with something that cannot be seen."""
    if UNSEEN.search(text) is None:
        return []
    found = (
        (number, _UNSEEN_BEFORE_LINE.match(line))
        for number, line in enumerate(LINE_BREAK.split(text), 1)
    )
    return [
        SyntaxProblem(number, it.start(1) + 1, unseen_problem(it[1], "line-start"))
        for number, it in found
        if it is not None
    ]


def _rule(parser_message: str) -> _Rule:
    for rule in _RULES:
        if rule.pattern in parser_message:
            return rule
    return _UNKNOWN


def _tab_in(line: str) -> int | None:
    """Return the 1-based column of the first tab in the indentation of a line, or None."""
    indentation = _INDENTATION.match(line)
    tab = -1 if indentation is None else indentation[0].find("\t")
    return None if tab < 0 else tab + 1


def _tabs(lines: list[str], first: int) -> list[SyntaxProblem]:
    """Return a problem for every line from ``first`` on that is indented with a tab."""
    message = _("this line is indented with a tab; use spaces")
    columns = ((number, _tab_in(line)) for number, line in enumerate(lines, 1) if number >= first)
    return [SyntaxProblem(line, column, message) for line, column in columns if column is not None]
