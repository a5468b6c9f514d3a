"""Pictures of stored pages, the element at fault in a red frame: drawn from stored bytes, kept with the evidence."""
