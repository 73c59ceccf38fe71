"""The entry point: ``stretchapp`` and ``python -m stretchapp``."""

import gc
import sys

from stretchapp.desktop.instance.fast_handover import pass_on, read_plain


def main() -> int:
    """Do what the command line says, and return the exit code."""
    command = read_plain(sys.argv[1:])
    code = None if command is None else pass_on(command)
    if command is not None and code is None:
        # A start makes many objects, and looking for garbage among them takes 10 ms.
        gc.disable()
        # Imported here, as the following: what is passed on has no need of it.
        from stretchapp.startup.launch import launch

        code = launch(command)
        gc.enable()
    if code is None:
        from stretchapp.startup import cli

        code = cli.main()
    return code


if __name__ == "__main__":
    sys.exit(main())
