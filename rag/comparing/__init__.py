"""Comparing: what several documents say of one subject, side by side, and the sums made of it."""
