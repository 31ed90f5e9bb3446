import re
from html import unescape

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_list.formats.bibtex.notes import write_markdown

PIECES = st.sampled_from([*"\\`*_{}[]<>&|~^@!#+=-.:1) ", "&amp;", "---", "![", "a", "Bc", "1."])


@given(st.lists(PIECES, max_size=10).map("".join))
def test_a_paragraph_means_what_the_text_says(text: str) -> None:
    line = " ".join(text.split())

    html = markdown.markdown(write_markdown(line), extensions=["tables", "fenced_code"])

    assert line == unescape(re.sub(r"</?p>", "", html))


@pytest.mark.parametrize("text", ["$x_1 * y*$", r"so $\alpha$ is"])
def test_mathematics_stays(text: str) -> None:
    assert text == write_markdown(text)
