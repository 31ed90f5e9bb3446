"""The page for subscribers in a real browser: a button copies an address, and none is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def test_a_button_copies_the_address_of_its_feed(browser: Browser, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}subscribe/")
    button = page.get_by_role("button", name="Copy the address of Papers")

    button.click()
    page.get_by_text("Copied: Papers").wait_for(state="attached")
    said = button.text_content()
    copied = page.evaluate("navigator.clipboard.readText()")

    context.close()
    assert said == "Copied"
    assert copied == "https://reading-list.example/papers/feed.xml"


def test_without_a_clipboard_the_address_is_selected(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{address}subscribe/")

    page.get_by_role("button", name="Copy the address of Papers").click()
    page.get_by_text("Press Ctrl+C: Papers").wait_for(state="attached")
    selected = page.evaluate("window.getSelection().toString()")

    page.close()
    assert selected == "https://reading-list.example/papers/feed.xml"


def test_without_scripts_every_feed_has_its_address(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}subscribe/")
    feeds = page.locator(".rl-feed").count()
    codes = page.locator(".rl-feed__address code").count()
    buttons = page.locator(".rl-subscribe button:visible").count()

    context.close()
    assert feeds == codes > 3
    assert buttons == 0
