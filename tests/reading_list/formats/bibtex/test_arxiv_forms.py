"""Where BibTeX files hide an arXiv id."""

import pytest

from reading_list.formats.bibtex.reading import read_bibtex


def read_arxiv(fields: str) -> tuple[str, ...]:
    (entry,), _ = read_bibtex(f"@misc{{a, title={{T}}, {fields}}}", "a.bib")
    return entry.paper.arxiv


@pytest.mark.parametrize(
    ("fields", "arxiv"),
    [
        ("eprint={1706.03762v5}, archiveprefix={arXiv}", "1706.03762"),
        ("eprint={1706.03762}, eprinttype={ARXIV}", "1706.03762"),
        ("eprint={arXiv:1706.03762}", "1706.03762"),
        ("eprint={hep-th/9309203}", "hep-th/9309203"),
        ("eprint={9309203v1}, primaryclass={hep-th}", "hep-th/9309203"),
        ("arxivid={1706.03762}", "1706.03762"),
        ("doi={10.48550/ARXIV.1706.03762}", "1706.03762"),
        ("url={https://arxiv.org/pdf/1706.03762.pdf}", "1706.03762"),
        ("url={https://huggingface.co/papers/1706.03762}", "1706.03762"),
        ("journal={arXiv preprint arXiv:1706.03762}", "1706.03762"),
        ("journal={CoRR}, volume={abs/1706.03762}", "1706.03762"),
        ("howpublished={arXiv e-prints, arXiv:1706.03762}", "1706.03762"),
        ("note={arXiv:1706.03762v2 [cs.CL]}", "1706.03762"),
    ],
)
def test_an_arxiv_id_is_found(fields: str, arxiv: str) -> None:
    assert read_arxiv(fields) == (arxiv,)


@pytest.mark.parametrize(
    "fields",
    [
        "eprint={2104.12250}, eprinttype={jstor}",
        "note={PsyArXiv:1706.03762}",
        "journal={SocArXiv:1706.03762}",
        "journal={EcoEvoRxiv}, note={EcoEvoRxiv:1706.03762}",
    ],
)
def test_what_only_looks_like_one_is_not(fields: str) -> None:
    assert read_arxiv(fields) == ()
