"""One BibTeX entry -> a paper: which field means what.

Separate because the exporter asks it too: a verbatim field is written only while reading it
still yields what the paper says.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from reading_list.formats.bibtex.dates import read_issued
from reading_list.formats.bibtex.latex import MATH, decode_latex
from reading_list.formats.bibtex.names import read_names
from reading_list.identifiers import parse_arxiv, parse_doi
from reading_list.model import Paper, PaperId, Slug, parse_partial_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.model import Location, PartialDate

READ_FROM_BIBTEX = """title short_title authors authors_incomplete editors editors_incomplete issued
    added type venue venue_short volume issue pages article_number publisher edition arxiv
    arxiv_class doi isbn url links abstract tags""".split()
"""What `read_paper` may set, apart from id, slug and location."""

LINK_FIELDS = ("pdf", "code", "data", "project", "slides", "poster", "video", "blog", "demo")
ORGANISATIONS = ("publisher", "school", "institution", "organization")
HAVE_A_HOME = frozenset(
    """author editor title subtitle shorttitle year month day date added journal booktitle
    shortjournal howpublished volume number issue pages eid publisher school institution edition
    eprint archiveprefix primaryclass doi isbn url abstract keywords""".split()
)
"""Fields, after renaming, that a paper's own keys are read from."""
RENAMED = {
    "annote": "annotation",
    "articleno": "eid",
    "eprintclass": "primaryclass",
    "eprinttype": "archiveprefix",
    "journaltitle": "journal",
    "keyword": "keywords",
    "location": "address",
}
"""Names of biblatex and of publishers -> those that plain BibTeX's styles know."""

_TYPES = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "manual": "report",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "online": "webpage",
    "patent": "patent",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "software": "software",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "www": "webpage",
    "electronic": "webpage",
}
_ARXIV_JOURNAL = re.compile(r"(?:arxiv\b|corr$)", re.IGNORECASE)
_ARXIV_MENTION = re.compile(
    r"\barxiv:\s*([\w.-]+(?:/\d{7})?)|\babs/(\d{4}\.\d{4,5})", re.IGNORECASE
)
_URL_COMMAND = re.compile(r"\\(?:url|href)\s*\{([^{}]*)\}")
_ESCAPED = re.compile(r"\\([_%&#~])(?:\{\})?")
_ESCAPED_BRACE = re.compile(r"\\([{}])")
_MATH_OR_ESCAPED_BRACE = re.compile(rf"(?P<math>{MATH.pattern})|\\[{{}}]")
_PREPRINT_PLACE = re.compile(r"preprint|openreview|arxiv|ssrn", re.IGNORECASE)


def read_paper(entry_type: str, key: str, fields: Mapping[str, str], location: Location) -> Paper:
    """Read what the model knows of an entry; the title is empty where the entry has none."""
    authors, authors_incomplete = read_names(fields.get("author", ""))
    editors, editors_incomplete = read_names(fields.get("editor", ""))
    arxiv = _read_arxiv(fields)
    venue = _read_venue(fields)
    return Paper(
        id=PaperId(key),
        slug=Slug(key),
        location=location,
        title=_read_title(fields),
        short_title=decode_latex(fields.get("shorttitle", "")),
        authors=authors,
        authors_incomplete=authors_incomplete,
        editors=editors,
        editors_incomplete=editors_incomplete,
        issued=read_issued(fields),
        added=_read_added(fields),
        type=_read_type(entry_type, fields, venue, has_arxiv=bool(arxiv)),
        venue=venue,
        venue_short=decode_latex(fields.get("shortjournal", "")),
        volume="" if _find_arxiv(fields.get("volume", "")) else _read_plain(fields, "volume"),
        issue=_read_issue(entry_type, fields),
        pages=re.sub("\\s*[-\u2013]+\\s*", "-", _read_plain(fields, "pages")),
        article_number=_read_plain(fields, "eid"),
        publisher=next((text for name in ORGANISATIONS if (text := _read_plain(fields, name))), ""),
        edition=_read_plain(fields, "edition"),
        arxiv=arxiv,
        arxiv_class=fields.get("primaryclass", "") if arxiv else "",
        doi=tuple(filter(None, [parse_doi(clean_address(fields.get("doi", "")))])),
        isbn=_split_list(fields.get("isbn", "")),
        url=_read_url(fields),
        links={name: url for name in LINK_FIELDS if (url := _read_link(fields.get(name, "")))},
        abstract=decode_latex(fields.get("abstract", "")),
        tags=tuple(map(decode_latex, _split_list(fields.get("keywords", "")))),
    )


