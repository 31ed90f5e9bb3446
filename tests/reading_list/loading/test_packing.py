"""What was read once comes back as it was, field by field."""

from __future__ import annotations

import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from reading_list.diagnostics import advice, error, warning
from reading_list.loading.packing import PAPER, POST, pack_faults, unpack_faults
from reading_list.loading.papers import load_paper
from reading_list.loading.posts import load_post
from reading_list.model import Location, Paper, Post
from strategies import any_papers, any_text, front_matter_text

ENTRY = """\
---
title: LSTM $x^2$
short_title: L
authors: [Ada Lovelace, "Vallée Poussin, Charles de la", {literal: DeepMind}, others]
editors: [Ada Lovelace, {family: A, url: https://example.org/}]
issued: 2016~/2017
added: 2025-07
date: 2025-07-03 10:00
updated: 2025-07-04
arxiv: 1706.03762
ids: {acl: [P1, P2]}
links: {pdf: https://example.org/x.pdf}
via: {title: T, url: https://example.org/}
tags: [a, b]
categories: [c]
rating: 3
pin: yes
prerequisites: [gru]
aliases: [old]
hide: [toc]
bibtex: {note: x, list: [a, {b: c}]}
extra: {deep: {er: [1, 2]}, empty: }
why: As in [@gru].
---
See @rnn.
"""


def show(entry: Paper | Post) -> list[tuple[str, object, type]]:
    """Every field, those that equality leaves out as well."""
    values = ((one.name, getattr(entry, one.name)) for one in fields(entry))
    return [(name, value, type(value)) for name, value in values]


def keep(row: object) -> object:
    """Write it as the cache does."""
    return json.loads(json.dumps(row, ensure_ascii=False))


def check_paper(paper: Paper) -> None:
    row = keep(PAPER.pack(paper))

    assert isinstance(row, dict)
    assert show(paper) == show(PAPER.unpack(row, {}))


@given(any_papers)
def test_a_paper_comes_back_as_it_was(paper: Paper) -> None:
    check_paper(paper)


@given(front_matter_text)
def test_whatever_front_matter_gives_comes_back_as_it_was(text: str) -> None:
    data = f"---\ntitle: x\ndate: 2025-07-03\n{text}\n---\n".encode(errors="surrogatepass")
    paper, _ = load_paper("papers/x.md", data)
    post, _ = load_post("docs/blog/posts/x.md", "blog/posts/x.md", data)

    if paper is not None:
        check_paper(paper)
    if post is not None:
        row = keep(POST.pack(post))
        assert isinstance(row, dict)
        assert show(post) == show(POST.unpack(row, {}))


def test_everything_that_a_paper_may_hold_comes_back() -> None:
    paper, _ = load_paper("papers/lstm.md", ENTRY.encode())

    assert paper is not None
    assert len(paper.authors) == 3
    check_paper(paper)


def test_everything_that_a_post_may_hold_comes_back() -> None:
    post, _ = load_post("docs/blog/posts/x.md", "blog/posts/x.md", ENTRY.encode())

    assert post is not None
    assert post.theme["hide"] == ["toc"]
    row = keep(POST.pack(post))
    assert isinstance(row, dict)
    assert show(post) == show(POST.unpack(row, {}))


def test_works_of_one_person_share_the_name() -> None:
    paper, _ = load_paper("papers/lstm.md", ENTRY.encode())
    assert paper is not None
    row = keep(PAPER.pack(paper))
    assert isinstance(row, dict)

    known = PAPER.unpack(row, {})

    assert known.authors[0] is known.editors[0]
    assert known.authors[0].name == "Ada Lovelace"


@given(
    st.lists(
        st.builds(
            lambda make, *texts: make(texts[0], Location(texts[1], 3), *texts[2:]),
            st.sampled_from([error, warning, advice]),
            *[any_text] * 4,
        )
    )
)
def test_faults_come_back_as_they_were(faults: list) -> None:  # type: ignore[type-arg]
    rows = keep(pack_faults(faults))

    assert isinstance(rows, list)
    assert unpack_faults(rows) == tuple(faults)
