"""Bookmarks of browsers and link collections -> works."""
