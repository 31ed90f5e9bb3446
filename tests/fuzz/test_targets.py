"""What fuzzing looks for at length, tried at each run of the tests."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.targets import TARGETS, WORDS


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.data())
def test_no_file_breaks_a_promise(name: str, data: st.DataObject) -> None:
    words = st.sampled_from(WORDS[name]).map(str.encode) | st.binary(max_size=3)

    TARGETS[name](b"".join(data.draw(st.lists(words, max_size=30))))
