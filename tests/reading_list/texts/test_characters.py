import sys

from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts.characters import drop_controls, fold_breaking_space

EVERY = "".join(map(chr, range(sys.maxunicode + 1)))
PRINTABLE = "".join(char for char in EVERY if char.isprintable() and char != " ")


def test_nothing_that_is_printable_is_dropped_or_breaks_a_line() -> None:
    """So the short way, for texts of printable characters only, gives what the long one gives."""
    assert drop_controls(f"\n{PRINTABLE}") == f"\n{PRINTABLE}"
    assert fold_breaking_space(f"\n{PRINTABLE}\n") == PRINTABLE


def test_the_short_way_drops_what_the_long_one_drops() -> None:
    """A text without anything to drop is returned as it is; another one never is."""
    for char in EVERY[:0x10000]:
        assert drop_controls(f"\n{char}") == drop_controls(f"\n\0{char}")


@given(st.text(st.sampled_from("a \u00a0\u2009é\u200b\n\t")))
def test_line_ends_and_blanks_fold_alike(text: str) -> None:
    assert fold_breaking_space(text) == fold_breaking_space(text.replace(" ", "\n"))
    assert fold_breaking_space(text) == fold_breaking_space(f"\n{text}")
