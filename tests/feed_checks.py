"""What every feed has to keep, and one reading of each format so that the three can be compared.

The checks follow RFC 4287, https://www.jsonfeed.org/version/1.1/ and the RSS profile, as far as the
W3C's validator complains. Of its messages (https://validator.w3.org/feed/docs/) these are covered:

- XML: SAXError, UnicodeError, MissingNamespace, UndefinedElement, UnknownNamespace, BadCharacters,
  DuplicateElement, NotBlank, UnexpectedAttribute.
- addresses and ids: InvalidFullLink, InvalidUriChar, UriNotIri, InvalidTAG, DuplicateIds,
  DuplicateValue, InvalidPermalink, NotSufficientlyUnique, RelativeSelf, SelfDoesntMatchLocation,
  SelfNotAtom, MissingSelf, MissingHref, DuplicateAtomLink, UnregisteredAtomLinkRel,
  InvalidMIMEType.
- dates: InvalidRFC2822Date, ProblematicalRFC822Date, IncorrectDOW, InvalidRFC3339Date,
  InvalidW3CDTFDate, DuplicateUpdated, ImplausibleDate of works.
- texts: ContainsUndeclaredHTML, ContainsHTML, ContainsEmail; of OPML's texts NotHtml and
  SecurityRisk.
- RSS: MissingTitle, MissingLink, MissingDescription, MissingGuid, MisplacedItem, CharacterData,
  NeedDescriptionBeforeContent, DuplicateSemantics, InvalidContact, InvalidLanguage.
- Atom: MissingElement, MissingContentOrAlternate, MissingTextualContent, FeedHistoryRelInEntry.
- contents: ContainsRelRef, SecurityRisk, SecurityRiskAttr, DangerousStyleAttr, NotHtml of
  elements.
- archives: MissingCurrentInArchive, CurrentNotSelfInCompleteFeed.
- OPML: MissingAttribute, MissingXmlURL, MissingTitleAttr, MissingOutlineType, InvalidRFC2822Date.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import lxml.html
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
DCTERMS = "{http://purl.org/dc/terms/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
_SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schemas" / "atom.rng"))
_BAD_ELEMENTS = frozenset(
    "script style iframe form input button object embed svg video audio".split()
)
_ADDRESSES = ("href", "src", "srcset", "poster", "cite")
_KNOWN_ATTRIBUTES = frozenset(
    """align alt cite class colspan datetime dir headers height href hreflang id lang name rel
    reversed rowspan scope span src start title type value width""".split()
)
"""What a validator takes for harmless."""
_URI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[\w;/?:@&=+$.!~*'()%,#-]+", re.ASCII)
_TAG = re.compile(
    r"tag:([a-z0-9._-]+@)?[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[\w;/?:@&=+$.!~*'()%,-]*", re.ASCII
)
_MAIL_DATE = re.compile(r"[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (GMT|\+0000)")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_LANGUAGE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*", re.IGNORECASE)
_END_TAG = re.compile(r"</\w+>")
_ADDRESS = re.compile(r"<[\w+.'-]+@([A-Z0-9-]+\.)+[A-Z0-9-]+>", re.IGNORECASE)
_SOUND = re.compile(r"([^&<]|&(amp|lt|gt);|&(?=[ \t\n\r]|$))*")
"""As strict a reader of HTML as the validator's takes a text without elements."""
_FIRST_PLAUSIBLE = "1990-01-01"
_TAG_LIKE = re.compile(r"<[A-Za-z/!?]")
_BAD_CHARACTERS = re.compile("[\x7f-\x9f\ufdd0-\ufdef\ufffd]")
_RSS_CHANNEL = frozenset(
    "title link description docs generator language lastBuildDate item".split()
)
_RSS_ITEM = frozenset("title link description guid category pubDate".split())
_RSS_NAMESPACED = frozenset(
    {f"{CONTENT}encoded", f"{ATOM}updated", f"{ATOM}link", f"{DCTERMS}issued"}
    | {f"{DC}{name}" for name in ("creator", "identifier", "source")}
    | {f"{DCTERMS}available"}
)
"""What the W3C's validator knows and does not take for a second date, author or subject."""


