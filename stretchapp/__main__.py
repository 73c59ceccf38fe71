"""The entry point: ``stretchapp`` and ``python -m stretchapp``."""

from __future__ import annotations

import sys

from stretchapp.cli import main

if __name__ == "__main__":
    sys.exit(main())
