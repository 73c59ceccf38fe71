"""The entry point: ``stretchapp`` and ``python -m stretchapp``."""

import sys

from stretchapp.desktop.instance.fast_handover import hand_over_at_once


def main() -> int:
    """Carry out the command line, and return the exit code."""
    code = hand_over_at_once(sys.argv[1:])
    if code is None:
        # Imported here: a command that was handed over does not need it.
        from stretchapp.startup import cli

        code = cli.main()
    return code


if __name__ == "__main__":
    sys.exit(main())
