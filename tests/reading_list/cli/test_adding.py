import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reading_list.cli import main
from reading_list.cli.authority import find_authority
from reading_list.cli.surroundings import Surroundings
from reading_list.loading.papers import load_paper
from reading_list.sources.http import Limits
from replay import Hours, Replay, Reply, make_entry, make_feed, serve

QUERY = "/api/query"
ATOM = "application/atom+xml"
CSL = "application/vnd.citationstyles.csl+json"
NOON = 1_752_667_200.0  # 2025-07-16, whatever the time zone


@pytest.fixture
def replay() -> Iterator[Replay]:
    with serve() as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(replay: Replay, *arguments: str, hours: Hours | None = None, **more: str) -> Result:
    environment = {
        "READING_LIST_ARXIV_URL": replay.origin,
        "READING_LIST_DOI_URL": replay.origin,
        "XDG_CACHE_HOME": str(Path.cwd() / "cache"),
        **more,
    }
    world = Surroundings((hours or Hours(NOON)).clock, Limits(read=0.2, attempts=2), environment)
    return CliRunner().invoke(main, ["add", *arguments], obj=world)


def test_a_work_becomes_a_file(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    (folder / "mkdocs.yml").write_text(
        'site_url: !ENV [SITE_URL, "https://Reading.example/a/"]\nx: !!python/name:os.system\n'
    )

    result = run(
        replay, "https://arxiv.org/pdf/1706.03762v5", "--tag", "attention", "--tag", "nlp",
        "--why", "Where it began.", "--status", "reading",
    )  # fmt: skip

    assert result.stderr == ""
    assert (result.exit_code, result.stdout) == (0, "papers/vaswani2017attention.md\n")
    assert (folder / "papers/vaswani2017attention.md").read_text() == (
        "---\n"
        'title: "Attention Is All You Need"\n'
        "authors:\n"
        "  - Vaswani, Ashish\n"
        "  - Kaiser, Łukasz\n"
        "issued: 2017-06-12\n"
        "added: 2025-07-16\n"
        'arxiv: "1706.03762"\n'
        "arxiv_version: 7\n"
        "arxiv_class: cs.CL\n"
        "abstract: The dominant sequence transduction models are based on complex networks.\n"
        "why: Where it began.\n"
        "tags: [attention, nlp]\n"
        "status: reading\n"
        "feed_id: tag:reading.example,2025-07-16:papers/vaswani2017attention\n"
        "---\n"
    )
    agent = replay.requests[0][1]["user-agent"]
    assert agent.startswith("mkdocs-reading-list/")
    assert "mailto" not in agent


def test_a_contact_is_told_where_one_is_given(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))

    run(replay, "1706.03762", READING_LIST_MAILTO="me@example.org")

    assert folder.joinpath("papers").exists()
    assert replay.requests[0][1]["user-agent"].endswith("(mailto:me@example.org)")


def test_ids_of_arxiv_go_in_one_request_and_collisions_take_letters(
    folder: Path, replay: Replay
) -> None:
    entries = [make_entry(f"1706.0376{number}v1") for number in (3, 2)]
    replay.add(QUERY, Reply(make_feed(*entries), kind=ATOM))

    result = run(replay, "1706.03762", "arXiv:1706.03763", "1706.03762v3", "--authority", "A.org")

    assert result.stdout == "papers/vaswani2017attention.md\npapers/vaswani2017attentiona.md\n"
    assert len(replay.requests) == 1
    second = (folder / "papers/vaswani2017attentiona.md").read_text()
    assert 'arxiv: "1706.03763"' in second
    assert "feed_id: tag:a.org,2025-07-16:papers/vaswani2017attentiona\n" in second


