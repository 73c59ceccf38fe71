"""``stretchapp reminders``: lists, adds, changes, pauses and exports reminders."""

from __future__ import annotations

import heapq
import json
import os
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from stretchapp.application.reminder_withdrawal import withdraw_outdated
from stretchapp.application.reminders import Reminders
from stretchapp.base.files import is_stdout
from stretchapp.base.i18n import N_, _
from stretchapp.desktop.instance.process_check import is_alive
from stretchapp.diary.storage.store import open_store, open_to_read
from stretchapp.reminders.rules import Bedtimes
from stretchapp.wording.dates import (
    date_in_words,
    time_in_words,
    weekday_name,
    weekdays_in_order,
)
from stretchapp.wording.reminder_listing import (
    coming_line,
    plain_coming,
    plain_record,
    plain_rule,
    record_line,
    rule_line,
)
from stretchapp.wording.reminders import damaged_in_words, rule_in_words

REMOVE = N_("To remove it, type: stretchapp reminders remove {numbers}")
PAUSED = N_("Reminders are paused until the evening of {date}.")

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator
    from datetime import date, datetime, time, tzinfo
    from pathlib import Path

    from stretchapp.desktop.notifications.notifier import Notifier
    from stretchapp.desktop.reminders.delivery import Delivery
    from stretchapp.desktop.reminders.systemd_timers import Schedules
    from stretchapp.reminders.rules import Rule

    SetDelivery = Callable[[Schedules], Delivery]


class ReminderCommands:
    """The subcommands of ``stretchapp reminders`` on one diary, but for ``fire`` and ``wait``.

    Each method carries out one subcommand and returns the lines to print. It raises ``UserError``
    if something does not exist, or cannot be read or written.
    """

    def __init__(
        self,
        diary: Path,
        now: datetime,
        zone: tzinfo,
        set_delivery: SetDelivery,
        warn: Callable[[str], None],
    ) -> None:
        """Open nothing yet.

        Args:
            diary: The file of the diary.
            now: The present moment.
            zone: The zone of the person.
            set_delivery: Sets what delivers the reminders, and returns what that is.
            warn: Called with a sentence about the diary file that is no part of the answer.
        """
        self._diary = diary
        self._now = now.astimezone(zone)
        self._zone = zone
        self._set_delivery = set_delivery
        self._warn = warn

    def list_reminders(self, *, as_json: bool) -> list[str]:
        """List all reminders."""
        with self._reading() as reminders:
            rules = [(rule, reminders.next_due(rule, self._now)) for rule in reminders.rules()]
            paused = reminders.paused_until(self._now)
        if as_json:
            return _to_json([plain_rule(rule, next_at) for rule, next_at in rules])
        lines = [rule_line(rule, next_at, self._now) for rule, next_at in rules]
        if paused is not None:
            lines.append(_(PAUSED).format(date=date_in_words(paused)))
        return lines or [_("No reminders. To add one, type: stretchapp reminders add --at 21:45")]

    def add(self, new: Rule, *, as_json: bool) -> list[str]:
        """Add a reminder, which gets an id of its own."""
        with self._changing() as reminders:
            rule = reminders.add(new, self._now)
            problems = renew_delivery(reminders, self._set_delivery)
            next_at = reminders.next_due(rule, self._now)
        if as_json:
            return _to_json(plain_rule(rule, next_at))
        return [rule_line(rule, next_at, self._now), *problems]

    def remove(self, numbers: Collection[int] | None) -> list[str]:
        """Remove some reminders, all of which have to exist, or all reminders for None."""
        with self._changing() as reminders:
            damaged = [
                number for number in reminders.damaged() if numbers is None or number in numbers
            ]
            if numbers is None:
                rules = reminders.rules()
            else:
                rules = [reminders.rule(number) for number in numbers if number not in damaged]
            for number in (*(rule.id for rule in rules), *damaged):
                reminders.remove(number)
            problems = renew_delivery(reminders, self._set_delivery)
        lines = [_("Removed: {reminder}").format(reminder=rule_in_words(rule)) for rule in rules]
        lines += [
            _("Removed: reminder {number}, which was damaged.").format(number=number)
            for number in damaged
        ]
        return [*(lines or [_("There was no reminder to remove.")]), *problems]

    def switch(self, number: int, *, is_on: bool) -> list[str]:
        """Turn a reminder on or off."""
        with self._changing() as reminders:
            rule = replace(reminders.rule(number), is_on=is_on)
            reminders.change(rule, self._now)
            problems = renew_delivery(reminders, self._set_delivery)
            next_at = reminders.next_due(rule, self._now)
        return [rule_line(rule, next_at, self._now), *problems]

    def list_coming(self, count: int, start: datetime | None, *, as_json: bool) -> list[str]:
        """List the next times at which reminders are due.

        Args:
            count: How many times to list at most.
            start: The moment after which they are; None for the present one.
            as_json: Whether to return JSON.
        """
        with self._reading() as reminders:
            coming = list(islice(_coming(reminders, start or self._now), count))
        if as_json:
            return _to_json([plain_coming(at, rule) for at, rule in coming])
        return [coming_line(at, rule) for at, rule in coming] or [_("No reminder is due.")]

    def pause(self, until: date | None) -> list[str]:
        """Pause all reminders until the evening of a date, or for tonight."""
        with self._changing() as reminders:
            if until is None:
                reminders.pause_tonight(self._now)
            else:
                reminders.pause_until(until)
            paused = reminders.paused_until(self._now)
        if paused is None:
            return [_("Reminders are not paused: the date is not in the future.")]
        return [_(PAUSED).format(date=date_in_words(paused))]

    def end_pause(self) -> list[str]:
        """End the pause of all reminders."""
        with self._changing() as reminders:
            reminders.end_pauses()
        return [_("Reminders are no longer paused.")]

    def list_bedtimes(self, *, as_json: bool) -> list[str]:
        """List the bedtimes of all evenings."""
        with self._reading() as reminders:
            times = reminders.bedtimes().by_weekday
        return _bedtime_lines(times, as_json=as_json)

    def set_bedtime(self, at: time, weekdays: Iterable[int], *, as_json: bool) -> list[str]:
        """Set the bedtime of some evenings."""
        with self._changing() as reminders:
            times = list(reminders.bedtimes().by_weekday)
            for weekday in weekdays:
                times[weekday] = at
            reminders.set_bedtimes(Bedtimes(tuple(times)), self._now)
            problems = renew_delivery(reminders, self._set_delivery)
        lines = _bedtime_lines(times, as_json=as_json)
        return lines if as_json else [*lines, *problems]

    def history(self, *, as_json: bool) -> list[str]:
        """List the outcomes of the reminders of the last 30 days."""
        with self._reading() as reminders:
            records = reminders.history(self._now)
        if as_json:
            return _to_json([plain_record(record, self._zone) for record in records])
        lines = [record_line(record, self._zone) for record in records]
        return lines or [_("No reminder was due in the last 30 days.")]

    def export(self, output: Path) -> list[str]:
        """Write the reminders to a calendar file."""
        # Imported here: no other command needs the calendar library.
        from stretchapp.application.ics_export import export_calendar

        with self._reading() as reminders:
            # A sentence would become a part of the exported file.
            is_silent = is_stdout(output)
            sentence = export_calendar(reminders, output, self._now)
        return [] if is_silent else [sentence]

    @contextmanager
    def _reading(self) -> Generator[Reminders]:
        """Open the diary. Where there is none, none is created."""
        with closing(open_to_read(self._diary)) as connection:
            reminders = Reminders(connection, self._zone, is_alive)
            yield reminders
            self._tell_damaged(reminders)

    @contextmanager
    def _changing(self) -> Generator[Reminders]:
        """Open the diary, and withdraw the notifications that are out of date afterwards."""
        with closing(open_store(self._diary)) as connection:
            reminders = Reminders(connection, self._zone, is_alive)
            yield reminders
            self._tell_damaged(reminders)
            # Without a notification server, no notification is shown.
            with suppress(OSError):
                withdraw_outdated(reminders, _notifier, self._now)

    def _tell_damaged(self, reminders: Reminders) -> None:
        """Name the reminders that cannot be read, and how to remove them."""
        damaged = reminders.damaged()
        if damaged:
            numbers = " ".join(map(str, damaged))
            self._warn(f"{damaged_in_words(damaged)}\n{_(REMOVE).format(numbers=numbers)}")


