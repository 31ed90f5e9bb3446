"""What a reader's first page costs, beside Material's default with the same content.

Separate because nothing here is about the build. Chromium counts requests, bytes and what moves;
Lighthouse, where there is one, judges both sites in turn with its own profile of a phone (slow 4G,
a processor four times slower). It comes from npm: `npm install lighthouse@12`, and then
`--lighthouse node_modules/.bin/lighthouse`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import lxml.html
from bench.compare import describe_machine
from bench.search import FLAGS, PATIENCE, Server, serve
from bench.sites import MKDOCS
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

ROOT = Path(__file__).parent.parent
REPORT = ROOT / "docs" / "guide" / "performance.md"
PAGES = {
    "a post": "blog/2025/07/what-the-scaling-laws-settled/",
    "a paper": "papers/hoffmann2022training/",
    "the library": "papers/",
    "a tag": "tags/attention/",
    "the timeline": "timeline/",
    "the home page": "",
}
NAMES = {"ours": "this plugin", "material": "Material's default"}
PLAIN = "site_name: Plain\ntheme: {name: material, font: false}\nplugins: [search]\n"
"""Fonts stay away, for Material has them from another host, which this machine may not reach."""
PHONE: ViewportSize = {"width": 375, "height": 812}
REST = 3000
"""Milliseconds after the last answer, for what comes late."""
_WATCH = """window.shift = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });"""
_FIGURES = re.compile(r"(<!-- reader -->\n).*(<!-- end of reader -->)", re.DOTALL)
_METRICS = {
    "first-contentful-paint": 1000,
    "largest-contentful-paint": 1000,
    "speed-index": 1000,
    "total-blocking-time": 1,
}


@dataclass(frozen=True)
class Load:
    """What a page brings along: the same on every machine."""

    requests: float
    wire: float
    """Bytes that came, compressed; heads of answers left out."""
    shift: float


@dataclass(frozen=True)
class Verdict:
    """What Lighthouse says; times in seconds, the blocked one in milliseconds."""

    score: float
    first_paint: float
    largest_paint: float
    speed_index: float
    blocked: float


Visits = dict[str, dict[str, tuple[Load, Verdict | None]]]
"""Page -> site -> what was seen."""


def build_sites(folder: Path) -> None:
    """The site of this repository, and Material's with the articles of all its pages."""
    ours, plain = folder / "sites" / "ours", folder / "plain"
    _build(ROOT / "mkdocs.yml", ours)
    for page in ours.rglob("index.html"):
        html = lxml.html.fromstring(page.read_bytes())
        for article in html.xpath("//article")[:1]:
            for script in article.xpath(".//script"):
                script.drop_tree()
            text = lxml.html.tostring(article, encoding="unicode")
            target = plain / "docs" / page.relative_to(ours).with_suffix(".md")
            target.parent.mkdir(parents=True, exist_ok=True)
            flat = "\n".join(line.strip() for line in text.splitlines() if line.strip())
            target.write_text(f"<div>{flat}</div>\n")
    (plain / "mkdocs.yml").write_text(PLAIN)
    _build(plain / "mkdocs.yml", folder / "sites" / "material")


def _build(config: Path, folder: Path) -> None:
    command = [MKDOCS, "build", "-q", "-f", str(config), "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
    done = subprocess.run(command, check=False, env=environment, stderr=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"The build of {config} failed.")


def load(browser: Browser, address: str) -> Load:
    """Open one page as a new reader does, on a phone."""
    Server.sent.clear()
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True)
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto(address, wait_until="networkidle", timeout=PATIENCE)
    page.wait_for_timeout(REST)
    shift: float = page.evaluate("window.shift")
    context.close()
    return Load(len(Server.sent), sum(Server.sent.values()), shift)


def judge(lighthouse: str, address: str) -> Verdict:
    """Let Lighthouse open it."""
    environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or "chromium"}
    command = [lighthouse, address, "--quiet", "--output=json", "--only-categories=performance"]
    flags = f"--chrome-flags={' '.join(FLAGS)}"
    done = subprocess.run([*command, flags], check=True, env=environment, capture_output=True)
    found = json.loads(done.stdout)
    times = (found["audits"][name]["numericValue"] / unit for name, unit in _METRICS.items())
    return Verdict(100 * found["categories"]["performance"]["score"], *times)


def run(lighthouse: str, browser: Browser, folder: Path, runs: int) -> Visits:
    """Every page of both sites, Lighthouse in turn; medians."""
    loads: dict[tuple[str, str], Load] = {}
    verdicts: dict[tuple[str, str], list[Verdict]] = {}
    with serve(folder / "sites") as address:
        addresses = {
            (name, site): f"{address}{site}/{url}" for name, url in PAGES.items() for site in NAMES
        }
        for key, one in addresses.items():
            loads[key] = load(browser, one)
        for _ in range(runs if lighthouse else 0):
            for key, one in addresses.items():
                verdicts.setdefault(key, []).append(judge(lighthouse, one))
    return {
        name: {site: (loads[name, site], _median(verdicts.get((name, site)))) for site in NAMES}
        for name in PAGES
    }


def _median(verdicts: list[Verdict] | None) -> Verdict | None:
    if not verdicts:
        return None
    return Verdict(*map(statistics.median, zip(*map(astuple, verdicts), strict=True)))


def write_table(found: Visits) -> str:
    """Markdown, a line for each page and site."""
    is_judged = any(verdict for sites in found.values() for _, verdict in sites.values())
    titles = ["", "requests", "kB", "shift"]
    titles += ["Lighthouse", "first paint, s", "largest, s", "speed index, s", "blocked, ms"] * (
        is_judged
    )
    lines = [f"| {' | '.join(titles)} |", f"|---|{'--:|' * (len(titles) - 1)}"]
    for name, sites in found.items():
        for site, (one, said) in sites.items():
            cells = [f"{name}, {NAMES[site]}", f"{one.requests:.0f}", f"{one.wire / 1000:.0f}"]
            cells += [f"{one.shift:.3f}"]
            if said:
                paints = (said.first_paint, said.largest_paint, said.speed_index)
                cells += [f"{said.score:.0f}", *(f"{paint:.1f}" for paint in paints)]
                cells += [f"{said.blocked:.0f}"]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, and keep it in the manual if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--lighthouse", default="", help="its command, if it shall judge too")
    parser.add_argument("--report", action="store_true", help="write it into the manual")
    arguments = parser.parse_args()
    lighthouse = arguments.lighthouse and shutil.which(arguments.lighthouse)
    if arguments.lighthouse and not lighthouse:
        sys.exit("Install Lighthouse: npm install lighthouse@12")
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        build_sites(Path(temporary))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or "chromium", args=FLAGS
        )
        table = write_table(run(lighthouse, browser, Path(temporary), arguments.runs))
        browser.close()
    text = f"{table}\n\n{describe(lighthouse, arguments.runs)}"
    print(text)
    if arguments.report:
        page = _FIGURES.sub(lambda match: f"{match[1]}\n{text}\n{match[2]}", REPORT.read_text())
        REPORT.write_text(page)


def describe(lighthouse: str, runs: int) -> str:
    """How the figures were taken."""
    if not lighthouse:
        return "Chromium, 375 x 812 points, gzip."
    command = [lighthouse, "--version"]
    version = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    return f"Medians of {runs}, Lighthouse {version} with its phone. {describe_machine()}."


if __name__ == "__main__":
    main()
