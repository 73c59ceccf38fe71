"""Prints the names of the sound outputs as JSON; run as a process of its own, which may hang."""

from __future__ import annotations

import json
import os

from stretchapp.desktop.sound.output import output_names


def main() -> None:
    """Print the names."""
    # Not print(): the reader is another process.
    os.write(1, json.dumps(output_names()).encode())
