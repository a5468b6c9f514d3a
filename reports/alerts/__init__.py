"""Alerts: what is due, overdue or about to go wrong, told once to whom it concerns."""
