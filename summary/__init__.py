"""The summary: one typed object of everything that was said and how it compares, and its faces."""
