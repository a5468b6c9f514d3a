"""Rectification: notices to agencies, their deadlines and answers, re-checks, and who does not mend."""
