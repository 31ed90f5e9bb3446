from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.pasted.line import read_item
from reading_list.formats.pasted.names import read_people
from reading_list.model import Author
from strategies import hostile_text

AIAYN = "Attention Is All You Need"
REFERENCE = (
    "Vaswani, A., & Shazeer, N. (2017). Attention is all you need. Advances in neural information "
    "processing systems, 30. Mine."
)
MOE = "Hierarchical Mixtures of Experts"


class Read(NamedTuple):
    """What is expected of a line."""

    title: str
    people: str = ""
    year: int | None = None
    target: str = ""
    why: str = ""


def read(line: str) -> Read:
    item = read_item(line)
    names = ", ".join(one.name for one in item.authors) + ("+" if item.authors_incomplete else "")
    return Read(item.title, names, item.year, item.arxiv or item.doi or item.url, item.why)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"{AIAYN} (Vaswani et al., 2017)", Read(AIAYN, "Vaswani+", 2017)),
        (f"{AIAYN} (Vaswani et al. 2017)", Read(AIAYN, "Vaswani+", 2017)),
        (f"{AIAYN} (Vaswani et al., NeurIPS 2017)", Read(AIAYN, "Vaswani+", 2017)),
        (f"{AIAYN} (NeurIPS 2017)", Read(AIAYN, "", 2017)),
        (f"{AIAYN} (2017)", Read(AIAYN, "", 2017)),
        (f"{AIAYN} (2017) - Vaswani et al. - short", Read(AIAYN, "Vaswani+", 2017, "", "short")),
        (f"{AIAYN} by Vaswani et al. (2017)", Read(AIAYN, "Vaswani+", 2017)),
        (f"{MOE} (Jordan & Jacobs, 1994)", Read(MOE, "Jordan, Jacobs", 1994)),
        (f"{MOE}, Jordan and Jacobs, 1994 — older", Read(MOE, "Jordan, Jacobs", 1994, "", "older")),
        ("The Illustrated Transformer (Jay Alammar, 2018). Pictures!",
         Read("The Illustrated Transformer", "Jay Alammar", 2018, "", "Pictures!")),
        ("The Illustrated Transformer (2018). Pictures!",
         Read("The Illustrated Transformer", "", 2018, "", "Pictures!")),
        ("Few-Shot Learners (GPT-3) (Brown et al., 2020)",
         Read("Few-Shot Learners (GPT-3)", "Brown+", 2020)),
        ("GPT-4 Technical Report (OpenAI, 2023)", Read("GPT-4 Technical Report", "OpenAI", 2023)),
        (f"**{AIAYN}** (Vaswani et al., 2017): the *first*.",
         Read(AIAYN, "Vaswani+", 2017, "", "the *first*.")),
        (f"**{AIAYN} (Vaswani et al., 2017)** (the first)",
         Read(AIAYN, "Vaswani+", 2017, "", "the first")),
        (f"[{AIAYN}](https://arxiv.org/abs/1706.03762) — Vaswani, 2017. My reason.",
         Read(AIAYN, "Vaswani", 2017, "1706.03762", "My reason.")),
        (f"**[{AIAYN}](https://arxiv.org/abs/1706.03762)**: why it matters",
         Read(AIAYN, "", None, "1706.03762", "why it matters")),
        (f"[{AIAYN} (Vaswani et al., 2017)](https://arxiv.org/abs/1706.03762)",
         Read(AIAYN, "Vaswani+", 2017, "1706.03762")),
        (f"Vaswani et al. (2017). {AIAYN}.", Read(AIAYN, "Vaswani+", 2017)),
        (f"Kaplan (2020). {MOE}. Mine.", Read(MOE, "Kaplan", 2020, "", "Mine.")),
        (REFERENCE, Read("Attention is all you need", "A. Vaswani, N. Shazeer", 2017, "", "Mine.")),
        (f"Kaplan et al. 2020: {MOE}", Read(MOE, "Kaplan+", 2020)),
        (f'Vaswani et al., "{AIAYN}", NeurIPS 2017', Read(AIAYN, "Vaswani+", 2017)),
        (f'"{AIAYN}", Vaswani, 2017', Read(AIAYN, "Vaswani", 2017)),
        (f"*{AIAYN}*, Vaswani et al. 2017", Read(AIAYN, "Vaswani+", 2017)),
        (f"“{AIAYN}” by Ashish Vaswani and Noam Shazeer (2017) – short",
         Read(AIAYN, "Ashish Vaswani, Noam Shazeer", 2017, "", "short")),
        (f"{AIAYN} - Vaswani et al., 2017", Read(AIAYN, "Vaswani+", 2017)),
        (f"{AIAYN} | Vaswani et al. | 2017", Read(AIAYN, "Vaswani+", 2017)),
        (f"{AIAYN}, 2017", Read(AIAYN, "", 2017)),
        ("1706.03762", Read("", "", None, "1706.03762")),
        ("arXiv:1706.03762v5.", Read("", "", None, "1706.03762")),
        ("<https://arxiv.org/abs/1706.03762>", Read("", "", None, "1706.03762")),
        ("doi:10.1162/neco.1991.3.1.79", Read("", "", None, "10.1162/neco.1991.3.1.79")),
        (f"1706.03762 {AIAYN}", Read(AIAYN, "", None, "1706.03762")),
        (f"{AIAYN} https://arxiv.org/abs/1706.03762. Short.",
         Read(AIAYN, "", None, "1706.03762", "Short.")),
        (f"{AIAYN} (Vaswani et al., 2017) [[pdf](https://arxiv.org/pdf/1706.03762)] | Short.",
         Read(AIAYN, "Vaswani+", 2017, "1706.03762", "Short.")),
        (f"{AIAYN} (Vaswani et al., 2017). Short. (https://arxiv.org/abs/1706.03762)",
         Read(AIAYN, "Vaswani+", 2017, "1706.03762", "Short.")),
        (f"{AIAYN} (Vaswani et al., 2017). After [this](https://a.b/c) one.",
         Read(AIAYN, "Vaswani+", 2017, "", "After [this](https://a.b/c) one.")),
        (f"{AIAYN}: why it matters", Read(f"{AIAYN}: why it matters")),
        ("BERT: Pre-training of Deep Bidirectional Transformers",
         Read("BERT: Pre-training of Deep Bidirectional Transformers")),
        ("The 2010 Workshop on Things", Read("The 2010 Workshop on Things")),
        ("Models: a survey of 2023 results, and more",
         Read("Models: a survey of 2023 results, and more")),
        ("Attention (see below) and more", Read("Attention (see below) and more")),
        ("A <script>alert(1)</script> \\*star\\* (Kaplan, 2020)",
         Read("A <script>alert(1)</script> *star*", "Kaplan", 2020)),
        ("[x](javascript:alert(1)) y", Read("[x](javascript:alert(1)) y")),
        ("(Vaswani et al., 2017)", Read("", "Vaswani+", 2017)),
    ],
)  # fmt: skip
def test_a_line_is_cut_where_its_writer_meant(line: str, expected: Read) -> None:
    assert read(line) == expected


