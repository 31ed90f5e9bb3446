"""Thirty-one works of the repository's own library, listed as people list them."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import find_faults, make_date, make_paper, paper_file
from reading_list.formats.order_file import write_order
from reading_list.formats.pasted.reading import read_pasted_list
from reading_list.intake.listed import (
    Matching,
    WorkIndex,
    arrange,
    make_entry,
    match_items,
)
from reading_list.loading.papers import load_paper
from reading_list.model import Author, Paper
from sites import ROOT
from strategies import any_papers, hostile_text

WORKS = """
vaswani2017attention | Attention Is All You Need | Vaswani et al. | 2017
alammar2018illustrated | The Illustrated Transformer | Alammar | 2018
devlin2018bert | BERT: Pre-training of Deep Bidirectional Transformers | Devlin et al. | 2018
brown2020language | Language Models are Few-Shot Learners (GPT-3) | Brown et al. | 2020
kaplan2020scaling | Scaling Laws for Neural Language Models | Kaplan et al. | 2020
hoffmann2022training | Training Compute-Optimal Large Language Models (Chinchilla) | Hoffmann et al. | 2022
touvron2023llama | LLaMA: Open and Efficient Foundation Language Models | Touvron et al. | 2023
su2021roformer | RoFormer: Rotary Position Embedding | Su et al. | 2021
dao2022flashattention | FlashAttention | Dao et al. | 2022
lewis2020retrieval | Retrieval-Augmented Generation (RAG) | Lewis et al. | 2020
ouyang2022training | Training Language Models to Follow Instructions with Human Feedback (InstructGPT) | Ouyang et al. | 2022
rafailov2023direct | Direct Preference Optimization (DPO) | Rafailov et al. | 2023
wei2022chain | Chain-of-Thought Prompting Elicits Reasoning in Large Language Models | Wei et al. | 2022
yao2022react | ReAct: Reasoning and Acting | Yao et al. | 2022
guo2025deepseek | DeepSeek-R1: Incentivizing Reasoning Capability in LLMs via Reinforcement Learning | Guo et al. | 2025
yang2025qwen3 | Qwen3 Technical Report | Yang et al. | 2025
shazeer2017outrageously | Outrageously Large Neural Networks: Sparsely-Gated Mixture of Experts | Shazeer et al. | 2017
fedus2021switch | Switch Transformers | Fedus et al. | 2021
jiang2024mixtral | Mixtral of Experts | Jiang et al. | 2024
komatsuzaki2022sparse | Sparse Upcycling: Training Mixture-of-Experts from Dense Checkpoints | Komatsuzaki et al. | 2022
huh2024platonic | The Platonic Representation Hypothesis | Huh et al. | 2024
gunasekar2023textbooks | Textbooks Are All You Need | Gunasekar et al. | 2023
templeton2024scaling | Scaling Monosemanticity: Extracting Interpretable Features from Claude 3 Sonnet | Templeton et al. | 2024
chowdhery2022palm | PaLM: Scaling Language Modeling with Pathways | Chowdhery et al. | 2022
du2021glam | GLaM: Generalist Language Model | Du et al. | 2021
benallal2025smol | The Smol Training Playbook | Allal et al. | 2025
raffel2019exploring | T5: Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer | Raffel et al. | 2019
schick2023toolformer | Toolformer | Schick et al. | 2023
lepikhin2020gshard | GShard | Lepikhin et al. | 2020
jacobs1991adaptive | Adaptive Mixtures of Local Experts | Jacobs et al. | 1991
jordan1994hierarchical | Hierarchical Mixtures of Experts | Jordan & Jacobs | 1994
"""  # noqa: E501 - a table
ROWS = [tuple(line.split(" | ")) for line in WORKS.strip().splitlines()]
STYLES: dict[str, Callable[[str, str, str], str]] = {
    "brackets": lambda title, people, year: f"{title} ({people}, {year})",
    "numbered": lambda title, people, year: f"1. {title} ({people} {year})",
    "bold": lambda title, people, year: f"- **{title}** ({people}, {year}) — worth it",
    "reference": lambda title, people, year: f"{people} ({year}). {title}.",
    "quoted": lambda title, people, year: f'* "{title}", {people.split()[0]}, {year}',
    "dash": lambda title, people, year: f"{title} - {people}, {year}",
    "commas": lambda title, people, year: f"• {title}, {people}, {year}",
    "table": lambda title, people, year: f"| {title} | {people} | {year} |",
    "linked": lambda title, people, year: f"- [{title}](https://a.b/c) by {people}, {year}: good",
}
AIAYN = make_paper(
    "vaswani2017attention",
    title="Attention Is All You Need",
    authors=(Author(family="Vaswani", given="Ashish"),),
    issued="2017-06",
    arxiv=("1706.03762",),
)
BERT = make_paper(
    "devlin2018bert",
    title="BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding",
    short_title="BERT",
    authors=(Author(family="Devlin", given="Jacob"),),
    issued="2018-10",
    url="https://aclanthology.org/N19-1423/",
)


@pytest.fixture(scope="module")
def library() -> list[Paper]:
    files = sorted((ROOT / "papers").glob("*.md"))
    papers = [load_paper(f"papers/{path.name}", path.read_bytes())[0] for path in files]
    return [paper for paper in papers if paper is not None]


def match(text: str, papers: Iterable[Paper] = (AIAYN, BERT)) -> Matching:
    index = WorkIndex(papers)
    listed, _ = read_pasted_list(text, "a.md", index.tell_apart)
    return match_items(listed, index, "a.md")


@pytest.mark.parametrize("style", STYLES)
def test_every_work_of_a_list_is_found(style: str, library: list[Paper]) -> None:
    lines = [STYLES[style](title, people, year) for _, title, people, year in ROWS]
    found = match("\n".join(lines), library)

    assert list(found.ids) == [row[0] for row in ROWS]
    assert found.faults == ()


def test_a_list_becomes_an_order_that_loads(library: list[Paper]) -> None:
    lines = [STYLES["bold"](*row[1:]) for row in ROWS]
    text = "\n".join(["# Foundations", "## Order", *lines[:26], "## Bonus material", *lines[26:]])
    listed, faults = read_pasted_list(text, "a.md")
    found = match_items(listed, WorkIndex(library), "a.md")
    order = write_order(listed.title, arrange(listed, found.ids, found.whys))
    files = {f"papers/{paper.id}.md": paper_file() for paper in library}

    assert faults == ()
    assert find_faults({**files, "docs/reading/a.md": order}) == []
    assert order.count("- paper: ") == 31
    assert "  - section: Bonus material\n    bonus: true\n" in order


@pytest.mark.parametrize(
    "line",
    [
        "1706.03762",
        "https://arxiv.org/pdf/1706.03762v5.pdf",
        "Some other title (Nobody, 1999) https://doi.org/10.48550/arXiv.1706.03762",
        "ATTENTION is all you need!",
        "Attention Is All You Need (Vaswani et al., 2018)",
        "Attention Is All You Need: why it matters",
        "Attention Is All You Need — why it matters",
    ],
)
def test_a_work_is_known_by_identifier_or_title(line: str) -> None:
    assert match(line).ids == (AIAYN.id,)


@pytest.mark.parametrize(
    "line",
    ["BERT (Devlin et al.)", "BERT (Devlin, 2019)", "http://aclanthology.org/N19-1423",
     "BERT: Pre-training of Deep Bidirectional Transformers", "BERT - Devlin et al., 2018"],
)  # fmt: skip
def test_a_short_title_needs_a_name_or_an_address(line: str) -> None:
    assert match(line).ids == (BERT.id,)


@pytest.mark.parametrize(
    "line",
    ["Attention Is All You Need (Li, 2017)", "Attention Is All You Need (Vaswani, 2020)", "BERT"],
)
def test_what_speaks_against_a_work_leaves_it_out_and_names_it(line: str) -> None:
    found = match(line)

    assert found.ids == (None,)
    assert [fault.code for fault in found.faults] == ["uncertain-work"]


def test_a_word_or_another_work_is_no_match() -> None:
    found = match("Attention (Bahdanau et al., 2014)\nNeural Turing Machines (Graves et al., 2014)")

    assert found == Matching((None, None), ("", ""), ())


def test_between_two_works_of_one_title_nothing_decides() -> None:
    twin = make_paper("twin", title=AIAYN.title, authors=AIAYN.authors, issued="2018")
    found = match("x\nAttention Is All You Need (Vaswani et al., 2017)", [AIAYN, twin])

    assert found.ids == (None, None)
    assert [fault.location.line for fault in found.faults] == [2]
    assert "may be 'vaswani2017attention' or 'twin'" in found.faults[0].message


def test_what_follows_a_title_that_is_known_is_the_reason() -> None:
    assert match("Attention Is All You Need: why it matters").whys == ("why it matters",)
    assert match("BERT: Pre-training of Deep Bidirectional Transformers").whys == ("",)


def test_a_work_that_is_listed_twice_is_named() -> None:
    found = match("1706.03762\nAttention Is All You Need")

    assert found.ids == (AIAYN.id, AIAYN.id)
    assert [(fault.code, fault.location.line) for fault in found.faults] == [("repeated-work", 2)]


def test_a_work_that_is_not_there_becomes_a_stub_of_what_is_named() -> None:
    listed, _ = read_pasted_list("\nNeural Turing Machines (Graves et al., 2014) good", "a.md")
    (item,) = listed.items
    entry = make_entry(item, "a.md")

    assert (entry.key, entry.paper.title) == ("", "Neural Turing Machines")
    assert entry.paper.authors == (Author(family="Graves"),)
    assert entry.paper.authors_incomplete is True
    assert entry.paper.issued == make_date("2014")
    assert (entry.paper.location.uri, entry.paper.location.line) == ("a.md", 2)


@pytest.mark.parametrize(
    ("line", "title", "kind"),
    [
        ("1706.03762", "arXiv:1706.03762", "article"),
        ("10.1162/neco.1991.3.1.79", "doi:10.1162/neco.1991.3.1.79", "article"),
        ("https://example.org/post", "https://example.org/post", "webpage"),
        ("[A post](https://example.org/post)", "A post", "webpage"),
    ],
)
def test_an_identifier_stands_in_for_a_title(line: str, title: str, kind: str) -> None:
    listed, _ = read_pasted_list(line, "a.md")
    paper = make_entry(listed.items[0], "a.md").paper

    assert (paper.title, paper.type) == (title, kind)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1706.03762v5", 5),
        (f"{AIAYN.title} (Vaswani et al., 2017) [pdf](https://arxiv.org/pdf/1706.03762v5.pdf)", 5),
        (f"1. {AIAYN.title} (Vaswani et al., 2017)\n   arXiv:1706.03762v5", 5),
        ("https://arxiv.org/abs/1706.03762 https://arxiv.org/pdf/1706.03762v5", 5),
        ("1. 1706.03762\n   The second version is https://arxiv.org/abs/1706.03762v2", 2),
        ("1. 1706.03762\n   Not https://arxiv.org/abs/1810.04805v2", None),
        ("1706.03762", None),
    ],
)
def test_the_version_of_an_arxiv_address_is_kept(text: str, version: int | None) -> None:
    listed, _ = read_pasted_list(text, "a.md")

    paper = make_entry(listed.items[0], "a.md").paper

    assert (paper.arxiv, paper.arxiv_version) == (("1706.03762",), version)


@pytest.mark.parametrize(
    ("below", "ids"),
    [
        ("https://arxiv.org/abs/1706.03762", (AIAYN.id,)),
        ("  arXiv:1706.03762", (AIAYN.id,)),
        ("https://doi.org/10.1000/182", (AIAYN.id,)),
        ("https://aclanthology.org/N19-1423", (AIAYN.id, BERT.id)),
        ("  - https://arxiv.org/abs/2005.14165", (AIAYN.id, None)),
        ("  2005.14165", (AIAYN.id, None)),
        ("https://example.org/a-post", (AIAYN.id, None)),
        ("  https://example.org/its-code", (AIAYN.id,)),
    ],
)
def test_an_address_below_a_title_may_be_another_work(
    below: str, ids: tuple[str | None, ...]
) -> None:
    found = match(f"- Attention Is All You Need (Vaswani et al., 2017)\n{below}")

    assert (found.ids, found.faults) == (ids, ())


def test_an_address_of_another_author_is_another_work() -> None:
    found = match("- Neural Turing Machines (Graves et al., 2014)\n1706.03762\n\n1706.03762")

    assert found.ids == (None, AIAYN.id, AIAYN.id)
    assert [(fault.code, fault.location.line) for fault in found.faults] == [("repeated-work", 4)]


def test_a_title_with_the_identifier_of_another_work_is_named() -> None:
    found = match("BERT (Devlin et al., 2018) https://arxiv.org/abs/1706.03762")

    assert found.ids == (AIAYN.id,)
    assert [fault.message for fault in found.faults] == [
        "'BERT' is 'vaswani2017attention' by its identifier; its title is that of 'devlin2018bert'."
    ]


@given(st.lists(any_papers, max_size=1), hostile_text)
def test_no_library_and_no_list_make_it_raise(papers: list[Paper], text: str) -> None:
    lines = "\n".join([text, *(f"- {paper.title}" for paper in papers)])
    listed, _ = read_pasted_list(lines, "a.md")
    found = match_items(listed, WorkIndex(papers), "a.md")

    assert len(found.ids) == len(found.whys) == len(listed.items)
