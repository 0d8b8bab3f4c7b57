"""Outlining: the parts of index/outline.py, from the lines of a file to numbered headings."""
