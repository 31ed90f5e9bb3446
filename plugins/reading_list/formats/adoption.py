"""A wanted value, as the author has it already: another spelling of one value is no change.

Separate because it knows what the schema holds for equal, and nothing of YAML's writing.
"""

from __future__ import annotations

from collections.abc import Mapping

from reading_list.formats.yaml_text.nodes import Node, ScalarNode, to_plain
from reading_list.model import Author
from reading_list.names import (
    MAPPING_KEYS,
    is_others,
    parse_name,
    split_names,
    to_front_matter,
)

_PEOPLE = frozenset({"authors", "editors"})
_FLAGS = {True: ("true", "yes", "on"), False: ("false", "no", "off")}
_OTHERS = "others"


def to_texts(value: object) -> object:
    """Numbers -> texts, tuples -> lists, any mapping -> a dictionary; flags stay flags."""
    if isinstance(value, Mapping):
        return {str(key): to_texts(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [to_texts(one) for one in value]
    return value if isinstance(value, bool | str) else str(value)


def adopt(key: str, node: Node, wanted: object) -> object:
    """Return the value of `key` as the author writes it, where that means the same.

    Of a list of people each name is taken as it is written (`Ashish Vaswani`). A text that
    takes the place of a block keeps the line break at its end, which no reader sees.
    """
    written = to_plain(node)
    if isinstance(wanted, bool):
        is_same = isinstance(written, str) and written.lower() in _FLAGS[wanted]
        return written if is_same else wanted
    if key in _PEOPLE and isinstance(wanted, list):
        return _adopt_people(written, wanted)
    if _unwrap(written) == _unwrap(wanted):
        return written
    if isinstance(node, ScalarNode) and node.style in ("|", ">") and node.text.endswith("\n"):
        return f"{wanted}\n" if isinstance(wanted, str) else wanted
    return wanted


def _unwrap(value: object) -> object:
    """A list of one text is that text, without the blanks around it."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        value = value[0]
    return value.strip() if isinstance(value, str) else value


def _adopt_people(written: object, wanted: list[object]) -> object:
    if isinstance(written, str):
        people, is_incomplete = split_names(written)
        names = [*map(to_front_matter, people), *([_OTHERS] if is_incomplete else [])]
        return written if names == wanted else wanted
    if not isinstance(written, list):
        return wanted
    spellings: dict[str, object] = {}
    for one in written:
        spellings.setdefault(_normalise(one), one)
    return [spellings.get(_normalise(one), one) for one in wanted]


def _normalise(name: object) -> str:
    """One text for each person, however the name is written."""
    if isinstance(name, str):
        flat = " ".join(name.split())
        return _OTHERS if is_others(flat) else repr(to_front_matter(parse_name(flat)))
    if isinstance(name, dict) and not {*name}.difference(MAPPING_KEYS):
        parts = {key.replace("-", "_"): str(value) for key, value in name.items()}
        return repr(to_front_matter(Author(**parts)))
    return repr(name)
