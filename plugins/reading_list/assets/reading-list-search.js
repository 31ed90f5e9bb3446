/* The search of the library: loaded with the first letter, and with it the stretches of the index
   that hold what is typed. Words are compared as `text_index.py` writes them. */

"use strict";

readingListPart("search", ({ facts, load, unpack }) => {
  const IDEOGRAPH = "\\u3040-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff";
  const WORD = new RegExp(`[${IDEOGRAPH}]|(?:(?![${IDEOGRAPH}])[\\p{L}\\p{N}])+`, "gu");
  const WHOLE_WORD = /[\p{L}\p{N}\p{M}]+/gu;
  const HOST = /^(?:https?:\/\/)?(?:(?:www\.)?arxiv\.org\/(?:abs|pdf)\/|(?:dx\.)?doi\.org\/)/;
  const SCHEME = /^(?:arxiv|doi):\s*/;
  const SMALL = 4; // shards that are loaded at once
  const WIDE = 4; // shards of words that begin with what is typed
  const NEAR = 6; // shards of words that it may be a misspelling of
  const VERSION = /^(\d{4}\.\d{4,5})v\d+$/;

  // As `slugs.py` folds texts.
  const LETTERS = {
    ...{ ø: "o", ł: "l", đ: "d", ß: "ss", æ: "ae", œ: "oe" },
    ...{ þ: "th", ð: "d", ı: "i", ħ: "h", ς: "σ" },
  };
  const fold = (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/×|(?<=\d)x(?=\d)/g, " x ")
      .replace(/[øłđßæœþðıħς]/g, (one) => LETTERS[one])
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]+/g, "")
      .normalize("NFKC");

  const splitWords = (text) => (fold(text).match(WORD) || []).map((one) => one.slice(0, 40));
  const readName = (text) =>
    [[/\s+/g, " "], [HOST, ""], [SCHEME, ""], [VERSION, "$1"]].reduce(
      (name, [pattern, text]) => name.replace(pattern, text),
      fold(text).trim()
    );

  // Whether one letter, wrong, missing, too many or swapped, is all that parts the word from a
  // beginning of the other.
  const isNear = (word, other) => {
    let i = 0;
    while (i < word.length && word[i] === other[i]) i += 1;
    const [a, b] = [word.slice(i), other.slice(i)];
    if (other.length > word.length + 4) return false;
    return (
      b.startsWith(a.slice(1)) ||
      b.startsWith(a, 1) ||
      b.startsWith(a.slice(1), 1) ||
      (a[0] === b[1] && a[1] === b[0] && b.startsWith(a.slice(2), 2))
    );
  };

  // Shards that hold what begins with `text`, or only what is equal to it.
  const findShards = (text, isWhole = false) => {
    const last = isWhole ? text : `${text}\uffff`;
    return facts.firsts.flatMap((first, i) => {
      const next = facts.firsts[i + 1];
      return first <= last && (next === undefined || next > text) ? [i] : [];
    });
  };
  const loadShards = (numbers) =>
    Promise.all(numbers.map((number) => load(facts, `words-${number}`)));

  function* pairs(shards, key) {
    for (const shard of shards) {
      for (let i = 0; i < shard[key].length; i += 2) yield [shard[key][i], shard[key][i + 1]];
    }
  }

  // Word of the index, its rows, and how well it answers the word that was typed.
  const expand = async (word) => {
    const isShort = word.length < 2;
    const shards = await loadShards(findShards(word, isShort).slice(0, WIDE));
    const found = [];
    for (const [other, rows] of pairs(shards, "words")) {
      if (other === word) found.push([other, rows, 1]);
      else if (!isShort && other.startsWith(word)) {
        found.push([other, rows, 0.4 + (0.4 * word.length) / other.length]);
      }
    }
    if (found.length || word.length < 4) return found;
    const starts = [word.slice(0, 2), word[1] + word[0], word.slice(1, 3), word[0]];
    const near = [...new Set(starts.flatMap((start) => findShards(start)))].slice(0, NEAR);
    for (const [other, rows] of pairs(await loadShards(near), "words")) {
      if (isNear(word, other)) found.push([other, rows, 0.3]);
    }
    return found;
  };

  const read = new Map(); // word of the index -> pairs of score and rows
  const readRows = (word, rows) => {
    if (!read.has(word)) {
      const parts = rows.split(" ").map((part) => part.split(":"));
      read.set(word, parts.map(([score, packed]) => [Number(score), unpack(packed)]));
    }
    return read.get(word);
  };

  // Scores by row, 0 where the row is no hit, and the words that hit.
  const search = async (query) => {
    const scores = new Float32Array(facts.total);
    const hits = new Set();
    const words = [...new Set(splitWords(query))];
    const stops = new Set(words.every((one) => facts.stops.includes(one)) ? [] : facts.stops);
    const isMeant = (word) => !stops.has(word);
    const matched = new Uint8Array(facts.total);
    const needed = words.filter(isMeant).length;
    for (const [word, found] of await Promise.all(
      words.map(async (one) => [one, await expand(one)])
    )) {
      const best = new Float32Array(facts.total);
      for (const [other, rows, quality] of found) {
        hits.add(other);
        for (const [score, numbers] of readRows(other, rows)) {
          const worth = score * quality;
          for (const row of numbers) if (best[row] < worth) best[row] = worth;
        }
      }
      const count = best.reduce((sum, one) => sum + (one > 0), 0);
      const rarity = Math.log(1 + facts.total / Math.max(count, 1));
      for (let row = 0; row < facts.total; row += 1) {
        scores[row] += best[row] * rarity;
        if (best[row] && isMeant(word)) matched[row] += 1;
      }
    }
    for (let row = 0; row < facts.total; row += 1) {
      if (!needed || matched[row] < needed) scores[row] = 0;
    }
    const name = readName(query);
    if (name.length > 1) {
      for (const [other, row] of pairs(await loadShards(findShards(name).slice(0, WIDE)), "names")) {
        if (other === name) scores[row] += 10000;
        else if (other.startsWith(name)) scores[row] += (100 * name.length) / other.length;
      }
    }
    return { scores, hits };
  };

  const folded = new Map(); // word of a page -> words of the index
  const foldWord = (word) => {
    if (!folded.has(word)) folded.set(word, splitWords(word));
    return folded.get(word);
  };

  // Words that hit, wherever they stand in a row.
  function* findHits(row, hits) {
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      if (text.parentElement.closest("math, button")) continue;
      for (const match of text.data.matchAll(WHOLE_WORD)) {
        if (!foldWord(match[0]).some((word) => hits.has(word))) continue;
        const range = new Range();
        range.setStart(text, match.index);
        range.setEnd(text, match.index + match[0].length);
        yield range;
      }
    }
  }

  // A small index is here before the first word is typed.
  const prepare = () =>
    facts.firsts.length <= SMALL ? loadShards([...facts.firsts.keys()]) : Promise.resolve([]);

  return { search, prepare, findHits, splitWords };
});
