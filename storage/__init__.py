"""The nouns of an inspection and where they are kept. Imports none of the other packages."""
