import re

import pytest
from hypothesis import given

from reading_list.errors import UnknownIdentifierError
from reading_list.identifiers import (
    Reference,
    find_ids,
    fold_address,
    parse_arxiv,
    parse_arxiv_version,
    parse_doi,
    recognise,
)
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


HOSTS = """arxiv.org www.arxiv.org export.arxiv.org browse.arxiv.org cn.arxiv.org
    xxx.lanl.gov""".split()
KINDS = "abs pdf html format src e-print ps other".split()
ENDINGS = ("", ".pdf", "v5", "v5.pdf", "/", "?context=cs", "#S1", "v2.pdf?x=y#z")


@pytest.mark.parametrize("number", ["1706.03762", "0704.0001", "1412.6980", "hep-th/9901001"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("host", HOSTS)
def test_every_address_of_arxiv_is_recognised(host: str, kind: str, number: str) -> None:
    for scheme in ("https://", "http://", ""):
        for ending in ENDINGS:
            address = f"{scheme}{host}/{kind}/{number}{ending}"

            assert recognise(address) == Reference("arxiv", number), address


@pytest.mark.parametrize(
    "text",
    [
        *"""1706.03762 1706.03762v5 ARXIV:1706.03762 arXiv:1706.03762v5 (1706.03762)
        https://ar5iv.org/abs/1706.03762 https://ar5iv.labs.arxiv.org/html/1706.03762v7
        https://www.alphaxiv.org/overview/1706.03762v5 https://alphaxiv.org/abs/1706.03762
        https://www.alphaxiv.org/pdf/1706.03762 https://www.alphaxiv.org/abs/1706.03762?chatId=x
        https://huggingface.co/papers/1706.03762 https://huggingface.co/papers/1706.03762.md?x=y
        https://hf.co/papers/1706.03762 hf.co/papers/1706.03762.md
        https://doi.org/10.48550/ARXIV.1706.03762 doi:10.48550/arXiv.1706.03762
        10.48550/arXiv.1706.03762v5 10.48550/ARXIV.1706.03762 dx.doi.org/10.48550/arxiv.1706.03762
        https://dx.doi.org/10.48550%2FarXiv.1706.03762 https://www.doi.org/10.48550/arXiv.1706.03762
        <https://arxiv.org/abs/1706.03762> https://arxiv.org/abs/1706.03762.""".split(),
        *("arXiv: 1706.03762", "arXiv:1706.03762v5 [cs.CL]", "1706.03762 [cs.CL]"),
        *("arXiv preprint arXiv:1706.03762", "arXiv e-prints, arXiv:1706.03762"),
    ],
)
def test_every_form_of_an_arxiv_id_is_recognised(text: str) -> None:
    assert recognise(text) == Reference("arxiv", "1706.03762")


@pytest.mark.parametrize(
    "text",
    """https://psyarxiv.com/1706.03762 https://osf.io/preprints/psyarxiv/abcde
    https://osf.io/preprints/socarxiv/1706.03762 https://ecoevorxiv.org/repository/view/1234/
    https://arxiv.org/a/vaswani_a_1 https://arxiv.org/list/cs.CL/recent
    https://example.org/arxiv.org/abs/1706.03762 https://notarxiv.org/abs/1706.03762
    https://huggingface.co/papers/date/2025-07-03""".split(),
)
def test_what_only_looks_like_arxiv_is_a_page(text: str) -> None:
    assert recognise(text) == Reference("url", text)


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
    assert recognise(text) == Reference("doi", doi)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a(b)?c=d#e",
        "http://arxiv.org/a/somebody",
        "https://osf.io/preprints/psyarxiv/abcde",
    ],
)
def test_any_other_web_address_is_itself(text: str) -> None:
    assert recognise(f" {text}, ") == Reference("url", text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Attention", "'Attention' is no arXiv id, DOI or web address. Examples: 1706.03762"),
        ("arxiv:1706.3762", "Did you mean 1706.03762?"),
        ("https://arxiv.org/abs/1706.3762v2", "Did you mean 1706.03762?"),
        ("2104.1225", "Did you mean 2104.12250 or 2104.01225?"),
        ("704.0001", "Did you mean 0704.0001?"),
        ("1412.698", "Did you mean 1412.6980 or 1412.0698?"),
        *((f"1706{sign}03762", "Did you mean 1706.03762?") for sign in "-,: _"),
        ("example.org/paper", "Did you mean https://example.org/paper?"),
        ("PsyArXiv:1706.03762", "Examples"),
        ("2025-11-22", "Examples"),
        ("ftp://example.org/x", "Examples"),
        ("http://[broken", "Examples"),
        ('https://example.org/a"b', "Examples"),
        ("https://example.org/a<b", "Examples"),
        ("", "Examples"),
    ],
)
def test_anything_else_is_refused_with_what_may_be_meant(text: str, said: str) -> None:
    with pytest.raises(UnknownIdentifierError, match=re.escape(said)):
        recognise(text)


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://dl.acm.org/doi/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701", "10.1145/3292500.3330701"),
        ("dl.acm.org/doi/abs/10.5555/3295222.3295349#sec-1", "10.5555/3295222.3295349"),
        ("https://onlinelibrary.wiley.com/doi/full/10.1002/andp.19053", "10.1002/andp.19053"),
        ("https://agu.onlinelibrary.wiley.com/doi/pdfdirect/10.1029/2008X", "10.1029/2008x"),
        ("https://www.science.org/doi/10.1126/science.aar6404?cookie=1", "10.1126/science.aar6404"),
        ("https://link.springer.com/article/10.1007/s11263-015-08-y", "10.1007/s11263-015-08-y"),
        ("https://link.springer.com/chapter/10.1007%2F978-3-319-1_5", "10.1007/978-3-319-1_5"),
        ("https://link.springer.com/content/pdf/10.1007/s112-y.pdf", "10.1007/s112-y"),
        ("https://link.springer.com/article/10.1007/s112-y/fulltext.html", "10.1007/s112-y"),
        ("https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.116.06",
         "10.1103/physrevlett.116.06"),
        ("https://iopscience.iop.org/article/10.1088/1742-6596/1/1/001/pdf",
         "10.1088/1742-6596/1/1/001"),
        ("https://www.frontiersin.org/articles/10.3389/fnins.2019.1/full", "10.3389/fnins.2019.1"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf+html",
         "10.1101/2020.01.01.123456"),
        ("https://www.medrxiv.org/content/10.1101/123456v1", "10.1101/123456"),
        ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000217&x=y",
         "10.1371/journal.pone.0000217"),
        ("https://www.nature.com/articles/nature14539", "10.1038/nature14539"),
        ("https://www.nature.com/articles/s41586-021-03819-2.pdf", "10.1038/s41586-021-03819-2"),
        ("https://www.nature.com/articles/s41586-021-03819-2/figures/1#a",
         "10.1038/s41586-021-03819-2"),
        ("http://www.nature.com/nature/journal/v521/n7553/full/nature14539.html",
         "10.1038/nature14539"),
        ("https://zenodo.org/records/1234567", "10.5281/zenodo.1234567"),
    ],
)  # fmt: skip
def test_a_publishers_address_holds_a_doi(address: str, doi: str) -> None:
    page = address if "://" in address else f"https://{address}"

    assert recognise(address) == Reference("doi", doi, page)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://aclanthology.org/P19-1001/", "P19-1001"),
        ("https://aclanthology.org/P19-1001.pdf", "P19-1001"),
        ("https://www.aclweb.org/anthology/papers/P/P19/P19-1001/", "P19-1001"),
        ("https://www.aclweb.org/anthology/P19-1001", "P19-1001"),
        ("https://aclanthology.org/2020.acl-main.463v2.pdf", "2020.acl-main.463"),
    ],
)
def test_the_acl_anthology_gives_two_names(address: str, name: str) -> None:
    doi = f"10.18653/v1/{name.lower()}"
    ids = (("acl", name),)

    assert recognise(address) == Reference("doi", doi, address, ids)
    assert recognise(doi) == Reference("doi", doi, "", ids)


