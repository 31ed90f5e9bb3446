from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import load_files, make_library, paper_file
from reading_list.advice import find_advice
from strategies import any_papers

if TYPE_CHECKING:
    from reading_list.model import Paper


def advise(files: dict[str, str]) -> list[str]:
    return [str(one) for one in find_advice(load_files(files).library)]


def test_one_work_in_two_files_is_no_matter_of_advice() -> None:
    common = {"authors": "[Ann Lee]", "tags": "[x]", "title": "A title in common"}
    files = {
        "papers/a.md": paper_file(**common, arxiv="1706.03762"),
        "papers/b.md": paper_file(**common, doi="10.48550/arXiv.1706.03762"),
    }

    assert advise(files) == []


def test_works_that_resemble_one_another_are_named() -> None:
    common = {"authors": "[Ann Lee]", "tags": "[x]", "title": "A title in common"}
    files = {
        "papers/a.md": paper_file(**common, arxiv="1706.03762"),
        "papers/b.md": paper_file(**common, type="article-journal", doi="10.1/x"),
        "papers/c.md": paper_file(**common, type="article-journal"),
    }

    assert [line.partition(": ")[2].partition(": ")[0] for line in advise(files)] == [
        "advice[preprint-and-published]",
        "advice[preprint-and-published]",
    ]
    assert "may be 'b'" in advise({name: files[name] for name in ("papers/b.md", "papers/c.md")})[0]


def test_works_that_texts_name_and_the_library_lacks_can_be_added() -> None:
    files = {
        "papers/a.md": paper_file(
            "Like arXiv:1706.03762 and\ndoi:10.1000/X(1).", arxiv="1810.04805", tags="[x]"
        ),
        "papers/b.md": paper_file(doi="10.48550/arXiv.1706.03762", tags="[x]"),
        "docs/blog/posts/one.md": (
            "---\ndate: 2025-07-01\nlink: https://arxiv.org/abs/2301.00001\n---\n# One\n\n"
            "See https://arxiv.org/abs/1810.04805v2 and "
            "[this](https://arxiv.org/pdf/2406.19146v1).\n\n    arXiv:2406.19147\n"
        ),
        "docs/reading/one.md": "---\norder: [a]\n---\n# O\n\n<https://doi.org/10.1000/y>\n",
    }

    added = " Run `reading-list add {}`, and it is cited as others are."
    code = "advice[missing-work]: "
    said = [line.replace(code, "") for line in advise(files) if code in line]
    assert said == [
        "docs/blog/posts/one.md:3: arXiv:2301.00001 is not in this library."
        + added.format("2301.00001"),
        "docs/blog/posts/one.md:7: arXiv:2406.19146 is not in this library."
        + added.format("2406.19146"),
        "docs/reading/one.md:6: DOI 10.1000/y is not in this library." + added.format("10.1000/y"),
        "papers/a.md:7: DOI 10.1000/x(1) is not in this library." + added.format("'10.1000/x(1)'"),
    ]


def test_tags_that_help_nobody_are_named() -> None:
    files = {
        "papers/a.md": paper_file(tags="[transformer, nlp]"),
        "papers/b.md": paper_file(tags="[transformers, nlp, gpt-2]"),
        "papers/c.md": paper_file(tags="[transformers, gpt-3, meant]"),
        "papers/d.md": paper_file(),
        "docs/tags.yml": "meant:\n  description: So it is.\n",
    }

    said = advise(files)

    assert [line.partition("[")[2].partition(":")[0] for line in said] == [
        "missing-tags]",
        "tag-used-once]",
        "tag-used-once]",
        "tag-used-once]",
        "similar-tags]",
    ]
    assert said[-1] == (
        "papers/a.md:3: advice[similar-tags]: The tags 'transformer' (1) and 'transformers' (2) "
        "look alike. Use one of the two, or make one an alias of the other in `tags.yml`."
    )


