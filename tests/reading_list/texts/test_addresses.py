import pytest
from hypothesis import given

from reading_list.texts.addresses import make_ascii
from strategies import any_text


@pytest.mark.parametrize(
    ("url", "ascii_url"),
    [
        ("https://a.example/b?c=d&e=%20#f", "https://a.example/b?c=d&e=%20#f"),
        ("https://bücher.example:8000/ü ü", "https://xn--bcher-kva.example:8000/%C3%BC%20%C3%BC"),
        ("https://a.example/中#ä", "https://a.example/%E4%B8%AD#%C3%A4"),
        ("mailto:ada@a.example", "mailto:ada@a.example"),
        ("https://[/ü", "https://%5B/%C3%BC"),
        ("https://[::1]:80/a[1]?b[]=ü#[2]", "https://[::1]:80/a%5B1%5D?b%5B%5D=%C3%BC#%5B2%5D"),
        ("", ""),
    ],
)
def test_an_address_can_be_written_in_ascii(url: str, ascii_url: str) -> None:
    assert ascii_url == make_ascii(url)


@given(any_text)
def test_any_address_becomes_ascii_once(url: str) -> None:
    made = make_ascii(url)

    assert made.isascii()
    assert made == make_ascii(made)
