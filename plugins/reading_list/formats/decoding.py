"""The bytes of an exchange file -> its text: its encoding is told, its lines end in LF.

Separate because files of every format come in the same few encodings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reading_list.diagnostics import warning
from reading_list.model import Location

if TYPE_CHECKING:
    from reading_list.diagnostics import Diagnostic


def decode_file(data: bytes, uri: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Read the bytes of a file: byte order mark, then UTF-8, then Windows-1252 with a warning."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return unify_lines(data.decode("utf-16", errors="replace")), ()
    try:
        return unify_lines(data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as problem:
        line = unify_lines(data[: problem.start].decode("latin-1")).count("\n") + 1
        message = "The file is not UTF-8; it is read as Windows-1252."
        fault = warning("windows-1252", Location(uri, line), message, "Check names with accents.")
        return unify_lines(data.decode("cp1252", errors="replace")), (fault,)


def unify_lines(text: str) -> str:
    """CR LF and lone CR become LF; a byte order mark goes."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
