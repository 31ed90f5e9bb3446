"""Identifiers of works in every form that people paste, and the one form that we keep.

Source: arXiv's identifier schemes (https://info.arxiv.org/help/arxiv_identifier.html), the DOI
handbook, section 2.2, and the addresses that publishers give to their pages.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from reading_list.errors import UnknownIdentifierError

Kind = Literal["arxiv", "doi", "url"]


class Reference(NamedTuple):
    """What somebody pasted, understood."""

    kind: Kind
    value: str
    """An arXiv id without version, a DOI bare and in lower case, or an address as it was."""
    page: str = ""
    """The address that a DOI was read from; where no agency knows the DOI, the page may help."""
    ids: tuple[tuple[str, str], ...] = ()
    """What else the work is called: scheme and identifier."""


_ARXIV_NEW = re.compile(r"(\d{2})(\d{2})\.(\d{4,5})(?:v\d+)?")
_ARXIV_OLD = re.compile(r"([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?/(\d{2})(\d{2})(\d{3})(?:v\d+)?")
_ARXIV_PREFIX = re.compile(
    r"""(?:https?://)?(?:
        (?:(?:(?:www|export|browse|cn)\.)?arxiv\.org|xxx\.lanl\.gov)
            /(?:abs|pdf|html|format|src|e-print|ps|other)/
      | (?:www\.)?ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/
      | (?:www\.)?alphaxiv\.org/(?:abs|overview|pdf)/
      | (?:www\.)?(?:huggingface\.co|hf\.co)/papers/
      | (?:(?:(?:dx|www)\.)?doi\.org/)?10\.48550/arxiv\.
    )|(?:arxiv\s+(?:e-?print|preprint)s?,?\s*)?arxiv:\s*""",
    re.VERBOSE,
)
_VERSION = re.compile(r"v([1-9]\d{0,2})$")
_DAMAGED = re.compile(r"(\d{3,4})[.,:_\s-](\d{3,5})(?:v\d+)?")
_FIVE_DIGITS_SINCE = 15
"""The year, of two digits, from which new ids have five digits after the point."""
_LAST_OLD_YEAR = 91
_MOST_IN_2015, _MORE_EACH_YEAR = 10_000, 2_500
"""Works that arXiv takes in a month, generously."""
_HOST = re.compile(r"(?!-)[a-z0-9-]+(?<!-)(?:\.(?!-)[a-z0-9-]+(?<!-))*", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)
_UNFIT = re.compile(r"[\s<>\"\x00-\x1f\x7f]")
"""What no address holds as it is (RFC 3986, section 2)."""
_BRACKETS = {")": "(", "]": "[", ">": "<"}
_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_PREFIX = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DOI_ADDRESS = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?P<doi>[^?#]+)", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(?P<id>.+)")
_ACL_DOI = re.compile(r"10\.18653/v1/(?P<id>[a-z]\d\d-\d{4}|\d{4}\.[\w-]+\.\d+)")
_PLACES = tuple(
    (re.compile(pattern, re.IGNORECASE), prefix)
    for pattern, prefix in (
        # ACM, Wiley, Science and every other publisher on this platform
        (r"[^/]+/(?:.+/)?doi/(?:[a-z-]+/)?(10\.\d{4,9}/.+)", ""),
        (r"link\.springer\.com/(?:[a-z/-]+/)?(10\.\d{4,9}/.+)", ""),
        (r"journals\.aps\.org/\w+/\w+/(10\.1103/.+)", ""),
        (r"iopscience\.iop\.org/article/(10\.\d{4,9}/.+)", ""),
        (r"frontiersin\.org/(?:journals/[^/]+/)?articles?/(10\.\d{4,9}/.+)", ""),
        (r"(?:bio|med)rxiv\.org/content/(?:early/[\d/]+/)?(10\.\d{4,9}/[\d.]*\d).*", ""),
        (r"journals\.plos\.org/.+\?(10\.1371/journal\.\w+\.\d+).*", ""),
        (r"nature\.com/articles/([\w-]+)(?:[./].*)?", "10.1038/"),
        (r"nature\.com/\w+/journal/.+/(?:abs|full|pdf)/([\w-]+)\.(?:html|pdf)", "10.1038/"),
        (r"zenodo\.org/records?/(\d+)(?:/.*)?", "10.5281/zenodo."),
        (r"acl(?:anthology\.org|web\.org/anthology)/(?:papers/.+/)?([a-z]\d\d-\d{4}).*",
         "10.18653/v1/"),
        (r"aclanthology\.org/(\d{4}\.[\w-]+\.\d+)(?:v\d+)?(?:\.\w+)?", "10.18653/v1/"),
    )
)  # fmt: skip
"""Host, path and `?` with the `id` of the query -> what follows the prefix of the DOI."""
_ENDING = re.compile(
    r"(?:/(?:abstract|full|e?pdf|epub|html|meta|summary|fulltext\.html))?(?:\.pdf)?$"
)
_OPENREVIEW = re.compile(r"openreview\.net/(?:forum|pdf|attachment)\?([\w-]+)")


def parse_arxiv(text: str) -> str | None:
    """`arXiv:1706.03762v5`, any arXiv address, `hep-th/9901001` -> the id without version.

    None for what is no arXiv id: a month outside 01 to 12, four digits where five are due.
    """
    bare = _strip_arxiv(text)
    new = _ARXIV_NEW.fullmatch(bare)
    if new is not None:
        year, month, number = int(new[1]), int(new[2]), new[3]
        due = 5 if year >= _FIVE_DIGITS_SINCE else 4
        is_sound = 1 <= month <= 12 and year >= 7 and len(number) == due  # noqa: PLR2004
        return f"{new[1]}{new[2]}.{number}" if is_sound else None
    old = _ARXIV_OLD.fullmatch(bare)
    if old is not None:
        is_sound = 1 <= int(old[3]) <= 12 and (int(old[2]) >= _LAST_OLD_YEAR or int(old[2]) <= 7)  # noqa: PLR2004
        return f"{old[1]}/{old[2]}{old[3]}{old[4]}" if is_sound else None
    return None


def parse_arxiv_version(text: str) -> int | None:
    """`arXiv:1706.03762v5` -> 5; None where the id has no version, or is none."""
    found = _VERSION.search(_strip_arxiv(text))
    return int(found[1]) if found and parse_arxiv(text) else None


def _strip_arxiv(text: str) -> str:
    """Leave what should be the id, in lower case."""
    bare = text.strip().lower()
    prefix = _ARXIV_PREFIX.match(bare)
    if prefix is not None:
        bare = re.sub(r"[?#].*$", "", bare[prefix.end() :])
    bare = re.sub(r"\s*\[[\w.-]+\]$", "", bare)
    return re.sub(r"(?:\.pdf|\.md|/)$", "", bare)


def parse_doi(text: str) -> str | None:
    """`https://doi.org/10.1162/NECO.1991.3.1.79`, `doi:10...` -> bare and lower case."""
    prefix = _DOI_PREFIX.match(text.strip())
    bare = text.strip()[prefix.end() if prefix else 0 :]
    return bare.lower() if _DOI.fullmatch(bare) else None


def refer_doi(doi: str, page: str = "") -> Reference:
    """Say what a bare DOI names; arXiv's own is an arXiv id, the ACL Anthology's holds its name."""
    minted = _ARXIV_DOI.fullmatch(doi)
    arxiv = parse_arxiv(minted["id"]) if minted else None
    if arxiv is not None:
        return Reference("arxiv", arxiv)
    acl = _ACL_DOI.fullmatch(doi)
    if acl is None:
        return Reference("doi", doi, page)
    name = acl["id"].upper() if acl["id"][0].isalpha() else acl["id"]
    return Reference("doi", doi, page, (("acl", name),))


def find_ids(url: str) -> tuple[tuple[str, str], ...]:
    """What the address of a page says of the only work that it can be: scheme and identifier.

    A DOI in an address is not among them; it may be that of a whole volume.
    """
    arxiv = parse_arxiv(url)
    if arxiv is not None:
        return (("arxiv", arxiv),)
    known = _read_address(url) if "openreview.net" in url else None
    return known.ids if known else ()


def fold_address(url: str) -> str:
    """Fold what makes no other page: scheme, `www.`, a place within the page, a last slash."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.lower().removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    route = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return f"{host}{parts.path.rstrip('/')}{query}{route}"