def renew_delivery(reminders: Reminders, set_delivery: SetDelivery) -> list[str]:
    """Set what delivers reminders that were changed, and return what prevents delivery."""
    wanted = reminders.schedules()
    delivery = set_delivery(wanted)
    if not wanted:
        return []
    problems = [delivery.autostart_problem] if delivery.autostart_problem else []
    if delivery.timers_problem:
        problems.append(
            _(
                "{reason} Without system timers, reminders only work while stretchapp is running."
                " To let it run in the background, type: stretchapp reminders wait background"
            ).format(reason=delivery.timers_problem)
        )
    return problems


def _coming(reminders: Reminders, after: datetime) -> Iterator[tuple[datetime, Rule]]:
    """Return when any reminder is due after a moment, the earliest time first."""

    def times(rule: Rule) -> Iterator[tuple[datetime, Rule]]:
        return ((at, rule) for at in reminders.due_times(rule, after))

    return heapq.merge(*map(times, reminders.rules()), key=lambda due: (due[0], due[1].id))


def _bedtime_lines(times: Iterable[time], *, as_json: bool) -> list[str]:
    if as_json:
        return [json.dumps([f"{at:%H:%M}" for at in times])]
    by_weekday = list(times)
    names = {weekday: weekday_name(weekday) for weekday in weekdays_in_order()}
    width = max(map(len, names.values()))
    return [
        f"{name:{width}}  {time_in_words(by_weekday[weekday])}" for weekday, name in names.items()
    ]


def _notifier() -> Notifier:
    # Imported here: few commands find a notification that has to be withdrawn.
    from stretchapp.desktop.notifications.notifier import Notifier

    return Notifier(os.environ)


def _to_json(value: object) -> list[str]:
    return [json.dumps(value, indent=2)]
