"""Subcommands of a parser."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Subcommands:
    """Adds subcommands to a parser, which sets an attribute to the name of the chosen one."""

    def __init__(self, parser: ArgumentParser, attribute: str, *, required: bool) -> None:
        """Prepare; there are no subcommands yet.

        Args:
            parser: The parser.
            attribute: The attribute of the options that names the chosen subcommand.
            required: Whether one has to be given.
        """
        self._attribute = attribute
        self._action = parser.add_subparsers(metavar="COMMAND", required=required)

    def add(
        self, name: str, summary: str, parent: ArgumentParser, description: str = ""
    ) -> ArgumentParser:
        """Add a subcommand and return its parser.

        Args:
            name: What the user types.
            summary: One line for the help of the parent parser.
            parent: A parser whose options the subcommand has too.
            description: What its own help says at the top; the summary if empty.
        """
        command = self._action.add_parser(
            name,
            help=summary,
            description=description or summary,
            parents=[parent],
            allow_abbrev=False,
        )
        command.set_defaults(**{self._attribute: name})
        return command
