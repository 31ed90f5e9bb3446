from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from builders import make_date, make_paper
from reading_list.formats.imported import ImportedEntry
from reading_list.intake import plan as planning
from reading_list.intake.files import PaperFile, read_paper_file
from reading_list.intake.planned import Plan, Shelf, Wishes
from reading_list.model import Author, Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reading_list.intake.record import Imported

SMITH = (Author(family="Smith", given="Ann"),)


def plan_import(
    entries: Iterable[tuple[str, ImportedEntry]],
    files: Iterable[PaperFile] = (),
    record: Mapping[str, Imported] | None = None,
    wishes: Wishes = Wishes(),  # noqa: B008 - frozen
    broken: tuple[str, ...] = (),
) -> Plan:
    shelf = Shelf(files=tuple(files), record=record or {}, broken=broken)
    return planning.plan_import(entries, shelf, wishes)


def make_entry(key: str, **fields: Any) -> tuple[str, ImportedEntry]:
    paper = make_paper(key or "x", **{"title": "On measuring things", "authors": SMITH, **fields})
    return "bibtex", ImportedEntry(key, replace(paper, location=Location("library.bib", 3)))


def make_file(name: str, text: str) -> PaperFile:
    file = read_paper_file(name, text.encode())
    assert file is not None
    return file


def read_back(plan: Plan, *untouched: PaperFile) -> list[PaperFile]:
    """Return the library as it is after the plan was carried out."""
    files = {one.name: one for one in untouched}
    written = {one.name: make_file(one.name, one.text) for one in plan.files if one.text}
    return list((files | written).values())


def find_outcomes(plan: Plan) -> list[tuple[str, str]]:
    return [(one.name, one.outcome) for one in plan.files]


def test_an_import_again_changes_nothing() -> None:
    entries = [
        make_entry("smith2020", doi=("10.1234/a",), tags=("a", "b"), extra={"note": "x"}),
        make_entry("", title="Another thing, at length", abstract="Two\n\nparagraphs."),
        make_entry("Key:3", title="A third thing, at length", body="A note."),
    ]
    first = plan_import(entries)
    files = read_back(first)

    again = plan_import(entries, files, first.record)

    assert {one.outcome for one in first.files} == {"new"}
    assert {one.outcome for one in again.files} == {"unchanged"}
    assert again.record == first.record
    assert not any(one.text for one in again.files)
    without = plan_import(entries, files)
    assert [one.outcome for one in without.files] == ["unchanged", "similar", "unchanged"]


def test_hand_edits_stay_and_the_source_s_changes_come() -> None:
    first = plan_import([make_entry("smith2020", volume="1", tags=("a",))])
    edited = make_file(
        "smith2020.md",
        first.files[0]
        .text.replace("volume: 1\n", "volume: 1 # as printed\nwhy: 'Mine.'\n")
        .replace('"On measuring things"', "'On Measuring Things'"),
    )

    later = [make_entry("smith2020", volume="2", pages="1-9", tags=("a", "b"))]
    plan = plan_import(later, [edited], first.record)

    (planned,) = plan.files
    assert planned.outcome == "updated"
    assert planned.changed == ("volume", "pages", "tags")
    assert planned.conflicts == ()
    assert planned.text == (
        "---\n"
        "title: 'On Measuring Things'\n"
        "authors:\n"
        "  - Smith, Ann\n"
        "volume: 2 # as printed\n"
        "pages: 1-9\n"
        "why: 'Mine.'\n"
        "tags: [a, b]\n"
        "---\n"
    )
    again = plan_import(later, read_back(plan), plan.record)
    assert find_outcomes(again) == [("smith2020.md", "unchanged")]


def test_a_conflict_is_told_until_it_is_settled() -> None:
    first = plan_import([make_entry("smith2020", venue="Old")])
    edited = make_file("smith2020.md", first.files[0].text.replace("venue: Old", "venue: Mine"))
    later = [make_entry("smith2020", venue="New")]

    listed = plan_import(later, [edited], first.record)
    assert [(one.outcome, one.text) for one in listed.files] == [("unchanged", "")]
    assert [(one.ours, one.theirs) for one in listed.files[0].conflicts] == [("Mine", "New")]
    assert plan_import(later, [edited], listed.record).files[0].conflicts

    kept = plan_import(later, [edited], listed.record, Wishes(settling="keep"))
    assert not plan_import(later, [edited], kept.record).files[0].conflicts

    taken = plan_import(later, [edited], listed.record, Wishes(settling="take"))
    assert "venue: New\n" in taken.files[0].text


