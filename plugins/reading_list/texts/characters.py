"""Which characters may stand in a page, and how white space folds.

Separate because one stray control character makes a feed ill-formed as a whole.
"""

from __future__ import annotations

import re

# Not allowed in XML 1.0 (https://www.w3.org/TR/xml/#charsets), the C1 controls, and the marks
# that reverse the direction of whatever follows them on the page.
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_UNFIT_SPACE = re.compile("[\x0b\x0c\x1c-\x1f]")
_FIT = re.compile(f"[^{_UNFIT.pattern[1:-1]}{_UNFIT_SPACE.pattern[1:-1]}]*")
_BREAKING_SPACE = re.compile("[\t-\r\x1c-\x20\x85\u2028\u2029]+")


def drop_controls(text: str) -> str:
    """Drop what is neither a visible character nor white space; rare white space is a blank."""
    if text.isprintable() or _FIT.fullmatch(text):
        return text  # nearly all are, and this is quickly seen
    return _UNFIT_SPACE.sub(" ", _UNFIT.sub("", text))


def fold_breaking_space(text: str) -> str:
    """Make one line of it; no-break spaces stay."""
    if text.isprintable() and "  " not in text:
        return text.strip(" ")  # of all that breaks a line only plain blanks are printable
    return _BREAKING_SPACE.sub(" ", text).strip(" ")


def fold_space(text: str) -> str:
    """Make one line of it, with single plain blanks."""
    return " ".join(text.split())


def clean_line(text: str) -> str:
    """Make one clean line of a name or an identifier, in which a dollar is a dollar."""
    return fold_space(drop_controls(text))
