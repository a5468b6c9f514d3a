"""Signing a result: what is signed is a digest of what the store holds of a period; a later change voids it."""
