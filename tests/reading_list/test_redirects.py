import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import load_files, make_library, make_order, make_paper, make_post
from reading_list.model import Library, Location, Slug, Tag
from reading_list.redirects import (
    Redirect,
    doi_address,
    find_owners,
    find_redirects,
    read_alias,
    separate,
)
from strategies import any_text

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
WINDOWS = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def _found(library: Library, *tags: Tag) -> dict[str, str]:
    return {one.address: one.target for one in find_redirects(library, tags)}


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("10.1162/neco.1991.3.1.79", "10.1162/neco.1991.3.1.79"),
        (
            "10.1002/(sici)1097-0258(19980815/30)17-15/16-1661--aid-sim968-3.0.co;2-2",
            SICI,
        ),
        ("10.1000/a-b-c-d", "10.1000/a#b?c%d"),
        ("10.1000/-/x", "10.1000//x"),
        ("10.1000/--/x", "10.1000/../x"),
        ("10.1000/-x-", "10.1000/.x."),
        ("10.1000/con-/nul.1-", "10.1000/con/NUL.1"),
        ("10.1000/index.html-", "10.1000/index.html"),
        ("10.1000/-", "10.1000/é"),
    ],
)
def test_a_doi_has_an_address_that_servers_and_disks_take(address: str, doi: str) -> None:
    assert f"id/doi/{address}/" == doi_address(doi)


@given(st.text(st.characters(codec="utf-8")) | st.text('./<>:"|?*\\% conaux'))
def test_any_doi_has_one(suffix: str) -> None:
    for part in doi_address(f"10.1000/{suffix}").rstrip("/").split("/"):
        assert re.fullmatch(r"[a-z0-9_;()-](?:[a-z0-9._;()-]*[a-z0-9_;()-])?", part)
        assert not WINDOWS.fullmatch(part)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("papers/old/", "old"),
        ("papers/old-name/", "Old Name"),
        ("papers/old/", "papers/old"),
        ("papers/old/", "/papers/old/"),
        ("2024/05/old/", "/2024/05/old/index.html"),
        ("2024/Old.html", "2024/Old.html"),
        ("old.html", "old.html"),
        ("papers/café & co/", "/papers/caf%C3%A9 & co/"),
        ("papers/cafe\u0301/".replace("e\u0301", "é"), "/papers/cafe\u0301/"),
        ("v1.2/", "/v1.2/"),
    ],
)
def test_a_former_address_is_a_slug_or_a_path(address: str, text: str) -> None:
    assert (address, "") == read_alias(text, "papers/")


@given(any_text | st.text("/.% aA<\\:?#-"))
def test_no_alias_leaves_the_site_or_harms_a_disk(text: str) -> None:
    address, reason = read_alias(text, "papers/")

    assert bool(address) != bool(reason)
    for part in address.rstrip("/").split("/") if address else ():
        assert part == part.strip(" .")
        assert part
        assert not re.search(r'[\x00-\x1f<>:"|?*\\%]', part)
    assert not address.startswith("id/")


def test_identifiers_and_former_addresses_lead_to_the_page() -> None:
    paper = make_paper(
        "lstm",
        arxiv=("1706.03762", "hep-th/9901001"),
        doi=("10.1000/x", "10.48550/arxiv.2001.00001"),
        aliases=("rnn", "/2020/lstm.html", "lstm", "../x"),
    )
    post = make_post("first", aliases=("erste",))
    order = make_order("start", aliases=("begin",))
    moe = Tag(slug=Slug("moe"), title="MoE", aliases=("Mixture of experts", "moe", "M.o.E"))

    assert _found(make_library([paper], [post], [order]), moe) == {
        "id/arxiv/1706.03762/": "papers/lstm/",
        "id/arxiv/hep-th/9901001/": "papers/lstm/",
        "id/arxiv/2001.00001/": "papers/lstm/",
        "id/doi/10.1000/x/": "papers/lstm/",
        "id/doi/10.48550/arxiv.2001.00001/": "papers/lstm/",
        "papers/rnn/": "papers/lstm/",
        "2020/lstm.html": "papers/lstm/",
        "blog/2025/07/erste/": "blog/2025/07/first/",
        "reading/begin/": "reading/start/",
        "tags/mixture-of-experts/": "tags/moe/",
        "tags/m-o-e/": "tags/moe/",
    }


