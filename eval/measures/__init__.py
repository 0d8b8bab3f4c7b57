"""Measures: pure functions from rankings, answers and citations to numbers."""
