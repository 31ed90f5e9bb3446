"""The prerequisites inside an order as two drawings: one for wide screens, one for narrow ones.

Separate because here places become pixels: boxes in columns on a wide screen, and on a narrow one
a line for each work with rails beside it.
"""

from __future__ import annotations

import heapq
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reading_list.texts.inline import to_text
from reading_list.views.layers import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reading_list.views.layers import Drawing, Line
    from reading_list.views.order import OrderView, StepView

MOST = 200
"""Works of the longest order that is drawn; the text says the same for any number."""
WIDTH, HEIGHT = 148, 42
"""Of a box, in pixels."""
BETWEEN, BELOW = 34, 10
"""Between columns, and between rows."""
HEAD = 24
"""Height of a caption."""
COLUMNS = 4
"""Columns, at least, of works that are on their own."""
LETTERS, LINES = 18, 2
"""Of the text in a box."""
ROW = 30
"""Height of a line on narrow screens."""
RAILS = 14
"""Rails that can be told apart; beyond, each line says in words what is first."""
_NOTE = 13
"""Height of these words."""
NARROW = 320
"""Width of a narrow screen."""
LETTER = 6.6
"""Width of a letter on narrow screens, on average."""
_GAP = 9
"""Between rails."""
_ALONE = "No prerequisites here"
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One work: where it stands, and its name in lines that fit."""

    step: StepView
    lines: tuple[str, ...]
    x: float
    y: float
    needs: tuple[StepView, ...]
    note: str = ""
    """What to read first, where no line says it."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A text that names a stage."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing in pixels."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    """Stage by stage: as they are read aloud."""
    paths: tuple[str, ...]
    """Lines, in the path language of SVG."""
    captions: tuple[Caption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """One order, drawn for two shapes of screen."""

    wide: Picture
    tall: Picture
    stages: int


def build_pictures(view: OrderView) -> Pictures | None:
    """Draw an order; None where no step needs another, or where there are too many."""
    steps = view.find_first_steps()
    if len(steps) > MOST:
        return None
    needs = {
        one: tuple(key for link in step.prerequisites if (key := link.paper.id) in steps)
        for one, step in steps.items()
    }
    joined = {one for one, some in needs.items() if some} | {
        need for some in needs.values() for need in some
    }
    drawing = lay_out({one: some for one, some in needs.items() if one in joined})
    if not drawing.lines:
        return None
    alone = [one for one in steps if one not in joined]
    ordered = sorted(drawing.places, key=lambda one: drawing.places[one])
    facts = _Facts(drawing, tuple(ordered), tuple(alone), steps, needs)
    return Pictures(wide=_draw_wide(facts), tall=_draw_tall(facts), stages=drawing.columns)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What both drawings are made of."""

    drawing: Drawing
    joined: Sequence[str]
    """Stage by stage, each from the top."""
    alone: Sequence[str]
    """What needs nothing of the order and unlocks nothing in it."""
    steps: Mapping[str, StepView]
    needs: Mapping[str, Sequence[str]]

    def box(self, one: str, x: float, y: float, lines: Iterable[str]) -> Box:
        step = self.steps[one]
        needs = tuple(self.steps[need] for need in self.needs[one])
        return Box(step=step, lines=tuple(lines), x=round(x, 1), y=round(y, 1), needs=needs)


