"""Zotero's two full exports -> works: items, collections, notes, attachments."""
