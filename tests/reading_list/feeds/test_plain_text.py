import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.feeds.plain_text import JOINER, legal_text, plain_text, reads_as_html
from strategies import any_text, hostile_text

texts = any_text | hostile_text | st.text("</>aB1 &;x-@.é")


@given(texts)
def test_legal_text_is_what_xml_can_hold(text: str) -> None:
    legal = legal_text(text)

    legal.encode()
    assert legal == legal_text(legal)
    assert not set(legal) & {"\x00", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe", "\uffff", "\ud800"}
    assert not set(legal) & {"\ufdd0", "\ufdef", "\ufffd", "\U0001fffe", "\U0010ffff"}
    assert "a\t\n\r😀\ue000\ufffc\U0001fffd" == legal_text("a\t\n\r😀\ue000\ufffc\U0001fffd")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The <b>x</b> element", f"The <b>x<{JOINER}/b> element"),
        ("</TITLE></x>", f"<{JOINER}/TITLE><{JOINER}/x>"),
        ("Ada <ada@a.example>", f"Ada <{JOINER}ada@a.example>"),
        ("<\ufffe/b>", f"<{JOINER}/b>"),
    ],
)
def test_what_would_be_taken_for_an_end_tag_is_none(text: str, shown: str) -> None:
    assert shown == plain_text(text)


@pytest.mark.parametrize(
    "text",
    ["R&D", 'x<y & "quotes"', "a </ b", "</x-y>", "<b>", "&lt;/b&gt;", "a@b.c", "< a@b.c >", "</>"],
)
def test_any_other_text_stays_byte_for_byte(text: str) -> None:
    assert text == plain_text(text)


@given(texts)
def test_nothing_but_joiners_is_added_and_once_is_enough(text: str) -> None:
    plain = plain_text(text)

    assert legal_text(text).replace(JOINER, "") == plain.replace(JOINER, "")
    assert plain == plain_text(plain)


@given(texts)
def test_what_does_not_read_as_html_is_shown_as_it_is(text: str) -> None:
    legal = "".join(legal_text(text).split())
    shown = lxml.html.fragment_fromstring(f"x{legal}", create_parent="div").text_content()

    assert reads_as_html(legal) or shown == f"x{legal}"
