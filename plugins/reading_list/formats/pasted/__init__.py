"""Lists of works that somebody pasted, plain or in Markdown -> sections of items."""
