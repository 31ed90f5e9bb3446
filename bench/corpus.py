"""A library of any size, the same every time: lengths, tags and mathematics as in real ones.

Notes and posts hold what authors write: emphasis, lists, links, code, footnotes, formulas, and
citations of works of the library. Every second note is plain prose.
"""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = (
    "attention model network learning data scale token memory sparse expert layer gradient "
    "inference training language vision reward policy search proof graph kernel cache code"
).split()
TAGS = tuple(f"{first}-{second}" for first in WORDS[:12] for second in WORDS[12:])
FORMULAS = (r"$O(n \log n)$", r"$x_i^{2}$", r"$\mathcal{L}(\theta)$", r"$5\times 5$")
_CITATION = re.compile(r"\[@(work[0-9]+)\]")


class Work(NamedTuple):
    """The texts of one work."""

    id: str
    title: str
    authors: list[str]
    tags: list[str]
    abstract: str
    why: str
    issued: str
    added: str
    notes: str

    def as_paper(self) -> str:
        """Write it as this project wants it."""
        names = "".join(f"- '{name}'\n" for name in self.authors)
        return (
            f"---\ntitle: '{self.title}'\nauthors:\n{names}issued: {self.issued}\n"
            f"added: {self.added}\ntags: [{', '.join(self.tags)}]\n"
            f"abstract: '{self.abstract}'\nwhy: '{self.why}'\n---\n{self.notes}\n"
        )

    def as_page(self, address: str = "{}.md") -> str:
        """Write the same for a reader of an ordinary page, without its title.

        `address` is that of another work, with its id in the braces.
        """
        return (
            f"{', '.join(self.authors)}, {self.issued}\n\n## Why read it\n\n{self.why}\n\n"
            f"## Abstract\n\n{self.abstract}\n\n## Notes\n\n{link_works(self.notes, address)}\n"
        )


class Post(NamedTuple):
    """The texts of one post."""

    slug: str
    title: str
    date: str
    tags: list[str]
    body: str

    def as_post(self) -> str:
        """Write it as this project wants it."""
        return (
            f"---\ntitle: '{self.title}'\ndate: {self.date}\n"
            f"tags: [{', '.join(self.tags)}]\n---\n{self.body}\n"
        )


def link_works(text: str, address: str) -> str:
    """Write citations as links, for generators that know none."""
    return _CITATION.sub(lambda match: f"[{match[1]}]({address.format(match[1])})", text)


def make_papers(count: int, seed: int = 1) -> Iterator[Work]:
    """Works, the same every time."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    for number in range(count):
        title = f"{_sentence(chance, 6)[:-1]} {chance.choice(FORMULAS)} {number}"
        authors = [f"Family{chance.randrange(5000)}, Given" for _ in range(chance.randint(1, 9))]
        abstract = " ".join(
            [_sentence(chance, 18) for _ in range(7)] + [f"We prove {chance.choice(FORMULAS)}."]
        )
        yield Work(
            id=f"work{number}",
            title=title,
            authors=authors,
            tags=_tags(chance),
            abstract=abstract,
            why=_sentence(chance, 16),
            issued=f"{chance.randint(1990, 2025)}-{chance.randint(1, 12):02d}",
            added=f"20{chance.randint(20, 25)}-{chance.randint(1, 12):02d}",
            notes=_notes(chance, count, is_plain=number % 2 == 0),
        )


def make_posts(count: int, papers: int, seed: int = 2) -> Iterator[Post]:
    """Posts that cite those works, the same every time."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    for number in range(count):
        month = f"20{chance.randint(20, 25)}-{chance.randint(1, 12):02d}"
        parts = []
        for section in range(chance.randint(2, 5)):
            parts.append(f"## {_sentence(chance, 4)[:-1]} {section}")
            parts.append(_notes(chance, papers, is_plain=False, mark=f"n{section}"))
        parts.insert(2, "<!-- more -->")
        yield Post(
            slug=f"post{number}",
            title=f"{_sentence(chance, 5)[:-1]} {number}",
            date=f"{month}-{chance.randint(1, 28):02d}",
            tags=_tags(chance),
            body="\n\n".join(parts),
        )


def _tags(chance: random.Random) -> list[str]:
    """Zipf: a few tags on many works, many tags on few."""
    last = len(TAGS) - 1
    return sorted({TAGS[min(int(chance.paretovariate(0.9)) - 1, last)] for _ in range(3)})


def _notes(chance: random.Random, papers: int, *, is_plain: bool, mark: str = "n") -> str:
    parts = [" ".join(_sentence(chance, 14) for _ in range(3)) for _ in range(chance.randint(1, 4))]
    if is_plain:
        return "\n\n".join(parts)
    other = f"[@work{chance.randrange(papers)}]"
    parts[0] += f" It builds on {other}, in *{chance.choice(FORMULAS)}* steps.[^{mark}]"
    extras = (
        (
            f"- **{_sentence(chance, 6)}**\n- See [this page](https://example.org/{mark}).\n"
            f"- Costs {chance.choice(FORMULAS)}."
        ),
        f"```python\nfor token in {chance.choice(WORDS)}:\n    print(token, 'x' * 3)\n```",
        f"$$\n\\sum_{{i=1}}^{{n}} x_i^2 \\le \\frac{{{chance.randint(1, 9)}}}{{2}}\n$$",
        f"> {_sentence(chance, 12)}\n\nUse `{chance.choice(WORDS)}()` here.",
    )
    parts += chance.sample(extras, chance.randint(1, 2))
    return "\n\n".join((*parts, f"[^{mark}]: {_sentence(chance, 8)}"))


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."
