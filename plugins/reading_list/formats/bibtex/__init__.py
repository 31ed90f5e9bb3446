"""BibTeX and biblatex: blocks -> raw values -> works, and back."""