def is_host(text: str) -> bool:
    """Whether it is the name of a host, as the ids of feed items need one (RFC 4151)."""
    return _HOST.fullmatch(text) is not None


def recognise(text: str) -> Reference:
    """Tell what somebody pasted: an arXiv id or a DOI in any form, or any other web address.

    Raises:
        UnknownIdentifierError: it is none of these; the message says what may be meant.
    """
    bare = _trim(text)
    arxiv = parse_arxiv(bare)
    if arxiv is not None:
        return Reference("arxiv", arxiv)
    address = _DOI_ADDRESS.match(bare)
    doi = parse_doi(_trim(unquote(address["doi"])) if address else bare)
    if doi is not None:
        return refer_doi(doi)
    near = _find_near(_strip_arxiv(bare))
    known = None if near else _read_address(bare if "://" in bare else f"https://{bare}")
    if known is not None:
        return known
    if is_web_address(bare) and not near:
        return Reference("url", bare)
    message = f"'{text.strip()[:100]}' is no arXiv id, DOI or web address."
    if not near and _BARE_ADDRESS.fullmatch(bare):
        near = [f"https://{bare}"]
    hint = f"Did you mean {' or '.join(near)}?" if near else _EXAMPLES
    raise UnknownIdentifierError(f"{message} {hint}")


