import pytest
from hypothesis import given

from reading_list.errors import UnknownIdentifierError
from reading_list.identifiers import parse_arxiv, parse_doi, recognise
from strategies import any_text


@pytest.mark.parametrize(
    "text",
    [
        *"""1706.03762 1706.03762v5 arXiv:1706.03762 arxiv:1706.03762v1
        https://arxiv.org/abs/1706.03762 http://arxiv.org/pdf/1706.03762v7.pdf
        https://www.arxiv.org/abs/1706.03762?context=cs#top arxiv.org/html/1706.03762v1
        https://export.arxiv.org/abs/1706.03762/ https://ar5iv.labs.arxiv.org/html/1706.03762
        https://huggingface.co/papers/1706.03762 https://doi.org/10.48550/arXiv.1706.03762
        https://alphaxiv.org/abs/1706.03762 10.48550/arxiv.1706.03762""".split(),
        *(" 1706.03762 ", "arXiv: 1706.03762", "1706.03762 [cs.CL]"),
    ],
)
def test_an_arxiv_id_is_read_from_what_people_paste(text: str) -> None:
    assert "1706.03762" == parse_arxiv(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hep-th/9901001", "hep-th/9901001"),
        ("math.GT/0309136v2", "math/0309136"),
        ("https://arxiv.org/abs/cs/0112017", "cs/0112017"),
        ("0704.0001", "0704.0001"),
        ("1412.6980", "1412.6980"),
        ("2506.11440", "2506.11440"),
    ],
)
def test_old_and_new_schemes_are_read(text: str, found: str) -> None:
    assert found == parse_arxiv(text)


@pytest.mark.parametrize(
    "text",
    [
        *"""2104.1225 1713.03762 1700.03762 1412.69800 1706.0376 1706.037622 0612.00001
        hep-th/9913001 hep-th/1001001 hep-th/990100 10.1162/neco.1997.9.8.1735 https://example.org/abs/1706.03762
        1706-03762 v1""".split(),
        *("", "Attention"),
    ],
)
def test_what_is_no_arxiv_id_is_none(text: str) -> None:
    assert parse_arxiv(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "10.1162/NECO.1991.3.1.79",
        "doi:10.1162/neco.1991.3.1.79",
        "DOI: 10.1162/neco.1991.3.1.79",
        "https://doi.org/10.1162/neco.1991.3.1.79",
        "http://dx.doi.org/10.1162/neco.1991.3.1.79",
        " 10.1162/neco.1991.3.1.79 ",
    ],
)
def test_a_doi_is_kept_bare_and_in_lower_case(text: str) -> None:
    assert "10.1162/neco.1991.3.1.79" == parse_doi(text)


@pytest.mark.parametrize("text", ["", "10.5555", "11.1000/182", "10.1/x", "10.1000/a b", "doi:"])
def test_what_is_no_doi_is_none(text: str) -> None:
    assert parse_doi(text) is None


@given(any_text)
def test_what_was_read_reads_as_itself(text: str) -> None:
    for parse in (parse_arxiv, parse_doi):
        found = parse(text)

        assert found is None or found == parse(found)


@pytest.mark.parametrize(
    "text",
    [
        *"""1706.03762 ARXIV:1706.03762 https://cn.arxiv.org/pdf/1706.03762v2.pdf
        http://export.arxiv.org/abs/1706.03762 https://ar5iv.org/abs/1706.03762
        https://www.alphaxiv.org/overview/1706.03762v5 https://hf.co/papers/1706.03762
        https://huggingface.co/papers/1706.03762.md?x=y https://doi.org/10.48550/ARXIV.1706.03762
        doi:10.48550/arXiv.1706.03762 10.48550/arXiv.1706.03762v5 (1706.03762)
        <https://arxiv.org/abs/1706.03762> https://arxiv.org/abs/1706.03762.
        https://dx.doi.org/10.48550%2FarXiv.1706.03762""".split(),
        "arXiv:1706.03762v5 [cs.CL]",
    ],
)
def test_every_form_of_an_arxiv_id_is_recognised(text: str) -> None:
    assert recognise(text) == ("arxiv", "1706.03762")


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1162/NECO.1991.3.1.79", "10.1162/neco.1991.3.1.79"),
        ("doi:10.1162/neco.1991.3.1.79.", "10.1162/neco.1991.3.1.79"),
        ("https://www.doi.org/10.1162/neco.1991.3.1.79?via=x#y", "10.1162/neco.1991.3.1.79"),
        ("dx.doi.org/10.1162%2Fneco.1991.3.1.79", "10.1162/neco.1991.3.1.79"),
        ("(10.1016/S0140-6736(05)17952-2)", "10.1016/s0140-6736(05)17952-2"),
        ("10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O,",
         "10.1002/(sici)1097-4571(199806)49:8<693::aid-asi4>3.0.co;2-o"),
    ],
)  # fmt: skip
def test_every_form_of_a_doi_is_recognised(text: str, doi: str) -> None:
    assert recognise(text) == ("doi", doi)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a(b)?c=d#e",
        "http://arxiv.org/a/somebody",
        "https://osf.io/preprints/psyarxiv/abcde",
    ],
)
def test_any_other_web_address_is_itself(text: str) -> None:
    assert recognise(f" {text}, ") == ("url", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Attention", "'Attention' is no arXiv id, DOI or web address. Examples: 1706.03762"),
        ("2104.1225", "A final zero may be missing"),
        ("ftp://example.org/x", "Examples"),
        ("http://[broken", "Examples"),
        ("", "Examples"),
    ],
)
def test_anything_else_is_refused_with_what_is_understood(text: str, said: str) -> None:
    with pytest.raises(UnknownIdentifierError, match=said):
        recognise(text)


@given(any_text)
def test_recognising_fails_in_one_way_only(text: str) -> None:
    try:
        found = recognise(text)
    except UnknownIdentifierError:
        return

    assert recognise(found.value) == found
