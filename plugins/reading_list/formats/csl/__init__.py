"""CSL-JSON: items of Zotero, pandoc, citeproc and the agencies of DOIs -> papers, and back."""