@dataclass(frozen=True, slots=True)
class Item:
    """What all formats say of one item."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    links: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """One file of a feed."""

    title: str
    home: str
    own: str
    items: tuple[Item, ...]
    hub: str = ""
    previous: str = ""


def check_together(rss: bytes, atom: bytes, json_feed: bytes) -> Read:
    """Check each format, and that the three say the same; what they say."""
    read = [check_rss(rss), check_atom(atom), check_json(json_feed)]
    first = read[0]
    for other in read[1:]:
        assert first.items == other.items
        assert (first.title, first.home, first.hub) == (other.title, other.home, other.hub)
    return first


def check_rss(text: bytes) -> Read:
    root = _parse_xml(text)
    (channel,) = root
    assert root.tag == "rss"
    assert {one.tag for one in channel if "{" not in one.tag} <= _RSS_CHANNEL
    assert len(channel.findall("link")) == 1
    tags = [one.tag for one in channel]
    assert tags == sorted(tags, key="item".__eq__), "items come last"
    assert _LANGUAGE.fullmatch(_text(channel, "language"))
    _check_channel(channel, "application/rss+xml")
    _check_references(_PLAIN_RSS.findall(text) + _LINK_TITLE.findall(text))
    _check_plain(_text(channel, "description"))
    _check_plain(*(one.text or "" for one in channel.iter("title", "category")))
    items = tuple(_rss_item(one) for one in channel.findall("item"))
    if items:
        assert _MAIL_DATE.fullmatch(_text(channel, "lastBuildDate"))
        built = parsedate_to_datetime(channel.findtext("lastBuildDate") or "")
        assert built == max(one.updated for one in items).replace(microsecond=0)
    read = Read(
        _text(channel, "title"),
        _text(channel, "link"),
        _link(channel, "self"),
        items,
        _link(channel, "hub", default=""),
        _link(channel, "prev-archive", default=""),
    )
    return _check_read(read, text)


def _rss_item(item: etree._Element) -> Item:
    assert {one.tag for one in item} <= _RSS_ITEM | _RSS_NAMESPACED
    for tag in ("title", "link", "description", "guid", "pubDate", f"{CONTENT}encoded"):
        assert len(item.findall(tag)) == 1, tag
    tags = [one.tag for one in item]
    assert tags.index("description") < tags.index(f"{CONTENT}encoded")
    assert all(set(one.attrib) <= {"domain"} for one in item.findall("category"))
    assert all(_URI.fullmatch(one.get("domain", "x:x")) for one in item.findall("category"))
    (guid,) = item.findall("guid")
    assert guid.get("isPermaLink") == "false"
    assert item.findtext("description") != item.findtext(f"{CONTENT}encoded")
    date = item.findtext("pubDate") or ""
    assert _MAIL_DATE.fullmatch(date), date
    published = parsedate_to_datetime(date)
    _check_work(item, published)
    assert _STAMP.fullmatch(_text(item, f"{ATOM}updated"))
    assert date.startswith(published.strftime("%a, "))
    return Item(
        _text(item, "guid"),
        _text(item, "link"),
        _text(item, "title"),
        unescape(_text(item, "description")),
        _text(item, f"{CONTENT}encoded"),
        published,
        datetime.fromisoformat(_text(item, f"{ATOM}updated")),
        tuple(one.text or "" for one in item.findall(f"{DC}creator")),
        tuple(one.text or "" for one in item.findall("category")),
        _links(item.findall(f"{ATOM}link")),
    )


def check_atom(text: bytes) -> Read:
    root = _parse_xml(text)
    assert _SCHEMA.validate(root), _SCHEMA.error_log
    entries = root.findall(f"{ATOM}entry")
    _check_channel(root, "application/atom+xml")
    _check_id(_text(root, f"{ATOM}id"))
    for one in root.iter(f"{ATOM}updated", f"{ATOM}published"):
        assert _STAMP.fullmatch(one.text or ""), one.text
    for one in root.iter(f"{ATOM}category"):
        assert _URI.fullmatch(one.get("scheme", "x:x"))
    head = re.sub(rb"<content\b.*?</content>", b"", text, flags=re.DOTALL)
    _check_references(_PLAIN_ATOM.findall(head) + _LINK_TITLE.findall(head))
    names = [one.text or "" for one in root.iter(f"{ATOM}name")]
    assert not any(_ADDRESS.search(one) for one in names)
    _check_plain(*names, *(one.get("label", "") for one in root.iter(f"{ATOM}category")))
    items = tuple(_atom_item(one) for one in entries)
    assert len({one.updated for one in items}) == len(items)
    if items:
        updated = datetime.fromisoformat(_text(root, f"{ATOM}updated"))
        assert updated == max(one.updated for one in items)
    _construct(root, "subtitle")
    read = Read(
        _construct(root, "title"),
        _link(root, "alternate"),
        _link(root, "self"),
        items,
        _link(root, "hub", default=""),
        _link(root, "prev-archive", default=""),
    )
    return _check_read(read, text)


def _atom_item(entry: etree._Element) -> Item:
    links = entry.findall(f"{ATOM}link")
    (alternate,) = [one for one in links if one.get("rel") == "alternate"]
    assert not {one.get("rel") for one in links} & {"self", "hub", "current", "prev-archive"}
    _check_work(entry, datetime.fromisoformat(_text(entry, f"{ATOM}published")))
    (content,) = entry.findall(f"{ATOM}content")
    assert content.get("type") == "html"
    return Item(
        _text(entry, f"{ATOM}id"),
        alternate.get("href") or "",
        _construct(entry, "title"),
        _construct(entry, "summary"),
        content.text or "",
        datetime.fromisoformat(_text(entry, f"{ATOM}published")),
        datetime.fromisoformat(_text(entry, f"{ATOM}updated")),
        tuple(one.text or "" for one in entry.findall(f"{ATOM}author/{ATOM}name")),
        tuple(one.get("term") or "" for one in entry.findall(f"{ATOM}category")),
        _links(one for one in links if one is not alternate),
    )


def _construct(parent: etree._Element, name: str) -> str:
    """A text of Atom, which says itself whether it is HTML."""
    text = _text(parent, f"{ATOM}{name}")
    if parent.find(f"{ATOM}{name}").get("type", "text") == "text":
        _check_plain(text)
        assert not _TAG_LIKE.search(text), text
        return text
    assert parent.find(f"{ATOM}{name}").get("type") == "html"
    assert not lxml.html.fragment_fromstring(text, create_parent="div").xpath(".//*")
    assert text != unescape(text), "nothing in it needs HTML"
    return unescape(text)


_PLAIN_RSS = re.compile(rb"<(?:title|description|category)\b[^>]*>([^<]*)")
_PLAIN_ATOM = re.compile(rb"<(?:title|subtitle|summary|name)>[^<]*| label=\"[^\"]*(?=\"/?>)")
_LINK_TITLE = re.compile(rb"<(?:atom:)?link [^>]*?( title=\"[^\"]*)")


def _check_references(found: list[bytes]) -> None:
    """A reference in a plain text looks like one of HTML, unless it is hexadecimal."""
    for one in found:
        assert b"&amp;" not in one, one
        assert b"&lt;" not in one, one


def _check_plain(*texts: str) -> None:
    for text in texts:
        assert not _END_TAG.search(text), text


def _check_work(item: etree._Element, published: datetime) -> None:
    """Dates of works: none before 1990, as text is compared, and none later than the item."""
    for tag in ("issued", "available"):
        assert all(_DAY.fullmatch(one.text or "") for one in item.findall(f"{DCTERMS}{tag}"))
    for one in item.findall(f"{DCTERMS}issued"):
        issued = one.text or ""
        assert issued >= _FIRST_PLAUSIBLE, issued
        assert issued[:7] <= published.isoformat()[:7], issued


def check_json(text: bytes) -> Read:
    assert not text.startswith(b"\xef\xbb\xbf")
    feed = json.loads(text.decode("utf-8"), parse_constant=_refuse)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    _check_values(feed)
    known = "version title home_page_url feed_url description next_url authors language hubs items"
    assert set(feed) <= set(known.split())
    for hub in feed.get("hubs", []):
        assert set(hub) == {"type", "url"}
    hubs = feed.get("hubs", [{"url": ""}])
    items = tuple(_json_item(one) for one in feed["items"])
    read = Read(
        feed["title"],
        feed["home_page_url"],
        feed["feed_url"],
        items,
        hubs[0]["url"],
        feed.get("next_url", ""),
    )
    return _check_read(read, None)


def _json_item(item: dict[str, object]) -> Item:
    known = """id url external_url title content_html summary date_published date_modified authors
    tags _reading_list"""
    assert set(item) <= set(known.split())
    own = item.get("_reading_list", {})
    authors = item.get("authors", [])
    tags = item.get("tags", [])
    assert isinstance(own, dict)
    assert isinstance(authors, list)
    assert isinstance(tags, list)
    assert all(set(one) <= {"name", "url"} for one in authors)
    keys = {"url": "href"}
    links = (
        tuple(sorted((keys.get(key, key), value) for key, value in link.items()))
        for link in own.get("links", [])
    )
    return Item(
        *(str(item[key]) for key in ("id", "url", "title", "summary", "content_html")),
        datetime.fromisoformat(str(item["date_published"])),
        datetime.fromisoformat(str(item["date_modified"])),
        tuple(one["name"] for one in authors),
        tuple(tags),
        tuple(links),
    )


def check_opml(text: bytes) -> tuple[tuple[str, str, str, str], ...]:
    """Folder, title, address and page of each feed. Source: http://opml.org/spec2.opml."""
    root = _parse_xml(text)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [one.tag for one in root] == ["head", "body"]
    _check_opml_text(_text(root, "head/title"))
    date = root.findtext("head/dateModified")
    if date:
        assert _MAIL_DATE.fullmatch(date)
        assert date.startswith(parsedate_to_datetime(date).strftime("%a, "))
    found = []
    for outline in root.iterfind("body//outline"):
        assert outline.get("text")
        for name in ("text", "title"):
            _check_opml_text(outline.get(name, ""))
        parent = outline.getparent()
        if outline.get("type") is None:
            assert len(outline)
            assert set(outline.attrib) == {"text"}
            continue
        assert set(outline.attrib) == {"type", "text", "title", "xmlUrl", "htmlUrl"}
        assert outline.get("type") == "rss"
        address, page = outline.get("xmlUrl") or "", outline.get("htmlUrl") or ""
        assert _URI.fullmatch(address)
        assert _URI.fullmatch(page)
        assert {urlsplit(one).scheme for one in (address, page)} <= {"http", "https"}
        folder = "" if parent is None else parent.get("text") or ""
        found.append((folder, unescape(outline.get("title") or ""), address, page))
    assert len({one[2] for one in found}) == len(found)
    return tuple(found)


