/* The values of the library's facets and their counts: loaded when a filter is opened or in use.
   A value is the rows that have it; a row has one of the chosen values of each facet. */

"use strict";

readingListPart("facets", ({ page, load, make, unpack }) => {
  const FEW = 10; // values that are shown at once
  const MANY = 60; // values that are ever shown at once
  const LARGE = "author"; // the facet that has a file of its own
  const BY_COUNT = ["tag", "venue", "author"];

  const fold = (text) =>
    text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

  const loadValues = async (facet) => {
    if (facet.values) return;
    const table = await load(page.facts, facet.key === LARGE ? LARGE : "facets");
    const values = table[facet.key].map(([value, title, rows]) => {
      const numbers = typeof rows === "string" ? unpack(rows) : rows;
      return { value, title, rows: numbers, folded: fold(title) };
    });
    if (BY_COUNT.includes(facet.key)) {
      values.sort((one, other) => other.rows.length - one.rows.length);
    }
    facet.byValue = new Map(values.map((one) => [one.value, one]));
    facet.values = values;
  };

  // Rows that pass, and for each open facet those that pass all others.
  const match = (answer) => {
    const { total } = page.facts;
    const base = new Uint8Array(total).fill(1);
    if (answer) answer.scores.forEach((score, row) => (base[row] = score > 0));
    const chosen = new Map();
    for (const [key, picks] of Object.entries(page.state.picks)) {
      const { byValue } = page.facets.get(key);
      for (const [value, isIn] of picks) {
        const rows = byValue.get(value)?.rows || [];
        if (isIn && !chosen.has(key)) chosen.set(key, new Uint8Array(total));
        for (const row of rows) {
          if (isIn) chosen.get(key)[row] = 1;
          else base[row] = 0;
        }
      }
    }
    const join = (without) => {
      const mask = base.slice();
      for (const [key, rows] of chosen) {
        if (key === without) continue;
        for (let row = 0; row < total; row += 1) mask[row] &= rows[row];
      }
      return mask;
    };
    for (const facet of page.facets.values()) {
      facet.base = facet.isCounted ? join(facet.key) : null;
    }
    return join(null);
  };

  const makeValue = (facet, one) => {
    const box = make("input", { type: "checkbox" });
    const count = make("span", { class: "rl-count" });
    const name = `not ${one.title}`;
    const not = make("button", { type: "button", class: "rl-not", "aria-label": name }, "not");
    const label = make("label", {}, box, make("span", {}, one.title), count);
    box.addEventListener("change", () => page.pick(facet.key, one.value, box.checked || null));
    not.addEventListener("click", () => {
      const isOut = page.state.picks[facet.key]?.get(one.value) === false;
      page.pick(facet.key, one.value, isOut ? null : false);
    });
    return { item: make("li", {}, label, not), box, count, not };
  };

  const showValue = (facet, one, picks) => {
    if (!facet.items.has(one.value)) facet.items.set(one.value, makeValue(facet, one));
    const { item, box, count, not } = facet.items.get(one.value);
    box.checked = picks.get(one.value) === true;
    not.setAttribute("aria-pressed", String(picks.get(one.value) === false));
    count.textContent = one.count.toLocaleString("en");
    return item;
  };

  // The values that some row has, under the other filters, and those that are chosen.
  const show = (facet) => {
    const { find, all, list, values, base } = facet;
    const picks = page.state.picks[facet.key] || new Map();
    const wanted = fold(find.value);
    for (const one of values) one.count = one.rows.reduce((sum, row) => sum + base[row], 0);
    const usable = values.filter(
      (one) => picks.has(one.value) || (one.count && one.folded.includes(wanted))
    );
    const limit = facet.isAll || wanted ? MANY : FEW;
    const items = usable
      .filter((one, i) => i < limit || picks.has(one.value))
      .map((one) => showValue(facet, one, picks));
    find.hidden = values.length <= FEW;
    all.hidden = Boolean(wanted) || usable.length <= FEW;
    const rest = usable.length > MANY ? `the first ${MANY}` : `all ${usable.length}`;
    all.textContent = facet.isAll ? "Show fewer" : `Show ${rest}`;
    const isSame = (one, i) => one === list.children[i];
    if (items.length === list.children.length && items.every(isSame)) return;
    const focused = document.activeElement;
    list.replaceChildren(...items);
    if (list.contains(focused)) focused.focus({ preventScroll: true });
  };

  return { load: loadValues, match, show };
});
