"""The standard streams of a process that was started without some of them."""

import io
import os
import sys

TYPE_CHECKING = False
"""As in ``typing``, which a hand-over has no time to import; type checkers take it for true."""

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_NUMBERS = (0, 1, 2)


def open_standard_streams() -> None:
    """Make sure that all three standard streams can be used, whatever they were started with.

    A closed one leads to the null device. Otherwise Python would have None in its place, and the
    next file that is opened would get its number: what is meant for the terminal would be written
    into the diary. Standard error drops what it cannot write, because a terminal that was closed
    must not end the window, nor hide the error that was to be reported.
    """
    for number in _NUMBERS:
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is always the one that is missing.
            os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(number, True)  # noqa: FBT003 -- as the other streams are
    # Each is None if it was closed, although its type does not say so.
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115 -- stays open
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115 -- the same
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(_Unfailing(2, "w", closefd=False)),
        encoding=getattr(sys.stderr, "encoding", None),
        errors="backslashreplace",
        line_buffering=True,
    )


class _Unfailing(io.FileIO):
    """A file that drops what cannot be written."""

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write data, and return its length even if it could not be written."""
        try:
            return super().write(data) or 0
        except OSError:
            return memoryview(data).nbytes
