"""The bytes of an exchange file -> its text: its encoding is told, its lines end in LF.

Separate because files of every format come in the same few encodings.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from reading_list.diagnostics import warning
from reading_list.model import Location

if TYPE_CHECKING:
    from reading_list.diagnostics import Diagnostic


_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(rb"%+\s*Encoding:\s*([\w-]+)")
_AS_WINDOWS_1252 = "reading-list-windows-1252"
"""Files of many sources are UTF-8 in most of their lines and something else in some."""


def decode_file(data: bytes, uri: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Read the bytes of a file: by its byte order mark, else UTF-8.

    What is not UTF-8 is read as the encoding that JabRef notes at the top, else byte by byte as
    Windows-1252; both with a warning (`windows-1252`).
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return unify_lines(data.decode(encoding, errors="replace")), ()
    try:
        return unify_lines(data.decode("utf-8-sig")), ()
    except UnicodeDecodeError as problem:
        line = unify_lines(data[: problem.start].decode("latin-1")).count("\n") + 1
    declared = _DECLARED.search(data, 0, 400)
    encoding = _find_encoding(declared[1].decode()) if declared else ""
    if encoding:
        message = f"The file is not UTF-8; it is read as {encoding}, as it says."
        text = data.decode(encoding, errors="replace")
    else:
        message = "The file is not UTF-8; other bytes are read as Windows-1252."
        text = data.decode("utf-8-sig", errors=_AS_WINDOWS_1252)
    fault = warning("windows-1252", Location(uri, line), message, "Check names with accents.")
    return unify_lines(text), (fault,)


def _find_encoding(name: str) -> str:
    """Python's name of an encoding, unless it is one that the file cannot be in."""
    try:
        found = codecs.lookup(name.replace("ISO8859_", "iso8859-")).name
    except LookupError:
        return ""
    return "" if found.startswith(("utf", "ascii")) else found


def _read_windows_1252(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    wrong = problem.object[problem.start : problem.end]
    return wrong.decode("cp1252", errors="replace"), problem.end


codecs.register_error(_AS_WINDOWS_1252, _read_windows_1252)


def unify_lines(text: str) -> str:
    """CR LF and lone CR become LF; a byte order mark goes."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
