from __future__ import annotations

import base64
import hashlib

from reading_list.rendering.policy import find_policy


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def scripts_of(*pages: str) -> str:
    return find_policy(pages).rpartition("script-src ")[2]


def test_scripts_are_allowed_by_what_they_say() -> None:
    found = scripts_of("<SCRIPT defer>\r\na()</SCRIPT>", "<p><script>b()</script>")

    assert set(found.split()) == {"'self'", digest("\na()"), digest("b()")}


def test_data_and_files_need_no_hash() -> None:
    page = (
        '<script src="x.js"></script><script type="application/ld+json">{}</script>'
        '<script id="__config" type="application/json">{}</script>'
    )

    assert scripts_of(page) == "'self'"


def test_pages_in_any_order_give_one_policy() -> None:
    pages = ["<script>a()</script>", "<script>b()</script>", "<script>a()</script>"]

    assert find_policy(pages) == find_policy(reversed(pages))
    assert "unsafe-inline" not in scripts_of(*pages)
    assert "default-src 'none'" in find_policy(pages)
