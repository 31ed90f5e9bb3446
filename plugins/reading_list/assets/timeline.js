/* What is new since a reader's last visit, and which kind of entries a month shows. What was seen is
   kept on this device and sent nowhere. Without this script the lists are whole and their links lead
   from one part to the other. */

(() => {
  "use strict";

  // A theme that swaps pages by script runs this once for each of them.
  if (window.readingListTimeline) {
    window.readingListTimeline();
    return;
  }

  const ROOT = new URL("../../", document.currentScript.src);
  const KEY = `reading-list-visit:${ROOT.pathname}`;
  const FORMAT = "reading-list-visit";
  const PAUSE = 30 * 60 * 1000; // milliseconds without a page, after which another visit begins
  const SHOWN = 8; // new entries that the home page names
  const KEPT = 1000; // keys that are remembered

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  let voice = null;
  const say = (text) => {
    if (!voice?.isConnected) {
      voice = make("div", { class: "rl-unseen", role: "status", "aria-live": "polite" });
      document.body.append(voice);
    }
    voice.textContent = text;
  };

  const formatCount = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

  // Visits -----------------------------------------------------------------------------

  const isKeys = (value) => Array.isArray(value) && value.every((key) => typeof key === "string");

  // { at, since, known, fresh }: the last page; the last one of the visit before; keys that were
  // there then; keys that are new in this visit. Null where nothing is kept.
  const load = () => {
    try {
      const visit = JSON.parse(localStorage.getItem(KEY));
      const isSound =
        visit?.format === FORMAT &&
        Number.isFinite(visit.at) &&
        (visit.since === null || Number.isFinite(visit.since)) &&
        isKeys(visit.known) &&
        isKeys(visit.fresh);
      return isSound ? visit : null;
    } catch {
      return null;
    }
  };

  const save = (visit) => {
    try {
      const known = visit.known.slice(-KEPT);
      localStorage.setItem(KEY, JSON.stringify({ ...visit, known, format: FORMAT, version: 1 }));
    } catch {
      // A browser that keeps nothing has no last visit.
    }
  };

  const join = (known, keys) => [...new Set([...known, ...keys])];

  // New is what was not there at the last visit. What stands below everything that was there has
  // only moved up into the list, because something else has left it.
  const findFresh = (keys, known) => {
    const last = keys.findLastIndex((key) => known.has(key));
    return keys.filter((key, place) => !known.has(key) && (last < 0 || place < last));
  };

  const visitNow = (keys) => {
    const now = Date.now();
    const visit = load();
    if (!visit) {
      save({ at: now, since: null, known: keys, fresh: [] });
      return;
    }
    if (Math.abs(now - visit.at) > PAUSE) {
      visit.known = join(visit.known, visit.fresh);
      visit.since = Math.min(visit.at, now);
    }
    visit.at = now;
    visit.fresh = findFresh(keys, new Set(visit.known));
    save(visit);
  };

  const forget = () => {
    const visit = load();
    if (!visit) return;
    save({ ...visit, known: join(visit.known, visit.fresh), fresh: [] });
    show();
    say("Everything counts as seen.");
  };

  const findFacts = () => {
    const source = document.querySelector(".rl-newest-facts");
    return source ? JSON.parse(source.dataset.rlFacts) : null;
  };

  const showRows = (fresh) => {
    for (const row of document.querySelectorAll("li.rl-row[data-rl-work]")) {
      row.querySelector(".rl-new")?.remove();
      if (!fresh.has(row.dataset.rlWork)) continue;
      const title = row.firstElementChild;
      title?.append(make("span", { class: "rl-new" }, "New"));
    }
  };

  const showPanel = (panel, { items, ending, is_cut: isCut }, visit) => {
    const fresh = new Set(visit.fresh);
    const found = items.filter((item) => fresh.has(item.key));
    panel.hidden = !found.length;
    const count = (kind) => found.filter((item) => item.kind === kind).length;
    const counts = ["work", "post"].filter(count).map((kind) => formatCount(count(kind), kind));
    const more = isCut && found.length === items.length ? " or more" : "";
    const options = { day: "numeric", month: "long", year: "numeric" };
    const day = visit.since && new Date(visit.since).toLocaleDateString("en-GB", options);
    panel.querySelector(".rl-fresh__sum").textContent =
      `${counts.join(" and ")}${more}${day ? ` since ${day}` : ""}`;
    const shown = panel.dataset.rlShow === "all" ? found : found.slice(0, SHOWN);
    const links = shown.map((item) => {
      const link = make("a", { href: new URL(item.url + ending, ROOT).href }, item.title);
      const kind = item.kind === "post" ? [" ", make("span", { class: "rl-quiet" }, "post")] : [];
      return make("li", {}, link, ...kind);
    });
    panel.querySelector("ul").replaceChildren(...links);
    const rest = panel.querySelector(".rl-fresh__rest");
    if (rest) rest.hidden = shown.length === found.length;
  };

  const show = () => {
    const visit = load();
    const fresh = new Set(visit?.fresh);
    showRows(fresh);
    const panel = document.querySelector(".rl-fresh");
    const facts = findFacts();
    if (panel && facts && visit) showPanel(panel, facts, visit);
  };

  // Kinds ------------------------------------------------------------------------------

  const choose = (link, isSaid) => {
    const kind = link.dataset.rlKind;
    for (const other of link.closest(".rl-kinds").querySelectorAll("a")) {
      if (other === link) other.setAttribute("aria-current", "true");
      else other.removeAttribute("aria-current");
    }
    for (const part of document.querySelectorAll("section[data-rl-kind]")) {
      part.hidden = kind !== "all" && part.dataset.rlKind !== kind;
    }
    if (isSaid) say(`Shown: ${link.textContent.trim()}.`);
  };

  const readHash = () => {
    const links = [...document.querySelectorAll(".rl-kinds a")];
    if (!links.length) return;
    choose(links.find((link) => link.hash === location.hash) || links[0], false);
  };

  // ------------------------------------------------------------------------------------

  const start = () => {
    const facts = findFacts();
    if (facts) visitNow(facts.items.map((item) => item.key));
    show();
    readHash();
  };
  window.readingListTimeline = start;

  document.addEventListener("click", (event) => {
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const link = event.target.closest?.(".rl-kinds a");
    if (link && isPlain) {
      event.preventDefault();
      history.replaceState(history.state, "", link.hash);
      choose(link, true);
    }
    if (event.target.closest?.(".rl-fresh button")) forget();
  });

  window.addEventListener("hashchange", readHash);
  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) show();
  });

  start();
})();