_EXAMPLES = "Examples: 1706.03762, 10.1162/neco.1991.3.1.79, https://example.org/paper."


def _read_address(url: str) -> Reference | None:
    """Read the identifier that stands in the address of a page."""
    if not is_web_address(url):
        return None
    parts = urlsplit(url)
    place = (parts.hostname or "").removeprefix("www.") + unquote(parts.path).rstrip("/")
    named = next(iter(parse_qs(parts.query).get("id", ())), "")
    forum = _OPENREVIEW.fullmatch(f"{place}?{named}")
    if forum is not None:
        url = f"https://openreview.net/forum?id={forum[1]}"
        return Reference("url", url, ids=(("openreview", forum[1]),))
    found = (
        (pattern.fullmatch(f"{place}?{named}" if r"\?(" in pattern.pattern else place), prefix)
        for pattern, prefix in _PLACES
    )
    texts = (prefix + _ENDING.sub("", match[1]) for match, prefix in found if match)
    doi = next(filter(None, (parse_doi(_trim(text)) for text in texts)), None)
    return refer_doi(doi, url) if doi else None


def _find_near(bare: str) -> list[str]:
    """List the arXiv ids that lost a zero to a program, or their point to a person."""
    damaged = _DAMAGED.fullmatch(bare)
    if damaged is None:
        return []
    month, number = damaged[1].zfill(4), damaged[2]
    later = int(month[:2]) - _FIVE_DIGITS_SINCE
    due = 5 if later >= 0 else 4
    most = _MOST_IN_2015 + max(later, 0) * _MORE_EACH_YEAR
    spelt = (f"{month}.{digits}" for digits in (number.ljust(due, "0"), number.rjust(due, "0")))
    known = dict.fromkeys(filter(None, map(parse_arxiv, spelt)))
    return [one for one in known if int(one.partition(".")[2]) <= most]


def _trim(text: str) -> str:
    """Drop the punctuation of the sentence or the brackets that it was copied with."""
    bare = text.strip().lstrip("<([\"'")
    while bare and (bare[-1] in ".,;:\"'" or _is_surplus(bare)):
        bare = bare[:-1].rstrip()
    return bare


def _is_surplus(text: str) -> bool:
    opening = _BRACKETS.get(text[-1])
    return opening is not None and text.count(opening) < text.count(text[-1])


def is_web_address(text: str) -> bool:
    """Whether it is the whole address of a page, `https://` included."""
    try:
        parts = urlsplit(text)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname)
        return is_web and _UNFIT.search(text) is None
    except ValueError:
        return False
