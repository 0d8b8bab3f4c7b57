"""Quantities: the parts of index/facts.py, figures with subject, unit, year and bound."""
