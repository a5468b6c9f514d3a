"""Looks at addresses and at hosts: facts only, the verdict is a check's."""
