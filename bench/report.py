"""Figures of the benchmark -> the tables and plots of the manual's page on performance.

Reads what `bench.compare --json` has left, and writes between the marks of the page.
"""

from __future__ import annotations

import argparse
import json
import re
from html import escape
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "guide" / "performance.md"
NAMES = {
    "ours": "this plugin",
    "hugo": "Hugo",
    "pelican": "Pelican",
    "material": "MkDocs with Material, plain pages",
}
_FIGURES = re.compile(r"(<!-- figures -->\n).*(<!-- end of figures -->)", re.DOTALL)
_LEFT, _WIDTH, _BAR, _ROW = 180, 620, 14, 44


def write_section(found: dict[str, Any]) -> str:
    """One size: a heading, a plot and a table."""
    title = f"{found['papers']:,} works and {found['posts']:,} posts"
    runs = f"Medians of {found['runs']}. {found['machine']}." if found["runs"] > 1 else ""
    lines = [f"### {title}", "", draw(title, found["costs"]), ""]
    lines += ["| | user CPU, s | system, s | wall, s | memory, MB | files | site, MB |"]
    lines += ["|---|--:|--:|--:|--:|--:|--:|"]
    for name, kinds in found["costs"].items():
        for kind, cost in kinds.items():
            lines.append(
                f"| {NAMES[name]}, {kind} | {cost['user']:.1f} | {cost['system']:.1f}"
                f" | {cost['wall']:.1f} | {cost['memory']:.0f} | {cost['files']:,.0f}"
                f" | {cost['megabytes']:.0f} |"
            )
    return "\n".join([*lines, "", runs or f"One run. {found['machine']}.", ""])


def draw(title: str, costs: dict[str, dict[str, dict[str, float]]]) -> str:
    """Bars of user CPU, two for each generator; colours are the page's own."""
    most = max(cost["user"] for kinds in costs.values() for cost in kinds.values())
    height = _ROW * len(costs) + 8
    box = f"0 0 {_LEFT + _WIDTH} {height}"
    parts = [
        f'<figure><svg role="img" viewBox="{box}" width="100%" font-size="13" fill="currentColor">',
        f"<title>User CPU in seconds, {escape(title)}: from nothing and again</title>",
    ]
    for row, (name, kinds) in enumerate(costs.items()):
        top = 8 + row * _ROW
        parts.append(
            f'<text x="{_LEFT - 8}" y="{top + 18}" text-anchor="end">'
            f"{escape(NAMES[name].partition(',')[0])}</text>"
        )
        for place, (kind, cost) in enumerate(kinds.items()):
            y = top + place * (_BAR + 2)
            width = max(2.0, (_WIDTH - 110) * cost["user"] / most)
            parts.append(
                f'<rect x="{_LEFT}" y="{y}" width="{width:.0f}" height="{_BAR}"'
                f' opacity="{0.8 if place == 0 else 0.4}"/>'
                f'<text x="{_LEFT + width + 6:.0f}" y="{y + 12}">{cost["user"]:.1f} {kind}</text>'
            )
    return "".join([*parts, "</svg></figure>"])


def main() -> None:
    """Rewrite the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", type=Path, nargs="+", help="files that --json has written")
    sections = [write_section(json.loads(path.read_text())) for path in parser.parse_args().figures]
    text = _FIGURES.sub(
        lambda match: match[1] + "\n" + "\n".join(sections) + match[2], PAGE.read_text()
    )
    PAGE.write_text(text)


if __name__ == "__main__":
    main()