def _check_opml_text(text: str) -> None:
    """As HTML, which it may hold, it is sound, has no elements, and shows what it stands for."""
    assert _SOUND.fullmatch(text), text
    assert text in (unescape(text), escape(unescape(text), quote=False)), text


_MAIL_BYTES = 102_000
_STYLED = ("a", "p", "h1", "h2", "td")


def check_mail(html: str) -> lxml.html.HtmlElement:
    """What mail programs ask: small, styled on the spot, complete by itself, nothing fetched."""
    assert len(html.encode()) < _MAIL_BYTES
    assert html.startswith("<!DOCTYPE html>")
    root = lxml.html.document_fromstring(html)
    # What a browser would mend counts as a fault: all that is opened is closed.
    bare = re.sub(r"<!DOCTYPE html>|<(meta|br)\b[^>]*>", "", html)
    etree.fromstring(bare.encode("utf-8"), etree.XMLParser(resolve_entities=False))
    for element in root.iter():
        assert isinstance(element.tag, str)
        assert element.tag not in _BAD_ELEMENTS - {"style"} | {"img", "link", "math"}
        assert not any(name.startswith("on") or name == "src" for name in element.attrib)
        if element.tag in _STYLED:
            assert element.get("style"), element.tag
        if element.tag == "table":
            assert element.get("role") == "presentation"
        if element.tag == "a":
            assert urlsplit(element.get("href") or "").scheme in {"http", "https", "mailto"}
    assert "url(" not in html.partition("</style>")[0]
    return root


