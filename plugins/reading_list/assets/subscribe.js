/* A button that copies the address of a feed. Without this script the address is text to select. */

(() => {
  "use strict";

  const SAID = 2000; // milliseconds for which a button says what happened

  const select = (code) => {
    const range = document.createRange();
    range.selectNodeContents(code);
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return "Copied";
    } catch {
      // No clipboard, as on a page without TLS: the address stands selected.
      select(code);
      return "Press Ctrl+C";
    }
  };

  const showButton = (feed, status) => {
    const code = feed.querySelector(".rl-feed__address code");
    const button = feed.querySelector(".rl-feed__address button[hidden]");
    if (!code || !button) return;
    button.setAttribute("aria-label", `Copy the address of ${feed.dataset.rlFeed}`);
    button.addEventListener("click", async () => {
      const said = await copy(code);
      button.textContent = said;
      status.textContent = `${said}: ${feed.dataset.rlFeed}`;
      setTimeout(() => {
        button.textContent = "Copy";
        status.textContent = "";
      }, SAID);
    });
    button.textContent = "Copy";
    button.hidden = false;
  };

  const start = () => {
    for (const page of document.querySelectorAll(".rl-subscribe")) {
      const status = document.createElement("p");
      status.className = "rl-unseen";
      status.setAttribute("role", "status");
      page.append(status);
      for (const feed of page.querySelectorAll(".rl-feed")) showButton(feed, status);
    }
  };

  start();
})();
