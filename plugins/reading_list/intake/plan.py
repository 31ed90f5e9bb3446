"""Imported works -> the files they become or change, decided before anything is written.

Separate so that a dry run and a real one cannot differ.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reading_list.diagnostics import error
from reading_list.errors import UneditableError
from reading_list.formats.front_matter import write_front_matter
from reading_list.formats.paper_fields import to_fields
from reading_list.intake.files import edit_paper, read_paper_file
from reading_list.intake.filling import find_missing
from reading_list.intake.ids import Namer, give_feed_id, make_id
from reading_list.intake.merge import merge_fields, remember_fields
from reading_list.intake.planned import EMPTY_SHELF, NO_WISHES, Plan, PlannedFile
from reading_list.intake.record import Imported
from reading_list.intake.renames import Strays
from reading_list.model import Location, parse_partial_date
from reading_list.slugs import slugify
from reading_list.works import KnownWorks, are_one_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reading_list.diagnostics import Diagnostic
    from reading_list.formats.imported import ImportedEntry
    from reading_list.intake.files import PaperFile
    from reading_list.intake.planned import Outcome, Shelf, Wishes
    from reading_list.model import Paper
    from reading_list.works import Match


def plan_import(
    entries: Iterable[tuple[str, ImportedEntry]],
    shelf: Shelf = EMPTY_SHELF,
    wishes: Wishes = NO_WISHES,
    report: Callable[[int], object] = lambda _: None,
) -> Plan:
    """Decide what becomes of every work; `entries` come with the name of their format.

    `report` is told how many works are done after each. Errors: `uneditable-file`.
    """
    works = tuple(_key_works(entries))
    planner = _Planner(works, shelf, wishes)
    files: list[PlannedFile] = []
    for work in works:
        files.append(planner.plan(work))
        report(1)
    return Plan(tuple(files), planner.record, tuple(planner.faults))


@dataclass(frozen=True, slots=True)
class _Work:
    form: str
    entry: ImportedEntry
    key: str
    """Unlike that of the entry never empty, and never that of another work of the source."""


def _key_works(entries: Iterable[tuple[str, ImportedEntry]]) -> Iterator[_Work]:
    counts: Counter[tuple[str, str]] = Counter()
    for form, entry in entries:
        key = entry.key or make_id(entry.paper)
        counts[form, key] += 1
        number = counts[form, key]
        yield _Work(form, entry, key if number == 1 else f"{key}#{number}")


class _Planner:
    """An import under way: what is there, and what has joined it so far."""

    def __init__(self, works: tuple[_Work, ...], shelf: Shelf, wishes: Wishes) -> None:
        existing = shelf.files
        self.files: dict[str, PaperFile] = {one.paper.id: one for one in existing}
        self.record = dict(shelf.record)
        self.wishes = wishes
        self.faults: list[Diagnostic] = []
        self.known = KnownWorks(one.paper for one in existing)
        self.names: dict[str, str] = {one.paper.id: one.name for one in existing}
        self.recorded = {(one.form, one.key): stem for stem, one in shelf.record.items()}
        self.citekeys = {one.paper.citekey or one.paper.id: one.paper.id for one in existing}
        self.taken_keys = {key.casefold() for key in self.citekeys}
        self.keys = {(work.form, work.key) for work in works}
        self.done: set[str] = set()
        stems = [_want_stem(work.entry) for work in works]
        names = (*shelf.broken, *(one.name for one in existing))
        self.namer = Namer(stems, names, self.citekeys)
        self.strays = Strays(existing, shelf.record)
        self.broken = {name.rpartition("/")[2].lower(): name for name in shelf.broken}

    def plan(self, work: _Work) -> PlannedFile:
        planned = self._plan(work)
        self.done.add(planned.name)
        return replace(planned, key=work.entry.key, source=work.entry.paper.location)

    def _plan(self, work: _Work) -> PlannedFile:
        recorded = self.recorded.get((work.form, work.key))
        if recorded is not None:
            if recorded in self.files and are_one_work(
                self.files[recorded].paper, work.entry.paper
            ):
                return self._merge(work, recorded)
            if recorded not in self.files:
                return self._plan_deleted(work, recorded)
        named = self.citekeys.get(work.entry.key)
        if named in self.files and self._is_free_for(work, named):
            return self._merge(work, named)
        match = self.known.find(work.entry.paper)
        if match is None or (match.kind != "same" and self.wishes.similar):
            return self._plan_new(work)
        if match.kind == "same" and self._is_renamed(work, match.first.id):
            return self._merge(work, match.first.id)
        return self._plan_repeated(work, match)

    def _is_free_for(self, work: _Work, stem: str) -> bool:
        """Whether the file came from this source or from none, and is the same work."""
        record = self.record.get(stem)
        if record is not None and record.form != work.form:
            return False
        return are_one_work(self.files[stem].paper, work.entry.paper)

    def _is_renamed(self, work: _Work, stem: str) -> bool:
        """Whether the source calls the work otherwise than it did."""
        record = self.record.get(stem)
        return (
            record is not None
            and stem in self.files
            and record.form == work.form
            and (record.form, record.key) not in self.keys
        )

    def _plan_deleted(self, work: _Work, stem: str) -> PlannedFile:
        """A file that was imported and is gone: broken or renamed by the author, or deleted."""
        if f"{stem}.md" in self.broken:
            return self._leave_broken(work, self.broken[f"{stem}.md"])
        match = self.known.find(work.entry.paper)
        if moved := self._find_moved(work, stem, match):
            former = self.record.pop(stem)
            self.record.setdefault(moved, former)
            return self._merge(work, moved)
        if not self.wishes.similar and match is not None:
            return self._plan_repeated(work, match)
        alike = None if self.wishes.similar else self.strays.find_alike(self.record[stem])
        if alike is not None:
            reason = f"{stem}.md is gone, and this file has its authors and more of it"
            hint = f"if you renamed it, write `aliases: [{stem}]` into it"
            return PlannedFile(alike.name, "similar", reason=f"{reason}; {hint}")
        if self.wishes.restore:
            del self.record[stem]
            return self._plan_new(work)
        return PlannedFile(f"{stem}.md", "deleted")

    def _find_moved(self, work: _Work, stem: str, match: Match | None) -> str | None:
        """Find the file to which the author has given another name."""
        if match is not None and match.first.id in self.files:
            is_stray = match.kind == "similar" and match.first.id not in self.record
            if match.kind == "same" or is_stray:
                return match.first.id
        named = self.strays.find_named(stem, work.entry.key)
        return named.paper.id if named is not None else None

    def _plan_new(self, work: _Work) -> PlannedFile:
        wanted = _want_stem(work.entry)
        if f"{wanted}.md" in self.broken:
            return self._leave_broken(work, self.broken[f"{wanted}.md"])
        stem = self.namer.give(wanted)
        key = work.entry.key
        is_free = key != stem and key.casefold() not in self.taken_keys
        citekey = key if is_free else ""
        self.citekeys.setdefault(key or stem, stem)
        self.taken_keys.update((key.casefold(), stem))
        added = work.entry.paper.added or parse_partial_date(self.wishes.added)
        paper = replace(work.entry.paper, id=stem, slug=slugify(stem), citekey=citekey, added=added)
        self.known.note(paper)
        fields = to_fields(give_feed_id(paper, self.wishes.authority))
        planned = PlannedFile(f"{stem}.md", "new", write_front_matter(fields, paper.body))
        self.names[stem] = planned.name
        self._remember(work, stem, _reread(work.entry.paper, stem))
        return planned

    def _leave_broken(self, work: _Work, name: str) -> PlannedFile:
        message = f"The file is no sound paper, so '{work.key}' is left out."
        hint = "Mend it, as `reading-list check` says, and import again."
        self.faults.append(error("uneditable-file", Location(name), message, hint))
        return PlannedFile(name, "uneditable")

    def _plan_repeated(self, work: _Work, match: Match) -> PlannedFile:
        stem = match.first.id
        outcome: Outcome = "duplicate" if match.kind == "same" else "similar"
        repeated = PlannedFile(self.names[stem], outcome, reason=match.reason)
        file = self.files.get(stem)
        if not self.wishes.fill or outcome != "duplicate" or file is None or file.name in self.done:
            return repeated
        plain = replace(work.entry.paper, citekey="", slug=slugify(work.entry.paper.id))
        changes = find_missing(file.paper, plain)
        return replace(self._edit(file, changes), reason=match.reason) if changes else repeated

    def _merge(self, work: _Work, stem: str) -> PlannedFile:
        file = self.files[stem]
        if file.name in self.done:
            return PlannedFile(file.name, "duplicate", reason="an entry before it is that work")
        record = self.record.get(stem)
        base = record.fields if record is not None and record.form == work.form else None
        theirs = _reread(work.entry.paper, stem)
        merge = merge_fields(base, file.fields, theirs, self.wishes.settling)
        planned = self._edit(file, merge.changes)
        if planned.outcome != "uneditable":
            self.record[stem] = Imported(work.form, work.key, merge.remembered)
        return replace(planned, conflicts=merge.conflicts)

    def _edit(self, file: PaperFile, changes: Mapping[str, object]) -> PlannedFile:
        if not changes:
            return PlannedFile(file.name, "unchanged")
        try:
            text = edit_paper(file, changes)
        except UneditableError as problem:
            message = f"What the source says of {', '.join(changes)} cannot be written: {problem}"
            self.faults.append(error("uneditable-file", file.paper.location, message))
            return PlannedFile(file.name, "uneditable")
        return PlannedFile(file.name, "updated", text, file.text, tuple(changes))

    def _remember(self, work: _Work, stem: str, theirs: Mapping[str, object]) -> None:
        self.record[stem] = Imported(work.form, work.key, remember_fields(theirs))


def _want_stem(entry: ImportedEntry) -> str:
    """Keys that are safe stay."""
    return slugify(entry.key) if entry.key else make_id(entry.paper)


def _reread(paper: Paper, stem: str) -> Mapping[str, object]:
    """Fields of an imported work as they will be read from its file."""
    plain = replace(paper, citekey="", feed_id="", slug=slugify(stem))
    text = write_front_matter(to_fields(plain), paper.body)
    file = read_paper_file(f"{stem}.md", text.encode(errors="replace"))
    return {} if file is None else file.fields
