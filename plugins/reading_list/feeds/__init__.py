"""Entries -> feed texts. An entry is made once and shared by every feed that holds it."""