def test_notes_are_merged_like_a_field() -> None:
    first = plan_import([make_entry("smith2020", body="Old note.")])
    assert first.files[0].text.endswith("---\n\nOld note.\n")
    later = [make_entry("smith2020", body="New note.")]

    plan = plan_import(later, read_back(first), first.record)
    assert plan.files[0].text.endswith("---\n\nNew note.\n")

    mine = make_file("smith2020.md", first.files[0].text + "\nMy own.\n")
    plan = plan_import(later, [mine], first.record)
    assert plan.files[0].text == ""
    assert [one.key for one in plan.files[0].conflicts] == ["notes"]


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_notes_that_come_later_keep_the_line_ends(end: str) -> None:
    first = plan_import([make_entry("smith2020")])
    file = make_file("smith2020.md", first.files[0].text.replace("\n", end))

    plan = plan_import([make_entry("smith2020", body="A\n\nB")], [file], first.record)

    assert plan.files[0].text == file.text + end.join(["", "A", "", "B", ""])


def test_a_work_that_is_there_is_named_and_left_alone() -> None:
    file = make_file("x.md", "---\ntitle: Other\ndoi: 10.1234/a\n---\n")
    entry = make_entry("smith2020", doi=("10.1234/a",), volume="7")

    plan = plan_import([entry], [file])
    assert find_outcomes(plan) == [("x.md", "duplicate")]
    assert plan.files[0].reason == "both have DOI 10.1234/a"
    assert plan.record == {}

    filled = plan_import([entry], [file], wishes=Wishes(fill=True))
    assert filled.files[0].outcome == "updated"
    assert filled.files[0].text == (
        "---\ntitle: Other\nauthors:\n  - Smith, Ann\nvolume: 7\ndoi: 10.1234/a\n---\n"
    )


def test_a_work_that_is_probably_there_waits_for_a_word() -> None:
    first = plan_import([make_entry("smith2020")])
    entry = make_entry("other")

    plan = plan_import([entry], read_back(first), first.record)
    assert find_outcomes(plan) == [("smith2020.md", "similar")]

    plan = plan_import([entry], read_back(first), first.record, Wishes(similar=True))
    assert find_outcomes(plan) == [("other.md", "new")]


def test_one_work_twice_in_a_source() -> None:
    plan = plan_import([make_entry("a", doi=("10.1234/a",)), make_entry("b", doi=("10.1234/a",))])

    assert find_outcomes(plan) == [("a.md", "new"), ("a.md", "duplicate")]


def test_one_key_for_two_works() -> None:
    entries = [make_entry("k"), make_entry("k", title="Of entirely different matters", authors=())]
    first = plan_import(entries)
    assert find_outcomes(first) == [("k.md", "new"), ("ka.md", "new")]

    again = plan_import(entries, read_back(first), first.record)
    assert find_outcomes(again) == [("k.md", "unchanged"), ("ka.md", "unchanged")]


def test_one_key_in_two_sources_is_no_proof() -> None:
    first = plan_import([make_entry("k", doi=("10.1234/a",))])
    other = make_entry("k", title="Of entirely different matters", authors=(), doi=("10.5678/b",))

    plan = plan_import([other], read_back(first), first.record)

    assert find_outcomes(plan) == [("ka.md", "new")]
    assert "citekey" not in plan.files[0].text


def test_a_new_key_at_the_source_is_the_same_file() -> None:
    first = plan_import([make_entry("old", doi=("10.1234/a",))])

    plan = plan_import(
        [make_entry("new", doi=("10.1234/a",), volume="2")], read_back(first), first.record
    )

    assert find_outcomes(plan) == [("old.md", "updated")]
    assert plan.record["old"].key == "new"


def test_a_deleted_file_stays_deleted() -> None:
    first = plan_import([make_entry("smith2020")])

    plan = plan_import([make_entry("smith2020")], [], first.record)
    assert find_outcomes(plan) == [("smith2020.md", "deleted")]
    assert plan.record == first.record

    plan = plan_import([make_entry("smith2020")], [], first.record, Wishes(restore=True))
    assert find_outcomes(plan) == [("smith2020.md", "new")]


def test_a_renamed_file_is_found_by_its_identifier() -> None:
    first = plan_import([make_entry("smith2020", doi=("10.1234/a",), volume="1")])
    renamed = make_file("mine.md", first.files[0].text)

    plan = plan_import(
        [make_entry("smith2020", doi=("10.1234/a",), volume="2")], [renamed], first.record
    )

    assert find_outcomes(plan) == [("mine.md", "updated")]
    assert list(plan.record) == ["mine"]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("On measuring things", ""),
        ("Of other things", "feed_id: tag:example.org,2025-07-03:papers/smith2020\n"),
        ("Of other things", "aliases: [smith2020]\n"),
        ("Of other things", "citekey: smith2020\n"),
    ],
)
def test_a_renamed_file_is_found_without_an_identifier(title: str, line: str) -> None:
    first = plan_import([make_entry("smith2020")])
    text = f"---\ntitle: {title}\nauthors: [Ann Smith]\n{line}---\n"

    plan = plan_import(
        [make_entry("smith2020", volume="2")], [make_file("m.md", text)], first.record
    )

    assert find_outcomes(plan) == [("m.md", "updated")]
    assert plan.files[0].conflicts == ()
    assert list(plan.record) == ["m"]


