import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts.excerpts import count_words, excerpt, reading_minutes

PROSE = st.lists(st.text(st.characters(categories=["L", "P", "Mn"])), max_size=40).map(" ".join)


@pytest.mark.parametrize(
    ("expected", "text", "limit"),
    [
        ("short", "short", 5),
        ("one two…", "one two three", 9),
        ("one two…", "one two three", 7),
        ("one two…", "one two, three", 9),
        ("One sentence. …", "One sentence. And more of it", 16),
        ("One. And a long second…", "One. And a long second sentence", 25),
        ("aaa…", "aaaaaaaa", 3),
        ("这是一个句子。…", "这是一个句子。这是另一个", 9),
        ("…", "words", 0),
        ("e…", "ee\u0301e\u0301", 2),
    ],
)
def test_a_text_is_cut_at_a_word_or_a_late_sentence(expected: str, text: str, limit: int) -> None:
    assert expected == excerpt(text, limit)


@given(st.text() | PROSE, st.integers(min_value=0, max_value=200))
def test_an_excerpt_is_a_beginning_and_never_too_long(text: str, limit: int) -> None:
    cut = excerpt(text, limit)

    assert len(cut) <= limit + 1
    assert text == cut if len(text) <= limit else text.startswith(cut[:-1])


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (0, ""),
        (0, "— … !"),
        (2, "two words"),
        (2, "state-of-the-art isn't"),
        (2, "读者"),
        (265, "读" * 500),
    ],
)
def test_words_are_counted(expected: int, text: str) -> None:
    assert expected == count_words(text)


def test_minutes_are_at_least_one_and_begun_ones_count() -> None:
    assert [reading_minutes(words) for words in (0, 1, 265, 266, 1060)] == [1, 1, 1, 2, 4]
