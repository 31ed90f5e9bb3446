"""Exchange formats <-> works: BibTeX in and out, front matter out. No file is opened here."""
