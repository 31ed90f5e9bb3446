"""A library of any size, the same every time: lengths, tags and mathematics as in real ones."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = (
    "attention model network learning data scale token memory sparse expert layer gradient "
    "inference training language vision reward policy search proof graph kernel cache code"
).split()
TAGS = tuple(f"{first}-{second}" for first in WORDS[:12] for second in WORDS[12:])
FORMULAS = (r"$O(n \log n)$", r"$x_i^{2}$", r"$\mathcal{L}(\theta)$", r"$5\times 5$")


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

    def as_page(self) -> str:
        """Write the same for a reader of an ordinary page."""
        return (
            f"# {self.title}\n\n{', '.join(self.authors)}, {self.issued}\n\n"
            f"{' '.join(self.tags)}\n\n## Why read it\n\n{self.why}\n\n"
            f"## Abstract\n\n{self.abstract}\n\n## Notes\n\n{self.notes}\n"
        )


def make_papers(count: int, seed: int = 1) -> Iterator[Work]:
    """Works, the same every time."""
    chance = random.Random(seed)  # noqa: S311 - reproducible, not secret
    for number in range(count):
        title = f"{_sentence(chance, 6)[:-1]} {chance.choice(FORMULAS)} {number}"
        authors = [f"Family{chance.randrange(5000)}, Given" for _ in range(chance.randint(1, 9))]
        # Zipf: a few tags on many papers, many tags on few.
        tags = {TAGS[min(int(chance.paretovariate(0.9)) - 1, len(TAGS) - 1)] for _ in range(3)}
        abstract = " ".join(
            [_sentence(chance, 18) for _ in range(7)] + [f"We prove {chance.choice(FORMULAS)}."]
        )
        notes = "\n\n".join(
            " ".join(_sentence(chance, 14) for _ in range(3)) for _ in range(chance.randint(1, 4))
        )
        yield Work(
            id=f"work{number}",
            title=title,
            authors=authors,
            tags=sorted(tags),
            abstract=abstract,
            why=_sentence(chance, 16),
            issued=f"{chance.randint(1990, 2025)}-{chance.randint(1, 12):02d}",
            added=f"20{chance.randint(20, 25)}-{chance.randint(1, 12):02d}",
            notes=notes,
        )


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."
