import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.views.packing import ALPHABET, pack, unpack


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([0], "A"),
        ([0, 1, 40], "AAmB"),
        ([31], "f"),
        ([32], "gB"),
        ([1023], "_f"),
        ([1024], "ggB"),
    ],
)
def test_numbers_are_distances_of_five_bits_a_character(numbers: list[int], text: str) -> None:
    assert text == pack(numbers)


@given(st.sets(st.integers(0, 2_000_000)).map(sorted))
def test_what_was_packed_is_read_again(numbers: list[int]) -> None:
    text = pack(numbers)

    assert numbers == unpack(text)
    assert set(text) <= set(ALPHABET)
