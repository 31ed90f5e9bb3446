"""Works that join the library: what they are called, what becomes of files that are there."""
