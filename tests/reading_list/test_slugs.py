import re
from itertools import combinations

import pytest
from hypothesis import given

from reading_list.slugs import fold, slugify
from strategies import any_text, hostile_text

DISTINCT = [
    *("C", "C++", "C#", "F#", "NLP & ML", "NLP ML", "中文", "日本", "😀", "🤖", "", "!", "Привет"),
    *("a" * 90, "a" * 91, "α-learning", "β-learning", "con", "index"),
]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Gödel, Escher, Bach", "godel-escher-bach"),
        ("Łukasz Kaiser", "lukasz-kaiser"),
        ("Straße", "strasse"),
        ("NLP & ML", "nlp-and-ml"),
        ("  Attention Is   All You Need!  ", "attention-is-all-you-need"),
        ("mixture_of_experts", "mixture-of-experts"),
        ("vaswani2017attention", "vaswani2017attention"),
        ("ＧＰＴ", "gpt"),
        ("Æsop Œuvre Þing Ísland ħ ı", "aesop-oeuvre-thing-island-h-i"),
    ],
)
def test_plain_texts_have_plain_slugs(text: str, slug: str) -> None:
    assert slug == slugify(text)


@given(any_text | hostile_text)
def test_a_slug_is_idempotent(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(any_text | hostile_text)
def test_a_slug_is_one_segment_of_an_address(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugify(text))
    assert len(slugify(text)) <= 80


@pytest.mark.parametrize("text", ["a" * 80, "a" * 200, "ab " * 60, "é" * 300, "中" * 300])
def test_long_texts_stay_short_and_idempotent(text: str) -> None:
    slug = slugify(text)

    assert len(slug) <= 80
    assert slug == slugify(slug)


@pytest.mark.parametrize(("one", "other"), list(combinations(DISTINCT, 2)))
def test_texts_that_differ_have_slugs_that_differ(one: str, other: str) -> None:
    assert slugify(one) != slugify(other)


@pytest.mark.parametrize("text", ["con", "NUL", "index", "com1", "lpt9", "aux"])
def test_names_that_disks_or_servers_reserve_are_avoided(text: str) -> None:
    assert re.fullmatch(rf"{text.lower()}-[0-9a-f]{{6}}", slugify(text))


@pytest.mark.parametrize(
    ("one", "other"), [("Gödel", "GODEL"), ("ﬁne", "fine"), ("e\u0301", "É"), ("naïve", "Naive")]
)
def test_spellings_that_fold_together_have_one_slug(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert slugify(one) == slugify(other)


@given(any_text)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_other_scripts_are_kept_when_folding() -> None:
    assert "中文 привет" == fold("中文 Привет")
