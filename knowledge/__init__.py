"""The seed document as data: logic files (ids, thresholds, sources) and, per locale, words files."""
