"""The standing schedule: what runs by itself, when, and what became of it."""
