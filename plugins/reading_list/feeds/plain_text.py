"""Texts that feeds hold as plain texts, fit for whoever takes them for HTML all the same.

Separate because items, feeds and the lists of feeds have to say the same. RSS has no way to say
that a title or a tag is plain text, and Atom none for the names of people and tags. So many
programs take them for HTML and swallow a `</b>`, and validators warn of it: behind its `<` stands
a word joiner (U+2060), which nobody sees and which leaves no tag to be found.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

JOINER: Final = "\u2060"
_PLANES = "".join(f"{chr(plane << 16)}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 17))
_LEGAL: Final = f"\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc{_PLANES}"
"""What XML 1.0 can hold and does not discourage, as it does control characters from U+007F on and
code points that are no characters; without U+FFFD, by which validators know a damaged file."""
_SOUND = re.compile(f"[{_LEGAL}]*")
_ILLEGAL = re.compile(f"[^{_LEGAL}]+")
_TAG = re.compile(rf"<(?!{JOINER})(?=/\w+>|[^\s<>@]+@[^\s<>@]+>)")
"""The beginning of an end tag, or of an e-mail address in the place of a tag."""
_MARKUP = re.compile(r"<[A-Za-z/!?]")


def legal_text(text: str) -> str:
    """Drop control characters and the like: one of them may cost the whole feed."""
    return text if _SOUND.fullmatch(text) else _ILLEGAL.sub("", text)


def plain_text(text: str) -> str:
    """A legal text in which nobody finds an end tag of HTML; any other text stays as it is."""
    return _TAG.sub(f"<{JOINER}", legal_text(text))


def reads_as_html(text: str) -> bool:
    """Whether one who takes a plain text for HTML would see another one."""
    return _MARKUP.search(text) is not None or unescape(text) != text
