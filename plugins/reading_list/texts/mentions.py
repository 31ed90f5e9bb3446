"""Which works a text mentions, and on which lines: found in the author's source.

Separate from the Markdown extension because the loader asks long before a page is made, and
converting ten thousand notes only to learn what they cite would cost more than the build.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reading_list.model import Mention
from reading_list.texts.citation_syntax import (
    ADDRESS,
    BRACKET,
    NARRATIVE,
    find_cited_places,
    find_label_keys,
    find_linked_work,
    find_paper_key,
    identify,
    may_hold_addresses,
    may_name_works,
    read_key,
    trim_address,
)
from reading_list.texts.math_sources import find_formulas
from reading_list.texts.prose import blank_code, blank_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reading_list.model import MentionKind

    _Found = tuple[int, str, MentionKind]

_SIGN = re.compile(r"\[@(?P<usual>[A-Za-z0-9]+)(?:,[\w .,–-]{1,60})?\](?!\()|[\\<!\[@]")
"""What a token begins with that is no address, but for a `-` before its `@`.

Most are citations of one work, which say no more than a place in it: they are read at once.
"""
_ADDRESS_SIGNS = ("arx", "ar5", "phax", "lanl", "hugg", "hf.")
"""In lower case, without letters such as `i` and `s` that have more than one capital."""
_DOI = re.compile(r"do..?\.org|10\.\d{4}")
_MAYBE_ADDRESS = re.compile(r"://[^\s<>\"\\!\[@]*+(?P<odd>[\\!\[@])?")
"""What may be an address, and the sign within it, if there is one."""
_NOT_LINE_END = re.compile(r"[^\n]")
_TEXT = r"(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.){0,300}\]){0,1000}"
_TO = r"""[ \t\n]*
  (?:<(?P<angle>[^<>\n]*)>|(?P<to>(?!<)(?:[^\s()\\]|\\.|\((?:[^\s()]|\([^\s()]*\))*\))+))
  (?:\s+(?:"[^"]{0,500}"|'[^']{0,500}'))?\s*"""
_TOKEN = re.compile(
    rf"""
    \\\[?-?@ | \\.
  | <(?P<auto>[A-Za-z][A-Za-z+.-]{{1,15}}:[^<>]{{0,2000}})>
  | </?[A-Za-z][^<>]{{0,2000}}>
  | !\[{_TEXT}\](?:\({_TO.replace("?P<angle>", "").replace("?P<to>", "")}\))?
  | (?P<link>\[(?P<text>{_TEXT})\](?:\({_TO}\)|[ ]?\[[^\[\]]{{0,200}}\]))
  | {BRACKET}
  | \[(?P<alone>[^\[\]]{{1,200}})\]
  | {ADDRESS}
  | (?:https?|ftp)://[^\s<>"]+
  | {NARRATIVE}
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(rf"\[(?P<text>{_TEXT})\](?:[ ]?\[(?P<name>[^\[\]]{{0,200}})\])?", re.DOTALL)
_CITATION = re.compile(BRACKET)
_ESCAPED_BRACKET = re.compile(r"\\([\[\]])")
_DEFINITION = re.compile(
    r"(?m)^ {0,3}\[(?P<name>[^\[\]^][^\[\]]{0,200})\]:[ ]*\n?[ ]*(?P<to>\S{1,2000})[ ]*"
    r"(?:\n[ ]*)?(?:\"[^\"\n]*\"[ ]*|'[^'\n]*'[ ]*|\([^()\n]*\)[ ]*)?$"
)


def find_mentions(body: str, src_uri: str = "", first_line: int = 1) -> tuple[Mention, ...]:
    """Find every mention in a text that stands in the source `src_uri`, in order.

    Code, mathematics, comments, raw HTML, images and addresses of e-mail are no mentions.
    The first line of the text is `first_line`. Linear in the length of the text.
    """
    if not may_name_works(body):
        return ()
    prose = _blank_formulas(blank_html(blank_code(body)), body)
    links: dict[str, str] = {}
    definitions = [*_DEFINITION.finditer(prose)] if "]:" in prose else ()
    if definitions:
        links = {
            _fold(one["name"]): one["to"].strip("<>")
            for one in definitions
            if find_label_keys(one["name"], one["to"])[1]
        }
        prose = _DEFINITION.sub(_blank, prose)
    mentions = []
    line, counted = first_line, 0
    for start, key, kind in _Search(prose, src_uri, links).run():
        line += prose.count("\n", counted, start)
        counted = start
        mentions.append(Mention(key, line, kind))
    return tuple(mentions)


def _may_hold_addresses(prose: str) -> bool:
    """Whether there is an address of a work, or one of which a part reads like a mention."""
    if not may_hold_addresses(prose):
        return False
    low = prose.lower()
    return (
        any(sign in low for sign in _ADDRESS_SIGNS)
        or _DOI.search(low) is not None
        or any(found["odd"] for found in _MAYBE_ADDRESS.finditer(prose))
    )


def find_in_field(text: str, src_uri: str, line: int) -> tuple[Mention, ...]:
    """Find the mentions in a text of the front matter; all stand on the line of its key."""
    return tuple(replace(one, line=line) for one in find_mentions(text, src_uri))


def _blank_formulas(prose: str, source: str) -> str:
    parts: list[str] = []
    start = 0
    for formula in find_formulas(source):
        shown = prose[formula.start : formula.end]
        parts += (prose[start : formula.start], _NOT_LINE_END.sub(" ", shown))
        start = formula.end
    return "".join((*parts, prose[start:]))


def _fold(name: str) -> str:
    return " ".join(name.lower().split())


def _blank(found: re.Match[str]) -> str:
    """What may be a citation stays."""
    if find_label_keys(found["name"], found["to"])[0]:
        return found[0]
    return _NOT_LINE_END.sub(" ", found[0])


class _Search:
    """One walk through a text; what is no mention is stepped over, or into."""

    def __init__(self, prose: str, src_uri: str, links: Mapping[str, str]) -> None:
        self._prose = prose
        self._src_uri = src_uri
        self._links = links
        self._has_addresses = _may_hold_addresses(prose)
        self._cited: set[int] = set()
        """Where the works of a bracket are named, each of which must be known."""

    def run(self) -> Iterator[_Found]:
        """Go from token to token; only where there are addresses every place may begin one."""
        if not self._has_addresses:
            yield from self._run_by_signs()
            return
        position = 0
        while (token := _TOKEN.search(self._prose, position)) is not None:
            mentions, position = self._read(token)
            yield from mentions

    def _run_by_signs(self) -> Iterator[_Found]:
        position = 0
        prose = self._prose
        while (sign := _SIGN.search(prose, position)) is not None:
            start = sign.start()
            if sign["usual"] and not self._links:
                yield start + 1, sign["usual"], "key"
                position = sign.end()
                continue
            token = None
            if sign[0] == "@" and start > position and prose[start - 1] == "-":
                token = _TOKEN.match(prose, start - 1)  # unless after a dash of two hyphens
            token = token or _TOKEN.match(prose, start)
            if token is None:
                position = start + 1
                continue
            mentions, position = self._read(token)
            yield from mentions

    def _read(self, token: re.Match[str]) -> tuple[Iterable[_Found], int]:
        """What the token mentions, and where to go on."""
        start, end = token.span()
        if token["link"] and (token["angle"] or token["to"]):
            return self._read_link(start, token["text"], token["angle"] or token["to"]), end
        if token["link"] or token["inside"] or token["alone"]:
            return self._read_brackets(token)
        if token["auto"] or token["address"]:
            name = identify(trim_address(token["auto"] or token["address"]))
            return [(start, name, "identifier")] if name else [], end
        key = read_key(token)
        return [(start, key, "key" if start in self._cited else "text")] if key else [], end

    def _read_brackets(self, token: re.Match[str]) -> tuple[Iterable[_Found], int]:
        """`[text][name]`, `[name][]`, `[name]`, `[see @key]`; or brackets around mere text."""
        start = token.start()
        named = _REFERENCE.match(self._prose, start) if self._links else None
        if named is not None:
            href = self._links.get(_fold(named["name"] or named["text"]))
            if href is not None:
                label = find_label_keys(named["name"] or named["text"], href)[0]
                # Whether these are works, in which case it is no link, is not known here.
                cited: list[_Found] = [(start, key, "text") for key in label]
                return (*cited, *self._read_link(start, named["text"], href)), named.end()
        bracket = _CITATION.match(self._prose, start) if token["link"] else token
        if bracket is not None and bracket["inside"]:
            self._cited.update(start + 1 + one for one in find_cited_places(bracket["inside"]))
        # What is said beside a key may name another work by its address, or link to it.
        return [], start + 1

    def _read_link(self, start: int, text: str, href: str) -> Iterable[_Found]:
        key = find_paper_key(href, self._src_uri)
        if key:
            return [(start, key, "link")]
        name = find_linked_work(href, _ESCAPED_BRACKET.sub(r"\1", text))
        return [(start, name, "identifier")] if name else []
