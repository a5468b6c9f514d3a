"""Readers: from the bytes of one page to what stands on it."""
