import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts.sentences import cut_around, find_ends

WORDS = st.text(st.sampled_from('aA. !?…。\u00a0)"1'), max_size=60)


def sentences(text: str) -> list[str]:
    ends = find_ends(text)
    return [text[a:b].strip() for a, b in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize(
    "text",
    [
        "One. | Two! | Three? | Four… | Five",
        "He said “no.” | Then he left.",
        "It ends (see there). | And goes on.",
        "Vaswani et al. Attention is cited, e.g. Here and i.e. There.",
        "See Fig. 3 and sec. 4, no. 5, pp. 6–7 by J. R. R. Tolkien and Dr. Who.",
        "Fig. 3 and App. A are large, approx. Twice as large.",
        "Approx. Twice.",
        "The answer is no. | The question was another.",
        "It grew by 0.73 per 1.5 steps. | 3 models did.",
        "a... and on it goes… in lower case.",
        "深度学习。 | 的综述！ | “好”",
        "",
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str) -> None:
    expected = text.split(" | ")

    assert expected == sentences(text.replace(" | ", " "))


@given(WORDS)
def test_no_character_is_lost_between_sentences(text: str) -> None:
    ends = find_ends(text)

    assert ends == sorted(set(ends))
    assert len(text) == ends[-1]


@given(st.text(st.sampled_from('aA. \u00a0)"1'), max_size=60))
def test_full_stops_alone_end_the_same_sentences(text: str) -> None:
    """Where there is another sign, too, all are looked for."""
    assert find_ends(f"{text} X!")[:-1] == find_ends(f"{text} X")[:-1]


def test_a_sentence_that_fits_is_not_cut() -> None:
    assert (2, 9) == cut_around("a word b c", (2, 9), (3, 4), 7)


@pytest.mark.parametrize(
    ("place", "expected"),
    [("zero", "zero one two three"), ("four", "three four five six"), ("nine", "seven eight nine")],
)
def test_a_long_sentence_is_cut_at_words_around_the_place(place: str, expected: str) -> None:
    text = "zero one two three four five six seven eight nine"
    start = text.index(place)
    first, last = cut_around(text, (0, len(text)), (start, start + len(place)), 20)

    assert expected == text[first:last]


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    text = "学" * 50 + "X" + "习" * 50

    assert (41, 61) == cut_around(text, (0, 101), (50, 51), 20)


@given(st.text("ab ", min_size=1, max_size=80), st.data())
def test_the_place_is_always_kept(text: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    start, end = cut_around(text, (0, len(text)), (first, last), 20)

    assert 0 <= start <= first < last <= end <= len(text)
    assert end - start <= max(20, last - first)
