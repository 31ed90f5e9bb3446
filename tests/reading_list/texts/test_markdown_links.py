import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.texts.markdown_links import carry
from strategies import hostile_text

SOURCE, TARGET = "papers/lstm.md", "blog/posts/new.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As [it](gru.md) has it.", "As [it](../../papers/gru.md) has it."),
        ("[it](<gru.md> 'The GRU')", "[it](<../../papers/gru.md> 'The GRU')"),
        ("[post](../blog/posts/a.md#b)", "[post](a.md#b)"),
        ("[post](../docs/blog/posts/a.md)", "[post](a.md)"),
        ("[pic](a_(b).png)", "[pic](../../papers/a_(b).png)"),
        ("[a]: gru.md", "[a]: ../../papers/gru.md"),
        ("[web](https://a.example/x) [top](#x) [root](/x)", None),
        ("`[it](gru.md)` and `<b>`", None),
        ("$a<b$ and [@lstm, p. 3] and <https://a.example/>", None),
        ("1 < 2, a <b>bold</b> <!-- x -->", "1 < 2, a &lt;b>bold&lt;/b> <!-- x -->"),
    ],
)
def test_links_move_and_everything_else_stays(text: str, expected: str | None) -> None:
    assert carry(text, SOURCE, TARGET) == (text if expected is None else expected)


@given(hostile_text | st.text("[]()<>`$#: gru.md\n", max_size=40))
def test_nothing_is_lost_and_nothing_raises(text: str) -> None:
    words = carry(text, SOURCE, SOURCE).replace("&lt;", "<")

    assert sorted(set(text) - set("./")) == sorted((set(words) & set(text)) - set("./"))
