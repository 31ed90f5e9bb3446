"""What property tests are fed with; sound values unless the name says otherwise."""

import string
from collections.abc import Mapping

from hypothesis import strategies as st

from builders import make_date, make_library, make_paper, make_post
from reading_list.model import Author

ids = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=5)
any_text = st.text(st.characters(), max_size=30)
"""Any code points, with lone surrogates and control characters."""
hostile_text = st.lists(
    st.one_of(
        any_text,
        st.sampled_from(
            [
                *"& < > \" ' &amp; ]]> <![CDATA[ <!-- --> </title> <script> $x_1$ 😀".split(),
                *("\x00", "\x0b", "\x1b", "\x85", "\ufffe", "\uffff", "\ud800", "\u202e"),
            ]
        ),
    ),
    max_size=6,
).map("".join)
front_matter_text = st.lists(
    st.sampled_from(
        [
            *(
                "---\n",
                "title",
                "date",
                "order",
                "tags",
                ": ",
                "- ",
                "\n",
                "  ",
                "[",
                "]",
                "{",
                "}",
            ),
            *("&a ", "*a", "!!x ", "? ", "| ", ">", "'", '"', "#", "%", "2025-07-03", "[@a]", "# "),
            *("draft: true\n", "steps:\n", "paper: a\n", "\t", "\x00", "\ud800", "\u2028", "…"),
        ]
    ),
    max_size=25,
).map("".join)
"""Pieces that a reader of front matter may stumble over."""


dates = st.builds(
    lambda year, month, day, length: make_date(f"{year}-{month:02d}-{day:02d}"[:length]),
    st.integers(1, 9999).map("{:04d}".format),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from([4, 7, 10]),
)
"""A year, a month or a day."""
_hostile_names = st.lists(
    st.builds(Author, family=hostile_text, given=hostile_text, suffix=hostile_text)
    | st.builds(Author, literal=hostile_text),
    max_size=2,
).map(tuple)
any_papers = st.builds(
    make_paper,
    title=hostile_text,
    short_title=hostile_text,
    authors=_hostile_names,
    authors_incomplete=st.booleans(),
    issued=st.sampled_from([None, "0001", "2017-06", "2017-22", "2016-21/2017-23", "2017~/2018"]),
    type=st.sampled_from(["article", "article-journal", "book", "paper-conference", "treaty"]),
    venue=hostile_text,
    pages=st.sampled_from(["", "1-9", "e12", "1--2, 5"]) | hostile_text,
    arxiv=st.sampled_from([(), ("1706.03762",), ("hep-th/9901001", "1706.03762")]),
    url=hostile_text,
    abstract=hostile_text,
    tags=st.lists(hostile_text, max_size=2).map(tuple),
    citekey=hostile_text,
    bibtex=st.dictionaries(hostile_text, hostile_text, max_size=2),
    csl=st.dictionaries(hostile_text, hostile_text, max_size=2),
    extra=st.dictionaries(hostile_text, hostile_text, max_size=2),
)
"""A paper with anything in any text."""
tag_names = st.sampled_from(["NLP", "nlp", "Mixture of Experts", "mixture-of-experts", "C++", "C#"])

# Draws are what costs; so libraries are drawn from few values for each field.
_DAYS = [
    make_date(text)
    for text in """2025-07-03 2025-07-31 2025-09-01 2025-01-01 2024-12-31 2024-02-29 2021-11-05
    2020-11-30""".split()
]
_DATES = [None, *_DAYS, *map(make_date, "2025-07 2025-09 2024-12 2021-03 2025 2023".split())]
_TITLES = ["An", "“Öl”", "Zebra", "1984", "²", "中文", "$x$", "ß", "", "\x00", "\ud800"]
_TAGS = [(), ("NLP",), ("nlp", "C#"), ("C++", "NLP", "nlp"), ("Mixture of Experts",), ("C#", "MoE")]
_papers = st.lists(
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(_TITLES),
            "added": st.sampled_from(_DATES),
            "issued": st.sampled_from(_DATES),
            "tags": st.sampled_from(_TAGS),
            "unlisted": st.sampled_from([False, False, True]),
        }
    ),
    max_size=8,
).map(lambda drawn: [make_paper(f"p{place}", **fields) for place, fields in enumerate(drawn)])
_posts = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from(_DAYS),
            "time": st.sampled_from(["", "08:00:00", "18:30:00+02:00"]),
            "categories": st.sampled_from(_TAGS),
            "tags": st.sampled_from(_TAGS),
            "pin": st.booleans(),
            "unlisted": st.sampled_from([False, False, True]),
        }
    ),
    max_size=8,
).map(lambda drawn: [make_post(f"n{place}", **fields) for place, fields in enumerate(drawn)])
libraries = st.builds(make_library, _papers, _posts)


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