def test_works_without_abstract_are_named_one_by_one_where_they_are_few() -> None:
    with_abstract = paper_file(abstract="So.", tags="[x]")
    files = {f"papers/{name}.md": with_abstract for name in "abc"}
    files |= {
        "papers/d.md": paper_file(title="D", tags="[x]", type="book"),
        "papers/e.md": paper_file(title="E", tags="[x]"),
        "papers/f.md": paper_file(title="F", tags="[x]", type="thesis"),
    }

    assert [line for line in advise(files) if "abstract" in line] == [
        "papers/e.md:2: advice[missing-abstract]: The work has no abstract.",
        "papers/f.md:2: advice[missing-abstract]: The work has no abstract.",
    ]


def test_works_without_abstract_are_counted_where_they_are_many() -> None:
    files = {f"papers/{name}.md": paper_file(title=name, tags="[x]") for name in "abc"}

    assert advise(files) == []

    files["papers/d.md"] = paper_file(title="d", tags="[x]", abstract="So.")

    assert advise(files) == [
        "papers/a.md:2: advice[missing-abstract]: 3 of 4 works have no abstract, this one first."
    ]


def test_essays_that_cite_nothing_are_named() -> None:
    head = "---\ndate: 2025-01-01\n"
    files = {
        "papers/b.md": paper_file(title="B", unlisted="true", tags="[x]"),
        "docs/blog/posts/cites.md": f"{head}title: A\n---\nSee [@b].",
        "docs/blog/posts/draft.md": f"{head}title: B\ndraft: true\n---\nText.",
        "docs/blog/posts/link.md": f"{head}title: C\nlink: https://example.org\n---\nText.",
        "docs/blog/posts/note.md": f"{head}---\nText.",
        "docs/blog/posts/none.md": f"{head}title: D\n---\nNo `[@a]`.",
    }

    (said,) = advise(files)

    assert said == (
        "docs/blog/posts/none.md:3: advice[cites-nothing]: The post cites no work. "
        "Cite works like `[@id]`."
    )


def test_bibtex_that_an_edit_has_overtaken_is_named() -> None:
    bibtex = "\n  title: '{BERT}: Old'\n  note: Kept\n  Journal: '{\\em ACL}'"
    files = {
        "papers/a.md": paper_file(title="'BERT: Old'", venue="ACL", tags="[x]", bibtex=bibtex),
        "papers/b.md": paper_file(title="New", venue="B", tags="[x]", bibtex=bibtex),
    }

    (said,) = advise(files)

    assert said == (
        "papers/b.md:5: advice[stale-bibtex]: Exports leave out 'title', 'journal' under "
        "`bibtex`: the work says otherwise by now. Delete what is stale."
    )


def test_csl_that_an_edit_has_overtaken_is_named() -> None:
    csl = "\n  title: The <i>E. coli</i> paper\n  medium: Print"
    files = {
        "papers/a.md": paper_file(title="The E. coli paper", tags="[x]", csl=csl),
        "papers/b.md": paper_file(title="Another", tags="[x]", csl=csl),
    }

    (said,) = advise(files)

    assert said == (
        "papers/b.md:4: advice[stale-csl]: Exports leave out 'title' under `csl`: "
        "the work says otherwise by now. Delete what is stale."
    )


@pytest.mark.parametrize(
    ("abstract", "code"),
    [
        ("Code is at this https URL.", "lost-address"),
        (r"We gain 50\ of it.", "lost-percent"),
        (r"We call it \ours and $\alpha$.", "unknown-macro"),
    ],
)
def test_quirks_of_abstracts_are_named_on_their_line(abstract: str, code: str) -> None:
    (said,) = advise({"papers/a.md": f"---\ntitle: A\ntags: [x, y]\nabstract: {abstract}\n---\n",
                      "papers/b.md": paper_file(tags="[x, y]", type="book")})  # fmt: skip

    assert said.startswith(f"papers/a.md:4: advice[{code}]: ")


def test_sound_abstracts_are_left_alone() -> None:
    abstract = r"'Cost $\alpha^2$ of 50\% and \emph{more}, see https://a.example/.'"
    files = {
        "papers/a.md": paper_file(tags="[x]", abstract=abstract),
        "papers/b.md": paper_file(tags="[x]", type="book"),
    }

    assert advise(files) == []


@given(st.lists(any_papers, max_size=3))
def test_any_library_is_advised(papers: list[Paper]) -> None:
    assert all(one.message for one in find_advice(make_library(papers)))
