/* The library, refined: search as one types, facets, sorting, two views, export. The page holds the
   rows and is whole without this script, which hides, moves and, in a large library, loads rows.

   Nothing is loaded before the reader asks for it. Data are scripts, not JSON, for a page that was
   opened from a disk may load nothing else; so this is no module either. */

(() => {
  "use strict";

  // A theme that swaps pages by script runs this once for each of them.
  if (window.readingListLibrary) {
    window.readingListLibrary();
    return;
  }

  const ROOT = new URL("../../", document.currentScript.src);
  const VIEW_KEY = `reading-list-view:${ROOT.pathname}`;
  const BASE = "\ufdd0"; // stands for ROOT in rows
  const STEP = 20; // rows that are shown at a time where not all are in the page
  const SLICE = 50; // rows that are put into the page at a time
  const PAUSE = 120; // milliseconds for a next key, before more rows are put into the page
  const KEYS = ["ArrowDown", "ArrowUp", "Enter", "Escape"];
  const VIEWS = { list: "List", table: "Table" };
  const SORTS = { added: "Date added", issued: "Date published", title: "Title", author: "Author" };

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };

  const makeButton = (attributes, ...children) =>
    make("button", { type: "button", ...attributes }, ...children);

  const plural = (count) => `${count.toLocaleString("en")} ${count === 1 ? "work" : "works"}`;

  // Data: each file calls `readingListData` ----

  const arrived = new Map();
  const loading = new Map();
  window.readingListData = (name, data) => arrived.set(name, data);

  const loadScript = (url, name) => {
    if (!loading.has(url)) {
      const done = new Promise((resolve, reject) => {
        const script = make("script", { src: url });
        script.onload = () => {
          script.remove();
          resolve(arrived.get(name));
        };
        script.onerror = () => {
          script.remove();
          loading.delete(url);
          reject(new Error(url));
        };
        document.head.append(script);
      });
      loading.set(url, done);
    }
    return loading.get(url);
  };
  const load = (facts, name) => loadScript(new URL(`${facts.folder}${name}.js`, ROOT).href, name);

  // Parts of this script that only some readers need.
  const PART = "assets/reading-list/reading-list-";
  window.readingListPart = (name, part) => arrived.set(`part ${name}`, part);
  const loadPart = (name) =>
    loadScript(new URL(`${PART}${name}.js`, ROOT).href, `part ${name}`);

  // As `packing.py` writes them: distances, five bits in a character, the lowest first.
  const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGITS = new Map([...ALPHABET].map((one, i) => [one, i]));
  const unpack = (text) => {
    const numbers = [];
    let [number, gap, unit] = [-1, 0, 1];
    for (const char of text) {
      const digit = DIGITS.get(char);
      gap += (digit % 32) * unit;
      unit *= 32;
      if (digit < 32) {
        number += gap + 1;
        numbers.push(number);
        [gap, unit] = [0, 1];
      }
    }
    return numbers;
  };

  // What the address says ----

  const readState = (facts) => {
    const query = new URLSearchParams(location.search);
    const state = { find: query.get("find") || "", sort: query.get("sort") || "", picks: {} };
    for (const [facet] of facts.facets) {
      const picks = new Map();
      for (const one of (query.get(facet) || "").split(",")) {
        if (one) picks.set(one.replace(/^-/, ""), !one.startsWith("-"));
      }
      if (picks.size) state.picks[facet] = picks;
    }
    return state;
  };

  const formatState = (facts, state) => {
    const url = new URL(location.href);
    const set = (key, value) => {
      if (value) url.searchParams.set(key, value);
      else url.searchParams.delete(key);
    };
    set("find", state.find);
    for (const [facet] of facts.facets) {
      const picks = [...(state.picks[facet] || [])];
      set(facet, picks.map(([value, isIn]) => (isIn ? value : `-${value}`)).join(","));
    }
    set("sort", state.sort);
    url.search = url.search.replace(/%2C/g, ",").replace(/%3A/g, ":");
    if (url.href !== location.href) url.hash = "";
    return url.href;
  };

  const matchAll = (facts, answer) =>
    Uint8Array.from({ length: facts.total }, (_, row) => !answer || answer.scores[row] > 0);

  // One page of the library ----

  class Page {
    constructor(box, facts) {
      this.box = box;
      this.facts = facts;
      this.turn = 0; // answers that come late are dropped
      this.rows = new Map(); // number -> <li>
      this.numbers = new Map(); // <li> -> number
      this.shown = STEP;
      this.found = null; // rows of the answer; null while the page is as it came
      this.facets = new Map();
      const lists = [...box.querySelectorAll("ol.rl-rows")];
      this.homes = lists.map((list) => [list, [...list.children]]);
      this.isWhole = this.homes.reduce((sum, [, rows]) => sum + rows.length, 0) === facts.total;
      this.state = readState(facts);
      this.build();
      // A reader who comes by an address sees what it has chosen.
      for (const facet of this.facets.values()) {
        facet.details.open = facet.key in this.state.picks;
      }
      this.update({ isReturn: true });
    }

    // Rows ----

    async numberRows() {
      if (this.numbers.size) return;
      const { sort, first } = this.facts;
      const sequence = sort === "added" ? null : (await load(this.facts, "sequences"))[sort];
      let place = first;
      for (const [, rows] of this.homes) {
        for (const row of rows) {
          this.keep(sequence ? sequence[place] : place, row);
          place += 1;
        }
      }
    }

    keep(number, row) {
      this.rows.set(number, row);
      this.numbers.set(row, number);
    }

    loadTexts(number) {
      return load(this.facts, `rows-${Math.floor(number / this.facts.rows)}`);
    }

    async fetchRows(numbers) {
      const missing = numbers.filter((number) => !this.rows.has(number));
      await Promise.all(
        missing.map(async (number) => {
          const part = await this.loadTexts(number);
          const [html] = part[number % this.facts.rows];
          const template = make("template");
          template.innerHTML = html.replaceAll(BASE, ROOT.href);
          const row = template.content.firstElementChild;
          if (!this.rows.has(number)) this.keep(number, this.addFold(row));
        })
      );
      return missing.length > 0;
    }

    addFold(row) {
      if (row.hasAttribute("data-rl-bare") || row.querySelector(".rl-fold")) return row;
      const title = row.querySelector("a").textContent;
      const label = `Why and abstract: ${title}`;
      const button = makeButton(
        { class: "rl-fold", "aria-expanded": "false", "aria-label": label },
        "Why and abstract"
      );
      row.querySelector(".rl-byline").append(" ", button);
      return row;
    }

    async fold(button) {
      const row = button.closest(".rl-row");
      const isOpen = button.getAttribute("aria-expanded") === "true";
      let text = row.querySelector(".rl-unfolded");
      if (!text && !isOpen) {
        await this.numberRows();
        const number = this.numbers.get(row);
        const html = (await this.loadTexts(number))[number % this.facts.rows][1];
        text = make("div", { class: "rl-unfolded" });
        text.innerHTML = html.replaceAll(BASE, ROOT.href);
        row.querySelector(".rl-byline").after(text);
        if (this.hits) this.highlight([text]);
      }
      text.hidden = isOpen;
      button.setAttribute("aria-expanded", String(!isOpen));
    }

    // Frame ----

    build() {
      const { box, facts } = this;
      const content = [...box.children].filter((one) => one.localName !== "script");
      this.total = box.querySelector(".rl-total");
      this.plainTotal = this.total.innerHTML;
      this.total.setAttribute("role", "status");
      this.input = make("input", {
        type: "search",
        class: "rl-find__input",
        placeholder: "Search titles, people, tags, abstracts",
        "aria-label": "Search the library",
        autocomplete: "off",
        spellcheck: "false",
      });
      const key = make("kbd", { "aria-hidden": "true" }, "/");
      const form = make("form", { class: "rl-find", role: "search" }, this.input, key);
      form.addEventListener("submit", (event) => event.preventDefault());
      this.summary = make("summary", {}, "Filters");
      const facets = facts.facets.map(([key, title]) => this.makeFacet(key, title));
      this.filters = make("details", { class: "rl-filters" }, this.summary, ...facets);
      this.sort = make("select", { class: "rl-select" });
      this.views = Object.entries(VIEWS).map(([view, label]) =>
        makeButton({ class: "rl-view", "data-rl-view": view }, label)
      );
      this.chips = make("ul", { class: "rl-chips", "aria-label": "Filters in use", hidden: true });
      this.results = make("ol", { class: "rl-rows rl-results", role: "list", hidden: true });
      this.more = makeButton({ class: "rl-button", hidden: true });
      this.none = make("p", { class: "rl-empty", hidden: true }, "No work matches all of this.");
      const bar = box.querySelector(".rl-toolbar");
      const group = { class: "rl-views", role: "group", "aria-label": "View" };
      const views = make("div", group, ...this.views);
      const sort = make("label", { class: "rl-tools__sort" }, "Sort by", this.sort);
      this.export = this.makeExport();
      const tools = make("div", { class: "rl-tools" }, sort, views, this.export);
      this.plain = content.filter((one) => one !== bar);
      box.querySelector(".rl-sort").hidden = true;
      bar.append(tools);
      const found = [this.chips, this.none, this.results, this.more];
      const main = make("div", { class: "rl-main" }, bar, ...found, ...this.plain);
      box.append(form, this.filters, main);
      box.classList.add("rl-library--refined");
      for (const [, rows] of this.homes) rows.forEach((row) => this.addFold(row));
      const wide = matchMedia("(min-width: 60em)");
      const follow = () => {
        this.filters.open = wide.matches;
      };
      wide.addEventListener("change", follow);
      follow();
      this.setView(this.readView());
      this.listen();
    }

    listen() {
      this.input.addEventListener("focus", () => {
        this.loadIndex().then((index) => index.prepare()).catch(() => {}); // typing tries again
      });
      this.input.addEventListener("input", () => {
        const isBegun = this.state.find !== "";
        this.state.find = this.input.value;
        if (!this.state.find && this.state.sort === "relevance") this.state.sort = "";
        this.change(isBegun);
      });
      this.sort.addEventListener("change", () => {
        this.state.sort = this.sort.value === this.defaultSort() ? "" : this.sort.value;
        this.change();
      });
      this.more.addEventListener("click", () => {
        const next = this.results.children.length;
        this.shown += STEP;
        this.show(this.turn).then(() => this.results.children[next]?.querySelector("a").focus());
      });
      this.box.addEventListener("click", (event) => {
        if (!this.export.contains(event.target)) this.export.open = false;
        const button = event.target.closest("button");
        if (!button) return;
        if (button.matches(".rl-fold")) this.fold(button).catch(() => this.fail());
        else if (button.dataset.rlView) this.setView(button.dataset.rlView, true);
        else if (button.matches(".rl-chip")) this.removeChip(button);
      });
      this.box.addEventListener("keydown", (event) => this.move(event));
    }

    readView() {
      try {
        return localStorage.getItem(VIEW_KEY);
      } catch {
        return null;
      }
    }

    setView(wanted, isChosen = false) {
      const view = wanted === "table" ? "table" : "list";
      this.box.classList.toggle("rl-library--table", view === "table");
      for (const one of this.views) {
        one.setAttribute("aria-pressed", String(one.dataset.rlView === view));
      }
      try {
        if (isChosen) localStorage.setItem(VIEW_KEY, view);
      } catch {
        // It lasts as long as the page.
      }
    }

    // Keyboard ----

    move(event) {
      if (!KEYS.includes(event.key)) return; // letters do not wait for all rows
      const all = [...this.box.querySelectorAll(".rl-row > :first-child a")];
      const links = all.filter((one) => one.offsetParent);
      const place = links.indexOf(document.activeElement);
      const isTyping = document.activeElement === this.input;
      if (event.key === "Escape" && this.export.open) {
        event.preventDefault();
        this.export.open = false;
        this.export.firstChild.focus();
      } else if (event.key === "Escape" && (place >= 0 || isTyping)) {
        event.preventDefault();
        if (isTyping && this.input.value) {
          this.input.value = "";
          this.input.dispatchEvent(new Event("input"));
        }
        this.input.focus();
      } else if (event.key === "Enter" && isTyping && this.found) {
        this.settled.then(() => this.results.querySelector("a")?.click());
      } else if (event.key.startsWith("Arrow") && (place >= 0 || isTyping)) {
        event.preventDefault();
        const next = place + (event.key === "ArrowDown" ? 1 : -1);
        (next < 0 ? this.input : links[next])?.focus();
      }
    }

    // Facets ----

    makeFacet(key, title) {
      const count = make("span", { class: "rl-count" });
      const list = make("ul", { role: "list" });
      const find = make("input", {
        type: "search",
        class: "rl-facet__find",
        placeholder: "Find …",
        "aria-label": `Find in: ${title}`,
        hidden: true,
      });
      const all = makeButton({ class: "rl-facet__all", hidden: true });
      const summary = make("summary", {}, title, " ", count);
      const attributes = { class: "rl-facet", "data-rl-facet": key };
      const details = make("details", attributes, summary, find, list, all);
      const facet = { key, title, count, list, find, all, details, items: new Map() };
      this.facets.set(key, facet);
      details.addEventListener("toggle", () => {
        if (details.open && !facet.isCounted) this.update({});
      });
      find.addEventListener("input", () => this.showFacet(facet));
      all.addEventListener("click", () => {
        facet.isAll = !facet.isAll;
        this.showFacet(facet);
      });
      return details;
    }

    showFacet(facet) {
      const count = this.state.picks[facet.key]?.size;
      facet.count.textContent = count || "";
      if (facet.values && facet.base) this.values.show(facet);
    }

    // Their values and counts are the work of a part of their own.
    async loadFacet(facet) {
      this.values ??= (await loadPart("facets"))({ page: this, load, make, unpack });
      await this.values.load(facet);
    }

    pick(key, value, isIn) {
      const picks = new Map(this.state.picks[key]);
      if (isIn === null) picks.delete(value);
      else picks.set(value, isIn);
      if (picks.size) this.state.picks[key] = picks;
      else delete this.state.picks[key];
      this.change();
    }

    showChips() {
      const chips = [];
      const add = (label, said, data) => {
        const cross = make("span", { "aria-hidden": "true" }, " ×");
        const attributes = { class: "rl-chip", "aria-label": `Remove ${said}`, ...data };
        chips.push(make("li", {}, makeButton(attributes, label, cross)));
      };
      if (this.query) add(`“${this.state.find}”`, "the search", { "data-rl-find": true });
      for (const [key, picks] of Object.entries(this.state.picks)) {
        const { title, byValue } = this.facets.get(key);
        for (const [value, isIn] of picks) {
          const name = `${title}: ${isIn ? "" : "not "}${byValue?.get(value)?.title ?? value}`;
          add(name, name, { "data-rl-key": key, "data-rl-value": value });
        }
      }
      if (chips.length) {
        const clear = makeButton({ class: "rl-chip rl-chip--all" }, "Clear all");
        chips.push(make("li", {}, clear));
      }
      this.chips.replaceChildren(...chips);
      this.chips.hidden = !chips.length;
      const count = Object.values(this.state.picks).reduce((sum, picks) => sum + picks.size, 0);
      this.summary.textContent = count ? `Filters (${count})` : "Filters";
    }

    removeChip(button) {
      const { rlKey, rlValue } = button.dataset;
      const place = [...this.chips.children].indexOf(button.parentElement);
      if (button.matches(".rl-chip--all")) {
        this.state = { find: "", sort: this.state.sort, picks: {} };
      } else if (rlKey) {
        this.state.picks[rlKey].delete(rlValue);
        if (!this.state.picks[rlKey].size) delete this.state.picks[rlKey];
      } else this.state.find = "";
      if (this.state.sort === "relevance") this.state.sort = "";
      this.change().then(() => {
        const next = this.chips.children[Math.min(place, this.chips.children.length - 2)];
        (next?.firstChild || this.input).focus();
      });
    }

    // Answer ----

    defaultSort() {
      return this.query ? "relevance" : this.facts.sort;
    }

    get isPlain() {
      const { sort, picks } = this.state;
      return !this.query && (!sort || sort === this.facts.sort) && !Object.keys(picks).length;
    }

    change(isSmall = false) {
      this.shown = STEP;
      const url = formatState(this.facts, this.state);
      if (url !== location.href) {
        remember();
        if (isSmall) history.replaceState({}, "", url);
        else history.pushState({}, "", url);
      }
      return this.update({});
    }

    update({ isReturn = false }) {
      this.turn += 1;
      this.settled = this.answer(this.turn, isReturn).catch(() => this.fail());
      return this.settled;
    }

    fail() {
      this.total.textContent = "Part of this list could not be loaded: reload the page.";
    }

    async answer(turn, isReturn) {
      const { facts, state } = this;
      if (document.activeElement !== this.input || isReturn) this.input.value = state.find;
      const facets = [...this.facets.values()];
      for (const one of facets) one.isCounted = one.details.open;
      const used = facets.filter((one) => state.picks[one.key] || one.isCounted);
      const sort = state.sort || this.defaultSort();
      const isSequence = sort !== "added" && sort !== "relevance";
      const orders = facts.orders.length && sort.startsWith("order:");
      const [answer, sequences] = await Promise.all([
        this.query ? this.search() : null,
        isSequence && !orders && !this.isPlain ? load(facts, "sequences") : null,
        orders ? this.loadFacet(this.facets.get("order")) : null,
        this.isPlain ? null : this.numberRows(),
        ...used.map((one) => this.loadFacet(one)),
      ]);
      if (turn !== this.turn) return;
      this.hits = answer?.hits;
      const mask = this.values?.match(answer) ?? matchAll(this.facts, answer);
      this.found = this.isPlain ? null : this.arrange(mask, sort, answer, sequences);
      this.showSorts(sort);
      this.showChips();
      for (const facet of this.facets.values()) this.showFacet(facet);
      await this.show(turn, isReturn);
    }

    // A letter is no query yet, save in scripts where it is a word; nor is what has no letter.
    get query() {
      const text = this.state.find.trim();
      return /^[^\p{L}\p{N}]*$|^[\p{Script=Latin}\d]$/u.test(text) ? "" : text;
    }

    async loadIndex() {
      this.index ??= (await loadPart("search"))({ facts: this.facts, load, unpack });
      return this.index;
    }

    async search() {
      const index = await this.loadIndex();
      return index.search(this.query);
    }

    arrange(mask, sort, answer, sequences) {
      const all = [...mask.keys()];
      let sequence = sequences?.[sort] || all;
      if (sort.startsWith("order:")) {
        const steps = this.facets.get("order").byValue.get(sort.slice(6))?.rows || [];
        sequence = [...new Set([...steps, ...all])];
      }
      const found = sequence.filter((row) => mask[row]);
      if (sort === "relevance" && answer) {
        found.sort((one, other) => answer.scores[other] - answer.scores[one] || one - other);
      }
      return found;
    }

    showSorts(sort) {
      const options = { ...(this.query && { relevance: "Relevance" }), ...SORTS };
      for (const [slug, title] of this.facts.orders) options[`order:${slug}`] = `Order: ${title}`;
      const makeOption = ([value, label]) =>
        make("option", { value, selected: value === sort }, label);
      this.sort.replaceChildren(...Object.entries(options).map(makeOption));
    }

    async show(turn, isReturn = false) {
      const { found } = this;
      const isPlain = found === null;
      if (isReturn && history.state?.rlShown) this.shown = history.state.rlShown;
      const numbers = isPlain ? [] : found.slice(0, this.isWhole ? found.length : this.shown);
      const hasFetched = await this.fetchRows(numbers);
      if (turn !== this.turn) return;
      const rows = numbers.map((number) => this.rows.get(number));
      CSS.highlights?.delete("rl-hit");
      // A list in one piece leaves the page faster than a thousand rows do.
      const results = this.results.cloneNode(false);
      results.append(...rows.slice(0, SLICE));
      this.results.replaceWith(results);
      this.results = results;
      results.hidden = isPlain || !rows.length;
      for (const one of this.plain) one.hidden = !isPlain;
      if (isPlain) for (const [list, own] of this.homes) list.replaceChildren(...own);
      this.none.hidden = isPlain || rows.length > 0;
      this.more.hidden = isPlain || rows.length >= found.length;
      this.more.textContent = `Show ${Math.min(STEP, (found?.length || 0) - rows.length)} more`;
      this.showTotal(rows.length);
      if (this.hits) this.highlight(rows.slice(0, SLICE));
      const place = isReturn ? history.state?.rlScroll : undefined;
      const comeBack = () => place === undefined || window.scrollTo(0, place);
      comeBack();
      for (let start = SLICE; start < rows.length; start += SLICE) {
        await new Promise((resolve) => setTimeout(resolve, start === SLICE ? PAUSE : 0));
        if (turn !== this.turn) return;
        const slice = rows.slice(start, start + SLICE);
        results.append(...slice);
        if (this.hits) this.highlight(slice);
      }
      if (rows.length > SLICE) comeBack();
      if (hasFetched) window.readingListProgress?.();
    }

    showTotal(count) {
      if (this.found === null) {
        if (this.total.innerHTML !== this.plainTotal) this.total.innerHTML = this.plainTotal;
        return;
      }
      const total = this.found.length;
      const part = count < total ? `, the first ${count} shown` : "";
      const sum = `${total.toLocaleString("en")} of ${plural(this.facts.total)}`;
      this.total.replaceChildren(make("strong", {}, sum), part);
    }

    // Marks words without a change of the page, where the browser can.
    highlight(rows) {
      if (!CSS.highlights) return;
      if (!CSS.highlights.has("rl-hit")) CSS.highlights.set("rl-hit", new Highlight());
      const found = CSS.highlights.get("rl-hit");
      for (const row of rows) {
        for (const range of this.index.findHits(row, this.hits)) found.add(range);
      }
    }

    // Export ----

    makeExport() {
      const box = make("div", { class: "rl-export__box" });
      const summary = make("summary", { class: "rl-button" }, "Export");
      const details = make("details", { class: "rl-export" }, summary, box);
      details.addEventListener("toggle", async () => {
        if (!details.open || box.childElementCount) return;
        const show = await loadPart("export");
        show({ box, root: ROOT, make, plural, findRows: () => this.findRows() });
      });
      // It lies over the rows, and must not hide the one that the focus goes on to.
      details.addEventListener("focusout", ({ relatedTarget }) => {
        if (relatedTarget && !details.contains(relatedTarget)) details.open = false;
      });
      return details;
    }

    // What is found, and the sequence of the works in the library's files.
    async findRows() {
      await this.settled;
      const { export: sequence, ...others } = await load(this.facts, "sequences");
      const all = others[this.facts.sort] || [...Array(this.facts.total).keys()];
      return { rows: this.found || all, sequence };
    }
  }

  // Start, and the way back ----

  let page = null;

  // Where the reader is, for the day that Back leads here again.
  const remember = () => {
    if (!page?.box.isConnected) return;
    history.replaceState({ ...history.state, rlScroll: window.scrollY, rlShown: page.shown }, "");
  };

  const start = () => {
    const source = document.querySelector(".rl-library-facts");
    page = null;
    if (!source) return;
    if ("scrollRestoration" in history) history.scrollRestoration = "manual";
    page = new Page(source.closest(".rl-library"), JSON.parse(source.dataset.rlFacts));
  };
  window.readingListLibrary = start;

  let timer = 0;
  window.addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(remember, 150);
  }, { passive: true });
  window.addEventListener("pagehide", remember);
  window.addEventListener("popstate", () => {
    clearTimeout(timer);
    if (!page?.box.isConnected) return;
    page.state = readState(page.facts);
    page.update({ isReturn: true });
  });

  // Before the theme, whose own search listens for the same key.
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    if (!page?.box.isConnected) return;
    event.preventDefault();
    event.stopPropagation();
    page.input.focus();
    page.input.select();
  }, true);

  start();
})();
