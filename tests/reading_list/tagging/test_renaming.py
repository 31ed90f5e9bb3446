from __future__ import annotations

from typing import TYPE_CHECKING

from builders import load_files
from reading_list.loading import Texts
from reading_list.loading.tags import load_tags
from reading_list.tagging.names import TagNames
from reading_list.tagging.renaming import plan_rename

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reading_list.loading.library import Loaded
    from reading_list.tagging.renaming import Renaming

FILES = {
    "papers/a.md": "---\r\ntitle: A # t\r\ntags: ['MoE', nlp] # mine\r\n---\r\nBody",
    "papers/b.md": "---\ntitle: B\nkeywords:\n  - moe # x\n  - Experts # y\n---\n",
    "papers/c.md": "---\ntitle: C\ndraft: true\nunlisted: true\ntags: Moé\n---\n",
    "papers/d.md": "---\ntitle: D\ntags: [nlp]\n---\n",
    "docs/blog/posts/p.md": "\ufeff---\ndate: 2025-01-01\ntag: [moe]\n---\nText",
    "docs/reading/o.md": "---\norder: {tags: [MOE, nlp]}\n---\n",
}


def plan(files: Mapping[str, str | bytes], old: str, new: str) -> Renaming:
    content = {name: one if isinstance(one, bytes) else one.encode() for name, one in files.items()}
    texts = Texts(
        papers={name[7:]: one for name, one in content.items() if name.startswith("papers/")},
        docs={name[5:]: one for name, one in content.items() if name.startswith("docs/")},
    )
    declared, _ = load_tags("docs/tags.yml", texts.docs.get("tags.yml", b""))
    names = TagNames(load_files(files, is_preview=True).library, declared)
    slug = names.find(old)
    assert slug is not None
    return plan_rename(texts, names, slug, new)


def apply(files: Mapping[str, str], planned: Renaming) -> dict[str, str]:
    return {**files, **{edit.uri: edit.after.decode() for edit in planned.edits}}


def load(files: Mapping[str, str]) -> Loaded:
    return load_files(files, is_preview=True)


def test_every_spelling_in_every_file_is_replaced() -> None:
    planned = plan(FILES, "m\u00d6E", "Sparse models")

    after = apply(FILES, planned)

    assert planned.faults == planned.notes == ()
    assert after == {
        "papers/a.md": FILES["papers/a.md"].replace("'MoE'", "'Sparse models'"),
        "papers/b.md": FILES["papers/b.md"].replace("moe", "Sparse models"),
        "papers/c.md": FILES["papers/c.md"].replace("Moé", "Sparse models"),
        "papers/d.md": FILES["papers/d.md"],
        "docs/blog/posts/p.md": FILES["docs/blog/posts/p.md"].replace("moe", "Sparse models"),
        "docs/reading/o.md": FILES["docs/reading/o.md"].replace("MOE", "Sparse models"),
        "docs/tags.yml": 'sparse-models:\n  title: "Sparse models"\n  aliases: [moe]\n',
    }


def test_the_tag_lives_under_its_new_address_and_the_old_one_leads_there() -> None:
    loaded = load(apply(FILES, plan(FILES, "moe", "Sparse models")))

    library = loaded.library
    tag = next(tag for tag in library.tags if tag.slug == "sparse-models")
    assert (tag.title, tag.aliases) == ("Sparse models", ("moe",))
    assert [step.paper for step in library.orders[0].steps] == ["a", "b", "d"]
    assert "moe" not in {tag.slug for tag in library.tags}
    assert loaded.diagnostics == ()


def test_there_and_back_leaves_the_entries_as_they_were() -> None:
    there = apply(FILES, plan(FILES, "moe", "Sparse"))
    back = apply(there, plan(there, "Sparse", "MoE"))

    tags = {"'MoE'": "MoE", "moe": "MoE", "Moé": "MoE", "MOE": "MoE"}
    for name, text in FILES.items():
        wanted = text
        for spelling, new in tags.items():
            wanted = wanted.replace(spelling, new)
        assert wanted == back[name].replace("'MoE'", "MoE")


