"""Types of works: CSL's names <-> RIS's tags after `TY`.

Separate because reading is no inverse of writing: RIS has synonyms, and fewer types.
Source: RIS format specifications, Thomson Reuters, 2012, and its form of 2001.
"""

from __future__ import annotations

from reading_list.formats.csl.types import CSL_TYPES, UNKNOWN_TYPE

GENERIC = "GEN"
WRITTEN = {
    "article": GENERIC,
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post": "ELEC",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "SLIDE",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""CSL's type -> RIS's; any other work is generic. `M3` names the type that `TY` does not."""
READ = {
    **{kind: name for name, kind in reversed(WRITTEN.items())},
    "ENCYC": "entry-encyclopedia",
    "PCOMM": "personal_communication",
    "ELEC": "webpage",
    "ABST": "article-journal",
    "ADVS": "motion_picture",
    "AGGR": "dataset",
    "CHART": "figure",
    "CONF": "paper-conference",
    "CTLG": "book",
    "DBASE": "dataset",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "GOVDOC": "report",
    "ICOMM": "post",
    "INPR": "article-journal",
    "JFULL": "article-journal",
    "LEGAL": "legislation",
    "MANSCPT": "manuscript",
    "MULTI": "motion_picture",
    "PREPRINT": "article",
    "SER": "book",
    "UNBILL": "bill",
    "UNPD": "manuscript",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}
"""RIS's type and its synonyms -> CSL's; anything else is an `UNKNOWN_TYPE`."""
PERIODICALS = frozenset({"JOUR", "MGZN", "NEWS", "EJOUR", "JFULL", "ABST", "INPR"})
"""Types whose `SN` is an ISSN, and whose `M1` is the issue."""
EDITED = "EDBOOK"
"""Its authors are the editors."""


def write_type(name: str) -> tuple[str, str]:
    """CSL's type -> `TY`, and `M3` where reading that would give another."""
    kind = WRITTEN.get(name, GENERIC)
    return kind, name if READ[kind] != name else ""


def read_type(kind: str, told: str = "") -> str:
    """`TY`, and maybe our own `M3` -> CSL's type."""
    if is_ours(kind, told):
        return told
    return READ.get(kind, UNKNOWN_TYPE)


def is_ours(kind: str, told: str) -> bool:
    """Whether `M3` says what we would write beside this `TY`."""
    return told in CSL_TYPES and write_type(told) == (kind, told)