def test_links_with_a_label_of_ours_are_kept_apart() -> None:
    item = read_item(
        "Toolformer (Schick et al., 2023) [paper](https://arxiv.org/abs/2302.04761) "
        "[code](https://github.com/lucidrains/toolformer-pytorch)"
    )

    assert (item.arxiv, item.why) == ("2302.04761", "")
    assert item.links == {"code": "https://github.com/lucidrains/toolformer-pytorch"}


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Vaswani et al.", ["Vaswani"]),
        ("van der Berg and de la Vallée Poussin", ["Berg", "Vallée Poussin"]),
        ("Smith, J., Lee, K., & Wu, X.", ["Smith", "Lee", "Wu"]),
        ("Noam Shazeer; Jakob Uszkoreit", ["Shazeer", "Uszkoreit"]),
        ("McCandlish, O'Brien and Romera-Paredes", ["McCandlish", "O'Brien", "Romera-Paredes"]),
        ("王小明", ["王小明"]),
    ],
)
def test_names_in_every_form(text: str, families: list[str]) -> None:
    people = read_people(text)

    assert people is not None
    assert [author.family for author in people.authors] == families


def test_an_organisation_has_no_family_name() -> None:
    people = read_people("OpenAI and DeepSeek-AI")

    assert people is not None
    assert people.authors == (Author(literal="OpenAI"), Author(literal="DeepSeek-AI"))


@pytest.mark.parametrize(
    "text",
    ["", "see below", "A Survey", "Scaling laws", "x1", "and more", "Sparsity Is All You Need Now"],
)
def test_words_that_are_no_names(text: str) -> None:
    assert read_people(text) is None


@given(hostile_text | st.text(st.sampled_from('Ab 2017(),.:-—"*[]<>/&et al.'), max_size=60))
def test_no_line_makes_it_raise(line: str) -> None:
    item = read_item(line)

    assert item.title == " ".join(item.title.split())
