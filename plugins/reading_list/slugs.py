"""Text -> address: one place decides what an address may look like.

Separate because papers, posts, tags, orders and headings must agree on it for ever.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

from reading_list.model import Slug

_EXPLICIT = str.maketrans(
    {
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u00df": "ss",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u00fe": "th",
        "\u00f0": "d",
        "\u0131": "i",
        "\u0127": "h",
    }
)
_SIGNS = re.compile(r"[+#*%@]|(?<!\S)\.(?=[a-z0-9])")
"""ASCII signs without which a name is another one: `C++`, `A*`, `.NET`."""
_BETWEEN = re.compile(r"[\s_-]+")
_UNSEEN = re.compile("[\u200b\u200e\u200f\ufe0e\ufe0f]")
"""How something is drawn, not what it says: marks of direction, variants of emoji."""
_NO_WORD = re.compile(r"[^a-z0-9]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_LONGEST = 80
_DIGITS = 10
"""Of the hash: among ten thousand names two are alike in one library of twenty thousand."""
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "index"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)


def fold(text: str) -> str:
    """Lower case, without accents: what makes two spellings one (`Gödel`, `GODEL`).

    Letters that have no base letter in Unicode (ø ł đ ß æ œ þ ð ı ħ) are spelt out.
    Every other script is kept.
    """
    if text.isascii():
        return text.lower()
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_EXPLICIT)
    decomposed = unicodedata.normalize("NFKD", lowered)
    bare = _ACCENTS.sub("", decomposed)
    return unicodedata.normalize("NFKC", bare)


def slugify(text: str) -> Slug:
    """Make an address segment: `[a-z0-9-]`, never empty, at most 80 characters, idempotent.

    What ASCII cannot say is told apart by a short hash (`C++` and `C#` differ, `中文` has an
    address); a plain text has none. Texts that differ in case, accents or what stands between
    words have one address.
    """
    words, name = _read(text)
    if name is None:
        return Slug(words)
    digest = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
    kept = words[: _LONGEST - len(digest) - 1].rstrip("-")
    return Slug(f"{kept}-{digest}" if kept else f"x-{digest}")


def find_hashed(text: str) -> str | None:
    """The name of which the address holds a hash; nothing where the address says it all.

    Two texts with one address are one name, unless both of these are there and differ.
    """
    return _read(text)[1]


def _read(text: str) -> tuple[str, str | None]:
    """What of a text can stand in an address; and its name, where that does not say it all."""
    folded = _UNSEEN.sub("", fold(text).replace("&", " and "))
    words = _NO_WORD.sub("-", folded).strip("-")
    lost = not folded.isascii() or "\x00" in folded or _SIGNS.search(folded) or not words
    if not lost and len(words) <= _LONGEST and words not in _RESERVED:
        return words, None
    return words, _BETWEEN.sub("-", folded).strip("-")
