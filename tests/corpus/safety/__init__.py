"""The labelled corpus of the safety checks: snippets of articles, files and pages, half of them near misses."""
