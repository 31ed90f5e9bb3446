"""When two records are one work: equal identifiers, or one title by the same people.

Separate because checking, importing and adding must agree on it. Nothing is compared with
everything: works meet under a shared identifier or title, so the cost stays linear.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Literal

from reading_list.identifiers import find_ids, fold_address, refer_doi
from reading_list.slugs import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reading_list.model import Paper, PaperId

MatchKind = Literal["same", "published", "similar"]

ARXIV = "arXiv:"
"""What the names of arXiv ids begin with."""
_SCHEMES = ("openreview", "acl", "dblp", "pmid", "pmcid")
"""Places whose names are of one work only."""
_REPOSITORIES = re.compile(
    r"10\.(?:48550|2139|1101|21203|31219|31234|26434|20944|36227)/", re.IGNORECASE
)
"""Prefixes of the DOIs that preprint servers give."""
_MARKUP = re.compile(r"\\(?:[A-Za-z]+\s*|.)|[${}^_]|</?\w+>")
_JOINERS = re.compile(r"[\u00ad\u200b-\u200d\u2060]|(?<=\w)['’](?=\w)")
_NOT_WORDS = re.compile(r"[\W_]+")
_GREEK = re.compile(r"\\?([\u03b1-\u03c9])")
_SERIAL = re.compile(
    r"news|editorial|preface|foreword|introduction|book reviews?|panel|tutorial|erratum"
    r"|.*\bpart (?:\d+|[ivx]+)"
)
"""Headings that recur from year to year."""
_FEWEST_WORDS = 3
_PREPRINT_YEARS = 3
_MOST_COMPARED = 50
"""Earlier works under one title that a work is held against."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two records that are, or may be, one work."""

    kind: MatchKind
    """`same`: an identifier is shared. `published`: a preprint and its later form."""
    first: Paper
    second: Paper
    reason: str


def find_matches(papers: Iterable[Paper]) -> tuple[Match, ...]:
    """Each work with the first one that it repeats, in the order given; certain matches first.

    `not_duplicate_of` of either silences a pair. One pair is named once.
    """
    known = tuple(papers)
    found: dict[tuple[str, str], Match] = {}
    for keys, judge in ((identifiers_of, _share), (_titles, _resemble)):
        for match in _pair(known, keys, judge):
            found.setdefault((match.first.id, match.second.id), match)
    return tuple(found.values())


def find_repeated(papers: Iterable[Paper]) -> tuple[Match, ...]:
    """Each work with the first one that has an identifier in common; as part of `find_matches`."""
    found: dict[tuple[str, str], Match] = {}
    for match in _pair(papers, identifiers_of, _share):
        found.setdefault((match.first.id, match.second.id), match)
    return tuple(found.values())


def identifiers_of(paper: Paper) -> tuple[str, ...]:
    """What no two works share; a DOI that arXiv gave is the arXiv id that it holds."""
    others = (f"{scheme} {one}" for scheme in _SCHEMES for one in paper.ids.get(scheme, ()))
    return _name_identifiers(paper.arxiv, paper.doi, tuple(others) if paper.ids else (), paper.url)


@lru_cache(maxsize=1 << 15)  # rules, citations and redirects ask for those of every work
def _name_identifiers(
    arxiv: tuple[str, ...], dois: tuple[str, ...], others: tuple[str, ...], url: str
) -> tuple[str, ...]:
    found = [*map(arxiv_key, arxiv)]
    for doi in map(str.lower, dois):
        known = refer_doi(doi)
        found.append(arxiv_key(known.value) if known.kind == "arxiv" else doi_key(doi))
    found += others
    for scheme, one in find_ids(url):
        found.append(arxiv_key(one) if scheme == "arxiv" else f"{scheme} {one}")
    return tuple(found)


def arxiv_key(one: str) -> str:
    """How an arXiv id is named among the identifiers: `arXiv:1706.03762`."""
    return f"{ARXIV}{one.lower()}"


def doi_key(doi: str) -> str:
    """How a DOI is named among the identifiers: `DOI 10.1162/neco.1991.3.1.79`."""
    return f"DOI {doi.lower()}"


def index_identifiers(papers: Iterable[Paper]) -> dict[str, PaperId]:
    """Identifier -> the work that has it; of several the first."""
    found: dict[str, PaperId] = {}
    for paper in papers:
        for name in identifiers_of(paper):
            found.setdefault(name, paper.id)
    return found


def normalise_title(title: str) -> str:
    """Fold case, accents, punctuation, TeX and Unicode, so that two spellings are one."""
    spelt = _GREEK.sub(lambda found: _spell_greek(found[1]), unicodedata.normalize("NFKC", title))
    plain = _MARKUP.sub(_unmark, spelt).replace("&", " and ")
    return " ".join(_NOT_WORDS.sub(" ", fold(_JOINERS.sub("", plain))).split())


def _spell_greek(letter: str) -> str:
    return unicodedata.name(letter).rpartition(" LETTER ")[2].replace("FINAL ", "").lower()


def _unmark(found: re.Match[str]) -> str:
    r"""`\sigma` keeps its name, `\emph` and an accent's `\"` go."""
    name = found[0].lstrip("\\").strip()
    return name if found[0].startswith("\\") and name in _GREEK_NAMES else ""


_GREEK_NAMES = frozenset(_spell_greek(chr(code)) for code in range(0x3B1, 0x3CA))


