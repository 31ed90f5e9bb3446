"""What property tests are fed with; sound values unless the name says otherwise."""

import string
from collections.abc import Mapping

from hypothesis import strategies as st

from builders import make_date, make_library, make_paper, make_post
from reading_list.model import Author, Library, Paper, PartialDate, Post

ids = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=5)
wild_ids = st.one_of(ids, st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
any_text = st.text(st.characters(), max_size=30)
"""Any code points, with lone surrogates and control characters."""
hostile_text = st.lists(
    st.one_of(
        any_text,
        st.sampled_from(
            "& < > \" ' &amp; ]]> <![CDATA[ <!-- --> </title> <script> $x_1$ 😀".split()
            + ["\x00", "\x0b", "\x1b", "\x85", "\ufffe", "\uffff", "\ud800", "\udfff", "\u202e"]
        ),
    ),
    max_size=6,
).map("".join)
front_matter_text = st.lists(
    st.sampled_from(
        ["---\n", "title", "date", "order", "tags", ": ", "- ", "\n", "  ", "[", "]", "{", "}"]
        + ["&a ", "*a", "!!x ", "? ", "| ", ">", "'", '"', "#", "%", "2025-07-03", "[@a]", "# "]
        + ["draft: true\n", "steps:\n", "paper: a\n", "\t", "\x00", "\ud800", "\u2028", "…", ""]
    ),
    max_size=25,
).map("".join)
"""Pieces that a reader of front matter may stumble over."""


@st.composite
def dates(draw: st.DrawFn, finest: bool | None = None) -> PartialDate:  # noqa: FBT001
    """Draw a year, a month or a day; with `finest` a day only, with `not finest` no bare year."""
    year = draw(st.integers(2019, 2026))
    parts = draw(st.sampled_from([3] if finest else [2, 3] if finest is False else [1, 2, 3]))
    numbers = (draw(st.integers(1, 12)), draw(st.integers(1, 28)))
    return make_date("-".join([f"{year:04d}", *(f"{part:02d}" for part in numbers[: parts - 1])]))


tag_names = st.sampled_from(["NLP", "nlp", "Mixture of Experts", "mixture-of-experts", "C++", "C#"])
author = st.builds(Author, family=any_text, given=any_text)


@st.composite
def papers(draw: st.DrawFn, id: str | None = None) -> Paper:  # noqa: A002 - the field's name
    return make_paper(
        draw(ids) if id is None else id,
        title=draw(st.one_of(any_text, st.sampled_from(["An", "“Öl”", "1984", "中文", "$x$"]))),
        authors=tuple(draw(st.lists(author, max_size=2))),
        added=draw(st.none() | dates()),
        issued=draw(st.none() | dates()),
        tags=tuple(draw(st.lists(tag_names, max_size=3))),
        unlisted=draw(st.booleans()),
    )


@st.composite
def posts(draw: st.DrawFn, name: str) -> Post:
    return make_post(
        name,
        date=draw(dates(finest=True)),
        time=draw(st.sampled_from(["", "08:00:00", "18:30:00+02:00"])),
        categories=tuple(draw(st.lists(tag_names, max_size=3))),
        tags=tuple(draw(st.lists(tag_names, max_size=3))),
        pin=draw(st.booleans()),
        unlisted=draw(st.booleans()),
    )


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    names = st.lists(ids, unique=True, max_size=8)
    return make_library(
        [draw(papers(one)) for one in draw(names)],
        [draw(posts(one)) for one in draw(names)],
    )


@st.composite
def acyclic(draw: st.DrawFn) -> Mapping[str, tuple[str, ...]]:
    """Draw id -> prerequisites, some of them unknown, in any order."""
    names = draw(st.lists(ids, unique=True, max_size=12))
    needs = {one: _some(draw, [*names[:place], "?"]) for place, one in enumerate(names)}
    return {one: needs[one] for one in draw(st.permutations(names))}


@st.composite
def cyclic(
    draw: st.DrawFn,
) -> tuple[Mapping[str, tuple[str, ...]], frozenset[frozenset[str]]]:
    """Draw a mapping as of `acyclic` with knots planted into it, and these knots."""
    names = draw(st.lists(ids, unique=True, min_size=1, max_size=12))
    needs: dict[str, tuple[str, ...]] = {}
    planted = []
    start = 0
    while start < len(names):
        knot = names[start : start + draw(st.integers(1, 4))]
        is_tied = draw(st.booleans())
        for place, one in enumerate(knot):
            ring = (knot[(place + 1) % len(knot)],) if is_tied else ()
            chords = _some(draw, knot) if is_tied else _some(draw, knot[:place])
            needs[one] = (*_some(draw, names[:start]), *ring, *chords)
        if is_tied:
            planted.append(frozenset(knot))
        start += len(knot)
    return {one: needs[one] for one in draw(st.permutations(names))}, frozenset(planted)


def _some(draw: st.DrawFn, names: list[str]) -> tuple[str, ...]:
    return tuple(draw(st.lists(st.sampled_from(names), max_size=3))) if names else ()
