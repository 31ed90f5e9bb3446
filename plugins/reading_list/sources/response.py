"""An answer that arrived whole, from a server or from the store of today's answers.

Separate because readers of answers need it, and no connection.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer that arrived whole."""

    url: str
    """After redirects."""
    status: int
    content_type: str
    """In lower case, without parameters."""
    charset: str
    """As the header says, or empty."""
    body: bytes
    location: str = ""
    retry_after: str = ""

    def decode(self) -> str:
        """Read as UTF-8 where that works, whatever the header says; else as the header says."""
        for charset in ("utf-8-sig", self.charset or "windows-1252"):
            try:
                return self.body.decode(charset)
            except (UnicodeDecodeError, LookupError):
                continue
        return self.body.decode("utf-8", errors="replace")
