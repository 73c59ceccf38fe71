"""Which sound outputs there are, printed as JSON: a process of its own can be ended if it hangs."""

from __future__ import annotations

import json
import os

from stretchapp.desktop.sound.output import output_names


def main() -> None:
    """Print the names."""
    # Not print(): this is an answer to another process.
    os.write(1, json.dumps(output_names()).encode())


if __name__ == "__main__":
    main()
