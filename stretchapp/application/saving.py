"""Saving in the background, so that sessions and relief wait for no lock, disk or diary.

What runs hands over its latest state as a draft. A thread writes it, and tries again until it is
saved; a newer state takes the place of one that is not saved yet.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Protocol

from stretchapp.base.i18n import N_, _
from stretchapp.base.problems import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from stretchapp.base.clock import Clock

    Write = Callable[[Connection], None]
    """Writes a state into the diary. Raises UserError when it cannot."""

PATIENCE_S = 3.0
"""How long a state may be unsaved before that is said, although nothing has failed yet."""

RETRY_S = 2.0
"""How long to wait after a failure before the next attempt."""

NO_ANSWER = N_("The disk or the diary does not answer; stretchapp keeps trying.")


class Draft:
    """The latest state of one entry of the diary, until it is saved."""

    def __init__(self, clock: Clock) -> None:
        """Begin without anything to save.

        Args:
            clock: Read to notice that saving takes long.
        """
        self._clock = clock
        self._lock = threading.Lock()
        self._write: Write | None = None
        self._unsaved_since_s = 0.0
        self._failure: str | None = None

    @property
    def is_saved(self) -> bool:
        """Whether the latest state has reached the disk."""
        return self._write is None

    @property
    def problem(self) -> str | None:
        """Why the latest state is not saved; None if it is, or was handed over just now."""
        if self._write is None:
            return None
        waited_s = self._clock.monotonic_s() - self._unsaved_since_s
        return self._failure or (_(NO_ANSWER) if waited_s > PATIENCE_S else None)

    def change(self, write: Write) -> None:
        """Replace what is to be saved."""
        with self._lock:
            if self._write is None:
                self._unsaved_since_s = self._clock.monotonic_s()
            self._write = write

    def save(self, connection: Connection) -> bool:
        """Write the latest state, and return whether that succeeded."""
        write = self._write
        if write is None:
            return True
        try:
            write(connection)
        except UserError as error:
            self.fail(str(error))
            return False
        with self._lock:
            self._failure = None
            self._unsaved_since_s = self._clock.monotonic_s()
            # A newer state may have been handed over meanwhile.
            if self._write is write:
                self._write = None
        return True

    def fail(self, reason: str) -> None:
        """Keep the reason why an attempt failed."""
        self._failure = reason


class Saver(Protocol):
    """Saves drafts: ``BackgroundSaver``; tests save at once."""

    def save(self, draft: Draft) -> None:
        """Save the state of a draft soon."""
        ...

    def wait(self, timeout_s: float, /) -> str | None:
        """Wait until everything is saved; return why something is not, or None."""
        ...

    def close(self) -> None:
        """End saving; nothing is handed over any more."""
        ...


class BackgroundSaver:
    """Saves drafts in a thread of its own, which has its own connection.

    A draft that cannot be saved is tried again until it can, and with every state that is handed
    over. The connection is opened anew after a failure: the file may have been replaced.
    """

    def __init__(self, open_store: Callable[[], Connection]) -> None:
        """Prepare; the thread starts with the first draft.

        Args:
            open_store: Opens the diary; called in the thread. Raises UserError when it cannot.
        """
        self._open_store = open_store
        self._condition = threading.Condition()
        # In the order in which they were handed over.
        self._drafts: dict[Draft, None] = {}
        self._thread: threading.Thread | None = None
        self._is_closed = False

    def save(self, draft: Draft) -> None:
        """Save the state of a draft soon; return at once."""
        with self._condition:
            self._drafts[draft] = None
            if self._thread is None or not self._thread.is_alive():
                # A daemon: a disk that does not answer must not keep the process from ending.
                self._thread = threading.Thread(target=self._work, name="diary", daemon=True)
                self._thread.start()
            self._condition.notify_all()

    def wait(self, timeout_s: float) -> str | None:
        """Wait until everything is saved; return why something is not, or None."""
        with self._condition:
            self._condition.wait_for(lambda: not self._drafts, timeout_s)
            unsaved = next(iter(self._drafts), None)
        return None if unsaved is None else unsaved.problem or _(NO_ANSWER)

    def close(self) -> None:
        """End the thread after its present attempt, without waiting for it."""
        with self._condition:
            self._is_closed = True
            self._condition.notify_all()

    def _work(self) -> None:
        connection: Connection | None = None
        while drafts := self._next_drafts():
            connection = self._attempt(connection, drafts)
            with self._condition:
                for draft in drafts:
                    if draft.is_saved:
                        self._drafts.pop(draft, None)
                self._condition.notify_all()
                if connection is None and not self._is_closed:
                    self._condition.wait(RETRY_S)
        if connection is not None:
            connection.close()

    def _next_drafts(self) -> list[Draft]:
        """Wait for drafts and return them; nothing at the end."""
        with self._condition:
            self._condition.wait_for(lambda: self._drafts or self._is_closed)
            return [] if self._is_closed else list(self._drafts)

    def _attempt(self, connection: Connection | None, drafts: list[Draft]) -> Connection | None:
        """Save drafts; return the connection, or None if one of them could not be saved."""
        if connection is None:
            try:
                connection = self._open_store()
            except UserError as error:
                for draft in drafts:
                    draft.fail(str(error))
                return None
        # Each of them is tried, whatever becomes of the others.
        are_saved = [draft.save(connection) for draft in drafts]
        if all(are_saved):
            return connection
        connection.close()
        return None
