"""Judging facts: checks, schemes, scores."""
