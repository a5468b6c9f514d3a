"""The demonstration city: generator, server, truth."""
