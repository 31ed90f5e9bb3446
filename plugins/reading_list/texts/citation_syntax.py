"""How a text names a work: keys, brackets, addresses of works, links to papers.

Separate because the search through the author's source and the Markdown extension must read the
same signs. The bracket is pandoc's (https://pandoc.org/MANUAL.html#citation-syntax).
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from reading_list.errors import UnknownIdentifierError
from reading_list.identifiers import recognise
from reading_list.texts.addresses import is_relative
from reading_list.works import arxiv_key, doi_key

MATH = r"""(?:
    \$\$(?:[^$]|\$(?!\$)){1,5000}?\$\$
  | (?<!\$)\$(?![\s$])(?:[^$\\\n]|\\[^\n]|\n(?![ \t]*\n)){1,2000}?(?<!\s)\$(?!\d)
)"""
"""A formula between dollars; which dollars are money is decided as in `segments`."""
_KEY = r"@(?:\{(?P<braced>[^\s{}]{1,200})\}|(?P<key>(?>_*[^\W_](?:[\w.:+-]*[^\W_])?)))(?!_*/\w|_*@)"
"""An underscore at its end is Markdown's; one that belongs to the key stands in braces."""
_ALONE = (
    r"(?<![^\W_])(?<![^\W_]_)(?<![^\W_]__)(?<![^\W_]___)"
    r"(?<![@/.&#%\\])(?<!(?<![=~^+-])[=~^+-])"
)
"""An address of e-mail, a path and a package go on to the left of their `@`.

Emphasis and strikes may stand there, and a dash that is written as two hyphens.
"""
_CITING = rf"(?:(?<![^\s(\[;*_~'\"\u201c\u2018])(?P<minus>-)|{_ALONE}){_KEY}"
_LOCATOR = (
    r"(?:pp?|vol|vols|no|nos|ch|chap|chapter|chapters|sec|sect|section|sections|part|parts|fig"
    r"|figs|figure|table|eq|eqs|thm|theorem|lemma|def|definition|app|appendix|line|lines|n"
    r"|note|page|pages|paragraph|para|book|col|fol)\b\.?|§|¶"
)
NARRATIVE = rf"{_CITING}(?:[ ]\[(?P<locator>(?:\d|{_LOCATOR})[^\[\]@;\x02\x03]{{0,80}})\](?!\())?"
"""`@key` in running text; `@key [p. 3]` names a place in the work, `-@key` only the year."""
BRACKET = (
    r"\[(?!\^)(?=(?:[^\[\]@]|\[[^\[\]@]{0,200}\]){0,1000}@)"
    r"(?P<inside>(?:[^\[\]]|\[[^\[\]@]{0,200}\]){1,1000})\]"
)
"""Other brackets may stand in it, such as `[sic]`, but no other citation."""
_REST = r"(?:[!#-;=?-Z\\^-{}~]|<\d[!-;=?-~]*>)+"
ADDRESS = rf"""(?<![A-Za-z0-9/.@-])(?P<address>
    (?:https?://)?(?:(?:[a-z0-9-]{{1,63}}\.)*(?:arxiv\.org|lanl\.gov|alphaxiv\.org|doi\.org)
                    |(?:ar5iv(?:\.labs\.arxiv)?|huggingface|hf)\.(?:org|co))/{_REST}
  | arxiv:[ ]?(?:\d{{4}}\.\d{{4,5}}|[a-z-]+(?:\.[a-z]{{2}})?/\d{{7}})(?:v\d+)?(?:[ ]\[[\w.-]+\])?
  | (?:doi:[ ]?)?10\.\d{{4,9}}(?:\.\d+)*/{_REST}
)"""
"""What may be the address, or the id with its prefix, of a work; `identify` decides."""
_CITED = re.compile(_CITING)
_PART = re.compile(r"(?:[^;\[]|\[[^\[\]]*\]|\[)+")
"""What stands between two semicolons, save those in a bracket."""
_USUAL = re.compile(r"@(?P<key>[A-Za-z0-9]+)(?P<after>,[\w .,–-]*)?")
"""One work and a place in it, as most brackets have them."""
_LOCATES = re.compile(rf"\s+(?:\d|{_LOCATOR})")
_IN_BRACKETS = re.compile(rf"\s*\[(?P<locator>(?:\d|{_LOCATOR})[^\[\]]*)\]")
_RANGE = re.compile(r"(?<=\w)--(?=\w)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ADDRESS_SIGNS = ("://", "xiv", "10.", "lanl.gov", "huggingface.co", "hf.co")
_SIGNS = ("@", ".md", *_ADDRESS_SIGNS)
_NUMBER = re.compile(r"\d{2}")
"""Every identifier has one."""
_ARXIV_ID = re.compile(r"\d{4}\.\d{4}")
_MARKS = "*_~`"
"""Markdown's signs, which no address ends in."""
_TARGET = re.compile(r"[</#.]|[a-z][a-z0-9+.-]*:|www\.|\S*\.md\b", re.IGNORECASE)
"""What the target of a link definition begins with, unlike a word."""
_PREFIX = re.compile(r"\[(?P<id>[^\[\]\s]{1,60})\]\s*")
_PAPER = re.compile(r"(?:^|/)papers/([^/]+)\.md$")
_PAPER_OF_DOCS = re.compile(r"(?:\.\./)*papers/([^/]+)\.md")


def may_name_works(text: str) -> bool:
    """Tell quickly that most texts name none; keys, links to papers and addresses have a sign."""
    low = text.lower()
    return any(sign in low for sign in _SIGNS) or ("[" in low and _ARXIV_ID.search(low) is not None)


def may_hold_addresses(text: str) -> bool:
    """Tell quickly that most texts hold no address of a work."""
    low = text.lower()
    return any(sign in low for sign in _ADDRESS_SIGNS)


@dataclass(frozen=True, slots=True)
class Part:
    """One work of a bracket: `see @key, p. 3`; without a work the key is empty."""

    before: str
    key: str
    after: str
    year_only: bool = False
    """Written `-@key`."""
    start: int = -1
    """Where the key is named, within the bracket."""


def parse_bracket(inside: str) -> tuple[Part, ...]:
    """Read `see @key, pp. 3-5; also @other; -@third`; empty where no work is named."""
    usual = _USUAL.fullmatch(inside)
    if usual is not None:
        return (Part("", usual["key"], write_range((usual["after"] or "").rstrip()), start=0),)
    if _BLANK_LINE.search(inside):
        return ()
    parts = tuple(_parse_part(part[0], part.start()) for part in _PART.finditer(inside))
    return parts if any(part.key for part in parts) else ()


def find_cited_places(inside: str) -> list[int]:
    """Where `parse_bracket` would find its keys; for those who want nothing else of it."""
    if _BLANK_LINE.search(inside):
        return []
    parts = ((part.start(), _CITED.search(part[0])) for part in _PART.finditer(inside))
    return [start + found.start() for start, found in parts if found is not None]


def _parse_part(text: str, start: int) -> Part:
    found = _CITED.search(text)
    if found is None:
        return Part(text.strip(), "", "")
    before, after = text[: found.start()].strip(), _write_after(text[found.end() :].rstrip())
    return Part(before, read_key(found), after, bool(found["minus"]), start + found.start())


def _write_after(text: str) -> str:
    """`@key p. 3` and `@key [p. 3]` may go without their comma."""
    bracketed = _IN_BRACKETS.match(text)
    if bracketed:
        text = f", {bracketed['locator']}{text[bracketed.end() :]}"
    elif _LOCATES.match(text):
        text = f", {text.lstrip()}"
    return write_range(text)


def find_label_keys(label: str, target: str) -> tuple[tuple[str, ...], bool]:
    """Keys that `[@key]: target` names, and whether it may define a link all the same.

    So `[@friend]: https://example.org/` does, unless a work has that key.
    """
    if "@" not in label:
        return (), True
    keys = tuple(part.key for part in parse_bracket(label) if part.key)
    return keys, not keys or _TARGET.match(target) is not None


def write_range(text: str) -> str:
    """`pp. 3--5` -> `pp. 3\u20135`, as in TeX."""
    return _RANGE.sub("\u2013", text)


def read_key(found: re.Match[str]) -> str:
    """The key of a match of `NARRATIVE`, with or without braces."""
    return found["braced"] or found["key"] or ""


def identify(text: str) -> str:
    """The work behind an arXiv id, a DOI or an address of either, as `works` names it; or nothing.

    `https://arxiv.org/pdf/1706.03762v5` is `arXiv:1706.03762`.
    """
    if _NUMBER.search(text) is None:
        return ""
    try:
        found = recognise(text)
    except UnknownIdentifierError:
        return ""
    match found.kind:
        case "arxiv":
            return arxiv_key(found.value)
        case "doi":
            return doi_key(found.value)
        case _:
            return ""


def trim_address(text: str) -> str:
    """Leave the punctuation of the sentence behind an address, and what marks it up."""
    before = ""
    while before != text:
        before, text = text, _drop_surplus(text.rstrip(_MARKS + ".,;:!?'"))
    return text


def _drop_surplus(text: str) -> str:
    """`(see doi.org/10.1/x(2))` has one bracket too many."""
    is_surplus = text.endswith(")") and text.count("(") < text.count(")")
    return text[:-1] if is_surplus else text


def split_title(text: str) -> tuple[str, str]:
    """`[2505.23819] A title` -> (`arXiv:2505.23819`, `A title`); (``, text) for anything else."""
    found = _PREFIX.match(text)
    name = identify(found["id"]) if found else ""
    return (name, text[found.end() :]) if found and name else ("", text)


def find_linked_work(href: str, text: str) -> str:
    """The work of a link: by its address, else by the id that its text begins with."""
    return (identify(href) if ":" in href else "") or split_title(text)[0]


def find_paper_key(address: str, src_uri: str) -> str:
    """The key in a link to `papers/<key>.md` that stands in the source `src_uri`; or nothing.

    The link may read as MkDocs has it (`../../papers/x.md`), as the files lie in the repository
    (`../../../papers/x.md`), from the root (`/papers/x.md`), or beside it (`x.md`).
    """
    path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    if not path.endswith(".md") or not is_relative(path.lstrip("/")):
        return ""
    target = posixpath.normpath(posixpath.join(posixpath.dirname(src_uri), path)).lstrip("/")
    found = _PAPER_OF_DOCS.fullmatch(target)
    if found is None and posixpath.dirname(src_uri) in {"", "papers"}:
        found = _PAPER.search(path)
    return found[1] if found else ""
