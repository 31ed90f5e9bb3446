"""Hostile answers of services and pages, through `reading-list add`, into a built site."""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING

import lxml.etree
import pytest
from click.testing import CliRunner

from hostile import PAYLOADS, judge_feeds, judge_pages, judge_search, read_titles
from reading_list.cli import main
from reading_list.cli.surroundings import Surroundings
from reading_list.sources.http import Limits
from replay import Hours, Reply, make_feed, serve
from sites import CONFIG, build, write_site

if TYPE_CHECKING:
    from replay import Replay
    from sites import Built

pytestmark = pytest.mark.integration

ATOM = "application/atom+xml"
CSL = "application/vnd.citationstyles.csl+json"
METAS = """title author doi journal_title publisher keywords abstract technical_report_institution
    firstpage volume issue isbn language""".split()


def answer_atom(number: int, payload: str) -> str:
    """All that arXiv says of a work is the payload."""
    text = escape("".join(one if one.isprintable() else " " for one in payload))
    return f"""<entry>
    <id>http://arxiv.org/abs/1706.{number:05}v1</id>
    <published>2017-06-12T17:57:34Z</published><updated>2017-06-12T17:57:34Z</updated>
    <title>{text} {number}</title><summary>{text}</summary>
    <author><name>{text}</name><arxiv:affiliation>{text}</arxiv:affiliation></author>
    <arxiv:comment>{text}</arxiv:comment><arxiv:journal_ref>{text}</arxiv:journal_ref>
    <arxiv:primary_category term="{text}"/><category term="{text}"/>
    <link title="pdf" href="javascript:pwn()" rel="related"/></entry>"""


def answer_csl(number: int, payload: str) -> str:
    """All that an agency says of a work is the payload, in one name as in the other."""
    names = [{"family": payload, "given": payload}, {"literal": payload, "ORCID": payload}]
    fields = """container-title container-title-short publisher volume issue page edition abstract
        note type language ISBN URL archive source event-title number genre keyword""".split()
    item = dict.fromkeys(fields, payload) | {"author": names, "editor": names}
    title = f"{payload} {number}"
    return json.dumps({**item, "title": [title], "issued": {"raw": payload}, "subject": [payload]})


def answer_page(number: int, payload: str) -> str:
    """All that a page says of itself is the payload: in its head, and as linked data."""
    text = escape(payload)
    metas = "".join(f'<meta name="citation_{name}" content="{text}">' for name in METAS)
    graph = f'<meta property="og:description" content="{text}">'
    linked = {
        "@type": "BlogPosting",
        "headline": f"{payload} {number}",
        "author": {"@type": "Person", "name": payload, "url": "javascript:pwn()"},
        **dict.fromkeys(("description", "abstract", "publisher", "isPartOf"), payload),
    }
    data = json.dumps(linked).replace("<", "\\u003c")
    script = f'<script type="application/ld+json">{data}</script>'
    return f"<html><head><title>{text} {number}</title>{metas}{graph}{script}</head></html>"


def serve_all(replay: Replay) -> list[str]:
    """Three answers for each payload; returns what to ask for."""
    asked = []
    entries = []
    for number, payload in enumerate(PAYLOADS):
        entries.append(answer_atom(number, payload))
        replay.add(f"/10.1000/x{number}", Reply(answer_csl(number, payload), kind=CSL))
        page = replay.add(f"/post{number}", Reply(answer_page(number, payload)))
        asked += [f"1706.{number:05}", f"10.1000/x{number}", page]
    replay.add("/api/query", Reply(make_feed(*entries), kind=ATOM))
    return asked


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("answers")
    config = write_site(folder, {}, CONFIG)
    with serve() as replay, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        world = Surroundings(
            Hours(1_752_667_200.0).clock,
            Limits(read=5, attempts=1),
            {
                "READING_LIST_ARXIV_URL": replay.origin,
                "READING_LIST_DOI_URL": replay.origin,
                "XDG_CACHE_HOME": str(folder / "cache"),
            },
        )
        asked = serve_all(replay)
        done = CliRunner().invoke(main, ["add", *asked], obj=world)
    assert done.exit_code == 0, done.output
    assert len(list((folder / "papers").glob("*.md"))) == len(asked)
    built = build(config, folder / "site")
    assert built.returncode == 0, built.log
    return built


def test_no_answer_becomes_markup(built: Built) -> None:
    files = built.files()

    assert judge_pages(files) == {}
    assert judge_search(files) == {}
    assert judge_feeds(files) == {}


def test_no_answer_becomes_a_record_or_a_template(built: Built) -> None:
    files = built.files()

    for name, content in files.items():
        assert b"49000" not in content, name
        if name.endswith(".json"):
            json.loads(content)
        elif name.endswith((".opml", "sitemap.xml")):
            lxml.etree.fromstring(content)
        elif name.endswith(("library.bib", "library.ris")):
            assert "pwn" not in read_titles(name, content), name
    assert len(read_titles("library.bib", files["library.bib"])) == 3 * len(PAYLOADS)
    assert len(re.findall(rb"^TY  - ", files["library.ris"], re.MULTILINE)) == 3 * len(PAYLOADS)
    assert len(json.loads(files["library.json"])) == 3 * len(PAYLOADS)
