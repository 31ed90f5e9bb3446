"""The share of a build that connections take: from finding mentions to previews and relations.

One build in this process, with the works of the benchmark naming one another; what each part
costs is added up as it is called.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.corpus import make_papers
from bench.sites import OURS
from mkdocs.commands.build import build
from mkdocs.config import load_config

from reading_list import site
from reading_list.loading import library, papers
from reading_list.related import _Finder
from reading_list.rendering.previews import Previews
from reading_list.rendering.sections import Sections
from reading_list.texts import notes
from reading_list.texts.citation_writing import CitationWriter
from reading_list.texts.citations import _MarkProcessor
from reading_list.views import site as views_site

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS = {
    "mentions in sources": (papers, "find_mentions"),
    "mentions in reasons": (papers, "find_in_field"),
    "mentions resolved": (library, "resolve_citations"),
    "citations read": (_MarkProcessor, "handleMatch"),
    "citations written": (CitationWriter, "run"),
    "who names whom": (views_site, "find_connections"),
    "related works prepared": (views_site, "find_related"),
    "related works": (_Finder, "find"),
    "sentences in notes": (notes, "find_passages"),
    "sentences in all": (site, "find_discussions"),
    "lists of discussions": (Sections, "discussions"),
    "lists of related works": (Sections, "related"),
    "previews": (Previews, "collect"),
}


def write_library(folder: Path, count: int, mentions: int) -> None:
    """Works as in the other benchmark, their notes citing others at random places."""
    (folder / "papers").mkdir(parents=True)
    (folder / "docs").mkdir()
    chance = random.Random(7)  # noqa: S311 - reproducible, not secret
    works = list(make_papers(count))
    for number, work in enumerate(works):
        named = mentions * (number + 1) // count - mentions * number // count
        words = work.notes.split(" ")
        for _ in range(named):
            other = works[chance.randrange(count)].id
            words.insert(chance.randrange(len(words)), f"[@{other}, p. {chance.randint(1, 40)}]")
        page = work._replace(notes=" ".join(words)).as_paper()
        (folder / "papers" / f"{work.id}.md").write_text(page)
    (folder / "mkdocs.yml").write_text(OURS)


def count_time(spent: dict[str, float]) -> None:
    """Let each part add up its time."""
    for name, (owner, attribute) in PARTS.items():
        setattr(owner, attribute, _timed(getattr(owner, attribute), name, spent))


def _timed(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def run(*arguments: object, **named: object) -> object:
        start = time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.process_time() - start

    return run


def main() -> None:
    """Print seconds and shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--mentions", type=int, default=30_000)
    arguments = parser.parse_args()
    spent: dict[str, float] = defaultdict(float)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_library(folder, arguments.papers, arguments.mentions)
        count_time(spent)
        start = time.process_time()
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
        config.plugins.run_event("startup", command="build", dirty=False)
        build(config)
        whole = time.process_time() - start
    for name, seconds in spent.items():
        print(f"{name:23} {seconds:7.2f} s  {seconds / whole:6.1%}")
    total = sum(spent.values())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'connections':23} {total:7.2f} s  {total / whole:6.1%} of {whole:.1f} s CPU")
    print(f"{memory:.0f} MB at most")


if __name__ == "__main__":
    main()
