"""Whatever a source sends: a sound file, or a reason why there is none."""

import json
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from reading_list.errors import FetchError
from reading_list.intake.arrivals import plan_arrival
from reading_list.loading.papers import load_paper
from reading_list.sources.arxiv import parse_feed
from reading_list.sources.doi import parse_csl
from reading_list.sources.found import Found
from reading_list.sources.webpage import parse_page
from replay import ERROR_ENTRY, make_entry, make_feed
from strategies import hostile_text

TEXTS = hostile_text | st.sampled_from(
    """10.1000/abc 2017-06-12 arXiv:1706.03762 http://[b https://doi.org/10.48550/arXiv.1706.03762
    <i></i> a;b 0000-0001-2345-678X $x$ \\'e \\( { --- Doe,J. https://x.example/a<b>""".split()
)
KEYS = st.sampled_from(
    """title subtitle author editor issued published type container-title volume page DOI ISBN
    abstract relation given family name literal suffix ORCID date-parts raw message has-preprint
    is-preprint-of id publisher edition arxiv headline sameAs identifier datePublished isPartOf
    """.split()
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
TAGS = st.sampled_from(
    """citation_title citation_author citation_date citation_doi citation_arxiv_id og:title
    citation_pdf_url citation_abstract citation_journal_title citation_firstpage dc.identifier
    """.split()
)
FEED = make_feed(make_entry(), make_entry("math/0309136v1"), ERROR_ENTRY.format("x"))


def check(found: Found) -> None:
    text = plan_arrival(found.paper, set(), "reading.example").text
    paper, faults = load_paper("x.md", text.encode())

    assert paper is not None
    assert [one for one in faults if one.severity.value == "error"] == []


@given(st.dictionaries(KEYS, VALUES, max_size=8), TEXTS)
def test_any_item(item: dict[str, object], title: str) -> None:
    with suppress(FetchError):
        check(parse_csl(json.dumps({"title": title, **item}), "10.1000/abc"))


@given(TEXTS, st.lists(st.tuples(TAGS, TEXTS), max_size=5), VALUES)
def test_any_page(title: str, tags: list[tuple[str, str]], item: object) -> None:
    metas = "".join(f'<meta name="{name}" content="{content}">' for name, content in tags)
    linked = json.dumps({"@type": "Article", "@graph": item} if tags else item)
    script = f'<script type="application/ld+json">{linked}</script>'
    page = f"<html><head><title>{title}</title>{metas}{script}</head></html>"

    with suppress(FetchError):
        check(parse_page(page, "https://example.org/x"))


@given(st.integers(0, len(FEED)), st.integers(0, 60), TEXTS)
def test_any_feed(start: int, length: int, text: str) -> None:
    feed = f"{FEED[:start]}{text}{FEED[start + length :]}"

    with suppress(FetchError):
        for found in parse_feed(feed.encode(errors="replace")).works.values():
            check(found)
