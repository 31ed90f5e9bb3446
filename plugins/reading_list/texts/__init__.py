"""Text in, text out: mathematics, imported prose, excerpts, HTML fragments, citations.

Separate because every page, feed and export needs them and none of them needs a library.
"""
