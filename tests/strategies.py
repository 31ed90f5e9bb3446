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
_plain_lines = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=12).map(
    lambda text: " ".join(text.split())
)
lines = _plain_lines | st.sampled_from(
    [
        *(r"$x_1$ or \$5", "<i>E. coli</i>", "R&amp;D", "a, b", "a; b", "{BERT} \\& co", "5 < 6"),
        *("TY - JOUR", "Gödel, K.", "“q” – 'r'", "10.1000/x", "arXiv:1706.03762", "1–5", "e12"),
    ]
)
"""One line as front matter holds it, with whatever formats may stumble over."""
_names = st.text("abcdefABCDEFéØß'-", min_size=1, max_size=8) | st.sampled_from(
    ["van der Berg", "de la Vallée Poussin", "Charles Louis", "Ng", "D'Arcy", "李"]
)
_orcids = st.sampled_from(["", "", "0000-0001-2345-678X"])
_people = st.lists(
    st.builds(Author, family=_names, given=_names | st.just(""), orcid=_orcids)
    | st.builds(
        Author,
        family=_names,
        given=_names,
        suffix=st.sampled_from(["", "Jr.", "III"]),
        dropping_particle=st.sampled_from(["", "von"]),
        non_dropping_particle=st.sampled_from(["", "van der", "de la"]),
        url=st.sampled_from(["", "https://a.example/"]),
    )
    | st.builds(Author, literal=_names | st.sampled_from(["OpenAI", "University of X, Y and Z"])),
    max_size=4,
).map(tuple)
_dates = st.sampled_from(
    [
        *("2017", "0987-06", "2017-06-12", "2017-22", "2017~", "2017-06?", "2016/2017"),
        *("2016-21/2017-23", "2016-05-01/2016-05-03", "2016~/2017?", "0001/0002"),
    ]
)
_addresses = st.sampled_from(
    ["https://a.example/b?c=1&d=2#e", "http://x.example/%20y", "https://arxiv.org/abs/1706.03762"]
)
_texts = lines | st.sampled_from(["two\nlines", "One.\n\nTwo $n^2$ \\emph{parts}."])
_free = st.dictionaries(
    st.sampled_from(["note", "series", "a b", "x-y", "ris-xy", "ß"]),
    st.recursive(
        _texts,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(lines, inner, max_size=2),
        max_leaves=3,
    ),
    max_size=2,
)
_several = st.lists(lines.filter(bool), max_size=3, unique=True).map(tuple)
sound_papers = st.builds(
    make_paper,
    title=lines.filter(bool),
    short_title=lines,
    authors=_people,
    editors=_people,
    issued=st.none() | _dates,
    added=st.sampled_from([None, "2025-07", "2025-07-03"]),
    type=st.sampled_from("article article-journal book entry review-book thesis treaty".split()),
    venue=lines,
    venue_short=lines,
    volume=lines,
    issue=lines,
    pages=lines,
    article_number=lines,
    publisher=lines,
    edition=lines,
    arxiv=st.sampled_from([(), ("1706.03762",), ("hep-th/9901001", "1706.03762")]),
    arxiv_version=st.sampled_from([None, 5]),
    arxiv_class=st.sampled_from(["", "cs.CL"]),
    doi=st.sampled_from([(), ("10.48550/arxiv.1706.03762",), ("10.1000/x(1)<2>", "10.5555/y")]),
    isbn=st.sampled_from(
        [(), ("978-0-262-03384-8",), ("9780262033848", "0-262-03384-4"), ("x y",)]
    ),
    url=st.just("") | _addresses,
    ids=st.dictionaries(
        st.sampled_from(["pmid", "pmcid", "openreview", "S2"]),
        st.lists(st.sampled_from(["1", "SyX", "W 1"]), min_size=1, max_size=2).map(tuple),
        max_size=2,
    ),
    links=st.dictionaries(st.sampled_from(["pdf", "code", "my slides"]), _addresses, max_size=2),
    abstract=_texts,
    why=_texts,
    tags=_several,
    status=st.sampled_from([None, "read"]),
    started=st.none() | _dates,
    rating=st.sampled_from([None, 1, 5]),
    minutes=st.sampled_from([None, 90]),
    related=st.sampled_from([(), ("lstm",)]),
    feed_id=st.sampled_from(["", "tag:a.example,2025-07:papers/x"]),
    private=st.booleans(),
    bibtex=_free,
    extra=_free,
    body=st.sampled_from(["", "# Notes\n\n- *one*\n    - two\n\nTY  - JOUR\nER  - x"]) | _texts,
)
"""A paper as front matter holds it, with a value in any field."""
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
