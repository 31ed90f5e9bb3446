"""The library's tags as a whole: how often each is used, and one under another name."""
