"""One rule, one file, one name."""