def test_two_tags_become_one() -> None:
    files = {**FILES, "docs/tags.yml": "moe:\n  description: Sparse.\nexperts:\n  title: Experts\n"}

    planned = plan(files, "MoE", "experts")
    after = apply(files, planned)

    assert planned.written == "Experts"
    assert after["papers/b.md"] == "---\ntitle: B\nkeywords:\n  # x\n  - Experts # y\n---\n"
    assert after["papers/a.md"] == FILES["papers/a.md"].replace("'MoE'", "'Experts'")
    assert after["docs/tags.yml"] == (
        "experts:\n  title: Experts\n  description: Sparse.\n  aliases: [moe]\n"
    )


def test_another_name_of_a_tag_means_that_tag() -> None:
    files = {**FILES, "docs/tags.yml": "nlp:\n  title: Language\n  aliases: [text]\n"}

    planned = plan(files, "moe", "Text")
    after = apply(files, planned)

    assert planned.written == "nlp"
    assert after["papers/a.md"] == FILES["papers/a.md"].replace("'MoE', nlp", "nlp")
    assert after["docs/reading/o.md"] == FILES["docs/reading/o.md"].replace("MOE, nlp", "nlp")


def test_a_tag_may_take_the_name_of_its_own_alias() -> None:
    files = {**FILES, "docs/tags.yml": "moe:\n  aliases: [sparse]\n"}

    after = apply(files, plan(files, "moe", "sparse"))

    assert after["docs/tags.yml"] == "sparse:\n  aliases: [moe]\n"
    assert "  - sparse # x\n" in after["papers/b.md"]


def test_entries_that_hold_the_slug_of_a_declared_tag_go_on_so() -> None:
    files = {**FILES, "docs/tags.yml": "nlp:\n  title: NLP\n"}

    planned = plan(files, "NLP", "Natural language")
    after = apply(files, planned)

    assert planned.written == "natural-language"
    assert after["papers/d.md"] == "---\ntitle: D\ntags: [natural-language]\n---\n"
    assert after["docs/tags.yml"] == (
        "natural-language:\n  title: Natural language\n  aliases: [nlp]\n"
    )


def test_another_spelling_of_one_tag_needs_no_alias() -> None:
    planned = plan(FILES, "moe", "MoE")

    assert {edit.uri for edit in planned.edits} == {
        "papers/b.md",
        "papers/c.md",
        "docs/blog/posts/p.md",
        "docs/reading/o.md",
    }


def test_a_title_that_an_order_could_not_find_is_written_as_its_slug() -> None:
    files = {**FILES, "docs/tags.yml": "nlp:\n  title: Language\n"}
    files["papers/a.md"] = files["papers/d.md"] = "---\ntitle: A\ntags: [Language]\n---\n"

    after = apply(files, plan(files, "moe", "nlp"))

    assert "tags: Language" in after["papers/c.md"]
    assert after["docs/reading/o.md"] == "---\norder: {tags: [nlp]}\n---\n"


def test_nothing_is_planned_where_one_file_cannot_be_edited() -> None:
    files = {
        **FILES,
        "papers/e.md": "---\ntitle: &a E\ntags: [moe]\n---\n",
        "papers/f.md": "---\ntags: [MoE\n---\n",
        "papers/g.md": "---\ntags: [moeb\n---\n",
        "papers/README.md": "About moe.",
        "papers/deep/h.md": "About moe.",
        "papers/i.md": b"---\ntitle: \xff\ntags: [moe]\n---\n",
        "docs/about.md": "---\ntitle: [\n---\nmoe",
        "docs/reading/r.md": "---\norder: [\n---\nmoe",
    }

    planned = plan(files, "moe", "x")

    assert planned.edits == ()
    assert [(one.location.uri, one.message.partition(". ")[2]) for one in planned.faults] == [
        ("papers/f.md", "It cannot be read, and seems to have the tag."),
        ("docs/reading/r.md", "It cannot be read, and seems to have the tag."),
        ("papers/e.md", "It has the anchor or alias 'a'; write the values out."),
        ("papers/i.md", "It is not UTF-8."),
    ]
