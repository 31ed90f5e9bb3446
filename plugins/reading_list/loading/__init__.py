"""Texts -> Library, with every fault that was found.

The only layer that knows what the author's files look like. It never raises on content.
"""

from reading_list.loading.library import Texts, load_library

__all__ = ["Texts", "load_library"]
