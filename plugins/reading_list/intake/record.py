"""What was imported last, work by work: the file that tells machine from author later.

Separate because it is a file of its own beside the papers (`.imported.json`), which the author
keeps with them; without it nothing is lost, but a later import has to ask more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reading_list.diagnostics import error
from reading_list.model import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.diagnostics import Diagnostic

RECORD = ".imported.json"
"""Its name, in the folder of the papers; hidden files are no papers."""
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Imported:
    """What one work was at its last import."""

    form: str
    """`bibtex`, `csl-json` ...: another format spells the same work otherwise."""
    key: str
    """What the source calls it."""
    fields: Mapping[str, object]
    """As `intake.merge.remember_fields` makes them."""


def write_record(works: Mapping[str, Imported]) -> str:
    """One work on each line, by id, so that two branches merge."""
    lines = (
        f"{_encode(stem)}: {_encode({'format': one.form, 'key': one.key, 'fields': one.fields})}"
        for stem, one in sorted(works.items())
    )
    inner = ",\n".join(lines)
    return f'{{"version": {_VERSION}, "works": {{\n{inner}\n}}}}\n'


def read_record(text: str, uri: str) -> tuple[dict[str, Imported], tuple[Diagnostic, ...]]:
    """Read it back. Errors: `wrong-record`, after which nothing of it is used."""
    try:
        return {stem: _read_work(one) for stem, one in json.loads(text)["works"].items()}, ()
    except json.JSONDecodeError as problem:
        line, reason = problem.lineno, problem.msg
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        line, reason = 1, "something is missing in it"
    message = f"The record of earlier imports cannot be read: {reason}."
    hint = "Restore it, or delete it: then the next import lists every difference."
    return {}, (error("wrong-record", Location(uri, line), message, hint),)


def _read_work(one: Mapping[str, Any]) -> Imported:
    fields = one["fields"]
    return Imported(str(one["format"]), str(one["key"]), {**fields})


def _encode(value: object) -> str:
    return json.dumps(value, ensure_ascii=True)