def clean_address(text: str) -> str:
    r"""`\url{https://a.b/c\_d}` -> `https://a.b/c_d`; nothing else is decoded in an address."""
    found = _URL_COMMAND.search(text)
    return _ESCAPED.sub(r"\1", found[1] if found else text).strip(" {}")


def has_escaped_braces(title: str) -> bool:
    r"""Say whether somebody wrote `\{CAPS\}` to protect capitals."""
    return _ESCAPED_BRACE.search(MATH.sub("", title)) is not None


def _read_plain(fields: Mapping[str, str], name: str) -> str:
    return decode_latex(fields.get(name, ""))


def _read_title(fields: Mapping[str, str]) -> str:
    title, subtitle = fields.get("title", ""), fields.get("subtitle", "")
    if has_escaped_braces(title):
        title = _MATH_OR_ESCAPED_BRACE.sub(lambda match: match["math"] or "", title)
    return ": ".join(text for text in (decode_latex(title), decode_latex(subtitle)) if text)


def _read_venue(fields: Mapping[str, str]) -> str:
    journal = decode_latex(fields.get("journal", ""))
    if journal and not _ARXIV_JOURNAL.match(journal):
        return journal
    if fields.get("booktitle"):
        return decode_latex(fields["booktitle"])
    published = fields.get("howpublished", "")
    return "" if _URL_COMMAND.search(published) else decode_latex(published)


def _read_type(entry_type: str, fields: Mapping[str, str], venue: str, *, has_arxiv: bool) -> str:
    """CSL's type; BibTeX's `misc` and an article without a journal are told by their fields."""
    if entry_type in _TYPES and (entry_type != "article" or venue):
        return _TYPES[entry_type]
    published = fields.get("howpublished", "")
    if re.search(r"\bblog\b", published, re.IGNORECASE):
        return "post-weblog"
    if entry_type == "article" or (has_arxiv and not venue) or _PREPRINT_PLACE.search(published):
        return "article"
    return "webpage" if fields.get("url") or _URL_COMMAND.search(published) else "document"


def _read_issue(entry_type: str, fields: Mapping[str, str]) -> str:
    number = fields.get("number") or fields.get("issue", "")
    is_issue = entry_type not in {"techreport", "report", "patent"} and not _find_arxiv(number)
    return decode_latex(number) if is_issue else ""


def _read_arxiv(fields: Mapping[str, str]) -> tuple[str, ...]:
    found = None
    prefix = fields.get("archiveprefix", "arxiv").lower()
    eprint = fields.get("eprint", "")
    if eprint and prefix == "arxiv":
        archive = fields.get("primaryclass", "")
        found = parse_arxiv(eprint) or (parse_arxiv(f"{archive}/{eprint}") if archive else None)
    if found is None:
        sources = ("arxivid", "arxiv", "doi", "url")
        named = (parse_arxiv(clean_address(fields[name])) for name in sources if name in fields)
        mentions = ("number", "journal", "volume", "note", "howpublished")
        told = (_find_arxiv(fields[name]) for name in mentions if name in fields)
        found = next(filter(None, itertools.chain(named, told)), None)
    return (found,) if found else ()


def _find_arxiv(text: str) -> str | None:
    match = _ARXIV_MENTION.search(text)
    return parse_arxiv(match[1] or match[2]) if match else None


def _read_url(fields: Mapping[str, str]) -> str:
    if fields.get("url"):
        return clean_address(fields["url"])
    found = _URL_COMMAND.search(fields.get("howpublished", ""))
    return clean_address(found[0]) if found else ""


def _read_link(text: str) -> str:
    address = clean_address(text) if text else ""
    return address if address.startswith(("https://", "http://")) else ""


def _read_added(fields: Mapping[str, str]) -> PartialDate | None:
    date = parse_partial_date(fields.get("added", ""))
    return date if date is not None and date.month is not None else None


def _split_list(text: str) -> tuple[str, ...]:
    items = (" ".join(item.split()) for item in re.split("[,;]", text))
    return tuple(dict.fromkeys(item for item in items if item))