def _check_channel(channel: etree._Element, media_type: str) -> None:
    """Links of a whole feed: one to itself, of its own type; those of RFC 5005 go together."""
    links = channel.findall(f"{ATOM}link")
    own = [one.get("type") for one in links if one.get("rel") == "self"]
    assert [media_type] == own
    rels = [one.get("rel") for one in links]
    assert len(set(rels)) == len(rels)
    assert set(rels) <= {"self", "alternate", "hub", "prev-archive", "current"}
    is_archive = channel.find(f"{HISTORY}archive") is not None
    assert is_archive == ("current" in rels)
    if channel.find(f"{HISTORY}complete") is not None:
        assert not {"prev-archive", "current"} & set(rels)
    assert all(_URI.fullmatch(one.get("href") or "") for one in links)


def _check_id(name: str) -> None:
    assert (_TAG if name.startswith("tag:") else _URI).fullmatch(name), name


def _refuse(constant: str) -> None:
    raise AssertionError(constant)


def _check_values(value: object, name: str = "") -> None:
    """No null, and nothing empty but the list of items."""
    assert value is not None
    assert value not in ("", {}), name
    assert value != [] or name == "items", name
    if isinstance(value, dict):
        for key, part in value.items():
            _check_values(part, key)
    elif isinstance(value, list):
        for part in value:
            _check_values(part)


