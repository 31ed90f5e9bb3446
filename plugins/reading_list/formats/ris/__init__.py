"""RIS: records of EndNote, Zotero and library catalogues -> papers, and back."""
