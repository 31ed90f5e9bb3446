"""The page that answers at another address: it leads on, by itself and by a link.

Separate from the other pages because there may be twice as many of these as of works: a few
joined strings, no theme and no script.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from reading_list.texts.inline import to_text

if TYPE_CHECKING:
    from reading_list.redirects import Redirect


def render_redirect(redirect: Redirect, *, site_url: str, language: str, ending: str) -> bytes:
    """Write the page; `ending` is what addresses of pages end in, `site_url` may be empty.

    Search engines are not to keep it (https://html.spec.whatwg.org/#attr-meta-http-equiv-refresh,
    RFC 6596 for the canonical address).
    """
    target = f"{redirect.target}{ending}"
    title = escape(to_text(redirect.title))
    href = escape("../" * redirect.path.count("/") + target)
    canonical = escape(f"{site_url}{target}") if site_url else href
    html = (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="robots" content="noindex">\n'
        f'<link rel="canonical" href="{canonical}">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n</head>\n'
        f'<body>\n<p>The page is <a href="{href}">{title}</a>.</p>\n</body>\n</html>\n'
    )
    return html.encode("utf-8", errors="xmlcharrefreplace")
