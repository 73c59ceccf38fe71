"""``stretchapp timeline``: prints the plan of a routine as written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from stretchapp.base.i18n import _
from stretchapp.library.yaml.durations import format_duration
from stretchapp.session.timeline import plan

if TYPE_CHECKING:
    from stretchapp.library.routines.models import Routine
    from stretchapp.session.timeline import Segment


def timeline_lines(routine: Routine, *, as_json: bool) -> list[str]:
    """Return the segments of ``routine``, one line each or as JSON."""
    segments = plan(routine)
    if as_json:
        return [json.dumps([_plain(segment) for segment in segments], indent=2)]
    lines = [
        f"{format_duration(segment.start_s):>6}  {format_duration(segment.length_s):>5}"
        f"  {segment.kind:12}  {segment.side or '':8}  {segment.name}"
        for segment in segments
    ]
    return [*lines, f"{format_duration(routine.total_s):>6}  {_('end')}"]


def _plain(segment: Segment) -> dict[str, object]:
    return {
        "index": segment.index,
        "kind": segment.kind,
        "exercise": segment.exercise,
        "side": segment.side,
        "start_s": segment.start_s,
        "length_s": segment.length_s,
        "text": segment.text,
    }
