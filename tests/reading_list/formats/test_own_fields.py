from hypothesis import given

from builders import make_paper
from reading_list.formats.own_fields import read_own, write_own
from reading_list.formats.publication import encode_published
from reading_list.model import Paper
from strategies import sound_papers


@given(sound_papers)
def test_what_is_written_is_read(paper: Paper) -> None:
    told = write_own(paper)

    assert read_own(told) == {name: getattr(paper, name) for name in told}
    assert all(text.isprintable() for text in told.values())


def test_what_cannot_be_read_is_left() -> None:
    told = {"rating": "9", "status": "done", "started": "soon", "draft": "no", "added": "2025"}

    assert read_own(told) == {}


def test_a_site_says_nothing_of_it() -> None:
    paper = make_paper(title="T", why="mine", status="read", prerequisites=("lstm",), rating=5)

    published = encode_published(paper)

    assert "mine" not in f"{published.bibtex}{published.ris}"
    assert "reading-list" not in f"{published.bibtex}{published.ris}"
