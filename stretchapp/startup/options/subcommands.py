"""Subcommands of a parser, with the options that all of them share."""

from __future__ import annotations

import argparse

from stretchapp.base.i18n import _
from stretchapp.startup.argument_types import folder


class Subcommands:
    """Adds subcommands to a parser, which sets an attribute to the name of the chosen one."""

    def __init__(self, parser: argparse.ArgumentParser, attribute: str, *, required: bool) -> None:
        """Prepare; there are no subcommands yet.

        Args:
            parser: The parser.
            attribute: The attribute of the options that names the chosen subcommand.
            required: Whether one has to be given.
        """
        self._attribute = attribute
        self._action = parser.add_subparsers(metavar="COMMAND", required=required)

    def add(self, name: str, summary: str, *, with_json: bool = False) -> argparse.ArgumentParser:
        """Add a subcommand and return its parser.

        Args:
            name: What the user types.
            summary: One line for the help.
            with_json: Whether it can print JSON.
        """
        command = self._action.add_parser(
            name, help=summary, description=summary, allow_abbrev=False
        )
        command.set_defaults(**{self._attribute: name})
        add_data_dir(command)
        if with_json:
            command.add_argument("--json", action="store_true", help=_("print JSON"))
        return command


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    """Add the option that every command has."""
    parser.add_argument(
        "--data-dir",
        type=folder,
        metavar="DIR",
        # A default would reset what was given before the command.
        default=argparse.SUPPRESS,
        help=_("keep settings, routines and diary in DIR, and nothing outside it"),
    )
