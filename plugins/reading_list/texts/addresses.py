"""From one page's address to another's.

Separate because a fragment that moves and a citation that is rendered need the same sum.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_KEPT = "!#$%&'()*+,/:;=?@~"
"""What may stand in an address besides letters and digits; in its host brackets may, too."""
_HOST = f"{_KEPT}[]"
_ASCII = re.compile(r"[\w!$%&'()*+,./:;=?@~-]*(?:#[\w!$%&'()*+,./:;=?@~-]*)?", re.ASCII)
"""An address that needs nothing, as nearly all do."""
_ORIGIN = "https://site.invalid/"


def is_relative(address: str) -> bool:
    """Tell whether an address is one below the page it stands on (not `/x`, `//x`, `x:y`)."""
    has_scheme = ":" in address and _SCHEME.match(address) is not None
    return not (has_scheme or address.startswith(("/", "\\")))


def join_address(source: str, address: str) -> str:
    """Resolve a relative address that stands on the page `source`, to one below the site's root.

    One that climbs above the root stays below it, as in a browser.
    """
    return urljoin(_ORIGIN + source, address).removeprefix(_ORIGIN)


def relative_address(target: str, source: str) -> str:
    """Say on the page `source` where `target` is; both are below the site's root.

    `blog/x/` from `papers/y/` is `../../blog/x/`; a page from itself is `./`.
    """
    if not is_relative(target):
        return target
    has_more = "?" in target or "#" in target
    path = re.split(r"[?#]", target, maxsplit=1)[0] if has_more else target
    rest = target[len(path) :]
    folder, _, name = path.rpartition("/")
    steps = _find_steps(folder, source.rpartition("/")[0])
    if steps != "." or not name:
        return f"{steps}/{name}{rest}"
    return f"{name if is_relative(name) else f'./{name}'}{rest}"


@lru_cache(maxsize=1024)  # a text links to many pages of few folders
def _find_steps(folder: str, start: str) -> str:
    return posixpath.relpath(f"/{folder}", f"/{start}")


def make_ascii(url: str) -> str:
    """Percent-encode what an address cannot hold as it is, and write its host in Punycode.

    What is encoded already stays. Sources: RFC 3986, RFC 5891.
    """
    if _ASCII.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError):  # no host that anyone could find; the rest is encoded alike
        return quote(url, safe=_KEPT, errors="replace")
    path, query, fragment = (
        quote(part, safe=_KEPT.replace("#", ""), errors="replace")
        for part in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, quote(host, safe=_HOST), path, query, fragment))
