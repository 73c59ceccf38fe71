"""The entry point: ``stretchapp`` and ``python -m stretchapp``."""

import sys

if not __package__:
    # Started by the path of this file: see desktop.launching.installation.
    folder = __file__.rpartition("stretchapp")[0].rstrip("/\\")
    if folder not in sys.path:
        sys.path.insert(0, folder)

from stretchapp.desktop.instance.fast_handover import REFUSED, hand_over_at_once
from stretchapp.startup.standard_streams import open_standard_streams


def main() -> int:
    """Carry out the command line, and return the exit code."""
    open_standard_streams()
    code = hand_over_at_once(sys.argv[1:])
    if code is None or code == REFUSED:
        # Imported here: a command that was handed over does not need it.
        from stretchapp.startup import cli

        code = cli.main(is_refused=code == REFUSED)
    return code


if __name__ == "__main__":
    sys.exit(main())