def _titles(paper: Paper) -> Iterator[str]:
    title = normalise_title(paper.title)
    if title:
        yield title


class _Meetings:
    """Works met so far, by a key that two records of one work share."""

    def __init__(
        self,
        keys: Callable[[Paper], Iterable[str]],
        judge: Callable[[Paper, Paper, str], Match | None],
    ) -> None:
        self._keys = keys
        self._judge = judge
        self._earlier: defaultdict[str, list[Paper]] = defaultdict(list)

    def note(self, paper: Paper) -> None:
        for key in dict.fromkeys(self._keys(paper)):
            self._earlier[key].append(paper)

    def find(self, paper: Paper) -> Iterator[Match]:
        """For each key the first earlier work that the paper repeats."""
        for key in dict.fromkeys(self._keys(paper)):
            others = islice(self._earlier.get(key, ()), _MOST_COMPARED)
            matches = (
                self._judge(other, paper, key)
                for other in others
                if not _are_distinct(other, paper)
            )
            match = next((one for one in matches if one is not None), None)
            if match is not None:
                yield match


def _pair(
    papers: Iterable[Paper],
    keys: Callable[[Paper], Iterable[str]],
    judge: Callable[[Paper, Paper, str], Match | None],
) -> Iterator[Match]:
    earlier = _Meetings(keys, judge)
    for paper in papers:
        yield from earlier.find(paper)
        earlier.note(paper)


class KnownWorks:
    """Works that are there already; tells whether one that arrives is among them."""

    def __init__(self, papers: Iterable[Paper] = ()) -> None:
        self._meetings = (
            _Meetings(identifiers_of, _share),
            _Meetings(_addresses, _share_address),
            _Meetings(_titles, _resemble),
        )
        for paper in papers:
            self.note(paper)

    def note(self, paper: Paper) -> None:
        """Remember one more; of two records of one work the first counts."""
        for one in self._meetings:
            one.note(paper)

    def find(self, paper: Paper) -> Match | None:
        """Return the match with an earlier work, a certain one rather than a likely one."""
        return next((match for one in self._meetings for match in one.find(paper)), None)


def are_one_work(one: Paper, other: Paper) -> bool:
    """Say whether two records with one key are one work, one of them corrected maybe."""
    if not set(identifiers_of(one)).isdisjoint(identifiers_of(other)):
        return True
    if normalise_title(one.title) == normalise_title(other.title):
        return True
    if _differ(one.doi, other.doi) or _differ(one.arxiv, other.arxiv):
        return False
    if _people(one) or _people(other):
        return _share_author(one, other) or (bool(one.url) and one.url == other.url)
    return True  # nothing but the title speaks against it


def _are_distinct(one: Paper, other: Paper) -> bool:
    """The author has said that they are two."""
    return one.id in other.not_duplicate_of or other.id in one.not_duplicate_of


def _share(first: Paper, second: Paper, key: str) -> Match:
    return Match("same", first, second, f"both have {key}")


def _addresses(paper: Paper) -> Iterator[str]:
    if paper.url:
        yield fold_address(paper.url)


def _share_address(first: Paper, second: Paper, address: str) -> Match | None:
    """A page is one work; a volume's address may be that of many."""
    is_page = "webpage" in {first.type, second.type} or "post-weblog" in {first.type, second.type}
    if not is_page and normalise_title(first.title) != normalise_title(second.title):
        return None
    if _differ(first.doi, second.doi) or _differ(first.arxiv, second.arxiv):
        return None
    return Match("same", first, second, f"both have {address}")


def _resemble(first: Paper, second: Paper, title: str) -> Match | None:
    """Zotero's rule: equal title, a shared author, years within one, no contrary identifier.

    A preprint and its published form may be three years apart and have two DOIs.
    """
    if not _share_author(first, second) or not _is_telling(first, second, title):
        return None
    gap = abs(first.issued.year - second.issued.year) if first.issued and second.issued else 0
    if _is_preprint(first) != _is_preprint(second) and gap <= _PREPRINT_YEARS:
        return Match("published", first, second, "one is a preprint of the other")
    is_contrary = _differ(first.doi, second.doi) or _differ(first.isbn, second.isbn)
    if gap > 1 or is_contrary or _differ(first.arxiv, second.arxiv):
        return None
    return Match("similar", first, second, "they share title and author")


def _is_telling(first: Paper, second: Paper, title: str) -> bool:
    """A short title or a recurring heading needs the same place as well."""
    is_short = len(title.split()) < _FEWEST_WORDS
    if not is_short and not _SERIAL.fullmatch(title):
        return True
    places = [(one.venue, one.volume, one.pages) for one in (first, second)]
    return places[0] == places[1] and bool(first.pages)


def _share_author(first: Paper, second: Paper) -> bool:
    return not _people(first).isdisjoint(_people(second))


def _people(paper: Paper) -> set[tuple[str, str]]:
    """Family name and first initial."""
    return {
        (fold(author.literal or author.family), fold(author.given[:1]))
        for author in paper.authors or paper.editors
    }


def _is_preprint(paper: Paper) -> bool:
    """Known by a repository and by no publisher."""
    published = [doi for doi in paper.doi if not _REPOSITORIES.match(doi)]
    is_deposited = bool(paper.arxiv) or bool(paper.doi)
    return is_deposited and not published and paper.type in {"article", "manuscript", "report"}


def _differ(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    return bool(first) and bool(second) and set(first).isdisjoint(second)
