"""One work, one page: what answers at its other addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

import lxml.html
import pytest

from sites import CONFIG, build, find_broken_links, preview, write_site

if TYPE_CHECKING:
    from pathlib import Path

    from sites import Built

pytestmark = pytest.mark.integration

SITE_URL = "https://reading-list.example/sub/"
FILES = {
    "papers/lstm.md": "---\ntitle: On $x^2$ & <b>\nslug: lstm-now\nadded: 2025-07\ntags: [mem]\n"
    "arxiv: [1706.03762, hep-th/9901001]\ndoi: 10.1000/A<b>:c\n"
    "aliases: [lstm, /Old/Page.html, /2020/lstm/]\n---\n",
    "papers/quiet.md": "---\ntitle: Quiet\nunlisted: true\narxiv: 2001.00001\n---\n",
    "papers/hidden.md": "---\ntitle: XSECRETX\ndraft: true\narxiv: 2002.00002\n"
    "aliases: [xsecretx]\n---\n",
    "docs/blog/posts/one.md": "---\ndate: 2025-07-01\naliases: [uno]\n---\n# One\n",
    "docs/reading/order.md": "---\naliases: [start]\norder: [lstm]\n---\n# Order\n",
    "docs/tags.yml": "memory:\n  aliases: [mem, 中文]\nunused:\n  aliases: [nothing]\n",
}
LEADING = {
    "Old/Page.html": "papers/lstm-now/",
    "2020/lstm/index.html": "papers/lstm-now/",
    "papers/lstm/index.html": "papers/lstm-now/",
    "id/arxiv/1706.03762/index.html": "papers/lstm-now/",
    "id/arxiv/hep-th/9901001/index.html": "papers/lstm-now/",
    "id/doi/10.1000/a-b--c/index.html": "papers/lstm-now/",
    "id/arxiv/2001.00001/index.html": "papers/quiet/",
    "blog/2025/07/uno/index.html": "blog/2025/07/one/",
    "reading/start/index.html": "reading/order/",
    "tags/mem/index.html": "tags/memory/",
    "tags/x-72726d8818/index.html": "tags/memory/",
}


def find_leading(built: Built) -> dict[str, str]:
    """Pages that lead on, and where their refresh and their link lead."""
    found = {}
    for path in built.folder.rglob("*.html"):
        page = lxml.html.fromstring(path.read_bytes())
        for content in page.xpath("//meta[@http-equiv='refresh']/@content"):
            name = path.relative_to(built.folder).as_posix()
            href = content.removeprefix("0; url=")
            assert page.xpath("//a/@href") == [href]
            found[name] = urljoin(SITE_URL + name, href).removeprefix(SITE_URL)
            canonical = page.xpath("//link[@rel='canonical']/@href")
            assert canonical == [SITE_URL + found[name]]
            assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    return found


@pytest.mark.parametrize("use_directory_urls", [True, False])
def test_every_other_address_leads_to_the_page(tmp_path: Path, *, use_directory_urls: bool) -> None:
    config = CONFIG.replace("https://reading-list.example/", SITE_URL)
    config += f"use_directory_urls: {str(use_directory_urls).lower()}\n"
    built = build(write_site(tmp_path, FILES, config), tmp_path / "site", "--strict")

    assert built.returncode == 0, built.log
    ending = "" if use_directory_urls else "index.html"
    assert find_leading(built) == {path: target + ending for path, target in LEADING.items()}
    assert list(find_broken_links(built.folder, SITE_URL)) == []
    others = [
        content
        for name, content in built.files().items()
        if name.startswith(("sitemap", "search/")) or name.endswith((".xml", ".json", ".bib"))
    ]
    for address in ("id/arxiv", "id/doi", "Old/Page", "papers/lstm/", "/uno/", "tags/mem/"):
        assert not [content for content in others if address.encode() in content], address


def test_an_alias_in_the_place_of_another_file_is_an_error_that_names_both(tmp_path: Path) -> None:
    paper = "---\ntitle: A\naliases: [/image.png/, /papers/b/cite.bib/, /about/]\n---\n"
    files = {
        "papers/a.md": paper,
        "papers/b.md": "---\ntitle: B\n---\n",
        "docs/image.png": "x",
        "docs/about.md": "# About\n",
    }
    config = write_site(tmp_path, files)
    built = build(config, tmp_path / "site")
    shown = preview(config, tmp_path / "preview")

    assert built.returncode == 1
    line = "papers/a.md:3: error[duplicate-address]: The address '{}' is also that of {}."
    assert line.format("image.png/", "docs/image.png") in built.log
    assert line.format("papers/b/cite.bib/", "another file of the site") in built.log
    assert line.format("about/", "docs/about.md") in built.log
    assert "3 errors in 1 file" in built.log
    assert not built.folder.exists()
    assert (shown.folder / "image.png").read_bytes() == b"x"
    assert b"About" in (shown.folder / "about/index.html").read_bytes()


def test_two_files_of_one_work_are_an_error_that_names_both(tmp_path: Path) -> None:
    files = {
        "papers/a.md": "---\ntitle: A\narxiv: 1706.03762\n---\n",
        "papers/b.md": "---\ntitle: B\narxiv: 1706.03762v2\n---\n",
    }
    config = write_site(tmp_path, files)
    built = build(config, tmp_path / "site")

    assert built.returncode == 1
    assert "papers/b.md:3: error[duplicate-work]: The work is also papers/a.md" in built.log
    assert not built.folder.exists()
    shown = preview(config, tmp_path / "preview")
    assert find_leading_text(shown, "id/arxiv/1706.03762/") == "A"


def find_leading_text(built: Built, url: str) -> str:
    return built.html(url).findtext(".//a") or ""