def test_a_file_that_may_be_the_one_that_is_gone_is_named() -> None:
    entry = make_entry("smith2020", venue="Proceedings", issued=make_date("2020"))
    first = plan_import([entry])
    text = first.files[0].text.replace("On measuring", "Of counting")
    renamed = make_file("mine.md", text)
    restore = Wishes(restore=True)

    plan = plan_import([entry], [renamed], first.record, restore)

    assert find_outcomes(plan) == [("mine.md", "similar")]
    assert "write `aliases: [smith2020]` into it" in plan.files[0].reason
    assert plan.record == first.record
    wishes = Wishes(restore=True, similar=True)
    assert find_outcomes(plan_import([entry], [renamed], first.record, wishes)) == [
        ("smith2020.md", "new")
    ]


def test_another_work_of_the_same_author_is_not_the_one_that_is_gone() -> None:
    entry = make_entry("smith2020", venue="Proceedings", issued=make_date("2020"))
    first = plan_import([entry])
    other = make_file("o.md", "---\ntitle: Other\nauthors: [Ann Smith]\nissued: 2010\n---\n")

    plan = plan_import([entry], [other], first.record)

    assert find_outcomes(plan) == [("smith2020.md", "deleted")]


def test_another_format_of_the_same_source_is_a_duplicate() -> None:
    first = plan_import([make_entry("k", doi=("10.1234/a",), title="On $x$ and its uses")])
    _, entry = make_entry("k", doi=("10.1234/a",), title="On x and its uses")

    plan = plan_import([("ris", entry)], read_back(first), first.record)

    assert find_outcomes(plan) == [("k.md", "duplicate")]


def test_an_entry_of_another_case_never_takes_a_file() -> None:
    file = make_file("key.md", "---\ntitle: Of quite other things\n---\n")

    plan = plan_import([make_entry("KEY")], [file])

    assert find_outcomes(plan) == [("keya.md", "new")]
    assert "citekey" not in plan.files[0].text


def test_a_citekey_of_another_work_is_no_id() -> None:
    text = "---\ntitle: Of quite other things\nauthors: [Bob Roe]\ncitekey: smith2020\n---\n"
    file = make_file("other.md", text)

    plan = plan_import([make_entry("smith2020")], [file])

    assert find_outcomes(plan) == [("smith2020a.md", "new")]


def test_keys_that_differ_in_case_only_are_not_given_twice() -> None:
    plan = plan_import(
        [
            make_entry("Key:1", title="On the first of two things"),
            make_entry("KEY:1", title="On the second of two things"),
        ]
    )

    assert [(one.name, "citekey: Key:1\n" in one.text) for one in plan.files] == [
        ("key-1.md", True),
        ("key-1a.md", False),
    ]
    assert "citekey" not in plan.files[1].text


def test_the_work_of_a_broken_file_is_left_out() -> None:
    plan = plan_import([make_entry("KEY"), make_entry("")], broken=("sub/key.md",))

    assert [one.outcome for one in plan.files] == ["uneditable", "new"]
    assert [one.code for one in plan.faults] == ["uneditable-file"]
    assert [one.location.uri for one in plan.faults] == ["sub/key.md"]


def test_a_file_that_broke_since_its_import_is_not_deleted() -> None:
    first = plan_import([make_entry("smith2020")])

    plan = plan_import([make_entry("smith2020")], [], first.record, broken=("smith2020.md",))

    assert find_outcomes(plan) == [("smith2020.md", "uneditable")]
    assert [one.code for one in plan.faults] == ["uneditable-file"]
    assert plan.record == first.record


def test_new_works_get_their_day_and_a_feed_id() -> None:
    wishes = Wishes(authority="example.org", added="2025-07-03")

    plan = plan_import(
        [make_entry("k"), make_entry("j", title="Of quite other things")], wishes=wishes
    )

    assert "added: 2025-07-03\nfeed_id: tag:example.org,2025-07-03:papers/k\n" in plan.files[0].text


@pytest.mark.parametrize("line", ["issued: soon", "venue: &a X"])
def test_a_file_that_cannot_be_edited_is_named(line: str) -> None:
    text = f"---\ntitle: On measuring things\nauthors: [Ann Smith]\n{line}\n---\n"
    file = make_file("k.md", text)

    plan = plan_import([make_entry("k", volume="2")], [file])

    assert [(one.code, one.location.uri) for one in plan.faults] == [("uneditable-file", "k.md")]
    assert find_outcomes(plan) == [("k.md", "uneditable")]
    assert plan.record == {}