def _draw_wide(facts: _Facts) -> Picture:
    drawing = facts.drawing
    across, down = WIDTH + BETWEEN, HEIGHT + BELOW
    boxes = [
        facts.box(one, point.column * across, HEAD + point.row * down, _wrap(_name(facts, one)))
        for one in facts.joined
        for point in (drawing.places[one],)
    ]
    captions = [Caption(f"Stage {n + 1}", n * across, 14) for n in range(drawing.columns)]
    columns = max(drawing.columns, COLUMNS) if facts.alone else drawing.columns
    top = HEAD + drawing.rows * down + BELOW
    if facts.alone:
        captions.append(Caption(_ALONE, 0, round(top + 14, 1)))
    for place, one in enumerate(facts.alone):
        row, column = divmod(place, columns)
        y = top + HEAD + row * down
        boxes.append(facts.box(one, column * across, y, _wrap(_name(facts, one))))
    rows = -(-len(facts.alone) // columns)
    height = top + (HEAD + rows * down if rows else 0)
    return Picture(
        width=columns * across - BETWEEN + 2,
        height=round(height),
        boxes=tuple(boxes),
        paths=tuple(_trace(line) for line in drawing.lines),
        captions=tuple(captions),
    )


def _trace(line: Line) -> str:
    """From the right side of a box to the left side of a later one, with an arrow's head."""
    across, down = WIDTH + BETWEEN, HEIGHT + BELOW

    def height(row: float) -> str:
        return _number(HEAD + row * down + HEIGHT / 2)

    first = line.points[0]
    x, y = first.column * across + WIDTH, height(first.row)
    parts = [f"M{x} {y}"]
    for point in line.points[1:]:
        left, y_next = point.column * across, height(point.row)
        middle = left - BETWEEN // 2
        start = f"H{left - BETWEEN}" if left - BETWEEN > x else ""
        parts.append(f"{start}C{middle} {y} {middle} {y_next} {left} {y_next}")
        x, y = left, y_next
        if point is not line.points[-1]:
            x += WIDTH
            parts.append(f"H{x}")
    return "".join((*parts, "m-6 -3.5l6 3.5l-6 3.5"))


def _draw_tall(facts: _Facts) -> Picture:
    """One line for each work, and a rail from each to the last that needs it."""
    targets: dict[str, list[str]] = {}
    for line in facts.drawing.lines:
        targets.setdefault(line.source, []).append(line.target)
    tops, captions, height = _stack(facts, {})
    rails = _assign_rails(facts.joined, targets, tops)
    notes: dict[str, str] = {}
    if max(rails.values()) >= RAILS:
        facts = replace(facts, joined=_as_numbered(facts))
        rails, notes = {}, {one: _note(facts, one) for one in facts.joined if facts.needs[one]}
        tops, captions, height = _stack(facts, notes)
    left = _GAP * (max(rails.values(), default=-1) + 1) + 8
    letters = max(int((NARROW - left - 34) / LETTER), LETTERS)
    boxes = tuple(
        replace(
            facts.box(one, left, top, (_cut(_name(facts, one), letters),)), note=notes.get(one, "")
        )
        for one, top in tops.items()
    )
    paths = (
        _trace_rail(
            left - _GAP * (rail + 1), left, tops[one], sorted(tops[later] for later in targets[one])
        )
        for one, rail in rails.items()
    )
    return Picture(
        width=max(NARROW, round(left + 34 + letters * LETTER)),
        height=round(height),
        boxes=boxes,
        paths=tuple(paths),
        # Beside the rails, which run past them.
        captions=tuple(replace(caption, x=left + 4) for caption in captions),
    )


def _stack(
    facts: _Facts, notes: Mapping[str, str]
) -> tuple[dict[str, float], tuple[Caption, ...], float]:
    """The top of each line, the captions between them, and the height of all."""
    tops: dict[str, float] = {}
    captions = []
    y = 0.0
    stages = [(f"Stage {n + 1}", n) for n in range(facts.drawing.columns)]
    for text, stage in (*stages, (_ALONE, -1)):
        places = facts.drawing.places
        found = [one for one in facts.joined if places[one].column == stage]
        found = found if stage >= 0 else list(facts.alone)
        if found:
            captions.append(Caption(text, 0, y + 16))
            y += HEAD
        for one in found:
            tops[one] = y
            y += ROW + (_NOTE if one in notes else 0)
    return tops, tuple(captions), y


def _as_numbered(facts: _Facts) -> tuple[str, ...]:
    """Stage by stage, each as it is read: without lines there is nothing to untwine."""
    places = facts.drawing.places
    drawn = (one for one in facts.steps if one in places)
    return tuple(sorted(drawn, key=lambda one: places[one].column))


def _note(facts: _Facts, one: str) -> str:
    needs = frozenset(facts.needs[one])
    steps = [step for key, step in facts.steps.items() if key in needs]
    return "after " + ", ".join(str(step.position or _name(facts, step.key)) for step in steps)


def _assign_rails(
    joined: Sequence[str], targets: Mapping[str, Sequence[str]], tops: Mapping[str, float]
) -> dict[str, int]:
    """Source -> its rail, counted from the works outwards; a rail that has ended is used again."""
    rails: dict[str, int] = {}
    free: list[int] = []
    busy: list[tuple[float, int]] = []
    for one in (key for key in joined if key in targets):
        while busy and busy[0][0] <= tops[one]:
            heapq.heappush(free, heapq.heappop(busy)[1])
        rails[one] = heapq.heappop(free) if free else len(busy)
        heapq.heappush(busy, (max(tops[later] for later in targets[one]), rails[one]))
    return rails


def _trace_rail(x: float, left: float, top: float, ends: Iterable[float]) -> str:
    """Out of a work a little below its middle, down, and into others a little above theirs."""
    turn = 4
    start = top + ROW / 2 + turn
    rail, edge = _number(x), _number(left)
    parts = [f"M{edge} {_number(start)}H{_number(x + turn)}q-{turn} 0 -{turn} {turn}"]
    for end in ends:
        y = end + ROW / 2 - turn
        parts.append(f"V{_number(y - turn)}q0 {turn} {turn} {turn}H{edge}")
        parts.append(f"M{rail} {_number(y - turn)}")
    return "".join(parts[:-1])


def _name(facts: _Facts, one: str) -> str:
    step = facts.steps[one]
    if step.paper is not None:
        return to_text(step.paper.short_title or step.paper.title)
    return to_text(step.post.title) if step.post else ""


def _wrap(text: str) -> Iterator[str]:
    """Break a name into the lines of a box, at blanks where that is possible."""
    words = text.split()
    for number in range(1, LINES + 1):
        line = ""
        while words and (not line or _measure(f"{line} {words[0]}") <= LETTERS):
            line = f"{line} {words.pop(0)}".strip()
        if words and number == LINES:
            line = f"{line} {words[0]}"
        if _measure(line) > LETTERS and number < LINES:
            kept = _fit(line, LETTERS)
            words.insert(0, line[len(kept) :])
            line = kept
        if line:
            yield _cut(line, LETTERS)


def _cut(text: str, letters: int) -> str:
    if _measure(text) <= letters:
        return text
    return _fit(text, letters - 1).rstrip() + _ELLIPSIS


def _fit(text: str, letters: int) -> str:
    """The longest beginning that is no wider than so many letters."""
    width = 0
    for place, letter in enumerate(text):
        width += _measure(letter)
        if width > letters:
            return text[:place]
    return text


def _measure(text: str) -> int:
    """Width in letters: East Asian ones count twice, marks upon others not at all."""
    return sum(
        0 if unicodedata.combining(one) else 1 + (unicodedata.east_asian_width(one) in "WF")
        for one in text
    )


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
