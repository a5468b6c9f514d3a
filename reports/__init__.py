"""Telling people: command line, publishing, notices."""
