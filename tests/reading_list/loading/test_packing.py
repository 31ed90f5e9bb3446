"""What was read once comes back as it was, field by field."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given

from reading_list.cache import Cache
from reading_list.loading.packing import pack, recall_paper, unpack
from reading_list.loading.papers import load_paper
from strategies import any_papers, front_matter_text

URI = "papers/lstm.md"
EVERYTHING = """\
---
title: LSTM $x^2$
short_title: L
authors: [Ada Lovelace, "Vallée Poussin, Charles de la", {literal: DeepMind}, others]
issued: 2016~/2017
added: 2025-07
arxiv: 1706.03762
ids: {acl: [P1, P2]}
links: {pdf: https://example.org/x.pdf}
tags: [a, b]
rating: 3
prerequisites: [gru]
bibtex: {note: x, list: [a, {b: c}]}
extra: {deep: {er: [1, 2]}, empty: }
why: As in [@gru].
---
See @rnn.
"""


class Memory:
    """Rows that no file holds."""

    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}

    def read(self, key: bytes) -> bytes | None:
        return self.rows.get(key)

    def write(self, key: bytes, content: bytes) -> None:
        self.rows[key] = content


def show(paper: object) -> list[object]:
    """Every field, those that equality leaves out as well."""
    return [getattr(paper, one.name) for one in fields(paper)]  # type: ignore[arg-type]


def check(data: bytes) -> None:
    """Three builds see the same: one without a cache, one that fills it, one that uses it."""
    rows = Memory()
    expected = load_paper(URI, data)

    for _ in range(2):
        paper, faults = recall_paper(URI, data, Cache(rows, "", {URI: "digest"}))

        assert faults == expected[1]
        assert (paper is None) == (expected[0] is None)
        if paper is not None:
            assert show(paper) == show(expected[0])


@given(any_papers)
def test_a_paper_comes_back_as_it_was(paper: object) -> None:
    assert show(paper) == show(unpack(json.loads(json.dumps(pack(paper)))))


def test_everything_that_a_file_may_hold_comes_back() -> None:
    check(EVERYTHING.encode())


@given(front_matter_text)
def test_faults_are_found_each_time(text: str) -> None:
    check(text.encode("utf-8", errors="surrogatepass"))


def test_a_file_of_which_no_digest_is_known_is_read() -> None:
    rows = Memory()

    paper, _ = recall_paper(URI, EVERYTHING.encode(), Cache(rows))

    assert paper is not None
    assert rows.rows == {}


def test_what_front_matter_cannot_give_is_refused() -> None:
    with pytest.raises(TypeError):
        pack({"a": object()})
