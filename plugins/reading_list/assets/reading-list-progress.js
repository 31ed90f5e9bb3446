/* A reader's own progress: which works are read or skipped. Kept on this device, for each work, so
   that all orders and the library share it; nothing is sent anywhere. Without this script a page is
   a plain list: whatever needs it is hidden or made here. */

(() => {
  "use strict";

  const ROOT = new URL("../../", document.currentScript.src);
  const KEY = `reading-list-progress:${ROOT.pathname}`;
  const FORMAT = "reading-list-progress";
  const STATES = { read: "Read", skipped: "Skipped", none: "Not read" };
  const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
  const NEXT = 3; // works of one order that are offered at a time
  const NEXT_HOME = 5;

  // Marks: work -> { state, at } -----------------------------------------------------

  let unsaved = null; // marks of this page, where the browser keeps nothing

  const parse = (text) => {
    try {
      const file = JSON.parse(text);
      if (file.format !== FORMAT || typeof file.works !== "object") return null;
      const sound = Object.entries(file.works || {}).filter(
        ([, mark]) =>
          mark && Object.hasOwn(STATES, mark.state) && INSTANT.test(mark.at) && Date.parse(mark.at)
      );
      return new Map(sound.map(([work, { state, at }]) => [work, { state, at }]));
    } catch {
      return null;
    }
  };

  const format = (marks) =>
    JSON.stringify({ format: FORMAT, version: 1, works: Object.fromEntries(marks) }, null, 1);

  const load = () => {
    try {
      return unsaved || parse(localStorage.getItem(KEY)) || new Map();
    } catch {
      return unsaved || new Map();
    }
  };

  const save = (marks) => {
    try {
      if (marks.size) localStorage.setItem(KEY, format(marks));
      else localStorage.removeItem(KEY);
      unsaved = null;
    } catch {
      unsaved = marks;
    }
  };

  const mark = (work, state) => {
    const marks = load();
    const last = marks.get(work);
    // Later than what it replaces, whatever the clocks of other devices say.
    const at = Math.max(Date.now(), last ? Date.parse(last.at) + 1 : 0);
    marks.set(work, { state, at: new Date(at).toISOString() });
    save(marks);
  };

  // Of each work the newer mark stays; the future is no reason to win for ever.
  const merge = (marks, others) => {
    let taken = 0;
    for (const [work, { state, at }] of others) {
      const when = Math.min(Date.parse(at), Date.now());
      const own = marks.get(work);
      if (own && Date.parse(own.at) >= when) continue;
      marks.set(work, { state, at: new Date(when).toISOString() });
      taken += 1;
    }
    return taken;
  };

  // One order -------------------------------------------------------------------------

  const survey = (order, marks) => {
    const stateOf = (work) => marks.get(work)?.state;
    const others = new Map(); // work -> works that may be read in its stead
    for (const { work, instead = [] } of order.steps) {
      for (const other of instead) {
        others.set(other, [...(others.get(other) || []), work]);
        others.set(work, [...(others.get(work) || []), other]);
      }
    }
    const isDone = (work) =>
      ["read", "skipped"].includes(stateOf(work)) ||
      (others.get(work) || []).some((other) => stateOf(other) === "read");
    const ofKind = (kind) => order.steps.filter((step) => step.kind === kind);
    const open = order.steps.filter((step) => !isDone(step.work));
    const numbered = open.filter((step) => step.kind !== "bonus");
    const required = numbered.filter((step) => step.kind === "required");
    const isReady = (step) => (step.needs || []).every(isDone);
    return {
      count: (kind) => [ofKind(kind).filter((step) => isDone(step.work)).length, ofKind(kind).length],
      skipped: order.steps.filter((step) => stateOf(step.work) === "skipped").length,
      isBegun: order.steps.some((step) => stateOf(step.work) === "read"),
      required,
      following: required[0],
      next: (numbered.length ? numbered : open).filter(isReady),
    };
  };

  const formatCount = (survey) => {
    const [done, total] = survey.count("required");
    const more = ["optional", "bonus"].flatMap((kind) => {
      const [some, all] = survey.count(kind);
      return all ? [`${some} of ${all} ${kind}`] : [];
    });
    const skipped = survey.skipped ? ` (${survey.skipped} skipped)` : "";
    return [`${done} of ${total} steps done`, ...more].join(", ") + skipped;
  };

  const formatLeft = (survey) => {
    let [minutes, pages, unknown] = [0, 0, 0];
    for (const step of survey.required) {
      if (step.minutes) minutes += step.minutes;
      else if (step.pages) pages += step.pages;
      else unknown += 1;
    }
    const hours = Math.floor(minutes / 60);
    const time = [hours && `${hours} h`, minutes % 60 && `${minutes % 60} min`].filter(Boolean);
    const parts = [
      minutes && `about ${time.join(" ")}`,
      pages && `${pages} ${pages === 1 ? "page" : "pages"}`,
    ].filter(Boolean);
    if (!parts.length) return "";
    const rest = unknown ? `, and ${unknown} of unknown length` : "";
    return `${parts.join(" and ")} left${rest}`;
  };

  const formatMarkdown = (order, marks) => {
    const tasks = order.steps.map((step) => {
      const state = marks.get(step.work)?.state;
      const box = state === "read" ? "[x]" : "[ ]";
      const number = step.position ? `${step.position}. ` : "";
      const title = step.title.replace(/[\\`*_[\]<>#|~$&]/g, "\\$&");
      const note = state === "skipped" ? ", skipped" : step.kind === "required" ? "" : `, ${step.kind}`;
      return `- ${box} ${number}[${title}](${new URL(step.url, ROOT)})${note}`;
    });
    return `# ${order.title}\n\n${tasks.join("\n")}\n`;
  };

  // Pages --------------------------------------------------------------------------------

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const address = (path, ending, hash = "", search = "") => {
    const url = new URL(path + ending, ROOT);
    url.search = search;
    url.hash = hash;
    return url.href;
  };

  const findOrders = () => {
    const source = document.querySelector(".rl-orders-facts");
    return source ? JSON.parse(source.dataset.rlFacts) : { ending: "", orders: [] };
  };

  let voice = null;
  const say = (text) => {
    if (!voice?.isConnected) {
      voice = make("div", { class: "rl-unseen", role: "status", "aria-live": "polite" });
      document.body.append(voice);
    }
    voice.textContent = text;
  };

  // A theme may be listening for changes of the page: touch only what differs.
  const setText = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  const makeControls = () => {
    for (const place of document.querySelectorAll(".rl-mine[hidden]")) {
      const name = (word) => ({ "aria-label": `${word}: ${place.dataset.rlTitle}` });
      place.append(
        make(
          "label",
          { class: "rl-mine__read" },
          make("input", { type: "checkbox", ...name("Read") }),
          " Read"
        ),
        make("button", { type: "button", class: "rl-mine__skip", ...name("Skip") }, "Skip")
      );
      place.hidden = false;
    }
  };

  const showMark = (element, state) => {
    if (state) element.dataset.rlState = state;
    else delete element.dataset.rlState;
    if (element.matches(".rl-mine")) {
      element.querySelector("input").checked = state === "read";
      element.querySelector("button").setAttribute("aria-pressed", String(state === "skipped"));
    } else if (element.matches(".rl-picture__node")) {
      element.dataset.rlLabel ??= element.getAttribute("aria-label");
      const said = state ? `; ${STATES[state].toLowerCase()}` : "";
      element.setAttribute("aria-label", element.dataset.rlLabel + said);
    } else if (element.matches("li:not(.rl-step)")) {
      element.querySelector(".rl-mark")?.remove();
      const text = element.querySelector(":scope > p") || element;
      if (state) text.append(" ", make("span", { class: "rl-mark" }, STATES[state]));
    }
  };

  const makeNext = (steps, ending, order) =>
    steps.map((step) => {
      const link = make(
        "a",
        { href: address(step.url, ending, "", `?order=${order.slug}`) },
        step.title
      );
      const note = step.kind === "required" ? "" : ` (${step.kind})`;
      return make("li", step.position ? { value: step.position } : {}, link, note);
    });

  const showPanel = (panel, order, ending, marks) => {
    const found = survey(order, marks);
    const [done, total] = found.count("required");
    panel.hidden = false;
    const bar = panel.querySelector("progress");
    bar.max = Math.max(total, 1);
    bar.value = done;
    const left = formatLeft(found);
    setText(
      panel.querySelector(".rl-progress__sum"),
      `${formatCount(found)}${left ? ` · ${left}` : ""}`
    );
    const go = panel.querySelector(".rl-progress__go");
    const step = found.following;
    if (step) {
      const text = `${done ? "Continue" : "Begin"} here: ${step.position}. ${step.title}`;
      go.replaceChildren(make("a", { href: `#${step.anchor}` }, text));
    } else {
      setText(go, total ? "All steps are done." : "");
    }
    const next = panel.querySelector(".rl-progress__next");
    next.hidden = !found.next.length;
    next.querySelector("ol").replaceChildren(
      ...makeNext(found.next.slice(0, NEXT), ending, order)
    );
  };

  const showCard = (card, order, ending, marks) => {
    const found = survey(order, marks);
    card.hidden = !found.isBegun;
    const step = found.following;
    const parts = [formatCount(found)];
    if (step) {
      const href = address(order.url, ending, step.anchor);
      parts.push(" · ", make("a", { href }, `Continue with ${step.title}`));
    }
    card.replaceChildren(...parts);
  };

  const showHome = (place, orders, ending, marks) => {
    const seen = new Set();
    const items = orders.flatMap((order) => {
      const found = survey(order, marks);
      const fresh = found.isBegun ? found.next.filter((step) => !seen.has(step.work)) : [];
      const steps = fresh.slice(0, NEXT);
      for (const step of steps) seen.add(step.work);
      return makeNext(steps, ending, order).map((item) => {
        const link = make("a", { href: address(order.url, ending) }, order.title);
        item.append(make("span", { class: "rl-quiet" }, " in ", link));
        return item;
      });
    });
    place.hidden = !items.length;
    place.querySelector("ol").replaceChildren(...items.slice(0, NEXT_HOME));
  };

  const render = () => {
    const marks = load();
    const { ending, orders } = findOrders();
    for (const element of document.querySelectorAll("[data-rl-work]")) {
      const state = marks.get(element.dataset.rlWork)?.state;
      showMark(element, state === "none" ? undefined : state);
    }
    for (const order of orders) {
      const slug = CSS.escape(order.slug);
      const panel = document.querySelector(`.rl-progress[data-rl-order="${slug}"]`);
      if (panel) showPanel(panel, order, ending, marks);
      for (const card of document.querySelectorAll(`.rl-card__mine[data-rl-order="${slug}"]`)) {
        showCard(card, order, ending, marks);
      }
    }
    const home = document.querySelector(".rl-next");
    if (home) showHome(home, orders, ending, marks);
  };

  // From the page of an order to a work and on: `?order=` says which way the reader goes.
  const keepOrder = () => {
    const panel = document.querySelector(".rl-progress[data-rl-order]");
    const slug = panel?.dataset.rlOrder || new URLSearchParams(location.search).get("order");
    if (!slug) return;
    const here = document.querySelector(`.rl-places li[data-rl-order="${CSS.escape(slug)}"]`);
    if (here) {
      here.parentElement.classList.add("rl-places--one");
      here.classList.add("rl-places__here");
      here.parentElement.prepend(here);
    }
    const links = document.querySelectorAll(
      panel ? ".rl-step__title a" : ".rl-places__here .rl-places__way a"
    );
    for (const link of links) link.search = `?order=${encodeURIComponent(slug)}`;
  };

  const start = () => {
    makeControls();
    keepOrder();
    render();
  };
  window.readingListProgress = start;

  // What readers do ------------------------------------------------------------------------

  const change = (place, state) => {
    mark(place.dataset.rlWork, state);
    render();
    const { orders } = findOrders();
    const count = document.querySelector(".rl-progress") && orders[0];
    const sum = count ? ` ${formatCount(survey(count, load()))}.` : "";
    const kept = unsaved ? " This browser does not keep it." : "";
    say(`${STATES[state]}: ${place.dataset.rlTitle}.${sum}${kept}`);
  };

  const download = () => {
    const url = URL.createObjectURL(new Blob([format(load())], { type: "application/json" }));
    make("a", { href: url, download: "reading-progress.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    say("Your progress is saved as a file.");
  };

  const upload = () => {
    const input = make("input", { type: "file", accept: ".json,application/json" });
    input.addEventListener("change", async () => {
      const others = parse(await input.files[0].text());
      if (!others) {
        say("This file holds no reading progress.");
        return;
      }
      const marks = load();
      const taken = merge(marks, others);
      save(marks);
      render();
      say(`${taken} of ${others.size} marks were new.`);
    });
    input.click();
  };

  const copy = async () => {
    const text = formatMarkdown(findOrders().orders[0], load());
    try {
      await navigator.clipboard.writeText(text);
      say("The checklist is copied.");
    } catch {
      say("This browser does not let the page copy.");
    }
  };

  const reset = () => {
    if (!window.confirm("Forget every mark that you have made on this site, on this device?")) return;
    save(new Map());
    render();
    say("Everything is forgotten.");
  };

  const ACTS = { export: download, import: upload, copy, reset };

  document.addEventListener("change", (event) => {
    const place = event.target.closest(".rl-mine");
    if (place) change(place, event.target.checked ? "read" : "none");
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const place = button?.closest(".rl-mine");
    if (place) change(place, place.dataset.rlState === "skipped" ? "none" : "skipped");
    else if (button?.dataset.rlAct) ACTS[button.dataset.rlAct]();
  });

  window.addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) render();
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) render();
  });

  // A theme that swaps pages by script tells of each of them, the first one too; its own script
  // comes after this one.
  const begin = () => {
    if (window.document$) window.document$.subscribe(start);
    else start();
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
