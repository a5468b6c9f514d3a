"""Fetching sites and reading what came back: facts, no opinions."""
