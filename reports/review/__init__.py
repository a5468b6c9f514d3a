"""Doubts go out as a workbook, decisions come back: one row settles all findings that look alike."""
