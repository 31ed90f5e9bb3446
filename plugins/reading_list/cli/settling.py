"""What becomes of one identifier of `reading-list add`: a page, a fuller page, or a refusal.

Separate from the command because this is where files of the author's are touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reading_list import disk
from reading_list.errors import FetchError, UneditableError
from reading_list.intake.arrivals import make_stub, plan_arrival
from reading_list.intake.filling import fill_file, is_newer
from reading_list.model import Location, Paper, PaperId, Status, parse_partial_date
from reading_list.works import KnownWorks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from reading_list.identifiers import Reference
    from reading_list.sources.found import Found
    from reading_list.sources.works import Answer
    from reading_list.works import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the author says of the works, where they go, and what may be done."""

    folder: Path
    tags: tuple[str, ...]
    why: str
    status: Status | None
    added: str
    authority: str
    stub: bool
    fill: bool
    similar: bool
    versions: Mapping[str, int] = field(default_factory=dict)
    """arXiv id -> the version that was pasted."""


class Shelf:
    """What the library has: its works, and the names that they go by."""

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self.works = KnownWorks()
        self.keys: set[str] = set()
        """Ids and citekeys, in lower case: BibTeX tells no others apart."""
        for paper in papers:
            self.note(paper)

    def note(self, paper: Paper) -> None:
        """Remember one more."""
        self.works.note(paper)
        self.keys.update(key.lower() for key in (paper.id, paper.citekey) if key)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one identifier."""

    word: str = ""
    """What whoever asked should know."""
    path: Path | None = None
    """The file that was written, if one was."""
    is_done: bool = False
    """The library has the work now, as it was wished."""


def settle(reference: Reference, answer: Answer, wishes: Wishes, shelf: Shelf) -> Outcome:
    """Decide what becomes of an answer, and write what it is worth."""
    version = wishes.versions.get(reference.value)
    stub = replace(make_stub(reference), arxiv_version=version)
    known = shelf.works.find(stub)
    if isinstance(answer, FetchError):
        if known is not None or not wishes.stub:
            return Outcome(str(answer))
        version = wishes.versions.get(reference.value) if stub.arxiv else None
        return _write(replace(stub, arxiv_version=version), str(answer), wishes, shelf)
    match = known or shelf.works.find(answer.paper)
    if match is None or (match.kind != "same" and wishes.similar):
        remark = f"{_locate(match, wishes)} may be the same work." if match else ""
        return _write(answer.paper, _join(answer.remark, remark), wishes, shelf)
    if match.kind != "same":
        return _doubt(match, wishes)
    if not wishes.fill:
        return refuse(match, wishes)
    return _fill(match, answer, wishes, shelf)


def _join(*remarks: str) -> str:
    return " ".join(filter(None, remarks))


def _locate(match: Match, wishes: Wishes) -> str:
    return (wishes.folder / match.first.location.uri).as_posix()


def refuse(match: Match, wishes: Wishes) -> Outcome:
    """Name the file that has the work."""
    path = _locate(match, wishes)
    return Outcome(f"in the library already, as {path}. --fill fills what is empty there.")


def note_version(match: Match, wishes: Wishes) -> Outcome:
    """Refuse a work that is there, but write down that it was pasted in a later version."""
    known = match.first
    version = next((wishes.versions[one] for one in known.arxiv if one in wishes.versions), None)
    later = replace(known, arxiv_version=version)
    if not is_newer(known, later):
        return refuse(match, wishes)
    path = wishes.folder / known.location.uri
    try:
        filled = fill_file(known.location.uri, disk.read_bytes(path), later)
        disk.write_text_atomically(path, filled.text)
    except (OSError, UneditableError) as problem:
        return _tell_problem(path, problem)
    word = f"in the library already; version {known.arxiv_version} there is {version} now."
    return Outcome(word, path, is_done=True)


def _tell_problem(path: Path, problem: OSError | UneditableError) -> Outcome:
    reason = problem.strerror if isinstance(problem, OSError) else problem
    return Outcome(f"{path.as_posix()} cannot be filled. {reason}")


def _doubt(match: Match, wishes: Wishes) -> Outcome:
    """Say what may be the same, and what to do in either case."""
    found = match.second
    names = [("arxiv", found.arxiv), ("doi", found.doi), ("url", (found.url,))]
    key, values = next((key, values) for key, values in names if any(values))
    one_page = f'write `{key}: "{values[0]}"` there too and add it with --fill'
    if match.kind == "published":
        advice = f"One page is best: {one_page}. --similar makes a second page."
    else:
        advice = f"If it is the same work, {one_page}; if not, --similar makes a page."
    path = _locate(match, wishes)
    return Outcome(f"perhaps in the library, as {path}: {match.reason}. {advice}")


def _fill(match: Match, answer: Found, wishes: Wishes, shelf: Shelf) -> Outcome:
    """Fill what is empty in the file that has the work."""
    uri = match.first.location.uri
    path = wishes.folder / uri
    try:
        filled = fill_file(uri, disk.read_bytes(path), _wish(answer.paper, wishes))
        if filled.keys:
            disk.write_text_atomically(path, filled.text)
    except (OSError, UneditableError) as problem:
        return _tell_problem(path, problem)
    shelf.note(replace(answer.paper, id=match.first.id, location=Location(uri)))
    if not filled.keys:
        return Outcome(f"nothing is missing in {path.as_posix()}.", is_done=True)
    word = _join(f"filled {', '.join(filled.keys)}.", answer.remark)
    return Outcome(word, path, is_done=True)


def _write(paper: Paper, remark: str, wishes: Wishes, shelf: Shelf) -> Outcome:
    stems = (name.lower().removesuffix(".md") for name in disk.find_names(wishes.folder))
    planned = plan_arrival(_wish(paper, wishes), {*shelf.keys, *stems}, wishes.authority)
    path = wishes.folder / planned.name
    try:
        disk.write_text_atomically(path, planned.text)
    except OSError as problem:
        return Outcome(f"{path.as_posix()} cannot be written: {problem.strerror}.")
    shelf.note(replace(paper, id=PaperId(path.stem), location=Location(planned.name)))
    return Outcome(remark, path, is_done=True)


def _wish(paper: Paper, wishes: Wishes) -> Paper:
    return replace(
        paper,
        added=parse_partial_date(wishes.added),
        tags=wishes.tags,
        why=wishes.why,
        status=wishes.status,
    )