def _parse_xml(text: bytes) -> etree._Element:
    assert text.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert b"xml-stylesheet" not in text
    parser = etree.XMLParser(recover=False, resolve_entities=False, huge_tree=True)
    root = etree.fromstring(text, parser)
    assert not _BAD_CHARACTERS.search(text.decode("utf-8"))
    for element in root.iter():
        full = (element.text or "").strip() or len(element) or element.attrib
        assert full or element.tag.startswith(HISTORY), element.tag
    return root


def _check_read(read: Read, xml: bytes | None) -> Read:
    assert len({one.id for one in read.items}) == len(read.items)
    moments = [one.published for one in read.items]
    assert sorted(moments, reverse=True) == moments
    for one in read.items:
        _check_item(one)
    ids = [each for one in read.items for each in _find_ids(one.content)]
    assert len(set(ids)) == len(ids), "items are shown beside each other"
    if xml is not None:
        parsed = feedparser.parse(xml)
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert [one.id for one in parsed.entries] == [one.id for one in read.items]
        assert [one.link for one in parsed.entries] == [one.url for one in read.items]
        for one, item in zip(parsed.entries, read.items, strict=True):
            assert one.published_parsed[:6] == item.published.timetuple()[:6]
            assert one.updated_parsed[:6] == item.updated.timetuple()[:6]
    return read


def _check_item(item: Item) -> None:
    _check_id(item.id)
    assert _URI.fullmatch(item.url)
    assert item.published.utcoffset() == item.updated.utcoffset() == datetime.now(UTC).utcoffset()
    assert item.published <= item.updated
    assert len(item.summary) <= 300
    check_content(item.content)
    for link in item.links:
        _check_plain(dict(link).get("title", ""))
        address = dict(link)["href"]
        assert _URI.fullmatch(address), address
        assert urlsplit(address).scheme in {"http", "https", "mailto"}


def check_content(html: str) -> None:
    """Nothing unsafe, nothing relative."""
    for element in _parse_content(html).iterdescendants():
        assert isinstance(element.tag, str)
        assert element.tag not in _BAD_ELEMENTS
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert name != "style"
            assert element.xpath("ancestor-or-self::math") or name in _KNOWN_ATTRIBUTES, name
            if name in _ADDRESSES:
                assert urlsplit(value).scheme in {"http", "https", "mailto", "data"}, value


def _find_ids(html: str) -> list[str]:
    return [str(one) for one in _parse_content(html).xpath(".//@id")]


def _parse_content(html: str) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(html, create_parent="div")


def _text(parent: etree._Element, path: str) -> str:
    found = parent.findall(path)
    assert len(found) == 1, path
    return found[0].text or ""


def _link(parent: etree._Element, rel: str, default: str | None = None) -> str:
    found = [
        one.get("href") or "" for one in parent.findall(f"{ATOM}link") if one.get("rel") == rel
    ]
    if not found and default is not None:
        return default
    assert len(found) == 1, rel
    return found[0]


def _links(links: object) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(tuple(sorted(dict(one.attrib).items())) for one in links)  # type: ignore[attr-defined]
