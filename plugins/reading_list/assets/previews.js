/* Previews of cited works: on hover, on keyboard focus and on tap. Their text stands in the page,
   in <template class="rl-previews">; without this script the links are plain links.

   WCAG 2.2, 1.4.13: Escape dismisses a preview, the pointer may move onto it, and it stays until
   the pointer or the focus has gone. */

(() => {
  "use strict";

  const OPEN_AFTER = 250; // milliseconds
  const CLOSE_AFTER = 300;
  const GAP = 6; // pixels between a link and its preview
  const EDGE = 12; // pixels between a preview and the edge of the window
  const PLAIN = "nav, footer, .rl-preview, .rl-references, .rl-rows, .rl-related";
  const ID = "rl-preview";

  let card = null; // the preview, once there has been one
  let link = null; // the link that it belongs to, while it is shown
  let cause = ""; // "hover", "focus" or "tap"
  let dismissed = null; // the link whose preview was sent away and that is still pointed at
  let held = null; // the focused link whose preview has given way to that of a link pointed at
  let timer = 0;
  let pointer = "";
  let pointed = null; // how far down in the window the pointer is; nothing with the keyboard

  const address = (anchor) => {
    try {
      const url = new URL(anchor.getAttribute("href"), document.baseURI);
      return url.host + url.pathname.replace(/index\.html$/, "");
    } catch {
      return "";
    }
  };

  const findWork = (anchor) => {
    const wanted = address(anchor);
    for (const template of document.querySelectorAll("template.rl-previews")) {
      for (const work of template.content.children) {
        if (address(work.querySelector("a")) === wanted) return work;
      }
    }
    return null;
  };

  const findLink = (target) => {
    const anchor = target instanceof Element ? target.closest("a[href]") : null;
    return anchor && !anchor.closest(PLAIN) && findWork(anchor) ? anchor : null;
  };

  const isInCard = (target) => card !== null && target instanceof Node && card.contains(target);

  const makeCard = () => {
    const made = document.createElement("div");
    made.id = ID;
    made.className = "rl-preview";
    made.setAttribute("role", "tooltip");
    return made;
  };

  // Of a link on two lines the preview begins below the end that is pointed at, lest it be out of
  // the pointer's reach; it covers neither of them.
  const findLine = (isAbove) => {
    const lines = [...link.getClientRects()];
    const at = lines.find((one) => pointed !== null && pointed >= one.top && pointed <= one.bottom);
    return at || (isAbove ? lines[0] : lines[lines.length - 1]) || link.getBoundingClientRect();
  };

  const place = () => {
    const box = link.getBoundingClientRect();
    const frame = (card.offsetParent || document.documentElement).getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const isBelow = box.bottom + GAP + card.offsetHeight <= window.innerHeight;
    const header = document.querySelector("header");
    const ceiling = header ? Math.max(header.getBoundingClientRect().bottom, 0) : 0;
    const isAbove = !isBelow && box.top - GAP - card.offsetHeight >= ceiling;
    const start = findLine(isAbove).left;
    const left = Math.max(EDGE, Math.min(start, room - card.offsetWidth - EDGE));
    const top = isAbove ? box.top - GAP - card.offsetHeight : box.bottom + GAP;
    card.style.left = `${left - frame.left}px`;
    card.style.top = `${top - frame.top}px`;
  };

  const describe = (anchor, isDescribed) => {
    const others = (anchor.getAttribute("aria-describedby") || "").split(/\s+/).filter(
      (one) => one && one !== ID
    );
    const all = isDescribed ? [...others, ID] : others;
    if (all.length) anchor.setAttribute("aria-describedby", all.join(" "));
    else anchor.removeAttribute("aria-describedby");
  };

  const close = () => {
    clearTimeout(timer);
    if (link === null) return;
    describe(link, false);
    card.remove();
    link = null;
  };

  const open = (anchor, why, y = null) => {
    clearTimeout(timer);
    if (anchor === link) return;
    if (why !== "hover") held = null;
    else if (link && cause === "focus") held = link;
    close();
    const work = findWork(anchor);
    if (!work || !anchor.isConnected) return;
    card = card || makeCard();
    card.replaceChildren(document.importNode(work, true));
    // The link that is focused leads to the same page.
    card.querySelector("a").tabIndex = -1;
    (anchor.closest("article") || document.body).append(card);
    link = anchor;
    cause = why;
    pointed = y;
    dismissed = null;
    describe(anchor, true);
    place();
  };

  // What has the focus shows its preview until the focus goes, whatever is pointed at meanwhile.
  const leave = () => {
    close();
    if (held) open(held, "focus");
  };

  const later = (act, milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(act, milliseconds);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (isInCard(event.target)) {
      clearTimeout(timer);
      return;
    }
    const anchor = findLink(event.target);
    if (anchor !== dismissed) dismissed = null;
    if (anchor && anchor === link) clearTimeout(timer);
    else if (anchor && anchor !== dismissed) later(() => open(anchor, "hover", event.clientY), OPEN_AFTER);
    else if (link && cause === "hover") later(leave, CLOSE_AFTER);
    else clearTimeout(timer);
  });

  document.documentElement.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "touch") return;
    clearTimeout(timer);
    if (link && cause === "hover") later(leave, CLOSE_AFTER);
  });

  document.addEventListener("focusin", (event) => {
    const anchor = findLink(event.target);
    if (anchor && anchor.matches(":focus-visible")) open(anchor, "focus");
  });

  document.addEventListener("focusout", (event) => {
    held = null;
    if (link && cause === "focus" && !isInCard(event.relatedTarget)) close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    dismissed = link || dismissed;
    held = null;
    close();
  });

  document.addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
  }, true);

  // The first tap shows the preview, and the second one follows the link, as the title in the
  // preview does. In the capture phase, before the theme follows links by itself.
  document.addEventListener("click", (event) => {
    const anchor = findLink(event.target);
    const isTap = pointer === "touch" && event.detail > 0;
    if (isTap && anchor && anchor !== link) {
      event.preventDefault();
      event.stopPropagation();
      open(anchor, "tap", event.clientY);
    } else if (anchor || !isInCard(event.target) || event.target.closest("a")) {
      close();
    }
  }, true);

  window.addEventListener("resize", () => {
    if (link) place();
  });
  window.addEventListener("popstate", close);
})();
