"""Fuzzes one target for a while; what it finds stays in `.cache/fuzz/TARGET/found-*`.

A program of its own, for atheris has to see our modules as they are imported and ends the process.
The search goes on after a finding, and files of one cause are kept once. Those of earlier runs are
tried first, and go when they are mended.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from pathlib import Path

import atheris

ROOT = Path(__file__).parents[2]
with atheris.instrument_imports(include=["reading_list"]):
    from fuzz import targets

FOLDER = ROOT / ".cache" / "fuzz"
SLOW = 5.0
"""Seconds of the processor's time that no file of a few thousand bytes may take."""
LONGEST = 4096
SEEDS = {
    "front_matter": "tests/golden/diagnostics/*.md papers/*.md docs/reading/*.md".split(),
    "bibtex": ["tests/golden/formats/*.bib"],
    "citations": ["docs/guide/*.md", "docs/blog/posts/*.md"],
    "imports": ["tests/reading_list/formats/exports/*"],
}


class Findings:
    """Files that break a promise, once for each place in our sources."""

    def __init__(self, name: str, folder: Path) -> None:
        self.target = targets.TARGETS[name]
        self.folder = folder
        self.causes: set[str] = set()

    def check(self, data: bytes) -> None:
        """Try one file; whatever it raises is written down."""
        began = time.process_time()
        try:
            self.target(data)
        except Exception as problem:  # noqa: BLE001 - this is what is looked for
            frames = traceback.extract_tb(problem.__traceback__)
            ours = [one for one in frames if "reading_list" in one.filename or "/fuzz/" in one[0]]
            at = ours[-1]
            said = "".join(traceback.format_exception(problem))
            self.keep(f"{type(problem).__name__} {at.filename}:{at.lineno}", data, said)
        spent = time.process_time() - began
        if spent > SLOW:
            self.keep("slow", data, f"{spent:.1f} s for {len(data)} bytes")

    def keep(self, cause: str, data: bytes, said: str) -> None:
        """Write the first file of each cause."""
        if cause in self.causes:
            return
        self.causes.add(cause)
        path = self.folder / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
        path.write_bytes(data)
        sys.stderr.write(f"\nFOUND {cause}: {path}\n{said}\n")


def write_words(name: str, path: Path) -> None:
    """Write a dictionary as libFuzzer reads it."""
    words = ["".join(f"\\x{byte:02x}" for byte in word.encode()) for word in targets.WORDS[name]]
    path.write_text("".join(f'"{word}"\n' for word in words))


def write_seeds(name: str, folder: Path) -> None:
    """Begin with whole files of this repository."""
    folder.mkdir(parents=True, exist_ok=True)
    for pattern in SEEDS[name]:
        for path in ROOT.glob(pattern):
            (folder / f"seed-{path.name}").write_bytes(path.read_bytes()[:LONGEST])


def main() -> None:
    """Run until the time is over; libFuzzer ends the process."""
    parser = argparse.ArgumentParser(prog="scripts/fuzz")
    parser.add_argument("target", choices=targets.TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    folder = FOLDER / given.target
    write_seeds(given.target, folder / "corpus")
    write_words(given.target, folder / "words")
    findings = Findings(given.target, folder)
    for path in sorted(folder.glob("found-*")):
        data = path.read_bytes()
        path.unlink()
        findings.check(data)
    options = [
        *(sys.argv[0], f"-max_total_time={given.seconds}", f"-dict={folder / 'words'}"),
        *(f"-max_len={LONGEST}", "-rss_limit_mb=3000", "-timeout=60", "-print_final_stats=1"),
        *(f"-artifact_prefix={folder}/found-", str(folder / "corpus")),
    ]
    atheris.Setup(options, findings.check)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
