import pytest

from reading_list.loading.tags import load_tags
from reading_list.model import Slug
from reading_list.slugs import slugify
from reading_list.tagging.declaring import Rename, edit_declarations


def make_rename(old: str, new: str, title: str = "", former: str = "") -> Rename:
    name = title or new
    return Rename(old=Slug(old), new=Slug(new), title=name, written=name, former=former or old)


CASES = [
    # The old tag is not declared: the new one is, or will be, and has the old name as an alias.
    ("", make_rename("moe", "experts", former="MoE"), "experts:\n  aliases: [MoE]\n"),
    ("# mine\nnlp:\n", make_rename("moe", "sparse-models", "Sparse models", "MoE"),
     '# mine\nnlp:\nsparse-models:\n  title: "Sparse models"\n  aliases: [MoE]\n'),
    ("moe:\n", make_rename("m", "moe", former="m"), "moe:\n  aliases: [m]\n"),
    # It is declared: its entry stays under another name.
    ("nlp: # c\n  title: NLP  # short\n  description: D\n# next\nbert:\n  parent: NLP # p\n",
     make_rename("nlp", "language", "Language"),
     """language: # c
  title: Language  # short
  description: D
  aliases: [nlp]
# next
bert:
  parent: language # p
"""),
    ("nlp:\n  title: Natural language\n  aliases: ['cl']\r\n", make_rename("nlp", "language"),
     "language:\n  title: language\n  aliases: ['cl', 'nlp', 'Natural language']\r\n"),
    ("'NLP':\n  description: D", make_rename("nlp", "text-mining", "Text mining"),
     "'Text mining':\n  description: D\n  aliases: [NLP]"),
    ("nlp:", make_rename("nlp", "nlp", "NLP"), 'nlp:\n  title: "NLP"'),
    # A name that it has already changes nothing.
    ("nlp:", make_rename("nlp", "nlp"), "nlp:"),
    ("nlp:\n  title: nlp", make_rename("nlp", "nlp"), "nlp:\n  title: nlp"),
    ("NLP:\n  title: nlp", make_rename("nlp", "nlp", "NLP"), "NLP:\n  title: NLP"),
    ("a:\n  aliases: [b, c]", make_rename("a", "b"), "b:\n  aliases: [c, a]"),
    # Both are declared: one entry stays.
    ("a: # one\n  title: Aa\n  description: D\n  aliases: x\nb:\n  title: B # b\nc: {parent: a}",
     make_rename("a", "b"),
     "# one\nb:\n  title: B # b\n  description: D\n  aliases: [a, Aa, x]\nc: {parent: b}"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "rename", "after"), CASES)
def test_what_becomes_of_the_file(before: str, rename: Rename, after: str) -> None:
    assert edit_declarations(before, rename) == (after, ())


@pytest.mark.parametrize(("rename", "after"), [case[1:] for case in CASES])
def test_the_old_name_still_finds_the_tag(rename: Rename, after: str) -> None:
    tags, faults = load_tags("docs/tags.yml", after.encode())

    assert faults == ()
    assert rename.new in tags
    aliases = {slugify(alias) for alias in tags[rename.new].aliases}
    assert rename.old == rename.new or rename.old in aliases
    assert rename.old == rename.new or rename.old not in tags
    assert rename.new not in aliases


def test_what_finds_no_place_is_told_in_full() -> None:
    before = (
        "a:\n  description: Long one.\n  parent: p\nb:\n  description: Mine.\n  parent: q\np:\nq:\n"
    )

    after, notes = edit_declarations(before, make_rename("a", "b"))

    assert after == "b:\n  description: Mine.\n  aliases: [a]\n  parent: q\np:\nq:\n"
    assert notes == (
        "'b' keeps its own description; that of 'a' was left out: Long one.",
        "'b' keeps its own parent; that of 'a' was left out: p",
    )


@pytest.mark.parametrize(
    ("before", "after", "note"),
    [
        (
            "a:\n  parent: p\nb:\n  parent: a\np:",
            "b:\n  aliases: [a]\n  parent: p\np:",
            "'b' cannot be below itself; the parent of 'b' was left out: a",
        ),
        (
            "a:\n  parent: c\nb:\nc:\n  parent: b",
            "b:\n  aliases: [a]\nc:\n  parent: b",
            "'b' cannot be below itself; the parent of 'a' was left out: c",
        ),
        (
            "a:\n  title: A\nb:\n  title: B\n",
            "b:\n  title: B\n  aliases: [a]\n",
            "'b' keeps its own title; that of 'a' was left out: A",
        ),
    ],
)
def test_what_two_tags_cannot_both_have_is_told(before: str, after: str, note: str) -> None:
    assert edit_declarations(before, make_rename("a", "b")) == (after, (note,))


def test_a_tag_that_is_called_by_its_slug_keeps_its_title() -> None:
    before = "nlp:\n  title: Natural language\n"

    assert edit_declarations(before, make_rename("nlp", "nlp")) == (
        before,
        ("'nlp' keeps its title: Natural language",),
    )
