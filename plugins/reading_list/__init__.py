"""A reading list that is also a blog, built from Markdown files."""

__version__ = "0.1.0"
