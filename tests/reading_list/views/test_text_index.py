import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_library, make_paper
from reading_list.model import Author, Library, Paper
from reading_list.slugs import fold
from reading_list.views.packing import unpack
from reading_list.views.search import collect_texts
from reading_list.views.text_index import (
    ABSTRACT,
    AUTHORS,
    NOTES,
    SHORT_TITLE,
    TAGS,
    TITLE,
    VENUE,
    WHY,
    YEAR,
    Shard,
    build_text_index,
    fold_name,
    split_words,
)
from strategies import libraries


def index(papers: list[Paper], size: int = 10**9) -> tuple[Shard, ...]:
    return build_text_index(papers, collect_texts(make_library(papers)), size)


def read_words(shards: tuple[Shard, ...]) -> dict[str, dict[int, int]]:
    """Word -> row -> score."""
    found: dict[str, dict[int, int]] = {}
    for shard in shards:
        for word, rows in zip(shard.words[::2], shard.words[1::2], strict=True):
            parts = (part.split(":") for part in rows.split(" "))
            found[word] = {row: int(score) for score, packed in parts for row in unpack(packed)}
    return found


def read_names(shards: tuple[Shard, ...]) -> list[tuple[object, object]]:
    return [pair for one in shards for pair in zip(one.names[::2], one.names[1::2], strict=True)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gödel, Escher & Bach", ["godel", "escher", "bach"]),
        ("5 × 5", ["5", "x", "5"]),
        ("GPT-4o's", ["gpt", "4o", "s"]),
        ("a_b", ["a", "b"]),
        ("注意 and カナ", ["注", "意", "and", "カ", "ナ"]),
        ("x" * 50, ["x" * 40]),
        ("", []),
    ],
)
def test_words_are_folded(text: str, words: list[str]) -> None:
    assert words == split_words(text)


@given(
    st.text()
    | st.text(
        st.characters(categories=["Mn", "Zs", "Lo", "Sk", "Cc", "Nd"]) | st.sampled_from("a ")
    )
    | st.lists(
        st.sampled_from([*"5xX× aéΣ\u0301\u00a8ﬁ…-_'θ注\u1100\u1161\u00a0\x85\n", "a" * 41])
    ).map("".join)
)
def test_a_text_is_folded_in_parts_as_in_one(text: str) -> None:
    folded = re.sub("×|(?<=[0-9])x(?=[0-9])", " x ", fold(text))
    letter_by_letter = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    words = re.findall(rf"[{letter_by_letter}]|[^\W_{letter_by_letter}]+", folded)

    assert split_words(text) == [word[:40] for word in words]


def test_a_word_counts_by_where_it_stands() -> None:
    paper = make_paper(
        title="alpha one two three four",
        short_title="beta",
        authors=(Author(family="Gamma", given="Alpha"),),
        tags=("delta",),
        venue="epsilon",
        issued="2017",
        why="the zeta",
        body="eta zeta",
        abstract="theta alpha",
    )
    words = read_words(index([paper]))

    assert {
        "alpha": TITLE + AUTHORS + ABSTRACT,
        "one": TITLE,
        "two": TITLE,
        "three": TITLE,
        "four": TITLE,
        "beta": SHORT_TITLE,
        "gamma": AUTHORS,
        "delta": TAGS,
        "epsilon": VENUE,
        "2017": YEAR,
        "zeta": WHY + NOTES,
        "eta": NOTES,
        "theta": ABSTRACT,
    } == {word: rows[0] for word, rows in words.items()}


def test_a_short_title_counts_double_and_formulas_are_words() -> None:
    words = read_words(index([make_paper("a", title="On $\\alpha$ and $5\\times 5$")]))

    assert {"on", "and", "α", "alpha", "5", "x"} == set(words)
    assert 2 * TITLE == read_words(index([make_paper("a", title="Attention")]))["attention"][0]


def test_names_are_ids_and_short_titles() -> None:
    paper = make_paper(
        "devlin2019bert",
        short_title="BERT  base",
        arxiv=("1810.04805",),
        doi=("10.18653/v1/n19-1423",),
        ids={"acl": ("N19-1423",)},
        citekey="Devlin:2019",
    )

    assert {
        ("devlin2019bert", 0),
        ("bert base", 0),
        ("1810.04805", 0),
        ("10.18653/v1/n19-1423", 0),
        ("n19-1423", 0),
        ("devlin:2019", 0),
    } == set(read_names(index([paper])))


@given(libraries, st.integers(1, 200))
def test_shards_partition_the_alphabet(library: Library, size: int) -> None:
    papers = [paper for paper in library.papers if paper.is_listed]
    texts = collect_texts(library)
    shards = build_text_index(papers, texts, size)
    whole = build_text_index(papers, texts, 10**9)
    firsts = [shard.first for shard in shards]

    assert read_words(whole) == read_words(shards)
    assert read_names(whole) == read_names(shards)
    assert firsts == sorted(set(firsts))
    assert firsts[:1] == [""] * bool(papers)
    for shard, following in zip(shards, [*firsts[1:], "\U0010ffff"], strict=False):
        keys = [*shard.words[::2], *map(str, shard.names[::2])]
        assert all(shard.first <= key < following for key in keys)


@given(libraries)
def test_every_work_is_found_by_every_word_of_its_title(library: Library) -> None:
    papers = [paper for paper in library.papers if paper.is_listed]
    texts = collect_texts(library)
    words = read_words(build_text_index(papers, texts))

    for row, paper in enumerate(papers):
        for word in split_words(texts[paper.id].title):
            assert words[word][row] >= TITLE


def test_names_fold_like_words() -> None:
    assert fold_name("  Gödel   MACHINE ") == "godel machine"
