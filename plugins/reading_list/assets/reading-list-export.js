/* Works that a reader has found, as a file: cut out of the library's own files, so that nothing is
   published twice. */

"use strict";

readingListPart("export", ({ box, root, make, plural, findRows }) => {
  const splitBibtex = (text) => {
    const entries = [];
    for (let start = text.indexOf("@"); start >= 0; start = text.indexOf("@", start)) {
      let [end, depth] = [text.indexOf("{", start), 1];
      while (depth && end >= 0 && end < text.length) {
        end += 1;
        if (text[end] === "{") depth += 1;
        else if (text[end] === "}") depth -= 1;
      }
      entries.push(text.slice(start, end + 1));
      start = end + 1;
    }
    return entries;
  };

  const splitRis = (text) => text.match(/TY {2}- [^]*?\r?\nER {2}-[^\n]*\n(?:\r?\n)*/g) || [];

  const splitJson = (text) => JSON.parse(text).map((item) => JSON.stringify(item));

  const joinLines = (entries) => entries.join("\n\n") + "\n";
  const joinJson = (entries) => `[\n${entries.join(",\n")}\n]\n`;

  const FORMATS = {
    bib: { name: "BibTeX", type: "application/x-bibtex", split: splitBibtex, join: joinLines },
    json: { name: "CSL-JSON", type: "application/json", split: splitJson, join: joinJson },
    ris: { name: "RIS", type: "text/plain", split: splitRis, join: (entries) => entries.join("") },
  };

  // What is found, as text, and how many works that are: drafts of a preview are in no export.
  const write = async (kind) => {
    const { rows, sequence } = await findRows();
    const answer = await fetch(new URL(`library.${kind}`, root));
    if (!answer.ok) throw new Error(answer.status);
    const entries = FORMATS[kind].split(await answer.text());
    if (entries.length !== sequence.length) throw new Error("The files are of two states.");
    const places = new Map(sequence.map((row, place) => [row, place]));
    const found = rows.filter((row) => places.has(row)).map((row) => entries[places.get(row)]);
    return [FORMATS[kind].join(found), plural(found.length)];
  };

  const copy = async (kind) => {
    const [text, count] = await write(kind);
    await navigator.clipboard.writeText(text);
    return `${count} copied as ${FORMATS[kind].name}.`;
  };

  const save = async (kind) => {
    const [text, count] = await write(kind);
    const url = URL.createObjectURL(new Blob([text], { type: FORMATS[kind].type }));
    make("a", { href: url, download: `library.${kind}` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
    return `${count} saved as ${FORMATS[kind].name}.`;
  };

  const copyLink = async () => {
    await navigator.clipboard.writeText(location.href);
    return "The link is copied.";
  };

  const makeOption = ([value, { name }]) => make("option", { value }, name);
  const options = Object.entries(FORMATS).map(makeOption);
  const format = make("select", { class: "rl-select", "aria-label": "Format" }, ...options);
  const said = make("p", { class: "rl-quiet", role: "status" });
  const makeButton = (label, act) => {
    const button = make("button", { type: "button", class: "rl-button" }, label);
    button.addEventListener("click", async () => {
      said.textContent = "";
      try {
        said.textContent = await act(format.value);
      } catch {
        said.textContent = "The browser does not let this page do that.";
      }
    });
    return button;
  };
  box.append(
    make("p", { class: "rl-quiet" }, "All works that are found, in the order shown."),
    format,
    makeButton("Copy", copy),
    makeButton("Download", save),
    makeButton("Copy a link to this list", copyLink),
    said
  );
});
