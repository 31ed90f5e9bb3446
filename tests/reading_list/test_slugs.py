import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.slugs import find_hashed, fold, slugify
from strategies import any_text, hostile_text

DISTINCT = [
    *("C", "C++", "C#", "F#", "NLP & ML", "NLP ML", "中文", "日本", "😀", "🤖", "", "!", "Привет"),
    *("A", "A*", "NET", ".NET", "100", "100%", "home", "@home", "שלום", "سلام", "👩‍🔬", "👩🔬"),
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


_named = st.lists(
    st.sampled_from(
        [*"aAéE1+#*%@.&/:;,!?'\"()-_ \t中文שлж😀", "C", "net", " ", "\u200f", "ß", "ss", "and", "&"]
    )
    | st.characters(),
    max_size=6,
).map("".join)


def name_of(text: str) -> str:
    """What has one address: the same letters and telling signs, whatever is between words."""
    folded = re.sub("[\u200b\u200e\u200f\ufe0e\ufe0f]", "", fold(text).replace("&", " and "))
    leading = re.sub(r"(?<!\S)\.(?=[a-z0-9])", "\x01", folded)
    return re.sub(r"[^a-z0-9+#*%@\x01\x80-\U0010ffff]+", "-", leading).strip("-")


@given(_named, _named)
def test_texts_with_one_slug_are_one_name(one: str, other: str) -> None:
    if slugify(one) == slugify(other) and name_of(one) and name_of(other):
        assert name_of(one) == name_of(other) or slugify(one) in (one, other)


@given(_named)
def test_case_and_what_is_between_words_make_no_difference(text: str) -> None:
    spaced = re.sub(r"[\s_-]", "  ", text)

    assert slugify(f" {spaced} ") == slugify(text)
    assert slugify(text.casefold()) == slugify(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++ templates", "c++-templates"),
        ("深度 学习", " 深度_学习 "),
        ("❤️ ml", "❤-ML"),
        ("\u200fשלום", "שלום"),
        ("NLP & ML", "nlp and ml"),
    ],
)
def test_spellings_of_one_name_have_one_slug(one: str, other: str) -> None:
    assert slugify(one) == slugify(other)


@pytest.mark.parametrize("text", ["con", "NUL", "index", "com1", "lpt9", "aux"])
def test_names_that_disks_or_servers_reserve_are_avoided(text: str) -> None:
    assert re.fullmatch(rf"{text.lower()}-[0-9a-f]{{10}}", slugify(text))


@pytest.mark.parametrize(
    ("one", "other"), [("Gödel", "GODEL"), ("ﬁne", "fine"), ("e\u0301", "É"), ("naïve", "Naive")]
)
def test_spellings_that_fold_together_have_one_slug(one: str, other: str) -> None:
    assert fold(one) == fold(other)
    assert slugify(one) == slugify(other)


def test_of_ten_thousand_names_every_one_has_an_address_of_its_own() -> None:
    names = [chr(0x4E00 + one // 100) + chr(0x4E00 + one % 100) for one in range(10_000)]

    assert len({slugify(one) for one in names}) == len(names)


@given(_named, _named)
def test_texts_with_one_slug_have_one_hashed_name_or_a_plain_one(one: str, other: str) -> None:
    names = {find_hashed(one), find_hashed(other)}

    assert slugify(one) != slugify(other) or len(names - {None}) <= 1


def test_a_name_that_its_address_says_is_not_hashed() -> None:
    assert [find_hashed(one) for one in ("Gödel", "C++", slugify("C++"))] == [None, "c++", None]


@given(any_text)
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_other_scripts_are_kept_when_folding() -> None:
    assert "中文 привет" == fold("中文 Привет")
