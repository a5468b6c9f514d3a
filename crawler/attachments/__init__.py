"""Text of the files that pages offer, read in a process of its own under bounds of memory and time."""