def test_a_citekey_of_another_work_is_no_id(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    (folder / "papers").mkdir()
    (folder / "papers/other.md").write_text("---\ntitle: O\ncitekey: Vaswani2017Attention\n---\n")

    assert run(replay, "1706.03762").stdout == "papers/vaswani2017attentiona.md\n"


@pytest.mark.parametrize(
    ("front_matter", "given"),
    [
        ("arxiv: 1706.03762", "arXiv:1706.03762v9"),
        ("doi: 10.48550/arXiv.1706.03762", "1706.03762"),
        ("arxiv: 1706.03762", "https://doi.org/10.48550/arXiv.1706.03762"),
        ("doi: 10.1000/abc", "https://doi.org/10.1000/ABC"),
        ("url: https://example.org/x/", "https://example.org/x"),
    ],
)
def test_a_work_of_the_library_is_refused_without_asking(
    folder: Path, replay: Replay, front_matter: str, given: str
) -> None:
    (folder / "papers").mkdir()
    (folder / "papers/mine.md").write_text(f"---\ntitle: Mine\n{front_matter}\n---\n")

    result = run(replay, given)

    assert result.exit_code == 1
    assert result.stderr.endswith(
        ": in the library already, as papers/mine.md. --fill fills what is empty there.\n"
    )
    assert result.stdout == ""
    assert replay.requests == []


def test_a_work_that_turns_out_to_be_in_the_library_is_refused(
    folder: Path, replay: Replay
) -> None:
    (folder / "papers").mkdir()
    (folder / "papers/mine.md").write_text("---\ntitle: Mine\ndoi: 10.1000/abc\n---\n")
    entry = make_entry(more="<arxiv:doi>10.1000/ABC</arxiv:doi>")
    replay.add(QUERY, Reply(make_feed(entry), kind=ATOM))

    result = run(replay, "1706.03762", "--stub")

    assert result.exit_code == 1
    assert result.stderr.startswith("1706.03762: in the library already, as papers/mine.md. ")
    assert [path.name for path in (folder / "papers").iterdir()] == ["mine.md"]


@pytest.mark.parametrize(
    ("line", "given", "version"),
    [
        ("arxiv_version: 5 # mine", "1706.03762v7", "arxiv_version: 7 # mine"),
        ("arxiv_version: 5", "1706.03762v3", "arxiv_version: 5"),
        ("arxiv_version: 5", "1706.03762", "arxiv_version: 5"),
        ("why: mine", "1706.03762v7", "why: mine"),
    ],
)
def test_a_later_version_is_noted_and_nothing_else(
    folder: Path, replay: Replay, line: str, given: str, version: str
) -> None:
    text = f"---\ntitle: Mine\narxiv: 1706.03762\n{line}\n---\nMy notes.\n"
    (folder / "papers").mkdir()
    (folder / "papers/k.md").write_text(text)

    result = run(replay, given)

    assert result.exit_code == (line == version)
    assert "1706.03762: in the library already" in result.stderr
    assert (folder / "papers/k.md").read_text() == text.replace(line, version)
    assert replay.requests == []


def test_to_fill_takes_a_later_version(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    (folder / "papers").mkdir()
    (folder / "papers/k.md").write_text("---\ntitle: M\narxiv: 1706.03762v5\ntags: [a]\n---\n")

    run(replay, "1706.03762", "--fill")

    assert "arxiv: 1706.03762v5\narxiv_version: 7\n" in (folder / "papers/k.md").read_text()


def test_what_was_asked_today_is_not_asked_again(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    replay.add("/10.1000/abc", Reply('{"title": "T"}', kind=CSL))
    page = replay.add("/10.1000/page", Reply("<title>A post</title>"))
    hours = Hours(NOON)
    ids = ("1706.03762", "10.1000/abc", page)
    texts = []
    for options, count in (([], 3), ([], 3), (["--fresh"], 6), ([], 6)):
        result = run(replay, *ids, *options, hours=hours)

        assert (result.exit_code, result.stderr) == (0, "")
        assert len(replay.requests) == count
        texts.append([(folder / name).read_text() for name in result.stdout.splitlines()])
        for name in result.stdout.splitlines():
            (folder / name).unlink()

    assert texts[0] == texts[1] == texts[2] == texts[3]
    hours.time += 86_400
    assert run(replay, *ids, hours=hours).exit_code == 0
    assert len(replay.requests) == 9


def test_a_relative_folder_for_caches_is_not_used(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))

    assert run(replay, "1706.03762", XDG_CACHE_HOME="here", HOME=str(folder)).exit_code == 0
    assert not (folder / "here").exists()


class Impatient(Hours):
    """Somebody who interrupts the first wait."""

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        raise KeyboardInterrupt


def test_an_interrupt_leaves_what_was_written_and_says_so(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    replay.add("/10.1000/busy", Reply(status=503))

    result = run(replay, "10.1000/busy", "1706.03762", "10.1000/abc", hours=Impatient(NOON))

    assert result.exit_code == 1
    assert result.stdout == "papers/vaswani2017attention.md\n"
    assert result.stderr == "Interrupted. Nothing was written for 10.1000/busy, 10.1000/abc.\n"
    assert [path.name for path in (folder / "papers").iterdir()] == ["vaswani2017attention.md"]


PUBLISHED = {
    "title": "Attention is all you need",
    "author": [{"family": "Vaswani", "given": "Ashish"}],
    "issued": {"date-parts": [[2018]]},
    "type": "journal-article",
}


@pytest.mark.parametrize(
    ("front_matter", "reason", "advice"),
    [
        (
            "title: Attention Is All You Need\nauthors: [Ashish Vaswani]\nissued: 2017",
            "they share title and author",
            'If it is the same work, write `doi: "10.1000/abc"` there too and add it with --fill; ',
        ),
        (
            'title: "Attention is all you need!"\nauthors: ["Vaswani, A."]\narxiv: 1706.03762',
            "one is a preprint of the other",
            'One page is best: write `doi: "10.1000/abc"` there too and add it with --fill. ',
        ),
    ],
)
def test_what_is_probably_there_needs_a_word(
    folder: Path, replay: Replay, front_matter: str, reason: str, advice: str
) -> None:
    (folder / "papers").mkdir()
    (folder / "papers/mine.md").write_text(f"---\n{front_matter}\n---\n")
    replay.add("/10.1000/abc", Reply(json.dumps(PUBLISHED), kind=CSL))

    result = run(replay, "10.1000/abc")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        f"10.1000/abc: perhaps in the library, as papers/mine.md: {reason}. {advice}"
    )
    assert len(list((folder / "papers").iterdir())) == 1

    result = run(replay, "10.1000/abc", "--similar")

    assert (result.exit_code, result.stdout) == (0, "papers/vaswani2018attention.md\n")
    assert result.stderr == "10.1000/abc: papers/mine.md may be the same work.\n"


def test_two_of_one_call_may_be_the_same_too(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    replay.add("/10.1000/abc", Reply(json.dumps(PUBLISHED), kind=CSL))

    result = run(replay, "10.1000/abc", "1706.03762")

    assert result.stdout == "papers/vaswani2017attention.md\n"
    assert "as papers/vaswani2017attention.md: one is a preprint" in result.stderr
    assert len(list((folder / "papers").iterdir())) == 1


@pytest.mark.parametrize(
    ("front_matter", "relation"),
    [
        ("arxiv: 1706.03762", {"has-preprint": [{"id": "10.48550/arXiv.1706.03762v2"}]}),
        ("arxiv: 1706.03762", {"has-preprint": [{"id-type": "arxiv", "id": "1706.03762"}]}),
        ("doi: 10.1101/2017.06", {"has-preprint": [{"id-type": "doi", "id": "10.1101/2017.06"}]}),
        ("doi: 10.1000/end", {"is-preprint-of": [{"id": "https://doi.org/10.1000/END"}]}),
    ],
)
def test_what_a_publisher_declares_is_certain(
    folder: Path, replay: Replay, front_matter: str, relation: object
) -> None:
    (folder / "papers").mkdir()
    (folder / "papers/mine.md").write_text(f"---\ntitle: Mine\n{front_matter}\n---\n")
    replay.add("/10.1000/abc", Reply(json.dumps({"title": "X", "relation": relation}), kind=CSL))

    result = run(replay, "10.1000/abc", "--similar")

    assert result.exit_code == 1
    assert "in the library already, as papers/mine.md" in result.stderr


@pytest.mark.parametrize(
    ("front_matter", "given"),
    [
        ("url: https://arxiv.org/abs/1706.03762v2", "1706.03762"),
        ("url: http://www.example.org/x/#part", "https://example.org/x"),
        ("doi: 10.1038/nature14539", "https://www.nature.com/articles/nature14539"),
        ("ids: {acl: P19-1001}", "https://aclanthology.org/P19-1001/"),
        ("ids: {openreview: rJX-p}", "https://openreview.net/pdf?id=rJX-p"),
        ("url: https://openreview.net/forum?id=rJX-p&noteId=1", "openreview.net/pdf?id=rJX-p"),
    ],
)
def test_other_names_of_a_work_are_told_without_asking(
    folder: Path, replay: Replay, front_matter: str, given: str
) -> None:
    (folder / "papers").mkdir()
    (folder / "papers/mine.md").write_text(f"---\ntitle: Mine\n{front_matter}\n---\n")

    assert "already, as papers/mine.md" in run(replay, given).stderr
    assert replay.requests == []


MINE = """\
---
title: My own title   # do not touch
author:
- Ashish Vaswani
tags: [mine]
doi:
arxiv: '1706.03762'  # v1
---
Notes
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_empty_is_filled_and_nothing_else(folder: Path, replay: Replay, end: str) -> None:
    (folder / "papers").mkdir()
    mine = folder / "papers/mine.md"
    mine.write_bytes(MINE.replace("\n", end).encode("utf-8-sig"))
    entry = make_entry(more="<arxiv:doi>10.1000/ABC</arxiv:doi>")
    replay.add(QUERY, Reply(make_feed(entry), kind=ATOM))

    result = run(replay, "1706.03762", "--fill", "--tag", "other", "--why", "Because.")

    assert (result.exit_code, result.stdout) == (0, "papers/mine.md\n")
    assert (
        result.stderr
        == "1706.03762: filled issued, arxiv_version, arxiv_class, doi, abstract, why.\n"
    )
    written = mine.read_bytes()
    added = {
        b"issued: 2017-06-12",
        b"arxiv_version: 7",
        b"arxiv_class: cs.CL",
        b"abstract: The dominant sequence transduction models are based on complex networks.",
        b"why: Because.",
    }
    lines = written.split(end.encode())
    assert added <= set(lines)
    assert [line for line in lines if line not in added] == (
        MINE.replace("doi:", 'doi: "10.1000/abc"').encode("utf-8-sig").split(b"\n")
    )

    again = run(replay, "1706.03762", "10.1000/abc", "--fill", "--fresh")

    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == (
        "1706.03762: nothing is missing in papers/mine.md.\n"
        "10.1000/abc: No agency knows the DOI 10.1000/abc.\n"
    )
    assert mine.read_bytes() == written


def test_to_fill_adds_what_is_not_there(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))

    assert run(replay, "1706.03762", "--fill").stdout == "papers/vaswani2017attention.md\n"
    assert run(replay, "1706.03762", "--fill").exit_code == 0
    assert len(list((folder / "papers").iterdir())) == 1


def test_the_second_name_of_a_work_fills_what_the_first_left(folder: Path, replay: Replay) -> None:
    entry = make_entry(more="<arxiv:doi>10.1000/abc</arxiv:doi>")
    replay.add(QUERY, Reply(make_feed(entry), kind=ATOM))
    item = {**PUBLISHED, "container-title": "Mind", "DOI": "10.1000/abc"}
    replay.add("/10.1000/abc", Reply(json.dumps(item), kind=CSL))

    result = run(replay, "1706.03762", "10.1000/abc", "--fill")

    assert result.exit_code == 0
    assert result.stderr == "10.1000/abc: filled type, venue.\n"
    text = (folder / "papers/vaswani2017attention.md").read_text()
    assert "issued: 2017-06-12\n" in text
    assert "type: article-journal\nvenue: Mind\n" in text


@pytest.mark.parametrize(
    "front_matter",
    ["issued: soon", "type: article\nissued: soon", "tags: [a", "<<: {a: b}\nissued: 2017-13"],
)
def test_a_file_with_errors_is_not_filled(folder: Path, replay: Replay, front_matter: str) -> None:
    (folder / "papers").mkdir()
    mine = folder / "papers/mine.md"
    mine.write_text(f"---\ntitle: Mine\narxiv: 1706.03762\n{front_matter}\n---\n")
    before = mine.read_bytes()
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))

    result = run(replay, "1706.03762", "--fill")

    assert mine.read_bytes() == before
    if "tags" not in front_matter:  # who cannot be read is not known
        assert result.exit_code == 1
        assert "papers/mine.md cannot be filled. It has errors" in result.stderr


def test_a_type_that_is_written_out_stays(folder: Path, replay: Replay) -> None:
    (folder / "papers").mkdir()
    mine = folder / "papers/mine.md"
    mine.write_text("---\ntitle: Mine\ntype: article\ndoi: 10.1000/abc\n---\n")
    replay.add("/10.1000/abc", Reply(json.dumps(PUBLISHED), kind=CSL))

    assert run(replay, "10.1000/abc", "--fill").exit_code == 0
    assert "\ntype: article\n" in mine.read_text()


def test_other_pages_are_other_works(folder: Path, replay: Replay) -> None:
    url = replay.add("/x", Reply("<title>T</title>"))
    (folder / "papers").mkdir()
    (folder / "papers/mine.md").write_text(f"---\ntitle: Mine\nurl: {url}?page=2\n---\n")

    assert run(replay, "10.1000/abc", url).stdout == "papers/t.md\n"
    assert len(list((folder / "papers").iterdir())) == 2


def test_a_page_leads_to_its_own_source(folder: Path, replay: Replay) -> None:
    url = replay.add(
        "/post",
        Reply('<title>T</title><meta name="citation_arxiv_id" content="1706.03762">'),
    )
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    hours = Hours(NOON)

    result = run(replay, url, hours=hours)

    assert result.stdout == "papers/vaswani2017attention.md\n"
    assert f"url: {url}\n" in (folder / "papers/vaswani2017attention.md").read_text()
    assert hours.sleeps == [3.0]


def test_where_its_source_is_silent_the_page_must_do(folder: Path, replay: Replay) -> None:
    page = '<title>A Post</title><meta name="citation_doi" content="10.1000/abc">'
    url = replay.add("/post", Reply(page))

    result = run(replay, url)

    assert result.stdout == "papers/post.md\n"
    text = (folder / "papers/post.md").read_text()
    assert 'title: "A Post"' in text
    assert "10.1000/abc" in text


def test_a_doi_and_what_fails_are_told_apart(folder: Path, replay: Replay) -> None:
    item = {"title": "Mixtures", "author": [{"family": "Jacobs"}], "issued": "1991-02"}
    replay.add("/10.1162/neco.1991", Reply(json.dumps(item), kind=CSL))

    result = run(replay, "10.1000/unknown", "10.1162/neco.1991")

    assert result.exit_code == 1
    assert result.stdout == "papers/jacobs1991mixtures.md\n"
    assert result.stderr == "10.1000/unknown: No agency knows the DOI 10.1000/unknown.\n"
    assert (folder / "papers/jacobs1991mixtures.md").exists()


def test_offline_is_one_line_for_each_id(folder: Path) -> None:
    with serve() as replay:
        pass
    result = run(replay, "1706.03762", "1706.03763", "10.1000/abc")

    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [
        "1706.03762",
        "1706.03763",
        "10.1000/abc",
    ]
    assert result.stderr.count("cannot be reached.") == 3
    assert not (folder / "papers").exists()


def test_with_stub_what_is_known_is_written(folder: Path) -> None:
    with serve() as replay:
        pass
    result = run(replay, "hep-th/9901001v2", "10.1000/abc", f"{replay.origin}/a/b", "--stub")

    assert result.exit_code == 0
    assert len(result.stderr.splitlines()) == 3
    names = result.stdout.splitlines()
    assert names[:2] == ["papers/arxiv-hep-th-9901001.md", "papers/doi-10-1000-abc.md"]
    assert (folder / names[1]).read_text() == (
        '---\ntitle: "doi:10.1000/abc"\nadded: 2025-07-16\ndoi: "10.1000/abc"\n---\n'
    )
    assert "arxiv_version: 2\n" in (folder / names[0]).read_text()
    for name in names:
        paper, faults = load_paper(name, (folder / name).read_bytes())
        assert paper is not None
        assert faults == ()


def test_a_stub_keeps_the_version_that_was_pasted(folder: Path) -> None:
    with serve() as replay:
        pass
    result = run(replay, "https://arxiv.org/pdf/hep-th/9901001v2", "--stub")

    assert result.exit_code == 0
    text = (folder / "papers/arxiv-hep-th-9901001.md").read_text()
    assert "arxiv: hep-th/9901001\narxiv_version: 2\n" in text


def test_a_withdrawal_is_told(folder: Path, replay: Replay) -> None:
    entry = make_entry(more="<arxiv:comment>Withdrawn: an error in section 2</arxiv:comment>")
    replay.add(QUERY, Reply(make_feed(entry), kind=ATOM))

    result = run(replay, "1706.03762")

    assert result.exit_code == 0
    assert result.stderr == "1706.03762: withdrawn: Withdrawn: an error in section 2\n"
    assert (folder / "papers/vaswani2017attention.md").exists()


def test_new_files_are_opened_in_the_editor(
    folder: Path, replay: Replay, monkeypatch: pytest.MonkeyPatch
) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    editor = folder / "editor"
    editor.write_text('#!/bin/sh\necho edited >> "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))

    assert run(replay, "1706.03762", "--edit").exit_code == 0
    assert (folder / "papers/vaswani2017attention.md").read_text().endswith("edited\n")


def test_a_title_without_latin_letters_gives_way_to_the_identifier(
    folder: Path, replay: Replay
) -> None:
    item = {"title": "注意", "author": [{"literal": "王"}]}
    replay.add("/10.1000/abc", Reply(json.dumps(item), kind=CSL))

    assert run(replay, "10.1000/abc").stdout == "papers/doi-10-1000-abc.md\n"
    assert (folder / "papers").exists()


def test_a_folder_that_cannot_be_written_is_named_for_each(folder: Path, replay: Replay) -> None:
    replay.add(QUERY, Reply(make_feed(make_entry()), kind=ATOM))
    replay.add("/10.1000/abc", Reply('{"title": "T"}', kind=CSL))
    (folder / "blocked").write_text("a file")

    result = run(replay, "1706.03762", "10.1000/abc", "--papers", "blocked/papers")

    assert (result.exit_code, result.stdout) == (1, "")
    assert [line.partition(" cannot be written: ")[0] for line in result.stderr.splitlines()] == [
        "1706.03762: blocked/papers/vaswani2017attention.md",
        "10.1000/abc: blocked/papers/t.md",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["Attention", "1706.03762"],
        ["1706.03762", "--status", "done"],
        ["1", "--authority", "a b"],
    ],
)
def test_wrong_usage_exits_with_two_before_anything_is_asked(
    folder: Path, replay: Replay, arguments: list[str]
) -> None:
    assert run(replay, *arguments).exit_code == 2
    assert replay.requests == []
    assert list(folder.iterdir()) == []


def test_help_shows_an_example() -> None:
    assert "reading-list add 1706.03762 --tag" in CliRunner().invoke(main, ["add", "--help"]).stdout


@pytest.mark.parametrize(
    ("config", "host"),
    [
        ("site_url: https://a.example/b/", "a.example"),
        ("site_url: !ENV [SITE_URL, 'https://a.example']", "a.example"),
        ("site_url: !ENV SITE_URL", ""),
        (
            "site_url: https://a.example\nplugins:\n- reading-list:\n    authority: b.example",
            "b.example",
        ),
        ("plugins:\n  search:\n  reading-list: {authority: b.example}", "b.example"),
        *((text, "") for text in ("", "- x", "a: [", "site_url: http://[x", "site_url: [a]")),
    ],
)
def test_the_host_is_found_in_the_configuration(config: str, host: str) -> None:
    assert find_authority(config) == host
