"""The entry point: ``stretchapp`` and ``python -m stretchapp``."""

import sys

from stretchapp.desktop.handover_client import pass_on


def main() -> int:
    """Do what the command line says, and return the exit code."""
    code = pass_on(sys.argv[1:])
    if code is None:
        # Imported here: what is passed on has no need of it.
        from stretchapp import cli

        code = cli.main()
    return code


if __name__ == "__main__":
    sys.exit(main())
