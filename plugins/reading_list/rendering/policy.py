"""A Content-Security-Policy under which the finished pages work, and nothing else does.

Separate because it is made from pages as they are, whatever theme and plugins made them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SCRIPT = re.compile(
    r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script", re.DOTALL | re.IGNORECASE
)
_IS_ELSEWHERE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_IS_DATA = re.compile(r"\stype\s*=\s*[\"']?[^\"'>]*json", re.IGNORECASE)
_DIRECTIVES = (
    "default-src 'none'",
    "base-uri 'none'",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self' data:",  # the theme's icons are data in its stylesheet
    "manifest-src 'self'",
    "media-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",  # widths of bars, and what the theme's scripts set
    "worker-src 'self'",
)


def find_policy(pages: Iterable[str]) -> str:
    """Allow the site's own files and the scripts that stand in these pages, told by their hashes.

    Equal pages give an equal policy, in whatever order. Linear in their length.

    Source: https://www.w3.org/TR/CSP3/
    """
    hashes = sorted({_hash(text) for page in pages for text in _find_scripts(page)})
    scripts = " ".join(("script-src 'self'", *(f"'sha256-{one}'" for one in hashes)))
    return "; ".join((*_DIRECTIVES, scripts))


def _find_scripts(page: str) -> Iterable[str]:
    for found in _SCRIPT.finditer(page):
        attributes = found["attributes"]
        if not _IS_ELSEWHERE.search(attributes) and not _IS_DATA.search(attributes):
            yield found["text"]


def _hash(script: str) -> str:
    text = script.replace("\r\n", "\n").replace("\r", "\n")  # as browsers read it
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