@pytest.mark.parametrize(
    "path", "forum?id=rJX-pi_C pdf?id=rJX-pi_C&x=y forum?a=b&id=rJX-pi_C#c".split()
)
def test_openreview_names_its_works(path: str) -> None:
    url = "https://openreview.net/forum?id=rJX-pi_C"

    assert recognise(f"https://openreview.net/{path}") == Reference(
        "url", url, ids=(("openreview", "rJX-pi_C"),)
    )


def test_what_arxiv_registered_goes_to_arxiv() -> None:
    address = "https://dl.acm.org/doi/10.48550/arXiv.1706.03762"

    assert recognise(address) == Reference("arxiv", "1706.03762")


@given(any_text)
def test_recognising_fails_in_one_way_only(text: str) -> None:
    try:
        found = recognise(text)
    except UnknownIdentifierError:
        return

    again = recognise(found.value)
    assert (again.kind, again.value, again.ids) == (found.kind, found.value, found.ids)


@pytest.mark.parametrize(
    ("url", "ids"),
    [
        ("https://hf.co/papers/1706.03762", (("arxiv", "1706.03762"),)),
        ("https://openreview.net/pdf?id=x_Y", (("openreview", "x_Y"),)),
        ("https://openreview.net/group?id=ICLR", ()),
        ("https://link.springer.com/book/10.1007/978-3", ()),
        ("", ()),
    ],
)
def test_some_addresses_are_of_one_work_only(url: str, ids: tuple[tuple[str, str], ...]) -> None:
    assert find_ids(url) == ids


def test_spellings_of_an_address_are_one() -> None:
    spellings = "https://example.org/x http://www.Example.org/x/ https://example.org/x#top"
    others = """https://example.org/X https://example.org/x?page=2 https://example.org:80/x
    https://example.org/x#/route https://example.org/x#!route http://[broken""".split()

    assert {fold_address(one) for one in spellings.split()} == {"example.org/x"}
    assert len({*map(fold_address, others), "example.org/x"}) == 7


@given(any_text)
def test_any_text_is_folded(text: str) -> None:
    assert find_ids(text) == () or fold_address(text)


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("1706.03762", None),
        ("arXiv:1706.03762v5 [cs.CL]", 5),
        ("https://arxiv.org/pdf/1706.03762v12.pdf", 12),
        ("hep-th/9901001v2", 2),
        ("10.1162/neco.v1", None),
        ("1713.03762v5", None),
        ("1706.03762v0", None),
    ],
)
def test_the_version_of_a_preprint(text: str, version: int | None) -> None:
    assert parse_arxiv_version(text) == version
