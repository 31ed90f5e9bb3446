from reading_list.formats.csl.fields import HAVE_A_HOME
from reading_list.formats.csl.types import CSL_TYPES, TYPES, VARIABLES


def test_every_type_is_one_of_csl() -> None:
    assert set(TYPES.values()) == CSL_TYPES


def test_what_we_read_and_csl_does_not_know_is_agencies_own() -> None:
    assert HAVE_A_HOME - VARIABLES == {
        *("id", "arxiv", "article-number", "subtitle", "short-container-title"),
        *("published", "published-online", "published-print"),
    }