def test_what_is_hidden_leads_nowhere_and_what_is_unlisted_leads_to_its_page() -> None:
    text = "---\ntitle: A\narxiv: {}\naliases: [{}]\n{}: true\n---\n"
    files = {
        "papers/a.md": text.format("1706.03762", "x", "draft"),
        "papers/b.md": text.format("1706.03763", "y", "private"),
        "papers/c.md": text.format("1706.03764", "z", "unlisted"),
    }

    assert list(_found(load_files(files).library)) == ["id/arxiv/1706.03764/", "papers/z/"]


def _redirect(address: str, target: str = "a/", identifier: str = "") -> Redirect:
    return Redirect(address, target, "T", Location(f"{target}.md"), identifier)


@pytest.mark.parametrize(
    ("owner", "address"),
    [
        ("page", "papers/x/"),
        ("page", "Papers/X/"),
        ("image", "docs/image.png/"),
        ("image", "docs/image.png/more/"),
        ("page", "papers.html"),
        (None, "papers/y/"),
        ("page", "papers/x/index.html"),
    ],
)
def test_files_of_the_site_keep_their_places(owner: str | None, address: str) -> None:
    owners = {"papers/x/index.html": "page", "docs/image.png": "image", "papers.html/y": "page"}
    one = _redirect(address)

    kept, clashing = separate([one], owners)

    assert (kept, clashing) == (((one,), ()) if owner is None else ((), ((one, owner),)))


def test_of_two_redirects_the_first_has_the_address() -> None:
    first, second = _redirect("x.html", "a/"), _redirect("X.html", "b/")
    below = _redirect("x.html/y/", "c/")

    kept, clashing = separate([first, second, below], {})

    assert kept == (first,)
    assert clashing == ((second, "a/.md"), (below, "a/.md"))


NAMES = st.sampled_from(["a", "B", "x.html", "X.htm", "y.htm", "index.html", "z.png"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


def _is_free(path: str, files: set[str]) -> bool:
    return not any(
        path == one or path.startswith(f"{one}/") or one.startswith(f"{path}/") for one in files
    )


@given(st.sets(PATHS, max_size=6), st.lists(PATHS, max_size=6))
def test_a_redirect_is_kept_where_no_file_and_no_folder_is(
    owners: set[str], paths: list[str]
) -> None:
    addresses = [one if one.endswith((".html", ".htm")) else f"{one}/" for one in paths]
    redirects = [_redirect(one, f"{place}/") for place, one in enumerate(addresses)]

    kept, clashing = separate(redirects, dict.fromkeys(owners, "owner"))

    files = {one.casefold() for one in owners}
    free = []
    for one in redirects:
        if _is_free(one.path.casefold(), files):
            files.add(one.path.casefold())
            free.append(one)
    assert [*kept] == free
    assert len(kept) + len(clashing) == len(redirects)


def test_what_is_said_twice_is_no_clash() -> None:
    again = [_redirect("x/", "a/"), _redirect("x/", "a/")]
    one_work = [_redirect("id/y/", "a/", "10.1/y"), _redirect("id/y/", "b/", "10.1/y")]

    assert separate([*again, *one_work], {}) == ((again[0], one_work[0]), ())


def test_pages_of_the_author_have_their_addresses() -> None:
    library = load_files(
        {
            "papers/a.md": "---\ntitle: A\n---\n",
            "docs/index.md": "# Home\n",
            "docs/x/README.md": "# X\n",
            "docs/y.md": "# Y\n",
        }
    ).library

    assert find_owners(library, ()) == {
        "index.html": "docs/index.md",
        "x/index.html": "docs/x/README.md",
        "y/index.html": "docs/y.md",
        "papers/a/index.html": "papers/a.md",
    }
