import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import find_faults, load_files, paper_file
from reading_list.loading.tags import load_tags, resolve_tags
from reading_list.model import Tag
from reading_list.slugs import Slug, slugify
from strategies import any_text, tag_names

DECLARED = b"""\
mixture-of-experts:
  title: Mixture of experts
  description: Sparse models.
  aliases: [MoE]
  parent: architectures
architectures:
nlp:
  title: Natural language
"""


def declared() -> dict[Slug, Tag]:
    tags, faults = load_tags("docs/tags.yml", DECLARED)

    assert () == faults
    return dict(tags)


def test_declared_tags_are_read() -> None:
    moe = declared()[Slug("mixture-of-experts")]

    assert ("Mixture of experts", "Sparse models.", ("MoE",), "architectures") == (
        moe.title,
        moe.description,
        moe.aliases,
        moe.parent,
    )
    assert "architectures" == declared()[Slug("architectures")].title


def test_spellings_aliases_and_titles_are_one_tag() -> None:
    spellings = ["MoE", "mixture of experts", "Mixture-of-Experts", "natural language", "NLP"]
    _, slugs = resolve_tags(declared(), spellings)

    assert ["mixture-of-experts"] * 3 + ["nlp"] * 2 == [slugs[one] for one in spellings]


def test_the_declared_title_wins_then_the_most_used_then_the_first() -> None:
    tags, _ = resolve_tags(declared(), ["NLP", "rnn", "RNN", "RNN", "b c", "B c"])

    assert ["architectures", "B c", "Mixture of experts", "Natural language", "RNN"] == [
        tag.title for tag in tags
    ]


@given(st.lists(any_text | tag_names))
def test_every_spelling_has_its_tag(used: list[str]) -> None:
    tags, slugs = resolve_tags({}, used)

    assert {slugify(one) for one in used} == {tag.slug for tag in tags}
    assert {one: slugify(one) for one in used} == slugs


@given(st.permutations(["NLP", "nlp", "RL", "rl", "rl", "Gödel", "Godel"]))
def test_tags_do_not_depend_on_the_order_of_use(used: list[str]) -> None:
    assert resolve_tags({}, sorted(used))[0] == resolve_tags({}, used)[0]


def test_faults_have_the_line_of_the_authors_file() -> None:
    text = "nlp:\n  titel: Language\nrl:\n  parent: [a]\n"

    assert ["docs/tags.yml:2", "docs/tags.yml:4"] == [
        ":".join(line.split(":")[:2]) for line in find_faults({"docs/tags.yml": text})
    ]


@pytest.mark.parametrize("text", ["nlp: [\n", "nlp: *x\n", "- nlp\n", "nlp:\nnlp:\n"])
def test_a_broken_file_is_one_fault(text: str) -> None:
    assert 1 == len(find_faults({"docs/tags.yml": text}))


def test_a_file_that_begins_with_a_fence_is_read() -> None:
    tags, faults = load_tags("docs/tags.yml", b"---\nnlp:\n  title: Language\n")

    assert () == faults
    assert ["Language"] == [tag.title for tag in tags.values()]


def test_two_declarations_of_one_tag_are_a_fault() -> None:
    text = "nlp:\n  title: One\nNLP:\n  title: Two\n"

    assert 1 == len(find_faults({"docs/tags.yml": text}))


def test_declared_tags_join_those_in_use() -> None:
    files = {"docs/tags.yml": DECLARED, "papers/a.md": paper_file(tags="[moe, RL]")}
    library = load_files(files).library

    assert ["Mixture of experts", "RL"] == [tag.title for tag in library.tags_of(library.papers[0])]
