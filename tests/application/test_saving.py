"""Saving in the background, with the real thread."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stretchapp.application.saving import NO_ANSWER, PATIENCE_S, BackgroundSaver, Draft
from stretchapp.application.session_entry import SessionEntry, SessionProgress
from stretchapp.base.problems import UserError
from stretchapp.diary.session_log import NewSession, SessionLog
from stretchapp.diary.storage.store import empty_store, open_store
from tests.fakes import AN_EVENING, FakeClock, SaveAtOnce

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from sqlite3 import Connection

ENOUGH_S = 60.0
SESSION = NewSession(
    routine="evening", title="Evening", player="window", process=1, planned_s=100.0, parts=4
)


class Disk:
    """A place for states that fails or holds up what is written, as a test wants it."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.problem: str | None = None
        self.may_write = threading.Event()
        self.may_write.set()
        self.began = threading.Event()

    def write(self, draft: Draft, state: str) -> None:
        """Let a draft have a new state, which is written by the thread."""

        def write(_connection: Connection) -> None:
            self.began.set()
            assert self.may_write.wait(ENOUGH_S)
            if self.problem is not None:
                raise UserError(self.problem)
            self.written.append(state)

        draft.change(write)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def saver(monkeypatch: pytest.MonkeyPatch) -> Iterator[BackgroundSaver]:
    monkeypatch.setattr("stretchapp.application.saving.RETRY_S", 0.01)
    saver = BackgroundSaver(empty_store_of_thread)
    yield saver
    saver.close()


def empty_store_of_thread() -> Connection:
    return empty_store()


def test_a_state_is_written_in_the_background(saver: BackgroundSaver, disk: Disk) -> None:
    draft = Draft(FakeClock())
    disk.write(draft, "one")
    saver.save(draft)

    assert saver.wait(ENOUGH_S) is None
    assert (disk.written, draft.is_saved, draft.problem) == (["one"], True, None)


def test_a_disk_that_does_not_answer_holds_up_nobody(saver: BackgroundSaver, disk: Disk) -> None:
    clock = FakeClock()
    draft = Draft(clock)
    disk.may_write.clear()
    for state in ("one", "two", "three"):
        disk.write(draft, state)
        saver.save(draft)
        assert disk.began.wait(ENOUGH_S)
    assert (draft.is_saved, draft.problem) == (False, None)
    clock.advance(PATIENCE_S + 1)
    assert draft.problem == NO_ANSWER
    assert saver.wait(0.0) == NO_ANSWER

    disk.may_write.set()
    assert saver.wait(ENOUGH_S) is None
    # The state in between was replaced before it could be written.
    assert disk.written == ["one", "three"]
    assert draft.problem is None


def test_what_fails_is_tried_until_it_is_saved(saver: BackgroundSaver, disk: Disk) -> None:
    draft = Draft(FakeClock())
    disk.problem = "The disk is full."
    disk.write(draft, "end")
    saver.save(draft)
    assert saver.wait(0.2) == "The disk is full."
    assert not draft.is_saved

    disk.problem = None
    assert saver.wait(ENOUGH_S) is None
    assert disk.written == ["end"]


def test_a_diary_that_cannot_be_opened_is_tried_again(
    disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stretchapp.application.saving.RETRY_S", 0.01)
    problems = ["newer", "newer"]

    def open_late() -> Connection:
        if problems:
            raise UserError(problems.pop())
        return empty_store()

    saver = BackgroundSaver(open_late)
    draft = Draft(FakeClock())
    disk.write(draft, "end")
    saver.save(draft)

    assert saver.wait(ENOUGH_S) is None
    assert (disk.written, problems) == (["end"], [])
    saver.close()


def test_one_draft_that_fails_does_not_hold_up_another(saver: BackgroundSaver) -> None:
    failing, working = Disk(), Disk()
    failing.problem = "No."
    drafts = [Draft(FakeClock()), Draft(FakeClock())]
    for disk, draft in zip((failing, working), drafts, strict=True):
        disk.write(draft, "state")
        saver.save(draft)

    assert saver.wait(0.2) == "No."
    assert working.written == ["state"]


class FailingDisk(SaveAtOnce):
    """Saves at once, unless the next attempt is to fail."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(self.open_or_fail)
        self.connection = connection
        self.fails = False

    def open_or_fail(self) -> Connection:
        if self.fails:
            raise UserError("No.")
        return self.connection


PROGRESS = st.lists(
    st.tuples(st.floats(0, 1000), st.integers(0, 3), st.booleans(), st.booleans()), max_size=12
)


@given(PROGRESS)
def test_after_any_failures_the_diary_is_as_without_them(
    steps: list[tuple[float, int, bool, bool]],
) -> None:
    def play(*, with_failures: bool) -> list[tuple[object, ...]]:
        saver = FailingDisk(empty_store())
        entry = SessionEntry(saver, FakeClock())
        for active_s, part, fails, is_resumed in [*steps, (1000.0, 3, False, False)]:
            saver.fails = with_failures and fails
            progress = SessionProgress(
                state="finished" if active_s == 1000.0 else "running",
                active_s=active_s,
                part=part,
                saved_at=AN_EVENING,
            )
            # A session that was resumed is recorded with another plan.
            session = (
                SESSION
                if not is_resumed
                else NewSession(
                    routine="evening",
                    title="Evening",
                    player="terminal",
                    process=2,
                    planned_s=90.0,
                    parts=3,
                )
            )
            entry.save(session, AN_EVENING, progress)
        rows = saver.connection.execute(
            "SELECT routine, title, player, process, state, started_at, saved_at, planned_s,"
            " active_s, part, parts FROM session"
        )
        return [tuple(row) for row in rows]

    assert play(with_failures=True) == play(with_failures=False)


def test_what_is_said_to_be_saved_can_be_read_by_another_process(tmp_path: Path) -> None:
    path = tmp_path / "diary.sqlite"
    saver = BackgroundSaver(lambda: open_store(path))
    entry = SessionEntry(saver, FakeClock())
    progress = SessionProgress(state="stopped", active_s=3.0, part=0, saved_at=AN_EVENING)
    entry.save(SESSION, AN_EVENING, progress)

    entry.wait(ENOUGH_S)
    assert entry.is_saved
    (record,) = SessionLog(open_store(path)).sessions()
    assert (record.state, record.active_s) == ("stopped", 3.0)
    saver.close()
