"""The kinds of routine files, and the JSON Schema that describes them to editors."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from stretchapp.library.relief.file_format import WrittenRelief
from stretchapp.library.routines.file_format import (
    FORMAT,
    WrittenExercise,
    WrittenRoutine,
    WrittenStep,
    WrittenTiming,
)

WRITTEN_KINDS: dict[str, type[WrittenExercise | WrittenRoutine | WrittenRelief]] = {
    "exercise": WrittenExercise,
    "routine": WrittenRoutine,
    "relief": WrittenRelief,
}
"""The kinds of files, by the value of their key ``kind``."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of every kind of routine file."""
    schemas, components = msgspec.json.schema_components(
        WRITTEN_KINDS.values(), ref_template="#/$defs/{name}"
    )
    for name, component in components.items():
        words = re.findall("[A-Z][a-z]*", name.removeprefix("Written"))  # not for people
        component["title"] = " ".join(words).capitalize()
    for written in WRITTEN_KINDS.values():
        for field in msgspec.structs.fields(written):
            if field.default_factory is not msgspec.NODEFAULT:
                properties = components[written.__name__]["properties"]
                properties[field.name]["default"] = field.default_factory()
    for written in (WrittenTiming, WrittenStep, WrittenRelief):
        components[written.__name__] |= {
            "oneOf": [{"required": [key]} for key in written.one_of],
            "dependentRequired": {key: [other] for key, other in written.goes_with.items()},
        }
    components["WrittenExercise"]["anyOf"] = [
        {"required": ["timing"]},
        {"required": ["guided"], "properties": {"guided": {"const": False}}},
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "stretchapp routine files",  # not for people: the schema is English
        "description": f"Exercise, routine and relief files, format {FORMAT}.",
        "oneOf": list(schemas),
        "$defs": components,
    }
