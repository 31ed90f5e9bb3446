"""What fuzzing feeds with any bytes, and what has to hold whatever they are.

Each target takes a file's bytes and raises where a promise is broken. `run.py` looks for such
bytes with atheris, `test_targets.py` tries each target on whatever hypothesis draws.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from markdown import Markdown

from builders import make_paper
from reading_list.diagnostics import sort_diagnostics
from reading_list.formats.bibtex.export import write_library
from reading_list.formats.decoding import decode_file
from reading_list.formats.readers import FORMATS, LIST, detect_format, read_entries
from reading_list.loading import Texts, load_library
from reading_list.texts.citation_syntax import parse_bracket
from reading_list.texts.citations import CitationContext, CitationExtension, CitedWorks
from reading_list.texts.math_markdown import MathExtension
from reading_list.texts.mentions import find_mentions
from reading_list.works import index_identifiers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reading_list.diagnostics import Diagnostic

_WORKS = {
    paper.id: paper
    for paper in (
        make_paper("a", issued="2017", arxiv=("1706.03762",)),
        make_paper("b", issued="2018", doi=("10.1000/x",)),
    )
}
_CITED = CitedWorks(_WORKS, index_identifiers(_WORKS.values()))
_EXTENSIONS = """admonition attr_list def_list fenced_code footnotes md_in_html tables toc
    pymdownx.superfences""".split()
_LINE_BREAK = re.compile("[\n\r]")
_CONTEXT = CitationContext(_CITED, page_url="blog/posts/one.md")
_MARKDOWN = Markdown(
    extensions=[CitationExtension(_CONTEXT), MathExtension(), *_EXTENSIONS],
)
_MAY_HIDE = re.compile("[`~<]")
"""Of code and raw HTML that nobody closed, the page and the search may think differently."""
_MIXED = tuple(form for form in FORMATS if form != LIST)


def _judge(faults: Iterable[Diagnostic], data: bytes) -> None:
    """Every fault is one line, and names a line that an editor can go to."""
    last = len(re.findall(rb"\r\n|\r|\n", data)) + 1
    for fault in faults:
        assert 1 <= fault.location.line <= last, fault
        assert not _LINE_BREAK.search(str(fault)), fault
        str(fault).encode()


def front_matter(data: bytes) -> None:
    """Read bytes as each of the files that an author writes, all in one library."""
    docs = ("blog/posts/a.md", "reading/a.md", "page.md", "tags.yml", "blog/.authors.yml")
    texts = Texts(papers={"a.md": data}, docs=dict.fromkeys(docs, data))
    loaded = load_library(texts)

    _judge(loaded.diagnostics, data)
    assert loaded.diagnostics == sort_diagnostics(loaded.diagnostics)
    assert loaded.library.papers or any(
        fault.location.uri == "papers/a.md" for fault in loaded.diagnostics
    ), "A paper is lost without a word."


def bibtex(data: bytes) -> None:
    """Read bytes as BibTeX; what was read can be written, and comes back."""
    _read("bibtex", data)


def imports(data: bytes) -> None:
    """Read bytes as every other format, whichever they are of."""
    detect_format("a", data)
    for form in _MIXED:
        if form != "bibtex":
            _read(form, data)


def _read(form: str, data: bytes) -> None:
    found, faults = read_entries([(form, "a", data)])

    _judge(faults, decode_file(data, "a")[0].encode(errors="replace"))
    entries = [entry for _, entry in found]
    assert all(entry.paper.title for entry in entries), "A work has no title."
    written = write_library(entry.paper for entry in entries)
    again, _ = read_entries([("bibtex", "b", written.encode())])
    assert len(again) == len(entries), "A work is lost between writing and reading."


def citations(data: bytes) -> None:
    """Read bytes as Markdown: a page shows as links all that the search for mentions finds."""
    text = data.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    parse_bracket(text)
    mentions = find_mentions(text, _CONTEXT.page_url)
    page = _MARKDOWN.reset().convert(text)

    last = text.count("\n") + 1
    assert all(1 <= one.line <= last for one in mentions)
    assert [one.line for one in mentions] == sorted(one.line for one in mentions)
    if not _MAY_HIDE.search(text):
        shown = Counter(re.findall(r'id="cite-([ab])-\d+"', page))
        found = Counter(_CITED.identifiers.get(one.key, one.key) for one in mentions)
        assert not shown - found, "A page cites what the search does not find."


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (front_matter, bibtex, citations, imports)
}
_YAML = r"""--- title: authors: issued: added: tags: order: steps: paper: why: arxiv: doi: url:
    aliases: links: ids: bibtex: extra: draft: slug: date: categories: link: via: parent: family:
    <!--more--> !!str !!python &a *a |- >+ <<: 2017-06-12 2016/2017 1706.03762 10.1000/x [@a] $x$
    """.split()
_BIB = r"""@article{ @string( @comment{ @preamble{ @xdata{ crossref author editor title = " # } {\
    year month date url doi eprint eprinttype howpublished note keywords annote groups jabref
    \emph \'{ \enquote \href{ \url{ $x_1$ {{ }} --- `` '' \& \% ~ and others von""".split()
_TEXT = r"""[@a] @a -@b @{a} [@a, [see ; also p.3 --5 ](../../papers/a.md) [x]: [^1]: $$ \( \) ` ```
    ~~~ <!-- --> <div> </div> <pre> <code> 1706.03762 https://doi.org/10.1000/x arxiv.org/abs/ \@
    ![ !!! > - # === | :-- {: .x} <script> &amp;""".split()
_RECORDS = r"""TY<20><20>-<20>JOUR TI<20><20>-<20> ER<20><20>-<20> PY<20><20>- AU<20><20>- ID DO UR
    [{"id":"a","type":"book","title":"T" ,"issued":{"date-parts":[[2017]]}}] "author":[{"family":
    "citationKey": "items": <rdf:RDF <bib:Article <dc:title> <foaf:surname> <DT><A<20>HREF="
    <!DOCTYPE<20>NETSCAPE-Bookmark-file-1> <H3> <DL><p> ADD_DATE= TAGS=""".split()
WORDS = {
    "front_matter": (*_YAML, "\n", "  ", "- ", ": "),
    "bibtex": (*_BIB, "\n"),
    "citations": (*_TEXT, "\n", "    "),
    "imports": tuple(word.replace("<20>", " ") for word in (*_RECORDS, "\n")),
}
"""Pieces of which files of each kind are made."""
