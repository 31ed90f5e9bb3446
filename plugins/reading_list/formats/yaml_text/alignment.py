"""What an edit keeps of a list or mapping, what it drops, and where what is new goes.

Separate because blocks and brackets decide it alike and differ in their writing only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

Step: TypeAlias = tuple[int | None, int | None]
"""Place in the old list and in the new one; None where it is in one of them only."""


def is_equal(one: object, other: object) -> bool:
    """Say whether two values are written alike: texts, numbers and flags by their text."""
    return _freeze(one) == _freeze(other)


def align(old: Sequence[object], new: Sequence[object]) -> Iterator[Step]:
    """Pair items, in order: equal ones, then those that stand in the place of another."""
    before, after = [_freeze(one) for one in old], [_freeze(one) for one in new]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, left, left_end, right, right_end in matcher.get_opcodes():
        yield from zip_longest(range(left, left_end), range(right, right_end))


def place_new(
    new: Iterable[str], there: Collection[str], order: Sequence[str]
) -> Mapping[str | None, Sequence[str]]:
    """Find the key that each new one follows: the nearest before it in `order` that is there.

    None stands for the beginning. Keys that `order` does not know follow the last one.
    """
    ranks = {key: rank for rank, key in enumerate(order)}
    known = sorted((ranks[key], key) for key in there if key in ranks)
    last = [*there][-1] if there else None
    found: defaultdict[str | None, list[str]] = defaultdict(list)
    for key in sorted(new, key=lambda one: ranks.get(one, len(ranks))):
        if key not in ranks:
            found[last].append(key)
            continue
        place = bisect_left(known, (ranks[key], ""))
        found[known[place - 1][1] if place else None].append(key)
    return found


def _freeze(value: object) -> object:
    """Make a value that can be a key, and is equal to those that read the same."""
    if isinstance(value, list | tuple):
        return tuple(map(_freeze, value))
    if isinstance(value, dict):
        return frozenset((key, _freeze(one)) for key, one in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
